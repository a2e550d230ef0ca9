"""Who said that a bulletin came: partners of ours, we of theirs; and who is silent.

Law: silence is counted from when it went, and is said loudly once it has lasted; an acknowledgement is of one bulletin
by one body, and how it was given stands beside it.
Not here: comparing words and signatures (share.bulletin).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from battlebox.desk.errors import Code, DeskError
from battlebox.desk.exchange.bulletin_received import received_bulletin
from battlebox.desk.exchange.bulletin_sent import SentBulletin, sent_bulletin, sent_of
from battlebox.desk.officer import Act, Officer
from battlebox.desk.record.record import Record, Saved
from battlebox.desk.record.sight import Handling, Sight, Stated
from battlebox.desk.record.writing import draft, line, words
from battlebox.journal import Kind

RECEIPT: Final = "receipt"
HEARD: Final = "heard"
SILENT_AFTER: Final = timedelta(hours=1)
"""How long nobody need have answered (a working value)."""


@dataclass(frozen=True, slots=True)
class Heard:
    """That a body has a bulletin, how it said so, and what it said besides."""

    body: str
    how: str
    note: str = ""


def bulletin_acknowledged(record: Record, officer: Officer, name: str, heard: Heard) -> Saved:
    """Record that a partner has a bulletin of ours, or that we told a partner that we have theirs (`body`: ours).

    Appends one entry `bulletin:acknowledged`. Raises DeskError for an officer who may not, and a body it was not for.
    """
    officer.must(Act.TAKE_BULLETIN)
    how, note = line("how", heard.how, what="by phone, or in a file"), words("note", heard.note)
    with record.lock:
        sight = Sight.of(record, officer)
        if heard.body == officer.body:
            got = received_bulletin(sight, name).value
            text = f"told {got.issuer} that we have its bulletin {got.number}: {how}"
        else:
            sent = sent_bulletin(sight, name).value
            if sent.to and heard.body not in sent.to:
                why, hint = "not for them", "ask them how they came by it"
                raise DeskError.of(Code.BULLETIN_ELSEWHERE, why=why, hint=hint)
            text = f"{heard.body} has our bulletin {sent.number}: {how}"
        thing = f"{RECEIPT}/{name}/{heard.body}"
        text += f"\n{note}" if note else ""
        kept = Heard(heard.body, how, note)
        about: dict[str, str | int] = {"body": heard.body}
        written = draft(Kind.BULLETIN_ACKNOWLEDGED, Handling(), (thing, HEARD, kept), words=text, about=about)
        return record.append(officer, written, thing=thing)


def heard_of(sight: Sight, name: str) -> Mapping[str, Stated[Heard]]:
    """Who said that a bulletin came, by body; the reader's own body where it is one that came."""
    begins = f"{RECEIPT}/{name}/"
    every = (sight.latest(thing, HEARD, Heard) for thing in sight.things(RECEIPT, HEARD) if thing.startswith(begins))
    return {each.value.body: each for each in every if each is not None and each.body == sight.officer.body}


def waits_for(sight: Sight, sent: Stated[SentBulletin], name: str) -> tuple[str, ...]:
    """The bodies that have not said that they have it."""
    heard = heard_of(sight, name)
    return tuple(body for body in sent.value.to if body not in heard)


def silent_in(sight: Sight) -> tuple[tuple[Stated[SentBulletin], tuple[str, ...]], ...]:
    """Bulletins of which a body has said for too long nothing; each body is asked about the newest to it alone."""
    asked: set[str] = set()
    found = []
    for sent in sent_of(sight):
        name = sent.value.fingerprint[:20]
        waiting = tuple(body for body in waits_for(sight, sent, name) if body not in asked)
        asked.update(sent.value.to)
        if waiting and is_silent(sent, sight.now):
            found.append((sent, waiting))
    return tuple(found)


def is_silent(sent: Stated[SentBulletin], now: datetime) -> bool:
    """Whether whoever has not answered should have by now: an hour after it went, or when the next is due."""
    by = sent.at + SILENT_AFTER
    return now >= (by if sent.value.next_at is None else min(by, sent.value.next_at))
