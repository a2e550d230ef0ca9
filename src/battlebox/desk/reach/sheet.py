"""Numbered sheets of people to ring or to visit: printed, taken, keyed back by number and line, or lost.

Law: numbers have no gaps (SA-3 is the third sheet of desk A); nobody is on two sheets that are out; who must not be
phoned is on no call sheet; a sheet that is late or lost is an alarm, and its people come back on the next one.
Not here: what is printed on it (page.py), typesetting (share).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import groupby
from typing import Final, TypeVar

from battlebox.desk.errors import Code, DeskError
from battlebox.desk.officer import Act, Officer
from battlebox.desk.reach.keys import seal_notes
from battlebox.desk.reach.outcome import (
    OUTCOME,
    TRY_AGAIN,
    Fate,
    Reached,
    checked,
    next_outcome,
    outcomes_of,
    person_of,
    record_outcome,
)
from battlebox.desk.reach.person import Person, urgency
from battlebox.desk.reach.reach_list import Opened, handling_of, in_use, keys_of, own_list
from battlebox.desk.record.record import Record, Saved
from battlebox.desk.record.sight import Handling, Sight
from battlebox.desk.record.writing import draft, line, words
from battlebox.journal import Kind
from battlebox.marking import Tlp

T = TypeVar("T")

SHEET, BACK = "sheet", "back"
_OF_SHEETS: Final = frozenset({Kind.SHEET_PRINTED, Kind.SHEET_RETURNED, Kind.SHEET_LOST})
LINES: Final = 5
"""People on a sheet unless another number was said: what one side of A4 holds in large type."""
LINES_MOST: Final = 20
SHEETS_MOST: Final = 50
"""Sheets of one printing: what one entry can hold; the rest are printed next."""
BACK_IN: Final = timedelta(hours=3)
"""When a sheet is late, unless another time was said (a working value)."""


class Way(StrEnum):
    """How the people on a sheet are to be reached."""

    CALL = "call"
    VISIT = "visit"


class Whereabouts(StrEnum):
    """Where a sheet is."""

    OUT = "out"
    RETURNED = "returned"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One paper: its number, the places in the list of those on it, and who took it ("" while it lies at the desk)."""

    number: str
    list: str
    places: tuple[int, ...]
    patch: str
    need: str
    way: Way
    printed: datetime
    due: datetime
    taken_by: str = ""


@dataclass(frozen=True, slots=True)
class Back:
    """That a sheet came back or is lost: who said so, and why."""

    whereabouts: Whereabouts
    by: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class SheetState:
    """A sheet, the thing it is in the record, and where it is now."""

    thing: str
    sheet: Sheet
    back: Back | None = None

    @property
    def whereabouts(self) -> Whereabouts:
        """Out until somebody says otherwise."""
        return self.back.whereabouts if self.back else Whereabouts.OUT

    @property
    def where(self) -> str:
        """The same in words: what nobody took lies at the desk."""
        lies_here = self.whereabouts is Whereabouts.OUT and not self.sheet.taken_by
        return "at the desk" if lies_here else self.whereabouts.value

    def is_late(self, now: datetime) -> bool:
        """Whether it should have come back."""
        return self.whereabouts is Whereabouts.OUT and now > self.sheet.due


@dataclass(slots=True)
class Rack:
    """The sheets of one body, kept from page to page: only those that new entries speak of are looked at again."""

    arrived: int = 0
    held: dict[str, SheetState] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Printing:
    """The sheets of one printing, how many people are still to be put on one, and how many are for the other way."""

    saved: Saved
    sheets: tuple[Sheet, ...]
    left: int
    other_way: int


@dataclass(frozen=True, slots=True)
class SheetTick:
    """One line of a sheet that came back: the box that was ticked, and what was written beside it."""

    line: int
    fate: Fate
    note: str = ""


