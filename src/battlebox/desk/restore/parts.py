"""Parts of what is out, for a body with so much that one order cannot hold it: by the services that wait for it.

Law: a part has everything that is out and that its services wait for; whether it fits is known before anything is
planned.
Not here: what is out (outset.py), the order (engine), words (web).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from battlebox.desk.picture.picture import Picture
from battlebox.desk.restore.labour import cannot, labours, works_by_step
from battlebox.desk.restore.waiting import Waiting
from battlebox.engine import harm_an_hour
from battlebox.engine.restore import OPERATIONS_MOST
from battlebox.estate import Estate, Priority, Service, Step, System, Work

ALL_PARTS: Final = "all"
DEAREST: Final = "dearest"


@dataclass(frozen=True, slots=True)
class Part:
    """What some services need: `key` is a priority, which takes those before it along, `dearest` or `all`."""

    key: str
    services: int
    systems: frozenset[str]
    operations: int

    @property
    def fits(self) -> bool:
        """Whether one order holds it."""
        return self.operations <= OPERATIONS_MOST


def parts_of(picture: Picture, body: str, ours: Collection[str]) -> tuple[Part, ...]:
    """All that is out of a body, what services of each priority need, and what as many of the dearest need as fit.

    Cost: a pass over the needs of what stops, and over the systems that are out.
    """
    estate = picture.estate
    stopped = frozenset({*picture.stops, *ours})
    waiting = Waiting.of(estate, stopped, frozenset(ours))
    steps, between = steps_of(estate, ours), len(waiting.between)
    services = [row for row in estate.services if row.body == body and row.service in stopped]

    def part(key: str, wanted: Iterable[Service]) -> Part:
        names = [row.service for row in wanted]
        systems = waiting.reached(names) & frozenset(ours)
        return Part(key, len(names), systems, between + sum(steps[name] for name in systems))

    everything = Part(ALL_PARTS, len(services), frozenset(ours), between + sum(steps.values()))
    order = list(Priority)
    named = [
        part(last.value, (row for row in services if order.index(row.priority) <= order.index(last)))
        for last in order[:-1]
    ]
    dearest = sorted(services, key=lambda row: -harm_an_hour(estate, row))
    most = _most_that_fit([waiting.reached((row.service,)) & steps.keys() for row in dearest], steps, between)
    return _apart((everything, *named, part(DEAREST, dearest[:most])))


def _most_that_fit(needed: Iterable[frozenset[str]], steps: Mapping[str, int], between: int) -> int:
    """How many of the first of these fit into one order together."""
    held: set[str] = set()
    left, count = OPERATIONS_MOST - between, 0
    for systems in needed:
        left -= sum(steps[name] for name in systems - held)
        if left < 0:
            break
        held |= systems
        count += 1
    return count


def _apart(parts: Iterable[Part]) -> tuple[Part, ...]:
    """The parts that hold something, and not the same as one before."""
    seen: dict[frozenset[str], Part] = {}
    for part in parts:
        if part.systems:
            seen.setdefault(part.systems, part)
    return tuple(seen.values())


def steps_of(estate: Estate, systems: Collection[str]) -> dict[str, int]:
    """How many pieces of work and gates each system's return is made of; none where nobody can bring it back."""
    works = works_by_step(estate)
    rows = (estate.system_by_id[name] for name in systems)
    return {row.system: 0 if cannot(estate, row, works) else _pieces(estate, row, works) for row in rows}


def _pieces(estate: Estate, row: System, works: Mapping[tuple[str, Step], Work]) -> int:
    return len(labours(estate, row, works)) + len(estate.gates_of(row))
