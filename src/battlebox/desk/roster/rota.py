"""The question of a roster, from the estate's tables and what the desk wrote down since: posts by day, people, hours.

Law: the tables mean what docs/roster.md says they mean; what they leave out is taken as a working value and said;
somebody whom the desk barred is away for all of it.
Not here: the answer (engine), publishing it (published.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import Final

from battlebox.desk.roster.lent import Loan, Span, away, borrowed, times_of
from battlebox.desk.roster.listed import Listed
from battlebox.desk.roster.skills import ROLE, Asked, Unasked, checks_of, named_skills
from battlebox.desk.roster.work import duty_on, hours_worked, joined, last_done, seat_id, stood_beside, with_work
from battlebox.engine.roster import Check, Exemption, Level, Person, Post, Problem, Seat, Shift, Spell
from battlebox.estate import MICROHOURS, Availability, AvailabilityKind, Estate, PostDays
from battlebox.estate import Person as Row
from battlebox.estate import Post as PostRow

UNASKED_MOST: Final = 8
SATURDAY: Final = 5
SHIFT_MINUTES_MOST: Final = 780
THREE: Final = (Shift("early", 7 * 60, 480), Shift("late", 15 * 60, 480), Shift("night", 23 * 60, 480))
"""The shifts where an estate lists none (working values)."""


@dataclass(frozen=True, slots=True)
class Also:
    """What the record adds to the tables: what the desk wrote of people, who was added, what was published and granted.

    `published` are the seats that stand, of other days as well: those are work. `past_minutes` is now, counted from
    the roster's first midnight: what begins before it has begun; it may lie below 0. `loans` are people lent to others;
    `busy` is when people have a post already, or rest; `accepted` are the posts that they accepted, from when to when.
    """

    listed: Mapping[str, Listed]
    names: Mapping[str, str]
    published: tuple[Seat, ...] = ()
    exemptions: tuple[Exemption, ...] = ()
    past_minutes: int = 0
    loans: tuple[Loan, ...] = ()
    busy: Mapping[str, tuple[Span, ...]] = field(default_factory=dict)
    accepted: Mapping[str, tuple[Span, ...]] = field(default_factory=dict)


NOTHING: Final = Also({}, {})


@dataclass(frozen=True)
class Rota:
    """A roster's question, with the rows that its posts come from and the names of its people and posts."""

    problem: Problem
    rows: Mapping[str, PostRow]
    names: Mapping[str, str]
    services: Mapping[str, str]
    unasked: tuple[Unasked, ...] = ()
    """Words that no post asks for and that have something near, or are of people who fill no post; these by ids."""

    @cached_property
    def posts(self) -> dict[str, Post]:
        """The engine's posts by id."""
        return {post.id: post for post in self.problem.posts}

    @cached_property
    def shifts(self) -> dict[str, Shift]:
        """The shifts by id."""
        return {shift.id: shift for shift in self.problem.shifts}

    def day(self, day: int) -> date:
        """A day of the roster, by its date."""
        return self.problem.first_day + timedelta(days=day)

    def times(self, post: str) -> Span:
        """From when to when the shift of a post lasts, on a London clock."""
        found = self.posts[post]
        return times_of(self.problem.first_day, found.day, self.shifts[found.shift])

    def words(self, post: str) -> str:
        """A post as it is said: its role, and the service it is for."""
        row = self.rows[post]
        name = self.services[row.service] if row.service else ""
        return row.role if name.casefold() in row.role.casefold() else f"{row.role}, {name}"

    def skill(self, skill: str) -> str:
        """A skill as it is said."""
        return skill.removeprefix(ROLE)

    def name(self, person: str) -> str:
        """Somebody by name, where it is known."""
        return self.names.get(person, person)

    def unasked_said(self) -> tuple[str, ...]:
        """What people can do that no post asks for: in sentences, those first that have something near."""
        rows = sorted(self.unasked, key=lambda each: (not each.near, each.word))
        more = len(rows) - UNASKED_MOST
        tail = (f"{more} more words for what people can do are asked for by no post.",) if more > 0 else ()
        return (*(each.said({}) for each in rows[:UNASKED_MOST]), *tail)

    def in_words(self, text: str) -> str:
        """A sentence in which people go by their ids and roles are marked, as it is said."""
        return re.sub(r"[\w.-]*\w", lambda found: self.names.get(found[0], found[0]), text.replace(ROLE, ""))


