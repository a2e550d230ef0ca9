"""One system's way back as pieces of work: by the estate's `works`, else reckoned from its row and the settings.

Law: nothing is guessed that no setting says: a system without a crew or hours says why it cannot be planned.
Not here: what it waits for in others (problem.py), gates (gates.py).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from battlebox.estate import MICROHOURS, Crew, Estate, Step, System, Work

DAY: Final = 24 * MICROHOURS


@dataclass(frozen=True, slots=True)
class Labour:
    """One step of one system: hours on the clock, who does it, where. `hours` of work are spread evenly over days."""

    system: str
    step: Step
    microhours: int
    crew: str = ""
    people: int = 0
    environment: str = ""
    places: int = 0

    @property
    def id(self) -> str:
        """Its name in a plan."""
        return f"{self.system}:{self.step.value}"

    @property
    def uses(self) -> tuple[tuple[str, int], ...]:
        """How many of which crew and environment it holds while it lasts."""
        held = ((self.crew, self.people), (self.environment, self.places))
        return tuple((name, amount) for name, amount in held if name and amount)


def works_by_step(estate: Estate) -> Mapping[tuple[str, Step], Work]:
    """The estate's rows of work, by system and step."""
    return MappingProxyType({(row.of, row.step): row for row in estate.works})


def labours(estate: Estate, system: System, works: Mapping[tuple[str, Step], Work]) -> tuple[Labour, ...]:
    """The steps of a system in order; the last is always there, if only to say when it is live."""
    return tuple(_labours(estate, system, works))


def _labours(estate: Estate, system: System, works: Mapping[tuple[str, Step], Work]) -> Iterator[Labour]:
    reckoned = {
        Step.CLEAR: estate.restore.clear_microhours,
        Step.REBUILD: system.rebuild_microhours or 0,
        Step.RESTORE: estate.restore.data_microhours if system.records else 0,
        Step.ACCEPT: estate.restore.accept_microhours,
    }
    for step, microhours in reckoned.items():
        row = works.get((system.system, step))
        hours = microhours if row is None else row.microhours
        if hours or step is Step.ACCEPT:
            name = (row.crew if row else None) or (system.crew if row or step is not Step.CLEAR else None)
            crew = estate.crew_by_id.get(name or "")
            yield _labour(estate, system, step, hours, crew, row)


def _labour(estate: Estate, system: System, step: Step, hours: int, crew: Crew | None, row: Work | None) -> Labour:
    people = 0
    if crew is not None:
        usual = min(estate.restore.people, crew.people)
        people = usual if row is None or row.people is None else row.people
    a_day = min(crew.microhours_per_day, DAY) if crew is not None and people else DAY
    return Labour(
        system=system.system,
        step=step,
        microhours=-(-hours * DAY // a_day) if a_day else hours,
        crew=crew.crew if crew is not None and people else "",
        people=people,
        environment=(row.environment or "") if row else "",
        places=row.uses if row and row.environment else 0,
    )


def cannot(estate: Estate, system: System, works: Mapping[tuple[str, Step], Work]) -> str:
    """Why nobody can put a system in an order, in words; blank where it can be."""
    rebuild = works.get((system.system, Step.REBUILD))
    if rebuild is None and system.rebuild_microhours is None:
        return "nobody has said how many hours its rebuilding takes"
    if system.crew is None and (rebuild is None or rebuild.crew is None):
        return "it has no crew"
    for row in (works.get((system.system, step)) for step in Step):
        crew = estate.crew_by_id.get((row.crew if row else None) or system.crew or "")
        if crew is not None and (not crew.people or not crew.microhours_per_day):
            return f"nobody works in {crew.name}"
        if row is not None and crew is not None and row.people is not None and row.people > crew.people:
            return f"to {row.step.value} it takes {row.people} of {crew.name}, and there are {crew.people}"
        place = estate.environment_by_id.get(row.environment or "") if row is not None else None
        if row is not None and place is not None and row.uses > place.capacity:
            return f"to {row.step.value} it takes {row.uses} places in {place.name}, and there are {place.capacity}"
    return ""
