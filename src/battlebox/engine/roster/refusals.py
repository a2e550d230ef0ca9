"""Mistakes in what a roster is asked for, each refused with a sentence.

Law: a problem that passes here can be planned; the first mistake found is told.
Not here: what is sad but no mistake (remarks.py).
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import product
from typing import Final

from battlebox.engine.errors import Code, EngineError
from battlebox.engine.roster.problem import EXEMPTIBLE, Exemption, Person, Post, Problem, Spell

DAYS_MOST: Final = 120
PEOPLE_MOST: Final = 20_000
POSTS_MOST: Final = 50_000


def checked(problem: Problem) -> Problem:
    """The problem itself. Raises EngineError at the first mistake."""
    if not 1 <= problem.days <= DAYS_MOST:
        raise EngineError.of(Code.ROSTER_DAYS, found=problem.days, most=DAYS_MOST)
    for what, count, most in (("people", len(problem.people), PEOPLE_MOST), ("posts", len(problem.posts), POSTS_MOST)):
        if count > most:
            raise EngineError.of(Code.ROSTER_LARGE, found=f"{count:,}", what=what, most=f"{most:,}")
    for what, things in (("shift", problem.shifts), ("post", problem.posts), ("person", problem.people)):
        _once(what, [thing.id for thing in things])
    shifts = {shift.id for shift in problem.shifts}
    for post in problem.posts:
        _post(problem, post, shifts)
    for person in problem.people:
        _person(person, shifts)
    people = {person.id for person in problem.people}
    for exemption in problem.exemptions:
        _exemption(problem, exemption, people)
    _published(problem, people)
    return problem


def _once(what: str, names: Iterable[str]) -> None:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            raise EngineError.of(Code.ROSTER_TWICE, what=what, id=name)
        seen.add(name)


def _post(problem: Problem, post: Post, shifts: set[str]) -> None:
    if post.shift not in shifts:
        raise EngineError.of(Code.ROSTER_UNKNOWN, id=post.id, what="shift", found=post.shift)
    if not 0 <= post.day < problem.days:
        raise EngineError.of(Code.ROSTER_DAY_RANGE, id=post.id, found=post.day, most=problem.days - 1)


def _person(person: Person, shifts: set[str]) -> None:
    for spell in (*person.free, *person.away, *person.rather_not):
        if spell.first_day > spell.last_day:
            found = {"first": spell.first_day, "last": spell.last_day}
            raise EngineError.of(Code.ROSTER_SPELL_BACKWARDS, id=person.id, **found)
        for shift in sorted(spell.shifts - shifts):
            raise EngineError.of(Code.ROSTER_UNKNOWN, id=person.id, what="shift", found=shift)
    for free, away in product(person.free, person.away):
        day = _both(free, away)
        if day is not None:
            raise EngineError.of(Code.ROSTER_AWAY_AND_FREE, id=person.id, day=day)
    for minutes in (
        person.history_minutes,
        person.history_weeks,
        *(duty.minutes for duty in (*person.worked, *person.settled)),
    ):
        if minutes < 0:
            raise EngineError.of(Code.ROSTER_NEGATIVE_HOURS, id=person.id, found=minutes)
    if any(duty.starts_minutes >= 0 for duty in person.worked):
        raise EngineError.of(Code.ROSTER_DUTY_AHEAD, id=person.id)


def _both(one: Spell, other: Spell) -> int | None:
    """The first day that two times share in some shift."""
    first, last = max(one.first_day, other.first_day), min(one.last_day, other.last_day)
    is_shared = not one.shifts or not other.shifts or one.shifts & other.shifts
    return first if first <= last and is_shared else None


def _exemption(problem: Problem, exemption: Exemption, people: set[str]) -> None:
    if exemption.person not in people:
        found = {"what": "person", "found": exemption.person}
        raise EngineError.of(Code.ROSTER_UNKNOWN, id="an exemption", **found)
    lacking = [
        what
        for what, is_said in (
            ("who granted it", exemption.by.strip()),
            ("why", exemption.reason.strip()),
            ("which rest it cuts short", exemption.rule in EXEMPTIBLE),
        )
        if not is_said
    ]
    if lacking:
        raise EngineError.of(Code.ROSTER_EXEMPTION_BARE, id=exemption.person, day=exemption.day, what=lacking[0])
    if not 0 <= exemption.day < problem.days:
        named = f"the exemption of {exemption.person}"
        raise EngineError.of(Code.ROSTER_DAY_RANGE, id=named, found=exemption.day, most=problem.days - 1)


def _published(problem: Problem, people: set[str]) -> None:
    posts = {post.id: post for post in problem.posts}
    seated: set[str] = set()
    days: set[tuple[str, int]] = set()
    for seat in problem.published:
        for what, name, known in (("post", seat.post, posts), ("person", seat.person, people)):
            if name not in known:
                raise EngineError.of(Code.ROSTER_UNKNOWN, id="the published roster", what=what, found=name)
        if seat.post in seated:
            raise EngineError.of(Code.ROSTER_SEATED_TWICE, id=seat.post, where="")
        day = (seat.person, posts[seat.post].day)
        if day in days:
            raise EngineError.of(Code.ROSTER_SEATED_TWICE, id=seat.person, where=f" on day {day[1]}")
        seated.add(seat.post)
        days.add(day)
