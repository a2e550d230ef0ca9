"""Telling people again: what went to some of them before with the same words or subject, and a correction of it.

Law: a person is known by where they are reached, whatever a list calls them; who may have been told counts as told. A
second time is knowingly asked for; a correction is sent once.
Not here: what an order refuses besides (message.py).
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from battlebox.desk.errors import Code, DeskError
from battlebox.desk.message.gate import Rests
from battlebox.desk.message.message import Message, is_stopped, message_of, messages_of, order_message, roll_of
from battlebox.desk.message.outcome import Outcome, Progress, progress_of, those_told
from battlebox.desk.message.roll import Addressee, Roll
from battlebox.desk.officer import Act, Officer
from battlebox.desk.record.record import Record, Saved
from battlebox.desk.record.sight import Sight, Stated
from battlebox.desk.tell import Correction, Release, releases_of, withdraw_facts
from battlebox.marking import Tlp

_SUBJECT_MAX: Final = 280
_WITHDRAWN: Final = "Part of what we told you is withdrawn"
_WHY_NONE: Final = "it takes back what was told, and says nothing of it"


@dataclass(frozen=True, slots=True)
class SentBefore:
    """A message of before: how many of these people it went to, with the very words or with the subject alone.

    `is_known` is false where its list was removed from the record: `people` are then as many as it had.
    """

    number: str
    entry: str
    at: datetime
    people: int
    same_words: bool
    is_known: bool = True


def sent_before(
    record: Record, officer: Officer, roll: Roll, *, subject: str, text: str, corrects: bool = False
) -> tuple[SentBefore, ...]:
    """Messages of the officer's own body that people of a list had, or may yet get, the oldest first.

    A correction is asked about its words alone: one after another has the same subject. Cost: lists of people and
    outcomes are read only for a message with the same words or subject.
    """
    sight, found = Sight.of(record, officer), []
    ours = {thing: said for thing, said in messages_of(sight) if said.body == officer.body}
    alike = {
        thing: said
        for thing, said in ours.items()
        if _plain(said.value.words) == _plain(text) or (not corrects and _plain(said.value.subject) == _plain(subject))
    }
    progress = progress_of(record, alike) if alike else {}
    reached = {address.at.casefold() for each in roll.people for address in each.addresses}
    for thing, said in alike.items():
        before = _before(record, thing, said, progress[thing], reached, same=_plain(said.value.words) == _plain(text))
        found += [before] if before.people else []
    return tuple(found)


def order_knowing(
    record: Record,
    officer: Officer,
    roll: Roll,
    rests: Rests,
    *,
    seen: Collection[str],
    subject: str,
    text: str,
    without_seen: int,
    answer_by: datetime | None = None,
    closing: tuple[str, ...] = (),
) -> Saved:
    """Give out a message unless it goes to people a second time and nobody was asked; `seen` has what was looked at.

    Nobody writes between the question and the order. Raises DeskError.
    """
    with record.lock:
        before = sent_before(record, officer, roll, subject=subject, text=text, corrects=bool(rests.corrects))
        fresh = next((each for each in before if each.entry not in seen), None)
        if fresh is not None:
            raise DeskError.of(Code.SENT_BEFORE, number=fresh.number, people=fresh.people)
        return order_message(
            record,
            officer,
            roll,
            rests,
            subject=subject,
            text=text,
            without_seen=without_seen,
            answer_by=answer_by,
            closing=closing,
        )


def order_correction(record: Record, officer: Officer, message: str, due: Correction) -> Saved:
    """Give out the correction of one fact to those of a message who were told it, or of whom nobody knows.

    1. Refuse an officer who may not, and a correction that somebody has sent meanwhile.
    2. Order it as any message, of the fact as it stands, under the old subject; where the fact may not go there any
       more, of no fact: that part of what they have is withdrawn. Then append `fact:released`, which says so.
    Nobody writes in between. Raises DeskError.
    """
    officer.must(Act.SEND)
    with record.lock:
        sight, went = Sight.of(record, officer), due.went.value
        first = correction_sent(sight, due.thing, due.fact, is_withdrawal=bool(due.withdrawal))
        if first is not None:
            raise DeskError.of(Code.ALREADY, what="this correction", state="sent", number=first.number)
        roll = those_told(record, officer, message)
        rests = Rests(went.outlet, went.whom, (due.fact,), due.new.value.tlp, corrects=due.thing)
        subject = f"Correction: {message_of(sight, message).value.subject}"[:_SUBJECT_MAX]
        if due.withdrawal:
            # The subject of what went may have the very words that may not be said.
            rests, subject = Rests(went.outlet, went.whom, tlp=Tlp.CLEAR, why_none=_WHY_NONE), _WITHDRAWN
        text = due.withdrawal or due.words
        ordered = order_message(
            record, officer, roll, rests, subject=subject, text=text, without_seen=len(roll.without)
        )
        if due.withdrawal:
            withdraw_facts(record, officer, due.fact, due.thing)
        return ordered


def correction_sent(
    sight: Sight, release: str, fact: str, *, is_withdrawal: bool = True
) -> Stated[Message] | Stated[Release] | None:
    """What was sent last to correct a fact of a release: the message that did, or where it was said another way.

    A withdrawal is none where more may be said by now.
    """
    found = [
        (thing, said)
        for thing, said in releases_of(sight, fact)
        if said.value.corrects == release and (is_withdrawal or not said.value.withdraws)
    ]
    if not found:
        return None
    last, said = found[-1]
    return next((each for _, each in messages_of(sight) if each.value.release == last), said)


def _before(
    record: Record, thing: str, said: Stated[Message], progress: Progress, reached: set[str], *, same: bool
) -> SentBefore:
    try:
        people = roll_of(record, said.value)
    except DeskError:
        return SentBefore(said.number, said.entry, said.at, said.value.people, same, is_known=False)
    stopped = is_stopped(record, thing)
    had = [
        each
        for each in people
        if any(address.at.casefold() in reached for address in each.addresses)
        and _may_have(each, progress, stopped=stopped)
    ]
    return SentBefore(said.number, said.entry, said.at, len(had), same)


def _may_have(each: Addressee, progress: Progress, *, stopped: bool) -> bool:
    """Whether somebody was told, perhaps was, or is still to be; not whoever every means has failed."""
    keys = [(each.person, place) for place in range(len(each.addresses))]
    came = [progress.came[key].outcome for key in keys if key in progress.came]
    if any(outcome.is_told or outcome is Outcome.UNKNOWN for outcome in came):
        return True
    if stopped:
        return any(key in progress.claimed and key not in progress.came for key in keys)
    return len(came) < len(keys)


def _plain(text: str) -> str:
    """Words as a reader takes them: spaces, line breaks and capitals make no other message."""
    return " ".join(text.split()).casefold()
