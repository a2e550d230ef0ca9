"""The book of readiness in its table: the notes of one body, in order, and a way to add one.

Law: a note gets its number and its digest in the transaction that adds it; no row is changed or taken away.
Not here: what is written (desk.readiness), the table (models/readiness.py).
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from battlebox.desk.readiness import BEGINNING, Draft, Note, NoteKind, first_broken
from battlebox.web.models import ReadinessNote


@dataclass(frozen=True, slots=True)
class ShelfBook:
    """The book of one body."""

    body: str

    def notes(self) -> tuple[Note, ...]:
        """Every note, the first first."""
        return tuple(_note(row) for row in ReadinessNote.objects.filter(ours=self.body).order_by("number"))

    def write(self, draft: Draft) -> Note:
        """Add one."""
        with transaction.atomic():
            last = ReadinessNote.objects.filter(ours=self.body).order_by("-number").first()
            note = Note.of(last.number + 1 if last else 1, draft)
            ReadinessNote.objects.create(
                ours=self.body,
                number=note.number,
                at=note.at,
                kind=note.kind.value,
                thing=note.thing,
                words=note.words,
                who=note.who,
                by=note.by,
                said=note.said,
                digest=note.digest(self.body, last.digest if last else BEGINNING),
            )
        return note

    def broken(self) -> int:
        """The number of the first note that is not as it was written; 0 where all are."""
        rows = ReadinessNote.objects.filter(ours=self.body).order_by("number")
        return first_broken(self.body, ((_note(row), row.digest) for row in rows))


def _note(row: ReadinessNote) -> Note:
    return Note(row.number, row.at, NoteKind(row.kind), row.thing, row.words, row.who, row.by, row.said)
