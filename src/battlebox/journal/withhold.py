"""What of an entry may go to somebody: its header always, each part only if `marking.decide` allows it.

Law: an entry kept back travels as header and signature, so that whoever gets it can still prove that nothing is
missing; the header says which desk wrote when, and never what.
Not here: the rules themselves (marking), writing the copy (export.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from battlebox.journal.entry import Entry
from battlebox.journal.header import Header
from battlebox.journal.part import PartClass
from battlebox.journal.standing import Standing
from battlebox.marking import Allow, Marked, Privilege, Recipient, Tlp, decide

PERSON: Final = "person:"
"""In an entry's audience, `person:ID` names a person and anything else a body."""


@dataclass(slots=True)
class Kept:
    """How much was kept back."""

    parts: int = 0
    entries: int = 0


def marking_of(header: Header, place: int, standing: Standing) -> Marked:
    """The marking of one part of an entry, as its writer's organisation set it.

    What is sealed may leave, still sealed, to the writer's body and to those named, whose people hold the keys.
    """
    owners = sorted(standing.orgs_of(header.key))
    holds = PartClass(header.parts[place].holds)
    tlp = Tlp(header.tlp)
    if holds is PartClass.SEALED and tlp is Tlp.RED:
        tlp = Tlp.AMBER_STRICT
    return Marked(
        owner=owners[0] if owners else "",
        tlp=tlp,
        audience=frozenset(body for body in header.audience if not body.startswith(PERSON)),
        people=frozenset(name.removeprefix(PERSON) for name in header.audience if name.startswith(PERSON)),
        privilege=Privilege.PERSONAL if holds in (PartClass.PERSON, PartClass.SEALED) else Privilege.NONE,
    )


def shown_to(entry: Entry, to: Recipient, standing: Standing, now: datetime) -> Entry:
    """The entry with the parts that may go to them."""
    shown = {
        place: part
        for place, part in entry.parts.items()
        if isinstance(decide(marking_of(entry.header, place, standing), to, now), Allow)
    }
    if len(shown) == len(entry.parts):
        return entry
    return Entry(entry.id, entry.header, entry.raw, entry.signature, shown)


def all_shown_to(
    entries: Iterable[Entry], to: Recipient, standing: Standing, now_ms: int, kept: Kept
) -> Iterator[Entry]:
    """Entries with what may go to them; `kept` counts what was kept back."""
    now = datetime.fromtimestamp(now_ms / 1000, UTC)
    for entry in entries:
        shown = shown_to(entry, to, standing, now)
        back = len(entry.parts) - len(shown.parts)
        kept.parts += back
        kept.entries += back > 0
        yield shown
