"""Giving what is in a collection of ours to a partner's own server.

Law: only what the partner could fetch itself goes, and never its own things back to it; both readings are asked when it
is found and again as each batch leaves, and the ledger has its row before the batch is posted; what their server took
is not given twice.
Not here: the client (share.polling), the gate and the ledger (web.taxii).
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from battlebox.share.intel import Thing
from battlebox.share.polling import Asker, PollError, push
from battlebox.share.polling import Feed as Asked
from battlebox.share.polling import Pushed as Given
from battlebox.share.release import Channel
from battlebox.share.sending import RealDesk
from battlebox.share.taxii import TaxiiError
from battlebox.web.errors import Code, WebError
from battlebox.web.feeds.adding import refused
from battlebox.web.feeds.round import asked_of
from battlebox.web.models import Feed, Pushed, Right
from battlebox.web.taxii.leaving import Found
from battlebox.web.taxii.named import collection_of
from battlebox.web.taxii.reading import everything, hand_over
from battlebox.web.taxii.rights import right_to_give

THINGS_MOST: Final = 20_000
BATCH: Final = 100


@dataclass(frozen=True, slots=True)
class Told:
    """What became of it, in words; the ids that their server did not take, and whether all is well."""

    words: str
    failed: tuple[str, ...] = ()
    is_well: bool = True


@dataclass
class Door:
    """The way out for one collection of ours: asks the gate for each batch, and writes the ledger before it leaves."""

    row: Feed
    collection: str
    by_thing: dict[tuple[str, str], Found]
    went: list[Found] = field(default_factory=list)

    def let(self, things: Sequence[Thing], feed: Asked) -> Sequence[Thing]:
        """Those of these that may go to the feed's partner now; they stand in the ledger when this returns."""
        del feed
        wanted = [self.by_thing[each.id, each.version] for each in things]
        right = _right(self.row, self.collection)
        self.went = hand_over(right, wanted, Channel.TAXII, "things pushed")
        return [each.held.thing for each in self.went]


def give(  # noqa: PLR0913 - to whom, by which desk, what, where to, and three wishes
    row: Feed,
    desk: RealDesk,
    collection: str,
    *,
    into: str = "",
    is_look: bool = False,
    again: bool = False,
    asking: dict[str, Any] | None = None,
    pause: Callable[[float], object] = time.sleep,
) -> Told:
    """Give it; what was given before something went wrong stays given. Raises WebError."""
    remote = into or row.remote
    found = [each for each in everything(_right(row, collection), THINGS_MOST) if each.held.owner != row.partner.body]
    before = set() if again else set(Pushed.objects.filter(feed=row, remote=remote).values_list("thing_id", flat=True))
    fresh = [each for each in found if each.row not in before]
    if is_look or not fresh:
        return Told(f"{_things(len(fresh))} would be given, {len(found) - len(fresh)} were taken before")
    door = Door(row, collection, {(each.held.thing.id, each.held.thing.version): each for each in fresh})
    total: list[Given] = []
    try:
        asked = replace(asked_of(row, desk), collection=remote)
        with Asker(asked.server, **(asking or {})) as asker:
            for at in range(0, len(fresh), BATCH):
                things = [each.held.thing for each in fresh[at : at + BATCH]]
                one = push(things, asked, asker, door, pause=pause)
                total.append(one)
                _remember(row, remote, door.went, one)
    except PollError as wrong:
        raise refused(wrong) from wrong
    except TaxiiError as wrong:
        raise WebError.of(Code.MOVED_ON, body=row.partner.name) from wrong
    return _told(total)


def _right(row: Feed, collection: str) -> Right:
    return right_to_give(row.partner, collection_of(row.ours, collection))


def _remember(row: Feed, remote: str, went: Sequence[Found], one: Given) -> None:
    """What their server said that it took; where it cannot be told which, nothing: it is welcome twice."""
    ids = {each.held.thing.id for each in went}
    if one.open or one.given - one.taken != len(set(one.failed) & ids):
        return
    Pushed.objects.bulk_create(
        [Pushed(feed=row, remote=remote, thing_id=each.row) for each in went if each.held.thing.id not in one.failed],
        ignore_conflicts=True,
    )


def _told(total: Sequence[Given]) -> Told:
    given, taken = sum(one.given for one in total), sum(one.taken for one in total)
    unknown, kept = sum(one.open for one in total), sum(one.kept_back for one in total)
    failed = tuple(each for one in total for each in one.failed)
    words = f"{_things(given)} given, {taken} taken, {given - taken - unknown} not taken"
    words += f", of {unknown} nobody knows yet" if unknown else ""
    words += f"; {kept} kept back by the gate meanwhile" if kept else ""
    return Told(words, failed, given == taken)


def _things(many: int) -> str:
    return f"{many} thing{'' if many == 1 else 's'}"
