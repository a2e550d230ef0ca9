"""The live picture: what is out, since when, until when it can be borne, and why, from what was seen and ordered.

Law: an observation wins over the model, and where they differ the difference is shown; hour 0 is when the incident is
held to have begun, or the outage that was seen before it; every answer can say why.
Not here: what may come (brief, engine), the pages.
"""

from __future__ import annotations

import threading
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from functools import cached_property, lru_cache
from typing import Final

from battlebox.desk.picture.containment import Order, Stage, orders_of, stages_of
from battlebox.desk.picture.fallback import Fallback, fallbacks_of
from battlebox.desk.picture.naming import Names
from battlebox.desk.picture.outage import Cause, Condition, Observation, Spell, counting, observed
from battlebox.desk.picture.revision import InUse
from battlebox.desk.record.incident import course_of
from battlebox.desk.record.sight import Sight, Stated
from battlebox.engine import Done, Down, EstateArrays, Impact, ServiceClock, Stop, impact
from battlebox.estate import MICROHOURS, Estate, Need, Protects, Service

AHEAD_H: Final = 1008
"""How far ahead the picture looks: six weeks from now."""
BACK_MOST: Final = timedelta(days=366)
"""How long before the incident an outage may count from: the year of an older one was mistyped."""
_HOUR: Final = timedelta(hours=1)
_HALF_A_SECOND: Final = timedelta(milliseconds=500)
_ROUNDED: Final = timedelta(milliseconds=2)
"""Half a microhour, and a little: what rounding to microhours can move an instant by."""
_ONE_ASKS: Final = threading.Lock()
_NEVER: Final = (None, None, None, None)


_PROTECTED: Final = tuple(Protects)
"""Life before safety before liberty, as the estate lists them."""
_NO_LIMIT: Final = datetime.max.replace(tzinfo=UTC)


class Plight(StrEnum):
    """How a service is now, worst first."""

    OUT = "out"
    ON_FALLBACK = "on its fallback"
    SLOW = "working with delays"
    WORKING = "working"

    @property
    def rank(self) -> int:
        """0 for the worst."""
        return list(Plight).index(self)

    def counted(self, number: int) -> str:
        """`1 on its fallback`, `2 on their fallbacks`, `4 out`."""
        return f"{number} {'on their fallbacks' if self is Plight.ON_FALLBACK and number != 1 else self.value}"


@dataclass(frozen=True, slots=True)
class Clock:
    """The outage clock of one service. Instants; None: not within six weeks as things stand.

    `out_for` is the time out so far, all its outages together. `stops` is when it stops next, or stopped.
    """

    stops: datetime | None
    out_for: timedelta
    rto: datetime | None
    mtpd: datetime | None
    fallback_until: datetime | None


@dataclass(frozen=True, slots=True)
class ServicePlight:
    """One service as it is: its plight, its clock, why, from what cause, and what was seen of it.

    `differs` says in words how what was seen differs from what the model says; blank where it does not.
    """

    service: Service
    plight: Plight
    clock: Clock
    why: tuple[str, ...]
    cause: Cause | None
    seen: Stated[Observation] | None
    fallback: Stated[Fallback] | None
    differs: str

    @property
    def is_stopped(self) -> bool:
        """Whether it is not given in its usual way."""
        return self.plight in (Plight.OUT, Plight.ON_FALLBACK)


