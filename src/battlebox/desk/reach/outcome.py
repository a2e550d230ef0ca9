"""What became of one person: the last word counts, and every earlier one can be read.

Law: an outcome is said of a list and a line, or of a sheet and a line, so that who holds no key can record it; `no
reply` is never an end; a note is sealed to the list.
Not here: a whole sheet at once (sheet.py), counting (count.py).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from battlebox.desk.brief.saying import clock, duration
from battlebox.desk.errors import Code, DeskError
from battlebox.desk.officer import Act, Officer
from battlebox.desk.reach.keys import seal_notes, unseal_notes
from battlebox.desk.reach.reach_list import Opened, handling_of, in_use, keys_of, own_list, owner_of
from battlebox.desk.record.line import Line
from battlebox.desk.record.record import Record, Saved
from battlebox.desk.record.sight import Sight, Stated
from battlebox.desk.record.writing import draft, line, words
from battlebox.journal import Kind, Live
from battlebox.marking import Tlp

OUTCOME: Final = "outcome"
_SAYS_OUTCOMES: Final = frozenset({Kind.PERSON_REACHED, Kind.SHEET_RETURNED})
WATCHES_DIFFER: Final = timedelta(minutes=5)
"""How far a caller's watch may run ahead of the desk's clock (a working value): an outcome is past, never to come."""


class Fate(StrEnum):
    """What was found; the first five are the boxes on a sheet."""

    SAFE = "safe"
    HELP_NOW = "needs help now"
    NO_REPLY = "no reply"
    IN_HOSPITAL = "in hospital"
    WRONG_DETAILS = "wrong details"
    VISIT_DUE = "visit due"


BOXES: Final = tuple(Fate)[:5]
TRY_AGAIN: Final = frozenset({Fate.NO_REPLY, Fate.VISIT_DUE})
"""After these a person comes back on the next sheet: a call sheet, or a visit sheet."""


@dataclass(frozen=True, slots=True)
class Reached:
    """What was found at an instant, by whom; `sheet` is the number of the paper it was written on, if any.

    `line` is the line of that paper, from 1; `tries` counts how often there was no reply in a row.
    """

    fate: Fate
    at: datetime
    found_by: str
    sheet: str = ""
    line: int = 0
    tries: int = 0

    def is_on_the_line_of(self, other: Reached) -> bool:
        """Whether both were written on one line of one paper: the later one mends the earlier."""
        return bool(self.sheet) and (self.sheet, self.line) == (other.sheet, other.line)


@dataclass(frozen=True, slots=True)
class Past:
    """One word of a person's history: what was said, in which entry, and the note where it could be read."""

    outcome: Reached
    number: str
    by: str
    note: str = ""


def person_of(thing: str, place: int) -> str:
    """The thing that stands for the person in that place of a list: it says nothing of who that is."""
    return f"person/{thing.partition('/')[2]}.{place}"


def record_outcome(
    record: Record,
    officer: Officer,
    thing: str,
    place: int,
    outcome: Reached,
    *,
    note: str = "",
    over: frozenset[str] | None = None,
) -> Saved:
    """Record what became of one person: one entry `person:reached`.

    Raises DeskError for an officer who may not, another body's list, one that is closed, a place it does not have.
    """
    officer.must(Act.REACH)
    sight = Sight.of(record, officer)
    people = own_list(sight, thing).value.people
    in_use(sight, thing, "changed")
    if not 0 <= place < people:
        raise DeskError.of(Code.NO_LINE, sheet="of the list", line=place + 1, most=people)
    kept = next_outcome(sight, thing, place, checked(outcome, record.now()))
    sealed = seal_notes({place: words("note", note)}, keys_of(sight, thing).public)
    where = f"{kept.sheet} line {kept.line}" if kept.sheet else f"line {place + 1} of the list"
    text = f"{where}: {kept.fate.value}, found by {kept.found_by}"
    person = person_of(thing, place)
    about: dict[str, str | int] = {"list": thing, "place": place}
    handling = handling_of(sight, thing)
    written = draft(Kind.PERSON_REACHED, handling, (person, OUTCOME, kept), words=text, about=about, over=over)
    return record.append(officer, replace(written, person=sealed), thing=person)


def checked(outcome: Reached, now: datetime) -> Reached:
    """The outcome, if it can be so. Raises DeskError."""
    ahead = outcome.at - now
    if ahead > WATCHES_DIFFER:
        said = f"{clock(outcome.at)}, when they rang or went,"
        raise DeskError.of(Code.FUTURE, field=said, ahead=duration(ahead / timedelta(hours=1)))
    return replace(outcome, found_by=line("who found it", outcome.found_by, what="who rang or went"))


