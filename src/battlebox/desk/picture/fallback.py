"""Fallbacks invoked: a plan on paper counts for nothing until somebody starts it, with people to run it.

Law: the staff of all fallbacks together are shown beside each, since the same people cannot run two.
Not here: what a fallback is worth to the arithmetic (engine).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from battlebox.desk.errors import Code, DeskError
from battlebox.desk.officer import Act, Officer
from battlebox.desk.record.record import Record, Saved
from battlebox.desk.record.sight import Handling, Sight, Stated
from battlebox.desk.record.writing import draft, line, not_ahead, words
from battlebox.estate import Estate, Near
from battlebox.journal import Kind

FALLBACK: Final = "fallback"


@dataclass(frozen=True, slots=True)
class Fallback:
    """A fallback as it stands: running or ended, since when, who runs it, with how many people, on which channel.

    `taken_from` says which service these people were taken from, where they were taken from one.
    """

    running: bool
    since: datetime
    who: str
    staff: int = 0
    channel: str = ""
    taken_from: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class StaffBill:
    """What all running fallbacks of a body need together: people at work now, and people the plans asked for."""

    at_work: int
    planned: float
    services: tuple[str, ...]
    untested: tuple[str, ...]


def invoke(
    record: Record,
    estate: Estate,
    officer: Officer,
    service: str,
    fallback: Fallback,
    *,
    handling: Handling | None = None,
    over: frozenset[str] | None = None,
) -> Saved:
    """Record that a service's fallback was started or ended. Raises DeskError."""
    officer.must(Act.FALL_BACK)
    row = estate.service_by_id.get(service)
    if row is None:
        near = Near().words(service, tuple(estate.service_by_id), "; the nearest is {}")
        raise DeskError.of(Code.UNKNOWN_ID, what="service", id=service, near=near)
    line("who runs it", fallback.who)
    note = words("note", fallback.note)
    not_ahead("since", fallback.since, record.now())
    thing = f"service/{service}"
    said = f"{row.name}: fallback {'started' if fallback.running else 'ended'}, {fallback.who}"
    people = f", {fallback.staff} people" if fallback.running else ""
    text = "\n".join(filter(None, [said + people, note]))
    about: dict[str, str | int] = {"id": service, "running": int(fallback.running)}
    written = draft(
        Kind.FALLBACK_INVOKED, handling or Handling(), (thing, FALLBACK, fallback), words=text, about=about, over=over
    )
    return record.append(officer, written, thing=thing)


def fallbacks_of(sight: Sight) -> dict[str, Stated[Fallback]]:
    """The fallback of every service that ever had one started, by service."""
    found = {
        thing.partition("/")[2]: sight.latest(thing, FALLBACK, Fallback) for thing in sight.things("service", FALLBACK)
    }
    return {name: fallback for name, fallback in found.items() if fallback is not None}


def staff_bill(sight: Sight, estate: Estate, body: str) -> StaffBill:
    """What the running fallbacks of a body need together."""
    running = [
        (estate.service_by_id[name], fallback.value)
        for name, fallback in fallbacks_of(sight).items()
        if fallback.value.running and name in estate.service_by_id and estate.service_by_id[name].body == body
    ]
    return StaffBill(
        at_work=sum(fallback.staff for _, fallback in running),
        planned=sum(row.fallback_staff or 0 for row, _ in running),
        services=tuple(row.service for row, _ in running),
        untested=tuple(row.service for row, _ in running if row.fallback_tested_on is None),
    )
