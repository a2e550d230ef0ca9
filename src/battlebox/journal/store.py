"""What a journal asks of the place where its entries are kept.

Law: entries are added and never changed; they are numbered 1, 2, 3 … in the order in which they arrived, parents first.
Not here: SQL (sql.py), files (disk.py), servers (postgres.py), whether an entry may be added (journal.py).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager
from typing import NamedTuple, Protocol

from battlebox.journal.entry import Entry
from battlebox.journal.part import Part

SCHEMA_VERSION = 1


class Row(NamedTuple):
    """One stored entry: its arrival number, the columns copied from its header, and the signed bytes themselves.

    `held` has bit i set when part i came with the entry.
    """

    s: int
    id: str
    key: str
    n: int
    depth: int
    control: bool
    held: int
    raw: bytes
    signature: bytes


class PartRow(NamedTuple):
    """One stored part: of which entry, at which place."""

    s: int
    place: int
    part: Part


class Witnessed(NamedTuple):
    """The last checkpoint of one record that this desk countersigned."""

    origin: str
    size: int
    root: str
    note: str


class Store(Protocol):
    """One incident's entries, parts, chunks of files, and what this desk witnessed."""

    @property
    def name(self) -> str:
        """What to call the store in a sentence."""
        ...

    def writing(self) -> AbstractContextManager[None]:
        """One transaction by one writer at a time: all of it is kept, or none. Raises JournalError."""
        ...

    def count(self) -> int:
        """How many entries there are."""
        ...

    def add(self, s: int, entry: Entry, *, control: bool) -> None:
        """Add an entry and the parts that came with it at arrival number `s`; only inside `writing`."""
        ...

    def add_part(self, s: int, place: int, part: Part) -> None:
        """Add a part that came later than its entry; only inside `writing`."""
        ...

    def erase_part(self, s: int, place: int) -> None:
        """Delete a part's salt and bytes, and note that it was done; only inside `writing`."""
        ...

    def wipe_traces(self) -> None:
        """Make sure that deleted bytes are in no file of the store; outside `writing`."""
        ...

    def row(self, identity: str) -> Row | None:
        """The entry of this id."""
        ...

    def row_at(self, s: int) -> Row | None:
        """The entry of this arrival number."""
        ...

    def rows(self, after: int = 0, most: int | None = None) -> Iterator[Row]:
        """Entries in order of arrival, those numbered above `after`, and no more than `most` of them."""
        ...

    def rows_of(self, key: str, after_n: int = -1) -> Iterator[Row]:
        """One key's entries by number then arrival, those numbered above `after_n`."""
        ...

    def control_rows(self) -> Iterator[Row]:
        """The entries that change who is believed, in order of arrival."""
        ...

    def ids(self) -> Iterator[tuple[int, str, int]]:
        """(arrival number, id, depth) of every entry, in order of arrival."""
        ...

    def starting_with(self, letters: str) -> list[str]:
        """Ids that begin with these hex digits; at most a few."""
        ...

    def parts(self, s: int) -> dict[int, Part]:
        """The parts present of one entry."""
        ...

    def part_rows(self) -> Iterator[PartRow]:
        """Every part present, by entry and place."""
        ...

    def late_parts(self) -> set[tuple[int, int]]:
        """Parts that came after their entry, as (arrival number, place)."""
        ...

    def part_changes(self) -> int:
        """How many parts came late or were deleted here; a reader that saw fewer is out of date."""
        ...

    def erased_parts(self) -> set[tuple[int, int]]:
        """Parts deleted here, as (arrival number, place)."""
        ...

    def chunk(self, identity: str) -> bytes | None:
        """The sealed bytes of one piece of a file."""
        ...

    def add_chunk(self, identity: str, data: bytes) -> None:
        """Keep a piece of a file; only inside `writing`; keeping it twice changes nothing."""
        ...

    def chunk_ids(self) -> Iterator[str]:
        """The names of the pieces that are here."""
        ...

    def witnessed(self, origin: str) -> Witnessed | None:
        """What this desk last countersigned of one record."""
        ...

    def set_witnessed(self, seen: Witnessed) -> None:
        """Remember what was countersigned; only inside `writing`."""
        ...

    def all_witnessed(self) -> list[Witnessed]:
        """Everything this desk countersigned last, by record."""
        ...

    def faults(self) -> list[str]:
        """What the database itself finds wrong with its files and guards, in its own words."""
        ...

    def rest(self) -> None:
        """Let go of the store until `wake`: a connection belongs to one process, and cannot be given to another."""
        ...

    def wake(self) -> None:
        """Connect to the store anew, in this process or in one that it began. Raises JournalError."""
        ...

    def close(self) -> None:
        """Let go of the store."""
        ...
