"""A floor under every plan, by counting alone.

Law: valid for any plan that seats each person once a day at most; no solver is asked.
Not here: the solver's own bound (model.py).
"""

from __future__ import annotations

from collections import defaultdict

from battlebox.engine.roster.grid import Grid


def floor_of(grid: Grid) -> int:
    """What the seats cost that stay empty on each day even if nobody ever needed rest, the best prices, an equal share.

    On one day, which seats can be filled together is a matching; taking the dearest first gives the best one, and the
    fullest. A plan with more empty seats than that costs more than the share and the changes could spare. Whoever takes
    a seat that was not theirs is a change.
    """
    cheapest = sum(_cheapest(row.price, grid) for row in grid.rows)
    by_day: dict[int, list[int]] = defaultdict(list)
    for k, demand in enumerate(grid.demands):
        by_day[demand.day].append(k)
    days = [_empty(grid, kinds) for kinds in by_day.values()]
    floor = grid.base + cheapest + sum(cost for cost, _ in days)
    able = [row for row in grid.rows if row.price or row.load]
    least = min((demand.under for demand in grid.demands), default=0)
    if able and least > grid.weights.most * grid.share + grid.weights.change:
        seats = sum(demand.need for demand in grid.demands) - sum(count for _, count in days)
        floor += grid.weights.most * -(-(seats + sum(row.load for row in able)) // len(able))
        kept = sum(k >= 0 for row in grid.rows for k in row.was)
        floor += grid.weights.change * max(0, seats - kept)
    return floor


def _cheapest(price: dict[int, int], grid: Grid) -> int:
    best: dict[int, int] = defaultdict(int)
    for k, cost in price.items():
        day = grid.demands[k].day
        best[day] = min(best[day], cost)
    return sum(best.values())


def _empty(grid: Grid, kinds: list[int]) -> tuple[int, int]:
    """The least that the empty seats of one day cost, and how many they are."""
    holder: dict[int, int] = {}
    cost = count = 0
    for k in sorted(kinds, key=lambda each: -grid.demands[each].under):
        for seat in range(grid.demands[k].need):
            if not _seated(grid, k, holder):
                cost += grid.demands[k].under * (grid.demands[k].need - seat)
                count += grid.demands[k].need - seat
                break
    return cost, count


def _seated(grid: Grid, k: int, holder: dict[int, int]) -> bool:
    """Find somebody for one more seat of a demand, moving others along (breadth first)."""
    came: dict[int, tuple[int, int | None]] = {}
    queue: list[tuple[int, int | None]] = [(k, None)]
    for want, via in queue:
        for p in grid.able[want]:
            if p in came:
                continue
            came[p] = (want, via)
            if p not in holder:
                _move(p, came, holder)
                return True
            queue.append((holder[p], p))
    return False


def _move(p: int, came: dict[int, tuple[int, int | None]], holder: dict[int, int]) -> None:
    at: int | None = p
    while at is not None:
        holder[at], at = came[at]
