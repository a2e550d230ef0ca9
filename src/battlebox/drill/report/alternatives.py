"""P1 services that stopped, and which of them went on another way: at the end, and as time went by.

Law: a fallback counts once somebody started it and while what it needs is up; a plan on paper counts for nothing.
Not here: how long it took against the plan (plan.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from battlebox.desk.picture import ServicePlight
from battlebox.drill.report.lack import Lack, shared
from battlebox.drill.report.measure import Came, Mark, Measure
from battlebox.drill.report.played import Played
from battlebox.journal import Kind

FIRST: Final = "P1"
_FALLBACK: Final = "fallback:"


@dataclass(frozen=True, slots=True)
class Alternative:
    """One P1 service that was not given in its usual way at the end, and what stands in for it."""

    id: str
    name: str
    is_working: bool
    said: str
    began: Mark | None


@dataclass(frozen=True, slots=True)
class Standing:
    """So many P1 services had a fallback that runs, from this minute on."""

    minute: int
    running: int
    words: str
    entry: str


@dataclass(frozen=True, slots=True)
class Alternatives:
    """All of them."""

    at_end: tuple[Alternative, ...]
    over_time: tuple[Standing, ...]

    @property
    def working(self) -> int:
        """How many have one."""
        return sum(each.is_working for each in self.at_end)


def alternatives(played: Played) -> Alternatives:
    """What stood in for P1 services of this body."""
    stopped = [row for row in played.picture.services if _is_first(row, played) and row.is_stopped]
    return Alternatives(tuple(_one(played, row) for row in stopped), tuple(_over_time(played)))


def alternatives_measure(played: Played, found: Alternatives) -> Measure:
    """The measure: of the P1 services that were not given in their usual way at the end, those that went on."""
    title, counts = "P1 services with a working alternative", "a fallback that was started, and what it needs is up"
    if not any(_is_first(row, played) for row in played.picture.services):
        missing = (Lack("the estate has no P1 service of this body"),)
        return Measure("p1-alternatives", title, Came.NOT_KNOWN, "not known", counts, missing=missing)
    if not found.at_end:
        return Measure("p1-alternatives", title, Came.NOTHING, "none had stopped at the end", counts)
    left = shared((each.said, each.name) for each in found.at_end if not each.is_working)
    came = Came.DONE if not left else Came.PARTLY if found.working else Came.NOT_DONE
    value = f"{found.working} of {len(found.at_end)}"
    return Measure("p1-alternatives", title, came, value, counts, missing=left)


def _is_first(row: ServicePlight, played: Played) -> bool:
    return row.service.body == played.body and str(row.service.priority) == FIRST


def _one(played: Played, row: ServicePlight) -> Alternative:
    service = row.service
    if row.fallback is None:
        said = "its fallback was not started" if service.has_fallback else "the estate has no fallback for it"
        return Alternative(service.service, service.name, is_working=False, said=said, began=None)
    starts = [each for each in played.of({Kind.FALLBACK_INVOKED}) if each.said.get("id") == service.service]
    running = [each for each in starts if each.said.get("running")]
    began = played.mark(running[-1], "its fallback was started") if running else None
    if played.picture.is_out(_FALLBACK + service.service):
        said = "its fallback was started, and something that it needs is out"
        return Alternative(service.service, service.name, is_working=False, said=said, began=began)
    said = f"on its fallback: {row.fallback.value.who}, {row.fallback.value.staff} people"
    return Alternative(service.service, service.name, is_working=True, said=said, began=began)


def _over_time(played: Played) -> list[Standing]:
    first = {row.service.service: row.service.name for row in played.picture.services if _is_first(row, played)}
    running: set[str] = set()
    found = []
    for deed in played.of({Kind.FALLBACK_INVOKED}):
        name = str(deed.said.get("id", ""))
        if name not in first:
            continue
        is_running = bool(deed.said.get("running"))
        running = running | {name} if is_running else running - {name}
        mark = played.mark(deed, "")
        words = f"{first[name]}: {'started' if is_running else 'ended'}"
        found.append(Standing(mark.minute, len(running), words, deed.number))
    return found
