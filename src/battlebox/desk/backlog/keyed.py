"""How much of a backlog is done: counts of what is keyed, how many are left, and when it is done at this rate.

Law: a count is of everything done so far, never of today's; there is never more done than there is; a rate comes from
recorded counts alone and is said as an estimate.
Not here: what there is (backlog.py), signing off (reconcile.py).
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import Final

from battlebox.desk.backlog.backlog import (
    BACKLOG,
    ITEM,
    MANY_MOST,
    Basis,
    Item,
    item_of,
    number,
    own_service,
    same_readers,
)
from battlebox.desk.errors import Code, DeskError
from battlebox.desk.officer import Act, Officer
from battlebox.desk.record.incident import not_sooner
from battlebox.desk.record.record import Record, Saved
from battlebox.desk.record.sight import Sight, Stated
from battlebox.desk.record.writing import draft, line, not_ahead
from battlebox.estate import Estate
from battlebox.journal import Kind

KEYED: Final = "keyed"
SIGNED: Final = "signed"
_DAY: Final = timedelta(days=1)
FAR: Final = timedelta(days=5 * 365)
"""A date farther off than this is not said: the rate says only that it will not do."""


@dataclass(frozen=True, slots=True)
class Keyed:
    """How many were done altogether at an instant, who counted, and whether that is all of it."""

    done: int
    at: datetime
    by: str
    finished: bool = False


@dataclass(frozen=True, slots=True)
class SignOff:
    """Who says that records and paper agree: the office, what was checked, how many errors were found and what of them.

    `covers` are the entries that it was said of: what is written of a thing later is not signed off.
    """

    who: str
    at: datetime
    checked: str
    errors: int = 0
    found: str = ""
    covers: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast it goes, from two recorded counts; `until` is None where no date can be said."""

    first: Keyed
    last: Keyed
    a_day: float
    until: datetime | None


@dataclass(frozen=True)
class Piece:
    """One item with everything that stands of it; of items, counts and sign-offs, latest first."""

    thing: str
    items: tuple[Stated[Item], ...]
    counts: tuple[Stated[Keyed], ...]
    signed: tuple[Stated[SignOff], ...]

    @property
    def item(self) -> Item:
        """As it was last written."""
        return self.items[0].value

    @property
    def done(self) -> int:
        """How many are done; the fewest, where two counts stand."""
        return min((each.value.done for each in self.counts), default=0)

    @property
    def is_done(self) -> bool:
        """Whether all of it is done, and no two versions stand."""
        return bool(self.counts) and not self.is_split and self.counts[0].value.finished

    @property
    def is_split(self) -> bool:
        """Whether two versions stand of what there is, or of how much is done."""
        return len(self.items) > 1 or len(self.counts) > 1

    @property
    def entries(self) -> frozenset[str]:
        """The entries that say what stands."""
        return frozenset({each.entry for each in self.items} | {each.entry for each in self.counts})

    @property
    def mark(self) -> str:
        """What stands, in twelve letters: other entries have another."""
        return hashlib.sha256("\n".join(sorted(self.entries)).encode()).hexdigest()[:12]

    @property
    def sign_off(self) -> Stated[SignOff] | None:
        """Who signed off what stands now; None where nobody did, or something was written since."""
        return next((each for each in self.signed if self.is_done and self.entries <= each.value.covers), None)

    @property
    def left(self) -> int | None:
        """How many are still to do; None where nobody counted."""
        if self.is_done:
            return 0
        return None if self.item.basis is Basis.UNKNOWN else max(0, self.item.many - self.done)

    @property
    def minutes_left(self) -> int | None:
        """How much work that is; None where nobody counted."""
        return None if self.left is None else self.left * self.item.minutes_each

    @cached_property
    def oldest(self) -> datetime:
        """Since when it waits: when it was counted, or else written down."""
        return self.item.counted_at or self.items[0].at

    def is_late(self, now: datetime) -> bool:
        """Whether its date has passed, and it is not done and signed off."""
        return self.sign_off is None and self.item.due is not None and self.item.due <= now

    def is_dated(self, now: datetime) -> bool:
        """Whether it is done and signed off, or somebody is named to do it by a date that has not passed."""
        return self.sign_off is not None or (self.item.is_promised and not self.is_late(now) and not self.is_split)


