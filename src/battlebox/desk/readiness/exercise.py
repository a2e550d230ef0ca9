"""An exercise that was held: what was practised, when, by whom, and whether anything was found to mend.

Law: an exercise of which nobody says what was found counts as not known, not as fine.
Not here: what was found (finding.py), playing one (drill).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from battlebox.desk.errors import Code, DeskError
from battlebox.desk.london import LONDON
from battlebox.desk.officer import Act, Officer
from battlebox.desk.readiness.measure import days_words
from battlebox.desk.readiness.note import Book, Draft, Note, NoteKind
from battlebox.desk.record.writing import line


@dataclass(frozen=True, slots=True)
class Exercise:
    """One exercise; `number` is 0 until it is kept."""

    number: int
    title: str
    on: date
    who: str
    nothing_to_mend: bool = False


def exercises_of(notes: tuple[Note, ...]) -> tuple[Exercise, ...]:
    """Every exercise, the last first."""
    found = [
        Exercise(note.number, note.said["title"], date.fromisoformat(note.said["on"]), note.said["who"],
                 note.said["nothing_to_mend"])
        for note in notes if note.kind is NoteKind.EXERCISE_HELD
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda each: (each.on, each.number), reverse=True))


def keep_exercise(book: Book, officer: Officer, exercise: Exercise, now: datetime) -> Note:
    """Write down that one was held. Raises DeskError."""
    officer.must(Act.READY)
    today = now.astimezone(LONDON).date()
    if exercise.on > today:
        raise DeskError.of(Code.FUTURE, field="the day", ahead=days_words((exercise.on - today).days))
    said = {
        "title": line("what was practised", exercise.title),
        "on": exercise.on.isoformat(),
        "who": line("who took part", exercise.who, what="offices, or how many people"),
        "nothing_to_mend": exercise.nothing_to_mend,
    }
    found = ", and nothing was found to mend" if exercise.nothing_to_mend else ""
    words = f"{said['title']} was practised by {said['who']}{found}"
    return book.write(Draft(now, NoteKind.EXERCISE_HELD, "exercise", words, officer.name, officer.id, said))