def rota_of(estate: Estate, first_day: date, days: int, *, body: str = "", also: Also = NOTHING) -> Rota:
    """The question for all bodies, or for one, with its people and those lent to it. The engine refuses mistakes."""
    shifts = _shifts(estate)
    rows = [row for row in estate.posts if body in ("", row.body)]
    posts: dict[str, tuple[Post, PostRow]] = {}
    asked = Asked.by(estate, body)
    for row in rows:
        for post in _posts(estate, row, asked.skill_of(row), first_day, days, shifts):
            posts[post.id] = (post, row)
    staff = [row for row in estate.people if body in ("", row.body)]
    last = last_done(also.past_minutes)
    people = [_person(estate, row, first_day, days, asked, also.listed.get(row.person), last) for row in staff]
    known = {row.person for row in estate.people}
    people += [_added(name, said, days, asked, last) for name, said in also.listed.items() if name not in known]
    people = away(people, also.busy, first_day, days, shifts)
    theirs = tuple(loan for loan in also.loans if loan.at == body)
    rows_of = {row.person: row for row in estate.people}
    people += borrowed(
        theirs,
        {loan.person: _person(estate, rows_of[loan.person], first_day, days, asked, None, last) for loan in theirs
         if loan.person in rows_of},
        asked,
        {loan: tuple(loan.shifts(first_day, days, shifts)) for loan in theirs},
    )  # fmt: skip
    accepted = {name: tuple(duty_on(first_day, *span) for span in spans) for name, spans in also.accepted.items()}
    beside = joined(stood_beside(also.published, first_day, days, shifts), accepted)
    people = [with_work(each, beside.get(each.id, ()), days, also.past_minutes) for each in people]
    here = {person.id for person in people}
    problem = Problem(
        first_day, days, shifts, tuple(post for post, _ in posts.values()), tuple(people),
        exemptions=tuple(each for each in also.exemptions if each.person in here and 0 <= each.day < days),
        published=tuple(seat for seat in also.published if seat.post in posts and seat.person in here),
        past_minutes=max(0, also.past_minutes),
    )  # fmt: skip
    names = {**{row.person: row.name for row in staff}, **also.names}
    services = {row.service: row.name for row in estate.services}
    written = {row.person: row.skills for row in staff}
    for name, said in also.listed.items():
        written[name] = (*written.get(name, ()), *said.skills)
    wanted = {post.skill for post, _ in posts.values()}
    idle = {person.id for person in people if not person.skills & wanted}
    unasked = tuple(each for each in asked.unasked(written.items()) if each.near or idle & set(each.people))
    return Rota(problem, {name: row for name, (_, row) in posts.items()}, names, services, unasked)


def _shifts(estate: Estate) -> tuple[Shift, ...]:
    found = tuple(
        Shift(row.shift, row.starts.hour * 60 + row.starts.minute, row.microhours * 60 // MICROHOURS)
        for row in estate.shifts
    )
    return found or THREE


def _posts(
    estate: Estate, row: PostRow, skill: str, first_day: date, days: int, shifts: tuple[Shift, ...]
) -> Iterator[Post]:
    """Every seat of one row: each day it is needed, each shift, each of its people."""
    nights = {shift.id: shift.days_on for shift in shifts}
    own = [shift.shift for shift in estate.shifts if shift.body in (None, row.body)] or list(nights)
    wanted = [shift for shift in row.shifts if shift in nights] or own
    for day in range(days):
        if not _needed(row, first_day + timedelta(days=day)):
            continue
        for shift in wanted:
            for place in range(row.people):
                yield Post(
                    seat_id(row.post, first_day + timedelta(days=day), shift, place + 1),
                    row.service or row.role,
                    day,
                    shift,
                    skill,
                    Level[row.counts_as.name],
                    checks_of(row),
                    row.body,
                    day + nights[shift],
                )


def _needed(row: PostRow, day: date) -> bool:
    if (row.first_day and day < row.first_day) or (row.last_day and day > row.last_day):
        return False
    is_weekend = day.weekday() >= SATURDAY
    return row.days is PostDays.ALL or is_weekend is (row.days is PostDays.WEEKENDS)


def _person(
    estate: Estate, row: Row, first_day: date, days: int, asked: Asked, said: Listed | None, last: int
) -> Person:
    """Somebody of the estate's list, with what was said of them; hours that were typed lie up to the `last` day."""
    spells = {kind: _spells(estate, row.person, kind, first_day, days) for kind in AvailabilityKind}
    free_rows = any(each.of == row.person and each.kind is AvailabilityKind.FREE for each in estate.availability)
    free, away = spells[AvailabilityKind.FREE], spells[AvailabilityKind.AWAY]
    if (free_rows and not any(spell.first_day < days for spell in free)) or (said and said.barred):
        free, away = (), (Spell(0, days - 1),)
    week = max(round((row.hours_done or 0) * 60), said.week_minutes if said else 0)
    weeks = row.average_weeks or 0
    average = (row.average_microhours or 0) * 60 // MICROHOURS
    registered = (Check(name) for name in named_skills((row.registration,) if row.registration else ()))
    checks = (Check(name, _day(each.last_day, first_day)) for each in row.checks for name in named_skills((each.name,)))
    return Person(
        row.person,
        asked.met((*row.skills, *(said.skills if said else ())), row.role),
        (*registered, *checks),
        frozenset({row.body, *row.may_serve}),
        free,
        away,
        spells[AvailabilityKind.RATHER_NOT],
        row.opt_out,
        hours_worked(week, last=last),
        max(average * weeks, week),
        weeks or int(week > 0),
    )


def _added(name: str, said: Listed, days: int, asked: Asked, last: int) -> Person:
    """Somebody whom only the desk knows: no registration and no check stands against their name."""
    away = (Spell(0, days - 1),) if said.barred else ()
    week = said.week_minutes
    return Person(name, asked.met(said.skills), (), frozenset({said.body}), away=away,
                  worked=hours_worked(week, last=last), history_minutes=week, history_weeks=int(week > 0))  # fmt: skip


def _spells(estate: Estate, person: str, kind: AvailabilityKind, first_day: date, days: int) -> tuple[Spell, ...]:
    """The spells of one kind, cut to the days of the roster and the one after, in which its last night ends."""
    rows: Iterable[Availability] = (row for row in estate.availability if (row.of, row.kind) == (person, kind))
    cut = (
        Spell(max(0, (row.days[0] - first_day).days), min(days, (row.days[1] - first_day).days),
              frozenset(row.shifts))
        for row in rows
    )  # fmt: skip
    return tuple(spell for spell in cut if spell.first_day <= spell.last_day)


def _day(last: date | None, first_day: date) -> int | None:
    return None if last is None else (last - first_day).days