def print_sheets(
    record: Record,
    officer: Officer,
    opened: Opened,
    *,
    way: Way = Way.CALL,
    patches: frozenset[str] = frozenset(),
    needs: frozenset[str] = frozenset(),
    lines: int = LINES,
    back_in: timedelta = BACK_IN,
    taken_by: str = "",
) -> Printing:
    """Put those still to be reached on numbered sheets, by patch and need, the most urgent sheet first.

    1. Refuse an officer who may not, a list opened by somebody else, one that is closed, nobody to print.
    2. Leave out those on sheets that are out, and on call sheets those who must not or cannot be phoned.
    3. Number the sheets on from the last of this desk, and append one entry `sheet:printed`.
    Raises DeskError.
    """
    officer.must(Act.BRING_LIST)
    if opened.by != officer.id:
        raise DeskError.of(Code.NOT_OPENED)
    with record.lock:
        sight = Sight.of(record, officer)
        own_list(sight, opened.list)
        in_use(sight, opened.list, "printed")
        groups = _groups(opened.people, _to_reach(sight, opened, way, patches, needs), max(1, min(lines, LINES_MOST)))
        if not groups:
            raise DeskError.of(Code.NOTHING_TO_PRINT, way=way.value)
        key, letter = record.desk_of(officer.body)
        first = 1 + sum(thing.startswith(f"{SHEET}/{key[:12]}-") for thing in record.things(SHEET))
        now = record.now()
        sheets = {
            f"{SHEET}/{key[:12]}-{n}": Sheet(
                f"S{letter}-{n}",
                opened.list,
                places,
                opened.people[places[0]].patch,
                opened.people[places[0]].need,
                way,
                now,
                now + back_in,
                " ".join(taken_by.split()),
            )
            for n, places in enumerate(groups[:SHEETS_MOST], start=first)
        }
        made = tuple(sheets.values())
        on = sum(len(sheet.places) for sheet in made)
        text = f"{way.value} sheets {made[0].number} to {made[-1].number}, {counted(on)}" + _taken(made[0])
        about: dict[str, str | int] = {"list": opened.list, "first": made[0].number, "sheets": len(made)}
        sets = ((thing, SHEET, sheet) for thing, sheet in sheets.items())
        saved = record.append(officer, draft(Kind.SHEET_PRINTED, Handling(), *sets, words=text, about=about))
        other = Way.VISIT if way is Way.CALL else Way.CALL
        other_way = sum(1 for _ in _to_reach(sight, opened, other, patches, needs))
    return Printing(saved, made, sum(map(len, groups)) - on, other_way)


def hand_out(record: Record, officer: Officer, number: str, taken_by: str) -> Saved:
    """Record who took a sheet: one entry `sheet:printed`. Raises DeskError."""
    officer.must(Act.TAKE_SHEET)
    found = sheet_of(Sight.of(record, officer), number)
    _is_out(found, "handed out")
    taken = replace(found.sheet, taken_by=line("who took it", taken_by, what="the name or post of who takes it"))
    text = taken.number + _taken(taken)
    about: dict[str, str | int] = {"list": taken.list, "first": taken.number, "sheets": 1}
    written = draft(Kind.SHEET_PRINTED, Handling(), (found.thing, SHEET, taken), words=text, about=about)
    return record.append(officer, written, thing=found.thing)


def return_sheet(
    record: Record,
    officer: Officer,
    number: str,
    ticked: tuple[SheetTick, ...],
    *,
    back_from: str,
    at: datetime | None = None,
) -> Saved:
    """Key back a sheet by its number and lines; who does so needs no key. A line without a tick is still to reach.

    1. Refuse an officer who may not, a sheet that is back already, a line it does not have or that is given twice.
    2. Append one entry `sheet:returned` with every outcome; notes are sealed to the list.
    Raises DeskError. Single lines are mended with `record_by_sheet`.
    """
    officer.must(Act.REACH)
    sight = Sight.of(record, officer)
    found = sheet_of(sight, number)
    sheet = found.sheet
    if found.whereabouts is Whereabouts.RETURNED:
        _is_out(found, "keyed back")
    in_use(sight, sheet.list, "changed")
    giver = line("who brought it back", back_from, what="the name or post of who brought it")
    outcomes: dict[int, Reached] = {}
    notes: dict[int, str] = {}
    for tick in ticked:
        place = _place(sheet, tick.line)
        if place in outcomes:
            raise DeskError.of(Code.TWO_BOXES, sheet=sheet.number, line=tick.line)
        said = Reached(tick.fate, at or record.now(), sheet.taken_by or giver, sheet.number, tick.line)
        outcomes[place] = next_outcome(sight, sheet.list, place, checked(said, record.now()))
        notes[place] = words("note", tick.note)
    sets: list[tuple[str, str, object]] = [(found.thing, BACK, Back(Whereabouts.RETURNED, giver))]
    sets += [(person_of(sheet.list, place), OUTCOME, outcome) for place, outcome in outcomes.items()]
    sealed = seal_notes(notes, keys_of(sight, sheet.list).public)
    text = f"{sheet.number} is back from {giver}: {_summary(outcomes, len(sheet.places))}"
    about: dict[str, str | int] = {"list": sheet.list, "sheet": sheet.number}
    written = draft(Kind.SHEET_RETURNED, handling_of(sight, sheet.list), *sets, words=text, about=about)
    return record.append(officer, replace(written, person=sealed), thing=found.thing)


def lose_sheet(record: Record, officer: Officer, number: str, *, why: str) -> Saved:
    """Record that a sheet cannot be found: an alarm that stays, and its people come back on the next sheet.

    Appends one entry `sheet:lost`. Raises DeskError.
    """
    officer.must(Act.REACH)
    found = sheet_of(Sight.of(record, officer), number)
    _is_out(found, "lost")
    reason = words("what is known", why, needed=True, what="who had it, where it was last seen")
    text = f"{found.sheet.number} with {counted(len(found.sheet.places))} on it is lost: {reason}"
    about: dict[str, str | int] = {"list": found.sheet.list, "sheet": found.sheet.number}
    back = (found.thing, BACK, Back(Whereabouts.LOST, officer.id, reason))
    return record.append(officer, draft(Kind.SHEET_LOST, Handling(), back, words=text, about=about), thing=found.thing)


