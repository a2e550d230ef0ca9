"""Handing a role over: a note of two pages drawn from the record, signed by who leaves and by who comes.

Law: the role changes hands with the second signature and not before; a note written in pencil is keyed back under the
number of its sheet, once.
Not here: who holds a role (role.py), laying the note out (web, share).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from battlebox.desk.command import section
from battlebox.desk.command.joint import JointSight
from battlebox.desk.command.overview import overview_of
from battlebox.desk.command.role import Holding, hold_draft, holding_of, thing_of
from battlebox.desk.command.section import Section
from battlebox.desk.errors import Code, DeskError
from battlebox.desk.officer import Act, Officer, Role, Someone
from battlebox.desk.picture.revision import InUse
from battlebox.desk.record.incident import course_of
from battlebox.desk.record.record import Record, Saved
from battlebox.desk.record.sight import Handling, Sight, Stated
from battlebox.desk.record.writing import draft, line, not_ahead, not_before
from battlebox.journal import Kind

HANDOVER: Final = "handover"
NOTE: Final = "note"
TAKEN: Final = "taken"
LINES_MOST: Final = 84
"""What fits on two sides of A4 with its headings."""
LETTERS_A_LINE: Final = 160
"""How much of a line fits across the paper: a longer one counts as several."""


@dataclass(frozen=True, slots=True)
class HandOver:
    """A note: for which role, from whom, to whom (ids; blank: whoever takes it over), and what it says.

    `left` is when the one who leaves signed; `sheet` is the number of the paper it was first written on.
    """

    role: Role
    body: str
    leaving: str
    left: datetime
    sections: tuple[Section, ...]
    coming: str = ""
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class Signature:
    """The second signature: whose, and when."""

    who: str
    at: datetime


@dataclass(frozen=True, slots=True)
class HandedOver:
    """A note with its second signature, where it has one."""

    thing: str
    note: Stated[HandOver]
    taken: Stated[Signature] | None

    @property
    def is_waiting(self) -> bool:
        """Whether the one who comes has still to sign."""
        return self.taken is None


def draft_handover(
    sight: Sight, used: InUse, role: Role, *, handling: Handling | None = None, reached: Section | None = None
) -> tuple[Section, ...]:
    """What the note would say now: two pages, from the record, ready to be edited. Raises DeskError.

    Changes count from when the role was taken. `reached` is what is said of people to reach, drawn up for the same
    readers: who knows it hands it in (desk's reach), since neither room may look into the other.
    """
    body, course = sight.officer.body, course_of(sight).value
    held = holding_of(sight, body, role)
    joint = JointSight.for_paper(sight, handling or Handling())
    since, after = (held.value.since, sight.record.line(held.entry).place) if held else (course.began, 0)
    now = overview_of(joint, used, body, since=since, began=course.began, after=after)
    back = section.coming_back(now, most=6)
    return (
        section.changed(now, most=14 - len(back.lines) - (len(reached.lines) if reached else 0)),
        section.open_decisions(now, most=12),
        section.first_services(now, most=12),
        *((reached,) if reached else ()),
        back,
        section.not_reached(now, most=8),
        section.clocks(now),
        section.asks(now, most=8),
        section.tasks(now, most=8),
        section.unknowns(now, most=4),
        section.hours(now, most=8),
        section.coming_in(now, most=9),
    )


def write_handover(
    record: Record,
    officer: Officer,
    role: Role,
    sections: tuple[Section, ...],
    *,
    to: Someone | None = None,
    thing: str = "",
    handling: Handling | None = None,
    over: frozenset[str] | None = None,
) -> Saved:
    """Sign the note as the one who leaves; with `thing`, write it anew while nobody has taken it over.

    Raises DeskError for somebody who does not hold the role, or a note that is more than two pages.
    """
    officer.must(Act.HAND_OVER)
    sight = Sight.of(record, officer)
    held = holding_of(sight, officer.body, role)
    if held is None or held.value.holder != officer.id:
        hint = "ask whoever holds it to sign, or relieve them"
        raise DeskError.of(Code.WRONG_STATE, what=role.words, state="not yours", act="handed over", hint=hint)
    if thing and not handover_of(sight, thing).is_waiting:
        hint = "write a note in the log"
        raise DeskError.of(Code.WRONG_STATE, what="the note", state="signed by both", act="changed", hint=hint)
    coming = to.id if to else ""
    note = HandOver(role, officer.body, officer.id, record.now(), _checked(sections), coming)
    name = thing or record.new_id(HANDOVER)
    text = f"hand-over note for {role.words} of {officer.body}, signed by the one who leaves"
    about: dict[str, str | int] = {"role": role.value, "body": officer.body}
    how = handling or Handling()
    written = draft(Kind.HANDOVER_WRITTEN, how, (name, NOTE, note), words=text, about=about, over=over)
    return record.append(officer, written, thing=name, naming=(to,))


def take_over(
    record: Record, officer: Officer, thing: str, *, deputy: Someone | None = None, until: datetime | None = None
) -> Saved:
    """Sign the note as the one who comes: from now on they hold the role. One entry `role:handed-over`.

    Raises DeskError for a note that was taken over, one for somebody else, or a role that has changed hands since.
    """
    officer.must(Act.HAND_OVER)
    with record.lock:
        sight = Sight.of(record, officer)
        found = handover_of(sight, thing)
        note = found.note.value
        must_be_theirs(sight, note)
        _must_be_current(sight, found)
        if officer.id == note.leaving:
            hint = "the one who comes in signs from their own session"
            act = "signed by the one who comes in"
            raise DeskError.of(Code.WRONG_STATE, what="this note", state="signed by you already", act=act, hint=hint)
        now = record.now()
        reach = _reach(sight, note)
        holding = Holding(note.role, note.body, officer.id, now, deputy.id if deputy else "", until, reach, note=thing)
        said = f"{note.role.words} of {note.body} handed over, note {found.note.number} signed by both"
        signed = (thing, TAKEN, Signature(officer.id, now))
        how = Handling(found.note.tlp, frozenset(record.line(found.note.entry).header.audience))
        written = hold_draft(Kind.ROLE_HANDED_OVER, holding, said, how, signed)
        return record.append(officer, written, thing=thing_of(note.body, note.role), naming=(deputy,))


def must_be_theirs(sight: Sight, note: HandOver) -> None:
    """Raises DeskError unless this officer may sign a note as the one who comes in."""
    officer = sight.officer
    officer.must(Act.HAND_OVER)
    if note.body != officer.body or note.coming not in ("", officer.id):
        owner = sight.name_of(note.coming) if note.coming else note.body
        raise DeskError.of(Code.NOT_YOURS, what="this note", owner=owner, body=officer.name, act="sign")
    if not note.coming and note.role not in officer.roles:
        officer.must(Act.APPOINT)


def key_back(
    record: Record,
    officer: Officer,
    note: HandOver,
    taken: Signature,
    *,
    leaving: Someone,
    coming: Someone,
    handling: Handling | None = None,
) -> Saved:
    """Key in a note that two people signed in pencil, under the number of its sheet.

    1. Refuse a sheet that was keyed in already, one without a number, a second signature before the first.
    2. Append one entry `role:handed-over`; the role changes hands as of the second signature, unless it has changed
       hands since then.
    Raises DeskError, also where the one who left did not hold the role.
    """
    officer.must(Act.HAND_OVER)
    sheet = line("the sheet's number", note.sheet, what="the number printed on the sheet")
    not_before("the second signature", taken.at, "the first", note.left)
    not_ahead("the second signature", taken.at, record.now())
    for field, person in (("who leaves", leaving), ("who comes", coming)):
        line(field, person.id, what="their name")
    if leaving.id == coming.id:
        hint = "choose who left and who came in: a role that nobody takes over is not handed over"
        state = "signed twice by one person"
        raise DeskError.of(Code.WRONG_STATE, what="this note", state=state, act="keyed in", hint=hint)
    with record.lock:
        sight = Sight.of(record, officer)
        for each in handovers_of(sight):
            if each.note.value.sheet.casefold() == sheet.casefold() and each.note.body == officer.body:
                raise DeskError.of(Code.ALREADY, what=f"sheet {sheet}", state="keyed in", number=each.note.number)
        kept = replace(
            note, body=officer.body, leaving=leaving.id, coming=coming.id, sheet=sheet, sections=_checked(note.sections)
        )
        thing = record.new_id(HANDOVER)
        signed = Signature(coming.id, taken.at)
        said = f"{kept.role.words} of {kept.body} handed over on paper, sheet {sheet}, signed by both"
        holding = Holding(kept.role, kept.body, coming.id, taken.at, reach=_reach(sight, kept), note=thing)
        held = _held_by(sight, kept, taken.at)
        how = handling or Handling()
        sets = ((thing, NOTE, kept), (thing, TAKEN, signed))
        if held.value.since >= taken.at:
            about: dict[str, str | int] = {"role": kept.role.value, "body": kept.body, "sheet": sheet}
            text = f"{said}; the role has changed hands since"
            written = draft(Kind.HANDOVER_WRITTEN, how, *sets, words=text, about=about)
        else:
            written = hold_draft(Kind.ROLE_HANDED_OVER, holding, said, how, *sets)
        return record.append(officer, written, thing=thing, naming=(leaving, coming))


def _held_by(sight: Sight, note: HandOver, taken: datetime) -> Stated[Holding]:
    """Who holds the role of a pencil note. Raises DeskError unless that is who left, or it changed hands since."""
    held = holding_of(sight, note.body, note.role)
    if held is None or held.value.is_vacant:
        state, hint = "held by nobody", "give the role on People, and write the note into the log"
    elif held.value.since < taken and held.value.holder != note.leaving:
        state = f"held by {sight.name_of(held.value.holder)}"
        hint = "choose who left, and the role, as the paper says"
    else:
        return held
    raise DeskError.of(Code.WRONG_STATE, what=note.role.words, state=state, act="handed over by who left", hint=hint)


def handover_of(sight: Sight, thing: str) -> HandedOver:
    """One note. Raises DeskError if it may not be seen."""
    note = sight.need(thing, NOTE, HandOver, what="hand-over note")
    return HandedOver(thing, note, sight.latest(thing, TAKEN, Signature))


def handovers_of(sight: Sight) -> tuple[HandedOver, ...]:
    """Every note that may be seen, in the order in which they were first written."""
    return tuple(handover_of(sight, thing) for thing in sight.things(HANDOVER, NOTE))


def _must_be_current(sight: Sight, found: HandedOver) -> None:
    note = found.note.value
    if found.taken is not None:
        raise DeskError.of(Code.ALREADY, what="this note", state="signed by both", number=found.taken.number)
    held = holding_of(sight, note.body, note.role)
    if held is None or held.value.holder != note.leaving:
        hint = "ask whoever holds the role now for a note of their own"
        raise DeskError.of(Code.WRONG_STATE, what=note.role.words, state="in other hands", act="taken over", hint=hint)


def _reach(sight: Sight, note: HandOver) -> str:
    held = holding_of(sight, note.body, note.role)
    return held.value.reach if held else ""


def _checked(sections: tuple[Section, ...]) -> tuple[Section, ...]:
    kept = tuple(
        Section(line("a heading", part.title), tuple(text for text in (row.strip() for row in part.lines) if text))
        for part in sections
    )
    count = sum(-(-len(text) // LETTERS_A_LINE) for part in kept for text in part.lines)
    if not count:
        raise DeskError.of(Code.BLANK, field="the note", what="what the next one must know")
    if count > LINES_MOST:
        raise DeskError.of(Code.TWO_PAGES, found=count, most=LINES_MOST)
    return kept
