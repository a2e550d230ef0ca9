"""Fallbacks invoked: a plan on paper counts for nothing until somebody starts it, with people to run it.

Law: the staff of all fallbacks together are shown beside each, since the same people cannot run two.
Not here: what a fallback is worth to the arithmetic (engine).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from battlebox.desk.errors import Code, DeskError
from battlebox.desk.officer import Act, Officer
from battlebox.desk.picture.naming import FALLBACK_OF, Names
from battlebox.desk.record.record import Record, Saved
from battlebox.desk.record.sight import Handling, Sight, Stated
from battlebox.desk.record.writing import draft, line, not_ahead, words
from battlebox.estate import Estate, Near, Need, Service
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
    if row.body != officer.body:
        owner = estate.body_by_id[row.body].name
        raise DeskError.of(Code.OTHER_BODY, what=f"the fallback of `{row.name}`", owner=owner, body=officer.body)
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
    return {thing.partition("/")[2]: said[0] for thing, said in sight.every("service", FALLBACK, Fallback).items()}


def staff_bill(sight: Sight, estate: Estate, body: str) -> StaffBill:
    """What the running fallbacks of a body need together."""
    running = _running(sight, estate, body)
    return StaffBill(
        at_work=sum(fallback.staff for _, fallback in running),
        planned=sum(row.fallback_staff or 0 for row, _ in running),
        services=tuple(row.service for row, _ in running),
        untested=tuple(row.service for row, _ in running if row.fallback_tested_on is None),
    )


def bill_doubts(sight: Sight, estate: Estate, body: str, is_out: Callable[[str], bool]) -> tuple[str, ...]:
    """Why the running fallbacks of a body may not hold, in sentences; `is_out` says whether a thing is out now."""
    running, names, needs = _running(sight, estate, body), Names(estate), estate.needs_by_of
    found = [
        doubt
        for row, fallback in running
        for doubt in _doubts(names, row, fallback, needs.get(FALLBACK_OF + row.service, ()), is_out)
    ]
    return (*found, *_twice(running, names))


def _running(sight: Sight, estate: Estate, body: str) -> list[tuple[Service, Fallback]]:
    return [
        (estate.service_by_id[name], fallback.value)
        for name, fallback in fallbacks_of(sight).items()
        if fallback.value.running and name in estate.service_by_id and estate.service_by_id[name].body == body
    ]


def _doubts(
    names: Names, row: Service, fallback: Fallback, needs: Sequence[Need], is_out: Callable[[str], bool]
) -> list[str]:
    found = []
    if not row.has_fallback:
        found.append("the estate knows of no fallback for it")
    elif row.fallback_tested_on is None:
        found.append("it was never tested")
    if not fallback.channel:
        found.append("nobody said on which channel it runs")
    elif fallback.channel in names.estate.thing_by_id and is_out(fallback.channel):
        found.append(f"its channel is down: {names.thing(fallback.channel)}")
    for need in needs:
        others = [each for each in needs if need.any_of and each.any_of == need.any_of and each is not need]
        if need.on != fallback.channel and is_out(need.on) and all(is_out(each.on) for each in others):
            found.append(f"it stands on {names.thing(need.on)}, which is down")
    if row.fallback_staff and fallback.staff < row.fallback_staff:
        found.append(f"{fallback.staff} people run it, and its plan asks for {row.fallback_staff:g}")
    return [f"{names.thing(row.service)}: {doubt}" for doubt in found]


def _twice(running: list[tuple[Service, Fallback]], names: Names) -> list[str]:
    """Where the same people seem to be counted twice."""
    by_who: dict[str, list[str]] = {}
    by_source: dict[str, list[str]] = {}
    staff = {row.service: fallback.staff for row, fallback in running}
    for row, fallback in running:
        by_who.setdefault(" ".join(fallback.who.casefold().split()), []).append(row.service)
        if fallback.taken_from:
            by_source.setdefault(fallback.taken_from, []).append(row.service)
    found = [
        f"The same person runs {_both(names, services)}: nobody can run two" for services in by_who.values()
        if len(services) > 1
    ]  # fmt: skip
    for source, services in by_source.items():
        if len(services) > 1:
            found.append(f"{_both(names, services)} both took people from {names.thing(source)}: count them once")
        if staff.get(source):
            found.append(
                f"{_both(names, services)} took people from {names.thing(source)}, whose own fallback is run by "
                f"{staff[source]}: count them once"
            )
    return found


def _both(names: Names, services: list[str]) -> str:
    return " and ".join(names.thing(name) for name in services)