@dataclass(frozen=True)
class Picture:
    """Everything a page needs about what is out: services in table order, other things by id."""

    used: InUse
    arrays: EstateArrays
    began: datetime
    zero: datetime
    """Hour 0 of every figure: what was seen out before the incident is reckoned from its own time."""
    now: datetime
    services: tuple[ServicePlight, ...]
    stops: Mapping[str, Stop]
    seen: Mapping[str, tuple[Stated[Observation], ...]]
    orders: Mapping[str, Stated[Order]]
    held: Mapping[str, Stated[Order]]
    needs: Mapping[str, tuple[Need, ...]]
    """What each thing needs."""
    _hurting: tuple[ServicePlight, ...] = ()
    """Those that `by_need` gives, sorted once for all that ask."""

    @property
    def estate(self) -> Estate:
        """The estate as it is believed now."""
        return self.used.estate

    @cached_property
    def _by_service(self) -> dict[str, ServicePlight]:
        return {row.service.service: row for row in self.services}

    @property
    def running(self) -> frozenset[str]:
        """The services whose fallback is up."""
        rows = (row for row in self.services if row.fallback is not None and row.fallback.value.running)
        return frozenset(row.service.service for row in rows)

    def service(self, name: str) -> ServicePlight:
        """One service; KeyError if the estate has none of that id."""
        return self._by_service[name]

    def is_out(self, name: str) -> bool:
        """Whether a system or channel is out now: as it was seen, else as the model says."""
        seen = counting(self.seen.get(name, ()))
        if seen is not None:
            return seen.value.condition is Condition.OUT
        return _within(self.stops.get(name), _hours(self.now - self.zero))

    def stage(self, name: str) -> Stage:
        """How far the containment of a system, path, service or channel has got."""
        order = self.held.get(name)
        return Stage.RUNNING if order is None else order.value.stage

    def at(self, microhours: int) -> datetime:
        """The instant of an hour of the incident.

        A microhour is 3.6 ms, so an hour after 08:40:00 would come out a millisecond before 09:40, and read as 09:39.
        """
        at = self.zero + microhours / MICROHOURS * _HOUR
        whole = (at + _HALF_A_SECOND).replace(microsecond=0)
        return whole if abs(whole - at) <= _ROUNDED else at

    def by_need(self) -> tuple[ServicePlight, ...]:
        """Services stopped or about to stop, in the order in which they hurt: people first, then time to harm."""
        return self._hurting


def picture_of(sight: Sight, used: InUse, *, began: datetime | None = None) -> Picture:
    """The live picture, as far as this reader may know it; `began` stands in for an incident that may not be seen.

    Cost: a few milliseconds when anything has changed.
    """
    estate = used.estate
    began = began or course_of(sight).value.began
    seen, orders = observed(sight, estate), orders_of(sight)
    working = frozenset(name for name, said in seen.items() if said[0].value.condition is Condition.WORKING)
    arrays = _arrays(used, working.intersection(estate.service_by_id))
    zero, now = _zero(seen, began), max(sight.now, began)
    picture = Picture(
        used, arrays, began, zero, now, (), {}, seen, orders, stages_of(estate, orders), estate.needs_by_of
    )
    answer = _impact(arrays, *_asked(picture))
    picture = replace(picture, stops={stop.id: stop for stop in answer.stops})
    fallbacks = fallbacks_of(sight)
    spoken, rows = picture.stops.keys() | seen.keys() | fallbacks.keys(), list(_calm(used))
    for number, clock in enumerate(answer.services):
        if clock.slowed or clock.id in spoken or _marks(clock) != _NEVER:
            rows[number] = _plight(picture, answer, number, fallbacks)
    hurting = sorted((row for row in rows if row.clock.stops is not None), key=_urgency)
    return replace(picture, services=tuple(rows), _hurting=tuple(hurting))


def _urgency(row: ServicePlight) -> tuple[object, ...]:
    working = not row.is_stopped and row.plight is not Plight.SLOW
    return (
        not row.service.protects.is_people,
        working and bool(row.seen),
        row.clock.mtpd or _NO_LIMIT,
        _PROTECTED.index(row.service.protects),
        row.service.priority,
        -row.service.people * row.service.vulnerable,
        row.service.service,
    )


def would_stop(picture: Picture, action: str) -> tuple[tuple[str, datetime], ...]:
    """The services that an order given now would stop, or stop sooner, and when; the soonest first.

    It is reckoned as given at the last full minute: all who ask in that minute are told what was worked out once.
    """
    downs, dones, hours = _asked(picture)
    now = _hours(picture.now - picture.zero)
    minute = max(picture.now.replace(second=0, microsecond=0), picture.began)
    given = Done(action, -_hours(minute - picture.zero))
    found = []
    for stop in _stopped(picture.arrays, downs, (*dones, given), hours):
        at = _first_after(stop, now)
        begin = None if at is None else max(at, now)
        if begin is not None and not _within(picture.stops.get(stop.id), begin):
            found.append((begin, stop.id))
    return tuple((name, picture.at(begin)) for begin, name in sorted(found))


def stops_unseen(picture: Picture, names: Collection[str]) -> Mapping[str, Stop]:
    """What would stop if nobody had looked at these things: the model's own view of them. Cost: as `picture_of`."""
    seen = {name: said for name, said in picture.seen.items() if name not in names}
    answer = _impact(picture.arrays, *_asked(replace(picture, seen=seen)))
    return {stop.id: stop for stop in answer.stops}


