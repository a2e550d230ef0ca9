"""The rows of the roster: shifts, the posts on them, the people there are and when they can be asked.

Law: as in things.py: a field is the column of the same name, hours are whole microhours.
Not here: who may work when (engine).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time
from enum import StrEnum

from battlebox.estate.things import Day


class PostDays(StrEnum):
    """On which days a post is needed."""

    ALL = "all"
    WEEKDAYS = "weekdays"
    WEEKENDS = "weekends"


class PostLevel(StrEnum):
    """How much it matters that a post is filled."""

    VITAL = "vital"
    IMPORTANT = "important"
    USEFUL = "useful"


class AvailabilityKind(StrEnum):
    """Whether somebody can be asked."""

    FREE = "free"
    AWAY = "away"
    RATHER_NOT = "rather_not"


@dataclass(frozen=True, slots=True)
class Shift:
    """A stretch of work that begins at the same time every day; without a body it is every body's."""

    shift: str
    name: str
    starts: time
    microhours: int
    body: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Post:
    """A place on the rota that must be filled; without a service it is a place at the desk."""

    post: str
    role: str
    body: str
    people: int
    service: str | None = None
    skills: tuple[str, ...] = ()
    registration: str | None = None
    checks: tuple[str, ...] = ()
    shifts: tuple[str, ...] = ()
    days: PostDays = PostDays.ALL
    level: PostLevel | None = None
    critical: str | None = None
    first_day: Day | None = None
    last_day: Day | None = None
    note: str | None = None

    @property
    def counts_as(self) -> PostLevel:
        """Its level; where none is given, vital if somebody wrote why it may not stand empty."""
        return self.level or (PostLevel.VITAL if self.critical else PostLevel.IMPORTANT)


@dataclass(frozen=True, slots=True)
class Check:
    """A registration or a check that somebody has, and the last day on which it is good, if it runs out."""

    name: str
    last_day: Day | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who can be rung and may be drafted in. `hours_done` are those of the last seven days."""

    person: str
    name: str
    body: str
    role: str
    skills: tuple[str, ...] = ()
    registration: str | None = None
    checks: tuple[Check, ...] = ()
    may_serve: tuple[str, ...] = ()
    phone: str | None = None
    other: str | None = None
    away: str | None = None
    hours_done: float | None = None
    average_microhours: int | None = None
    average_weeks: int | None = None
    opt_out: bool = False
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Availability:
    """Days on which a person can be asked, cannot, or would rather not be; no shifts means all of them."""

    availability: str
    of: str
    kind: AvailabilityKind
    first_day: Day
    last_day: Day | None = None
    shifts: tuple[str, ...] = ()
    note: str | None = None

    @property
    def days(self) -> tuple[Day, Day]:
        """The first day and the last."""
        return self.first_day, self.last_day or self.first_day
