"""Whether a plan may be followed, and what it costs, worked out anew from the problem by other means.

Law: shares no code with what makes plans: it reads the problem's own values, looks at every moment at which anything
starts, and adds up harm hour mark by hour mark in exact fractions.
Not here: making plans (chain.py).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import pairwise

from battlebox.engine.restore.problem import After, Gate, Operation, Problem, Stopped


def faults_of(problem: Problem, starts: Mapping[str, int]) -> list[str]:
    """Every way in which a plan breaks the problem, in words; none for a plan that may be followed."""
    missing = [row.id for row in problem.steps if row.id not in starts]
    if missing:
        return [f"{name} has no start" for name in missing]
    return [*_early(problem, starts), *_crowded(problem, starts), *_late(problem, starts), *_hanging(problem, starts)]


def harm_of_plan(problem: Problem, starts: Mapping[str, int]) -> float:
    """What a plan costs, in harm units."""
    spans = _spans(problem)
    total = Fraction(0)
    for service in problem.services:
        back = max((min(starts[one] + spans[one] for one in group) for group in service.needs), default=0)
        total += _cost(service, problem.weights, max(back, 0))
    return float(total / 1_000_000)


def _spans(problem: Problem) -> dict[str, int]:
    """How long each operation and each gate takes."""
    return {row.id: row.microhours for row in problem.operations} | {g.id: g.lead_microhours for g in problem.gates}


def _cost(service: Stopped, weights: tuple[float, float, float], back: int) -> Fraction:
    fallback_end = service.fallback_start_microhours + service.fallback_microhours
    moments = {0, back}
    for mark in (0, service.rto_microhours, service.mtpd_microhours, service.fallback_start_microhours, fallback_end):
        if 0 < mark - service.so_far_microhours < back:
            moments.add(mark - service.so_far_microhours)
    ordered = sorted(moments)
    total = Fraction(0)
    for begin, end in pairwise(ordered):
        out = begin + service.so_far_microhours
        if out < 0:
            continue
        weight = (
            weights[2]
            if out >= service.mtpd_microhours
            else weights[1]
            if out >= service.rto_microhours
            else weights[0]
        )
        covers = service.fallback_start_microhours <= out < fallback_end
        share = 1 - Fraction(service.fallback_share) if covers else Fraction(1)
        total += Fraction(service.base) * Fraction(weight) * share * (end - begin)
    return total


def _begun(row: Operation | Gate) -> int | None:
    if isinstance(row, Operation):
        return row.begun_microhours
    return None if row.given_microhours is None else row.given_microhours - row.lead_microhours


def _early(problem: Problem, starts: Mapping[str, int]) -> Iterator[str]:
    """What starts before it may: its release, now, or the end of what it needs."""
    spans = _spans(problem)
    for row in problem.steps:
        begun = _begun(row)
        if begun is not None:
            if starts[row.id] != begun:
                yield f"{row.id} began at {begun}, not at {starts[row.id]}"
            continue
        release = row.release_microhours if isinstance(row, Operation) else row.released_microhours or 0
        if starts[row.id] < max(release, problem.now_microhours):
            yield f"{row.id} starts before it may"
        for ways in _ways(row):
            soonest = min(starts[w.on] + (0 if w.is_from_start else spans[w.on]) + w.wait_microhours for w in ways)
            if starts[row.id] < soonest:
                yield f"{row.id} starts before {' or '.join(way.on for way in ways)} lets it"


def _ways(row: Operation | Gate) -> list[list[After]]:
    """What an operation waits for: of each list, one."""
    labelled: dict[str, list[After]] = {}
    ways: list[list[After]] = []
    for after in row.after:
        if after.any_of:
            labelled.setdefault(after.any_of, []).append(after)
        else:
            ways.append([after])
    gates = row.gates if isinstance(row, Operation) else ()
    return [*ways, *labelled.values(), *([After(gate)] for gate in gates)]


def _crowded(problem: Problem, starts: Mapping[str, int]) -> Iterator[str]:
    """Where more of a resource is held than there is: by what has not begun, since what has cannot be undone."""
    for resource in problem.resources:
        changes: list[tuple[int, int, str]] = []
        for row in problem.operations:
            amount = sum(held for name, held in row.uses if name == resource.id)
            if amount and row.microhours:
                start = starts[row.id]
                changes += [(start, amount, row.id), (start + row.microhours, -amount, row.id)]
        held = 0
        begun = {row.id for row in problem.operations if row.begun_microhours is not None}
        for moment, amount, one in sorted(changes):
            held += amount
            if amount > 0 and held > resource.capacity and one not in begun:
                yield f"{held} of {resource.capacity} {resource.id} are held at {moment}, when {one} starts"


def _late(problem: Problem, starts: Mapping[str, int]) -> Iterator[str]:
    """What starts too long after what it must follow closely."""
    spans = _spans(problem)
    expires = {gate.id: gate.expires_microhours for gate in problem.gates}
    for row in problem.operations:
        if row.begun_microhours is not None:
            continue
        for within in row.within:
            begin = starts[within.on] + (0 if within.is_from_start else spans[within.on])
            if starts[row.id] > begin + within.microhours:
                yield f"{row.id} starts too long after {within.on}"
        for gate in row.gates:
            limit = expires[gate]
            if limit is not None and starts[row.id] > starts[gate] + spans[gate] + limit:
                yield f"{row.id} starts after gate {gate} has expired"


def _hanging(problem: Problem, starts: Mapping[str, int]) -> Iterator[str]:
    """What waits, in a circle of things that take no time, for itself."""
    spans = _spans(problem)
    stands: set[str] = {row.id for row in problem.steps if _begun(row) is not None}
    waiting = [(row.id, _ways(row)) for row in problem.steps if row.id not in stands]

    def is_held_up(one: str, ways: list[After]) -> bool:
        return any(
            way.on in stands
            and starts[way.on] + (0 if way.is_from_start else spans[way.on]) + way.wait_microhours <= starts[one]
            for way in ways
        )

    waiting.sort(key=lambda pair: starts[pair[0]])
    while waiting:
        still: list[tuple[str, list[list[After]]]] = []
        for one, groups in waiting:
            if all(is_held_up(one, ways) for ways in groups):
                stands.add(one)
            else:
                still.append((one, groups))
        if len(still) == len(waiting):
            break
        waiting = still
    yield from (f"{one} waits for itself" for one, _ in waiting)
