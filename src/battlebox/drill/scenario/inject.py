"""An inject: a piece of news that a drill hands to the players, what they are to make of it, and how that is judged.

Law: an inject carries what players see or hear, and nothing of the truth behind it; what they do is seen in the record.
Not here: what happens in the world (event.py), handing it out (whoever plays).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from battlebox.desk import Role
from battlebox.drill.scenario.errors import Code, ScenarioError
from battlebox.drill.scenario.sign import Answer, Sign, known_clock
from battlebox.drill.scenario.words import PAPER_MOST, an_id, line, number, words

MINUTES_MOST: Final = 2_880
"""The longest scenario: two days of play."""
NUMBER_MOST: Final = 9_999
_EXPECTED_MOST: Final = 8
_SIGNS_MOST: Final = 8
_ATTACHED_MOST: Final = 5


class By(StrEnum):
    """By which channel an inject comes."""

    PHONE = "phone"
    IN_PERSON = "in person"
    MAIL = "mail"
    TEXT = "text message"
    CHAT = "chat"
    PAPER = "paper"
    ALARM = "alarm"
    BULLETIN = "bulletin"
    PRESS = "press"
    SOCIAL = "social media"
    RADIO = "radio"


class Measure(StrEnum):
    """What an expected action is scored on: never on what a simulated attacker did."""

    TIME = "time"
    """That it was done in time."""
    RECORD = "record"
    """That it was written down, with its reason."""
    REACH = "reach"
    """That those who had to know were told."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """Something handed out with an inject: a page of text under the name of a file."""

    name: str
    text: str

    def __post_init__(self) -> None:
        line("name", self.name, "the name of a file, such as demand.txt")
        words("text", self.text, "what it says", most=PAPER_MOST)


@dataclass(frozen=True, slots=True)
class Expected:
    """One thing that players are expected to do; any of its signs shows that they did, within those minutes.

    Signs stand with the best first. With `anew` nothing counts that was written before the inject was handed out.
    """

    do: str
    within_minutes: int
    any: tuple[Sign, ...]
    measure: Measure = Measure.RECORD
    anew: bool = False

    def __post_init__(self) -> None:
        words("do", self.do, "what is expected, as an instruction: Isolate {hub}")
        number("within_minutes", self.within_minutes, 1, MINUTES_MOST, "minutes of play after the inject")
        signs("any", self.any)


@dataclass(frozen=True, slots=True)
class Scores:
    """The evaluator's guide: what earns full marks, what half, and what none."""

    full: str
    half: str
    none: str

    def __post_init__(self) -> None:
        words("full", self.full, "what earns full marks (2)")
        words("half", self.half, "what earns half (1)")
        words("none", self.none, "what earns none (0)")


@dataclass(frozen=True, slots=True)
class Inject:
    """One inject, due `at_minutes` of play after the start.

    `sender` is an office or an outlet, never a person's name; `to` are the roles that get it, all of them where it is
    empty. `clocks` are ids of the library that it should start; `sources` keys of the scenario's sources, none for what
    was made up. With a `branch` it is played only if that branch got the answer `when`. `solo` says that it is part of
    the short exercise for one officer alone. `tells` are parts, systems, that it says are compromised; it may be wrong.
    """

    number: int
    at_minutes: int
    title: str
    sender: str
    by: By
    text: str
    evaluator: str
    scores: Scores
    to: tuple[Role, ...] = ()
    objectives: tuple[str, ...] = ()
    expected: tuple[Expected, ...] = ()
    clocks: tuple[str, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    sources: tuple[str, ...] = ()
    branch: str = ""
    when: Answer = Answer.YES
    solo: bool = False
    tells: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        number("number", self.number, 1, NUMBER_MOST, "number injects from 1 up")
        number("at_minutes", self.at_minutes, 0, MINUTES_MOST, "minutes of play after the start, from 0 up")
        line("title", self.title, "a few words for the run sheet")
        line("from", self.sender, "an office or an outlet, such as: head of IT")
        words("text", self.text, "what is handed over or read out")
        line("evaluator", self.evaluator, "who watches for it, such as: evaluator for communications")
        few("things that are expected", self.expected, _EXPECTED_MOST)
        few("attachments", self.attachments, _ATTACHED_MOST)
        for clock in self.clocks:
            known_clock("clocks", clock)
        for name, every in (
            ("to", self.to),
            ("clocks", self.clocks),
            ("objectives", self.objectives),
            ("tells", self.tells),
        ):
            once(name, every)
        if self.branch:
            an_id("branch", self.branch)

    @property
    def texts(self) -> tuple[str, ...]:
        """Every text in which a part may stand in braces."""
        said = (self.title, self.sender, self.text, self.evaluator)
        judged = (self.scores.full, self.scores.half, self.scores.none)
        return (*said, *judged, *(each.do for each in self.expected), *(each.text for each in self.attachments))


def signs(name: str, found: tuple[Sign, ...]) -> None:
    """Raises ScenarioError where there is no sign, or more than anybody would look for."""
    if not found:
        raise ScenarioError.of(Code.MISSING, name=name, what='one sign at least: [{ kind = "decision:made" }]')
    few("signs", found, _SIGNS_MOST)


def few(what: str, found: tuple[object, ...], most: int) -> None:
    """Raises ScenarioError where there are more than that."""
    if len(found) > most:
        raise ScenarioError.of(Code.TOO_MANY, found=len(found), what=what, most=most)


def once(name: str, found: tuple[str, ...]) -> None:
    """Raises ScenarioError for something that stands in a list twice."""
    for at, each in enumerate(found):
        if each in found[:at]:
            raise ScenarioError.of(Code.TWICE, what=f"in {name},", found=repr(str(each)), name="word, or take it out")
