"""One desk with three councils at it: Northmere (hit), Eastholt (shares its IT), Farwick (a stranger).

Everything is in memory; the time source stands still until it is told to move.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from importlib import resources
from pathlib import Path

from battlebox.desk import Officer, Role
from battlebox.desk.picture import adopt_estate
from battlebox.desk.record import Handling, Record, Sight, open_incident
from battlebox.estate import RawTables, corrected, digest_of, read_tables
from battlebox.journal import Desk, Founding, Journal, begin, enrol, open_journal
from battlebox.marking import Tlp
from sim.region import MemoryTip, key_of, memory_store

COUNCILS = ("northmere", "eastholt", "farwick")
BEGAN = datetime(2026, 11, 23, 2, 40, tzinfo=UTC)
SHARED = Handling(Tlp.AMBER, frozenset({"northmere", "eastholt"}))


@dataclass
class StillWatch:
    """A time source that stands still."""

    source: str = "human"
    at: datetime = BEGAN

    def now_ms(self) -> int:
        return int(self.at.timestamp() * 1000)

    def pass_by(self, **span: float) -> None:
        self.at += timedelta(**span)


@dataclass
class MemoryShelf:
    """Estate revisions in memory."""

    held: dict[str, RawTables] = field(default_factory=dict)

    def __hash__(self) -> int:
        return id(self)

    def keep(self, raw: RawTables) -> str:
        digest = digest_of(raw)
        self.held[digest] = raw
        return digest

    def fetch(self, digest: str) -> RawTables:
        return self.held[digest]


@cache
def shipped(name: str) -> RawTables:
    return read_tables(Path(str(resources.files("battlebox") / "estate" / "shipped" / name)))


def officer(body: str, *roles: Role, name: str = "") -> Officer:
    """Somebody of a body; with no role named, its tactical lead."""
    held = roles or (Role.TACTICAL,)
    return Officer(f"o-{body}-{held[0].value}", name or f"{held[0].value} officer of {body}", body, frozenset(held))


@dataclass
class Room:
    """An incident opened by Northmere on the small estate, with the other two councils enrolled."""

    watch: StillWatch = field(default_factory=StillWatch)
    shelf: MemoryShelf = field(default_factory=MemoryShelf)
    record: Record = field(init=False)

    def __post_init__(self) -> None:
        store, notes = memory_store(), {}

        def tips(_incident: str, key: str) -> MemoryTip:
            return notes.setdefault(key, MemoryTip())

        orgs = {body: key_of("admin " + body).public for body in COUNCILS}
        founder = begin(store, Founding(orgs, "northmere", "A"), key_of("northmere"), tips, self.watch)
        for letter, body in zip("BC", COUNCILS[1:], strict=True):
            enrol(founder, Desk(key_of(body).public, body, "loggist", letter), key_of("admin " + body))
        pens: dict[str, Journal] = {body: open_journal(store, key_of(body), tips, self.watch) for body in COUNCILS}
        self.record = Record(open_journal(store, key_of("northmere"), tips, self.watch), pens)

    @classmethod
    def opened(cls, estate: str = "northmere") -> Room:
        room = cls()
        lead = officer("northmere")
        open_incident(room.record, lead, title="Blue kettle", seen="screens are blank", handling=SHARED)
        adopt_estate(room.record, lead, room.shelf, shipped(estate), source="the shipped example", handling=SHARED)
        return room

    def corrects(self, table: str, row: str, column: str, value: str) -> None:
        """Adopt the small estate with one cell changed."""
        raw = corrected(shipped("northmere"), table, row, column, value)
        adopt_estate(self.record, officer("northmere"), self.shelf, raw, source="put right", handling=SHARED)

    def sight(self, body: str, *roles: Role) -> Sight:
        return Sight.of(self.record, officer(body, *roles))
