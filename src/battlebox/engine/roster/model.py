"""A grid, whole or in part, as a model of the solver, with a plan as its full hint.

Law: the model's rules and costs are the grid's own; nothing is free but what is asked for, the rest of the plan stands
as numbers. Steps: choices, then each person's rules, then what seats and fairness cost.
Not here: which part is free, and running the solver (search.py).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Container, Iterator
from typing import Any, Final

from battlebox.engine.roster.grid import NOTHING, Cap, Grid, Plan
from battlebox.engine.roster.terms import Flag, Hinted, Terms

LOWEST: Final = 10**15
"""Far below any cost."""
Cell = Flag | int
Free = Callable[[int, int], bool]


class Model(Hinted):
    """The solver's model of a grid. `free(person, day)` says what may change from the plan."""

    def __init__(self, solver: Any, grid: Grid, plan: Plan, free: Free) -> None:  # noqa: ANN401 - as in Hinted
        super().__init__(solver)
        self.grid, self.plan = grid, plan
        self.choices: dict[tuple[int, int], Flag] = {}
        self.free = [[free(p, day) for day in range(grid.days)] for p in range(len(grid.rows))]
        self.filled = [Terms() for _ in grid.demands]
        self.objective.add(grid.base)
        self._in_shift: list[list[dict[int, Terms]]] = []
        loads = []
        for p in range(len(grid.rows)):
            self._choose(p)
            if any(self.free[p]):
                self._bind(p)
            loads.append(self._weigh(p))
        self._cover()
        self._most(loads)
        self.model.minimize(self.expression(self.objective))

    def read(self, value: Callable[[Any], int]) -> Plan:
        """The plan that the solver's values stand for."""
        plan = [
            [NOTHING if is_free else k for k, is_free in zip(line, free, strict=True)]
            for line, free in zip(self.plan, self.free, strict=True)
        ]
        for (p, k), flag in self.choices.items():
            if value(flag.choice):
                plan[p][self.grid.demands[k].day] = k
        return plan

    def bound_of(self, bound: float) -> int:
        """The solver's bound as a cost: what is fixed comes on top, and costs are whole, so the next one counts."""
        return math.ceil(bound - 1e-6) + self.objective.number if math.isfinite(bound) else self.grid.base - LOWEST

    def _choose(self, p: int) -> None:
        """A flag for each demand that somebody may fill on a free day; numbers for the rest."""
        grid, line = self.grid, self.plan[p]
        shifts: list[dict[int, Terms]] = [{} for _ in range(grid.days)]
        for k, price in grid.rows[p].price.items():
            demand = grid.demands[k]
            day = demand.day
            if self.free[p][day]:
                flag = self.flag(int(line[day] == k))
                self.choices[p, k] = flag
                self.filled[k].add(flag)
                shifts[day].setdefault(demand.shift, Terms()).add(flag)
                self.objective.add(flag, price)
            elif line[day] == k:
                self.filled[k].add(1)
                shifts[day].setdefault(demand.shift, Terms()).add(1)
                self.objective.add(price)
        for daily in shifts:
            for shift, inside in daily.items():
                if len(inside.choices) > 1:
                    daily[shift] = self._gathered(inside)
            choices = [choice for inside in daily.values() for choice in inside.choices]
            if len(choices) > 1:
                self.model.add_at_most_one(choices)
        self._in_shift.append(shifts)

    def _gathered(self, inside: Terms) -> Terms:
        """One flag for all the demands of a shift: whom the rest of the rules see."""
        flag = self.flag(inside.value)
        self.model.add(self.expression(inside) == flag.choice)
        return Terms().add(flag)

    def _worked(
        self, p: int, first: int, last: int, minutes: tuple[int, ...] | None = None, but: Container[int] = ()
    ) -> Terms:
        """Shifts, or minutes, from a day to another, both within; `but` are days left out."""
        terms = Terms()
        days = range(max(0, first), min(last + 1, self.grid.days))
        for shifts in (self._in_shift[p][day] for day in days if day not in but):
            for shift, inside in shifts.items():
                factor = minutes[shift] if minutes else 1
                terms.choices += inside.choices
                terms.factors += [factor] * len(inside.choices)
                terms.number += factor * inside.number
                terms.value += factor * inside.value
        return terms

    def _bind(self, p: int) -> None:
        """The hard rules of one person."""
        grid, row = self.grid, self.grid.rows[p]
        for day in range(grid.days - 1):
            self._rest(p, day, day + 1)
            if day + 2 < grid.days:
                self._rest(p, day, day + 2)
        short = self._short_days(p)
        for cap in row.caps:
            self._cap(p, cap, short)
        if row.night_minutes_most is not None:
            self._nights(p, row.night_minutes_most)
        if row.pattern:
            self._pattern(p)

    def _rest(self, p: int, day: int, later: int) -> None:
        """No shift too soon after another."""
        grid = self.grid
        for s, one in self._in_shift[p][day].items():
            close = Terms()
            for t, other in self._in_shift[p][later].items():
                rest = grid.rest[later - day][s][t] if later - day < len(grid.rest) else grid.rest_least
                hourly = grid.rows[p].loose.get(later)
                if rest >= grid.rest_least:
                    continue
                if hourly is not None and rest >= grid.rest_floor:
                    both = _joined(one, other)
                    self.above(both, 1, hourly * -(-(grid.rest_least - rest) // 60))
                else:
                    close = _joined(close, other)
            if close.choices or close.number:
                self.at_most(_joined(one, close), 1)

    def _short_days(self, p: int) -> dict[int, Cell]:
        """The days that may be too short to be days off, and whether they are."""
        row = self.grid.rows[p]
        found: dict[int, Cell] = {}
        inner = range(1, self.grid.days - 1) if self.grid.barred else ()
        for day in sorted({*inner, *row.short}):
            reasons = [*self._pinches(p, day), *(self._beside(p, k) for k in sorted(row.short.get(day, ())))]
            work = self._worked(p, day, day)
            is_short = int(self.grid.is_short(p, self.plan[p], day))
            if not any(reason.choices for reason in (*reasons, work)):
                found[day] = is_short
            elif reasons and day not in row.stands:
                flag = found[day] = self.flag(is_short)
                less = Terms([*work.choices, flag.choice], [-1] * len(work.choices) + [-1], -work.number)
                for reason in reasons:
                    self.at_most(_joined(reason, less), 0)
        return found

    def _pinches(self, p: int, day: int) -> Iterator[Terms]:
        """For each shift of the day before: 1 where it and what comes on the day after leave too short a day off."""
        if not 0 < day < self.grid.days - 1:
            return
        for s, one in self._in_shift[p][day - 1].items():
            after = Terms(number=-1)
            for t, other in self._in_shift[p][day + 1].items():
                after = _joined(after, other) if (s, t) in self.grid.barred else after
            if after.choices or after.number >= 0:
                yield _joined(one, after)

    def _beside(self, p: int, k: int) -> Terms:
        """Whether somebody fills a demand; work that stands always is there."""
        if k == NOTHING:
            return Terms(number=1)
        day = self.grid.demands[k].day
        return Terms().add(self.choices[p, k] if self.free[p][day] else int(self.plan[p][day] == k))

    def _cap(self, p: int, cap: Cap, short: dict[int, Cell]) -> None:
        grid = self.grid
        self.at_most(self._worked(p, cap.first, cap.last, grid.minutes), cap.minutes_most)
        pinched = [is_short for day, is_short in short.items() if cap.first <= day <= cap.last]
        is_said = cap.minutes_most // min(grid.minutes) <= cap.days_most and not cap.owed
        if pinched or not is_said:
            worked = self._worked(p, cap.first, cap.last, but=grid.rows[p].stands)
            busy = _joined(worked, Terms.of(pinched))
            # What stands anyway may be over by itself, which is nobody's to mend.
            self.at_most(busy, max(cap.days_most + (cap.owed > 0), busy.value))
            if cap.owed:
                self.above(busy, cap.days_most, cap.owed)

    def _nights(self, p: int, minutes_most: int) -> None:
        """Whoever works any night keeps to the average."""
        grid = self.grid
        nights = [inside for shifts in self._in_shift[p] for shift, inside in shifts.items() if grid.is_night[shift]]
        worked = self._worked(p, 0, grid.days - 1, grid.minutes)
        most = worked.number + sum(worked.factors)
        if most <= minutes_most or not nights:
            return
        held: Cell = 1
        if not grid.rows[p].nights and not any(each.number for each in nights):
            held = self.flag(int(any(each.value for each in nights)))
            for each in nights:
                self.at_most(_joined(each, Terms([held.choice], [-1])), 0)
        self.at_most(worked.add(held, most - minutes_most), most)

    def _pattern(self, p: int) -> None:
        """A contract's limits: totals, runs, days off together, weekends."""
        grid, pattern = self.grid, self.grid.rows[p].pattern
        if pattern is None:
            return
        last = grid.days - 1
        total = self._worked(p, 0, last, grid.minutes)
        self.at_most(total, pattern.minutes_most)
        self.at_least(total, pattern.minutes_least)
        for shift, most in enumerate(pattern.shifts_most):
            inside = Terms()
            for shifts in self._in_shift[p]:
                inside = _joined(inside, shifts.get(shift, Terms()))
            self.at_most(inside, most)
        days = [self._worked(p, day, day) for day in range(grid.days)]
        for first in range(grid.days - pattern.run_most):
            self.at_most(self._worked(p, first, first + pattern.run_most), pattern.run_most)
        for length in range(1, pattern.run_least):
            for first in range(grid.days - length - 1):
                # Off, so many days of work, off: too short a run.
                terms = _mixed(days[first : first + length + 2], inner=1)
                self.at_most(terms, length - 1)
        for length in range(1, pattern.off_least):
            for first in range(grid.days - length - 1):
                self.at_most(_mixed(days[first : first + length + 2], inner=-1), 1)
        self._weekends(p, pattern.weekends_most)

    def _weekends(self, p: int, most: int) -> None:
        worked = Terms()
        for days in self.grid.weekends:
            parts = [self._worked(p, day, day) for day in days]
            if any(part.number for part in parts):
                worked.add(1)
            elif any(part.choices for part in parts):
                flag = self.flag(int(any(part.value for part in parts)))
                for part in parts:
                    self.at_most(_joined(part, Terms([flag.choice], [-1])), 0)
                worked.add(flag)
        self.at_most(worked, most)

    def _weigh(self, p: int) -> Terms:
        """What one person's line costs besides its prices; their load."""
        grid, row, weights = self.grid, self.grid.rows[p], self.grid.weights
        load = self._worked(p, 0, grid.days - 1).add(row.load)
        self.above(load, grid.share, weights.above_share)
        nights = Terms().add(row.nights)
        if weights.night:
            for shifts in self._in_shift[p]:
                for shift, inside in shifts.items():
                    nights = _joined(nights, inside) if grid.is_night[shift] else nights
            self.above(nights, weights.nights_free, weights.night)
        if row.was:
            self._changes(p)
        return load

    def _changes(self, p: int) -> None:
        grid, line, price = self.grid, self.plan[p], self.grid.weights.change
        for day, was in enumerate(grid.rows[p].was):
            if not self.free[p][day]:
                self.objective.add(int(line[day] != was), price)
            elif was >= 0:
                self.objective.add(1, price).add(self.choices[p, was], -price)
            else:
                for inside in self._in_shift[p][day].values():
                    for choice, factor in zip(inside.choices, inside.factors, strict=True):
                        self.objective.choices.append(choice)
                        self.objective.factors.append(price * factor)

    def _cover(self) -> None:
        """Seats that stay empty, and seats too many."""
        for demand, filled in zip(self.grid.demands, self.filled, strict=True):
            less = Terms(list(filled.choices), [-1] * len(filled.choices), -filled.number, -filled.value)
            self.above(less, -demand.need, demand.under)
            if demand.over is None:
                self.at_most(filled, demand.need)
            else:
                self.above(filled, demand.need, demand.over)

    def _most(self, loads: list[Terms]) -> None:
        """The most that anybody has."""
        price = self.grid.weights.most
        if not price or not loads:
            return
        ceiling = max(load.number + sum(load.factors) for load in loads)
        most = self.number(0, max(ceiling, 0), max(load.value for load in loads))
        for load in loads:
            self.at_most(_joined(load, Terms([most.choice], [-1])), 0)
        fixed = max((load.number for load in loads if not load.choices), default=0)
        self.model.add(most.choice >= fixed)
        self.objective.add(most, price)


def _joined(one: Terms, other: Terms) -> Terms:
    return Terms(
        one.choices + other.choices, one.factors + other.factors, one.number + other.number, one.value + other.value
    )


def _mixed(days: list[Terms], *, inner: int) -> Terms:
    """The days within counted one way, the two at the ends the other way."""
    terms = Terms()
    for index, day in enumerate(days):
        sign = inner if 0 < index < len(days) - 1 else -inner
        terms.choices += day.choices
        terms.factors += [sign * factor for factor in day.factors]
        terms.number += sign * day.number
        terms.value += sign * day.value
    return terms
