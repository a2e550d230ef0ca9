"""What a service has to put right once it works again: paper to key, gaps in its data, what to ask again or check.

Law: a number says whether it was counted or guessed, by whom and when; nothing is done by being forgotten: what was
noted by mistake is struck out in sight, with its reason.
Not here: how much is done (keyed.py), signing off (reconcile.py), when a service is restored (recovery.py).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from battlebox.desk.brief.saying import clock
from battlebox.desk.errors import Code, DeskError
from battlebox.desk.officer import Act, Officer
from battlebox.desk.record.incident import course_of
from battlebox.desk.record.record import Record, Saved
from battlebox.desk.record.sight import Handling, Sight, Stated
from battlebox.desk.record.writing import draft, line, not_ahead, not_before, words
from battlebox.estate import MICROHOURS, Estate, Near, Service
from battlebox.journal import Kind

BACKLOG: Final = "backlog"
ITEM: Final = "item"
STOPPED_MOST: Final = timedelta(days=366)
"""How long before the incident a system may have stopped: the year of an older gap was mistyped."""
MANY_MOST: Final = 10_000_000
MINUTES_MOST: Final = 10_000


class Work(StrEnum):
    """What kind of work it is."""

    PAPER = "paper"
    GAP = "gap"
    ASK = "ask"
    CHECK = "check"

    @property
    def words(self) -> str:
        """As it is said."""
        return _WORDS[self]

    @property
    def minutes(self) -> int:
        """How long one of them takes (a working value), where nobody said."""
        return _MINUTES[self]


_WORDS: Final = {
    Work.PAPER: "paper records to key back",
    Work.GAP: "a gap in the data",
    Work.ASK: "changes to ask for again",
    Work.CHECK: "duplicates and conflicts to check",
}
_MINUTES: Final = {Work.PAPER: 10, Work.GAP: 15, Work.ASK: 20, Work.CHECK: 5}


class Basis(StrEnum):
    """How a number is known."""

    COUNTED = "counted"
    ESTIMATED = "estimated"
    UNKNOWN = "not counted yet"


@dataclass(frozen=True, slots=True)
class Gap:
    """What a system does not hold: from its last good copy until it took data in again, and what was done meanwhile.

    `last_good` is None where nobody has said; the estate then gives a working value (`last_good_of`).
    """

    system: str
    stopped: datetime
    last_good: datetime | None = None
    until: datetime | None = None
    done: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """One piece of a service's backlog: how many, how that is known, where it is, who does it by when.

    `minutes` is how long one takes, 0 where nobody said; `struck` is why it was noted by mistake.
    """

    service: str
    work: Work
    what: str
    basis: Basis = Basis.UNKNOWN
    many: int = 0
    counted_by: str = ""
    counted_at: datetime | None = None
    where: str = ""
    owner: str = ""
    due: datetime | None = None
    minutes: int = 0
    gap: Gap | None = None
    note: str = ""
    struck: str = ""

    @property
    def is_promised(self) -> bool:
        """Whether somebody is named to do it, and a date."""
        return bool(self.owner) and self.due is not None

    @property
    def minutes_each(self) -> int:
        """How long one takes, as somebody said or as a working value."""
        return self.minutes or self.work.minutes

    @property
    def amount(self) -> str:
        """`120 counted`, `about 400 estimated`, `not counted yet`."""
        if self.basis is Basis.UNKNOWN:
            return self.basis.value
        return f"{'about ' if self.basis is Basis.ESTIMATED else ''}{self.many:,} {self.basis.value}"


def note_item(
    record: Record, estate: Estate, officer: Officer, item: Item, *, handling: Handling | None = None
) -> Saved:
    """Record something that a service has to put right.

    1. Refuse an officer who may not, a service the estate lacks or another body gives, a number below nothing.
    2. Append one entry `backlog:noted`.
    Raises DeskError.
    """
    row = own_service(estate, officer, item.service, Act.BACKLOG)
    kept = _checked(Sight.of(record, officer), estate, item, None)
    return _write(record, officer, row, record.new_id(BACKLOG), kept, handling or Handling(), None)


def change_item(
    record: Record,
    estate: Estate,
    officer: Officer,
    thing: str,
    item: Item,
    *,
    over: frozenset[str] | None = None,
) -> Saved:
    """Write an item anew: another count, owner or date, or why it was noted by mistake. Raises DeskError.

    It stays with its service and its kind of work, and travels as far as it did.
    """
    old = item_of(Sight.of(record, officer), thing)
    row = own_service(estate, officer, old.value.service, Act.BACKLOG)
    mended = replace(item, service=old.value.service, work=old.value.work)
    kept = _checked(Sight.of(record, officer), estate, mended, old.value)
    return _write(record, officer, row, thing, kept, same_readers(record, old), over)


def item_of(sight: Sight, thing: str) -> Stated[Item]:
    """One item as it was last written. Raises DeskError if it may not be seen."""
    return sight.need(thing, ITEM, Item, what="item of a backlog")


def same_readers(record: Record, said: Stated[Item]) -> Handling:
    """As far as an entry travels: what is written of the same thing goes no further."""
    return Handling(said.tlp, frozenset(record.line(said.entry).header.audience))


def own_service(estate: Estate, officer: Officer, service: str, act: Act) -> Service:
    """A service of the officer's own body, of which they may do this. Raises DeskError."""
    officer.must(act)
    row = estate.service_by_id.get(service)
    if row is None:
        near = Near().words(service, tuple(estate.service_by_id), "; the nearest is {}")
        raise DeskError.of(Code.UNKNOWN_ID, what="service", id=service, near=near)
    if row.body != officer.body:
        raise DeskError.of(
            Code.NOT_YOURS, what=f"the backlog of `{row.name}`", owner=row.body, body=officer.body, act="write of"
        )
    return row


