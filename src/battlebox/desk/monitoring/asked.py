"""What a machine asked to have recorded, and what was recorded for it: once, however often it asks.

Law: the record itself remembers what was asked, so that a repeat is answered alike by any process, after a crash and
after the tables were lost; the same key with other words is refused.
Not here: what is recorded (saying.py).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from battlebox.desk.errors import Code, DeskError
from battlebox.desk.officer import Officer
from battlebox.desk.record import Record, Saved
from battlebox.journal import JournalError, Kind

_ASKED: Final = "asked"
_WORDS: Final = "words"
_FACT: Final = "fact/"


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing asked: a digest of who asks under which key of theirs, and a digest of the words."""

    key: str
    words: str

    @property
    def thing(self) -> str:
        """What the record calls it."""
        return f"{_ASKED}/{self.key}"

    @property
    def also(self) -> tuple[tuple[str, str, object], ...]:
        """What the entry says besides, so that it is found again."""
        return ((self.thing, _WORDS, self.words),)


@dataclass(frozen=True, slots=True)
class Told:
    """What was recorded: the entry's number and id, when, its place here, and whether it changes how a thing stands.

    `fact` is the id of the fact that was stated; blank for anything else.
    """

    number: str
    entry: str
    at: datetime
    mark: int
    counts: bool
    fact: str = ""


def once(record: Record, officer: Officer, asked: Asked, write: Callable[[], Saved]) -> Told:
    """Record it, unless that was done; then what was recorded is said again.

    Raises DeskError for the same key with other words, for a closed incident, and where this desk is not enrolled: what
    it wrote would count for nobody, and not be found again.
    """
    with record.lock:
        for line in record.history(asked.thing):
            _must_be_the_same(record, asked, line.number)
            return _told(record, line.id)
        if record.is_closed:
            raise DeskError.of(Code.CLOSED)
        if officer.body not in record.standing.orgs_of(record.desk_of(officer.body)[0]):
            raise DeskError.of(Code.NOT_BELIEVED_YET, body=officer.body)
        return _told(record, write().entry)


def _must_be_the_same(record: Record, asked: Asked, number: str) -> None:
    for live in record.live(asked.thing, _WORDS):
        try:
            is_other = record.raw(live) != asked.words
        except JournalError:
            # That part was removed: nothing is left to compare with, and nothing is written twice.
            continue
        if is_other:
            raise DeskError.of(Code.ASKED_OTHERWISE, number=number)


def _told(record: Record, entry: str) -> Told:
    line = record.line(entry)
    facts = [write.thing for write in line.header.writes if write.thing.startswith(_FACT)]
    counts = line.header.kind != Kind.NOTE_WRITTEN
    return Told(line.number, line.id, line.at, line.place, counts, facts[0] if facts else "")
