"""A partner's situation as it is read: ours and others', with extensions and without, whole or in rags.

Law: reading never raises; a thing that is not understood is left out by name, with why, and takes nothing with it; what
the partner's newest group no longer holds is said no longer; at most so many parts of a kind are read.
Not here: what is done with it: a suggestion, and a person (desk, web).

1. Take the newest version of each thing that this partner owns.
2. If the partner groups what it says at present, keep to that, in its order.
3. Read each thing by what it says that it is, else by its type.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final

from battlebox.desk.exchange import (
    AskSaid,
    FactSaid,
    OrderSaid,
    PartnerStatus,
    Said,
    ServiceSaid,
    SignSaid,
    StateSaid,
    SystemSaid,
    worst,
)
from battlebox.share.release import Held
from battlebox.share.situation.ask import read_ask
from battlebox.share.situation.fact import read_fact, read_report
from battlebox.share.situation.label import REPEATED, Kind
from battlebox.share.situation.order import read_order
from battlebox.share.situation.read import Read
from battlebox.share.situation.service import condition_of, read_impact, read_service
from battlebox.share.situation.sign import read_sign
from battlebox.share.situation.state import read_state
from battlebox.share.situation.system import read_system

PARTS_MOST: Final = 1_000
"""How many parts of a kind are read."""


class Why(StrEnum):
    """Why a thing was left out; the value is the sentence."""

    OTHERS = "it is not this partner's"
    UNREADABLE = "it has no version, or its time or its marking cannot be read"
    REVOKED = "it was revoked"
    NOT_NOW = "the partner's newest group does not hold it"
    NO_PART = "it is no part of a situation"
    NOTHING_SAID = "it says nothing that can be shown"
    TOO_MANY = "there are too many of its kind"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A thing that was not read, and why."""

    id: str
    why: Why


@dataclass(frozen=True, slots=True)
class Heard:
    """A partner's situation, and what was left out of it."""

    status: PartnerStatus
    left_out: tuple[LeftOut, ...]


def read_situation(things: Iterable[Held], *, body: str, name: str) -> PartnerStatus:
    """What a partner says of itself in these things; `body` is whose they are, `name` what it is called."""
    return hear(things, body=body, name=name).status


def hear(things: Iterable[Held], *, body: str, name: str) -> Heard:
    """The same, and what was left out by name."""
    reading = _Reading(body, name)
    known = reading.newest(things)
    for read in reading.at_present(known):
        reading.take(read, known)
    return Heard(reading.status(), tuple(reading.left_out))


@dataclass(slots=True)
class _Reading:
    """What was read so far."""

    body: str
    name: str
    states: list[StateSaid] = field(default_factory=list)
    overall: list[StateSaid] = field(default_factory=list)
    parts: dict[type[Said], list[Any]] = field(default_factory=dict)
    left_out: list[LeftOut] = field(default_factory=list)

    def newest(self, things: Iterable[Held]) -> dict[str, Read]:
        """The newest version of each thing of this partner's, by id."""
        found: dict[str, Read] = {}
        for held in things:
            if held.owner != self.body:
                self._leave(held.thing.id, Why.OTHERS)
                continue
            read = Read.of(held, self.name)
            if read is None:
                self._leave(held.thing.id, Why.UNREADABLE)
            elif held.thing.id not in found or found[held.thing.id].at < read.at:
                found[held.thing.id] = read
        return found

    def at_present(self, known: Mapping[str, Read]) -> list[Read]:
        """Those that are said at present, in the order in which the partner says them."""
        groups = [each for each in known.values() if each.type == "grouping" and each.of_kind(Kind.SITUATION)]
        groups = [each for each in groups if not _is_revoked(each)]
        groups.sort(key=lambda each: each.id)
        held = dict.fromkeys(one for each in groups for one in each.texts("object_refs"))
        said = []
        for one, read in known.items():
            if _is_revoked(read):
                self._leave(one, Why.REVOKED)
            elif groups and one not in held and read not in groups and REPEATED not in read.labels:
                self._leave(one, Why.NOT_NOW)
            else:
                said.append(read)
        places = {one: place for place, one in enumerate(held)}
        return sorted(said, key=lambda read: places.get(read.id, len(places)))

    def take(self, read: Read, known: Mapping[str, Read]) -> None:
        """Read one thing."""
        if REPEATED in read.labels or read.type in _SAID_ELSEWHERE:
            return
        reader = _READERS.get(read.type)
        if reader is None:
            self._leave(read.id, Why.NO_PART)
            return
        parts = [part for part in reader(read, known) if part is not None]
        if not parts and not read.of_kind(Kind.SITUATION):
            self._leave(read.id, Why.NOTHING_SAID)
        for part in parts:
            if isinstance(part, StateSaid):
                (self.overall if read.type == "incident" else self.states).append(part)
            else:
                self._keep(read, part)

    def _keep(self, read: Read, part: Said) -> None:
        rows = self.parts.setdefault(type(part), [])
        if len(rows) < PARTS_MOST:
            rows.append(part)
        else:
            self._leave(read.id, Why.TOO_MANY)

    def _leave(self, one: str, why: Why) -> None:
        self.left_out.append(LeftOut(one, why))

    def status(self) -> PartnerStatus:
        """All that was read."""
        return PartnerStatus(
            self.body,
            self.name,
            worst(self.states or self.overall),
            systems=tuple(self.parts.get(SystemSaid, ())),
            services=tuple(self.parts.get(ServiceSaid, ())),
            orders=tuple(self.parts.get(OrderSaid, ())),
            asks=tuple(self.parts.get(AskSaid, ())),
            facts=tuple(self.parts.get(FactSaid, ())),
            signs=tuple(self.parts.get(SignSaid, ())),
        )


_Known = Mapping[str, Read]
_Parts = tuple[Said | None, ...]
_SAID_ELSEWHERE: Final = frozenset(("grouping", "identity", "attack-pattern", "indicator"))
"""What holds parts together, or is read with what names it."""


def _is_revoked(read: Read) -> bool:
    return read.held.thing.says.get("revoked") is True


def _infrastructure(read: Read, _known: _Known) -> _Parts:
    condition = None if read.of_kind(Kind.SYSTEM) else condition_of(read)
    return (read_service(read, condition) if condition else read_system(read),)


def _note(read: Read, _known: _Known) -> _Parts:
    return (read_state(read) if read.of_kind(Kind.STATE) else read_fact(read),)


def _action(read: Read, known: _Known) -> _Parts:
    return _task(read, known) if read.of_kind(Kind.ASK) or read.of_kind(Kind.ORDER) else ()


def _task(read: Read, _known: _Known) -> _Parts:
    return (read_ask(read) if read.of_kind(Kind.ASK) else read_order(read),)


def _incident(read: Read, _known: _Known) -> _Parts:
    """How it stands; of an incident that is not written in our way, its words as well."""
    return read_state(read), None if read.of_kind(Kind.SITUATION) else read_report(read)


_READERS: Final[Mapping[str, Callable[[Read, _Known], _Parts]]] = {
    "infrastructure": _infrastructure,
    "note": _note,
    "course-of-action": _action,
    "task": _task,
    "impact": lambda read, known: (read_impact(read, known) or read_report(read),),
    "event": lambda read, known: (read_sign(read, known),),
    "sighting": lambda read, known: (read_sign(read, known),),
    "incident": _incident,
    "report": lambda read, _known: (read_report(read),),
}
