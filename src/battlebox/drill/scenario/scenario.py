"""A scenario: one rehearsal, from its objectives to its last question, in parts that any estate can fill.

Law: a scenario is whole or it is refused: what it names is in it, what is in it is used, nothing contradicts the rest.
Not here: reading its file (reading.py), what contradicts what (contradictions.py), filling its parts.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import time
from enum import StrEnum
from typing import Final

from battlebox.desk import Role
from battlebox.drill.scenario.branch import Branch
from battlebox.drill.scenario.contradictions import contradictions
from battlebox.drill.scenario.errors import Code, ScenarioError, ScenarioMistakes
from battlebox.drill.scenario.event import WorldEvent
from battlebox.drill.scenario.inject import MINUTES_MOST, Inject
from battlebox.drill.scenario.part import Part
from battlebox.drill.scenario.words import PAPER_MOST, an_id, line, minutes_words, number, words

FORMAT: Final = "battlebox-scenario/1"
FASTER_MOST: Final = 60
_HOURS_BEFORE_MOST: Final = 24 * 60
_MOST: Final = {"parts": 40, "injects": 200, "events": 100, "branches": 50, "objectives": 20, "debrief": 20}


class Weekday(StrEnum):
    """The day of the week on which the story begins."""

    MONDAY = "monday"
    TUESDAY = "tuesday"
    WEDNESDAY = "wednesday"
    THURSDAY = "thursday"
    FRIDAY = "friday"
    SATURDAY = "saturday"
    SUNDAY = "sunday"

    @property
    def words(self) -> str:
        """As it is said."""
        return self.value.capitalize()


@dataclass(frozen=True, slots=True)
class Objective:
    """One thing that the exercise practises; `words` says how one would know that it was reached."""

    id: str
    words: str

    def __post_init__(self) -> None:
        an_id("id", self.id)
        line("words", self.words, "what is practised, as in: Warn partners within the hour")


@dataclass(frozen=True, slots=True)
class Attack:
    """Where the attacker truly stands when the story begins.

    `real` is whether there is one at all. `at` are parts, systems, that it holds; `hours_before` is since when.
    `spreads` is whether it moves on by the paths of the estate, and `strikes` whether it encrypts what it holds.
    """

    real: bool
    words: str
    at: tuple[str, ...] = ()
    hours_before: int = 0
    spreads: bool = False
    strikes: bool = False

    def __post_init__(self) -> None:
        words("words", self.words, "what is so, for the facilitator alone", most=PAPER_MOST)
        number("hours_before", self.hours_before, 0, _HOURS_BEFORE_MOST, "hours before the story begins")
        if self.real and not self.at:
            raise ScenarioError.of(
                Code.NOT_THERE, what="an attack that is real", name="at", hint="name the parts that it holds"
            )
        for name in ("at", "hours_before", "spreads", "strikes"):
            if not self.real and getattr(self, name):
                raise ScenarioError.of(Code.NOT_NEEDED, what="an attack that is not real", name=name)


@dataclass(frozen=True, slots=True)
class Scenario:
    """One scenario, as docs/formats/scenario.md says.

    `opening` is read to everybody at the start, `facilitator` is for whoever runs it, `debrief` are questions for
    straight after. `minutes` is how long it is played. `weekday` and `starts` are when the story begins. `sources` are
    those that it draws on, by key. `orders_faster` is how many times sooner an order works than the estate says.
    """

    id: str
    title: str
    summary: str
    minutes: int
    weekday: Weekday
    starts: time
    opening: str
    attack: Attack
    objectives: tuple[Objective, ...]
    injects: tuple[Inject, ...]
    parts: tuple[Part, ...] = ()
    events: tuple[WorldEvent, ...] = ()
    branches: tuple[Branch, ...] = ()
    facilitator: str = ""
    debrief: tuple[str, ...] = ()
    roles: tuple[Role, ...] = ()
    sources: tuple[tuple[str, str], ...] = ()
    orders_faster: int = 1

    def __post_init__(self) -> None:
        an_id("id", self.id)
        line("title", self.title, "what it is called")
        words("summary", self.summary, "two sentences for somebody who chooses")
        number("minutes", self.minutes, 5, MINUTES_MOST, "how long it is played, in minutes")
        number(
            "orders_faster",
            self.orders_faster,
            1,
            FASTER_MOST,
            "how many times sooner orders work than the estate says",
        )
        words("opening", self.opening, "what is read to everybody at the start", most=PAPER_MOST)
        words("facilitator", self.facilitator, most=PAPER_MOST)
        for each in self.debrief:
            line("debrief", each, "a question")
        for name in ("objectives", "injects", "debrief"):
            if not getattr(self, name):
                raise ScenarioError.of(Code.MISSING, name=name, what="one at least")
        for name, most in _MOST.items():
            if len(getattr(self, name)) > most:
                raise ScenarioError.of(Code.TOO_MANY, found=len(getattr(self, name)), what=name, most=most)
        found = tuple(contradictions(self))
        if found:
            raise ScenarioMistakes(found)

    @property
    def source_of(self) -> dict[str, str]:
        """Sources by key."""
        return dict(self.sources)

    @property
    def solo(self) -> tuple[Inject, ...]:
        """The injects of the short exercise for one officer alone, in order."""
        return tuple(each for each in self.injects if each.solo)

    @property
    def read_aloud(self) -> str:
        """What is read to everybody at the start: the opening, and how fast orders work, if not as on the day."""
        if self.orders_faster == 1:
            return self.opening
        return (
            f"{self.opening}\n\nIn this exercise an order works {self.orders_faster} times sooner than your own tables "
            f"say: what takes an hour there takes {minutes_words(60 / self.orders_faster)} here."
        )

    def texts(self) -> Iterator[tuple[str, str]]:
        """Every text in which a part may stand in braces, each with the place where it stands."""
        yield "the scenario", "\n".join((self.opening, self.facilitator, *self.debrief))
        yield "attack", self.attack.words
        for goal in self.objectives:
            yield f"objective {goal.id}", goal.words
        for inject in self.injects:
            yield f"inject {inject.number}", "\n".join(inject.texts)
        for event in self.events:
            yield f"event {event.id}", "\n".join(event.texts)
        for branch in self.branches:
            yield f"branch {branch.id}", branch.asks
