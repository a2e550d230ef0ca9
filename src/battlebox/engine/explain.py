"""Why one order: the routes it closes, what it spares and where, what it stops and for whom, and its break-evens.

1. The plan without the order and with it are tried on the fresh worlds that the options were scored on.
2. A route counts where the attacker first came by it, without the order; in time, where the order worked by then.
3. What the order itself stops is asked of the estate with nobody in the network, so it has no chance in it.
Law: an order that was not advised is explained exactly as one that was.
Not here: the figures that would turn the verdict (breakeven.py), words (desk).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np

from battlebox.engine.allowance import Allowance, Progress, silent
from battlebox.engine.answers import Saving, Stop
from battlebox.engine.arrays import EstateArrays
from battlebox.engine.breakeven import Shifted, break_evens
from battlebox.engine.choices import Plan
from battlebox.engine.errors import Code, EngineError
from battlebox.engine.explained import BreakEven, Checked, Explained, OwnStop, Route, ServiceHours, Spared
from battlebox.engine.impact import impact
from battlebox.engine.nets import NEVER, Ints
from battlebox.engine.questions import EVERYTHING, Done, Question
from battlebox.engine.situation import Situation, in_conflict
from battlebox.engine.trial import PEOPLE, RECORDS, SERVICE
from battlebox.engine.trials import Outcome, Trials, difference, mean_of, passages
from battlebox.estate import MICROHOURS

_LEAST_HOURS: Final = 0.01
"""A mean change of hours below this is told to nobody."""


def explain(
    arrays: EstateArrays,
    question: Question,
    plan: Sequence[str],
    actions: Iterable[str],
    *,
    seconds: float = 30.0,
    progress: Progress | None = None,
) -> Iterator[Explained]:
    """Each of the actions beside the plan, as it is done. `seconds` is a limit on all together.

    Raises EngineError where the question, the plan or an action is refused, before the first is worked out.
    """
    if not question.hits:
        raise EngineError.of(Code.NO_HIT)
    situation, wanted = Situation.of(arrays, question), tuple(dict.fromkeys(actions))
    situation.check_plan(tuple(plan))
    for action in wanted:
        situation.check_plan((action,))
    return _each(Bench.of(situation), frozenset(plan), wanted, Allowance(seconds, progress or silent))


def plan_breaks(
    arrays: EstateArrays, question: Question, plan: Sequence[str], *, seconds: float = 30.0
) -> tuple[BreakEven, ...]:
    """The break-evens of a whole plan beside giving no new order, as far as the time goes. Raises EngineError."""
    situation = Situation.of(arrays, question)
    situation.check_plan(tuple(plan))
    shifted, orders = Shifted(situation, situation.worlds()), frozenset(plan)
    fresh = shifted.spread(1.0)
    saving = difference(fresh.of(()), fresh.of(orders))
    return tuple(break_evens(shifted, frozenset(), orders, saving, Allowance(seconds)))


def _each(bench: Bench, plan: Plan, wanted: tuple[str, ...], allowance: Allowance) -> Iterator[Explained]:
    for place, action in enumerate(wanted):
        allowance.progress(place / len(wanted), action)
        yield bench.explained(plan, action, allowance.part((place + 1) / len(wanted)))


@dataclass(frozen=True)
class Bench:
    """The worlds one situation's orders are explained on, and the same with a figure moved."""

    situation: Situation
    fresh: Trials
    shifted: Shifted

    @classmethod
    def of(cls, situation: Situation) -> Bench:
        """As many worlds as the options are scored on."""
        shifted = Shifted(situation, situation.worlds())
        return cls(situation, shifted.spread(1.0), shifted)

    def explained(self, plan: Plan, action: str, allowance: Allowance) -> Explained:
        """One action beside a plan that holds it or lacks it."""
        without, with_it = self._pair(plan, action)
        before, after = self.fresh.of(without), self.fresh.of(with_it)
        saving = Saving(action, *difference(before, after))
        people, service, records = (_column(before, after, column) for column in (PEOPLE, SERVICE, RECORDS))
        reached, spared = (passages(self.fresh, names) for names in (without, with_it))
        spares = self._spares(reached, spared)
        bodies: dict[str, float] = defaultdict(float)
        for row in spares:
            bodies[row.body] += row.without - row.with_it
        shorter, longer = self._hours(before, after)
        quiet = self.shifted.quiet
        breaks = tuple(break_evens(self.shifted, without, with_it, (saving.mean, saving.se), allowance))
        return Explained(
            action=action,
            planned=action in plan,
            drops=tuple(sorted(plan - with_it)),
            saving=saving,
            people=people,
            service=service,
            records=records,
            own_harm=max(0.0, -difference(quiet.of(without), quiet.of(with_it))[0]),
            routes=self._routes(without, reached, action),
            spares=spares,
            bodies=dict(bodies),
            checks=self._checks(spared, action),
            shorter=shorter,
            longer=longer,
            stops=self._stops(action),
            breaks=breaks,
            is_cut=allowance.is_cut,
        )

    def _pair(self, plan: Plan, action: str) -> tuple[Plan, Plan]:
        """The plan without the action and with it; what is in conflict with it leaves the second."""
        if action in plan:
            return plan - {action}, plan
        if action == EVERYTHING:
            return plan, frozenset({EVERYTHING})
        arrays = self.situation.arrays
        return plan, frozenset(name for name in plan if not in_conflict(arrays, name, action)) | {action}

    def _routes(self, without: Plan, reached: Ints, action: str) -> tuple[Route, ...]:
        """Every path the action closes, the most used first. `reached` are the passages without it."""
        arrays, order = self.situation.arrays, self.situation.book.order(action)
        blocked = np.zeros(len(arrays.paths.source), dtype=np.bool_)
        blocked[order.effect.blocks] = True
        edges, worlds, times = first_crossings(self.fresh, without, reached)
        mine = blocked[edges]
        edges, worlds, times = edges[mine], worlds[mine], times[mine]
        paths = arrays.paths.path[edges].astype(np.int64)
        used = _share(paths, worlds, self.fresh.worlds)
        late = times < order.begins
        in_time = _share(paths[~late], worlds[~late], self.fresh.worlds)
        others = self._closers((*without, *(done.action for done in self.situation.question.dones)))

        def route(number: int) -> Route:
            row, closers = arrays.estate.paths[number], others.get(number, ())
            beside = tuple(name for name in closers if name != action)
            return Route(row.path, row.origin, row.target, used.get(number, 0.0), in_time.get(number, 0.0), beside)

        closed = map(route, np.unique(arrays.paths.path[order.effect.blocks]).tolist())
        return tuple(sorted(closed, key=lambda row: (-row.in_time, -row.used, row.path)))

    def _closers(self, names: Iterable[str]) -> dict[int, tuple[str, ...]]:
        """Which of these orders close each path."""
        found: dict[int, list[str]] = defaultdict(list)
        for name in sorted(set(names)):
            blocks = self.situation.book.effects[name].blocks
            for number in np.unique(self.situation.arrays.paths.path[blocks]).tolist():
                found[number].append(name)
        return {number: tuple(closers) for number, closers in found.items()}

    def _spares(self, reached: Ints, spared: Ints) -> tuple[Spared, ...]:
        horizon = self.situation.question.hours_microhours
        before, after = ((table < horizon).mean(axis=0) for table in (reached, spared))
        rows = [
            Spared(row.system, row.body, float(before[number]), float(after[number]))
            for number, row in enumerate(self.situation.arrays.estate.systems)
            if after[number] < before[number]
        ]
        return tuple(sorted(rows, key=lambda row: (row.with_it - row.without, row.system)))

    def _checks(self, spared: Ints, action: str) -> tuple[Checked, ...]:
        """What the action has checked, likeliest to be taken first; what is seen to be down is never cleared."""
        systems, downs = self.situation.arrays.estate.systems, {down.thing for down in self.situation.question.downs}
        table = spared < self.situation.question.hours_microhours
        rows = [
            Checked(systems[node].system, systems[node].body, float(table[:, node].mean()))
            for node in self.situation.book.effects[action].checks.tolist()
            if systems[node].system not in downs
        ]
        return tuple(sorted(rows, key=lambda row: (-row.reached, row.system)))

    def _hours(self, before: Outcome, after: Outcome) -> tuple[tuple[ServiceHours, ...], tuple[ServiceHours, ...]]:
        """Services out for less long, and for longer, the largest change first."""
        scale = self.fresh.worlds * MICROHOURS
        rows = [
            ServiceHours(row.service, row.body, int(one) / scale, int(other) / scale)
            for row, one, other in zip(
                self.situation.arrays.estate.services, before.hours_out, after.hours_out, strict=True
            )
        ]
        shorter = [row for row in rows if row.without - row.with_it >= _LEAST_HOURS]
        longer = [row for row in rows if row.with_it - row.without >= _LEAST_HOURS]
        return (
            tuple(sorted(shorter, key=lambda row: (row.with_it - row.without, row.service))),
            tuple(sorted(longer, key=lambda row: (row.without - row.with_it, row.service))),
        )

    def _stops(self, action: str) -> tuple[OwnStop, ...]:
        """Services that are out for longer were this ordered too and nobody in the network."""
        services, base, mine = self.situation.arrays.estate.service_by_id, self._stopped, self._stops_of(Done(action))
        found = []
        for key, stop in mine.items():
            hours = _length(stop.outages) - (_length(base[key].outages) if key in base else 0)
            if hours > 0:
                row = services[key]
                found.append(OwnStop(key, row.body, stop.stops_microhours, hours / MICROHOURS, row.people))
        return tuple(sorted(found, key=lambda row: (-row.hours * row.people, row.service)))

    @cached_property
    def _stopped(self) -> Mapping[str, Stop]:
        """Services that are out as things are ordered, were nobody in the network."""
        return self._stops_of()

    def _stops_of(self, *more: Done) -> Mapping[str, Stop]:
        question, services = self.situation.question, self.situation.arrays.estate.service_by_id
        found = impact(
            self.situation.arrays,
            downs=question.downs,
            dones=(*question.dones, *more),
            hours_microhours=question.hours_microhours,
            explained=False,
        )
        return {stop.id: stop for stop in found.stops if stop.id in services}


