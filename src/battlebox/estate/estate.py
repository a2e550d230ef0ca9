"""The estate: everything the tables said, validated, with its settings and the lookups every room needs.

Law: an `Estate` holds no dangling id; whoever has one need not check again.
Not here: reading files (tables.py), finding mistakes (faults.py), gaps a planner wants to know (gaps.py).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from types import MappingProxyType
from typing import TypeVar

from battlebox.estate.things import (
    MICROHOURS,
    Action,
    Body,
    Channel,
    Clock,
    Need,
    Path,
    PathKind,
    PeakDate,
    Priority,
    Segment,
    Service,
    Site,
    System,
)
from battlebox.estate.things_restoring import Crew, Environment, Gate, Work
from battlebox.estate.things_rostering import Availability, Person, Post, Shift

Group = TypeVar("Group", bound=Hashable)
RowOf = TypeVar("RowOf", Gate, Need)
Thing = System | Service | Channel
"""What can be out: the ends of a need."""


@dataclass(frozen=True, slots=True)
class HarmWeights:
    """`[harm]` of estate.toml: contract section 3's working values unless the council set its own."""

    before_rto: float = 1.0
    after_rto: float = 4.0
    after_mtpd: float = 16.0
    vulnerable_extra: float = 4.0
    severity: Mapping[Priority, float] = field(
        default_factory=lambda: MappingProxyType(
            {Priority.P1: 20.0, Priority.P2: 5.0, Priority.P3: 2.0, Priority.P4: 1.0}
        )
    )
    per_record: float = 0.02
    per_sensitive: float = 0.2


@dataclass(frozen=True, slots=True)
class PathDefault:
    """`[cyber.kinds.KIND]`: what a path of one kind has where its row leaves chance or hours blank."""

    chance: float
    microhours: int


@dataclass(frozen=True, slots=True)
class Cyber:
    """`[cyber]` of estate.toml: how the attack and the checking are assumed to go (working values)."""

    destructive_chance: float = 0.5
    strike_microhours: int = 48 * MICROHOURS
    since_microhours: int = 24 * MICROHOURS
    found_microhours: int = 168 * MICROHOURS
    lasts_microhours: int = 168 * MICROHOURS
    evict_microhours: int = 24 * MICROHOURS
    everything_takes_microhours: int = 1 * MICROHOURS
    everything_lasts_microhours: int = 168 * MICROHOURS
    chances: Mapping[str, float] = field(
        default_factory=lambda: MappingProxyType({"low": 0.1, "medium": 0.3, "high": 0.7})
    )
    kinds: Mapping[PathKind, PathDefault] = field(
        default_factory=lambda: MappingProxyType(
            {
                PathKind.ROUTE: PathDefault(0.2, 24 * MICROHOURS),
                PathKind.TRUST: PathDefault(0.5, 12 * MICROHOURS),
                PathKind.ACCOUNT: PathDefault(0.4, 12 * MICROHOURS),
                PathKind.ADMIN: PathDefault(0.6, 6 * MICROHOURS),
                PathKind.MAIL: PathDefault(0.1, 24 * MICROHOURS),
                PathKind.TENANCY: PathDefault(0.4, 12 * MICROHOURS),
                PathKind.BACKUP: PathDefault(0.3, 24 * MICROHOURS),
                PathKind.SUPPLIER: PathDefault(0.2, 48 * MICROHOURS),
            }
        )
    )


@dataclass(frozen=True, slots=True)
class Restoring:
    """`[restore]` of estate.toml: what a step takes where no row says (working values)."""

    clear_microhours: int = 12 * MICROHOURS
    data_microhours: int = 12 * MICROHOURS
    accept_microhours: int = 8 * MICROHOURS
    people: int = 1


