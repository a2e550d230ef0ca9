"""The state of the incident: what the believed entries say, taken together.

Law: the state is a function of the set of headers, never of the order in which they came, of a clock, or of which
parts happen to be here. A value stands until an entry that saw it replaces it; when several stand, all are shown.
Not here: the bytes of values (journal.py reads them from parts), wording for people (desk, web).
"""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass, field
from typing import Final

from battlebox.journal import canon
from battlebox.journal.header import Header
from battlebox.journal.kinds import Kind
from battlebox.journal.redaction import CHANGES_REMOVAL, Record, Removals
from battlebox.journal.standing import Standing, Status

Field = tuple[str, str]
_KNOWN: Final = frozenset(kind.value for kind in Kind)
_MODULUS: Final = 1 << 256


@dataclass(frozen=True, slots=True)
class Live:
    """One value that stands: the entry that wrote it and the place of the part that holds it (-1 for none)."""

    entry: str
    part: int
    depth: int


@dataclass(slots=True)
class Fold:
    """The state while entries are taken in, parents first. Cost: a few microseconds an entry."""

    standing: Standing
    values: dict[Field, tuple[Live, ...]] = field(default_factory=dict)
    """What stands, in order of arrival."""
    removals: Removals = field(default_factory=Removals)
    statuses: Counter[Status] = field(default_factory=Counter)
    unknown_kinds: int = 0
    entries: int = 0
    total: int = 0

    def apply(self, identity: str, header: Header) -> Status:
        """Take in one entry; it must not have been taken in before, and its parents must have been."""
        self.entries += 1
        self.total += int(identity, 16)
        status = self.standing.status(identity, header.key)
        self.statuses[status] += 1
        if not status.is_folded:
            return status
        if header.kind not in _KNOWN:
            self.unknown_kinds += 1
            return status
        depth = header.depth
        for write in header.writes:
            place, live = (write.thing, write.name), Live(identity, write.part, depth)
            standing = self.values.get(place)
            # Most fields are written once: a dict for each took most of what a record takes in memory.
            others = () if standing is None else tuple(each for each in standing if each.entry not in write.over)
            self.values[place] = (*others, live)
        if header.kind in CHANGES_REMOVAL:
            self.removals.apply(identity, header, self.standing)
        return status

    def live(self, thing: str, name: str) -> tuple[Live, ...]:
        """The values of a field that stand, latest first: more than one is a conflict that a person must settle."""
        found = self.values.get((thing, name), ())
        if len(found) <= 1:
            return found
        return tuple(sorted(found, key=lambda value: (value.depth, value.entry), reverse=True))

    def conflicts(self) -> list[Field]:
        """The fields of which more than one value stands."""
        return sorted(place for place, standing in self.values.items() if len(standing) > 1)

    def set_digest(self) -> str:
        """64 hex digits that name the set of entries; equal on two desks when they hold the same entries."""
        total = (self.total % _MODULUS).to_bytes(32, "big") + self.entries.to_bytes(8, "big")
        return hashlib.sha256(b"battlebox/set/1\0" + total).hexdigest()

    def digest(self, record: Record) -> str:
        """64 hex digits that name the whole state; equal on two desks when they would show the same."""
        shown: dict[str, canon.Json] = {
            "set": self.set_digest(),
            "values": sorted([*place, live.entry] for place, standing in self.values.items() for live in standing),
            "removed": sorted([*place] for place in self.removals.removed(self.standing, record)),
            "holds": [hold.id for hold in self.removals.holds()],
            "desks": sorted(
                [desk.key, desk.org, desk.name, desk.role] for held in self.standing.desks.values() for desk in held
            ),
            "statuses": sorted([status.value, count] for status, count in self.statuses.items()),
            "kinds": self.unknown_kinds,
        }
        return hashlib.sha256(b"battlebox/state/1\0" + canon.encode(shown)).hexdigest()
