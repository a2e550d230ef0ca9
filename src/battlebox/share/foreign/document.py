"""What came in that is no STIX and is kept as it came: an alert, a playbook, an advisory; which one, and its steps.

Law: a document is known by its own name and version; a newer version takes the place of an older one, and an alert
that changes others says so itself. Its steps are words for people, and each has a number that stays.
Not here: reading each (cap_reading.py, cacao.py, csaf_reading.py), keeping them (web).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from battlebox.share.foreign.cacao import read_cacao
from battlebox.share.foreign.cap import Alert, MessageType
from battlebox.share.foreign.cap_reading import kept_cap
from battlebox.share.foreign.csaf import Advisory
from battlebox.share.foreign.csaf_reading import read_csaf
from battlebox.share.foreign.task_list import Step, TaskList


class DocumentKind(StrEnum):
    """Which; the value is its word in tables and for people."""

    ALERT = "alert"
    PLAYBOOK = "playbook"
    ADVISORY = "advisory"


Found = Alert | TaskList | Advisory


@dataclass(frozen=True, slots=True)
class Name:
    """Which document: its name, the version that it is, and the kind. The same two words are the same document."""

    kind: DocumentKind
    name: str
    version: str

    @property
    def key(self) -> str:
        """Both in one line."""
        return f"{self.name},{self.version}" if self.version else self.name


def name_of(found: Found) -> Name:
    """Which document it is."""
    if isinstance(found, Alert):
        # Each alert has a name of its own: what it changes is said by what it refers to.
        return Name(DocumentKind.ALERT, found.id.to_text(), "")
    if isinstance(found, TaskList):
        return Name(DocumentKind.PLAYBOOK, found.id, found.version)
    return Name(DocumentKind.ADVISORY, f"{found.publisher},{found.id}", found.version)


def title_of(found: Found) -> str:
    """What it is called."""
    if isinstance(found, Alert):
        return next((info.headline or info.event for info in found.infos), _SAID.get(found.message_type, "An alert"))
    return found.title


def read_kept(kind: DocumentKind, body: bytes) -> Found:
    """A document as it was kept. Raises ForeignError."""
    return _READERS[kind](body)


def steps_of(found: Found) -> tuple[Step, ...]:
    """What it says is to be done, each step once, with a number that is the same whenever it is read."""
    if isinstance(found, TaskList):
        return found.steps
    return tuple(_of_alert(found) if isinstance(found, Alert) else _of_advisory(found))


def _of_alert(alert: Alert) -> Iterator[Step]:
    for number, info in enumerate(alert.infos, 1):
        if info.instruction:
            yield Step(number, _line(info.instruction), why=info.headline or info.event)


def _of_advisory(advisory: Advisory) -> Iterator[Step]:
    number = 0
    for hole in advisory.vulnerabilities:
        for remedy in hole.remedies:
            number += 1
            kind = _REMEDIES.get(remedy.kind, "What its publisher says")
            about = " ".join(filter(None, (hole.cve, hole.title)))
            on = tuple(advisory.products[one] for one in remedy.products if one in advisory.products)
            yield Step(number, _line(f"{kind}: {remedy.words}"), why=about, on=on)


def _line(words: str) -> str:
    """Somebody else's words on one line, without what cannot be seen."""
    return " ".join("".join(each if each.isprintable() else " " for each in words).split())


_SAID: Final = {
    MessageType.CANCEL: "An alert that takes others back",
    MessageType.ACK: "An alert was received",
    MessageType.ERROR: "An alert was refused",
}
_REMEDIES: Final = {
    "vendor_fix": "Install the maker's fix",
    "workaround": "Work round it",
    "mitigation": "Make it less bad",
    "no_fix_planned": "No fix is planned",
    "none_available": "There is no fix yet",
}
_READERS: Final[Mapping[DocumentKind, Callable[[bytes], Found]]] = {
    DocumentKind.ALERT: kept_cap,
    DocumentKind.PLAYBOOK: read_cacao,
    DocumentKind.ADVISORY: read_csaf,
}
