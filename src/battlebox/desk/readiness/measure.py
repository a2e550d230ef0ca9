"""A measure of readiness: how many of how many, which are missing by name, what to do, and what says so as of when.

Law: what nobody has said is not known: it is counted neither as there nor as missing, and no percentage hides it.
Not here: which measures there are (measures.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Stands(StrEnum):
    """How one thing stands."""

    YES = "yes"
    NO = "no"
    NOT_KNOWN = "not known"


@dataclass(frozen=True, slots=True)
class Found:
    """One thing that is counted, how it stands and why."""

    id: str
    name: str
    stands: Stands
    why: str


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure; `nothing` says why, where there is nothing to count; `as_of` is blank where nobody says."""

    key: str
    title: str
    counts: str
    """What makes a thing count."""
    do: str
    found: tuple[Found, ...]
    source: str
    as_of: date | None
    nothing: str

    def of(self, stands: Stands) -> tuple[Found, ...]:
        """Those that stand so."""
        return tuple(each for each in self.found if each.stands is stands)

    @property
    def missing(self) -> tuple[Found, ...]:
        """Those that do not count: the known ones, then those of which it is not known."""
        return (*self.of(Stands.NO), *self.of(Stands.NOT_KNOWN))

    @property
    def stands(self) -> Stands:
        """The whole: not known where nothing is known, yes where all count."""
        if not self.found or len(self.of(Stands.NOT_KNOWN)) == len(self.found):
            return Stands.NOT_KNOWN
        return Stands.YES if not self.missing else Stands.NO

    @property
    def percent(self) -> int | None:
        """Of a hundred, rounded down; None while of any of them it is not known."""
        if not self.found or self.of(Stands.NOT_KNOWN):
            return None
        return 100 * len(self.of(Stands.YES)) // len(self.found)

    @property
    def number(self) -> str:
        """`3 of 12 (25%)`, `3 of 12, and of 4 it is not known`, `Not known: ...`."""
        if not self.found:
            return f"Not known: {self.nothing}"
        unknown, of = len(self.of(Stands.NOT_KNOWN)), len(self.found)
        if unknown == of:
            return f"Not known for any of {of}" if of > 1 else "Not known for the only one"
        said = f"{len(self.of(Stands.YES))} of {of}"
        return f"{said}, and of {unknown} it is not known" if unknown else f"{said} ({self.percent}%)"


def day_words(day: date) -> str:
    """`6 October 2025`."""
    return f"{day.day} {day:%B %Y}"


def days_words(days: int) -> str:
    """`1 day`, `90 days`."""
    return "1 day" if days == 1 else f"{days} days"


def due_words(due: date, today: date) -> str:
    """`6 October 2025, in 3 days`; `today`, `3 days ago` where it has come."""
    days = (due - today).days
    when = "today" if not days else f"in {days_words(days)}" if days > 0 else f"{days_words(-days)} ago"
    return f"{day_words(due)}, {when}"


def age_words(as_of: date | None, today: date) -> str:
    """How old what was counted is."""
    if as_of is None:
        return "as of when, nobody has said"
    days = (today - as_of).days
    return f"as of {day_words(as_of)}, " + ("today" if not days else f"{days_words(days)} ago" if days > 0 else "ahead")
