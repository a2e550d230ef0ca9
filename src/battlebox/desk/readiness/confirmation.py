"""A confirmation: an owner said that a thing is as it is written, or that it is not; by a link, a call or on paper.

Law: it counts for the details that were shown, from the day on which it was given, for so many days and no longer.
Not here: what is confirmed (confirmable.py), making links (link.py) and sheets (sheet.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from battlebox.desk.errors import Code, DeskError
from battlebox.desk.london import LONDON
from battlebox.desk.officer import Act, Officer
from battlebox.desk.readiness.confirmable import Confirmable
from battlebox.desk.readiness.measure import Found, Stands, day_words, days_words
from battlebox.desk.readiness.note import Book, Draft, Note, NoteKind
from battlebox.desk.record.writing import line, words


class How(StrEnum):
    """By which way the answer came."""

    LINK = "by a link"
    CALL = "by a call"
    PAPER = "on paper"


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered: that it is right, or what is wrong with it; by whom, on which day."""

    is_right: bool
    who: str
    on: date
    wrong: str = ""


@dataclass(frozen=True, slots=True)
class Confirmation:
    """One answer as it was kept: `digest` is that of the details that were shown."""

    thing: str
    digest: str
    is_right: bool
    how: How
    who: str
    on: date
    wrong: str
    number: str
    """That of the note."""


def confirmations(notes: Iterable[Note]) -> Mapping[str, Confirmation]:
    """The last answer about each thing: of the latest day, and of two of one day that written later."""
    found: dict[str, Confirmation] = {}
    for note in notes:
        if note.kind is not NoteKind.CONFIRMED:
            continue
        said = note.said
        one = Confirmation(note.thing, said["digest"], said["is_right"], How(said["how"]), said["who"],
                           date.fromisoformat(said["on"]), said["wrong"], note.name)  # fmt: skip
        if note.thing not in found or one.on >= found[note.thing].on:
            found[note.thing] = one
    return found


def confirm_by_call(book: Book, officer: Officer, what: Confirmable, answer: Answer, now: datetime) -> Note:
    """An officer rang the owner, and records who answered and what. Raises DeskError."""
    officer.must(Act.CONFIRM)
    return keep_answer(book, what, answer, How.CALL, now, officer)


def keep_answer(
    book: Book,
    what: Confirmable,
    answer: Answer,
    how: How,
    now: datetime,
    officer: Officer | None = None,
    **came: int | str,
) -> Note:
    """Write an answer down; without an officer it is the owner's own. `came` names the link, or the sheet and its line.

    Raises DeskError.
    """
    if answer.on > now.astimezone(LONDON).date():
        raise DeskError.of(Code.FUTURE, field="the day", ahead=days_words((answer.on - now.date()).days))
    wrong = words("what is wrong", answer.wrong, needed=not answer.is_right, what="what is wrong with it")
    said = {
        "digest": what.digest,
        "is_right": answer.is_right,
        "how": how.value,
        "who": line("who answered", answer.who, what="a name or an office"),
        "on": answer.on.isoformat(),
        "wrong": "" if answer.is_right else wrong,
        **came,
    }
    told = "is as it is written" if answer.is_right else f"is not as it is written: {wrong}"
    sentence = f"{what.name} {told}, says {said['who']}, {how.value}"
    who, by = (officer.name, officer.id) if officer else (str(said["who"]), "")
    return book.write(Draft(now, NoteKind.CONFIRMED, what.thing, sentence, who, by, said))


def stands(what: Confirmable, last: Confirmation | None, today: date) -> Found:
    """How a thing stands by the last answer about it."""
    if what.lacks:
        return Found(what.id, what.name, Stands.NO, what.lacks)
    if last is None:
        return Found(what.id, what.name, Stands.NOT_KNOWN, "nobody has confirmed it here")
    told = f"{day_words(last.on)}, {last.who}, {last.how.value}"
    if not last.is_right:
        return Found(what.id, what.name, Stands.NO, f"it is wrong, they said ({told}): {last.wrong}")
    if last.digest != what.digest:
        return Found(what.id, what.name, Stands.NOT_KNOWN, f"it was changed since it was confirmed ({told})")
    age = (today - last.on).days
    if age > what.days_max:
        why = f"last confirmed {days_words(age)} ago ({told}), and {days_words(what.days_max)} are allowed"
        return Found(what.id, what.name, Stands.NO, why)
    return Found(what.id, what.name, Stands.YES, told)
