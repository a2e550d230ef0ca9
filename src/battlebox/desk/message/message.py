"""A message given out to be sent: its words, its people, by when they are to answer; and stopping it.

Law: nothing is ordered before the gate let it pass and those without a working means were counted; that its facts leave
is written before that it is ordered, so a crash between the two lists a correction too many and never one too few.
Not here: the gate's questions (gate.py), what came of it (outcome.py), sending (share.sending), composing the words.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from battlebox.desk.errors import Code, DeskError
from battlebox.desk.message.gate import Passed, Rests, desk_eyes, passed, withheld
from battlebox.desk.message.roll import Addressee, Roll, from_bytes, to_bytes
from battlebox.desk.officer import Act, Officer
from battlebox.desk.record.record import Record, Saved
from battlebox.desk.record.sight import Handling, Sight, Stated
from battlebox.desk.record.writing import draft, line, not_before, words
from battlebox.desk.tell import Carried, release_facts
from battlebox.journal import Journal, JournalError, Kind, PartClass, attach, attached

MESSAGE: Final = "message"
ORDERED: Final = "ordered"
STOPPED: Final = "stopped"
ADDRESSED: Final = "addressed"
ROLL: Final = "roll"
WAY: Final = "{way}"
BY_LINK: Final = f"To say that you have read and understood this: {WAY}"
BY_CODE: Final = f"If somebody rings you about this, read this code to them: {WAY}"
"""The last line under the words, with the person's own link or code in the place of `{way}`."""
_WHERE_MAX: Final = 200


@dataclass(frozen=True, slots=True)
class RollKept:
    """A list of people in the record; who they are is in the file attached to the same entry."""

    people: int
    without: int
    faults: int


@dataclass(frozen=True, slots=True)
class Message:
    """What is sent, and to the people of which list; `roll` is the entry that holds the list.

    `carried` are the facts that it rests on, each in the version that was told, and `release` the thing that says that
    they left. A message of before the gate has no `rests`. `closing` are the last line with a link and with a code, in
    the language of the words; empty where that is English.
    """

    subject: str
    words: str
    roll: str
    people: int
    answer_by: datetime | None = None
    rests: Rests | None = None
    carried: tuple[Carried, ...] = ()
    release: str = ""
    closing: tuple[str, ...] = ()

    def last_line(self, *, link: str = "", code: str = "") -> str:
        """What stands under the words for one person: their own link, or where nobody outside reaches one, their code.

        Whatever else stands in it is words.
        """
        by_link, by_code = self.closing or (BY_LINK, BY_CODE)
        return by_link.replace(WAY, link, 1) if link else by_code.replace(WAY, code, 1)

    @property
    def said(self) -> str:
        """Subject and words: all that a reader is told."""
        return f"{self.subject}\n\n{self.words}"


@dataclass(frozen=True, slots=True)
class Stop:
    """Nothing more goes out, because."""

    why: str


def order_message(
    record: Record,
    officer: Officer,
    roll: Roll,
    rests: Rests,
    *,
    subject: str,
    text: str,
    without_seen: int,
    answer_by: datetime | None = None,
    handling: Handling | None = None,
    closing: tuple[str, ...] = (),
) -> Saved:
    """Give out a message to be sent.

    1. Refuse what cannot be a message, and a message whose people without a working means nobody has looked at.
    2. Refuse what the gate does not let pass, naming each fact with whom to ask.
    3. Attach the list, in an entry that stays with the officer's own body.
    4. Ask the gate again, append `fact:released` with these words, then `message:ordered`: nobody writes in between.
    Raises DeskError.
    """
    officer.must(Act.SEND)
    asked = Message(
        subject=line("the subject", _one_line("the subject", subject), what="what it is about"),
        words=words("the message", text, needed=True, what="what people are to know"),
        roll="",
        people=len(roll.people),
        answer_by=None if answer_by is None else not_before("the time to answer by", answer_by, "now", record.now()),
        closing=closing,
    )
    if len(roll.without) != without_seen:
        raise DeskError.of(Code.NOT_LOOKED_AT, found=len(roll.without), seen=without_seen)
    passed(Sight.of(record, officer), rests, asked.said)
    addressed = _keep_roll(record, officer, roll)
    with record.lock:
        gone = passed(Sight.of(record, officer), rests, asked.said)
        through, carried = gone.rests, gone.carried
        release = _release(record, officer, gone, asked, addressed) if carried else ""
        kept = replace(asked, roll=addressed.entry, rests=through, carried=carried, release=release)
        thing = record.new_id(MESSAGE)
        about: dict[str, str | int] = {"people": kept.people}
        none = "" if carried else f"\n\nrests on no fact: {through.why_none}"
        none += f"\n\nin our own words: {through.own}" if through.own else ""
        said = f"to {_many(kept.people)} ({through.outlet.value}): {kept.subject}\n\n{kept.words}{none}"
        written = draft(Kind.MESSAGE_ORDERED, handling or Handling(), (thing, ORDERED, kept), words=said, about=about)
        return record.append(officer, written, thing=thing)


