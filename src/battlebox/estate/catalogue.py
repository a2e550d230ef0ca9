"""What most councils have: the usual services and the kinds of system behind them, each a value with a short key.

Law: a key is stable and unique; figures are working values, marked so wherever they are shown (`WORKING_VALUE`).
Not here: the two tables (catalogue_services.py, catalogue_systems.py), making an estate of them (template.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from battlebox.estate.catalogue_services import SERVICE_LINES
from battlebox.estate.catalogue_systems import SYSTEM_LINES
from battlebox.estate.things import Priority, Protects

WORKING_VALUE: Final = "[WV]"
"""The mark of a figure that no source or council stands behind yet."""


@dataclass(frozen=True, slots=True)
class Leans:
    """What one thing leans on: `stops` with the hours it carries on without, `any_of` as alternatives, `slows`."""

    stops: tuple[tuple[str, int], ...] = ()
    any_of: tuple[str, ...] = ()
    slows: tuple[str, ...] = ()

    @classmethod
    def from_text(cls, text: str) -> Leans:
        """Read `rb dwp@72 ?web ?tel ~edrms`; the inverse of `to_text`."""
        words = text.split()
        held = [word.partition("@") for word in words if word[0] not in "?~"]
        return cls(
            stops=tuple((key, int(hours or 0)) for key, _, hours in held),
            any_of=tuple(word[1:] for word in words if word[0] == "?"),
            slows=tuple(word[1:] for word in words if word[0] == "~"),
        )

    def to_text(self) -> str:
        """`rb dwp@72 ?web ?tel ~edrms`."""
        stops = [f"{key}@{hours}" if hours else key for key, hours in self.stops]
        return " ".join([*stops, *(f"?{key}" for key in self.any_of), *(f"~{key}" for key in self.slows)])

    @property
    def keys(self) -> tuple[str, ...]:
        """Every key named, in order."""
        return (*(key for key, _ in self.stops), *self.any_of, *self.slows)


@dataclass(frozen=True, slots=True)
class KnownService:
    """A service most councils give; `people` a day are for a council of about 200,000 residents."""

    key: str
    group: str
    name: str
    lgsl: int | None
    priority: Priority
    rto_h: int
    mtpd_h: int
    protects: Protects
    people: int
    vulnerable: float
    leans: Leans

    @classmethod
    def from_line(cls, line: str, *, group: str) -> KnownService:
        """One line of `SERVICE_LINES`."""
        key, name, lgsl, times, harm, leans = (part.strip() for part in line.split("|"))
        priority, hours = times.split()
        rto, mtpd = hours.split("/")
        protects, people, vulnerable = harm.split()
        return cls(
            key=key,
            group=group,
            name=name,
            lgsl=None if lgsl == "-" else int(lgsl),
            priority=Priority(priority),
            rto_h=int(rto),
            mtpd_h=int(mtpd),
            protects=Protects(protects),
            people=int(people),
            vulnerable=float(vulnerable),
            leans=Leans.from_text(leans),
        )


@dataclass(frozen=True, slots=True)
class KnownSystem:
    """A kind of system; `records` are people whose data it holds, `sensitive` the share of them most at risk."""

    key: str
    name: str
    tier: int
    hosting: str
    segment: str | None
    rebuild_h: int
    records: int
    sensitive: float
    leans: Leans

    @classmethod
    def from_line(cls, line: str) -> KnownSystem:
        """One line of `SYSTEM_LINES`."""
        key, name, place, weight, leans = (part.strip() for part in line.split("|"))
        tier, hosting, segment = place.split()
        rebuild_h, records, sensitive = weight.split()
        return cls(
            key=key,
            name=name,
            tier=int(tier),
            hosting=hosting,
            segment=None if segment == "-" else segment,
            rebuild_h=int(rebuild_h),
            records=int(records),
            sensitive=float(sensitive),
            leans=Leans.from_text(leans),
        )


def _services() -> tuple[KnownService, ...]:
    known: list[KnownService] = []
    group = ""
    for line in SERVICE_LINES.strip().splitlines():
        if line.startswith("["):
            group = line.strip("[]")
        else:
            known.append(KnownService.from_line(line, group=group))
    return tuple(known)


KNOWN_SERVICES: Final = _services()
"""The 86 services, in the order of their groups."""

KNOWN_SYSTEMS: Final = tuple(KnownSystem.from_line(line) for line in SYSTEM_LINES.strip().splitlines())
"""The 49 kinds of system, foundations first."""
