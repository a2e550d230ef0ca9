"""Changes that let a partner have more: proposed by one person, agreed to or refused by another, of the same body.

Law: nobody agrees to what they proposed; an answer is given once; what takes something away needs one person alone.
Not here: doing what was agreed (web), what a partner may have (share.release).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from battlebox.desk.errors import Code, DeskError
from battlebox.desk.exchange.telling import SWITCH, Telling, telling_of
from battlebox.desk.officer import Act, Officer
from battlebox.desk.record.record import Record, Saved
from battlebox.desk.record.sight import Handling, Sight, Stated
from battlebox.desk.record.writing import draft, line
from battlebox.journal import Kind

CHANGE: Final = "change"
WANTED: Final = "wanted"
ANSWER: Final = "answer"


class What(StrEnum):
    """What is to change; the value reads after `proposed to`."""

    ADD = "make a body a partner"
    GRANT = "let a partner read or write a collection"
    LOOSEN = "issue something under a freer label"
    TELL = "tell a partner how we stand, with every change"


@dataclass(frozen=True, slots=True)
class Change:
    """What is to change for which partner: in a sentence, why, and what is needed to do it, in an order of its own."""

    what: What
    body: str
    says: str
    why: str
    needed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """Whether somebody else agreed, and why."""

    agreed: bool
    why: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """A change as it was proposed, and its answer where there is one."""

    thing: str
    wanted: Stated[Change]
    answer: Stated[Answer] | None = None

    @property
    def name(self) -> str:
        """As it stands in addresses."""
        return self.thing.partition("/")[2]


def propose_change(record: Record, officer: Officer, change: Change) -> Saved:
    """Put a change to somebody else of the same body, in one entry `partner:proposed` which that body alone sees.

    Raises DeskError for an officer who may not, and for a change without a reason.
    """
    officer.must(Act.PARTNER)
    kept = Change(
        change.what, change.body, line("what", change.says), line("why", change.why, what="why"), change.needed
    )
    thing = record.new_id(CHANGE)
    text = f"proposed to {kept.what.value}: {kept.says} Why: {kept.why}"
    about: dict[str, str | int] = {"body": kept.body}
    written = draft(Kind.PARTNER_PROPOSED, Handling(), (thing, WANTED, kept), words=text, about=about)
    return record.append(officer, written, thing=thing)


def answer_change(record: Record, officer: Officer, thing: str, *, agreed: bool, why: str = "") -> Saved:
    """Agree to what somebody else proposed, or refuse it, in one entry `partner:changed`.

    Raises DeskError for whoever proposed it, for an officer who may not, for a change that was answered, and for a
    refusal without a reason.
    """
    officer.must(Act.PARTNER)
    asked = change_of(Sight.of(record, officer), thing)
    if asked.answer is not None:
        raise DeskError.of(Code.CHANGE_ANSWERED, number=asked.answer.number)
    if agreed and asked.wanted.by == officer.id:
        raise DeskError.of(Code.SAME_PERSON, number=asked.wanted.number)
    kept = Answer(agreed, why.strip() if agreed else line("why", why, what="why not"))
    text = f"{'agreed to' if agreed else 'refused'} {asked.wanted.number}: {asked.wanted.value.says}"
    text += f" Why: {kept.why}" if kept.why else ""
    about: dict[str, str | int] = {"body": asked.wanted.value.body, "agreed": int(agreed)}
    sets: list[tuple[str, str, object]] = [(thing, ANSWER, kept)]
    if agreed and asked.wanted.value.what is What.TELL:
        partner = asked.wanted.value.body
        switched = Telling(partner, is_on=True, why=asked.wanted.value.why)
        sets.append((telling_of(officer.body, partner), SWITCH, switched))
    written = draft(Kind.PARTNER_CHANGED, Handling(), *sets, words=text, about=about)
    return record.append(officer, written, thing=thing)


def note_partner(record: Record, officer: Officer, body: str, text: str) -> Saved:
    """Write down what one person may do alone: a partner was cut off, or what it sent was let in."""
    officer.must(Act.PARTNER)
    written = draft(Kind.PARTNER_CHANGED, Handling(), words=line("what", text), about={"body": body})
    return record.append(officer, written)


def change_of(sight: Sight, thing: str) -> Asked:
    """One change. Raises DeskError where there is none to see."""
    wanted = sight.need(thing, WANTED, Change, what="change")
    return Asked(thing, wanted, sight.latest(thing, ANSWER, Answer))


def changes_of(sight: Sight) -> tuple[Asked, ...]:
    """All of the reader's own body, the newest first."""
    found = (change_of(sight, thing) for thing in sight.things(CHANGE, WANTED))
    own = (each for each in found if each.wanted.body == sight.officer.body)
    return tuple(sorted(own, key=lambda each: each.wanted.at, reverse=True))
