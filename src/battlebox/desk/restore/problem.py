"""A problem for the planner, from an estate and what is out: work, crews, places, gates, needs, what waiting costs.

Law: only what is out is brought back; what cannot be planned is left out by name, with everything that waits for it
alone, and never silently.
Not here: searching (engine), what an answer says (order.py), who may plan (the engine).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property

from battlebox.desk.restore.gates import Barrier, barriers_of, link_gates
from battlebox.desk.restore.labour import Labour, cannot, labours, works_by_step
from battlebox.desk.restore.waiting import OVER, Waiting, Ways
from battlebox.engine import Down, EngineCode, EngineError, EstateArrays, harm_an_hour, impact
from battlebox.engine.restore import After, Gate, Operation, Problem, Resource, Stopped, refuse_size
from battlebox.estate import MICROHOURS, Estate, Step, System

HOUR = timedelta(hours=1)
BACK = "back"
FAR_MICROHOURS = 20_000 * MICROHOURS
"""How far ahead it is looked whether something stops at all."""


@dataclass(frozen=True, slots=True)
class Ask:
    """What is to come back. Times are microhours from `now`: below 0, it has been out so long already.

    With a `body`, that body's systems are planned, and others' are waited for until the time in `back`. `passed` are
    gates that need no more time: id of the system or link, and the gate's kind or, for the council's own, its key.
    `apart` are systems that are out as well and are not to be planned now: nothing says when they are back.
    """

    out: Mapping[str, int]
    now: datetime
    body: str = ""
    back: Mapping[str, int] = field(default_factory=dict)
    passed: frozenset[tuple[str, str]] = frozenset()
    apart: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A system or service that is in no plan, and why."""

    id: str
    why: str


@dataclass(frozen=True)
class Undertaking:
    """The problem, and what the planner's names mean. `waits` are others' systems, with when they are back.

    `links` are those that something of it waits for, each with its gates that are not passed.
    """

    estate: Estate
    problem: Problem
    work: Mapping[str, tuple[Labour, ...]]
    gates: Mapping[str, tuple[Barrier, ...]]
    waits: Mapping[str, int]
    left: tuple[LeftOut, ...]
    links: Mapping[str, tuple[Barrier, ...]] = field(default_factory=dict)

    @cached_property
    def barrier_by_id(self) -> Mapping[str, Barrier]:
        """Gates by their names in a plan."""
        return {gate.id: gate for gates in (*self.gates.values(), *self.links.values()) for gate in gates}


def undertaking(estate: Estate, ask: Ask, arrays: EstateArrays | None = None) -> Undertaking:
    """The problem of bringing back what is out. Cost: one impact, and a pass over the needs of what stops.

    Raises EngineError for ids that the estate does not have, and for things of which each waits for the next.
    """
    return _Maker(estate, ask, arrays or EstateArrays.of(estate)).make()


def stopped_by(estate: Estate, out: Iterable[str]) -> frozenset[str]:
    """Whatever stops, at once or in the end, while these are out; they are among it. Cost: one impact."""
    downs = [Down(name, 0) for name in out]
    if not downs:
        return frozenset()
    course = impact(EstateArrays.of(estate), downs=downs, hours_microhours=FAR_MICROHOURS, explained=False)
    return frozenset(stop.id for stop in course.stops)