@dataclass(frozen=True)
class Estate:
    """One validated estate. Rows keep the order of their tables."""

    title: str
    bodies: tuple[Body, ...]
    systems: tuple[System, ...]
    services: tuple[Service, ...]
    as_of: datetime | None = None
    licence: str | None = None
    illustrative: bool = False
    harm: HarmWeights = HarmWeights()
    cyber: Cyber = Cyber()
    restore: Restoring = Restoring()
    segments: tuple[Segment, ...] = ()
    sites: tuple[Site, ...] = ()
    channels: tuple[Channel, ...] = ()
    needs: tuple[Need, ...] = ()
    paths: tuple[Path, ...] = ()
    actions: tuple[Action, ...] = ()
    crews: tuple[Crew, ...] = ()
    environments: tuple[Environment, ...] = ()
    works: tuple[Work, ...] = ()
    gates: tuple[Gate, ...] = ()
    shifts: tuple[Shift, ...] = ()
    posts: tuple[Post, ...] = ()
    people: tuple[Person, ...] = ()
    availability: tuple[Availability, ...] = ()
    dates: tuple[PeakDate, ...] = ()
    clocks: tuple[Clock, ...] = ()

    @cached_property
    def body_by_id(self) -> Mapping[str, Body]:
        """Bodies by id."""
        return MappingProxyType({row.body: row for row in self.bodies})

    @cached_property
    def system_by_id(self) -> Mapping[str, System]:
        """Systems by id."""
        return MappingProxyType({row.system: row for row in self.systems})

    @cached_property
    def service_by_id(self) -> Mapping[str, Service]:
        """Services by id."""
        return MappingProxyType({row.service: row for row in self.services})

    @cached_property
    def channel_by_id(self) -> Mapping[str, Channel]:
        """Channels by id."""
        return MappingProxyType({row.channel: row for row in self.channels})

    @cached_property
    def path_by_id(self) -> Mapping[str, Path]:
        """Paths by id."""
        return MappingProxyType({row.path: row for row in self.paths})

    @cached_property
    def action_by_id(self) -> Mapping[str, Action]:
        """Actions by id."""
        return MappingProxyType({row.action: row for row in self.actions})

    @cached_property
    def crew_by_id(self) -> Mapping[str, Crew]:
        """Crews by id."""
        return MappingProxyType({row.crew: row for row in self.crews})

    @cached_property
    def environment_by_id(self) -> Mapping[str, Environment]:
        """Environments by id."""
        return MappingProxyType({row.environment: row for row in self.environments})

    @cached_property
    def gates_by_of(self) -> Mapping[str, tuple[Gate, ...]]:
        """The rows of gates by what each is of."""
        return _by_of(self.gates)

    @cached_property
    def needs_by_of(self) -> Mapping[str, tuple[Need, ...]]:
        """The needs by what has them."""
        return _by_of(self.needs)

    @cached_property
    def bodies_in_need(self) -> frozenset[frozenset[str]]:
        """Pairs of bodies of which one needs something of the other; a body by itself where it needs its own."""
        things = self.thing_by_id
        pairs = {
            (things[row.of].body, things[row.on].body) for row in self.needs if row.of in things and row.on in things
        }
        return frozenset(map(frozenset, pairs))

    def gates_of(self, system: System) -> tuple[Gate, ...]:
        """What the estate says of a system's gates, its body's rows first.

        A row of the system takes the place of its body's of the same kind, or, of the council's own, of the same name.
        """
        rows = (row for of in (system.body, system.system) for row in self.gates_by_of.get(of, ()))
        return tuple({row.place: row for row in rows}.values())

    @cached_property
    def thing_by_id(self) -> Mapping[str, Thing]:
        """Systems, services and channels by id: whatever can be out."""
        return MappingProxyType({**self.system_by_id, **self.service_by_id, **self.channel_by_id})

    @cached_property
    def names_of_several(self) -> frozenset[str]:
        """The names that more than one of these things has."""
        counts = Counter(row.name for row in self.thing_by_id.values())
        return frozenset(name for name, number in counts.items() if number > 1)

    @cached_property
    def segment_by_id(self) -> Mapping[str, Segment]:
        """Segments by id."""
        return MappingProxyType({row.segment: row for row in self.segments})

    @cached_property
    def systems_by_segment(self) -> Mapping[str, frozenset[str]]:
        """Ids of the systems of every segment that has any."""
        return _grouped((row.segment, row.system) for row in self.systems if row.segment is not None)

    @cached_property
    def things_by_body(self) -> Mapping[str, frozenset[str]]:
        """Ids of the systems, services and channels of every body that has any."""
        return _grouped((row.body, key) for key, row in self.thing_by_id.items())

    @cached_property
    def paths_by_kind(self) -> Mapping[str, frozenset[str]]:
        """Ids of the paths of every kind there is."""
        return _grouped((row.kind, row.path) for row in self.paths)

    @cached_property
    def paths_by_bodies(self) -> Mapping[frozenset[str], frozenset[str]]:
        """Ids of the paths that join two bodies, by the pair; by the one body if they are inside it."""
        hosts = {row.system: row.body for row in self.systems}
        # Few pairs of bodies have many paths: the set of each pair is made once.
        found: dict[tuple[str, str], list[str]] = {}
        for row in self.paths:
            if row.origin in hosts and row.target in hosts:
                found.setdefault((hosts[row.origin], hosts[row.target]), []).append(row.path)
        return _grouped((frozenset(pair), path) for pair, paths in found.items() for path in paths)


def _grouped(pairs: Iterable[tuple[Group, str]]) -> Mapping[Group, frozenset[str]]:
    found: dict[Group, set[str]] = {}
    for group, member in pairs:
        found.setdefault(group, set()).add(member)
    return MappingProxyType({group: frozenset(members) for group, members in found.items()})


def _by_of(rows: Iterable[RowOf]) -> Mapping[str, tuple[RowOf, ...]]:
    found: dict[str, list[RowOf]] = {}
    for row in rows:
        found.setdefault(row.of, []).append(row)
    return MappingProxyType({of: tuple(every) for of, every in found.items()})
