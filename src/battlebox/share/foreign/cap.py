"""An alert of the Common Alerting Protocol (CAP 1.2) as a plain value: what happened, where, until when, what to do.

Law: an alert is known by its sender, identifier and time together, and an alert that changes others names them.
Not here: reading one (cap_reading.py), writing one (cap_writing.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from battlebox.marking import Tlp
from battlebox.share.foreign.polygon import Point


class Status(StrEnum):
    """Whether it is meant."""

    ACTUAL = "Actual"
    EXERCISE = "Exercise"
    SYSTEM = "System"
    TEST = "Test"
    DRAFT = "Draft"


class MessageType(StrEnum):
    """What it does to earlier ones."""

    ALERT = "Alert"
    UPDATE = "Update"
    CANCEL = "Cancel"
    ACK = "Ack"
    ERROR = "Error"


class Scope(StrEnum):
    """Whom it is for."""

    PUBLIC = "Public"
    RESTRICTED = "Restricted"
    PRIVATE = "Private"


@dataclass(frozen=True, slots=True)
class AlertId:
    """Which alert."""

    sender: str
    identifier: str
    sent: datetime

    def to_text(self) -> str:
        """As CAP refers to it."""
        return f"{self.sender},{self.identifier},{stamp(self.sent)}"


@dataclass(frozen=True, slots=True)
class Area:
    """Where. Points are (latitude, longitude); circles are a point and kilometres."""

    description: str
    polygons: tuple[tuple[Point, ...], ...] = ()
    circles: tuple[tuple[Point, float], ...] = ()
    geocodes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Info:
    """What it says in one language."""

    event: str
    categories: tuple[str, ...]
    urgency: str
    severity: str
    certainty: str
    areas: tuple[Area, ...] = ()
    language: str = "en-US"
    headline: str = ""
    description: str = ""
    instruction: str = ""
    response_types: tuple[str, ...] = ()
    sender_name: str = ""
    web: str = ""
    contact: str = ""
    effective: datetime | None = None
    onset: datetime | None = None
    expires: datetime | None = None


@dataclass(frozen=True, slots=True)
class Alert:
    """One alert."""

    id: AlertId
    status: Status
    message_type: MessageType
    scope: Scope
    infos: tuple[Info, ...] = ()
    restriction: str = ""
    addresses: tuple[str, ...] = ()
    references: tuple[AlertId, ...] = ()
    note: str = ""
    version: str = "1.2"
    is_signed: bool = False
    """Whether a signature came with it; nobody has checked it."""

    @property
    def is_meant(self) -> bool:
        """Whether it speaks of what is, and not of an exercise, a test or a draft."""
        return self.status is Status.ACTUAL

    @property
    def label(self) -> Tlp:
        """How far it may travel from here: what was not public stays with whom it was sent to."""
        return Tlp.CLEAR if self.scope is Scope.PUBLIC else Tlp.AMBER_STRICT

    def is_over(self, now: datetime) -> bool:
        """Whether all that it says has expired; an alert that never says when is never over by itself."""
        ends = [info.expires for info in self.infos]
        return bool(ends) and all(end is not None and end <= now for end in ends)


def stamp(at: datetime) -> str:
    """A time as CAP writes it: with its offset, and -00:00 where it is UTC."""
    text = at.isoformat(timespec="seconds")
    return f"{text[:-6]}-00:00" if text.endswith("+00:00") else text
