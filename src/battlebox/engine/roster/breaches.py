"""The second look: every hard rule, worked out anew from the problem and the seats alone.

Law: shares no reckoning with the planner, only the words of the problem; a rule that two readings agree on is kept.
What is past, or was worked before, is nobody's breach; what is added to it may be.
Not here: what a roster costs.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from battlebox.engine.roster.problem import Person, Post, Problem, Rule, Seat, Spell

MINUTES_A_DAY = 24 * 60


@dataclass(frozen=True, slots=True)
class Breach:
    """A hard rule that a roster breaks."""

    rule: Rule
    person: str
    day: int
    words: str


@dataclass(frozen=True, slots=True)
class _Stint:
    """Work of one person: when it begins and ends, whether it is night, whether this roster gave it."""

    starts: int
    ends: int
    is_night: bool
    is_ours: bool

    @property
    def day(self) -> int:
        return self.starts // MINUTES_A_DAY


def breaches(problem: Problem, seats: Iterable[Seat]) -> tuple[Breach, ...]:
    """Every hard rule broken; none is what a roster must have."""
    return tuple(_Checker(problem, tuple(seats)).all())


class _Checker:
    def __init__(self, problem: Problem, seats: tuple[Seat, ...]) -> None:
        self.problem, self.seats = problem, seats
        self.posts = {post.id: post for post in problem.posts}
        self.people = {person.id: person for person in problem.people}
        self.spans = {shift.id: (shift.starts_minutes, shift.minutes) for shift in problem.shifts}
        self.past = {
            (seat.post, seat.person) for seat in problem.published if self._begins(seat.post) < problem.past_minutes
        }

    def _begins(self, post: str) -> int:
        found = self.posts[post]
        return found.day * MINUTES_A_DAY + self.spans[found.shift][0]

    def all(self) -> Iterator[Breach]:
        """Seats one by one, then people one by one, then the past."""
        stints: dict[str, list[_Stint]] = defaultdict(list)
        filled = Counter(seat.post for seat in self.seats)
        for seat in self.seats:
            post, person = self.posts.get(seat.post), self.people.get(seat.person)
            if post is None or person is None:
                yield Breach(Rule.SEAT, seat.person, -1, f"{seat.post} or {seat.person} is not there")
                continue
            if filled[seat.post] > 1:
                yield Breach(Rule.SEAT, seat.person, post.day, f"{post.id} has {filled[seat.post]} people")
            is_ours = (seat.post, seat.person) not in self.past
            start, length = self._begins(post.id), self.spans[post.shift][1]
            stints[person.id].append(_Stint(start, start + length, _is_night(start, length), is_ours))
            if is_ours:
                yield from self._fit(post, person)
        for person in self.problem.people:
            before = [
                _Stint(start, start + length, _is_night(start, length), is_ours=False)
                for start, length in ((duty.starts_minutes, duty.minutes) for duty in (*person.worked, *person.settled))
            ]
            mine = sorted([*before, *stints[person.id]], key=lambda stint: stint.starts)
            yield from self._rest(person, mine)
            yield from self._weeks(person, mine)
            yield from self._average(person, mine)
        yield from self._gone()

    def _fit(self, post: Post, person: Person) -> Iterator[Breach]:
        """Whether somebody may sit at a post at all."""
        good = [check.id for check in person.checks if check.last_day is None or post.ends_on <= check.last_day]
        for rule, is_kept, words in (
            (Rule.SKILL, post.skill in person.skills, f"has no skill {post.skill}"),
            (
                Rule.CHECK,
                all(name in good for name in post.checks),
                f"lacks {', '.join(sorted(post.checks.difference(good)))}",
            ),
            (Rule.BODY, post.body in ("", *person.bodies) or not person.bodies, f"may not work for {post.body}"),
            (Rule.FREE, self._may(post, person), f"is not free for {post.shift}"),
            (Rule.PAST, self._begins(post.id) >= self.problem.past_minutes, "was put into the past"),
        ):
            if not is_kept:
                yield Breach(rule, person.id, post.day, f"{person.id} {words} (day {post.day})")

    def _may(self, post: Post, person: Person) -> bool:
        def within(spells: Iterable[Spell]) -> bool:
            return any(
                spell.first_day <= post.day <= spell.last_day and post.shift in (spell.shifts or {post.shift})
                for spell in spells
            )

        # Whoever is away for a whole day is away in the small hours of a night that began the day before.
        ends_away = any(not each.shifts and each.first_day <= post.ends_on <= each.last_day for each in person.away)
        # Free on whole days alone, they are so on the day on which the shift ends as well.
        named = within(each for each in person.free if each.shifts)
        until = any(each.first_day <= post.ends_on <= each.last_day for each in person.free if not each.shifts)
        is_free = not person.free or named or (within(person.free) and until)
        return is_free and not within(person.away) and not ends_away

    def _exempt(self, person: Person, rule: Rule, day: int) -> bool:
        return any(
            each.person == person.id and each.rule == rule and each.day == day for each in self.problem.exemptions
        )

    def _rest(self, person: Person, stints: list[_Stint]) -> Iterator[Breach]:
        """Eleven hours between one and the next, eight under an exemption."""
        limits = self.problem.limits
        for one, two in pairwise(stints):
            rest = two.starts - one.ends
            least = limits.rest_floor_minutes if self._exempt(person, Rule.REST, two.day) else limits.rest_minutes
            if (one.is_ours or two.is_ours) and rest < least:
                hours = f"{rest / 60:.1f} hours of rest"
                yield Breach(Rule.REST, person.id, two.day, f"{person.id} has {hours} before day {two.day}")
            elif one.is_ours and two.is_ours and one.day == two.day:
                words = f"{person.id} begins two shifts of the roster on day {two.day}"
                yield Breach(Rule.SEAT, person.id, two.day, words)

    def _weeks(self, person: Person, stints: list[_Stint]) -> Iterator[Breach]:
        """Each seven days: the hours, and a day off that is long enough."""
        limits = self.problem.limits
        most = limits.opted_out_week_minutes_most if person.opted_out else limits.week_minutes_most
        for last in range(-1, self.problem.days + 7):
            inside = [stint for stint in stints if last - 7 < stint.day <= last]
            minutes = sum(stint.ends - stint.starts for stint in inside)
            if minutes > most and any(stint.is_ours for stint in inside):
                words = f"{person.id} works {minutes / 60:.0f} hours in the seven days to day {last}"
                yield Breach(Rule.WEEK, person.id, last, words)
            if self._exempt(person, Rule.DAY_OFF, last) or self._has_day_off(stints, last):
                continue
            # Work of ours beside the seven days may have cut the rest short that would have been their day off.
            is_ours = any(stint.is_ours for stint in inside)
            if is_ours or self._has_day_off([stint for stint in stints if not stint.is_ours], last):
                words = f"{person.id} has no day off in the seven days to day {last}"
                yield Breach(Rule.DAY_OFF, person.id, last, words)

    def _has_day_off(self, stints: list[_Stint], last: int) -> bool:
        """Whether some day without a start, in the seven that end with this one, lies in a rest that is long enough."""
        days = {stint.day for stint in stints}
        off = [day for day in range(last - 6, last + 1) if day not in days]
        for day in off:
            before = max((stint.ends for stint in stints if stint.day < day), default=None)
            after = min((stint.starts for stint in stints if stint.day > day), default=None)
            if before is None or after is None or after - before >= self.problem.limits.day_off_minutes:
                return True
        return False

    def _average(self, person: Person, stints: list[_Stint]) -> Iterator[Breach]:
        """The average over what was worked before and the roster; nobody who works a night is out of it."""
        is_held = not person.opted_out or any(stint.is_night for stint in stints)
        if not is_held or not any(stint.is_ours for stint in stints):
            return
        here = [stint for stint in stints if 0 <= stint.day < self.problem.days]
        minutes = person.history_minutes + sum(stint.ends - stint.starts for stint in here)
        weeks = person.history_weeks + math.ceil(self.problem.days / 7)
        if minutes > self.problem.limits.average_week_minutes_most * weeks:
            words = f"{person.id} averages {minutes / weeks / 60:.1f} hours a week"
            yield Breach(Rule.AVERAGE, person.id, self.problem.days - 1, words)

    def _gone(self) -> Iterator[Breach]:
        """What was published and has begun must still be there."""
        here = {(seat.post, seat.person) for seat in self.seats}
        for post, person in sorted(self.past - here):
            yield Breach(Rule.PAST, person, self.posts[post].day, f"{person} was taken out of {post}, which has begun")


def _is_night(start: int, length: int) -> bool:
    """Three hours or more between 11pm and 6am, minute by minute."""
    inside = sum(
        1 for minute in range(start, start + length) if (minute % MINUTES_A_DAY) // 60 in (23, 0, 1, 2, 3, 4, 5)
    )
    return inside >= 180
