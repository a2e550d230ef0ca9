"""What Gold reads of each choice on one sheet: vital services its orders stop, the first hour of harm, who orders it.

Law: exact, with no chance in it: what the confirmed hits and the orders by themselves stop, and nothing else.
Not here: harm over all the ways the attack may go (brief_choices.py), the sheet (web).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from battlebox.desk.brief_findings import Findings
from battlebox.desk.brief_reach import short_body
from battlebox.desk.brief_saying import hours_of, within
from battlebox.engine import EVERYTHING, Done, Down, Impact, Option, impact
from battlebox.estate import MICROHOURS, BodyKind, Priority

_LOOK_H: Final = 72
_NAMED: Final = 6


@dataclass(frozen=True, slots=True)
class GoldFacts:
    """Of one choice: P1 services that stop within three days, by name; when the first has been out too long; fallbacks.

    `fallback` says how many of those services have a fallback that works when they stop; `who` names who orders.
    """

    stops: tuple[str, ...] = ()
    first_harm: str = ""
    fallback: str = ""
    who: tuple[str, ...] = ()


def gold_facts(found: Findings, option: Option) -> GoldFacts:
    """The facts of one option. Cost: one exact run of the outages."""
    answer = _stopping(found, option.actions)
    clocks = [
        row
        for row in answer.services
        if found.estate.service_by_id[row.id].priority is Priority.P1
        and row.stops_microhours is not None
        and row.stops_microhours <= _LOOK_H * MICROHOURS
    ]
    clocks.sort(key=lambda row: (row.stops_microhours or 0, row.id))
    names = [
        f"{found.estate.service_by_id[row.id].name} {within(hours_of(row.stops_microhours or 0))}" for row in clocks
    ]
    more = (f"and {len(names) - _NAMED} more",) if len(names) > _NAMED else ()
    late = [row.mtpd_at_microhours for row in clocks if row.mtpd_at_microhours is not None]
    planned = [row for row in clocks if found.estate.service_by_id[row.id].has_fallback]
    lost = {row.id for row in answer.stops if row.stops_microhours <= _LOOK_H * MICROHOURS}
    works = [row for row in planned if f"fallback:{row.id}" not in lost]
    return GoldFacts(
        stops=(*names[:_NAMED], *more),
        first_harm=within(hours_of(min(late))) if late else "not within six weeks",
        fallback=f"{len(works)} of {len(clocks)} have one that works" if clocks else "none needed",
        who=_who(found, option.actions),
    )


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
    if EVERYTHING in actions:
        return ("every council that hosts systems, for its own",)
    rows = (found.estate.action_by_id[name] for name in actions if name in found.estate.action_by_id)
    said = (f"{short_body(found.estate.body_by_id[row.body].name)}: {row.who or 'not said'}" for row in rows)
    return tuple(dict.fromkeys(said))
