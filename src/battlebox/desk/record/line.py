"""One entry as the desk reads it, and the index of all of them that is kept in memory.

Law: an index can be thrown away and made again from the journal.
Not here: when it is filled, and asking it (record.py).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import lru_cache
from heapq import heapify, heappop, heappush, merge
from typing import Final, overload

from battlebox.desk.record.texts import Texts
from battlebox.journal import Entry, Header, Live, PartClass, Slot

SERIES: Final = "series"
"""The name, in a header, of the series that an entry is numbered in."""
CORRECTS: Final = "corrects"
"""The name, in a header, of the entry that this one says was written wrongly."""


@dataclass(frozen=True, slots=True)
class Line:
    """One entry: its place in order of arrival, its number, its header, and its words ("" where they were removed).

    Of its parts the header says what they hold, and not what the desk committed itself to: that stays in the journal.
    """

    place: int
    number: str
    id: str
    header: Header
    words: str
    person: str

    @property
    def text(self) -> str:
        """All that can be looked for in it."""
        return f"{self.number} {self.words} {self.person}"

    @property
    def at(self) -> datetime:
        """When it was written, as that desk's own time source told it."""
        return datetime.fromtimestamp(self.header.wall_ms / 1000, UTC)


def is_of(kind: str, kinds: Collection[str]) -> bool:
    """Whether a kind of entry is one of these; `decision` stands for all of its kinds."""
    return kind in kinds or kind.partition(":")[0] in kinds


class Lines(Sequence[Line]):
    """Entries in order of arrival, as many as there were when it was made; copied only where they are gone through."""

    __slots__ = ("_held", "_places")

    def __init__(self, held: list[Line], places: Sequence[int]) -> None:
        self._held, self._places = held, places

    def __len__(self) -> int:
        return len(self._places)

    @overload
    def __getitem__(self, at: int) -> Line: ...
    @overload
    def __getitem__(self, at: slice) -> Lines: ...
    def __getitem__(self, at: int | slice) -> Line | Lines:
        if isinstance(at, slice):
            return Lines(self._held, self._places[at])
        return self._held[self._places[at]]

    def __iter__(self) -> Iterator[Line]:
        return map(self._held.__getitem__, self._places)

    def __reversed__(self) -> Iterator[Line]:
        return iter(self[::-1])


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


def _within(places: list[int], among: range) -> Iterator[int]:
    """Those of rising places that lie in a range, in its direction; none is touched before it is asked for."""
    low, high = sorted((among[0], among[-1])) if among else (0, -1)
    run = range(bisect_left(places, low), bisect_right(places, high))
    return map(places.__getitem__, run[:: among.step])


@dataclass(slots=True)
class Index:
    """What is kept in memory of the journal."""

    arrived: int = 0
    lines: list[Line] = field(default_factory=list)
    texts: Texts = field(default_factory=Texts)
    place_of: dict[str, int] = field(default_factory=dict)
    fields_of: dict[str, tuple[str, ...]] = field(default_factory=dict)
    things_of: dict[str, dict[str, None]] = field(default_factory=dict)
    parsed: dict[tuple[str, int, type], object] = field(default_factory=dict)
    letters: dict[str, str] = field(default_factory=dict)
    kept: dict[object, object] = field(default_factory=dict)
    places_of: dict[str, list[int]] = field(default_factory=dict)
    places_of_kind: dict[str, list[int]] = field(default_factory=dict)
    places_of_key: dict[str, list[int]] = field(default_factory=dict)
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
        words, person = texts[PartClass.TEXT], texts[PartClass.PERSON]
        line, at = Line(self.arrived, f"{letter}-{header.n}", entry.id, header, words, person), len(self.lines)
        self.lines.append(line)
        self.texts.add(line.text)
        self.place_of[entry.id] = at
        self.places_of_kind.setdefault(header.kind, []).append(at)
        self.places_of_key.setdefault(header.key, []).append(at)
        series, corrected = header.about.get(SERIES), header.about.get(CORRECTS)
        if isinstance(series, str):
            self.counted[header.key, series] = self.counted.get((header.key, series), 0) + 1
        if isinstance(corrected, str):
            self.corrected_by.setdefault(corrected, []).append(at)
        for thing in dict.fromkeys(write.thing for write in header.writes):
            self.places_of.setdefault(thing, []).append(at)
        for write in header.writes:
            names = self.fields_of.get(write.thing)
            if names is None:
                names = ()
                self.things_of.setdefault(write.thing.partition("/")[0], {})[write.thing] = None
            if write.name not in names:
                self.fields_of[write.thing] = _one_of((*names, write.name))

    def of_kinds(self, kinds: Collection[str], among: range) -> Iterator[int]:
        """Those of consecutive places whose entries are of these kinds, in the direction of the range, one by one."""
        runs = [_within(places, among) for kind, places in list(self.places_of_kind.items()) if is_of(kind, kinds)]
        return merge(*runs, reverse=among.step < 0)

    def keys_after(self, own: Line) -> set[str]:
        """The keys that wrote anything after this entry had been seen, by themselves or through others."""
        whole = all(self.lines[places[-1]].header.n == len(places) - 1 for places in self.places_of_key.values())
        return self._first_after(own) if whole else self._all_after(own)

    def _first_after(self, own: Line) -> set[str]:
        """Where every key numbered its entries without gap or fork: after its first, all of them are."""
        reached = {own.header.key: own.header.n}

        def is_after(entry: str) -> bool:
            at = self.place_of.get(entry)
            header = None if at is None else self.lines[at].header
            return header is not None and header.key in reached and header.n >= reached[header.key]

        later = range(own.place, len(self.lines))
        rows = {key: _within(places, later) for key, places in self.places_of_key.items()}
        del rows[own.header.key]
        waiting = [at for row in rows.values() if (at := next(row, None)) is not None]
        heapify(waiting)
        while waiting:
            header = self.lines[heappop(waiting)].header
            if any(map(is_after, header.parents)):
                reached[header.key] = header.n
            elif (at := next(rows[header.key], None)) is not None:
                heappush(waiting, at)
        return set(reached)

    def _all_after(self, own: Line) -> set[str]:
        after, keys = {own.id}, {own.header.key}
        for later in self.lines[own.place :]:
            if not after.isdisjoint(later.header.parents):
                after.add(later.id)
                keys.add(later.header.key)
        return keys
