"""Checking words before they are written, and building drafts the same way everywhere.

Law: a blank where something is needed, words too long to keep, and in words for others letters that make them read
otherwise than they are, are refused before anything is written.
Not here: who may write (officer.py), what is written (each noun's module).
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Final

from battlebox.desk.brief.saying import counted, duration
from battlebox.desk.errors import Code, DeskError
from battlebox.desk.record import values
from battlebox.desk.record.sight import Handling
from battlebox.journal import Draft, Json, Kind

LINE_MOST: Final = 300
WORDS_MOST: Final = 20_000
AHEAD_MOST: Final = timedelta(hours=24)
"""How far in the future something seen may lie: laptops are wrong by hours, and typing errors by years."""
WATCHES_DIFFER: Final = timedelta(minutes=5)
"""How far ahead what was done may lie, where much hangs on it: two watches differ by no more (a working value)."""

_HOUR: Final = 60
_TURNING: Final = re.compile("[\u202a-\u202e\u2066-\u2069\u115f\u1160\u3164\uffa0\U000e0000-\U000e007f]")
"""Letters that turn the writing around, or stand for letters and are not seen: words read otherwise than they are."""

LATE_AFTER: Final = timedelta(minutes=15)
"""How long after it happened a thing may be written down without a reason for the delay (a working value)."""


def line(field: str, text: str, *, what: str = "a few words") -> str:
    """One line of words that must be there, with space around it taken off. Raises DeskError."""
    clean = " ".join(text.split())
    if not clean:
        raise DeskError.of(Code.BLANK, field=field, what=what)
    return _fits(field, clean, LINE_MOST)


def words(field: str, text: str, *, needed: bool = False, what: str = "what is known") -> str:
    """Words of any number of lines. Raises DeskError if they are needed and blank, or too long to keep."""
    clean = text.replace("\r\n", "\n").strip()
    if needed and not clean:
        raise DeskError.of(Code.BLANK, field=field, what=what)
    return _fits(field, clean, WORDS_MOST)


def readable(field: str, text: str) -> str:
    """Words for others that read as they are. Raises DeskError for a letter that turns them around, or is not seen.

    The record keeps such letters, and shows them by their numbers; what leaves must not have them.
    """
    found = _TURNING.search(text)
    if found is not None:
        raise DeskError.of(Code.UNSEEN_LETTER, field=field, found=f"U+{ord(found[0]):04X}")
    return text


def not_ahead(field: str, when: datetime, now: datetime) -> datetime:
    """An instant at which something was seen. Raises DeskError if it lies more than a day ahead."""
    if when - now > AHEAD_MOST:
        raise DeskError.of(Code.FUTURE, field=field, ahead=counted((when - now).days, "day"))
    return when


def done_by(field: str, when: datetime, now: datetime) -> datetime:
    """An instant at which something was done that others rely on. Raises DeskError for one that is still to come."""
    if when - now > WATCHES_DIFFER:
        minutes = round((when - now) / timedelta(minutes=1))
        ahead = counted(minutes, "minute") if minutes < _HOUR else duration(minutes / _HOUR)
        raise DeskError.of(Code.FUTURE, field=field, ahead=ahead)
    return when


def not_before(field: str, when: datetime, other: str, first: datetime) -> datetime:
    """An instant that must not lie before another. Raises DeskError."""
    if when < first:
        raise DeskError.of(Code.TOO_EARLY, field=field, other=other)
    return when


def not_late(field: str, when: datetime, why: str, now: datetime, *, closed: bool = False) -> None:
    """Raises DeskError for something written down late without a word on why; after the closing all is late."""
    gone = now - when
    if why.strip() or not (closed or gone > LATE_AFTER):
        return
    if closed and gone <= LATE_AFTER:
        raise DeskError.of(Code.BLANK, field="why it is entered late", what="why it comes after the closing")
    raise DeskError.of(Code.LATE, field=field, ago=duration(gone / timedelta(hours=1)))


def draft(
    kind: Kind,
    handling: Handling,
    *sets: tuple[str, str, object],
    words: str = "",
    about: dict[str, str | int] | None = None,
    over: frozenset[str] | None = None,
    person: str = "",
) -> Draft:
    """An entry to be, whose values are the desk's own; `words` are what the log shows, `person` words that name one."""
    written: tuple[tuple[str, str, Json], ...] = tuple(
        (thing, name, values.write(value)) for thing, name, value in sets
    )
    return Draft(
        kind,
        tlp=handling.tlp,
        audience=handling.audience,
        text=words,
        person=person,
        about=about or {},
        values=written,
        over=over,
    )


def _fits(field: str, text: str, most: int) -> str:
    if len(text) > most:
        raise DeskError.of(Code.TOO_LONG, field=field, found=len(text), most=most)
    return text
