"""The order of return as people read it: what comes when, by whom, through which gates, what it brings back, and why.

Law: every figure comes from the planner or is placed anew from it; names are the estate's.
Not here: making the problem (problem.py), pages and tables.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from battlebox.desk.picture import Names
from battlebox.desk.restore.gates import Barrier
from battlebox.desk.restore.labour import Labour
from battlebox.desk.restore.problem import BACK, Undertaking
from battlebox.desk.restore.waiting import OVER
from battlebox.engine.restore import Place, Wait, why
from battlebox.estate import MICROHOURS, Estate

NAMED: Final = 3
"""So many services are named in a sentence; the rest are counted."""
DAY_H: Final = 24
DAYS_FROM_H: Final = 3 * 7 * DAY_H
"""A length is said in days from here on."""
STEP_WORDS: Final[Mapping[str, str]] = {
    "clear": "clearing",
    "rebuild": "rebuilding",
    "restore": "restoring the data of",
    "accept": "accepting",
}


@dataclass(frozen=True, slots=True)
class Piece:
    """One step of a system, with when it begins and ends."""

    labour: Labour
    start_microhours: int
    end_microhours: int


@dataclass(frozen=True, slots=True)
class Turn:
    """One system in the order of return. Costs are harm more than the plan's; None where the change leaves no plan."""

    system: str
    number: int
    pieces: tuple[Piece, ...]
    gates: tuple[str, ...]
    unlocks: tuple[str, ...]
    why: str
    harm_an_hour: float
    slack_microhours: int
    held_a_day: float | None
    swap_before: float | None
    swap_after: float | None
    is_tried: bool = True

    @property
    def start_microhours(self) -> int:
        """When somebody first works at it."""
        held = [piece.start_microhours for piece in self.pieces if piece.labour.uses]
        return held[0] if held else self.pieces[0].start_microhours

    @property
    def end_microhours(self) -> int:
        """When it is live."""
        return self.pieces[-1].end_microhours

    @property
    def crew(self) -> str:
        """Whoever does most of it; blank where nobody of ours does anything."""
        held = {piece.labour.crew: piece.labour.microhours for piece in self.pieces if piece.labour.crew}
        return max(held, key=lambda name: held[name], default="")


def turns_of(found: Undertaking, starts: Mapping[str, int]) -> tuple[Turn, ...]:
    """Every system of a plan that has not begun, in order. Cost: two placings of the order for each system."""
    return tuple(_turn(found, starts, place) for place in why(found.problem, starts) if place.system in found.work)


def back_at(found: Undertaking, starts: Mapping[str, int]) -> dict[str, int]:
    """When each service of the plan is back, in microhours."""
    spans = {row.id: row.microhours for row in found.problem.operations}
    return {
        row.id: max((min(starts[on] + spans[on] for on in ons) for ons in row.needs), default=0)
        for row in found.problem.services
    }


def links_at(found: Undertaking, starts: Mapping[str, int]) -> Iterator[tuple[Barrier, int]]:
    """The gates of links that the plan waits for, each with when it is given."""
    spans = {gate.id: gate.lead_microhours for gate in found.problem.gates}
    yield from ((gate, starts[gate.id] + spans[gate.id]) for gates in found.links.values() for gate in gates)


def pieces_of(found: Undertaking, system: str, starts: Mapping[str, int]) -> tuple[Piece, ...]:
    """The steps of one system in order."""
    spans = {row.id: row.microhours for row in found.problem.operations if row.system == system}
    return tuple(
        Piece(row, starts[row.id], starts[row.id] + spans[row.id]) for row in found.work[system] if row.id in spans
    )


def _turn(found: Undertaking, starts: Mapping[str, int], place: Place) -> Turn:
    gates = tuple(gate.name for gate in found.gates[place.system])
    return Turn(
        system=place.system,
        number=place.number,
        pieces=pieces_of(found, place.system, starts),
        gates=gates,
        unlocks=place.unlocks,
        why="; ".join(_reasons(found, place)),
        harm_an_hour=place.harm_an_hour,
        slack_microhours=place.slack_microhours,
        held_a_day=place.held_a_day,
        swap_before=place.swap_before,
        swap_after=place.swap_after,
        is_tried=place.is_tried,
    )


def _reasons(found: Undertaking, place: Place) -> Iterator[str]:
    yield _waits_for(found, place)
    if place.unlocks:
        yield f"brings back {named(found.estate, place.unlocks, found.estate.system_by_id[place.system].body)}"
    else:
        yield "no service that stopped waits for it"
    if place.slack_microhours >= MICROHOURS:
        yield f"could be held {long_words(place.slack_microhours)} with nobody worse off"
    elif place.held_a_day:
        yield f"a day later costs {place.held_a_day:,.0f} more harm"


def _waits_for(found: Undertaking, place: Place) -> str:
    wait = place.wait
    if wait.kind == "resource":
        return f"waits for {thing_name(found.estate, wait.resource)}, busy with {_step(found, wait.on)} until then"
    if wait.kind == "gate":
        gate = found.barrier_by_id[wait.on]
        return f"waits for a gate ({gate.name})"
    if wait.kind == "need":
        return _need(found, place, wait)
    return "waits for its date" if wait.kind == "date" else "nothing holds it"


def _need(found: Undertaking, place: Place, wait: Wait) -> str:
    name, _, step = wait.on.rpartition(":")
    if name == place.system:
        return f"waits for its own {STEP_WORDS[step].split()[0]}"
    if step == BACK and name in found.waits:
        body = _body(found.estate, found.estate.system_by_id[name].body)
        return f"waits for {thing_name(found.estate, name)}, which {body} brings back"
    if step == BACK and name in found.links:
        gates = ", ".join(gate.name for gate in found.links[name])
        return f"waits for the link from {link_words(found.estate, name)}: {gates}"
    thing, over, links = name.partition(OVER)
    by = " and ".join(link_words(found.estate, each) for each in links.split("+")) if over else ""
    return f"waits for {thing_name(found.estate, thing)}" + (f" over the link from {by}" if by else "")


def long_words(microhours: int) -> str:
    """A length in whole hours, and beyond some weeks in whole days; never more than it is."""
    hours = microhours // MICROHOURS
    if hours >= DAYS_FROM_H:
        return f"{hours // DAY_H:,} days"
    return f"{hours:,} hour{'s' * (hours != 1)}"


def link_words(estate: Estate, name: str) -> str:
    """A link by its ends, as people say it."""
    return Names(estate).path(name)


def _step(found: Undertaking, name: str) -> str:
    system, _, step = name.rpartition(":")
    return f"{STEP_WORDS.get(step, step)} {thing_name(found.estate, system)}"


def thing_name(estate: Estate, name: str) -> str:
    """What people call a system, service, channel, crew or environment; a mark of a working value is said in words."""
    tables: tuple[Mapping[str, object], ...] = (estate.thing_by_id, estate.crew_by_id, estate.environment_by_id)
    row = next((table[name] for table in tables if name in table), None)
    return str(getattr(row, "name", name)).replace("[WV]", "(working value)")


def named(estate: Estate, names: tuple[str, ...], body: str) -> str:
    """A few things by name, with their body's where it is another, and how many more."""
    first = [_with_body(estate, name, body) for name in names[:NAMED]]
    more = len(names) - len(first)
    return ", ".join(first) + (f" and {more} more" if more else "")


def _with_body(estate: Estate, name: str, body: str) -> str:
    owner = estate.thing_by_id[name].body
    return thing_name(estate, name) + ("" if owner == body else f" ({_body(estate, owner)})")


def _body(estate: Estate, name: str) -> str:
    return estate.body_by_id[name].name
