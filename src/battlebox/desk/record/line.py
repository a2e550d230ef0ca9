"""One entry as the desk reads it, and the index of all of them that is kept in memory.

Law: an index can be thrown away and made again from the journal.
Not here: filling the index, and asking it (record.py).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime

from battlebox.journal import Header, Live


@dataclass(frozen=True, slots=True)
class Line:
    """One entry: its place in order of arrival, its number, its header, and its words ("" where they were removed).

    `sought` is all of its text without regard to capitals, kept so that looking for a word is quick; it may be blank.
    """

    place: int
    number: str
    id: str
    header: Header
    words: str
    person: str
    sought: str = field(default="", repr=False, compare=False)

    @property
    def at(self) -> datetime:
        """When it was written, as that desk's own time source told it."""
        return datetime.fromtimestamp(self.header.wall_ms / 1000, UTC)


@dataclass(slots=True)
class Index:
    """What is kept in memory of the journal."""

    arrived: int = 0
    lines: list[Line] = field(default_factory=list)
    place_of: dict[str, int] = field(default_factory=dict)
    fields_of: dict[str, dict[str, None]] = field(default_factory=dict)
    things_of: dict[str, dict[str, None]] = field(default_factory=dict)
    parsed: dict[tuple[str, int, type], object] = field(default_factory=dict)
    letters: dict[str, str] = field(default_factory=dict)
    kept: dict[object, object] = field(default_factory=dict)
    places_of: dict[str, list[int]] = field(default_factory=dict)
    counted: dict[tuple[str, str], int] = field(default_factory=dict)
    corrected_by: dict[str, list[int]] = field(default_factory=dict)
    standing: dict[tuple[str, str], tuple[int, tuple[Live, ...]]] = field(default_factory=dict)
