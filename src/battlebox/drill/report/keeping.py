"""Findings that a person takes: kept in the book of readiness, where they stay open until evidence closes them.

Law: all of them are kept or none; what a person took is kept in their words, under an office and a day; kept twice, the
same drill is one exercise and each finding is there once.
Not here: closing one (desk/readiness), what is suggested (suggestion.py).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from battlebox.desk import Officer
from battlebox.desk.readiness import (
    Book,
    Draft,
    Exercise,
    Finding,
    Note,
    exercises_of,
    findings_of,
    keep_exercise,
    open_finding,
)
from battlebox.drill.play import Taken

_SOURCE_MOST: Final = 280


@dataclass(frozen=True, slots=True)
class Kept:
    """What is in the book now: the number of the exercise, those of the findings that are new, and of those there."""

    exercise: int
    new: tuple[int, ...]
    there: tuple[int, ...]


def keep_findings(book: Book, officer: Officer, held: Exercise, taken: tuple[Taken, ...], now: datetime) -> Kept:
    """Write down that the drill was held and what is to be mended. Raises DeskError, and then nothing is written.

    `held` is the drill as an exercise. Where nothing is taken and it does not say that there is nothing to mend, what
    came of it stays not known.
    """
    exercise = replace(held, nothing_to_mend=held.nothing_to_mend and not taken)
    _keep(_Trial(book), officer, exercise, taken, now)
    return _keep(book, officer, exercise, taken, now)


def _keep(book: Book, officer: Officer, exercise: Exercise, taken: tuple[Taken, ...], now: datetime) -> Kept:
    title = " ".join(exercise.title.split())
    held = next((each.number for each in exercises_of(book.notes())
                 if (each.title, each.on) == (title, exercise.on)), 0)  # fmt: skip
    number = held or keep_exercise(book, officer, exercise, now).number
    known = {each.what: each.number for each in findings_of(book.notes()) if each.exercise == number}
    new, there = [], []
    for each in taken:
        what = " ".join(each.what.split())
        if what in known:
            there.append(known[what])
            continue
        finding = Finding(0, each.what, each.owner, each.due, exercise.title[:_SOURCE_MOST], number)
        known[what] = open_finding(book, officer, finding, now).number
        new.append(known[what])
    return Kept(number, tuple(new), tuple(there))


class _Trial:
    """A book that forgets: what would be refused is refused here first."""

    def __init__(self, book: Book) -> None:
        self.body = book.body
        self._notes = book.notes()

    def notes(self) -> tuple[Note, ...]:
        """What is in the book, and what was tried."""
        return self._notes

    def write(self, draft: Draft) -> Note:
        """Keep it as long as the trial lasts."""
        note = Note.of(self._notes[-1].number + 1 if self._notes else 1, draft)
        self._notes = (*self._notes, note)
        return note