class _Maker:
    def __init__(self, estate: Estate, ask: Ask, arrays: EstateArrays) -> None:
        self.estate = estate
        self.ask = ask
        self.systems = [row for row in estate.systems if row.system in ask.out]
        self.works = works_by_step(estate)
        self.gates: dict[str, tuple[Barrier, ...]] = {}
        self.work: dict[str, tuple[Labour, ...]] = {}
        self.left = {
            row.system: why for row in self.systems if row.system not in ask.back and (why := self._cannot(row))
        }
        # Said before anything that takes long: of too much, the answer is a smaller question.
        refuse_size(sum(len(steps) for name, steps in self.work.items() if name not in self.left))
        everything = {**ask.apart, **ask.out}
        early = max((-at for at in everything.values() if at < 0), default=0)
        downs = [Down(name, at + early) for name, at in everything.items()]
        course = impact(arrays, downs=downs, hours_microhours=FAR_MICROHOURS, explained=False)
        self.stops = {stop.id: stop.stops_microhours - early for stop in course.stops}
        gated = {link: self._not_passed(gates) for link, gates in link_gates(estate).items()}
        self.links = {link: tuple(gates) for link, gates in gated.items() if gates}

    def make(self) -> Undertaking:
        waits = {row.system: self.ask.back[row.system] for row in self.systems if row.system in self.ask.back}
        left = dict(self.left)
        out = frozenset((*(row.system for row in self.systems), *self.ask.apart))
        waiting = Waiting.of(self.estate, frozenset(self.stops), out, self.links)
        services = [row.service for row in self.estate.services if row.service in self.stops]
        left |= {
            name: "it is out by itself: no system's return brings it back"
            for name in self.ask.out
            if name not in self.estate.system_by_id and not waiting.ways(name)
        }
        left |= {link: why for link, gates in self.links.items() if (why := _undated(gates))}
        left |= dict.fromkeys(self.ask.apart, "it is not in this order")
        left = waiting.without(left, self.ask.apart)
        planned = {row.system: row for row in self.systems if row.system not in waits and row.system not in left}
        self._refuse_circle(waiting, left, planned)
        links = self._links(waiting, left, (*planned, *waiting.between, *services))
        problem = Problem(
            operations=(
                *(step for row in planned.values() for step in self._operations(row, waiting, left)),
                *(Operation(f"{name}:{BACK}", 0, release_microhours=max(0, at)) for name, at in waits.items()),
                *(
                    Operation(f"{name}:{BACK}", 0, after=tuple(self._after(waiting.ways(name), left, name)))
                    for name in waiting.between
                    if name not in left
                ),
                *(
                    Operation(f"{link}:{BACK}", 0, gates=tuple(gate.id for gate in gates))
                    for link, gates in links.items()
                ),
            ),
            resources=tuple(self._resources()),
            gates=(
                *(gate for row in planned.values() for gate in self._gates(row)),
                *(gate for gates in links.values() for row in gates for gate in self._gate(row)),
            ),
            services=tuple(self._stopped(name, waiting, left) for name in services if name not in left),
            weights=(self.estate.harm.before_rto, self.estate.harm.after_rto, self.estate.harm.after_mtpd),
        )
        spoken_of = self._spoken_of(waiting)
        said = {name: why for name, why in left.items() if name in spoken_of}
        return Undertaking(
            estate=self.estate,
            problem=problem,
            work={name: self.work[name] for name in planned},
            gates={name: self.gates[name] for name in planned},
            waits={name: at for name, at in waits.items() if name in spoken_of},
            left=tuple(LeftOut(name, why) for name, why in said.items()),
            links=links,
        )

    def _refuse_circle(self, waiting: Waiting, left: Mapping[str, str], planned: Iterable[str]) -> None:
        """Raise EngineError where some of what is planned waits for itself, by the names that people call it."""
        circle = waiting.circle((*planned, *(name for name in waiting.between if name not in left)), left)
        if circle:
            names = [self.estate.thing_by_id[name.partition(OVER)[0]].name for name in (*circle, circle[0])]
            raise EngineError.of(EngineCode.PLAN_CYCLE, ids=", ".join(names))

    def _links(self, waiting: Waiting, left: Mapping[str, str], names: Iterable[str]) -> dict[str, tuple[Barrier, ...]]:
        """The links that one of these waits for, as far as it is not left out and they are not."""
        waited = {on for name in names if name not in left for ons in waiting.ways(name) for on in ons}
        return {link: gates for link, gates in self.links.items() if link in waited and link not in left}

    def _spoken_of(self, waiting: Waiting) -> frozenset[str]:
        """Whose being left out is said: systems and services of the body, and what of others' they wait for."""
        estate, body = self.estate, self.ask.body
        services = [row.service for row in estate.services if row.service in self.stops and body in ("", row.body)]
        systems = [row.system for row in self.systems if body in ("", row.body)]
        reached = waiting.reached((*systems, *services))
        others = (row.system for row in self.systems if row.system in reached)
        return frozenset((*systems, *services, *others, *(self.links.keys() & reached)))

    def _cannot(self, row: System) -> str:
        """Why a system is in no plan by itself; blank where it is in one."""
        if self.ask.body and row.body != self.ask.body:
            return f"nobody has said when it is back: ask {self.estate.body_by_id[row.body].name}"
        self.work[row.system] = labours(self.estate, row, self.works)
        self.gates[row.system] = barriers_of(self.estate, row)
        return _undated(self._open(row.system)) or cannot(self.estate, row, self.works)

    def _open(self, system: str) -> list[Barrier]:
        """Gates of a system that are not passed."""
        return self._not_passed(self.gates[system])

    def _not_passed(self, gates: Iterable[Barrier]) -> list[Barrier]:
        return [gate for gate in gates if (gate.system, gate.key) not in self.ask.passed]

    def _operations(self, row: System, waiting: Waiting, left: Mapping[str, str]) -> Iterator[Operation]:
        """The steps of one system, each after the one before; needs are waited for before anything is built on them."""
        built = False
        before: Labour | None = None
        stand = [gate for gate in self._open(row.system) if gate.row is not None]
        steps = self.work[row.system]
        for place, labour in enumerate(steps):
            after = [After(before.id)] if before else []
            if labour.step is not Step.CLEAR and not built:
                after += self._after(waiting.ways(row.system), left, row.system)
                built = True
            passed = tuple(gate.id for gate in stand if _stands_before(gate, steps, place))
            yield Operation(
                labour.id,
                labour.microhours,
                uses=labour.uses,
                after=tuple(after),
                gates=passed,
                release_microhours=max(0, self.ask.out[row.system]) if before is None else 0,
                system=row.system,
            )
            before = labour

    def _gates(self, row: System) -> Iterator[Gate]:
        steps = self.work[row.system]
        for gate in self._open(row.system):
            if gate.row is None:
                continue  # It takes no time in a plan, so nobody needs to know its place.
            place = next(place for place in range(len(steps)) if _stands_before(gate, steps, place))
            yield from self._gate(gate, *(After(step.id) for step in steps[max(0, place - 1) : place]))

    def _gate(self, gate: Barrier, *after: After) -> Iterator[Gate]:
        """A gate as the planner has it; nothing where the estate says nothing of its time."""
        if gate.row is not None and gate.row.opens is not None:
            yield Gate(
                gate.id,
                lead_microhours=gate.row.lead_microhours,
                released_microhours=max(0, round((gate.row.opens - self.ask.now) / HOUR * MICROHOURS)),
                after=after,
                expires_microhours=gate.row.expires_microhours,
            )

    def _after(self, ways: Ways, left: Mapping[str, str], of: str) -> Iterator[After]:
        for number, names in enumerate(ways):
            for name in names:
                if name not in left:
                    yield After(self._end(name), any_of=f"{of}/{number}" if len(names) > 1 else "")

    def _end(self, name: str) -> str:
        """The operation at whose end a thing is back."""
        return self.work[name][-1].id if name in self.work and name not in self.ask.back else f"{name}:{BACK}"

    def _resources(self) -> Iterator[Resource]:
        used = {name for steps in self.work.values() for labour in steps for name, _ in labour.uses}
        yield from (Resource(row.crew, row.people) for row in self.estate.crews if row.crew in used)
        places = (row for row in self.estate.environments if row.environment in used)
        yield from (Resource(row.environment, row.capacity) for row in places)

    def _stopped(self, name: str, waiting: Waiting, left: Mapping[str, str]) -> Stopped:
        row = self.estate.service_by_id[name]
        lasts = row.fallback_microhours if row.has_fallback else None
        return Stopped(
            name,
            tuple(tuple(self._end(on) for on in names if on not in left) for names in waiting.ways(name)),
            harm_an_hour(self.estate, row),
            row.rto_microhours,
            row.mtpd_microhours,
            fallback_share=(row.fallback_share or 0.0) if lasts else 0.0,
            fallback_start_microhours=row.fallback_start_microhours,
            fallback_microhours=lasts or 0,
            so_far_microhours=-self.stops[name],
        )


def _undated(gates: Iterable[Barrier]) -> str:
    """What is said where a gate has no date; blank where each has one."""
    names = [gate.name for gate in gates if gate.row is not None and gate.row.opens is None]
    return f"nobody has said when this gate can be asked for: {names[0]}" if names else ""


def _stands_before(gate: Barrier, steps: tuple[Labour, ...], place: int) -> bool:
    """Whether a gate stands before the step at a place: its own, or the next there is."""
    order = list(Step)
    wanted = order.index(gate.before)
    first = next(number for number, labour in enumerate(steps) if order.index(labour.step) >= wanted)
    return first == place
