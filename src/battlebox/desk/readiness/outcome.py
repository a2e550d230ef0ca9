"""How a council itself judges that it stands on an outcome of the framework, on what evidence, as of when, by whom.

Law: nothing is judged by the program; whoever was never asked is not assessed; every judgement stays in the book.
Not here: which outcomes there are (caf.py).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from battlebox.desk.errors import Code, DeskError
from battlebox.desk.london import LONDON
from battlebox.desk.officer import Act, Officer
from battlebox.desk.readiness.caf import OUTCOME_BY_CODE
from battlebox.desk.readiness.measure import days_words
from battlebox.desk.readiness.note import Book, Draft, Note, NoteKind
from battlebox.desk.record.writing import line, words


class OwnStatus(StrEnum):
    """A council's own status on an outcome."""

    ACHIEVED = "achieved"
    PARTIALLY = "partially achieved"
    NOT_ACHIEVED = "not achieved"
    NOT_ASSESSED = "not assessed"


@dataclass(frozen=True, slots=True)
class Judged:
    """One judgement: the status, what shows it, the day, and who judged. `number` is 0 where nobody has."""

    code: str
    status: OwnStatus = OwnStatus.NOT_ASSESSED
    evidence: str = ""
    on: date | None = None
    who: str = ""
    number: int = 0


def judgements(notes: tuple[Note, ...]) -> Mapping[str, Judged]:
    """The last judgement of every outcome, by code; those that nobody judged are not assessed."""
    found = {code: Judged(code) for code in OUTCOME_BY_CODE}
    for note in notes:
        if note.kind is NoteKind.OUTCOME_JUDGED:
            one = _of(note)
            found[one.code] = one
    return found


def history_of(notes: tuple[Note, ...], code: str) -> tuple[Judged, ...]:
    """Every judgement of one outcome, the last first."""
    every = (_of(note) for note in notes if note.kind is NoteKind.OUTCOME_JUDGED)
    return tuple(reversed([each for each in every if each.code == code]))


def judge(book: Book, officer: Officer, judged: Judged, now: datetime) -> Note:
    """Write down how the council stands on an outcome. Raises DeskError."""
    officer.must(Act.READY)
    if judged.code not in OUTCOME_BY_CODE:
        raise DeskError.of(Code.NOT_SEEN, what="outcome", id=judged.code)
    today = now.astimezone(LONDON).date()
    on = judged.on or today
    if on > today:
        raise DeskError.of(Code.FUTURE, field="the day", ahead=days_words((on - today).days))
    needed = judged.status is not OwnStatus.NOT_ASSESSED
    shows = words("the evidence", judged.evidence, needed=needed, what="what shows it, and where it lies")
    said = {
        "status": judged.status.value,
        "evidence": shows,
        "on": on.isoformat(),
        "who": line("who judged", judged.who, what="a name or an office"),
    }
    sentence = f"{judged.code} is {judged.status.value}, judged by {said['who']}" + (f": {shows}" if shows else "")
    thing = f"outcome/{judged.code}"
    return book.write(Draft(now, NoteKind.OUTCOME_JUDGED, thing, sentence, officer.name, officer.id, said))


def _of(note: Note) -> Judged:
    said, code = note.said, note.thing.partition("/")[2]
    on = date.fromisoformat(said["on"])
    return Judged(code, OwnStatus(said["status"]), said["evidence"], on, said["who"], note.number)
