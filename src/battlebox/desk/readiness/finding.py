"""A finding: something to mend, with an owner and a date, which stays open until evidence closes it.

Law: nothing closes a finding but evidence in words; a date that is moved says why, and the old one stays in the book.
Not here: where it was found (exercise.py, drill), evidence as files.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from battlebox.desk.errors import Code, DeskError
from battlebox.desk.officer import Act, Officer
from battlebox.desk.readiness.exercise import exercises_of
from battlebox.desk.readiness.note import Book, Draft, Note, NoteKind
from battlebox.desk.record.writing import line, words

BY_HAND = "written by hand"
_WHAT_MOST = 300


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding; `number` is that of the note that opened it, `exercise` 0 where it came from none."""

    number: int
    what: str
    owner: str
    due: date
    source: str = BY_HAND
    exercise: int = 0
    evidence: str = ""
    closed: datetime | None = None
    closed_by: str = ""

    @property
    def is_open(self) -> bool:
        """Whether it is still to be mended."""
        return self.closed is None

    def is_overdue(self, today: date) -> bool:
        """Whether its date is over and it is open."""
        return self.is_open and self.due < today


def findings_of(notes: tuple[Note, ...]) -> tuple[Finding, ...]:
    """Every finding: the open ones first, those due soonest before the others."""
    found: dict[str, Finding] = {}
    for note in notes:
        said = note.said
        if note.kind is NoteKind.FINDING_OPENED:
            found[f"finding/{note.number}"] = Finding(
                note.number, said["what"], said["owner"], date.fromisoformat(said["due"]), said["source"],
                said["exercise"],
            )  # fmt: skip
        elif note.thing not in found:
            continue
        elif note.kind is NoteKind.FINDING_CHANGED:
            changed = {"owner": said["owner"], "due": date.fromisoformat(said["due"])}
            found[note.thing] = replace(found[note.thing], **changed)
        elif note.kind is NoteKind.FINDING_CLOSED:
            found[note.thing] = replace(
                found[note.thing], evidence=said["evidence"], closed=note.at, closed_by=note.who
            )
        elif note.kind is NoteKind.FINDING_REOPENED:
            found[note.thing] = replace(found[note.thing], evidence="", closed=None, closed_by="")
    return tuple(sorted(found.values(), key=lambda each: (not each.is_open, each.due, each.number)))


def finding_of(notes: tuple[Note, ...], number: int) -> Finding:
    """One finding. Raises DeskError where there is none."""
    found = next((each for each in findings_of(notes) if each.number == number), None)
    if found is None:
        raise DeskError.of(Code.NOT_SEEN, what="finding", id=f"R-{number}")
    return found


def open_finding(book: Book, officer: Officer, finding: Finding, now: datetime) -> Note:
    """Open one. Raises DeskError."""
    officer.must(Act.READY)
    notes = book.notes()
    if finding.exercise and finding.exercise not in {each.number for each in exercises_of(notes)}:
        raise DeskError.of(Code.NOT_SEEN, what="exercise", id=f"R-{finding.exercise}")
    what = line("what is to be mended", finding.what)
    if len(what) > _WHAT_MOST:
        raise DeskError.of(Code.TOO_LONG, field="what is to be mended", found=len(what), most=_WHAT_MOST)
    said = {
        "what": what,
        "owner": line("who sees to it", finding.owner, what="an office"),
        "due": finding.due.isoformat(),
        "source": line("where it was found", finding.source),
        "exercise": finding.exercise,
    }
    sentence = f"to be mended by {said['due']}, by {said['owner']}: {what}"
    return book.write(Draft(now, NoteKind.FINDING_OPENED, "finding", sentence, officer.name, officer.id, said))


def change_finding(
    book: Book, officer: Officer, number: int, *, owner: str, due: date, why: str, now: datetime
) -> Note:
    """Give an open finding another owner or date. Raises DeskError."""
    found = _to_change(book, officer, number)
    said = {"owner": line("who sees to it", owner, what="an office"), "due": due.isoformat(), "why": line("why", why)}
    if (said["owner"], due) == (found.owner, found.due):
        raise DeskError.of(Code.ALREADY, what=f"R-{number}", state="with that owner and date", number=f"R-{number}")
    sentence = f"R-{number} is now {said['owner']}'s, by {said['due']}, because {said['why']}"
    return _write(book, officer, NoteKind.FINDING_CHANGED, number, sentence, said, now)


def close_finding(book: Book, officer: Officer, number: int, *, evidence: str, now: datetime) -> Note:
    """Close one by what shows that it is mended. Raises DeskError."""
    _to_change(book, officer, number)
    shows = words("what shows that it is mended", evidence, needed=True, what="what was seen, when, and by whom")
    sentence = f"R-{number} is mended: {shows}"
    return _write(book, officer, NoteKind.FINDING_CLOSED, number, sentence, {"evidence": shows}, now)


def reopen_finding(book: Book, officer: Officer, number: int, *, why: str, now: datetime) -> Note:
    """Open one again that was closed. Raises DeskError."""
    officer.must(Act.READY)
    if finding_of(book.notes(), number).is_open:
        raise DeskError.of(Code.ALREADY, what=f"R-{number}", state="open", number=f"R-{number}")
    said = {"why": line("why", why)}
    sentence = f"R-{number} is open again, because {said['why']}"
    return _write(book, officer, NoteKind.FINDING_REOPENED, number, sentence, said, now)


def _to_change(book: Book, officer: Officer, number: int) -> Finding:
    officer.must(Act.READY)
    found = finding_of(book.notes(), number)
    if not found.is_open:
        raise DeskError.of(Code.ALREADY, what=f"R-{number}", state="closed", number=f"R-{number}")
    return found


def _write(
    book: Book, officer: Officer, kind: NoteKind, number: int, sentence: str, said: dict[str, str], now: datetime
) -> Note:
    return book.write(Draft(now, kind, f"finding/{number}", sentence, officer.name, officer.id, said))
