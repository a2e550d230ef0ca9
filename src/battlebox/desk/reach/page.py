"""What stands on a call sheet and in the register of sheets: every word, for paper.

Law: a sheet carries its number, the age of the list, what not to say, and that it is destroyed after its return; the
phone number of somebody who must not be phoned is on no paper.
Not here: typesetting (share), which people are on a sheet (sheet.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from battlebox.desk.errors import Code, DeskError
from battlebox.desk.london import LONDON, hour
from battlebox.desk.officer import Act
from battlebox.desk.reach.count import also_on, count_of
from battlebox.desk.reach.outcome import BOXES, Fate, Reached, outcomes_of
from battlebox.desk.reach.person import Level, Person
from battlebox.desk.reach.reach_list import Opened, own_list
from battlebox.desk.reach.sheet import LINES, Sheet, SheetState, Way, Whereabouts, sheets_of
from battlebox.desk.record.sight import Sight
from battlebox.marking import Tlp

DESTROY: Final = "Do not copy or photograph. Bring it back to the desk, where it is destroyed once it is keyed in."
BLANK_KEEP: Final = "These people are on no list: type them into one and bring it in. Do not copy or photograph."
BLANKS_MOST: Final = 100
_SCRIPTS: Final = {
    Way.CALL: (
        "Ask for the person by name. To anybody else say only that you will ring again: not who, nor why.",
        "Give your name and the council's: our computers have a fault, so we ring to see that you are well.",
        "Ask: are you safe and warm? Have you food, your medicine, and somebody to help tonight?",
        "Promise nothing. Ask for no bank details. Who doubts you may ring the council's number and check.",
    ),
    Way.VISIT: (
        "Read the warnings first. Where it says two people, nobody goes alone. Tell the desk when you set out.",
        "Show your badge. To anybody else say only that you will call again. Leave no note that says why.",
        "Ask: are you safe and warm? Have you food, your medicine, and somebody to help tonight?",
        "No answer, and you are worried: do not force a way in; ring the desk, or 999.",
    ),
}


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One person on a sheet; `warnings` are in capitals and come first."""

    line: int
    name: str
    reach_by: tuple[str, ...]
    details: tuple[str, ...]
    warnings: tuple[str, ...]
    tried: str


@dataclass(frozen=True, slots=True)
class SheetPage:
    """One call or visit sheet, ready to be set."""

    number: str
    title: str
    body: str
    tlp: str
    about: tuple[str, ...]
    ring: str
    taken_by: str
    due: str
    script: tuple[str, ...]
    boxes: tuple[str, ...]
    lines: tuple[SheetLine, ...]
    destroy: str = DESTROY


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """One sheet in the register; no names of those on it."""

    number: str
    way: str
    where: str
    people: str
    taken_by: str
    due: str
    state: str


@dataclass(frozen=True, slots=True)
class RegisterPage:
    """The register of the sheets of one list: which are out, back, late or lost."""

    title: str
    body: str
    tlp: str
    at: str
    about: tuple[str, ...]
    alarms: tuple[str, ...]
    rows: tuple[RegisterRow, ...]


def pages_of(
    sight: Sight, opened: Opened, sheets: tuple[Sheet, ...], *, body: str, ring: str = ""
) -> tuple[SheetPage, ...]:
    """The pages of sheets of an open list. `body` is the council's name as people know it, `ring` the desk's number.

    Raises DeskError for an officer who did not open the list.
    """
    sight.officer.must(Act.HOLD_LIST)
    if opened.by != sight.officer.id:
        raise DeskError.of(Code.NOT_OPENED)
    age = count_of(sight, opened.list).age
    said = outcomes_of(sight, opened.list)
    doubles, _ = also_on(sight, opened.list)
    return tuple(
        SheetPage(
            number=sheet.number,
            title=f"{sheet.way.value.capitalize()} sheet: {sheet.patch}, {sheet.need}",
            body=body,
            tlp=Tlp.AMBER_STRICT.to_text(),
            about=(f"List {age}", f"Printed {moment(sheet.printed)}"),
            ring=ring,
            taken_by=sheet.taken_by,
            due=moment(sheet.due),
            script=_SCRIPTS[sheet.way],
            boxes=tuple(fate.value for fate in BOXES) + ((Fate.VISIT_DUE.value,) if sheet.way is Way.CALL else ()),
            lines=tuple(
                _line(number, opened.people[place], said.get(place), doubles.get(place, ()))
                for number, place in enumerate(sheet.places, start=1)
            ),
        )
        for sheet in sheets
        if sheet.list == opened.list
    )


