"""Which orders may go into a plan: those a body may give, that neither repeat nor contradict what is already ordered.

Law: a plan never holds two orders in conflict; on a conflict the lower id stays.
Not here: which of them to give (search.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from battlebox.engine.questions import EVERYTHING
from battlebox.engine.situation import Situation, in_conflict
from battlebox.estate import Action, paths_of, things_of

Plan = frozenset[str]
PAIR: Final = 2


@dataclass(frozen=True)
class Choices:
    """The orders open to one body (or to all together) in one situation."""

    situation: Situation
    for_body: str | None = None

    @cached_property
    def actions(self) -> tuple[Action, ...]:
        """Actions that may be ordered, by id."""
        arrays = self.situation.arrays
        given = [done.action for done in self.situation.question.dones]
        rows = sorted(arrays.estate.actions, key=lambda row: row.action)
        return tuple(
            row
            for row in rows
            if self.for_body in (None, row.body)
            and row.action not in given
            and not any(in_conflict(arrays, row.action, name) for name in given)
        )

    @property
    def is_all_ordered(self) -> bool:
        """Whether `everything` was ordered already: a plan may not repeat what is done."""
        return any(done.action == EVERYTHING for done in self.situation.question.dones)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Their ids."""
        return tuple(row.action for row in self.actions)

    @cached_property
    def conflicts(self) -> Mapping[str, Plan]:
        """For each action, those that cannot be ordered with it, whichever of the two rows says so."""
        found: dict[str, set[str]] = {one: set() for one in self.names}
        for row in self.actions:
            for other in found.keys() & set(row.conflicts) - {row.action}:
                found[row.action].add(other)
                found[other].add(row.action)
        return {one: frozenset(others) for one, others in found.items()}

    def apart(self, names: Iterable[str]) -> tuple[str, ...]:
        """The names, by id, without those in conflict with a lower one."""
        kept: list[str] = []
        for name in sorted(set(names)):
            if self.conflicts[name].isdisjoint(kept):
                kept.append(name)
        return tuple(kept)

    def moved(self, plan: Plan, name: str) -> Plan:
        """The plan without an order that it holds, or with one that it lacks, less what is in conflict with that."""
        return plan - {name} if name in plan else (plan - self.conflicts[name]) | {name}

    def plans(self, most: int) -> tuple[Plan, ...]:
        """Every plan without conflicts, the empty one first; empty where there are more than `most`."""
        found: list[Plan] = [frozenset()]
        for name in self.names:
            found += [plan | {name} for plan in found if plan.isdisjoint(self.conflicts[name])]
            if len(found) > most:
                return ()
        return tuple(found)

    @cached_property
    def alone(self) -> Mapping[str, str]:
        """For each system the order isolating it alone that takes least, then costs least, ordered already or not."""
        estate = self.situation.arrays.estate
        best: dict[str, Action] = {}
        mine = (row for row in estate.actions if self.for_body in (None, row.body))
        for row in sorted(mine, key=lambda row: (row.takes_microhours, row.cost, row.action)):
            systems = [name for name in things_of(estate, row.isolates) if name in estate.system_by_id]
            if len(systems) == 1:
                best.setdefault(systems[0], row)
        return {system: row.action for system, row in best.items()}

    def isolating(self, systems: Iterable[str]) -> tuple[str, ...]:
        """The plan that isolates each of these systems alone where an open order does."""
        return self.apart({self.alone[name] for name in systems if name in self.alone} & set(self.names))

    @cached_property
    def every_suspect(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The plan "isolate every suspect" less what is already ordered, and the hits that no action isolates alone."""
        hits = [hit.system for hit in self.situation.question.hits]
        return self.isolating(hits), tuple(name for name in hits if name not in self.alone)

    @cached_property
    def every_link(self) -> tuple[str, ...]:
        """The plan "cut every link between bodies"."""
        estate = self.situation.arrays.estate
        hosts = estate.system_by_id

        def joins_bodies(row: Action) -> bool:
            paths = [estate.path_by_id[name] for name in paths_of(estate, row.cuts)]
            return all(hosts[path.origin].body != hosts[path.target].body for path in paths)

        return self.apart(
            row.action for row in self.actions if row.cuts and not row.isolates and not row.stops and joins_bodies(row)
        )


def wide(choices: Choices) -> tuple[str, ...]:
    """Orders that take in several systems together, widest first: those that stop or isolate more than a pair."""
    effects, actions = choices.situation.book.effects, choices.situation.arrays.estate.action_by_id
    rows = [(len(effects[name].checks), bool(actions[name].isolates), name) for name in choices.names]
    found = [name for checks, isolates, name in rows if checks > PAIR or (isolates and checks != 1)]
    return tuple(sorted(found, key=lambda name: (-len(effects[name].blocks), name)))


def covering(choices: Choices) -> Plan:
    """The widest orders that are not in conflict, each that checks a system which none before it does."""
    effects = choices.situation.book.effects
    covered: set[int] = set()
    kept: set[str] = set()
    for name in wide(choices):
        systems = set(effects[name].checks.tolist())
        if systems - covered and choices.conflicts[name].isdisjoint(kept):
            kept.add(name)
            covered |= systems
    return frozenset(kept)
