"""What Gold reads of each choice on one sheet: vital services its orders stop, the first hour of harm, who orders it.

Law: exact, with no chance in it: what the confirmed hits and the orders by themselves stop, and nothing else.
Not here: harm over all the ways the attack may go (choices.py), the sheet (web).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from typing import Final

from battlebox.desk.brief.findings import Findings
from battlebox.desk.brief.reach import short_body
from battlebox.desk.brief.saying import hours_of, within
from battlebox.desk.brief.shutdown import orders_of, without_orders
from battlebox.desk.brief.stops import vital_first
from battlebox.engine import EVERYTHING, Done, Down, Impact, Option, ServiceClock, impact
from battlebox.estate import MICROHOURS, BodyKind, Priority

_LOOK_H: Final = 72
_NAMED: Final = 3


STOPS: Final = "P1 services that stop within 3 days if the attack goes no further"
FIRST_HARM: Final = "First out longer than can be borne"
FALLBACKS: Final = "Their fallbacks"
WHO: Final = "Who orders it"
"""What each of these facts is called."""


@dataclass(frozen=True, slots=True)
class GoldFacts:
    """Of one choice: P1 services that stop within three days, when the first has been out too long, fallbacks, who.

    Every figure counts all of them, with any orders or none. With orders, those that stop only because of them are
    counted and named beside. `stops` says how many, then names the first; `left` more are not named. `fallback` is
    blank where nothing stops.
    """

    stops: tuple[str, ...] = ()
    first_harm: str = ""
    fallback: str = ""
    who: tuple[str, ...] = ()
    left: int = 0

    @property
    def said(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """What is said of the vital services, each line with what it is about: on the sheet and on the screen alike."""
        more = (f"and {self.left:,} more",) if self.left else ()
        return (
            (STOPS, (*self.stops, *more) or ("none",)),
            (FIRST_HARM, (self.first_harm or "none",)),
            (FALLBACKS, (self.fallback or "none needed",)),
        )

    @property
    def shorter(self) -> GoldFacts:
        """The same with one name less and one more counted, where some are only counted: beside many choices."""
        return replace(self, stops=self.stops[:-1], left=self.left + 1) if self.left else self


@dataclass(frozen=True, slots=True)
class AsItIs:
    """What the record knows and no question holds: services whose fallback is up; how long what is out can be borne.

    `borne` is in microhours from now, below zero where that is past.
    """

    running: AbstractSet[str] = frozenset()
    borne: Mapping[str, int] = field(default_factory=dict)


def gold_facts(found: Findings, option: Option, now: AsItIs) -> GoldFacts:
    """The facts of one option, as things are now. Cost: two exact runs of the outages."""
    answer = _stopping(found, option.actions)
    clocks = _vital(found, answer)
    if not clocks:
        return GoldFacts(("none",), "none", who=_who(found, option.actions))
    told, opening = clocks, f"{_counted(found, clocks)}:"
    if option.actions:
        before = {row.id for row in _vital(found, _stopping(found, ()))}
        told = [row for row in clocks if row.id not in before]
        added = f"{len(told)} of them for these orders:" if told else "as by watching"
        opening = f"{_counted(found, clocks)}, {added}"
    return GoldFacts(
        stops=(opening, *_named(found, told)),
        left=max(0, len(told) - _NAMED),
        first_harm=_first_harm(found, clocks, now.borne),
        fallback=_fallback(found, answer, clocks, now.running),
        who=_who(found, option.actions),
    )


def _first_harm(found: Findings, clocks: list[ServiceClock], borne: Mapping[str, int]) -> str:
    """When the first has been out too long: of the body's own, and of the others where theirs comes sooner."""
    limits = {row.id: limit for row in clocks if (limit := _limit(row, borne)) is not None}
    if not limits:
        return "none within these weeks"
    first = min(limits.values())
    if not _body(found):
        return _limit_words(first)
    own = min((limits[row.id] for row in clocks if row.id in limits and _is_own(found, row)), default=None)
    said = "ours: none" if own is None else f"ours {_limit_words(own)}"
    return said if own == first else f"{said}; others' {_limit_words(first)}"


def _limit(row: ServiceClock, borne: Mapping[str, int]) -> int | None:
    """Until when it can be borne: one that is out already has had hours of it, which the question does not know."""
    known = [each for each in (row.mtpd_at_microhours, borne.get(row.id)) if each is not None]
    return min(known, default=None)


def _limit_words(microhours: int) -> str:
    return "already past" if microhours <= 0 else within(hours_of(microhours))


def _body(found: Findings) -> str:
    """The body that asked; blank where nobody in particular did."""
    return found.partner.body if found.partner is not None else ""


def _is_own(found: Findings, row: ServiceClock) -> bool:
    return found.estate.service_by_id[row.id].body == _body(found)


def _counted(found: Findings, clocks: list[ServiceClock]) -> str:
    """How many, and how many of them are the body's own."""
    if not _body(found):
        return str(len(clocks))
    return f"{len(clocks)} ({sum(_is_own(found, row) for row in clocks) or 'none'} ours)"


def _fallback(found: Findings, answer: Impact, clocks: list[ServiceClock], running: AbstractSet[str]) -> str:
    """How many are up, have one on paper that these outages leave standing, and how many of those were ever tried."""
    lost = {row.id for row in answer.stops if row.stops_microhours <= _LOOK_H * MICROHOURS}
    rows = [found.estate.service_by_id[row.id] for row in clocks]
    stand = [row for row in rows if row.has_fallback and f"fallback:{row.service}" not in lost]
    tried = sum(row.fallback_tested_on is not None for row in stand)
    up = sum(row.service in running for row in rows)
    return f"{up or 'none'} up now; {len(stand)} of {len(rows)} have one on paper, {tried or 'none'} ever tried"


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
    """The first of them, the body's own before others', the soonest first, each with when it stops and whose it is."""
    services, body = found.estate.service_by_id, _body(found)

    def order(row: ServiceClock) -> tuple[object, ...]:
        return (bool(body) and not _is_own(found, row), row.stops_microhours or 0, *vital_first(services[row.id]))

    def name(row: ServiceClock) -> str:
        service = services[row.id]
        whose = "" if body and _is_own(found, row) else f" ({short_body(found.estate.body_by_id[service.body].name)})"
        return f"{service.name}{whose} {within(hours_of(row.stops_microhours or 0))}"

    return tuple(name(row) for row in sorted(clocks, key=order)[:_NAMED])


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
    has = {row.body for row in orders_of(found.estate, names)}
    said += [
        f"{body[each]}: not said{', for what those leave running' if each in has else ''}"
        for each in without_orders(found.estate, names)
    ]
    return tuple(dict.fromkeys(said))
