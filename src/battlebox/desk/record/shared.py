"""What is worked out once for all readers who may see the same, and again when something was written of it.

Law: readers share only where the verdict on every kind of marking that it may follow from is the same for all of them,
and, unless it follows from single values alone, only within one body; what is shared says nothing of who asks, in which
role, or when; what rests on the time is shared for the minute in which it was worked out.
Not here: the verdicts (sight.py), what is worked out (each noun's module).
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from threading import RLock
from typing import Final, TypeVar

from battlebox.desk.record.introduction import OFFICER
from battlebox.desk.record.record import Record
from battlebox.journal import Header, PartClass

F = TypeVar("F")

Mark = tuple[str, str, tuple[str, ...], str]
"""All that a verdict on a part of an entry rests on: the writer's key, the label, the audience, what the part holds."""
Marks = Mapping[Mark, tuple[Header, int]]
"""Kinds of marking, each with a part of an entry that has it."""
Eyes = tuple[str, frozenset[Mark]]
"""A body, and every kind of marking that one of its readers may see; no body where readers of all may share."""
Kept = tuple[tuple[int, ...], object]
"""What was found, and how much had been written by then of each kind of thing that it follows from."""
NOTE: Final = "note"
"""A line of the log, as a kind of thing."""
UNSTATED: Final = frozenset({NOTE, OFFICER.rstrip("/")})
"""Kinds of thing of which nothing is said that a picture could follow from: lines of the log, and officers' names."""
_WAIT_SECONDS: Final = 10.0
"""Whoever has waited so long for another to find something finds it."""
EYES_MOST: Final = 64
"""How many different pairs of eyes one thing is kept for; the oldest goes first."""


def mark_of(header: Header, place: int) -> Mark:
    """The kind of marking that a part of an entry has."""
    return (header.key, header.tlp, header.audience, header.parts[place].holds)


@dataclass(slots=True)
class Shared:
    """What is kept of one record, as long as its index is: hold the record's `reading` while using it."""

    read: int = 0
    marks: dict[Mark, tuple[Header, int]] = field(default_factory=dict)
    """Those that the record holds."""
    marks_of: dict[str, dict[Mark, tuple[Header, int]]] = field(default_factory=dict)
    """By kind of thing, those of the entries that wrote of one."""
    written: dict[str, list[str]] = field(default_factory=dict)
    """By kind of thing, those that were written of, one after another."""
    found: dict[Hashable, dict[Eyes, Kept]] = field(default_factory=dict)
    said: list[tuple[int, tuple[Mark, ...]]] = field(default_factory=list)
    """Of each entry, when it was written, in milliseconds, and the markings of its words; none without words."""
    one_of: dict[tuple[Mark, ...], tuple[Mark, ...]] = field(default_factory=dict)
    """The markings of words, one tuple for all entries that have such: as many as there are kinds of marking."""
    stated: int = 0
    """How many entries did anything else than write of such things alone."""
    stated_marks: dict[Mark, tuple[Header, int]] = field(default_factory=dict)
    """Those of such entries."""
    making: dict[Hashable, RLock] = field(default_factory=dict)
    """What is held by whoever finds something that rests on the time."""
    verdicts: dict[Hashable, dict[Mark, bool]] = field(default_factory=dict)
    """For each kind of reader, the verdicts that name nobody: they rest on the marking alone, and not on the time."""

    @classmethod
    def of(cls, record: Record) -> Shared:
        """What is kept of a record, with what arrived since taken note of."""
        with record.reading:
            shared = record.kept(cls, cls)
            for line in record.lines(shared.read):
                shared.read += 1
                marks = {mark_of(line.header, place): (line.header, place) for place in range(len(line.header.parts))}
                shared.marks.update(marks)
                words = tuple([mark for mark in marks if line.words and mark[3] == PartClass.TEXT])
                shared.said.append((line.header.wall_ms, shared.one_of.setdefault(words, words)))
                things = {write.thing: write.thing.partition("/")[0] for write in line.header.writes}
                for thing, kind in things.items():
                    shared.written.setdefault(kind, []).append(thing)
                    shared.marks_of.setdefault(kind, {}).update(marks)
                if not things or not UNSTATED.issuperset(things.values()):
                    shared.stated += 1
                    shared.stated_marks.update(marks)
            return shared

    def keep(self, key: Hashable, eyes: Eyes, kept: Kept) -> None:
        """Keep what was found for these eyes, in place of the oldest where there are many."""
        by_eyes = self.found.setdefault(key, {})
        by_eyes.pop(eyes, None)
        while len(by_eyes) >= EYES_MOST:
            oldest = next(iter(by_eyes))
            by_eyes.pop(oldest)
            self.making.pop((key, oldest), None)
        by_eyes[eyes] = kept


def share(
    record: Record,
    eyes: Callable[[Marks], Eyes],
    key: Hashable,
    kinds: tuple[str, ...],
    find: Callable[[F | None, frozenset[str]], F],
    *,
    of: str = "",
) -> F:
    """What `find` gives for these eyes; kept until something is written of a thing of these kinds.

    `find` is given what was kept before, None where there is nothing, and the things that were written of since. Where
    it follows from the values of things of one kind alone, `of` names it: the eyes are then asked of its marks only.
    """
    with record.reading:
        shared = Shared.of(record)
        mine = eyes(shared.marks_of.get(of, {}) if of else shared.marks)
        version = tuple(len(shared.written.get(kind, ())) for kind in kinds)
        kept = shared.found.get(key, {}).get(mine)
        since = kept[0] if kept else version
        news = frozenset(
            thing for kind, read in zip(kinds, since, strict=True) for thing in shared.written.get(kind, ())[read:]
        )
    before: F | None = kept[1] if kept else None  # type: ignore[assignment]  # What was found for this key.
    if before is None or since != version:
        # Without the lock, so that nobody waits for it: what arrives meanwhile has a later version than is kept here.
        before = find(before, news)
        with record.reading:
            shared.keep(key, mine, (version, before))
    return before


def share_lately(
    record: Record, eyes: Callable[[Marks], Eyes], key: Hashable, now: datetime, find: Callable[[], F]
) -> F:
    """What `find` gives for these eyes, kept until anything is stated and, at the longest, for the minute it is now.

    It must follow neither from lines of the log nor from officers' names.
    """
    with record.reading:
        shared = Shared.of(record)
        mine, version = eyes(shared.stated_marks), (shared.stated, int(now.timestamp()) // 60)
        making = shared.making.setdefault((key, mine), RLock())
    # When a minute is over a dozen threads ask at once: one of them finds it, and the others have it from there.
    is_mine = making.acquire(timeout=_WAIT_SECONDS)
    try:
        with record.reading:
            kept = shared.found.get(key, {}).get(mine)
        if kept is None or kept[0] != version:
            kept = (version, find())
            with record.reading:
                shared.keep(key, mine, kept)
        return kept[1]  # type: ignore[return-value]  # What was found for this key.
    finally:
        if is_mine:
            making.release()