def let_go(record: Record, officer: Officer, rests: Rests, *, subject: str, text: str, where: str) -> Saved:
    """Record that words leave by a way that a person sees to: read out, posted, printed, handed over.

    1. Refuse what cannot be a message, or rests on no fact, and what the gate does not let pass.
    2. Append one entry `fact:released` with these words.
    Raises DeskError.
    """
    officer.must(Act.SEND)
    said = f"{line('the subject', _one_line('the subject', subject))}\n\n{words('the words', text, needed=True)}"
    place = line("where", where, what="where they go")
    with record.lock:
        gone = passed(Sight.of(record, officer), rests, said)
        through = gone.rests
        return release_facts(
            record,
            officer,
            through.facts,
            through.outlet,
            through.whom,
            where=place,
            composed=said,
            corrects=through.corrects,
            own=through.own,
            unsaid=gone.unsaid,
        )


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
    handling = _as_ordered(record, ordered)
    written = draft(Kind.MESSAGE_STOPPED, handling, (message, STOPPED, Stop(reason)), words=f"stopped: {reason}")
    return record.append(officer, written, thing=message)


def halt_message(record: Record, body: str, message: str) -> str:
    """Stop a message by the desk itself where a fact in it may go no further; why, blank where it still may.

    Appends one entry `message:stopped`, once. What was stopped before stays so.
    """
    with record.lock:
        sight = Sight.of(record, desk_eyes(body))
        if is_stopped(record, message):
            return why_stopped(sight, message) or "it was stopped"
        ordered = message_of(sight, message)
        value = ordered.value
        why = "" if value.rests is None else withheld(record, body, value.rests, value.carried)
        if why:
            reason = Stop(f"the desk stopped it: {why}")
            written = draft(
                Kind.MESSAGE_STOPPED, _as_ordered(record, ordered), (message, STOPPED, reason), words=reason.why
            )
            record.append(desk_eyes(body), written, thing=message)
            return reason.why
        return ""


def why_stopped(sight: Sight, message: str) -> str:
    """Why nothing more of it goes out; blank where it does."""
    stopped = sight.latest(message, STOPPED, Stop)
    return "" if stopped is None else stopped.value.why


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


def _as_ordered(record: Record, ordered: Stated[Message]) -> Handling:
    """Whoever sees that it was ordered sees that it was stopped."""
    return Handling(ordered.tlp, frozenset(record.line(ordered.entry).header.audience))


def _release(record: Record, officer: Officer, gone: Passed, asked: Message, addressed: Saved) -> str:
    """Write that the facts leave in these words; the place names the list, for no other message goes to it."""
    rests = gone.rests
    done = release_facts(
        record,
        officer,
        rests.facts,
        rests.outlet,
        rests.whom,
        where=f"message to the {_many(asked.people)} of list {addressed.number}: {asked.subject[:_WHERE_MAX]}",
        composed=asked.said,
        corrects=rests.corrects,
        own=rests.own,
        unsaid=gone.unsaid,
    )
    return done.thing


def _many(number: int) -> str:
    return "1 person" if number == 1 else f"{number} people"


def _keep_roll(record: Record, officer: Officer, roll: Roll) -> Saved:
    def put(journal: Journal) -> bytes:
        return attach(journal, [to_bytes(roll.people)], "people.json", "application/json")

    manifest = record.with_pen(officer, put)
    kept = RollKept(len(roll.people), len(roll.without), len(roll.faults))
    thing = record.new_id(ROLL)
    said = f"a list of {_many(kept.people)} to be told, {kept.without} of them without a working means"
    # Whatever the label of the message: where people can be reached stays with their own body.
    written = draft(Kind.MESSAGE_ADDRESSED, Handling(), (thing, ADDRESSED, kept), words=said)
    return record.append(officer, replace(written, files=(manifest,)), thing=thing)


def _one_line(field: str, text: str) -> str:
    """The text. Raises DeskError where it has a line break or another character that cannot be seen."""
    if any(not letter.isprintable() for letter in text):
        raise DeskError.of(Code.LINE_BREAK, field=field)
    return text
