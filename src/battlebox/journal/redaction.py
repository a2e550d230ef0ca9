"""Removing a part of an entry for good, and the legal holds that forbid it.

Law: a removal takes two desks, or one desk and an admin key, and one side belongs to the organisation that wrote the
entry; an unlifted hold beats every removal but those its writer had seen, for what is gone must not come back from an
old stick; whether a part is removed is a function of the set of entries.
Not here: deleting the bytes (sql.py, disk.py), who is believed (standing.py).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, Protocol

from battlebox.journal.header import Header
from battlebox.journal.kinds import Kind
from battlebox.journal.standing import Standing
from battlebox.journal.statement import is_ordered

EVERYTHING: Final = "*"

CHANGES_REMOVAL: Final = frozenset(
    {Kind.REDACTION_ASKED, Kind.REDACTION_AGREED, Kind.HOLD_PLACED, Kind.HOLD_LIFTED},
)


class Record(Protocol):
    """What removals must know of other entries."""

    def author(self, identity: str) -> str | None:
        """The key that wrote an entry; None if it is not here."""
        ...

    def is_before(self, early: str, late: str) -> bool:
        """Whether the writer of `late` had seen `early`."""
        ...


@dataclass(frozen=True, slots=True)
class Asked:
    """A request: which part of which entry, on which ground, by which desk."""

    entry: str
    part: int
    ground: str
    key: str


@dataclass(frozen=True, slots=True)
class Hold:
    """A legal hold over one entry, or over everything (`*`), by the organisations of the desk that placed it."""

    id: str
    entry: str
    ground: str
    orgs: frozenset[str]


@dataclass(frozen=True, slots=True)
class Removed:
    """A part that is removed: the entries that asked and agreed."""

    entry: str
    part: int
    ground: str
    asked: str
    agreed: str


@dataclass(slots=True)
class Removals:
    """Requests, agreements and holds as they come, in any order that puts parents first."""

    asked: dict[str, Asked] = field(default_factory=dict)
    agreed: list[tuple[str, str, str, str]] = field(default_factory=list)
    placed: dict[str, Hold] = field(default_factory=dict)
    lifted: list[tuple[str, frozenset[str]]] = field(default_factory=list)

    def apply(self, identity: str, header: Header, standing: Standing) -> None:
        """Take in one believed entry of a kind in CHANGES_REMOVAL."""
        about, orgs = header.about, standing.orgs_of(header.key)
        entry, ground = str(about.get("entry", "")), str(about.get("ground", ""))
        if header.kind == Kind.REDACTION_ASKED:
            part = about.get("part", -1)
            self.asked[identity] = Asked(entry, part if isinstance(part, int) else -1, ground, header.key)
        elif header.kind == Kind.REDACTION_AGREED:
            admin = str(about.get("org", "")) if is_ordered(header, standing.orgs) else ""
            self.agreed.append((identity, str(about.get("asked", "")), header.key, admin))
        elif header.kind == Kind.HOLD_PLACED:
            self.placed[identity] = Hold(identity, entry, ground, orgs)
        else:
            self.lifted.append((str(about.get("hold", "")), orgs))

    def holds(self) -> list[Hold]:
        """The holds that stand, in order of id; one is lifted only by an organisation that placed it."""
        lifted = {hold for hold, orgs in self.lifted if hold in self.placed and orgs & self.placed[hold].orgs}
        return [hold for identity, hold in sorted(self.placed.items()) if identity not in lifted]

    def hold_over(self, entry: str) -> Hold | None:
        """A hold that forbids removing anything of this entry."""
        return next((hold for hold in self.holds() if hold.entry in (entry, EVERYTHING)), None)

    def removed(self, standing: Standing, record: Record) -> dict[tuple[str, int], Removed]:
        """The parts that are removed, by (entry, part)."""
        if not self.agreed:
            return {}
        holds = self.holds()
        found: dict[tuple[str, int], Removed] = {}
        for identity, request, key, admin in sorted(self.agreed):
            asked = self.asked.get(request)
            if asked is None or (key == asked.key and not admin):
                continue
            over = [hold.id for hold in holds if hold.entry in (asked.entry, EVERYTHING)]
            if not all(record.is_before(identity, hold) for hold in over):
                continue
            owners = standing.orgs_of(record.author(asked.entry) or "")
            sides = standing.orgs_of(asked.key) | standing.orgs_of(key) | {admin}
            if owners & sides or not owners:
                found.setdefault(
                    (asked.entry, asked.part),
                    Removed(asked.entry, asked.part, asked.ground, request, identity),
                )
        return found
