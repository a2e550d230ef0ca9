"""What Gold reads of each choice on one sheet: vital services its orders stop, the first hour of harm, who orders it.

Law: exact, with no chance in it: what the confirmed hits and the orders by themselves stop, and nothing else.
Not here: harm over all the ways the attack may go (brief_choices.py), the sheet (web).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from battlebox.desk.brief.findings import Findings
from battlebox.desk.brief.reach import short_body
from battlebox.desk.brief.saying import hours_of, within
from battlebox.desk.brief.shutdown import orders_of, without_orders
from battlebox.desk.brief.stops import vital_first
from battlebox.engine import EVERYTHING, Done, Down, Impact, Option, ServiceClock, impact
from battlebox.estate import MICROHOURS, BodyKind, Priority

_LOOK_H: Final = 72
_NAMED: Final = 4


@dataclass(frozen=True, slots=True)
class GoldFacts:
    """Of one choice: P1 services that stop within three days, when the first has been out too long, fallbacks, who.

    With orders, those that stop only because of them are named, and the first of them; `fallback` says how many of all
    have a fallback that works.
    """

    stops: tuple[str, ...] = ()
    first_harm: str = ""
    fallback: str = ""
    who: tuple[str, ...] = ()


def gold_facts(found: Findings, option: Option) -> GoldFacts:
    """The facts of one option. Cost: two exact runs of the outages."""
    answer = _stopping(found, option.actions)
    clocks = _vital(found, answer)
    if not option.actions:
        told, opening = clocks, f"{len(clocks)}:"
    else:
        before = {row.id for row in _vital(found, _stopping(found, ()))}
        told = [row for row in clocks if row.id not in before]
        opening = f"{len(told)} more than watching:" if told else "none more than watching"
    late = [row.mtpd_at_microhours for row in told if row.mtpd_at_microhours is not None]
    lost = {row.id for row in answer.stops if row.stops_microhours <= _LOOK_H * MICROHOURS}
    works = [row for row in clocks if _has_fallback(found, row) and f"fallback:{row.id}" not in lost]
    return GoldFacts(
        stops=(opening, *_named(found, told)),
        first_harm=within(hours_of(min(late))) if late else "none",
        fallback=f"{len(works)} of {len(clocks)} have one that works" if clocks else "none needed",
        who=_who(found, option.actions),
    )


def _vital(found: Findings, answer: Impact) -> list[ServiceClock]:
    """P1 services that stop soon, those that protect people first."""
    services = found.estate.service_by_id
    rows = [
        row
        for row in answer.services
        if services[row.id].priority is Priority.P1
        and row.stops_microhours is not None
        and row.stops_microhours <= _LOOK_H * MICROHOURS
    ]
    return sorted(rows, key=lambda row: vital_first(services[row.id]))


def _named(found: Findings, clocks: list[ServiceClock]) -> tuple[str, ...]:
    """Names, each once with when the first of that name stops, and how many more names there are."""
    first: dict[str, int] = {}
    for row in clocks:
        name = found.estate.service_by_id[row.id].name
        first[name] = min(first.get(name, row.stops_microhours or 0), row.stops_microhours or 0)
    names = [f"{name} {within(hours_of(stops))}" for name, stops in first.items()]
    return (*names[:_NAMED], *((f"and {len(names) - _NAMED} more",) if len(names) > _NAMED else ()))


def _has_fallback(found: Findings, row: ServiceClock) -> bool:
    return found.estate.service_by_id[row.id].has_fallback


def _stopping(found: Findings, actions: Iterable[str]) -> Impact:
    """What stops with the confirmed hits lost and these orders given now."""
    question, estate = found.question, found.estate
    struck = {hit.system: Down(hit.system) for hit in question.hits if hit.chance >= 1}
    if EVERYTHING in actions:
        hosts = {row.body for row in estate.bodies if row.kind is BodyKind.COUNCIL}
        takes = estate.cyber.everything_takes_microhours
        for row in estate.systems:
            if row.body in hosts:
                struck.setdefault(row.system, Down(row.system, takes))
    for down in question.downs:
        struck[down.thing] = down
    orders = tuple(Done(name) for name in actions if name in estate.action_by_id)
    return impact(
        found.arrays,
        downs=tuple(struck.values()),
        dones=(*question.dones, *orders),
        hours_microhours=question.hours_microhours,
        as_recorded=True,
    )


def _who(found: Findings, actions: Iterable[str]) -> tuple[str, ...]:
    """Who orders it: body and office, each once."""
    names, given = tuple(actions), {done.action for done in found.question.dones}
    body = {row.body: short_body(row.name) for row in found.estate.bodies}
    said = [f"{body[row.body]}: {row.who or 'not said'}" for row in orders_of(found.estate, names, given)]
    said += [f"{body[each]}: not said" for each in without_orders(found.estate, names)]
    return tuple(dict.fromkeys(said))
