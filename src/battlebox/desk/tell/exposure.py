"""Personal data that cannot be reached, or whose system is held to be compromised: what makes a breach to be assessed.

Law: nothing here is written: it is drawn from what was seen and suspected, for each body that controls the data. A loss
of access is a breach too, and stays one to assess when the system works again.
Not here: what is decided about it (clock.py), figures about people (the estate's own are only passed on).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from battlebox.desk.picture.naming import Names
from battlebox.desk.picture.outage import SEEN, Observation
from battlebox.desk.picture.picture import Picture
from battlebox.desk.picture.suspicion import SUSPICION, Belief, Subject, Suspicion, spoken_of
from battlebox.desk.record.sight import Sight, Stated
from battlebox.estate import System


class Lost(StrEnum):
    """What of the data is affected."""

    ACCESS = "it cannot be reached"
    SECRECY = "the system that holds it is confirmed to be compromised"


@dataclass(frozen=True, slots=True)
class Exposure:
    """Personal data of some controllers, in one system of one host, from an instant on.

    `who` and `why` say in words how that is known; `number` is the entry that says so, blank where it follows from the
    estate; `known` is when that was written, or the instant itself.
    """

    system: System
    controllers: tuple[str, ...]
    lost: Lost
    since: datetime
    who: str
    why: str
    number: str
    known: datetime
    entry: str = ""

    @property
    def host(self) -> str:
        """The body in whose hands the system is."""
        return self.system.body


def controllers_of(system: System) -> tuple[str, ...]:
    """The bodies that control the data in a system; empty where it holds no personal data that the estate knows of."""
    if not system.records and not system.data_of and not any(kind.is_personal for kind in system.data_kinds):
        return ()
    return system.data_of or (system.body,)


def exposures_of(sight: Sight, picture: Picture) -> tuple[Exposure, ...]:
    """Everything that this reader may know of, the earliest first."""
    spoken = spoken_of(sight, Subject.SYSTEM)
    found = [
        exposure
        for system in picture.estate.systems
        if controllers_of(system)
        for exposure in (
            _out(sight, picture, system),
            _compromised(sight, picture, system, spoken.get(system.system, ())),
        )
        if exposure is not None
    ]
    return tuple(sorted(found, key=lambda each: (each.since, each.system.system)))


def _out(sight: Sight, picture: Picture, system: System) -> Exposure | None:
    """As it was seen, by any of the versions that stand; else as the model says of the time until now."""
    versions = picture.seen.get(system.system, ())
    if versions:
        spells = [
            (spell.begin, said.value.since != spell.begin, said) for said in versions for spell in said.value.spells
        ]
        if not spells:
            return None
        since, _, said = min(spells, key=lambda each: each[:2])
        return _seen_out(sight, system, {begin for begin, _, _ in spells}, since, said)
    stop = picture.stops.get(system.system)
    begins = [picture.at(begin) for begin, _ in stop.outages] if stop else []
    if stop is None or not begins or min(begins) > picture.now:
        return None
    names = Names(picture.estate)
    why = "; ".join(names.in_words(step) for step in stop.why)
    since = min(begins)
    return Exposure(system, controllers_of(system), Lost.ACCESS, since, "the estate's needs", why, "", since)


def _seen_out(
    sight: Sight, system: System, begins: set[datetime], since: datetime, said: Stated[Observation]
) -> Exposure:
    """Known since the newest of its outages was first written down: that it works again brings nothing new to light."""
    first: dict[datetime, datetime] = {}
    for each in sight.told(f"system/{system.system}", SEEN, Observation):
        for spell in each.value.spells:
            first[spell.begin] = min(first.get(spell.begin, each.at), each.at)
    known = max(first.get(begin, said.at) for begin in begins)
    why = f"{system.name}: seen to be out"
    return Exposure(
        system, controllers_of(system), Lost.ACCESS, since, said.value.seen_by, why, said.number, known, said.entry
    )


def _compromised(
    sight: Sight, picture: Picture, system: System, beliefs: tuple[Stated[Belief], ...]
) -> Exposure | None:
    said = [each for each in beliefs if each.value.state is Suspicion.CONFIRMED]
    if not said:
        return None
    first = min(said, key=lambda each: each.value.as_of)
    return Exposure(
        system,
        controllers_of(system),
        Lost.SECRECY,
        min(first.value.as_of, picture.now),
        first.value.source,
        f"{system.name}: confirmed to be compromised",
        first.number,
        _confirmed_since(sight, system, first),
        first.entry,
    )


def _confirmed_since(sight: Sight, system: System, first: Stated[Belief]) -> datetime:
    """When it was written down that it is confirmed, for the first time since anybody said otherwise."""
    known: datetime | None = None
    for each in sight.told(f"system/{system.system}", SUSPICION, Belief):
        if each.value.state is not Suspicion.CONFIRMED:
            known = None
        elif known is None:
            known = each.at
    return known or first.at
