"""Faults of coming back and of the roster: rows of their tables that cannot all be so.

Law: as in faults.py: all are reported together, and a cell that is wrong already is not told again.
Not here: ids that nothing has (faults.py), what is legal but worth knowing (gaps_return.py).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from battlebox.estate.cells import hours_text
from battlebox.estate.errors import Code
from battlebox.estate.mistakes import Mistake
from battlebox.estate.reading import Draft
from battlebox.estate.things import MICROHOURS
from battlebox.estate.things_restoring import GateKind
from battlebox.estate.things_rostering import Availability, AvailabilityKind, Post

DAY_HOURS: Final = 24
SHIFT_HOURS_MAX: Final = 13
"""Eleven hours of rest and thirteen of work are a day."""


def rota_faults(draft: Draft) -> Iterator[Mistake]:
    """Every mistake between rows of the tables of coming back and of the roster."""
    yield from _steps(draft)
    yield from _gates(draft)
    yield from _crews(draft)
    yield from _shifts(draft)
    yield from _ends(draft)
    yield from _availability(draft)


def _steps(draft: Draft) -> Iterator[Mistake]:
    seen: dict[tuple[str, str], int] = {}
    for row, work in zip(draft.numbers.get("works", ()), draft.estate.works, strict=True):
        key = (work.of, work.step)
        if None not in key and (first := seen.setdefault(key, row)) != row:
            yield Mistake.at("works", row, "step", Code.STEP_TWICE, found=work.step, of=work.of, other_row=first)


def _gates(draft: Draft) -> Iterator[Mistake]:
    seen: dict[tuple[str, str, str | None], int] = {}
    for row, gate in zip(draft.numbers.get("gates", ()), draft.estate.gates, strict=True):
        key = (gate.of, gate.kind, gate.name if gate.kind is GateKind.OTHER else None)
        if None not in key[:2] and (first := seen.setdefault(key, row)) != row:
            yield Mistake.at("gates", row, "kind", Code.GATE_TWICE, found=gate.kind, of=gate.of, other_row=first)


def _crews(draft: Draft) -> Iterator[Mistake]:
    for row, crew in zip(draft.numbers.get("crews", ()), draft.estate.crews, strict=True):
        if crew.microhours_per_day > DAY_HOURS * MICROHOURS:
            found = hours_text(crew.microhours_per_day)
            yield Mistake.at("crews", row, "hours_per_day", Code.DAY_LENGTH, found=found, most=DAY_HOURS)


def _shifts(draft: Draft) -> Iterator[Mistake]:
    for row, shift in zip(draft.numbers.get("shifts", ()), draft.estate.shifts, strict=True):
        hours = shift.microhours
        if hours is not None and not 0 < hours <= SHIFT_HOURS_MAX * MICROHOURS:
            words = {"found": hours_text(hours), "most": SHIFT_HOURS_MAX}
            yield Mistake.at("shifts", row, "hours", Code.SHIFT_LENGTH, **words)


def _ends(draft: Draft) -> Iterator[Mistake]:
    tables: dict[str, tuple[Post | Availability, ...]] = {
        "posts": draft.estate.posts,
        "availability": draft.estate.availability,
    }
    for table, rows in tables.items():
        for number, row in zip(draft.numbers.get(table, ()), rows, strict=True):
            first, last = row.first_day, row.last_day
            if first is not None and last is not None and last < first:
                yield Mistake.at(table, number, "until", Code.ENDS_BEFORE, found=last, first=first)


def _availability(draft: Draft) -> Iterator[Mistake]:
    """Days on which somebody is said to be free and away at once."""
    said: dict[str, list[tuple[int, Availability]]] = defaultdict(list)
    for number, row in zip(draft.numbers.get("availability", ()), draft.estate.availability, strict=True):
        if row.of is None or row.first_day is None or row.kind not in (AvailabilityKind.FREE, AvailabilityKind.AWAY):
            continue
        for other_row, other in said[row.of]:
            if other.kind is not row.kind and _meet(row, other):
                words = {"found": row.kind, "of": row.of, "other": other.kind, "other_row": other_row}
                yield Mistake.at("availability", number, "kind", Code.FREE_AND_AWAY, **words)
                break
        said[row.of].append((number, row))


def _meet(one: Availability, other: Availability) -> bool:
    (first, last), (start, end) = one.days, other.days
    shifts = not one.shifts or not other.shifts or bool(set(one.shifts) & set(other.shifts))
    return shifts and first <= end and start <= last
