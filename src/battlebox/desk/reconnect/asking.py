"""Asking for assurance: which body was asked to say in a letter that its end of a link is safe, why, and by when.

Law: an ask is no letter; it waits until a letter of that body about that link is on the record.
Not here: the letter (letter.py), what else partners are asked (command).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from battlebox.desk.brief.saying import clock
from battlebox.desk.officer import Act, Officer
from battlebox.desk.reconnect.between import must_join
from battlebox.desk.record.record import Record, Saved
from battlebox.desk.record.sight import Handling, Sight, Stated
from battlebox.desk.record.writing import draft, line, not_before, words
from battlebox.estate import Estate
from battlebox.journal import Kind

WANTED: Final = "wanted"
ASKED: Final = "asked"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Of which body a letter is wanted, about which links, why, what should be shown, by when; `rang` is an office."""

    of: str
    paths: tuple[str, ...]
    why: str
    rang: str
    channel: str
    evidence: str = ""
    by: datetime | None = None


def ask_assurance(record: Record, estate: Estate, officer: Officer, wanted: Wanted) -> Saved:
    """Record that a body was asked for a letter of assurance; it reads the ask at its own desk.

    1. Refuse an officer who may not, one's own body, a link that is not between the two, a blank.
    2. Append one entry `assurance:asked`.
    Raises DeskError.
    """
    officer.must(Act.ASK)
    kept = replace(
        wanted,
        paths=must_join(estate, wanted.paths, wanted.of, officer.body),
        why=words("why", wanted.why, needed=True, what="what waits for it"),
        rang=line("whom you asked", wanted.rang, what="their office"),
        channel=line("the channel", wanted.channel, what="how you reached them"),
        evidence=words("what they should show", wanted.evidence),
        by=None if wanted.by is None else not_before("by when", wanted.by, "now", record.now()),
    )
    thing = record.new_id(WANTED)
    by = f" by {clock(kept.by)}" if kept.by else ""
    text = f"asked {kept.of} ({kept.rang}, {kept.channel}) for a letter of assurance{by}: {', '.join(kept.paths)}"
    how = Handling(audience=frozenset({kept.of}))
    written = draft(
        Kind.ASSURANCE_ASKED, how, (thing, ASKED, kept), words=f"{text}\nbecause {kept.why}", about={"of": kept.of}
    )
    return record.append(officer, written, thing=thing)


def wanted_of(sight: Sight) -> Mapping[str, Stated[Wanted]]:
    """Every ask that may be seen, by its thing, in the order in which they were made."""
    return {thing: said[0] for thing, said in sight.every(WANTED, ASKED, Wanted).items()}