def key_in(
    record: Record,
    estate: Estate,
    officer: Officer,
    thing: str,
    keyed: Keyed,
    *,
    over: frozenset[str] | None = None,
) -> Saved:
    """Record how many are done altogether.

    1. Refuse an officer who may not, a time ahead or long before the incident began, more than there are, all of it
       done with some left over of a count.
    2. Append one entry `backlog:keyed`.
    Raises DeskError.
    """
    sight = Sight.of(record, officer)
    said = item_of(sight, thing)
    item = said.value
    row = own_service(estate, officer, item.service, Act.BACKLOG)
    number(keyed.done, "how many are done", MANY_MOST)
    not_sooner("when it was counted", not_ahead("when it was counted", keyed.at, sight.now), sight)
    if item.basis is not Basis.UNKNOWN and keyed.done > item.many:
        raise DeskError.of(Code.MORE_DONE, done=f"{keyed.done:,}", many=item.amount)
    if item.basis is Basis.COUNTED and keyed.finished and keyed.done < item.many:
        raise DeskError.of(Code.FEWER_DONE, done=f"{keyed.done:,}", many=f"{item.many:,}")
    finished = keyed.finished or (item.basis is Basis.COUNTED and keyed.done == item.many)
    kept = Keyed(keyed.done, keyed.at, line("who counted", keyed.by, what="the office that counted"), finished)
    of = "" if item.basis is Basis.UNKNOWN else f" of {item.many:,}"
    text = f"{row.name}, {item.what}: {kept.done:,}{of} done{', which is all of it' if finished else ''}, {kept.by}"
    about: dict[str, str | int] = {"id": item.service, "done": kept.done}
    written = draft(
        Kind.BACKLOG_KEYED, same_readers(record, said), (thing, KEYED, kept), words=text, about=about, over=over
    )
    return record.append(officer, written, thing=thing)


def piece_of(sight: Sight, thing: str) -> Piece:
    """One item with what stands of it. Raises DeskError if it may not be seen."""
    item_of(sight, thing)
    return Piece(
        thing,
        sight.stated(thing, ITEM, Item),
        sight.stated(thing, KEYED, Keyed),
        sight.stated(thing, SIGNED, SignOff),
    )


def backlogs_of(sight: Sight) -> dict[str, tuple[Piece, ...]]:
    """The backlog of every service that has one, by service, in the order in which it was written down."""
    keyed, signed = sight.every(BACKLOG, KEYED, Keyed), sight.every(BACKLOG, SIGNED, SignOff)
    found: dict[str, list[Piece]] = {}
    for thing, items in sight.every(BACKLOG, ITEM, Item).items():
        if not items[0].value.struck:
            piece = Piece(thing, items, keyed.get(thing, ()), signed.get(thing, ()))
            found.setdefault(piece.item.service, []).append(piece)
    return {service: tuple(pieces) for service, pieces in found.items()}


def pace_of(sight: Sight, piece: Piece) -> Pace | None:
    """How fast one item goes, and when it is done at this rate; None without two counts, or once it is done.

    Counts since the last one that fell, for that one was put right. Cost: the entries of that item.
    """
    counts: list[Keyed] = []
    for said in sorted(sight.told(piece.thing, KEYED, Keyed), key=lambda each: each.value.at):
        if counts and said.value.done < counts[-1].done:
            counts.clear()
        counts.append(said.value)
    if not counts or piece.is_done or piece.is_split:
        return None
    first, last = counts[0], counts[-1]
    days = (last.at - first.at) / _DAY
    if days <= 0:
        return None
    a_day = (last.done - first.done) / days
    left = piece.left
    if left is None or a_day <= 0 or left / a_day > FAR / _DAY:
        return Pace(first, last, a_day, None)
    return Pace(first, last, a_day, last.at + left / a_day * _DAY)
