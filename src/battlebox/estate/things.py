"""The rows of an estate: one frozen value per table row, named and united as the format page says.

Law: a field is the column of the same name; `_h` columns become whole microhours, list columns become tuples,
a blank optional cell becomes None (numbers and words) or an empty tuple (lists).
Not here: rows of coming back and of the roster (things_restoring.py, things_rostering.py), reading cells (cells.py),
what a selector names (selectors.py), checking one row against another (faults.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

Day = date
"""A day of the calendar, under a name that no column has."""
MICROHOURS: Final = 1_000_000
"""Microhours in an hour: the only unit of time inside Battlebox's arithmetic."""


class BodyKind(StrEnum):
    """What sort of organisation a body is."""

    COUNCIL = "council"
    NHS = "nhs"
    POLICE = "police"
    PARTNERSHIP = "partnership"
    SUPPLIER = "supplier"
    OTHER = "other"


class Priority(StrEnum):
    """How soon a service must be back: P1 first."""

    P1 = "P1"
    P2 = "P2"
    P3 = "P3"
    P4 = "P4"


class Protects(StrEnum):
    """What a service is for; the first four are the `people` column of harm."""

    LIFE = "life"
    SAFETY = "safety"
    LIBERTY = "liberty"
    SHELTER = "shelter"
    MONEY = "money"
    OTHER = "other"

    @property
    def is_people(self) -> bool:
        """Whether harm here is never netted against convenience, money or records."""
        return self in (Protects.LIFE, Protects.SAFETY, Protects.LIBERTY, Protects.SHELTER)


class DataKind(StrEnum):
    """A kind of data in a system, by who must be told of it; a row that has one has all that it holds."""

    PERSONAL = "personal"
    SPECIAL = "special"
    CARDS = "cards"
    DWP = "dwp"
    NHS = "nhs"
    OTHER = "other"

    @property
    def is_personal(self) -> bool:
        """Whether it is about people."""
        return self is not DataKind.OTHER


class PathKind(StrEnum):
    """How an attacker at one system may take another."""

    ROUTE = "route"
    TRUST = "trust"
    ACCOUNT = "account"
    ADMIN = "admin"
    MAIL = "mail"
    TENANCY = "tenancy"
    BACKUP = "backup"
    SUPPLIER = "supplier"


@dataclass(frozen=True, slots=True)
class Body:
    """An organisation that hosts systems, gives services or owns links."""

    body: str
    name: str
    kind: BodyKind
    gss: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of one body's network that can be cut off as one."""

    segment: str
    name: str
    body: str


@dataclass(frozen=True, slots=True)
class Site:
    """A building."""

    site: str
    name: str
    body: str
    address: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class System:
    """A thing that computes; `body` hosts it, `data_of` control the data in it."""

    system: str
    name: str
    body: str
    segment: str | None = None
    kind: str | None = None
    hosting: str | None = None
    crew: str | None = None
    rebuild_microhours: int | None = None
    records: int = 0
    sensitive: float = 0.0
    data_of: tuple[str, ...] = ()
    data_kinds: tuple[DataKind, ...] = ()
    backup: str | None = None
    backup_every_microhours: int | None = None
    restore_tested_on: date | None = None
    owner: str | None = None
    confirmed_on: date | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Service:
    """Something a council gives people; `people` are served a day, `vulnerable` is a share of them."""

    service: str
    name: str
    body: str
    priority: Priority
    rto_microhours: int
    mtpd_microhours: int
    people: float
    lgsl: int | None = None
    protects: Protects = Protects.OTHER
    severity: float | None = None
    vulnerable: float = 0.0
    audience: str | None = None
    open: str | None = None
    fallback: str | None = None
    fallback_share: float | None = None
    fallback_start_microhours: int = 0
    fallback_microhours: int | None = None
    fallback_staff: float | None = None
    fallback_tested_on: date | None = None
    owner: str | None = None
    deputy: str | None = None
    note: str | None = None

    @property
    def is_for_public(self) -> bool:
        """Whether residents turn to it; where nobody has said who does, they are taken to."""
        return self.audience in (None, "public")

    @property
    def has_fallback(self) -> bool:
        """Blank `fallback_h` or `fallback_share` means there is none (contract section 3)."""
        return self.fallback_share is not None and self.fallback_microhours is not None


@dataclass(frozen=True, slots=True)
class Channel:
    """A way to reach the public, staff or partners."""

    channel: str
    name: str
    body: str
    audience: str
    kind: str
    address: str
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Need:
    """`of` stops, after `holds`, when it loses `on`; rows of one `of` with one `any_of` are alternatives."""

    of: str
    on: str
    any_of: str | None = None
    holds_microhours: int = 0
    slows: float | None = None
    via: tuple[str, ...] = ()
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Path:
    """A way an attacker at `origin` (column `from`) may take `target` (column `to`)."""

    path: str
    origin: str
    target: str
    kind: PathKind
    chance: float
    microhours: int
    both_ways: bool = False
    owner: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Action:
    """A containment order that `body` may give; selectors are kept as written."""

    action: str
    name: str
    body: str
    isolates: tuple[str, ...] = ()
    cuts: tuple[str, ...] = ()
    stops: tuple[str, ...] = ()
    takes_microhours: int = 0
    lasts_microhours: int = 168 * MICROHOURS
    cost: float = 0.0
    conflicts: tuple[str, ...] = ()
    who: str | None = None
    undo: str | None = None
    evidence: str | None = None
    tell: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class PeakDate:
    """A day a service must not miss: shown in every answer, not in the arithmetic."""

    date: str
    of: str
    when: Day
    name: str


@dataclass(frozen=True, slots=True)
class Clock:
    """A deadline of the estate's own."""

    clock: str
    name: str
    trigger: str
    within: str
    to: str
    of: str | None = None
    force: str | None = None
    note: str | None = None
