"""A problem laid out as a grid, and a plan of the grid read back as seats.

Posts that differ in nothing but their name are one demand: the planner need not tell them apart.
Law: every hard rule that hangs on one person and one day alone (skill, check, body, free, rest after what was worked
before) is kept by leaving the choice out.
Not here: filling the grid (greedy.py, model.py).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import Final

from battlebox.engine.roster.grid import NOTHING, Cap, Demand, Grid, Plan, Row, Weights
from battlebox.engine.roster.hours import WEEK_DAYS, Duty, rest_between
from battlebox.engine.roster.problem import Person, Post, Problem, Rule, Seat

EMPTY: Final = 100_000
"""What a useful post costs that stays empty: each of these is worth many of the next (docs/roster.md)."""
OWED_HOUR: Final = 2_000
CHANGE: Final = 100
UNFAIR: Final = 5
RATHER_NOT: Final = 1
GAPS: Final = 3
"""Shifts of up to thirteen hours touch the rest of the next day, and of the day after, at most."""


@dataclass(frozen=True)
class Layout:
    """A problem, its grid, and which posts each demand stands for."""

    problem: Problem
    grid: Grid
    kinds: tuple[tuple[Post, ...], ...]
    past: tuple[Seat, ...]

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The people by index."""
        return tuple(person.id for person in self.problem.people)

    def published(self) -> Plan:
        """What was published and is still to come, without what nobody may do any more."""
        grid = self.grid
        return [list(row.was) if row.was else [NOTHING] * grid.days for row in grid.rows]

    def seats(self, plan: Plan) -> tuple[Seat, ...]:
        """The plan by name, the past included; who had a post keeps that very one."""
        had = {(seat.post, seat.person) for seat in self.problem.published}
        found = list(self.past)
        sitting: dict[int, list[str]] = defaultdict(list)
        for p, line in enumerate(plan):
            for k in line:
                if k >= 0:
                    sitting[k].append(self.names[p])
        for k, people in sitting.items():
            kept = {post.id: name for post in self.kinds[k] for name in people if (post.id, name) in had}
            rest = [name for name in people if name not in kept.values()]
            free = [post.id for post in self.kinds[k] if post.id not in kept]
            found += [Seat(post, name) for post, name in (*kept.items(), *zip(free, rest, strict=False))]
        return tuple(found)


def lay(problem: Problem) -> Layout:
    """The grid of a checked problem.

    1. What was published and has begun is past: it binds people as what they worked before does.
    2. Like posts become one demand.
    3. Each person gets the demands they may fill, what that costs, and caps on stretches of days.
    """
    shifts = {shift.id: index for index, shift in enumerate(problem.shifts)}
    posts = {post.id: post for post in problem.posts}

    def duty(post: Post) -> Duty:
        return problem.shifts[shifts[post.shift]].duty(post.day)

    past = tuple(seat for seat in problem.published if duty(posts[seat.post]).starts_minutes < problem.past_minutes)
    ahead = [post for post in problem.posts if duty(post).starts_minutes >= problem.past_minutes]
    kinds: dict[tuple[object, ...], list[Post]] = defaultdict(list)
    for post in ahead:
        kinds[post.day, shifts[post.shift], post.skill, post.checks, post.body, post.level].append(post)
    groups = tuple(tuple(group) for group in kinds.values())
    demands = tuple(
        Demand(group[0].day, shifts[group[0].shift], len(group), EMPTY * int(group[0].level)) for group in groups
    )
    place = {post.id: k for k, group in enumerate(groups) for post in group}
    past_of: dict[str, list[Duty]] = defaultdict(list)
    for seat in past:
        past_of[seat.person].append(duty(posts[seat.post]))
    was_of: dict[str, list[int]] = defaultdict(list)
    for seat in problem.published:
        if seat.post in place:
            was_of[seat.person].append(place[seat.post])
    laying = _Laying(problem, groups, tuple(duty(group[0]) for group in groups))
    rows = tuple(laying.row(person, past_of[person.id], was_of[person.id]) for person in problem.people)
    limits = problem.limits
    rest = tuple(
        tuple(tuple(rest_between(one.duty(0), two.duty(gap)) for two in problem.shifts) for one in problem.shifts)
        for gap in range(GAPS)
    )
    pairs = [(s, t) for s in range(len(problem.shifts)) for t in range(len(problem.shifts))]
    grid = Grid(
        days=problem.days,
        minutes=tuple(shift.minutes for shift in problem.shifts),
        is_night=tuple(shift.is_night for shift in problem.shifts),
        demands=demands,
        rows=rows,
        rest=rest,
        rest_least=limits.rest_minutes,
        rest_floor=limits.rest_floor_minutes,
        barred=frozenset((s, t) for s, t in pairs if rest[2][s][t] < limits.day_off_minutes),
        first_weekday=problem.first_day.weekday(),
        weights=Weights(change=CHANGE if problem.published else 0, above_share=UNFAIR, most=UNFAIR, night=UNFAIR),
    )
    return Layout(problem, grid, groups, past)


