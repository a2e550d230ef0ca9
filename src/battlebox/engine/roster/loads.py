"""What each person carries: shifts, hours, nights, rest owed; and who is near a limit.

Law: worked out from the problem and the seats, as a person with a pencil would.
Not here: the rules themselves (breaches.py).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Final

from battlebox.engine.roster.answer import Load, Owed, Tired
from battlebox.engine.roster.hours import HOUR_MINUTES, WEEK_DAYS, Duty, rest_between
from battlebox.engine.roster.problem import Person, Problem, Rule, Seat

AVERAGE_MINUTES_NEAR: Final = 44 * HOUR_MINUTES
WEEK_MINUTES_NEAR: Final = 40 * HOUR_MINUTES
NIGHTS_NEAR: Final = 3
DAYS_RUNNING_NEAR: Final = 6


class Sheets:
    """The duties of each person in a roster."""

    def __init__(self, problem: Problem, seats: Iterable[Seat]) -> None:
        self.problem = problem
        self._shifts = {shift.id: shift for shift in problem.shifts}
        self._posts = {post.id: post for post in problem.posts}
        self._given: dict[str, list[Duty]] = defaultdict(list)
        self._nights: dict[str, int] = defaultdict(int)
        for seat in seats:
            post = self._posts[seat.post]
            shift = self._shifts[post.shift]
            self._given[seat.person].append(shift.duty(post.day))
            self._nights[seat.person] += shift.is_night

    def loads(self) -> tuple[Load, ...]:
        """Everybody, in the order of the problem."""
        return tuple(map(self._load, self.problem.people))

    def _duties(self, person: Person) -> list[Duty]:
        return sorted([*person.worked, *person.settled, *self._given[person.id]], key=lambda duty: duty.starts_minutes)

    def _load(self, person: Person) -> Load:
        given, all_duties = self._given[person.id], self._duties(person)
        minutes = sum(duty.minutes for duty in given)
        beside = sum(duty.minutes for duty in person.settled if duty.day < self.problem.days)
        weeks = [
            sum(duty.minutes for duty in all_duties if last - WEEK_DAYS < duty.day <= last)
            for last in range(self.problem.days + WEEK_DAYS - 1)
        ]
        average = (person.history_minutes + beside + minutes) // (
            person.history_weeks + -(-self.problem.days // WEEK_DAYS)
        )
        running = _running({duty.day for duty in all_duties})
        nights = self._nights[person.id]
        other = sum(duty.is_night for duty in (*person.worked, *person.settled))
        return Load(person.id, len(given), minutes, nights, max(weeks, default=0), average, running, nights + other)

    def owed(self) -> Iterator[Owed]:
        """The rest that exemptions cut short, by name."""
        limits = self.problem.limits
        people = {person.id: person for person in self.problem.people}
        for each in sorted(self.problem.exemptions, key=lambda each: (each.day, each.person)):
            duties = self._duties(people[each.person])
            short = 0
            if each.rule == Rule.REST:
                rests = [rest_between(one, two) for one, two in pairwise(duties) if two.day == each.day]
                short = max((limits.rest_minutes - rest for rest in rests), default=0)
            elif not _has_day_off(duties, each.day, limits.day_off_minutes):
                short = limits.day_off_minutes
            if short > 0:
                yield Owed(each.person, each.day, each.rule, short, each.by, each.reason)


def _has_day_off(duties: list[Duty], last: int, least: int) -> bool:
    """Whether a day of the seven that end with this one has no work and lies in a rest that is long enough."""
    days = {duty.day for duty in duties}
    for day in {*range(last - WEEK_DAYS + 1, last + 1)} - days:
        before, after = [d for d in duties if d.day < day], [d for d in duties if d.day > day]
        if not before or not after or after[0].starts_minutes - max(d.ends_minutes for d in before) >= least:
            return True
    return False


def _running(days: set[int]) -> int:
    """The most days worked one after another."""
    best = 0
    for day in days:
        if day - 1 not in days:
            last = day
            while last + 1 in days:
                last += 1
            best = max(best, last - day + 1)
    return best


def tired(loads: Iterable[Load], owed: Iterable[Owed]) -> tuple[Tired, ...]:
    """Who is near a limit, in words, the most signs first."""
    owing = {each.person for each in owed}
    found = []
    for load in loads:
        signs = [
            words
            for words, is_so in (
                (f"{load.average_week_minutes // HOUR_MINUTES} hours a week on average",
                 load.average_week_minutes >= AVERAGE_MINUTES_NEAR),
                (f"{load.week_minutes_most // HOUR_MINUTES} hours in seven days",
                 load.week_minutes_most >= WEEK_MINUTES_NEAR),
                (f"{load.nights_all} nights: offer a health assessment", load.nights_all >= NIGHTS_NEAR),
                (f"{load.days_running} days running", load.days_running >= DAYS_RUNNING_NEAR),
                ("rest is owed", load.person in owing),
            )
            if is_so
        ]  # fmt: skip
        if signs:
            found.append(Tired(load.person, tuple(signs)))
    return tuple(sorted(found, key=lambda each: (-len(each.signs), each.person)))
