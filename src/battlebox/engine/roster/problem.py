"""What a roster is asked for: posts by shift and day, the people there are, what binds, what was published.

Law: plain values. A mistake is refused before anything is planned (refusals.py), never deeper down; what is merely
sad, such as nobody on the list, is no mistake and gets an answer.
Not here: the estate's tables (estate).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import IntEnum, StrEnum
from typing import Final

from battlebox.engine.roster.hours import Duty, Shift


class Level(IntEnum):
    """How much an empty post counts; a vital one as much as ten important ones."""

    USEFUL = 1
    IMPORTANT = 10
    VITAL = 100


class Rule(StrEnum):
    """What binds."""

    SKILL = "skill"
    CHECK = "registration or check"
    BODY = "body"
    FREE = "free and away"
    REST = "daily rest"
    DAY_OFF = "day off"
    WEEK = "hours in seven days"
    AVERAGE = "average week"
    PAST = "the past"
    SEAT = "one person, one seat"


EXEMPTIBLE: Final = frozenset({Rule.REST, Rule.DAY_OFF})
"""Rest may be cut short by name and made up later; nothing else may."""


@dataclass(frozen=True, slots=True)
class Limits:
    """The house's figures: no looser than the Working Time Regulations as they ship (docs/roster.md)."""

    rest_minutes: int = 660
    rest_floor_minutes: int = 480
    day_off_minutes: int = 1440
    days_in_seven_most: int = 6
    week_minutes_most: int = 2880
    opted_out_week_minutes_most: int = 3600
    average_week_minutes_most: int = 2880


@dataclass(frozen=True, slots=True)
class Post:
    """One seat on one day: for a service or a desk role (`what`); `last_day` where its shift ends on a later one."""

    id: str
    what: str
    day: int
    shift: str
    skill: str
    level: Level = Level.IMPORTANT
    checks: frozenset[str] = frozenset()
    body: str = ""
    last_day: int = -1

    @property
    def ends_on(self) -> int:
        """The day on which its shift ends."""
        return max(self.day, self.last_day)


@dataclass(frozen=True, slots=True)
class Spell:
    """Days from the first to the last, both within, and which shifts of them (none named: all)."""

    first_day: int
    last_day: int
    shifts: frozenset[str] = frozenset()

    def holds(self, day: int, shift: str) -> bool:
        """Whether that shift on that day is within."""
        return self.first_day <= day <= self.last_day and (not self.shifts or shift in self.shifts)


@dataclass(frozen=True, slots=True)
class Check:
    """A professional registration or a check, and the last day on which it is good (None: it does not run out)."""

    id: str
    last_day: int | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who may be asked.

    No `bodies` means any body, no `free` means every day. `worked` is what began in the seven days before, one row for
    each shift; `history_minutes` all that was worked in the `history_weeks` weeks before, those rows included.
    `settled` is work from the first day on that this roster neither gives nor takes: beside it, or just after it.
    """

    id: str
    skills: frozenset[str] = frozenset()
    checks: tuple[Check, ...] = ()
    bodies: frozenset[str] = frozenset()
    free: tuple[Spell, ...] = ()
    away: tuple[Spell, ...] = ()
    rather_not: tuple[Spell, ...] = ()
    opted_out: bool = False
    worked: tuple[Duty, ...] = ()
    history_minutes: int = 0
    history_weeks: int = 0
    settled: tuple[Duty, ...] = ()

    def is_free(self, day: int, shift: str, last_day: int = -1) -> bool:
        """Whether they may be asked for that shift on that day, which ends on `last_day` if that is a later one."""
        is_there = not self.free or any(spell.holds(day, shift) for spell in self.free)
        # Free on whole days holds until the shift ends; free for a shift by its name is free for all of it.
        if self.free and not any(spell.shifts and spell.holds(day, shift) for spell in self.free):
            ends_on = max(day, last_day)
            is_there = is_there and any(not spell.shifts and spell.holds(ends_on, shift) for spell in self.free)
        return is_there and not any(
            spell.holds(day, shift) or (not spell.shifts and spell.holds(last_day, shift)) for spell in self.away
        )

    def is_cleared(self, post: Post) -> bool:
        """Whether they have every registration and check that a post needs, good until its shift ends."""
        good = {check.id for check in self.checks if check.last_day is None or check.last_day >= post.ends_on}
        return post.checks <= good

    def may_serve(self, post: Post) -> bool:
        """Whether they may work for the post's body."""
        return not post.body or not self.bodies or post.body in self.bodies


@dataclass(frozen=True, slots=True)
class Exemption:
    """Leave to cut one person's rest short on one day.

    Daily rest: the rest before that day's shift. Day off: the one that is due in the seven days that end with it.
    """

    person: str
    day: int
    rule: Rule
    by: str
    reason: str


@dataclass(frozen=True, slots=True)
class Seat:
    """Who sits at a post."""

    post: str
    person: str


@dataclass(frozen=True, slots=True)
class Problem:
    """All that a roster is made from.

    What was published and begins before minute `past_minutes` has begun: it stays, and what is empty then stays empty.
    """

    first_day: date
    days: int
    shifts: tuple[Shift, ...]
    posts: tuple[Post, ...]
    people: tuple[Person, ...]
    exemptions: tuple[Exemption, ...] = ()
    published: tuple[Seat, ...] = ()
    past_minutes: int = 0
    limits: Limits = Limits()
