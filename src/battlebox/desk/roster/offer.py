"""A post on a shift that somebody was asked to take: accepted or declined, briefed, checked in, handed over.

Law: a body asks its own people and answers for them, whoever's post it is; nobody has a seat who has not accepted;
silence past its time is said aloud.
Not here: asking and answering (asking.py), who can be asked (candidate.py), letting somebody into the desk (accounts),
the hand-over note (command).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from battlebox.desk.officer import Officer
from battlebox.desk.record.sight import Sight, Stated

SHIFT: Final = "shift"
OFFER: Final = "offer"
ANSWER: Final = "answer"
LONGEST: Final = timedelta(hours=13)
"""Nobody could rest eleven hours before the next day's shift otherwise."""
AHEAD_MOST: Final = timedelta(days=366)
LATE_AFTER: Final = timedelta(minutes=15)
"""How long after the beginning of a shift somebody who has not come is missed (a working value)."""


LEFT: Final = "had accepted, and will not come: ask somebody else"


class Step(StrEnum):
    """How far it has come."""

    OFFERED = "asked"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    BRIEFED = "briefed"
    HERE = "checked in"
    DONE = "handed over"
    WITHDRAWN = "taken back"

    @property
    def is_coming(self) -> bool:
        """Whether the seat counts as taken."""
        return self in (Step.ACCEPTED, Step.BRIEFED, Step.HERE)

    @property
    def is_taken(self) -> bool:
        """Whether they came or will."""
        return self.is_coming or self is Step.DONE

    @property
    def is_theirs(self) -> bool:
        """Whether only the one who was asked can say it, themselves or on the phone."""
        return self in (Step.ACCEPTED, Step.DECLINED, Step.BRIEFED)

    @property
    def nexts(self) -> tuple[Step, ...]:
        """What can follow."""
        return _NEXTS[self]


_NEXTS: Final[dict[Step, tuple[Step, ...]]] = {
    Step.OFFERED: (Step.ACCEPTED, Step.DECLINED, Step.WITHDRAWN),
    Step.ACCEPTED: (Step.BRIEFED, Step.HERE, Step.DECLINED, Step.WITHDRAWN),
    Step.BRIEFED: (Step.HERE, Step.DECLINED, Step.WITHDRAWN),
    Step.HERE: (Step.DONE,),
    Step.DECLINED: (Step.ACCEPTED,),
    Step.DONE: (),
    Step.WITHDRAWN: (),
}


@dataclass(frozen=True, slots=True)
class Offer:
    """What was asked: of whom (an id, and their body), which post (a role or service by its id, and in words), when.

    `at` is the body whose post it is; `skill` what it asks for; the answer is wanted by `answer_by`.
    """

    person: str
    body: str
    at: str
    of: str
    what: str
    begins: datetime
    ends: datetime
    answer_by: datetime
    skill: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of it, and when; `heard` says how that is known where they did not say it at this desk themselves.

    `account` is the id under which they sign in here, once they do.
    """

    step: Step
    at: datetime
    heard: str = ""
    note: str = ""
    account: str = ""


@dataclass(frozen=True, slots=True)
class Offered:
    """An offer as it stands, with everything that was answered, in order."""

    thing: str
    offer: Stated[Offer]
    answers: tuple[Stated[Answer], ...]

    @property
    def step(self) -> Step:
        """How far it has come."""
        return self.answers[-1].value.step if self.answers else Step.OFFERED

    @property
    def entries(self) -> frozenset[str]:
        """The entries that say how far it has come."""
        return frozenset({self.answers[-1].entry if self.answers else self.offer.entry})

    @property
    def people(self) -> frozenset[str]:
        """The ids that the one who was asked goes by."""
        accounts = (each.value.account for each in self.answers)
        return frozenset(filter(None, (self.offer.value.person, *accounts)))

    def at(self, step: Step) -> datetime | None:
        """When a step was taken last."""
        return next((each.value.at for each in reversed(self.answers) if each.value.step is step), None)

    def alarm(self, now: datetime) -> str:
        """What nobody may leave at that, in words; blank where all goes as it should."""
        asked = self.offer.value
        if self.step is Step.OFFERED and asked.answer_by < now:
            return "has not answered"
        if self.step in (Step.ACCEPTED, Step.BRIEFED) and asked.begins + LATE_AFTER < now:
            return "accepted, and has not come"
        if self.step is Step.HERE and asked.ends < now:
            return "should have handed over and gone home"
        return ""


def offered_of(sight: Sight, thing: str) -> Offered:
    """One offer as it stands. Raises DeskError if it may not be seen."""
    offer = sight.need(thing, OFFER, Offer, what="offer of a post")
    return Offered(thing, offer, sight.told(thing, ANSWER, Answer))


def offers_of(sight: Sight) -> tuple[Offered, ...]:
    """Every offer that may be seen, by when the shift begins."""

    def find() -> tuple[Offered, ...]:
        found = (offered_of(sight, thing) for thing in sight.things(SHIFT, OFFER))
        return tuple(sorted(found, key=lambda each: (each.offer.value.begins, each.thing)))

    return sight.shared("offers", (SHIFT,), find)


def alarms_of(sight: Sight) -> tuple[tuple[Offered, str], ...]:
    """What nobody may leave at that, in words: silence, and posts of the reader's body that stand empty again."""
    every = offers_of(sight)
    own = [each for each in every if each.offer.value.at == sight.officer.body]
    left = {each.thing for each in own if _is_left(each, sight.now) and not _is_refilled(each, own)}
    found = ((each, each.alarm(sight.now) or (LEFT if each.thing in left else "")) for each in every)
    return tuple((each, words) for each, words in found if words)


def _is_left(found: Offered, now: datetime) -> bool:
    """Whether somebody who had accepted will not come: they declined after all, or their own body called them back."""
    if found.at(Step.ACCEPTED) is None or found.offer.value.ends <= now:
        return False
    is_called_back = found.step is Step.WITHDRAWN and found.answers[-1].body != found.offer.value.at
    return found.step is Step.DECLINED or is_called_back


def _is_refilled(found: Offered, others: Iterable[Offered]) -> bool:
    """Whether somebody was asked for that post since, and has not said no."""
    asked = found.offer.value
    return any(
        other.offer.value.of == asked.of and meet(other.offer.value, asked)
        and (other.step.is_coming or other.step is Step.OFFERED)
        for other in others
    )  # fmt: skip


def name_in(sight: Sight, found: Offered) -> str:
    """The name of the one who was asked, as far as it may be seen."""
    real = sight.real_name(found.offer.value.person)
    return real or sight.line(found.offer.entry).person or "somebody who is not named here"


def is_for(found: Offered, officer: Officer) -> bool:
    """Whether this officer is the one who was asked."""
    return officer.id in found.people


def meet(one: Offer, other: Offer) -> bool:
    """Whether two posts lie in one time, in part or as a whole."""
    return one.begins < other.ends and other.begins < one.ends