def next_outcome(sight: Sight, thing: str, place: int, outcome: Reached) -> Reached:
    """The outcome with the tries counted on from the one before; a line that is mended is not tried once more."""
    if outcome.fate is not Fate.NO_REPLY:
        return outcome
    found = outcome_of(sight, thing, place)
    before = found.value if found else None
    if before is not None and outcome.is_on_the_line_of(before):
        earlier = (each.outcome for each in history_of(sight, thing, place))
        before = next((each for each in earlier if not outcome.is_on_the_line_of(each)), None)
    return replace(outcome, tries=1 + (before.tries if before else 0))


def outcome_of(sight: Sight, thing: str, place: int, owner: str = "") -> Stated[Reached] | None:
    """The latest word of the list's own body on one person; None where it has said none."""
    body = owner or owner_of(sight, thing)
    said = sight.stated(person_of(thing, place), OUTCOME, Reached)
    # Never for named people alone: what one officer of a body sees of a list, all of them do.
    return next((each for each in said if each.body == body and each.tlp is not Tlp.RED), None)


@dataclass(slots=True)
class Board:
    """The latest word on everybody of a list that one body may see, and the places of which it was kept back.

    Kept from page to page: only those whom new entries speak of are looked at again.
    """

    arrived: int = 0
    said: dict[int, Reached] = field(default_factory=dict)
    hidden: set[int] = field(default_factory=set)


def board_of(sight: Sight, thing: str) -> Board:
    """The board of a list. Cost: a pass over what was written since the last look; the caller changes nothing in it."""
    record = sight.record
    with record.lock:
        board = record.kept((Board, thing, sight.officer.body, sight.readers), Board)
        prefix, owner = person_of(thing, 0)[:-1], owner_of(sight, thing)
        touched: dict[int, None] = {}
        for each in record.lines_of(_SAYS_OUTCOMES, board.arrived):
            for write in each.header.writes:
                number = write.thing.removeprefix(prefix)
                if write.name == OUTCOME and number != write.thing and number.isdecimal():
                    touched[int(number)] = None
        board.arrived = record.arrived
        for place in touched:
            said = outcome_of(sight, thing, place, owner)
            board.hidden.discard(place)
            if said is not None:
                board.said[place] = said.value
            elif sight.kept_back(person_of(thing, place), OUTCOME):
                board.hidden.add(place)
        return Board(board.arrived, dict(board.said), set(board.hidden))


def outcomes_of(sight: Sight, thing: str) -> dict[int, Reached]:
    """The latest word on everybody of whom there is any, by place in the list."""
    return board_of(sight, thing).said


def history_of(sight: Sight, thing: str, place: int, opened: Opened | None = None) -> tuple[Past, ...]:
    """Every word on one person, the latest first; notes only where the list is open. Cost: a pass over the record."""
    return histories_of(sight, thing, opened).get(place, ())


def histories_of(sight: Sight, thing: str, opened: Opened | None = None) -> dict[int, tuple[Past, ...]]:
    """Every word of the list's own body on everybody of whom there is any, by place, the latest first.

    Notes only where the list is open. Cost: a pass over the record; opening the notes of an entry takes a millisecond.
    """
    prefix, owner = person_of(thing, 0)[:-1], owner_of(sight, thing)
    found: dict[int, list[Past]] = {}
    for each in sight.record.lines_of(_SAYS_OUTCOMES):
        if sight.body_of(each.header) != owner:
            continue
        ours = [write for write in each.header.writes if write.name == OUTCOME and write.thing.startswith(prefix)]
        seen = sight.seen(each) if ours else None
        # Notes of another list are sealed to its own key.
        notes = _notes(seen, opened, thing) if seen else {}
        for write in ours:
            number = write.thing.removeprefix(prefix)
            if not number.isdecimal():
                continue
            if write.part >= 0 and sight.may_see(each.header, write.part):
                said = sight.record.value(Live(each.id, write.part, each.header.depth), Reached)
                if said:
                    past = Past(said, each.number, sight.name_of(each.header.by), notes.get(int(number), ""))
                    found.setdefault(int(number), []).append(past)
    return {place: tuple(reversed(said)) for place, said in found.items()}


def _notes(seen: Line, opened: Opened | None, thing: str) -> Mapping[int, str]:
    if opened is None or opened.list != thing or not seen.person:
        return {}
    return unseal_notes(seen.person, opened.secret)
