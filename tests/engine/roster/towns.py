"""Rosters for the tests: a made-up council of any size, and small hand-made cases."""

from __future__ import annotations

from datetime import date
from random import Random

from battlebox.engine.roster import Level, Person, Post, Problem, Shift, Spell

MONDAY = date(2025, 11, 24)
THREE = (Shift("early", 420, 480), Shift("late", 900, 480), Shift("night", 1380, 480))
ROLES = tuple(f"role-{number:02d}" for number in range(12))


def town(people: int, posts: int, *, days: int = 14, seed: int = 1) -> Problem:
    """Twelve roles, three shifts, one skill for most and two or three for some; a tenth of the days away."""
    draw = Random(seed)
    staff = []
    for number in range(people):
        skills = {ROLES[number % len(ROLES)], *draw.sample(ROLES, draw.choice((0, 1, 1, 2)))}
        away = tuple(Spell(day, day) for day in range(days) if draw.random() < 0.1)
        staff.append(Person(f"p{number:05d}", frozenset(skills), away=away))
    slots = [(day, shift.id, role) for day in range(days) for shift in THREE for role in ROLES]
    levels = draw.choices((Level.USEFUL, Level.IMPORTANT, Level.VITAL), (3, 4, 3), k=posts)
    wanted = [
        Post(f"post-{number:05d}", f"service {role}", day, shift, role, levels[number])
        for number, (day, shift, role) in enumerate(draw.choices(slots, k=posts))
    ]
    return Problem(MONDAY, days, THREE, tuple(wanted), tuple(staff))


def one_shift(*people: Person, days: int = 7, skill: str = "desk", shift: Shift = THREE[0], **more) -> Problem:
    """One post a day in one shift."""
    posts = tuple(Post(f"post-{day}", "the desk", day, shift.id, skill) for day in range(days))
    return Problem(MONDAY, days, THREE, posts, people, **more)