def _first_after(stop: Stop, now: int) -> int | None:
    return next((begin for begin, end in stop.outages if end > now), None)


def _asked(picture: Picture) -> tuple[tuple[Down, ...], tuple[Done, ...], int]:
    """What was seen and ordered, and how far ahead to look, as the engine is asked."""
    estate, zero, now = picture.estate, picture.zero, picture.now
    downs = (down for name, said in picture.seen.items() for down in _downs(name, said[0].value, zero, picture.began))
    dones = (
        _done(order.value, zero, now, estate)
        for order in picture.orders.values()
        if order.value.action in estate.action_by_id
    )
    return tuple(downs), tuple(dones), _horizon(zero, now)


def _horizon(zero: datetime, now: datetime) -> int:
    """How far ahead is looked, from hour 0."""
    return (int((now - zero) / _HOUR) + AHEAD_H) * MICROHOURS


@lru_cache(maxsize=8)
def _arrays(used: InUse, working: frozenset[str]) -> EstateArrays:
    """The estate indexed; a service seen to work has no needs, so that nothing is forecast to stop through it."""
    estate = used.estate
    if working:
        estate = replace(estate, needs=tuple(need for need in estate.needs if need.of not in working))
    return EstateArrays.of(estate)


@lru_cache(maxsize=8)
def _calm(used: InUse) -> tuple[ServicePlight, ...]:
    """Each service as it is while nothing is known of it and nothing stops it: of thousands, nearly all."""
    clock = Clock(None, timedelta(), None, None, None)
    return tuple(ServicePlight(row, Plight.WORKING, clock, (), None, None, None, "") for row in used.estate.services)


def _marks(clock: ServiceClock) -> tuple[int | None, ...]:
    return clock.stops_microhours, clock.rto_at_microhours, clock.mtpd_at_microhours, clock.fallback_until_microhours


def _impact(arrays: EstateArrays, downs: tuple[Down, ...], dones: tuple[Done, ...], hours: int) -> Impact:
    """One at a time: when something new is seen, forty browsers ask at once, and one answer does for all of them."""
    with _ONE_ASKS:
        return _worked_out(arrays, downs, dones, hours)


@lru_cache(maxsize=64)
def _stopped(arrays: EstateArrays, downs: tuple[Down, ...], dones: tuple[Done, ...], hours: int) -> tuple[Stop, ...]:
    """The services that are ever out, and when; not why, which takes the engine longer than all the rest."""
    answer = impact(arrays, downs=downs, dones=dones, hours_microhours=hours, as_recorded=True, explained=False)
    return tuple(stop for stop in answer.stops if stop.kind == "service")


@lru_cache(maxsize=16)
def _worked_out(arrays: EstateArrays, downs: tuple[Down, ...], dones: tuple[Done, ...], hours: int) -> Impact:
    return impact(arrays, downs=downs, dones=dones, hours_microhours=hours, as_recorded=True)


def _zero(seen: Mapping[str, tuple[Stated[Observation], ...]], began: datetime) -> datetime:
    """When the incident is held to have begun, or the earliest outage that counts, where that was before."""
    begins = (spell.begin for said in seen.values() for spell in _counting(said[0].value, began))
    return max(min((began, *begins)), began - BACK_MOST)


def _counting(seen: Observation, began: datetime) -> list[Spell]:
    """The stretches out that the incident has to bear: not what was over when it began."""
    return [spell for spell in seen.spells if spell.end is None or spell.end > began]


def _downs(name: str, seen: Observation, zero: datetime, began: datetime) -> list[Down]:
    return [
        Down(name, max(0, _hours(spell.begin - zero)), None if spell.end is None else _hours(spell.end - zero))
        for spell in _counting(seen, began)
    ]


def _done(order: Order, zero: datetime, now: datetime, estate: Estate) -> Done:
    """An order as it was given: until it was reopened, else until it is due to end, or for good if that has passed."""
    ago = -_hours(order.given - zero)
    if order.stage is Stage.REOPENED:
        return Done(order.action, ago, _hours(order.at - zero))
    row = estate.action_by_id[order.action]
    due = row.takes_microhours + row.lasts_microhours - ago
    overdue = due <= _hours(now - zero)
    # To the end of what is looked at, in whole hours: the same question all the hour, so that its answer can be kept.
    return Done(order.action, ago, _horizon(zero, now) if overdue else None)


