"""Who issues a situation, and the pen with which it writes things for one reader.

Law: the same part for the same reader has the same id each time; `created` is the day on which the incident was opened
and never changes, `modified` is the time of writing; nothing is written without a label.
Not here: what is said (the other modules), keeping it (web).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from battlebox.marking import Tlp
from battlebox.share.intel import Thing, stix_id, to_stamp
from battlebox.share.release import Held
from battlebox.share.situation.words import clean

IDENTITY_MADE: Final = "2026-01-01T00:00:00.000Z"
"""Identities of ours are as old as this, whoever issues them."""


@dataclass(frozen=True, slots=True)
class Issuer:
    """The body that speaks, the incident that it speaks of, and since when that is open on its desk.

    `identity` is the STIX id under which partners know the body, where it is not ours to make.
    """

    body: str
    name: str
    incident: str
    opened: datetime
    identity: str = ""

    @property
    def identity_id(self) -> str:
        """The id of the identity that everything names as its author."""
        return self.identity or stix_id("identity", self.body)


def our_identity(issuer: Issuer, now: datetime) -> Held:
    """The body itself, TLP:CLEAR: its name and nothing of any incident. It is one and the same for all readers."""
    says: dict[str, Any] = {
        "type": "identity",
        "spec_version": "2.1",
        "id": issuer.identity_id,
        "created_by_ref": issuer.identity_id,
        "created": IDENTITY_MADE,
        "modified": max(IDENTITY_MADE, to_stamp(now)),
        "object_marking_refs": [Tlp.CLEAR.stix_id],
        "name": clean(issuer.name) or issuer.body,
        "identity_class": "organization",
        "sectors": ["government-local"],
    }
    return Held(Thing.from_says(says), issuer.body)


@dataclass(frozen=True, slots=True)
class Pen:
    """Writes for one reader at one instant."""

    issuer: Issuer
    reader: str
    now: datetime

    def id_of(self, kind: str, *seeds: str) -> str:
        """The id of a thing of this type that these texts tell apart among those for this reader."""
        return stix_id(kind, self.issuer.body, self.issuer.incident, self.reader, *seeds)

    def write(self, kind: str, seeds: tuple[str, ...], label: Tlp, **says: object) -> Held:
        """One thing for this reader; what is blank is left off."""
        created = to_stamp(self.issuer.opened.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0))
        whole: dict[str, Any] = {
            "type": kind,
            "spec_version": "2.1",
            "id": self.id_of(kind, *seeds),
            "created_by_ref": self.issuer.identity_id,
            "created": created,
            "modified": max(created, to_stamp(self.now)),
            "object_marking_refs": [label.stix_id],
            **{name: value for name, value in says.items() if value not in ("", [], None)},
        }
        return Held(Thing.from_says(whole), self.issuer.body, frozenset({self.reader}))


def kept_to_us(held: Held, now: datetime) -> Held:
    """The same thing for our own eyes: what may be told no longer is issued again, stricter, and so leaves every page.

    It is not revoked: that would be a new version for whoever had the old one, with all that it said.
    """
    says = dict(held.thing.says)
    says["modified"] = max(str(says["modified"]), to_stamp(now))
    says["object_marking_refs"] = [Tlp.AMBER_STRICT.stix_id]
    return Held(Thing.from_says(says), held.owner)
