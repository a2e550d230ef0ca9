"""Bulletins that came: taken into the record with who signed each, and their lines made into tasks.

Law: what nobody could check is taken in only with how it was asked; a bulletin for others is not taken in; nothing of
it becomes a task by itself, and no line becomes two.
Not here: whether the signature is good (share.bulletin), saying that it came (bulletin_heard.py).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from battlebox.desk.command import NewTask, open_task, tasks_of
from battlebox.desk.errors import Code, DeskError
from battlebox.desk.exchange.bulletin_sent import BULLETIN, thing_of
from battlebox.desk.officer import Act, Officer
from battlebox.desk.record.record import Record, Saved
from battlebox.desk.record.sight import Handling, Sight, Stated
from battlebox.desk.record.writing import LINE_MOST, draft, words
from battlebox.journal import Kind
from battlebox.marking import Tlp

RECEIVED: Final = "received"
_CUT: Final = " ..."


@dataclass(frozen=True, slots=True)
class ReceivedBulletin:
    """A bulletin of somebody else as it is on record.

    `seal` says what was known of its signer when it was taken in; `is_checked`, whether that was enough to act on; else
    `asked` says how they were asked whether it is theirs.
    """

    fingerprint: str
    file: str
    issuer: str
    issuer_name: str
    number: int
    title: str
    tlp: Tlp
    to: tuple[str, ...]
    issued: datetime
    expires: datetime
    seal: str
    is_checked: bool
    asked: str = ""
    next_at: datetime | None = None

    @property
    def mark(self) -> str:
        """What stands in a task that was made of it."""
        return f"Bulletin {self.number} of {self.issuer_name} ({self.fingerprint[:8]})"


def bulletin_received(record: Record, officer: Officer, got: ReceivedBulletin) -> Saved:
    """Take in a bulletin. Appends one entry `bulletin:received`, for the officer's own body alone.

    Raises DeskError for an officer who may not, a bulletin that is for others or is on record, and for one whose
    signer nobody checked without how they were asked.
    """
    officer.must(Act.TAKE_BULLETIN)
    if got.issuer == officer.body:
        raise DeskError.of(Code.BULLETIN_ELSEWHERE, why="our own", hint="it stands among those that were sent")
    if got.to and officer.body not in got.to:
        why, hint = f"for {', '.join(got.to)}", f"do not use it or pass it on, and tell {got.issuer}"
        raise DeskError.of(Code.BULLETIN_ELSEWHERE, why=why, hint=hint)
    asked = words("how you asked", got.asked)
    if not got.is_checked and not asked:
        raise DeskError.of(Code.BULLETIN_UNCHECKED, issuer=got.issuer)
    thing = thing_of(got.fingerprint)
    with record.lock:
        known = Sight.of(record, officer).latest(thing, RECEIVED, ReceivedBulletin)
        if known is not None:
            raise DeskError.of(Code.ALREADY, what="this bulletin", state="on the record", number=known.number)
        text = f"bulletin {got.number} of {got.issuer}, {got.tlp.to_text()}, {got.seal}: {got.title}"
        text += f"\nasked whether it is theirs: {asked}" if asked else ""
        about: dict[str, str | int] = {"from": got.issuer, "fingerprint": got.fingerprint}
        written = draft(Kind.BULLETIN_RECEIVED, Handling(), (thing, RECEIVED, got), words=text, about=about)
        return record.append(officer, written, thing=thing)


def received_of(sight: Sight) -> tuple[Stated[ReceivedBulletin], ...]:
    """The bulletins that the reader's own body took in, the newest first."""
    every = (sight.latest(thing, RECEIVED, ReceivedBulletin) for thing in sight.things(BULLETIN, RECEIVED))
    own = [each for each in every if each is not None and each.body == sight.officer.body]
    return tuple(sorted(own, key=lambda each: each.at, reverse=True))


def received_bulletin(sight: Sight, name: str) -> Stated[ReceivedBulletin]:
    """One of them. Raises DeskError where none may be seen."""
    found = sight.need(f"{BULLETIN}/{name}", RECEIVED, ReceivedBulletin, what="bulletin")
    if found.body != sight.officer.body:
        raise DeskError.of(Code.NOT_SEEN, what="bulletin", id=name)
    return found


def newer_than(sight: Sight, got: ReceivedBulletin) -> int:
    """The number of the newest bulletin of the same issuer on record, if it is higher; else 0."""
    every = (each.value.number for each in received_of(sight) if each.value.issuer == got.issuer)
    newest = max(every, default=0)
    return newest if newest > got.number else 0


def tasks_of_bulletin(
    record: Record, officer: Officer, name: str, lines: Iterable[str], *, due: datetime | None = None, note: str = ""
) -> tuple[Saved, ...]:
    """Make each of these lines a task, nobody's yet; a line of which a task was made before is passed over.

    `note` is what stands in each besides which bulletin it came from. Raises DeskError.
    """
    officer.must(Act.OPEN_TASK)
    with record.lock:
        sight = Sight.of(record, officer)
        mark = received_bulletin(sight, name).value.mark
        there = {task.what for task in tasks_of(sight) if task.note.startswith(mark)}
        made = []
        for what in map(_fitting, dict.fromkeys(lines)):
            if what and what not in there:
                text = f"{mark}\n{note}".strip()
                made.append(open_task(record, officer, NewTask(what, due=due, note=text), handling=Handling()))
                there.add(what)
        return tuple(made)


def tasked(sight: Sight, got: ReceivedBulletin) -> tuple[int, int]:
    """How many tasks were made of a bulletin, and how many of them are still to be done."""
    own = [task for task in tasks_of(sight) if task.note.startswith(got.mark)]
    return len(own), sum(task.is_open for task in own)


def _fitting(text: str) -> str:
    """A line as a task has room for it; the whole of it is in the bulletin."""
    clean = " ".join(text.split())
    return clean if len(clean) <= LINE_MOST else clean[: LINE_MOST - len(_CUT)] + _CUT
