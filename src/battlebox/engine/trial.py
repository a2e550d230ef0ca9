"""One plan tried in many worlds: attack, outages of every cause together, and harm in its three columns.

Law: outages are never added twice, whatever caused them; a world's figures depend on nothing but the world and the
plan.
Not here: means and errors (score.py), which plan to try (search.py).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from battlebox.engine.compile import inner_kernel, kernel
from battlebox.engine.draws import mix
from battlebox.engine.nets import NEVER, Indexes, Ints, NeedNet, Records, ServiceNet
from battlebox.engine.outage import run_phase
from battlebox.engine.passage import first_passage
from battlebox.engine.plans import PlanNet
from battlebox.engine.workspace import CAUSES, COSTED, MEMO, PHASE, WORLD, Workspace
from battlebox.engine.worlds import Pool


class CyberNet(NamedTuple):
    """How the attack ends, in microhours, and what each system's records are worth in millionths of a harm unit."""

    found: int
    lasts: int
    record_harm: Ints


PEOPLE, SERVICE, STOPPED, RECORDS, REACHED = range(5)
"""Columns of a trial's figures, one row a world: harm to people and in other services, services ever out,
harm from records, systems reached; harm in millionths of a unit."""


@inner_kernel
def is_rescued(
    is_down: Indexes, rescue_start: Ints, rescue: Records, system: int, lost_at: int, reached_at: int
) -> bool:
    """Whether an order checks the system in time: it works by then, and lapses after the attacker came."""
    if is_down[system] == 0:
        for place in range(rescue_start[system], rescue_start[system + 1]):
            if rescue[place]["begin"] <= lost_at and rescue[place]["end"] > reached_at:
                return True
    return False


@inner_kernel
def lose_systems(
    first: Ints,
    node: Indexes,
    hit_at: Ints,
    world: int,
    strike: int,
    cyber: CyberNet,
    horizon: int,
    is_down: Indexes,
    rescue_start: Ints,
    rescue: Records,
    counts: Ints,
    causes: Records,
    times: Ints,
) -> tuple[int, int]:
    """Note what one world's attack puts out; returns systems reached and record harm. `strike` < 0: it only steals."""
    base = first[world]
    counts[CAUSES] = 0
    reached, records = 0, 0
    for place in range(first[world + 1] - base):
        time = times[place]
        if time == NEVER:
            continue
        system = node[base + place]
        reached += 1
        if hit_at[base + place] == NEVER:
            records += cyber.record_harm[system]
        lost_at, back_at = cyber.found, min(horizon, cyber.found + cyber.lasts)
        if strike >= 0:
            lost_at, back_at = max(strike, time), horizon
        if lost_at < horizon and not is_rescued(is_down, rescue_start, rescue, system, lost_at, time):
            causes[counts[CAUSES]]["node"] = system
            causes[counts[CAUSES]]["begin"] = lost_at
            causes[counts[CAUSES]]["end"] = back_at
            counts[CAUSES] += 1
    return reached, records


@inner_kernel
def phase_end(ends: Ints, place: int, begin: int, back_at: int, horizon: int) -> int:
    """Where the phase from `begin` ends: the next end of the plan, or when what the attack put out comes back."""
    end = horizon
    if place < len(ends):
        end = ends[place]
    if begin < back_at < end:
        end = back_at
    return end


@inner_kernel
def key_of_course(counts: Ints, causes: Records, strike: int) -> int:
    """What tells one course from another under one plan: the systems lost; 0 where the hours tell them apart too."""
    key = np.uint64(1)
    if counts[CAUSES] > 0 and strike >= 0:
        return 0
    for cause in range(counts[CAUSES]):
        key += mix(np.uint64(causes[cause]["node"]), np.uint64(counts[CAUSES]))
    return int(np.int64(key | np.uint64(1)))


@inner_kernel
def place_of_course(memo: Ints, key: int) -> int:
    """Where a course is kept or can be; -1 where it cannot. Empty places have no worlds seen."""
    if key != 0:
        for step in range(8):
            place = (key + step) & (MEMO - 1)
            if memo[place, 1] == 0 or memo[place, 0] == key:
                return place
    return -1


