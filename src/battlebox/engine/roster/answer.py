"""What a roster answers: who sits where, what stays empty and why, which skill is scarce, whose rest is owed.

Law: plain values; every figure can be worked out again from the problem and the seats.
Not here: how it was found (making.py), sentences that remark on it (remarks.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from battlebox.engine.roster.problem import Rule, Seat


class Why(StrEnum):
    """Why a post stays empty."""

    NOBODY = "nobody has the skill and what else it asks for"
    NOT_FREE = "nobody who has the skill is free"
    SEATED = "everybody who could is in another seat that day"
    AT_A_LIMIT = "who could and has no other seat that day is at a limit: rest, a day off, hours"


@dataclass(frozen=True, slots=True)
class Empty:
    """A post that nobody has."""

    post: str
    why: Why


@dataclass(frozen=True, slots=True)
class Scarce:
    """What one more person trained in a skill would cover: how many more posts, and how much they count."""

    skill: str
    posts: int
    worth: int


@dataclass(frozen=True, slots=True)
class Owed:
    """Rest to be made up, under an exemption."""

    person: str
    day: int
    rule: Rule
    minutes: int
    by: str
    reason: str


@dataclass(frozen=True, slots=True)
class Load:
    """What one person has in the roster, its past included; the most minutes in any seven days, the average week.

    `nights_all` are with those of the days before it and of other work.
    """

    person: str
    shifts: int
    minutes: int
    nights: int
    week_minutes_most: int
    average_week_minutes: int
    days_running: int
    nights_all: int


@dataclass(frozen=True, slots=True)
class Tired:
    """Somebody near a limit, and in what."""

    person: str
    signs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Roster:
    """The whole answer. `plain_cost` is what the plain rule alone would have cost; no roster is below `bound`."""

    seats: tuple[Seat, ...]
    empties: tuple[Empty, ...]
    scarce: tuple[Scarce, ...]
    owed: tuple[Owed, ...]
    loads: tuple[Load, ...]
    tired: tuple[Tired, ...]
    remarks: tuple[str, ...]
    changes: int
    cost: int
    plain_cost: int
    bound: int
    stage: str
    is_best: bool

    @property
    def how(self) -> str:
        """How it knows that it is good, in a sentence."""
        if self.is_best:
            return f"proved: no roster is better; made by {self.stage}"
        beside = "as good as" if self.cost == self.plain_cost else "better than"
        return f"{beside} the plain rule, not proved best; made by {self.stage}"
