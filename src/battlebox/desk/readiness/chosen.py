"""Which estate a body's readiness is reckoned on, while no incident says it.

Law: what was chosen is in the book; an estate that nobody chose says so.
Not here: which estates there are (a face), reading them (estate).
"""

from __future__ import annotations

from datetime import datetime

from battlebox.desk.officer import Act, Officer
from battlebox.desk.readiness.note import Book, Draft, Note, NoteKind
from battlebox.desk.record.writing import line


def chosen_estate(notes: tuple[Note, ...]) -> str:
    """The key under which it is offered; blank where none was chosen."""
    return next((str(note.said["key"]) for note in reversed(notes) if note.kind is NoteKind.ESTATE_CHOSEN), "")


def choose_estate(book: Book, officer: Officer, key: str, title: str, now: datetime) -> Note:
    """Reckon on this one from now on. Raises DeskError."""
    officer.must(Act.ESTATE)
    words = f"readiness is reckoned on the estate {line('the estate', title)}"
    return book.write(Draft(now, NoteKind.ESTATE_CHOSEN, "estate", words, officer.name, officer.id, {"key": key}))
