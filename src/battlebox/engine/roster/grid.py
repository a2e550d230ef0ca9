"""A roster as the planner sees it: people by day, demands by day and shift, what may follow what, what each seat costs.

Law: whole numbers and indexes alone, frozen; a plan is a list for each person: the demand filled on each day, or -1.
Not here: names and sentences (problem.py), how a grid is made from a problem (laying.py).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from typing import Final

NOTHING: Final = -1
Plan = list[list[int]]


@dataclass(frozen=True, slots=True)
class Demand:
    """How many are wanted on one day in one shift, what one too few costs, and one too many (None: cannot be)."""

    day: int
    shift: int
    need: int
    under: int
    over: int | None = None


@dataclass(frozen=True, slots=True)
class Cap:
    """What somebody may work from a day to another, both within; either may lie outside the roster.

    A day off that is too short counts as one worked. Where `owed` is above 0, one day more than `days_most` may be
    worked at that price.
    """

    first: int
    last: int
    minutes_most: int
    days_most: int
    owed: int = 0

    def within(self, line: list[int]) -> Iterator[tuple[int, int]]:
        """What a line has on the days of the roster that are within."""
        first = max(0, self.first)
        return enumerate(line[first : max(0, self.last + 1)], first)


@dataclass(frozen=True, slots=True)
class Pattern:
    """A contract's limits on somebody's whole line; runs cut off by either end of the roster count as long enough."""

    shifts_most: tuple[int, ...]
    minutes_least: int
    minutes_most: int
    run_least: int
    run_most: int
    off_least: int
    weekends_most: int


@dataclass(frozen=True, slots=True)
class Row:
    """One person: the demands they may fill, by price; caps; what they bring from before.

    `price` of a demand is what filling it costs by itself. `was` is the demand published for each day (only where there
    is something published). `night_minutes_most` holds if any night is worked. `loose` gives, for a day, the price of
    an hour of rest cut short before it. `stands` are the days of work that stands anyway; `short` gives, for a day
    without work, the demands beside which that work makes its rest too short for a day off (NOTHING: it does so alone).
    """

    price: dict[int, int]
    caps: tuple[Cap, ...] = ()
    pattern: Pattern | None = None
    was: tuple[int, ...] = ()
    night_minutes_most: int | None = None
    loose: dict[int, int] = field(default_factory=dict)
    stands: frozenset[int] = frozenset()
    short: dict[int, frozenset[int]] = field(default_factory=dict)
    load: int = 0
    nights: int = 0


@dataclass(frozen=True, slots=True)
class Weights:
    """What unfairness and changes cost; 0 leaves them out."""

    change: int = 0
    above_share: int = 0
    most: int = 0
    night: int = 0
    nights_free: int = 3


@dataclass(frozen=True)
class Grid:
    """The whole of it. `rest[gap][s][t]` is the rest between shift s and shift t so many days later."""

    days: int
    minutes: tuple[int, ...]
    is_night: tuple[bool, ...]
    demands: tuple[Demand, ...]
    rows: tuple[Row, ...]
    rest: tuple[tuple[tuple[int, ...], ...], ...]
    rest_least: int
    rest_floor: int = 0
    barred: frozenset[tuple[int, int]] = frozenset()
    """Shifts that leave too short a rest between them, two days apart, for the day between to be a day off."""
    first_weekday: int = 0
    weights: Weights = Weights()
    base: int = 0
    """What every plan costs."""

    @cached_property
    def size(self) -> int:
        """How many single choices there are."""
        return sum(len(row.price) for row in self.rows)

    @cached_property
    def share(self) -> int:
        """An equal share of all seats, rounded up, among those who can fill any."""
        able = [row for row in self.rows if row.price]
        seats = sum(demand.need for demand in self.demands) + sum(row.load for row in able)
        return -(-seats // len(able)) if able else 0

    @cached_property
    def has_patterns(self) -> bool:
        """Whether anybody's line is bound by a pattern."""
        return any(row.pattern for row in self.rows)

    @cached_property
    def able(self) -> tuple[tuple[int, ...], ...]:
        """For each demand, who may fill it."""
        found: list[list[int]] = [[] for _ in self.demands]
        for p, row in enumerate(self.rows):
            for k in row.price:
                found[k].append(p)
        return tuple(map(tuple, found))

    @cached_property
    def weekends(self) -> tuple[tuple[int, ...], ...]:
        """The days of each weekend, by its Saturday and Sunday."""
        found: dict[int, list[int]] = {}
        for day in range(self.days):
            if (self.first_weekday + day) % 7 >= 5:
                found.setdefault((self.first_weekday + day) // 7, []).append(day)
        return tuple(map(tuple, found.values()))

    def rest_after(self, k: int, after: int) -> int:
        """Minutes of rest between a demand filled and a later one."""
        one, other = self.demands[k], self.demands[after]
        gap = other.day - one.day
        return self.rest[gap][one.shift][other.shift] if gap < len(self.rest) else self.rest_least

    def owed(self, p: int, k: int, after: int) -> int | None:
        """The price of the rest between two demands: 0 where it is enough, None where it may not be."""
        rest = self.rest_after(k, after)
        if rest >= self.rest_least:
            return 0
        hourly = self.rows[p].loose.get(self.demands[after].day)
        if hourly is None or rest < self.rest_floor:
            return None
        return hourly * -(-(self.rest_least - rest) // 60)

    def is_short(self, p: int, line: list[int], day: int) -> bool:
        """Whether somebody has no work on a day, and no day off either: the rest around it is too short for one."""
        row, is_inner = self.rows[p], 0 < day < self.days - 1
        if day in row.stands or (0 <= day < self.days and line[day] >= 0):
            return False
        if any(k == NOTHING or line[self.demands[k].day] == k for k in row.short.get(day, ())):
            return True
        if not (self.barred and is_inner) or min(line[day - 1], line[day + 1]) < 0:
            return False
        return (self.demands[line[day - 1]].shift, self.demands[line[day + 1]].shift) in self.barred

    def busy(self, p: int, line: list[int], cap: Cap) -> int:
        """The days of a cap that are worked by this roster alone, or are too short to be days off."""
        worked = sum(k >= 0 and day not in self.rows[p].stands for day, k in cap.within(line))
        return worked + sum(self.is_short(p, line, day) for day in range(cap.first, cap.last + 1))

    def cost(self, plan: Plan) -> int:
        """What a plan costs; it is taken for granted that it keeps the hard rules."""
        filled = [0] * len(self.demands)
        for line in plan:
            for k in line:
                if k >= 0:
                    filled[k] += 1
        cost = self.base
        for demand, count in zip(self.demands, filled, strict=True):
            gap = demand.need - count
            cost += demand.under * gap if gap > 0 else (demand.over or 0) * -gap
        cost += sum(self._line_cost(p, line) for p, line in enumerate(plan))
        weights = self.weights
        if weights.most:
            cost += weights.most * max((self.load(p, line) for p, line in enumerate(plan)), default=0)
        return cost

    def _line_cost(self, p: int, line: list[int]) -> int:
        row, weights = self.rows[p], self.weights
        cost = sum(row.price[k] for k in line if k >= 0)
        if row.was:
            cost += weights.change * sum(k != was for k, was in zip(line, row.was, strict=True))
        if row.loose:
            cost += sum(self.owed(p, k, after) or 0 for k, after in pairwise(line) if min(k, after) >= 0)
        cost += sum(cap.owed for cap in row.caps if cap.owed and self.busy(p, line, cap) > cap.days_most)
        cost += weights.above_share * max(0, self.load(p, line) - self.share)
        return cost + weights.night * max(0, self.night_count(p, line) - weights.nights_free)

    def load(self, p: int, line: list[int]) -> int:
        """Shifts of a person, what is past of the roster included."""
        return self.rows[p].load + sum(k >= 0 for k in line)

    def night_count(self, p: int, line: list[int]) -> int:
        """Nights of a person, what is past of the roster included."""
        return self.rows[p].nights + sum(k >= 0 and self.is_night[self.demands[k].shift] for k in line)
