"""What came of a message: tries that were claimed, their outcomes, and who read and understood it.

Law: up to a hundred in one entry, and each batch stands beside the others; what has happened is written without asking
for anybody's leave; a claim without an outcome was perhaps sent.
Not here: when something is tried and what follows from it (share.sending).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final

from battlebox.desk.errors import Code, DeskError
from battlebox.desk.message.means import Means
from battlebox.desk.message.message import Message, halt_message, message_of, roll_of
from battlebox.desk.message.roll import Roll
from battlebox.desk.officer import Act, Officer
from battlebox.desk.record.record import Record, Saved
from battlebox.desk.record.sight import Handling, Sight, Stated
from battlebox.desk.record.writing import draft
from battlebox.journal import Draft, Kind

BATCH_MAX: Final = 100
SHEET_SERIES: Final = "PT"
"""A sheet of the phone tree has a number such as PTA-3."""
_BATCH: Final = "sending"
_CLAIMED, _CAME, _ANSWERED = "claimed", "came", "answered"


class Outcome(StrEnum):
    """What came of one try; the value is what is shown."""

    TOLD = "told"
    DELIVERED = "delivered"
    REFUSED = "refused"
    UNKNOWN = "nobody knows"
    NOT_SENT = "not sent"
    """It was about to be tried when the message was stopped."""

    @property
    def is_told(self) -> bool:
        """Whether a provider took it or somebody was spoken to; what it says later of one person takes its place."""
        return self in (Outcome.TOLD, Outcome.DELIVERED)


class How(StrEnum):
    """How it is known that somebody read and understood."""

    LINK = "by the link in it"
    CODE = "the code in it was read back"
    TICKED = "ticked by whoever rang"


@dataclass(frozen=True, slots=True)
class Claim:
    """One person by one means, about to be tried; `place` counts the person's means from 0."""

    person: str
    place: int
    means: Means


@dataclass(frozen=True, slots=True)
class Came:
    """What came of one claim: the provider's number for it, or why not."""

    person: str
    place: int
    means: Means
    outcome: Outcome
    at: datetime
    note: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """Somebody read and understood; `by` is the officer who says so, empty where they said so themselves."""

    person: str
    how: How
    at: datetime
    by: str = ""


@dataclass(frozen=True, slots=True)
class Claims:
    """A batch of claims of one message; those of a phone tree are the lines of a numbered sheet, from 1."""

    message: str
    claims: tuple[Claim, ...]
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class CameOf:
    """A batch of outcomes of one message."""

    message: str
    came: tuple[Came, ...]


@dataclass(frozen=True, slots=True)
class Answers:
    """A batch of answers to one message."""

    message: str
    answers: tuple[Answer, ...]


@dataclass(slots=True)
class Progress:
    """Everything the record says of one message, by (person, place), and by person."""

    claimed: dict[tuple[str, int], Claim] = field(default_factory=dict)
    came: dict[tuple[str, int], Came] = field(default_factory=dict)
    answers: dict[str, Answer] = field(default_factory=dict)
    sheets: dict[str, tuple[Claim, ...]] = field(default_factory=dict)
    """The sheets of the phone tree, by number, with their lines in order."""

    @property
    def in_doubt(self) -> tuple[Claim, ...]:
        """Claims without an outcome: perhaps sent."""
        return tuple(claim for key, claim in self.claimed.items() if key not in self.came)

    @property
    def told(self) -> frozenset[str]:
        """People of whom a provider, or a caller, said that they were told."""
        return frozenset(each.person for each in self.came.values() if each.outcome.is_told)


def note_claims(record: Record, body: str, message: str, claims: Sequence[Claim]) -> Saved:
    """Write down tries that are about to begin, in one entry `message:tried`."""
    said = f"{len(claims)} tries begin"
    return _note(record, body, Kind.MESSAGE_TRIED, _CLAIMED, Claims(message, tuple(claims)), said)


def note_outcomes(record: Record, body: str, message: str, came: Sequence[Came]) -> Saved:
    """Write down what came of tries, in one entry `message:sent`."""
    counts = {outcome: sum(each.outcome is outcome for each in came) for outcome in Outcome}
    said = ", ".join(f"{count} {outcome}" for outcome, count in counts.items() if count)
    return _note(record, body, Kind.MESSAGE_SENT, _CAME, CameOf(message, tuple(came)), said)


def note_answers(record: Record, body: str, message: str, answers: Sequence[Answer]) -> Saved:
    """Write down who read and understood, in one entry `message:answered`."""
    said = f"{len(answers)} read and understood it"
    return _note(record, body, Kind.MESSAGE_ANSWERED, _ANSWERED, Answers(message, tuple(answers)), said)


