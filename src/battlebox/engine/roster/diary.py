"""A plan in the making: who may still take what, day by day.

Law: what is put in keeps every hard rule; a plan is never in a state that breaks one.
Not here: in which order seats are given (greedy.py), people bound by patterns (redraw.py).
"""

from __future__ import annotations

from collections.abc import Iterator

from battlebox.engine.roster.grid import NOTHING, Cap, Grid, Plan


class Diary:
    """A plan that can be written in, with the counts that the rules ask for."""

    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        self.plan: Plan = [[NOTHING] * grid.days for _ in grid.rows]
        self.filled = [0] * len(grid.demands)
        self.load = [row.load for row in grid.rows]
        self.nights = [row.nights for row in grid.rows]
        self._minutes = [[0] * grid.days for _ in grid.rows]
        self._short = [{d for d in row.short if grid.is_short(p, self.plan[p], d)} for p, row in enumerate(grid.rows)]
        self._is_exempt = [bool(row.loose) or any(cap.owed for cap in row.caps) for row in grid.rows]

    @classmethod
    def holding(cls, grid: Grid, plan: Plan) -> Diary:
        """A diary with as much of a plan as the rules and the demands allow, in order of days."""
        diary = cls(grid)
        for day in range(grid.days):
            for p, line in enumerate(plan):
                k = line[day]
                if k >= 0 and k in grid.rows[p].price and diary.lacks(k) and diary.fits(p, k):
                    diary.put(p, k)
        return diary

    def lacks(self, k: int) -> int:
        """How many seats of a demand are empty."""
        return self.grid.demands[k].need - self.filled[k]

    def fits(self, p: int, k: int) -> bool:
        """Whether a person, who may fill a demand by themselves, may do so beside all else that they do."""
        grid, line, row = self.grid, self.plan[p], self.grid.rows[p]
        demand = grid.demands[k]
        day, minutes = demand.day, grid.minutes[demand.shift]
        if line[day] >= 0 or not self._is_rested(p, k):
            return False
        used = self._minutes[p]
        short = self._short_with(p, k)
        made = short - self._short[p]
        for cap in row.caps:
            is_within = cap.first <= day <= cap.last
            if is_within and sum(used[max(0, cap.first) : cap.last + 1]) + minutes > cap.minutes_most:
                return False
            is_touched = is_within or any(cap.first <= each <= cap.last for each in made)
            is_more = is_within and day not in row.stands
            if is_touched and self._busy(p, cap, short) + is_more > cap.days_most + (cap.owed > 0):
                return False
        if row.night_minutes_most is not None and (self.nights[p] or grid.is_night[demand.shift]):
            return sum(used) + minutes <= row.night_minutes_most
        return True

    def _is_rested(self, p: int, k: int) -> bool:
        grid, line = self.grid, self.plan[p]
        day = grid.demands[k].day
        for other in range(max(0, day - 2), min(grid.days, day + 3)):
            beside = line[other]
            if beside >= 0 and other != day:
                early, late = (beside, k) if other < day else (k, beside)
                if grid.owed(p, early, late) is None:
                    return False
        return True

    def _short_with(self, p: int, k: int) -> set[int]:
        """The days off that would be too short if a demand were filled; one given up makes none, but its own day."""
        if not self.grid.barred and not self.grid.rows[p].short:
            return self._short[p]
        line, day = self.plan[p], self.grid.demands[k].day
        was, line[day] = line[day], k
        short = self._short_near(p, day)
        line[day] = was
        return short

    def _short_near(self, p: int, day: int) -> set[int]:
        """The days off that are too short, after something changed on a day."""
        near = {day - 1, day, day + 1, *self.grid.rows[p].short}
        return (self._short[p] - near) | {each for each in near if self.grid.is_short(p, self.plan[p], each)}

    def _busy(self, p: int, cap: Cap, short: set[int]) -> int:
        """The days of a cap that are worked, or are too short to be days off."""
        stretch, stands = self._minutes[p][max(0, cap.first) : cap.last + 1], self.grid.rows[p].stands
        twice = sum(k >= 0 and day in stands for day, k in cap.within(self.plan[p])) if stands else 0
        return len(stretch) - stretch.count(0) - twice + sum(cap.first <= day <= cap.last for day in short)

    def put(self, p: int, k: int) -> None:
        """Give a seat."""
        self._write(p, k, 1)

    def take(self, p: int, k: int) -> None:
        """Take a seat away."""
        self._write(p, k, -1)

    def _write(self, p: int, k: int, sign: int) -> None:
        demand = self.grid.demands[k]
        self.plan[p][demand.day] = k if sign > 0 else NOTHING
        self._minutes[p][demand.day] += sign * self.grid.minutes[demand.shift]
        if self.grid.barred or self.grid.rows[p].short:
            self._short[p] = self._short_near(p, demand.day)
        self.filled[k] += sign
        self.load[p] += sign
        self.nights[p] += sign * self.grid.is_night[demand.shift]

    def strain(self, p: int, k: int) -> tuple[int, int, int, int, int]:
        """By whom a seat is better taken: the price, the load, the nights, the place on the list."""
        row, demand = self.grid.rows[p], self.grid.demands[k]
        nights = self.nights[p] if self.grid.is_night[demand.shift] else 0
        return (row.price[k] // 100 + self._owed(p, k), self.load[p], nights, row.price[k], p)

    def _owed(self, p: int, k: int) -> int:
        """What a seat would cost by exemptions: rest cut short on either side, a day off not had."""
        if not self._is_exempt[p]:
            return 0
        row, line, day = self.grid.rows[p], self.plan[p], self.grid.demands[k].day
        owed = 0
        if row.loose and day and line[day - 1] >= 0:
            owed += self.grid.owed(p, line[day - 1], k) or 0
        if row.loose and day + 1 < self.grid.days and line[day + 1] >= 0:
            owed += self.grid.owed(p, k, line[day + 1]) or 0
        short = self._short_with(p, k)
        for cap in row.caps:
            if cap.owed and self._busy(p, cap, self._short[p]) <= cap.days_most:
                is_more = cap.first <= day <= cap.last and day not in row.stands
                owed += cap.owed if self._busy(p, cap, short) + is_more > cap.days_most else 0
        return owed

    def empty(self) -> Iterator[int]:
        """Every demand with an empty seat, the dearest first."""
        demands = self.grid.demands
        yield from sorted((k for k in range(len(demands)) if self.lacks(k) > 0), key=lambda k: -demands[k].under)