def blank_pages(count: int, way: Way, *, body: str = "", ring: str = "") -> tuple[SheetPage, ...]:
    """Blank sheets, numbered from 1: for a list that can only be told by phone, or written from a colleague's memory.

    Who is written on one is on no list: the paper says what to do with it.
    """
    return tuple(
        SheetPage(
            number=f"Blank {number}",
            title=f"{way.value.capitalize()} sheet, filled in by hand",
            body=body,
            tlp=Tlp.AMBER_STRICT.to_text(),
            about=("Patch and need:", "Told by, and when:"),
            ring=ring,
            taken_by="",
            due="",
            script=_SCRIPTS[way],
            boxes=tuple(fate.value for fate in BOXES) + ((Fate.VISIT_DUE.value,) if way is Way.CALL else ()),
            lines=tuple(SheetLine(line, "", (), (), (), "") for line in range(1, LINES + 1)),
            destroy=BLANK_KEEP,
        )
        for number in range(1, min(count, BLANKS_MOST) + 1)
    )


def register_of(sight: Sight, thing: str, *, body: str) -> RegisterPage:
    """The register of the sheets of an own list. Raises DeskError."""
    sight.officer.must(Act.REACH)
    brought = own_list(sight, thing)
    count = count_of(sight, thing)
    return RegisterPage(
        title="Register of sheets",
        body=body,
        tlp=Tlp.AMBER_STRICT.to_text(),
        at=moment(sight.now),
        about=(f"List {brought.number} from {count.source}", f"List {count.age}"),
        alarms=count.alarms,
        rows=tuple(_row(state, sight.now) for state in sheets_of(sight, thing)),
    )


def moment(when: datetime) -> str:
    """`23 November 2026, 02:40`, in London, on a clock of 24 hours like every page."""
    local = when.astimezone(LONDON)
    return f"{local.day} {local:%B %Y}, {hour(when)}"


def _line(number: int, person: Person, last: Reached | None, bodies: tuple[str, ...]) -> SheetLine:
    phones = () if person.do_not_phone else person.phones
    warnings = (
        *(("DO NOT PHONE",) if person.do_not_phone else ()),
        *(("TWO PEOPLE VISIT",) if person.two_person else ()),
        *((f"INTERPRETER: {person.language}",) if person.language else ()),
    )
    level = () if person.level is Level.NOT_SAID else (f"need: {person.level.value}",)
    also = (f"also on a list of {', '.join(bodies)}",) if bodies else ()
    note = (person.note,) if person.note else ()
    tried = ""
    if last is not None:
        times = f", {last.tries} times" if last.tries > 1 else ""
        tried = f"last: {last.fate.value}{times}, {moment(last.at)}"
    return SheetLine(
        number, person.name, (*phones, *filter(None, [person.address])), (*level, *also, *note), warnings, tried
    )


def _row(state: SheetState, now: datetime) -> RegisterRow:
    sheet, back = state.sheet, state.back
    where = state.where
    if state.is_late(now):
        where = "LATE"
    elif state.whereabouts is Whereabouts.LOST:
        where = "LOST: " + (back.why if back else "")
    elif back is not None:
        where = f"returned by {back.by}"
    return RegisterRow(
        sheet.number,
        sheet.way.value,
        f"{sheet.patch}: {sheet.need}",
        str(len(sheet.places)),
        sheet.taken_by,
        moment(sheet.due),
        where,
    )