def tick(record: Record, officer: Officer, message: str, person: str, how: How) -> Saved:
    """Record that a caller heard from somebody that they read and understood. Raises DeskError."""
    _ours(record, officer, message, "tick who read")
    answer = Answer(person, how, record.now(), officer.id)
    said = f"1 read and understood it: {how.value}"
    sets = (record.new_id(_BATCH), _ANSWERED, Answers(message, (answer,)))
    return record.append(officer, draft(Kind.MESSAGE_ANSWERED, Handling(), sets, words=said, about={"of": message}))


def print_sheet(record: Record, officer: Officer, message: str, claims: Sequence[Claim]) -> tuple[Saved, str]:
    """Give out people to be rung as the lines of a numbered sheet, and the number.

    Raises DeskError, for a message that may go no further as well: paper leaves like anything else.
    """
    _ours(record, officer, message, "print a phone tree of")
    why = halt_message(record, officer.body, message)
    if why:
        raise DeskError.of(Code.MAY_NOT_LEAVE, why=why, hint="those told so far can be told the correction")
    numbers: list[str] = []

    def made(number: str) -> Draft:
        numbers.append(number)
        batch = Claims(message, tuple(claims), number)
        said = f"phone tree {number}: {len(claims)} people to ring"
        sets = (record.new_id(_BATCH), _CLAIMED, batch)
        return draft(Kind.MESSAGE_TRIED, Handling(), sets, words=said, about={"of": message})

    return record.append_next(officer, SHEET_SERIES, made, thing=message), numbers[0]


def key_back(record: Record, officer: Officer, message: str, came: Sequence[Came], understood: Sequence[str]) -> Saved:
    """Key back what came of a sheet: in one entry, and in one more who understood. Raises DeskError."""
    _ours(record, officer, message, "key back a phone tree of")
    said = ", ".join(f"{each.person}: {each.note or each.outcome.value}" for each in came)
    sets = (record.new_id(_BATCH), _CAME, CameOf(message, tuple(came)))
    about: dict[str, str | int] = {"of": message}
    saved = record.append(officer, draft(Kind.MESSAGE_SENT, Handling(), sets, words=said, about=about), thing=message)
    if understood:
        answers = tuple(Answer(person, How.TICKED, record.now(), officer.id) for person in understood)
        sets_too = (record.new_id(_BATCH), _ANSWERED, Answers(message, answers))
        words = f"{len(answers)} read and understood it: {How.TICKED.value}"
        record.append(officer, draft(Kind.MESSAGE_ANSWERED, Handling(), sets_too, words=words, about=about))
    return saved


def progress_of(record: Record, messages: Iterable[str]) -> dict[str, Progress]:
    """What the record says of some messages: for the desk that sends them, and for whoever may see them.

    Cost: it reads every batch there is, a millisecond each.
    """
    found = {message: Progress() for message in messages}
    with record.lock:
        for thing in record.things(_BATCH):
            for live in record.live(thing, _CLAIMED):
                claims = record.value(live, Claims)
                if claims is not None and claims.message in found:
                    found[claims.message].claimed |= {(each.person, each.place): each for each in claims.claims}
                    if claims.sheet:
                        found[claims.message].sheets[claims.sheet] = claims.claims
            for live in record.live(thing, _CAME):
                came = record.value(live, CameOf)
                if came is not None and came.message in found:
                    found[came.message].came |= {(each.person, each.place): each for each in came.came}
            for live in record.live(thing, _ANSWERED):
                answers = record.value(live, Answers)
                if answers is not None and answers.message in found:
                    for each in answers.answers:
                        found[answers.message].answers.setdefault(each.person, each)
    return found


def those_told(record: Record, officer: Officer, message: str) -> Roll:
    """Whom a correction is owed: those who were told, and those of whom nobody knows. Raises DeskError."""
    ordered = _ours(record, officer, message, "correct", Act.SEND)
    progress = progress_of(record, [message])[message]
    doubt = {each.person for each in progress.in_doubt}
    doubt |= {each.person for each in progress.came.values() if each.outcome is Outcome.UNKNOWN}
    people = roll_of(record, ordered.value)
    return Roll(tuple(each for each in people if each.person in progress.told | doubt))


def _ours(record: Record, officer: Officer, message: str, act: str, needs: Act = Act.RING) -> Stated[Message]:
    """The message. Raises DeskError unless the officer may do that, and it is their own body's."""
    officer.must(needs)
    ordered = message_of(Sight.of(record, officer), message)
    if ordered.body != officer.body:
        raise DeskError.of(Code.NOT_YOURS, what="the message", owner=ordered.body, body=officer.body, act=act)
    return ordered


def _note(record: Record, body: str, kind: Kind, name: str, batch: Claims | CameOf | Answers, said: str) -> Saved:
    # A thing of its own for each batch: written to one thing, each would take the place of the last.
    sets = (record.new_id(_BATCH), name, batch)
    written = draft(kind, Handling(), sets, words=said, about={"of": batch.message})
    return record.append(sending_desk(body), written)


def sending_desk(body: str) -> Officer:
    """The desk itself, which writes down what has happened and holds no role."""
    return Officer("o-sending", "the desk's own sending", body)
