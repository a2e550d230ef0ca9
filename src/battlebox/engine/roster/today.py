"""The first day, without a planner: who goes home now, and a plain sheet of the next three shifts.

Law: no solver, no search, no time; the same people always give the same sheet, and a seat that nobody can take says so.
Not here: the days after (making.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from battlebox.engine.roster.hours import HOUR_MINUTES

SHIFTS: Final = 3
SHIFT_MINUTES: Final = 8 * HOUR_MINUTES
ON_MOST_MINUTES: Final = 12 * HOUR_MINUTES
"""Longest stretch on duty: a working value of the house."""
REST_MINUTES: Final = 11 * HOUR_MINUTES


@dataclass(frozen=True, slots=True)
class Here:
    """Somebody on the first day: what they can do; how long they have been on duty, or off it.

    `is_worn` says that the week before was too long: they are taken last.
    """

    id: str
    skills: frozenset[str] = frozenset()
    on_minutes: int | None = None
    off_minutes: int | None = None
    is_worn: bool = False

    @property
    def is_on(self) -> bool:
        """Whether they are on duty now."""
        return self.on_minutes is not None


@dataclass(frozen=True, slots=True)
class Wanted:
    """A seat that must be filled in each of the three shifts: what it is called and the skill it asks for."""

    what: str
    skill: str


@dataclass(frozen=True, slots=True)
class HomeTime:
    """When somebody on duty must go, and when they may be back (minutes from now)."""

    id: str
    on_minutes: int
    go_by_minutes: int
    back_from_minutes: int

    @property
    def goes_now(self) -> bool:
        """Whether they must go at once."""
        return self.go_by_minutes <= 0

    @property
    def can_stay(self) -> bool:
        """Whether they can do another whole shift first."""
        return self.go_by_minutes >= SHIFT_MINUTES


@dataclass(frozen=True, slots=True)
class Place:
    """One line of the sheet: a seat in one of the three shifts, and who has it (nobody: blank)."""

    shift: int
    what: str
    person: str


def home_times(people: Iterable[Here], begins: Mapping[str, int] = MappingProxyType({})) -> tuple[HomeTime, ...]:
    """Everybody on duty, the longest first, and by when each goes.

    1. Who has done a whole shift goes now.
    2. Who cannot do another goes in time to be rested for the third shift, within twelve hours on duty in all.
    3. The others go after twelve hours.
    4. `begins` says in how many minutes somebody's next seat begins: they go eleven hours before, unless they can go on
       until its end.
    """
    found = []
    for person in people:
        if person.on_minutes is None:
            continue
        go_by = _go_by(person.on_minutes)
        seat = begins.get(person.id)
        if seat is not None and person.on_minutes + seat + SHIFT_MINUTES > ON_MOST_MINUTES:
            go_by = min(go_by, max(0, seat - REST_MINUTES))
        found.append(HomeTime(person.id, person.on_minutes, go_by, go_by + REST_MINUTES))
    return tuple(sorted(found, key=lambda each: (-each.on_minutes, each.id)))


def _go_by(on_minutes: int) -> int:
    if on_minutes >= SHIFT_MINUTES:
        return 0
    left = ON_MOST_MINUTES - on_minutes
    return left if left >= SHIFT_MINUTES else min(left, (SHIFTS - 1) * SHIFT_MINUTES - REST_MINUTES)


def three_shifts(people: Iterable[Here], wanted: Iterable[Wanted]) -> tuple[Place, ...]:
    """Who sits where in the three shifts of eight hours from now, in the order of the shifts and of what was wanted.

    1. The seats that the fewest people can fill come first.
    2. Each person has one seat of the three shifts.
    3. First shift: those on duty who may stay, the freshest first. Second: whoever is at home and rested. Third: those
       sent home now come back.
    """
    staff, seats = tuple(people), tuple(wanted)
    taken: dict[tuple[int, int], str] = {}
    order = sorted(range(len(seats)), key=lambda i: (sum(seats[i].skill in person.skills for person in staff), i))
    for i in order:
        for shift in range(SHIFTS):
            seated = set(taken.values())
            fit = [
                person
                for person in staff
                if seats[i].skill in person.skills
                and person.id not in seated
                and ready_from(person) <= shift * SHIFT_MINUTES
                and (shift == 0 or not _may_stay(person))
            ]
            best = min(fit, key=lambda person: (_rank(person, shift), person.id), default=None)
            best = best or _spare(staff, seats[i].skill, seated, shift)
            if best is not None:
                taken[i, shift] = best.id
    return tuple(
        Place(shift, seat.what, taken.get((i, shift), "")) for shift in range(SHIFTS) for i, seat in enumerate(seats)
    )


def _may_stay(person: Here) -> bool:
    """On duty, and another whole shift is within twelve hours."""
    return person.on_minutes is not None and person.on_minutes + SHIFT_MINUTES <= ON_MOST_MINUTES


def ready_from(person: Here) -> int:
    """Minutes from now at which somebody may begin a shift."""
    if person.on_minutes is not None:
        return 0 if _may_stay(person) else REST_MINUTES
    return max(0, REST_MINUTES - person.off_minutes) if person.off_minutes is not None else 0


def _rank(person: Here, shift: int) -> tuple[int, int, int]:
    """By whom a shift is better taken."""
    if shift == 0:
        return (person.is_worn, 0 if person.is_on else 1, person.on_minutes or 0)
    return (person.is_worn, abs(shift * SHIFT_MINUTES - ready_from(person)), 0)


def _spare(staff: tuple[Here, ...], skill: str, seated: set[str], shift: int) -> Here | None:
    """Somebody on duty who may stay but has no seat: sent home now, they are rested by the third shift."""
    if shift * SHIFT_MINUTES < REST_MINUTES:
        return None
    fit = (each for each in staff if skill in each.skills and each.id not in seated and _may_stay(each))
    return min(fit, key=lambda each: (-(each.on_minutes or 0), each.id), default=None)