def first_crossings(trials: Trials, names: Plan, table: Ints) -> tuple[Ints, Ints, Ints]:
    """Each crossing by which a system was first reached, with its world and the hour at which it was crossed.

    `table` are the passages under that plan.
    """
    pool = trials.pool
    close_at = trials.situation.book.plan(sorted(names)).close_at
    world_of = np.repeat(np.arange(trials.worlds), np.diff(pool.first))
    at = table[world_of, pool.node]
    source = np.repeat(np.arange(len(pool.node)), np.diff(pool.edge_first))
    target = pool.first[world_of[source]] + pool.edge_to
    is_reached = (at[source] < NEVER) & (at[target] < NEVER)
    arrival = np.where(is_reached, at[source], 0) + pool.edge_delay
    came = is_reached & (arrival == at[target]) & (arrival < close_at[pool.edge]) & (pool.hit_at[target] != at[target])
    return pool.edge[came].astype(np.int64), world_of[source][came], arrival[came]


def _share(paths: Ints, worlds: Ints, of: int) -> dict[int, float]:
    """In which share of worlds each path was crossed."""
    pairs = np.unique(np.stack([paths, worlds], axis=1), axis=0)[:, 0] if len(paths) else paths
    numbers, counts = np.unique(pairs, return_counts=True)
    return {int(number): int(count) / of for number, count in zip(numbers, counts, strict=True)}


def _column(before: Outcome, after: Outcome, column: int) -> float:
    gaps: Ints = before.figures[:, column] - after.figures[:, column]
    return mean_of(gaps)


def _length(spans: Iterable[tuple[int, int]]) -> int:
    return sum(end - begin for begin, end in spans)
