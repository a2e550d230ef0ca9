"""One entry as the desk reads it, and the index of all of them that is kept in memory.

Law: an index can be thrown away and made again from the journal.
Not here: when it is filled, and asking it (record.py).
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import lru_cache
from typing import Final

from battlebox.journal import Entry, Header, Live, PartClass, Slot

SERIES: Final = "series"
"""The name, in a header, of the series that an entry is numbered in."""
CORRECTS: Final = "corrects"
"""The name, in a header, of the entry that this one says was written wrongly."""


@dataclass(frozen=True, slots=True)
class Line:
    """One entry: its place in order of arrival, its number, its header, and its words ("" where they were removed).

    Of its parts the header says what they hold, and not what the desk committed itself to: that stays in the journal.
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


@lru_cache(maxsize=1024)
def _one_of(names: tuple[str, ...]) -> tuple[str, ...]:
    """The same names, one tuple for all things that have them."""
    return names


def _without_commitments(parts: tuple[Slot, ...]) -> tuple[Slot, ...]:
    return _holding(tuple([(slot.holds, slot.padded) for slot in parts]))


@lru_cache(maxsize=1024)
def _holding(parts: tuple[tuple[str, int], ...]) -> tuple[Slot, ...]:
    """Parts of these classes and lengths, one tuple for all entries that have such."""
    return tuple(Slot(holds, "", padded) for holds, padded in parts)


@dataclass(slots=True)
class Index:
    """What is kept in memory of the journal."""

    arrived: int = 0
    lines: list[Line] = field(default_factory=list)
    place_of: dict[str, int] = field(default_factory=dict)
    fields_of: dict[str, tuple[str, ...]] = field(default_factory=dict)
    things_of: dict[str, dict[str, None]] = field(default_factory=dict)
    parsed: dict[tuple[str, int, type], object] = field(default_factory=dict)
    letters: dict[str, str] = field(default_factory=dict)
    kept: dict[object, object] = field(default_factory=dict)
    places_of: dict[str, list[int]] = field(default_factory=dict)
    counted: dict[tuple[str, str], int] = field(default_factory=dict)
    corrected_by: dict[str, list[int]] = field(default_factory=dict)
    standing: dict[tuple[str, str], tuple[int, tuple[Live, ...]]] = field(default_factory=dict)

    def take(self, entry: Entry, letter: str) -> None:
        """Take in the next entry, of the desk of this letter."""
        header = replace(entry.header, parts=_without_commitments(entry.header.parts))
        self.arrived += 1
        texts = {PartClass.TEXT: "", PartClass.PERSON: ""}
        for place, part in entry.parts.items():
            holds = PartClass(header.parts[place].holds)
            if holds in texts:
                texts[holds] = part.data.decode(errors="replace")
        number = f"{letter}-{header.n}"
        words, person = texts[PartClass.TEXT], texts[PartClass.PERSON]
        sought = f"{number} {words} {person}".casefold()
        self.lines.append(Line(self.arrived, number, entry.id, header, words, person, sought))
        self.place_of[entry.id] = len(self.lines) - 1
        series, corrected = header.about.get(SERIES), header.about.get(CORRECTS)
        if isinstance(series, str):
            self.counted[header.key, series] = self.counted.get((header.key, series), 0) + 1
        if isinstance(corrected, str):
            self.corrected_by.setdefault(corrected, []).append(len(self.lines) - 1)
        for thing in dict.fromkeys(write.thing for write in header.writes):
            self.places_of.setdefault(thing, []).append(len(self.lines) - 1)
        for write in header.writes:
            names = self.fields_of.get(write.thing)
            if names is None:
                names = ()
                self.things_of.setdefault(write.thing.partition("/")[0], {})[write.thing] = None
            if write.name not in names:
                self.fields_of[write.thing] = _one_of((*names, write.name))
