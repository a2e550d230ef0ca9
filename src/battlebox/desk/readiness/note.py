"""One note of the book of readiness: what was written, about what, by whom and when, chained to the note before it.

Law: a note is only ever added; what stands now is read from all of them, so everything has its history.
Not here: where they are kept (a face), what each kind says (its own noun).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, Final, Protocol

BEGINNING: Final = "0" * 64
"""What stands before the first note."""


class NoteKind(StrEnum):
    """What can be written, as `subject:action`."""

    ESTATE_CHOSEN = "estate:chosen"
    ITEM_KEPT = "item:kept"
    ITEM_REMOVED = "item:removed"
    LINK_MADE = "link:made"
    LINK_ENDED = "link:ended"
    SHEET_PRINTED = "sheet:printed"
    CONFIRMED = "thing:confirmed"
    EXERCISE_HELD = "exercise:held"
    FINDING_OPENED = "finding:opened"
    FINDING_CHANGED = "finding:changed"
    FINDING_CLOSED = "finding:closed"
    FINDING_REOPENED = "finding:reopened"
    OUTCOME_JUDGED = "outcome:judged"


@dataclass(frozen=True, slots=True)
class Draft:
    """A note before it has a number: `words` say it in a sentence, `by` is an officer's id, blank for an owner."""

    at: datetime
    kind: NoteKind
    thing: str
    words: str
    who: str
    by: str = ""
    said: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Note:
    """A draft that was written, under the number that it has in the book of its body."""

    number: int
    at: datetime
    kind: NoteKind
    thing: str
    words: str
    who: str
    by: str
    said: Mapping[str, Any]

    @classmethod
    def of(cls, number: int, draft: Draft) -> Note:
        """The note that a draft becomes."""
        return cls(number, draft.at, draft.kind, draft.thing, draft.words, draft.who, draft.by, dict(draft.said))

    @property
    def name(self) -> str:
        """What it is called, such as R-12."""
        return f"R-{self.number}"

    def digest(self, body: str, before: str) -> str:
        """What it comes to behind the digest of the note before it."""
        told = [body, self.number, self.at.astimezone(UTC).isoformat(), self.kind.value, self.thing, self.words,
                self.who, self.by, self.said, before]  # fmt: skip
        text = json.dumps(told, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(b"battlebox/readiness/1\0" + text.encode()).hexdigest()


class Book(Protocol):
    """The book of one body: its notes in order, and a way to add one."""

    @property
    def body(self) -> str:
        """Whose it is."""
        ...

    def notes(self) -> tuple[Note, ...]:
        """Every note, the first first."""
        ...

    def write(self, draft: Draft) -> Note:
        """Add one."""
        ...


def first_broken(body: str, kept: Iterable[tuple[Note, str]]) -> int:
    """The number of the first note that is not what its chain says; 0 where the chain is whole."""
    before, due = BEGINNING, 1
    for note, digest in kept:
        if note.number != due or note.digest(body, before) != digest:
            return due
        before, due = digest, due + 1
    return 0
