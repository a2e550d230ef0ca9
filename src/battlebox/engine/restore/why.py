"""Why each system stands where it stands: what it waits for, what it unlocks, what another place would cost.

Law: every figure is found by placing the plan's own order anew with one thing changed, so that one call can check it.
Not here: words (desk), making the plan (chain.py).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Final

import numpy as np

from battlebox.engine.allowance import Allowance
from battlebox.engine.nets import NEVER
from battlebox.engine.restore.anneal import THREADS
from battlebox.engine.restore.curve import pieces_of
from battlebox.engine.restore.decode import NO_PLAN
from battlebox.engine.restore.justify import justify
from battlebox.engine.restore.net import Desk, ProblemNet, Starts
from battlebox.engine.restore.order import Order
from battlebox.engine.restore.problem import Problem
from battlebox.estate import MICROHOURS

HELD: Final = 24 * MICROHOURS
PARTS: Final = (8, 4, 2, 1)
"""Which parts of the time that a system has when all else is late are tried."""


@dataclass(frozen=True, slots=True)
class Wait:
    """What keeps an operation from starting sooner: need, gate, resource (that `on` held), date, or nothing."""

    kind: str
    on: str = ""
    resource: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """One system in the order. Costs are harm units more than the plan's; None where the change leaves no plan.

    `operation` is its first that holds anything, and says where it stands; `unlocks` are the services that wait for it,
    and `harm_an_hour` what an hour of theirs costs when they come back. `slack_microhours` is how long all of it can be
    held with no more harm, as far as that was tried: more may be there. A swap is with its neighbour in the order.
    """

    system: str
    number: int
    operation: str
    start_microhours: int
    wait: Wait
    unlocks: tuple[str, ...]
    harm_an_hour: float
    slack_microhours: int
    held_a_day: float | None
    swap_before: float | None
    swap_after: float | None
    is_tried: bool = True
    """Whether there was time to try what a hold and another place would cost; else these are None, its slack 0."""


def why(problem: Problem, starts: Mapping[str, int], *, seconds: float = 20.0) -> tuple[Place, ...]:
    """Every system of which something has not begun, those at which work began first, then in order.

    Cost: two placings for each, and up to four more where it could wait, on two threads; after so many seconds the last
    of the order are left untried, and say so.
    """
    allowance = Allowance(seconds)
    net = ProblemNet.of(problem)
    order = Order.of(net, starts)
    placed, harm = order.placed()
    order = Order(net, placed)
    begun = {row.system for row in problem.operations if row.begun_microhours is not None}
    units = sorted(_units(net).items(), key=lambda pair: (pair[0] not in begun, placed[pair[1][0]], pair[1][0]))
    late = placed.copy()
    justify(net.net, net.desk(), late)
    ends = _ends(net, placed)
    backs = _backs(net, placed)
    with ThreadPoolExecutor(THREADS) as pool:
        parts = pool.map(lambda which: _costs(order, units, (late, harm), which, allowance), range(THREADS))
        costs = [row for part in parts for row in part]
    by_number = dict(costs)
    found = []
    for number, (system, ones) in enumerate(units):
        held, swap, slack = by_number.get(number, (NO_PLAN, NO_PLAN, 0))
        before = by_number[number - 1][1] if number and number - 1 in by_number else NO_PLAN
        services = [int(service) for service in np.flatnonzero(np.any(net.needed[:, ones], axis=1))]
        first = ones[0]
        found.append(
            Place(
                system=system,
                number=number + 1,
                operation=net.names[first],
                start_microhours=int(placed[first]),
                wait=_wait(net, placed, first, ends),
                unlocks=tuple(problem.services[service].id for service in services),
                harm_an_hour=sum(_rate(problem, service, backs[service]) for service in services),
                slack_microhours=slack,
                held_a_day=_more(held, harm),
                swap_before=_more(before, harm),
                swap_after=_more(swap, harm),
                is_tried=number in by_number,
            )
        )
    return tuple(found)


def _units(net: ProblemNet) -> dict[str, list[int]]:
    """The operations of each system that have not begun, the first that holds anything in front.

    What takes no time and nobody, such as a thing that is back once what it needs is, stands nowhere in an order.
    """
    found: dict[str, list[int]] = {}
    for one, row in enumerate(net.problem.operations):
        if row.begun_microhours is None:
            found.setdefault(row.system or row.id, []).append(one)
    rows = net.problem.operations
    for ones in found.values():
        ones.sort(key=lambda one: (not rows[one].uses, one))
    return {unit: ones for unit, ones in found.items() if any(rows[one].microhours or rows[one].uses for one in ones)}


def _costs(
    order: Order,
    units: Sequence[tuple[str, list[int]]],
    least: tuple[Starts, int],
    which: int,
    allowance: Allowance,
) -> list[tuple[int, tuple[int, int, int]]]:
    """For every second system: the harm if it is held for a day, and if it changes places with the next; its slack.

    `least` is the plan with everything as late as it goes, and the plan's harm.
    """
    late, harm = least
    desk, found = order.net.desk(), []
    for number in allowance.within(range(which, len(units), THREADS)):
        ones = units[number][1]
        system = np.array(ones, dtype=np.int64)
        held = order.held(desk, system, HELD)
        swap = NO_PLAN
        if number + 1 < len(units):
            others = units[number + 1][1]
            apart = int(order.keys[others[0]] - order.keys[ones[0]]) + 1
            swap = order.shifted(desk, {**dict.fromkeys(ones, apart), **dict.fromkeys(others, -apart)})
        most = int(late[ones[0]] - order.keys[ones[0]])
        found.append((number, (held, swap, _slack(order, desk, system, most, harm, is_day_free=held == harm))))
    return found


def _slack(order: Order, desk: Desk, system: Starts, most: int, harm: int, *, is_day_free: bool) -> int:
    """How long a system can be held at no cost: parts of what it has with all else late, and a day, as they were tried.

    A shorter time can cost where a longer one does not: the longest is meant below which nothing that was tried costs.
    """
    known = HELD if is_day_free else 0
    for part in PARTS:
        tried = most if part == 1 else most // part // MICROHOURS * MICROHOURS
        if tried >= HELD and not is_day_free:
            break
        if tried > known:
            if order.held(desk, system, tried) != harm:
                break
            known = tried
    return known


def _more(harm: int, before: int) -> float | None:
    return None if harm == NO_PLAN else (harm - before) / 1e6


def _ends(net: ProblemNet, placed: Starts) -> dict[tuple[int, int], str]:
    """Who gives a resource back at which time."""
    arrays = net.net
    return {
        (int(arrays.use_resource[use]), int(placed[one] + arrays.duration[one])): net.names[one]
        for one in range(len(net.names))
        for use in range(arrays.use_first[one], arrays.use_first[one + 1])
    }


def _wait(net: ProblemNet, placed: Starts, one: int, ends: Mapping[tuple[int, int], str]) -> Wait:
    """What binds: a need or gate that ends just then, or a resource given back just then; else its date."""
    arrays, start = net.net, int(placed[one])
    operations = len(net.problem.operations)
    for group in range(arrays.group_first[one], arrays.group_first[one + 1]):
        rows = range(arrays.row_first[group], arrays.row_first[group + 1])
        times = {int(placed[arrays.row_on[row]] + arrays.row_lag[row]): int(arrays.row_on[row]) for row in rows}
        if min(times) == start:
            on = times[start]
            return Wait("need" if on < operations else "gate", net.names[on])
    for use in range(arrays.use_first[one], arrays.use_first[one + 1]):
        resource = int(arrays.use_resource[use])
        if (resource, start) in ends:
            return Wait("resource", ends[resource, start], net.problem.resources[resource].id)
    return Wait("date") if start == arrays.release[one] and start > 0 else Wait("nothing")


def _backs(net: ProblemNet, placed: Starts) -> list[int]:
    ends = placed + net.net.duration
    return [
        max((min(int(ends[net.index_of[name]]) for name in group) for group in service.needs), default=0)
        for service in net.problem.services
    ]


def _rate(problem: Problem, service: int, back: int) -> float:
    """What an hour of a service's outage costs at a time."""
    pieces = pieces_of(problem.services[service], problem.weights)
    return [piece.slope for piece in pieces if piece.time <= min(back, NEVER)][-1]