@inner_kernel
def add_up(counts: Ints, services: Records, accounts: Records, costed: Indexes, course: Ints, hours: Ints) -> None:
    """Add the accounts of one world's services to a course (people, service, services out) and its time out."""
    for place in range(counts[COSTED]):
        row = costed[place]
        course[0 if services[row]["people"] != 0 else 1] += accounts[row]["harm"]
        if accounts[row]["tau"] > 0:
            course[2] += 1
            hours[row] += accounts[row]["tau"]


@inner_kernel
def take_course(kept: Ints, figures: Ints) -> None:
    """Give a world the figures of the course it takes."""
    for column in range(3):
        figures[column] = kept[2 + column]


@kernel
def try_plan(
    needs: NeedNet,
    service_net: ServiceNet,
    cyber: CyberNet,
    plan: PlanNet,
    pool: Pool,
    worlds: tuple[int, int],
    space: Workspace,
    figures: Ints,
    hours_out: Ints,
) -> None:
    """Try a plan in the worlds `[worlds[0], worlds[1])` of a pool; those that take the same course are settled once.

    Fills their rows of `figures` [worlds, 5] and adds each service's time out to `hours_out` [services].
    """
    counts, heap, _, _, _, accounts, causes, _, _, _, costed, times, memo, memo_hours, later, head = space
    first, node, hit_at, edge_first, edge_to, edge_delay, edge, destroys, strikes = pool
    horizon, ends, close_at, services = plan.horizon, plan.ends, plan.close_at, service_net.rows
    is_down, rescue_start, rescue = plan.is_down, plan.rescue_start, plan.rescue
    memo[:] = 0
    memo_hours[:] = 0
    for world in range(worlds[0], worlds[1]):
        limit = horizon if destroys[world] else min(horizon, cyber.found)
        first_passage(first, hit_at, edge_first, edge_to, edge_delay, edge, world, close_at, limit, times, heap,
                      later, head)  # fmt: skip
        strike = strikes[world] if destroys[world] else -1
        reached, records = lose_systems(
            first, node, hit_at, world, strike, cyber, horizon, is_down, rescue_start, rescue, counts, causes, times
        )
        figures[world, RECORDS] = records
        figures[world, REACHED] = reached
        key = key_of_course(counts, causes, strike)
        kept = place_of_course(memo, key)
        if kept >= 0 and memo[kept, 1] > 0:
            memo[kept, 1] += 1
            take_course(memo[kept], figures[world])
            continue
        back_at = cyber.found + cyber.lasts if counts[CAUSES] > 0 and strike < 0 else NEVER
        counts[PHASE] += 1
        counts[WORLD] += 1
        counts[COSTED] = 0
        begin, place = 0, 0
        while begin < horizon:
            end = phase_end(ends, place, begin, back_at, horizon)
            while place < len(ends) and ends[place] <= end:
                place += 1
            run_phase(needs, service_net, plan, space, (begin, end))
            begin = end
        if kept < 0:
            add_up(counts, services, accounts, costed, figures[world], hours_out)
            continue
        memo[kept, 0], memo[kept, 1] = key, 1
        add_up(counts, services, accounts, costed, memo[kept, 2:], memo_hours[kept])
        take_course(memo[kept], figures[world])
    for kept in range(MEMO):
        for service in range(len(hours_out)):
            hours_out[service] += memo[kept, 1] * memo_hours[kept, service]


@kernel
def fill_passages(
    first: Ints,
    node: Indexes,
    hit_at: Ints,
    edge_first: Ints,
    edge_to: Indexes,
    edge_delay: Ints,
    edge: Indexes,
    limits: Ints,
    close_at: Ints,
    times: Ints,
    heap: Records,
    later: Records,
    head: Indexes,
    table: Ints,
) -> None:
    """The hour each system is reached in each world before its limit, into `table` [worlds, systems], NEVER before."""
    for world in range(len(limits)):
        limit = limits[world]
        first_passage(first, hit_at, edge_first, edge_to, edge_delay, edge, world, close_at, limit, times, heap,
                      later, head)  # fmt: skip
        base = first[world]
        for place in range(first[world + 1] - base):
            table[world, node[base + place]] = times[place]