def last_good_of(estate: Estate, gap: Gap) -> tuple[datetime | None, bool]:
    """The time of the last good copy, and whether a person gave it; else as the estate's backups would have it.

    None where nobody gave it and the estate does not say how often a copy is made. A working value: one whole stretch
    between copies before the system stopped, for nobody knows how far into it that was.
    """
    if gap.last_good is not None:
        return gap.last_good, True
    row = estate.system_by_id.get(gap.system)
    if row is None or row.backup_every_microhours is None:
        return None, False
    return gap.stopped - timedelta(hours=row.backup_every_microhours / MICROHOURS), False


def _checked(sight: Sight, estate: Estate, item: Item, old: Item | None) -> Item:
    now = sight.now
    number(item.many, "how many there are", MANY_MOST)
    number(item.minutes, "minutes for each", MINUTES_MOST)
    if item.due is not None and (old is None or item.due != old.due):
        not_before("by when", item.due, "now", now)
    if item.counted_at is not None:
        not_ahead("when it was counted", item.counted_at, now)
    is_known = item.basis is not Basis.UNKNOWN
    return replace(
        item,
        what=line("what it is", item.what, what="what it is, such as paper referral forms"),
        many=item.many if is_known else 0,
        counted_by=line("who counted", item.counted_by, what="the office that counted or guessed") if is_known else "",
        counted_at=(item.counted_at or now) if is_known else None,
        where=_short("where the paper is", item.where),
        owner=_short("who does it", item.owner),
        gap=_checked_gap(sight, estate, item),
        note=words("note", item.note),
        struck=_short("why it was noted by mistake", item.struck),
    )


def _checked_gap(sight: Sight, estate: Estate, item: Item) -> Gap | None:
    gap = item.gap
    if item.work is not Work.GAP:
        return None
    if gap is None:
        raise DeskError.of(Code.BLANK, field="which system", what="the system that lacks the data")
    if gap.system not in estate.system_by_id:
        near = Near().words(gap.system, tuple(estate.system_by_id), "; the nearest is {}")
        raise DeskError.of(Code.UNKNOWN_ID, what="system", id=gap.system, near=near)
    not_ahead("when it stopped", gap.stopped, sight.now)
    year = course_of(sight).value.began - STOPPED_MOST
    not_before("when it stopped", gap.stopped, "the year before the incident began", year)
    if gap.last_good is not None:
        not_before("when it stopped", gap.stopped, "its last good copy", gap.last_good)
    if gap.until is not None:
        not_before("until when", gap.until, "when it stopped", gap.stopped)
    return replace(gap, done=words("what was done in the gap", gap.done))


def number(found: int, what: str, most: int) -> int:
    """A number of things. Raises DeskError if it is below nothing, or more than anybody has."""
    if not 0 <= found <= most:
        raise DeskError.of(Code.BAD_COUNT, found=f"{found:,}", what=what, most=f"{most:,}")
    return found


def _short(field: str, text: str) -> str:
    """One line of words that need not be there."""
    return line(field, text) if text.strip() else ""


def _write(
    record: Record, officer: Officer, row: Service, thing: str, item: Item, how: Handling, over: frozenset[str] | None
) -> Saved:
    said = [f"{item.work.words}: {item.what}, {item.amount}"]
    said += [f"struck out: {item.struck}"] if item.struck else []
    said += [f"done by {item.owner}"] if item.owner else []
    said += [f"by {clock(item.due)}"] if item.due else []
    text = f"{row.name}, " + "; ".join(said)
    about: dict[str, str | int] = {"id": item.service, "work": item.work.value}
    written = draft(
        Kind.BACKLOG_NOTED,
        how,
        (thing, ITEM, item),
        words="\n".join(filter(None, [text, item.note])),
        about=about,
        over=over,
    )
    return record.append(officer, written, thing=thing)
