"""A post on a shift that somebody was asked to take: accepted or declined, briefed, checked in, handed over.

Law: a body asks its own people and answers for them, whoever's post it is; nobody has a seat who has not accepted;
silence past its time is said aloud.
Not here: who can be asked (candidate.py), letting somebody into the desk (accounts), the hand-over note (command).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from battlebox.desk.brief.saying import clock
from battlebox.desk.errors import Code, DeskError
from battlebox.desk.officer import Act, Officer, Someone
from battlebox.desk.record.record import Record, Saved
from battlebox.desk.record.sight import Handling, Sight, Stated
from battlebox.desk.record.writing import draft, line, not_ahead, not_before
from battlebox.journal import Kind
from battlebox.marking import Tlp

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


def offer_post(record: Record, officer: Officer, who: Someone, offer: Offer) -> Saved:
    """Ask somebody of one's own body to take a post. One entry `shift:offered`, which names them to both bodies.

    Raises DeskError for another body's people, a shift that ends before it begins, lasts too long, is over or lies far
    ahead, an answer wanted in the past or after the end, and somebody who has another seat at that time or was asked
    for this one.
    """
    officer.must(Act.DRAFT_IN)
    if offer.body != officer.body:
        what = "whom to draft in"
        raise DeskError.of(Code.NOT_YOURS, what=what, owner=offer.body, body=officer.body, act="ask")
    what = line("the post", offer.what, what="which post it is")
    not_before("the end of the shift", offer.ends, "its beginning", offer.begins + timedelta(minutes=1))
    if offer.ends - offer.begins > LONGEST:
        raise DeskError.of(Code.LONG_SHIFT, found=f"{(offer.ends - offer.begins) / timedelta(hours=1):g}")
    not_before("the end of the shift", offer.ends, "now", record.now())
    if offer.begins - record.now() > AHEAD_MOST:
        raise DeskError.of(Code.TOO_FAR, field="the beginning of the shift", most="a year")
    not_before("the time to answer by", offer.answer_by, "now", record.now())
    not_before("the end of the shift", offer.ends, "the time to answer by", offer.answer_by)
    with record.lock:
        sight = Sight.of(record, officer)
        for other in offers_of(sight):
            also = other.offer.value
            is_same = other.step is Step.OFFERED and (also.of, also.at) == (offer.of, offer.at)
            if (other.step.is_coming or is_same) and offer.person in other.people and _meet(also, offer):
                state = f"asked for this then: {also.what}" if is_same else f"in a seat then: {also.what}"
                raise DeskError.of(Code.ALREADY, what=who.name, state=state, number=other.offer.number)
        thing = record.new_id(SHIFT)
        said = f"asked somebody of {offer.body} to take: {what}, from {clock(offer.begins)}; answer by " + clock(
            offer.answer_by
        )
        about: dict[str, str | int] = {"body": offer.body, "at": offer.at}
        written = draft(
            Kind.SHIFT_OFFERED, _handling(offer), (thing, OFFER, offer), words=said, about=about, person=who.name
        )
        return record.append(officer, written, thing=thing, naming=(who,))


def answer_offer(
    record: Record, officer: Officer, thing: str, answer: Answer, *, over: frozenset[str] | None = None
) -> Saved:
    """Record what came of it. One entry `shift:answered`.

    1. Refuse a step that cannot follow, and anybody but the bodies that it is between; what only the one who was asked
       can say is for their own body to record, with how it is known unless they say it themselves. Nobody accepts two
       posts for one time.
    2. Append the entry, for the same bodies. Raises DeskError.
    """
    officer.must(Act.ANSWER_POST)
    with record.lock:
        found = offered_of(Sight.of(record, officer), thing)
        asked = found.offer.value
        if answer.step not in found.step.nexts:
            may = " or ".join(step.value for step in found.step.nexts)
            hint = f"it can be {may} now" if may else "ask again with a new offer"
            raise DeskError.of(
                Code.WRONG_STATE, what="the offer", state=found.step.value, act=answer.step.value, hint=hint
            )
        is_self = officer.id in found.people
        bodies = {asked.body} if answer.step.is_theirs else {asked.body, asked.at}
        if officer.body not in bodies:
            raise DeskError.of(Code.NOT_YOURS, what="the answer", owner=asked.body, body=officer.body, act="record")
        if answer.step is Step.WITHDRAWN:
            officer.must(Act.DRAFT_IN)
        if answer.step.is_theirs and not is_self:
            line("how it is known", answer.heard, what="who said it, and how: `rang me on the desk phone`")
        not_ahead("when it was said", answer.at, record.now())
        if answer.step is Step.ACCEPTED:
            _must_be_free(Sight.of(record, officer), found)
        heard = f" (by {answer.heard})" if answer.heard else ""
        said = f"the post `{asked.what}` from {clock(asked.begins)}: {answer.step.value}{heard}"
        written = draft(
            Kind.SHIFT_ANSWERED, _handling(asked), (thing, ANSWER, answer),
            words="\n".join(filter(None, [said, answer.note])), about={"step": answer.step.value}, over=over,
        )  # fmt: skip
        return record.append(officer, written, thing=thing)


def _must_be_free(sight: Sight, found: Offered) -> None:
    """Raises DeskError for somebody who accepted another post for a part of that time meanwhile."""
    for other in offers_of(sight):
        is_theirs = bool(other.people & found.people) and other.thing != found.thing
        if is_theirs and other.step.is_coming and _meet(other.offer.value, found.offer.value):
            who, what = name_in(sight, found), other.offer.value.what
            raise DeskError.of(Code.NOW_SEATED, who=who, what=what, number=other.offer.number)


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
        other.offer.value.of == asked.of and _meet(other.offer.value, asked)
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


def _handling(offer: Offer) -> Handling:
    """For the body alone, and for the one whose post it is where that is another."""
    if offer.at == offer.body:
        return Handling()
    return Handling(Tlp.AMBER, frozenset({offer.body, offer.at}))


def _meet(one: Offer, other: Offer) -> bool:
    return one.begins < other.ends and other.begins < one.ends
