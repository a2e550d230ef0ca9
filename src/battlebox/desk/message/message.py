"""A message given out to be sent: its words, its people, by when they are to answer; and stopping it.

Law: one entry orders a message and one stops it; nothing is ordered before those without a working means were counted.
Not here: what came of it (outcome.py), sending (share.sending), words made from facts and their clearance.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from battlebox.desk.errors import Code, DeskError
from battlebox.desk.message.roll import Addressee, Roll, from_bytes, to_bytes
from battlebox.desk.officer import Act, Officer
from battlebox.desk.record.record import Record, Saved
from battlebox.desk.record.sight import Handling, Sight, Stated
from battlebox.desk.record.writing import draft, line, not_before, words
from battlebox.journal import Journal, JournalError, Kind, PartClass, attach, attached

MESSAGE: Final = "message"
ORDERED: Final = "ordered"
STOPPED: Final = "stopped"
ADDRESSED: Final = "addressed"
ROLL: Final = "roll"


@dataclass(frozen=True, slots=True)
class RollKept:
    """A list of people in the record; who they are is in the file attached to the same entry."""

    people: int
    without: int
    faults: int


@dataclass(frozen=True, slots=True)
class Message:
    """What is sent, and to the people of which list; `roll` is the entry that holds the list."""

    subject: str
    words: str
    roll: str
    people: int
    answer_by: datetime | None = None


@dataclass(frozen=True, slots=True)
class Stop:
    """Nothing more goes out, because."""

    why: str


def order_message(
    record: Record,
    officer: Officer,
    roll: Roll,
    *,
    subject: str,
    text: str,
    without_seen: int,
    answer_by: datetime | None = None,
    handling: Handling | None = None,
) -> Saved:
    """Give out a message to be sent.

    1. Refuse what cannot be a message, and a message whose people without a working means nobody has looked at.
    2. Attach the list, in an entry that stays with the officer's own body.
    3. Append one entry `message:ordered`.
    Raises DeskError.
    """
    officer.must(Act.SEND)
    asked = Message(
        subject=line("the subject", _one_line("the subject", subject), what="what it is about"),
        words=words("the message", text, needed=True, what="what people are to know"),
        roll="",
        people=len(roll.people),
        answer_by=None if answer_by is None else not_before("the time to answer by", answer_by, "now", record.now()),
    )
    if len(roll.without) != without_seen:
        raise DeskError.of(Code.NOT_LOOKED_AT, found=len(roll.without), seen=without_seen)
    addressed = _keep_roll(record, officer, roll)
    thing = record.new_id(MESSAGE)
    kept = Message(asked.subject, asked.words, addressed.entry, asked.people, asked.answer_by)
    about: dict[str, str | int] = {"people": kept.people}
    said = f"to {kept.people} people: {kept.subject}\n\n{kept.words}"
    written = draft(Kind.MESSAGE_ORDERED, handling or Handling(), (thing, ORDERED, kept), words=said, about=about)
    return record.append(officer, written, thing=thing)


def stop_message(record: Record, officer: Officer, message: str, *, why: str) -> Saved:
    """Let nothing more of a message go out. Raises DeskError if it is stopped already, or cannot be seen."""
    officer.must(Act.SEND)
    sight = Sight.of(record, officer)
    ordered = message_of(sight, message)
    if ordered.body != officer.body:
        raise DeskError.of(Code.NOT_YOURS, what="the message", owner=ordered.body, body=officer.body, act="stop")
    stopped = sight.latest(message, STOPPED, Stop)
    if stopped is not None:
        raise DeskError.of(Code.ALREADY, what="this message", state="stopped", number=stopped.number)
    reason = words("why", why, needed=True, what="why, in a sentence")
    handling = Handling(ordered.tlp, frozenset(record.line(ordered.entry).header.audience))
    written = draft(Kind.MESSAGE_STOPPED, handling, (message, STOPPED, Stop(reason)), words=f"stopped: {reason}")
    return record.append(officer, written, thing=message)


def message_of(sight: Sight, message: str) -> Stated[Message]:
    """A message. Raises DeskError if there is none that may be seen."""
    return sight.need(message, ORDERED, Message, what="message")


def messages_of(sight: Sight) -> tuple[tuple[str, Stated[Message]], ...]:
    """Every message that may be seen, in the order in which they were ordered, with what it is called."""
    found = ((thing, sight.latest(thing, ORDERED, Message)) for thing in sight.things(MESSAGE, ORDERED))
    return tuple((thing, said) for thing, said in found if said is not None)


def is_stopped(record: Record, message: str) -> bool:
    """Whether anybody stopped it: asked before each sending, so it reads the record and nothing else."""
    return bool(record.live(message, STOPPED))


def roll_of(record: Record, message: Message) -> tuple[Addressee, ...]:
    """The people of a message, for whoever sends it. Raises DeskError where the list was removed from the record."""
    with record.lock:
        parts = record.line(message.roll).header.parts
        try:
            place = next(place for place, slot in enumerate(parts) if slot.holds == PartClass.FILE)
            _, blocks = attached(record.journal, message.roll, place)
            return from_bytes(b"".join(blocks))
        except (JournalError, StopIteration, ValueError) as wrong:
            raise DeskError.of(Code.NOT_SEEN, what="list of people", id=message.roll[:12]) from wrong


def _keep_roll(record: Record, officer: Officer, roll: Roll) -> Saved:
    def put(journal: Journal) -> bytes:
        return attach(journal, [to_bytes(roll.people)], "people.json", "application/json")

    manifest = record.with_pen(officer, put)
    kept = RollKept(len(roll.people), len(roll.without), len(roll.faults))
    thing = record.new_id(ROLL)
    said = f"a list of {kept.people} people to be told, {kept.without} of them without a working means"
    # Whatever the label of the message: where people can be reached stays with their own body.
    written = draft(Kind.MESSAGE_ADDRESSED, Handling(), (thing, ADDRESSED, kept), words=said)
    return record.append(officer, replace(written, files=(manifest,)), thing=thing)


def _one_line(field: str, text: str) -> str:
    """The text. Raises DeskError where it has a line break or another character that cannot be seen."""
    if any(not letter.isprintable() for letter in text):
        raise DeskError.of(Code.LINE_BREAK, field=field)
    return text