def _hours(span: timedelta) -> int:
    return round(span / _HOUR * MICROHOURS)


def _within(stop: Stop | None, now: int) -> bool:
    return stop is not None and any(begin <= now < end for begin, end in stop.outages)


def _plight(picture: Picture, answer: Impact, number: int, fallbacks: Mapping[str, Stated[Fallback]]) -> ServicePlight:
    row, clock = picture.estate.services[number], answer.services[number]
    now = _hours(picture.now - picture.zero)
    stop = picture.stops.get(row.service)
    seen = counting(picture.seen.get(row.service, ()))
    fallback = fallbacks.get(row.service)
    if fallback is not None and not fallback.value.running:
        fallback = None
    modelled = Plight.OUT if _within(stop, now) else Plight.SLOW if clock.slowed and stop is None else Plight.WORKING
    plight = _SEEN[seen.value.condition] if seen else modelled
    if plight is Plight.OUT and fallback is not None:
        plight = Plight.ON_FALLBACK
    stops, rto, mtpd, until = (None if mark is None else picture.at(mark) for mark in _marks(clock))
    spans = stop.outages if stop else ()
    out_for = sum(min(end, now) - begin for begin, end in spans if begin < now) / MICROHOURS * _HOUR
    return ServicePlight(
        service=row,
        plight=plight,
        clock=Clock(_next_stop(picture, spans, now) or stops, out_for, rto, mtpd, until),
        why=stop.why if stop else (),
        cause=_cause(picture, row, stop, seen),
        seen=seen,
        fallback=fallback,
        differs=_differs(picture, row, seen, modelled),
    )


_SEEN: Final = {Condition.OUT: Plight.OUT, Condition.SLOW: Plight.SLOW, Condition.WORKING: Plight.WORKING}


def _next_stop(picture: Picture, spans: tuple[tuple[int, int], ...], now: int) -> datetime | None:
    """When the outage that is on began, or the next one begins; None where all are over."""
    return next((picture.at(begin) for begin, end in spans if end > now), None)


def _cause(picture: Picture, row: Service, stop: Stop | None, seen: Stated[Observation] | None) -> Cause | None:
    """Who or what stops it: as it was seen, else as the chain of causes ends."""
    if seen is not None and seen.value.condition is not Condition.WORKING:
        return seen.value.cause
    if stop is None or not stop.why:
        return None
    last = stop.why[-1]
    root = picture.seen.get(last.removesuffix(" is down"))
    if root:
        return root[0].value.cause
    words = frozenset(last.replace(",", " ").split())
    ordered = next((name for name in picture.orders if name in words), None)
    if ordered is None:
        return Cause.UNKNOWN
    body = picture.estate.action_by_id[ordered].body
    return Cause.US if body == row.body else Cause.HOST if _hosts(picture, body, row) else Cause.PARTNER


def _hosts(picture: Picture, body: str, row: Service) -> bool:
    estate = picture.estate
    needed = (need.on for need in picture.needs.get(row.service, ()))
    return any(estate.thing_by_id[name].body == body for name in needed if name in estate.system_by_id)


def _differs(picture: Picture, row: Service, seen: Stated[Observation] | None, modelled: Plight) -> str:
    """How what was seen differs from the model, in words; blank where it does not."""
    if seen is None or seen.value.condition is Condition.SLOW:
        return ""
    needs = [need for need in picture.needs.get(row.service, ()) if need.slows is None]
    lost = [need.on for need in needs if picture.is_out(need.on) and not _has_alternative(picture, needs, need)]
    if seen.value.condition is Condition.OUT:
        return "" if lost or row.service in picture.held else "nothing it needs is known to be out, yet it was seen out"
    if modelled is Plight.OUT:
        return "an order in force stops it, yet it was seen working"
    named = ", ".join(Names(picture.estate).thing(name) for name in lost)
    return f"it needs {named}, which is out, yet it was seen working" if lost else ""


def _has_alternative(picture: Picture, needs: list[Need], lost: Need) -> bool:
    """Whether another row of the same group still stands."""
    return lost.any_of is not None and any(need.any_of == lost.any_of and not picture.is_out(need.on) for need in needs)