def record_by_sheet(record: Record, officer: Officer, number: str, ticked: SheetTick, outcome: Reached) -> Saved:
    """Record what became of the person on one line of a sheet, out or back. Raises DeskError."""
    officer.must(Act.REACH)
    sheet = sheet_of(Sight.of(record, officer), number).sheet
    place = _place(sheet, ticked.line)
    said = replace(outcome, fate=ticked.fate, sheet=sheet.number, line=ticked.line)
    return record_outcome(record, officer, sheet.list, place, said, note=ticked.note)


# ── readers ──────────────────────────────────────────────────────────────────────────────────────────────────────


def sheets_of(sight: Sight, thing: str = "") -> tuple[SheetState, ...]:
    """The sheets of the officer's own body, of one list or of all, in the order in which they were printed."""
    record, body = sight.record, sight.officer.body
    with record.lock:
        rack = record.kept((Rack, body, sight.readers), Rack)
        touched: dict[str, None] = {}
        for each in record.lines_of(_OF_SHEETS, rack.arrived):
            touched |= {write.thing: None for write in each.header.writes if write.name in (SHEET, BACK)}
        rack.arrived = record.arrived
        for name in touched:
            sheet = _own(sight, name, SHEET, Sheet)
            if sheet is not None:
                rack.held[name] = SheetState(name, sheet, _own(sight, name, BACK, Back))
        return tuple(state for state in rack.held.values() if thing in ("", state.sheet.list))


def sheet_of(sight: Sight, number: str) -> SheetState:
    """The sheet of that number, however it was typed. Raises DeskError."""
    wanted = "".join(number.split()).upper()
    for found in sheets_of(sight):
        if found.sheet.number.upper() == wanted:
            return found
    raise DeskError.of(Code.NOT_SEEN, what="sheet", id=wanted[:20] or "without a number")


# ── inside ───────────────────────────────────────────────────────────────────────────────────────────────────────


def _own(sight: Sight, thing: str, name: str, form: type[T]) -> T | None:
    """The latest value of the officer's own body; never one for named people alone, since a rack is for all of them."""
    said = sight.stated(thing, name, form)
    return next((each.value for each in said if each.body == sight.officer.body and each.tlp is not Tlp.RED), None)


def _to_reach(sight: Sight, opened: Opened, way: Way, patches: frozenset[str], needs: frozenset[str]) -> Iterator[int]:
    """The places of those who belong on a sheet of that kind now."""
    states = sheets_of(sight, opened.list)
    out = {place for each in states if each.whereabouts is Whereabouts.OUT for place in each.sheet.places}
    said = outcomes_of(sight, opened.list)
    for place, person in enumerate(opened.people):
        last = said[place].fate if place in said else Fate.NO_REPLY
        by = Way.CALL if person.can_be_phoned and last is not Fate.VISIT_DUE else Way.VISIT
        asked = (not patches or person.patch in patches) and (not needs or person.need in needs)
        if place not in out and last in TRY_AGAIN and by is way and asked:
            yield place


def _groups(people: tuple[Person, ...], places: Iterator[int], lines: int) -> list[tuple[int, ...]]:
    """The places by patch and need, so many to a sheet; the sheet with the most urgent person first."""

    def group(place: int) -> tuple[str, str]:
        return people[place].patch, people[place].need

    ordered = sorted(places, key=lambda place: (group(place), urgency(people[place]), place))
    sheets = []
    for _, found in groupby(ordered, key=group):
        together = tuple(found)
        sheets += [together[at : at + lines] for at in range(0, len(together), lines)]
    return sorted(sheets, key=lambda sheet: (urgency(people[sheet[0]]), group(sheet[0]), sheet[0]))


def _place(sheet: Sheet, number: int) -> int:
    if not 1 <= number <= len(sheet.places):
        raise DeskError.of(Code.NO_LINE, sheet=sheet.number, line=number, most=len(sheet.places))
    return sheet.places[number - 1]


def _is_out(found: SheetState, act: str) -> None:
    if found.whereabouts is not Whereabouts.OUT:
        hint = "a single line is mended by the sheet's number and the line"
        state = found.whereabouts.value
        raise DeskError.of(Code.WRONG_STATE, what=f"sheet {found.sheet.number}", state=state, act=act, hint=hint)


def counted(people: int) -> str:
    """`1 person`, `2 people`."""
    return "1 person" if people == 1 else f"{people} people"


def _taken(sheet: Sheet) -> str:
    return f", taken by {sheet.taken_by}" if sheet.taken_by else ""


def _summary(outcomes: dict[int, Reached], lines: int) -> str:
    counts = [(sum(each.fate is fate for each in outcomes.values()), fate.value) for fate in Fate]
    said = [f"{count} {fate}" for count, fate in counts if count]
    blank = lines - len(outcomes)
    return ", ".join([*said, *([f"{blank} without a tick"] if blank else [])])
