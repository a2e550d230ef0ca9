"""When the attacker gets where: first passage over the live crossings of one world (contract section 4).

Law: a crossing that would finish at or after the hour its path is blocked, or the attack ends, does not happen. How
those who wait are kept changes no hour.
Not here: what is lost then (score.py).
"""

from __future__ import annotations

import numpy as np

from battlebox.engine.coins import is_live
from battlebox.engine.compile import inner_kernel, kernel
from battlebox.engine.draws import exponential, mix
from battlebox.engine.heap import drop_first
from battlebox.engine.nets import NEVER, Indexes, Ints, Records
from battlebox.engine.waiting import FEW, next_stretch, put, stretches_of, take_up
from battlebox.engine.worlds import Suspects, stratified


@inner_kernel
def first_passage(
    first: Ints,
    hit_at: Ints,
    edge_first: Ints,
    edge_to: Indexes,
    edge_delay: Ints,
    edge: Indexes,
    world: int,
    close_at: Ints,
    limit: int,
    times: Ints,
    heap: Records,
    later: Records,
    head: Indexes,
) -> None:
    """Fill `times[place]` with the hour the attacker reaches each place of a world; NEVER if not before `limit`."""
    base = first[world]
    many = first[world + 1] - base
    lowest = limit
    for place in range(many):
        times[place] = NEVER
        if hit_at[base + place] < limit:
            times[place] = hit_at[base + place]
            lowest = min(lowest, times[place])
    stretches, shift = stretches_of(head, many, lowest, limit)
    size, used, now = 0, 0, 0
    for place in range(many):
        if times[place] < limit:
            size, used = put(heap, size, later, used, head, now, (times[place] - lowest) >> shift, times[place], place)
    while now < stretches:
        while size > 0:
            time, place = heap[0]["time"], heap[0]["code"]
            size = drop_first(heap, size)
            if time > times[place]:
                continue
            for live in range(edge_first[base + place], edge_first[base + place + 1]):
                arrives = time + edge_delay[live]
                there = edge_to[live]
                if arrives < times[there] and arrives < limit and arrives < close_at[edge[live]]:
                    times[there] = arrives
                    size, used = put(heap, size, later, used, head, now, (arrives - lowest) >> shift, arrives, there)
        now = next_stretch(head, now, stretches)
        if now < stretches:
            size = take_up(heap, size, later, head[now], times)


@kernel
def pass_drawn(
    start: Ints,
    coins: Records,
    means: Ints,
    suspects: Suspects,
    root: np.uint64,
    world: int,
    close_at: Ints,
    limits: Ints,
    heap: Records,
    later: Records,
    head: Indexes,
    quantiles: Ints,
    table: Ints,
) -> None:
    """The hours of worlds from `world` on, into `table` [worlds, systems], drawn no further than the attack gets.

    As `draw_live` draws them: a crossing's draw depends on nothing but the world and its own name.
    """
    for at in range(len(limits)):
        limit, times = limits[at], table[at]
        here = mix(root, np.uint64(world + at))
        lowest = limit
        for system in range(len(times)):
            times[system] = NEVER
        for hit in range(len(suspects.node)):
            if suspects.at[hit] < limit and (stratified(root, world + at, suspects.key[hit]) < suspects.threshold[hit]):
                times[suspects.node[hit]] = suspects.at[hit]
                lowest = min(lowest, suspects.at[hit])
        stretches, shift = stretches_of(head, FEW + 1, lowest, limit)
        size, used, now = 0, 0, 0
        for hit in range(len(suspects.node)):
            node, began = suspects.node[hit], suspects.at[hit]
            if times[node] == began:
                size, used = put(heap, size, later, used, head, now, (began - lowest) >> shift, began, node)
        while now < stretches:
            while size > 0:
                time, node = heap[0]["time"], heap[0]["code"]
                size = drop_first(heap, size)
                if time > times[node]:
                    continue
                for edge in range(start[node], start[node + 1]):
                    there = coins[edge]["to"]
                    if not is_live(here, coins, edge) or there < 0 or times[there] <= time:
                        continue
                    arrives = time + exponential(mix(here, coins[edge]["key"]), means[edge], quantiles)
                    if arrives < times[there] and arrives < limit and arrives < close_at[edge]:
                        times[there] = arrives
                        size, used = put(
                            heap, size, later, used, head, now, (arrives - lowest) >> shift, arrives, there
                        )
            now = next_stretch(head, now, stretches)
            if now < stretches:
                size = take_up(heap, size, later, head[now], times)


def first_passage_slow(hits: dict[int, int], crossings: list[tuple[int, int, int, int]], limit: int) -> dict[int, int]:
    """The plain twin: round after round until nothing changes.

    `hits` are places with their times, `crossings` (from, to, delay, blocked from); returns the time of each place
    reached.
    """
    times = {place: time for place, time in hits.items() if time < limit}
    changed = True
    while changed:
        changed = False
        for origin, target, delay, blocked in crossings:
            if origin in times:
                arrives = times[origin] + delay
                if arrives < min(limit, blocked, times.get(target, NEVER)):
                    times[target] = arrives
                    changed = True
    return times
