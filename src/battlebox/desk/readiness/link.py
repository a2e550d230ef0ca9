"""A link for one owner to confirm one thing: it needs no account, shows that thing alone, and ends.

Law: a link is for one thing, is answered once, and is over when it was answered, ended or is too old; of one thing only
the newest link works.
Not here: signing the address (a face), what was answered (confirmation.py).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from battlebox.desk.errors import Code, DeskError
from battlebox.desk.officer import Act, Officer
from battlebox.desk.readiness.confirmable import Confirmable
from battlebox.desk.readiness.confirmation import Answer, How, keep_answer
from battlebox.desk.readiness.note import Book, Draft, Note, NoteKind

LINK_DAYS: Final = 14
"""How long a link works (a working value)."""


@dataclass(frozen=True, slots=True)
class Link:
    """One link: the number of the note that made it, its thing, and until when it works."""

    number: int
    thing: str
    until: datetime
    made_by: str

    def is_open(self, now: datetime) -> bool:
        """Whether it can still be answered."""
        return now < self.until


def links_of(notes: tuple[Note, ...]) -> Mapping[str, Link]:
    """The link that is not over, by thing; one that is too old is among them."""
    found: dict[str, Link] = {}
    for note in notes:
        if note.kind is NoteKind.LINK_MADE:
            until = datetime.fromisoformat(note.said["until"])
            found[note.thing] = Link(note.number, note.thing, until, note.who)
        elif note.kind is NoteKind.LINK_ENDED or (note.kind is NoteKind.CONFIRMED and "link" in note.said):
            found.pop(note.thing, None)
    return found


def make_link(book: Book, officer: Officer, what: Confirmable, now: datetime) -> Note:
    """Make one; an earlier link to the same thing is over. Raises DeskError."""
    officer.must(Act.CONFIRM)
    if what.lacks:
        raise DeskError.of(Code.NOTHING_TO_CONFIRM, what=what.name, why=what.lacks)
    until = now + timedelta(days=LINK_DAYS)
    words = f"a link to confirm {what.name} was made, good for {LINK_DAYS} days"
    said = {"until": until.isoformat()}
    return book.write(Draft(now, NoteKind.LINK_MADE, what.thing, words, officer.name, officer.id, said))


def end_link(book: Book, officer: Officer, what: Confirmable, now: datetime) -> Note:
    """End the link to a thing. Raises DeskError where there is none."""
    officer.must(Act.CONFIRM)
    if what.thing not in links_of(book.notes()):
        raise DeskError.of(Code.NOT_SEEN, what="link to", id=what.name)
    words = f"the link to confirm {what.name} was ended"
    return book.write(Draft(now, NoteKind.LINK_ENDED, what.thing, words, officer.name, officer.id))


def answer_link(book: Book, link: Link, what: Confirmable, answer: Answer, now: datetime) -> Note:
    """Keep what an owner answered by a link, which is then over. Raises DeskError where it is over already."""
    found = links_of(book.notes()).get(link.thing)
    if found is None or found.number != link.number or not found.is_open(now) or link.thing != what.thing:
        raise DeskError.of(Code.LINK_OVER)
    return keep_answer(book, what, answer, How.LINK, now, link=link.number)
