"""How far a feed has been read.

Law: it never goes back by itself; it holds the partner's own words for the time, so that no digit of it is lost.
Not here: keeping it (web).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Protocol

from battlebox.share.intel import PLACES, instant_of

_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Bookmark:
    """`after` is when the partner added the last thing that is kept here, in its own words; blank at the beginning.

    `is_whole` says that all up to there is here: where a poll ended early, things of the same instant may be missing.
    `mark` is what the server calls the answer to asking for what came after (an entity tag); blank mostly.
    """

    after: str = ""
    is_whole: bool = True
    mark: str = ""

    @property
    def asked(self) -> str:
        """What is asked for: what was added after this."""
        return self.after if self.is_whole or not self.after else just_before(self.after)


class Bookmarks(Protocol):
    """Where bookmarks are kept."""

    def bookmark(self, feed: str) -> Bookmark:
        """That of a feed; an empty one where there is none."""
        ...

    def keep(self, feed: str, bookmark: Bookmark) -> None:
        """Keep it, in place of the last."""
        ...


def order_of(stamp: str) -> tuple[datetime, str] | None:
    """A time of RFC 3339 in a form in which the later is the greater; None where it is none."""
    found = instant_of(stamp)
    return None if found is None else (found[0], found[1].ljust(PLACES, "0"))


def is_later(stamp: str, than: str) -> bool:
    """Whether a time is later than another; anything is later than a blank, and what is no time is never."""
    found, other = order_of(stamp), order_of(than)
    return found is not None and (other is None or found > other)


def is_ahead(stamp: str, now: datetime) -> bool:
    """Whether a time lies so far ahead that to go on from there would be to miss what comes meanwhile."""
    found = order_of(stamp)
    return found is not None and found[0] > now + _DAY


def just_before(stamp: str) -> str:
    """A time a millionth of a second earlier, for whoever leaves out what is not later; blank where there is none."""
    found = order_of(stamp)
    if found is None:
        return ""
    whole, fraction = found
    try:
        earlier = whole + timedelta(microseconds=int(fraction[:6]) - 1)
    except OverflowError:
        return ""
    return earlier.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
