"""The plain twin of the outage kernel: the same answer in ordinary Python, for tests and for timing.

Law: obviously right comes before fast: lists, a heap from the standard library, no stamps.
Not here: costs, worlds; nothing else calls this.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterable, Sequence

from battlebox.engine.nets import NeedNet
from battlebox.engine.plans import PlanNet
from battlebox.engine.spans import Stretch, union

Event = tuple[int, str, int]


def outages_slow(needs: NeedNet, plan: PlanNet) -> dict[int, list[Stretch]]:
    """Ordered half-open stretches in which each node is out; nodes never out are left out."""
    rows = [(int(row["of"]), int(row["on"]), int(row["group"]), int(row["holds"])) for row in needs.rows]
    standing: dict[int, list[int]] = defaultdict(list)
    for number, row in enumerate(rows):
        standing[row[1]].append(number)
    sizes = [int(size) for size in needs.group_size]
    causes, shuts = _stretches(plan.causes), _stretches(plan.shuts)
    found: dict[int, list[Stretch]] = defaultdict(list)
    since: dict[int, int] = {}
    begin = 0
    for end in [*(int(end) for end in plan.ends), plan.horizon]:
        events = _at_work(causes, "out", begin, end) + _at_work(shuts, "shut", begin, end)
        out, since = _phase(rows, standing, sizes, events, (begin, end), since)
        for node, time in out.items():
            found[node].append((time, end))
        begin = end
    return {node: union(pieces) for node, pieces in found.items()}


def _phase(
    rows: Sequence[tuple[int, int, int, int]],
    standing: dict[int, list[int]],
    sizes: Sequence[int],
    events: list[Event],
    span: Stretch,
    carried: dict[int, int],
) -> tuple[dict[int, int], dict[int, int]]:
    """When each node goes out in one phase, and since when each row has been broken at its end."""
    heapq.heapify(events)
    out: dict[int, int] = {}
    since: dict[int, int] = {}
    lost: dict[int, int] = defaultdict(int)
    while events:
        time, what, number = heapq.heappop(events)
        if time >= span[1]:
            break
        if what == "out" and number not in out:
            out[number] = time
            for row in standing[number]:
                heapq.heappush(events, (time, "shut", row))
        elif what == "shut" and number not in since:
            since[number] = carried.get(number, time) if time == span[0] else time
            if rows[number][2] >= 0:
                heapq.heappush(events, (max(time, since[number] + rows[number][3]), "lost", number))
        elif what == "lost":
            of, _, group, _ = rows[number]
            lost[group] += 1
            if lost[group] == sizes[group]:
                heapq.heappush(events, (time, "out", of))
    return out, since


def _stretches(causes: Iterable[dict[str, int]]) -> list[tuple[int, int, int]]:
    return [(int(cause["node"]), int(cause["begin"]), int(cause["end"])) for cause in causes]


def _at_work(causes: Iterable[tuple[int, int, int]], what: str, begin: int, end: int) -> list[Event]:
    return [(max(first, begin), what, number) for number, first, last in causes if first < end and last > begin]