@dataclass(frozen=True)
class _Laying:
    """What is the same for every person of a problem."""

    problem: Problem
    groups: tuple[tuple[Post, ...], ...]
    duties: tuple[Duty, ...]

    @cached_property
    def by_skill(self) -> dict[str, list[int]]:
        """The demands that ask for a skill."""
        found: dict[str, list[int]] = defaultdict(list)
        for k, group in enumerate(self.groups):
            found[group[0].skill].append(k)
        return found

    def row(self, person: Person, past: list[Duty], published: list[int]) -> Row:
        """One person's choices, caps and what they bring with them."""
        before = [*person.worked, *person.settled, *past]
        price: dict[int, int] = {}
        stands = frozenset(duty.day for duty in before)
        short: dict[int, set[int]] = defaultdict(set)
        for one, other in combinations(before, 2):
            self._pinch(short, one, other, NOTHING)
        cut = {each.day for each in self.problem.exemptions if (each.person, each.rule) == (person.id, Rule.REST)}
        fit: dict[tuple[object, ...], bool] = {}
        for k in sorted(k for skill in person.skills for k in self.by_skill.get(skill, ())):
            post = self.groups[k][0]
            kind = (post.checks, post.body, post.ends_on if post.checks else 0)
            if kind not in fit:
                fit[kind] = person.is_cleared(post) and person.may_serve(post)
            if fit[kind] and person.is_free(post.day, post.shift, post.ends_on):
                owed = self._rested(self.duties[k], before, cut) if before else 0
                if owed is not None:
                    unloved = any(spell.holds(post.day, post.shift) for spell in person.rather_not)
                    price[k] = owed + (RATHER_NOT if unloved else 0)
                    for each in before:
                        self._pinch(short, each, self.duties[k], k)
        was = [NOTHING] * self.problem.days if self.problem.published else []
        for k in published:
            if k in price:
                was[self.groups[k][0].day] = k
        average = self._average(person, [*person.settled, *past])
        return Row(
            price=price,
            caps=tuple(self._caps(person, before, average)),
            was=tuple(was),
            night_minutes_most=average if person.opted_out else None,
            loose=dict.fromkeys(sorted(cut), OWED_HOUR),
            stands=stands,
            short={day: frozenset(near) for day, near in sorted(short.items()) if day not in stands},
            load=len(past),
            nights=sum(duty.is_night for duty in before),
        )

    def _pinch(self, short: dict[int, set[int]], one: Duty, other: Duty, k: int) -> None:
        """Note the days between two duties whose rest is too short for a day off, under what makes it so."""
        first, last = sorted((one.day, other.day))
        if last - first > 1 and rest_between(one, other) < self.problem.limits.day_off_minutes:
            for day in range(first + 1, last):
                short[day].add(k)

    def _rested(self, duty: Duty, before: Iterable[Duty], cut: set[int]) -> int | None:
        """The price of the rest beside work that stands anyway; None where it is too short."""
        limits = self.problem.limits
        price = 0
        for each in before:
            rest = rest_between(each, duty)
            last = max(each.day, duty.day)
            if rest < (limits.rest_floor_minutes if last in cut else limits.rest_minutes):
                return None
            price += OWED_HOUR * max(0, -(-(limits.rest_minutes - rest) // 60))
        return price

    def _average(self, person: Person, past: Iterable[Duty]) -> int:
        """Minutes that the average leaves for the rest of the roster; a part of a week counts as one."""
        weeks = person.history_weeks + -(-self.problem.days // WEEK_DAYS)
        whole = self.problem.limits.average_week_minutes_most * weeks
        return max(
            0, whole - person.history_minutes - sum(duty.minutes for duty in past if duty.day < self.problem.days)
        )

    def _caps(self, person: Person, before: list[Duty], average: int) -> Iterable[Cap]:
        """A cap for each seven days with a day of the roster in or beside them, as far as there is work; the average's.

        Beside them: a seat there may make a day off in them too short.
        """
        limits, days = self.problem.limits, self.problem.days
        week = limits.opted_out_week_minutes_most if person.opted_out else limits.week_minutes_most
        cut = {each.day for each in self.problem.exemptions if (each.person, each.rule) == (person.id, Rule.DAY_OFF)}
        ends = max([days, *(min(duty.day + 1, days + WEEK_DAYS) for duty in before)])
        for last in range(-1, ends):
            inside = [duty for duty in before if last - WEEK_DAYS < duty.day <= last]
            minutes = max(0, week - sum(duty.minutes for duty in inside))
            most = max(0, limits.days_in_seven_most - len({duty.day for duty in inside}))
            owed = OWED_HOUR * (limits.day_off_minutes // 60) if last in cut else 0
            yield Cap(last - WEEK_DAYS + 1, last, minutes, most, owed)
        if not person.opted_out:
            yield Cap(0, days - 1, average, days)
