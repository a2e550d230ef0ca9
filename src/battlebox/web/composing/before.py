"""That a message went to these people before: what the last look says of it.

Law: said of every message with the same words or subject, before anything goes.
Not here: which messages those are (desk.message), the page (post.py).
"""

from __future__ import annotations

from typing import Protocol

from battlebox.desk.message import Rests, Roll, SentBefore, sent_before
from battlebox.web.incident.at_desk import AtDesk
from battlebox.web.incident.saying import when_said


class Waiting(Protocol):
    """Words that wait for a last look."""

    rests: Rests
    subject: str
    text: str
    roll: Roll | None


def before_of(desk: AtDesk, going: Waiting) -> tuple[SentBefore, ...]:
    """Messages that people of its list had, or may yet get, with the same words or subject."""
    if going.roll is None:
        return ()
    corrects = bool(going.rests.corrects)
    return sent_before(desk.record, desk.officer, going.roll, subject=going.subject, text=going.text, corrects=corrects)


def before_words(each: SentBefore, people: int) -> str:
    """One of them, in a sentence."""
    alike = "these words" if each.same_words else "the same subject and other words"
    said = f"Message {each.number} of {when_said(each.at)}"
    if not each.is_known:
        return f"{said} went to {each.people:,} people with {alike}; who they were was removed from the record."
    return f"{said} went, or is on its way, to {each.people:,} of these {people:,} people with {alike}."
