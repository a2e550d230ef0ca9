"""When the attacker gets where: first passage over the live crossings of one world (contract section 4).

Law: a crossing that would finish at or after the hour its path is blocked, or the attack ends, does not happen.
Not here: what is lost then (score.py).
"""

from __future__ import annotations

from battlebox.engine.compile import inner_kernel
from battlebox.engine.heap import drop_first, push
from battlebox.engine.nets import NEVER, Indexes, Ints, Records


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
) -> None:
    """Fill `times[place]` with the hour the attacker reaches each place of a world; NEVER if not before `limit`."""
    base = first[world]
    size = 0
    for place in range(first[world + 1] - base):
        times[place] = NEVER
        if hit_at[base + place] < limit:
            times[place] = hit_at[base + place]
            size = push(heap, size, times[place], place)
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
                size = push(heap, size, arrives, there)


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
