"""Alerts, playbooks and advisories as one officer may see them: the gate is asked of each, by hand, to that person.

Law: the label is read twice, from the table and from the bytes; where the two differ the document is not shown, and an
alarm says so. What is not for them is not there.
Not here: things of STIX (web.partnering.seen), the pages (papers.py).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from battlebox.marking import Allow, Marked, Recipient, Tlp, WayOut, decide
from battlebox.share.foreign import ForeignError, Found
from battlebox.web.bringing.documents import found_in
from battlebox.web.incident.at_desk import AtDesk
from battlebox.web.models import Alarm, Document

_WORDS: Final = (
    "Two readings of the label of a document that came from {owner} came out differently. It is not shown. Look at it, "
    "and tell whoever keeps Battlebox."
)


@dataclass(frozen=True, slots=True)
class Seen:
    """A document, what it says, and the label under which it stands here."""

    row: Document
    found: Found
    label: Tlp


def seen_documents(desk: AtDesk, rows: Iterable[Document]) -> list[Seen]:
    """Those of these rows that this officer may see."""
    return [seen for row in rows if (seen := _seen(desk, row)) is not None]


def _seen(desk: AtDesk, row: Document) -> Seen | None:
    home = desk.officer.body
    try:
        found = found_in(row)
    except ForeignError:
        _alarm(row)
        return None
    if (found.label.value if found.label else "") != row.tlp:
        _alarm(row)
        return None
    # What nobody marked is for us, and goes no further.
    label = found.label or Tlp.AMBER_STRICT
    marked = Marked(row.owner, label, frozenset({home}))
    to = Recipient(WayOut.HAND, body=home, person=desk.officer.id, community=True)
    return Seen(row, found, label) if isinstance(decide(marked, to, desk.sight.now), Allow) else None


def _alarm(row: Document) -> None:
    Alarm.objects.tell_once(f"document-gate:{row.pk}", _WORDS.format(owner=row.owner), body=row.ours)
