"""What a partner was asked to order, since only it may: whom we rang, on which channel, what came back, and when.

Law: an ask is no answer, and an answer is no effect; every attempt is kept; what is ours to order is never asked.
Not here: our own orders (picture/containment.py), messages to staff and residents.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from battlebox.desk.errors import Code, DeskError
from battlebox.desk.officer import Act, Officer
from battlebox.desk.record.record import Record, Saved
from battlebox.desk.record.sight import Handling, Sight, Stated
from battlebox.desk.record.writing import draft, line, not_ahead, not_before, words
from battlebox.estate import Estate, Near
from battlebox.journal import Kind

ASK: Final = "ask"
ASKED: Final = "asked"
ANSWER: Final = "answer"


class Reply(StrEnum):
    """What came back."""

    YES = "yes"
    NO = "no"
    LATER = "will ring back"
    NO_REPLY = "no reply"
    DONE = "says it is done"

    @property
    def settles(self) -> bool:
        """Whether nobody need ring again for an answer; `yes` still waits for the deed."""
        return self in (Reply.NO, Reply.DONE)


@dataclass(frozen=True, slots=True)
class Ask:
    """What a body is asked for: one of its actions in the estate, or in words; whom we rang, and on which channel.

    `rang` is an office, never a name. `decision` is what it rests on, `ring_again` when to try next.
    """

    of: str
    what: str
    why: str
    rang: str
    channel: str
    at: datetime
    action: str = ""
    ring_again: datetime | None = None
    decision: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered, by which office, on which channel, when; `reference` is their own number for it."""

    reply: Reply
    who: str
    channel: str
    at: datetime
    words: str = ""
    ring_again: datetime | None = None
    reference: str = ""


@dataclass(frozen=True, slots=True)
class Asking:
    """An ask with every answer that came, in order."""

    thing: str
    asked: Stated[Ask]
    answers: tuple[Stated[Answer], ...]

    @property
    def reply(self) -> Reply | None:
        """The last answer; None while there is none."""
        return self.answers[-1].value.reply if self.answers else None

    @property
    def is_open(self) -> bool:
        """Whether something is still to come of it."""
        return self.reply is None or not self.reply.settles

    @property
    def ring_at(self) -> datetime | None:
        """When to ring again; None where nothing is set or nothing is to come."""
        if not self.is_open:
            return None
        return self.answers[-1].value.ring_again if self.answers else self.asked.value.ring_again

    def is_due(self, now: datetime) -> bool:
        """Whether to ring now."""
        return self.ring_at is not None and self.ring_at <= now


def ask_partner(
    record: Record, estate: Estate, officer: Officer, ask: Ask, *, person: str = "", handling: Handling | None = None
) -> Saved:
    """Record that a partner was asked. `person` is the name of whoever was rung, kept where it can be removed.

    1. Refuse an officer who may not, a body or action the estate does not have, what is ours to order, a blank.
    2. Append one entry `partner:asked`.
    Raises DeskError.
    """
    officer.must(Act.ASK)
    if ask.of not in estate.body_by_id:
        near = Near().words(ask.of, tuple(estate.body_by_id), "; the nearest is {}")
        raise DeskError.of(Code.UNKNOWN_ID, what="body", id=ask.of, near=near)
    what = line("what is asked", ask.what, what="what they should do")
    if ask.of == officer.body:
        raise DeskError.of(Code.OWN_TO_ORDER, what=f"`{what}`", body=officer.body)
    row = estate.action_by_id.get(ask.action)
    if ask.action and (row is None or row.body != ask.of):
        theirs = tuple(each.action for each in estate.actions if each.body == ask.of)
        near = Near().words(ask.action, theirs, "; the nearest is {}")
        raise DeskError.of(Code.UNKNOWN_ID, what=f"action of {ask.of}", id=ask.action, near=near)
    kept = Ask(
        of=ask.of,
        what=what,
        why=words("why", ask.why, needed=True, what="why, in a sentence"),
        rang=line("whom you rang", ask.rang, what="their office"),
        channel=line("the channel", ask.channel, what="how you reached them"),
        at=not_ahead("the time", ask.at, record.now()),
        action=ask.action,
        ring_again=_later(ask.ring_again, ask.at),
        decision=ask.decision,
    )
    thing = record.new_id(ASK)
    text = f"asked {kept.of} ({kept.rang}, {kept.channel}): {kept.what}\nbecause {kept.why}"
    about: dict[str, str | int] = {"of": kept.of, "action": kept.action}
    written = draft(
        Kind.PARTNER_ASKED, handling or Handling(), (thing, ASKED, kept), words=text, about=about, person=person
    )
    return record.append(officer, written, thing=thing)


def answer_ask(
    record: Record,
    officer: Officer,
    thing: str,
    answer: Answer,
    *,
    person: str = "",
    handling: Handling | None = None,
    over: frozenset[str] | None = None,
) -> Saved:
    """Record what a partner answered, or that nobody picked up. The partner's own desk may write it too.

    Raises DeskError for an ask that may not be seen, or one between other bodies.
    """
    officer.must(Act.ASK)
    found = asking(Sight.of(record, officer), thing)
    if officer.body not in (found.asked.body, found.asked.value.of):
        owner = found.asked.body
        raise DeskError.of(Code.NOT_YOURS, what="this ask", owner=owner, body=officer.body, act="answer")
    kept = Answer(
        reply=answer.reply,
        who=line("who answered", answer.who, what="their office, or whom you tried"),
        channel=line("the channel", answer.channel, what="how you reached them"),
        at=not_ahead("the time", answer.at, record.now()),
        words=words("what was said", answer.words),
        ring_again=_later(answer.ring_again, answer.at),
        reference=answer.reference,
    )
    old = found.asked
    how = handling or Handling(old.tlp, frozenset(record.line(old.entry).header.audience) | {old.body} - {officer.body})
    said = f"{old.value.of} on `{old.value.what}`: {kept.reply.value}, {kept.who}, {kept.channel}"
    text = "\n".join(filter(None, [said, kept.words]))
    about: dict[str, str | int] = {"of": old.value.of, "reply": kept.reply.value}
    written = draft(
        Kind.PARTNER_ANSWERED, how, (thing, ANSWER, kept), words=text, about=about, over=over, person=person
    )
    return record.append(officer, written, thing=thing)


def asking(sight: Sight, thing: str) -> Asking:
    """One ask with its answers. Raises DeskError if it may not be seen."""
    return Asking(thing, sight.need(thing, ASKED, Ask, what=ASK), sight.told(thing, ANSWER, Answer))


def asks_of(sight: Sight) -> tuple[Asking, ...]:
    """Every ask that may be seen, in the order in which they were made."""
    return tuple(asking(sight, thing) for thing in sight.things(ASK, ASKED))


def to_ring(sight: Sight) -> tuple[Asking, ...]:
    """Asks of this reader's body that are open, the one to ring soonest first, those without a time last."""
    far = datetime.max.replace(tzinfo=sight.now.tzinfo)
    mine = (each for each in asks_of(sight) if each.is_open and each.asked.body == sight.officer.body)
    return tuple(sorted(mine, key=lambda each: each.ring_at or far))


def _later(again: datetime | None, at: datetime) -> datetime | None:
    return None if again is None else not_before("when to ring again", again, "the call", at)
