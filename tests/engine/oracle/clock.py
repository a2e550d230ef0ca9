"""The outage clock of one service, and what its time out and its slowed time cost.

Law: exact fractions of weighted person-hours; the clock counts hours out so far and is never reset.
Not here: when the service is out (outage.py), records and the cost of orders (price.py).
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from fractions import Fraction

from battlebox.estate import MICROHOURS, Estate, Service
from engine.oracle.orders import FALLBACK
from engine.oracle.outage import Outages
from engine.oracle.spans import contains


@dataclass(frozen=True)
class Clock:
    """When the time out so far reaches each mark (None: never), and the harm.

    A mark reached by the last counted microhour is reached at the horizon, as one reached by the last microhour of
    an outage is reached at its end: hiding it would be the unsafe way to read the words.
    """

    stops: int | None
    rto_at: int | None
    fallback_until: int | None
    mtpd_at: int | None
    out: int
    harm: Fraction


def clock_of(estate: Estate, service: Service, found: Outages, hours: int) -> Clock:
    """Walk through the stretches between all the instants at which anything changes."""
    out = found.out[service.service]
    idle = found.out[FALLBACK + service.service]
    slowed = found.slowed[service.service]
    instants = {0, hours}
    for spans in (out, idle, *(spans for _, spans in slowed)):
        instants.update(instant for span in spans for instant in span)
    ordered = sorted(instants)
    so_far = 0
    harm = Fraction(0)
    marks = _marks(service)
    reached: dict[int, int] = {}
    for start, end in itertools.pairwise(ordered):
        works = service.has_fallback and not contains(idle, start)
        if contains(out, start):
            for mark in marks:
                if so_far <= mark <= so_far + end - start:
                    reached.setdefault(mark, start + mark - so_far)
            harm += _out_cost(estate, service, so_far, so_far + end - start, works=works)
            so_far += end - start
        else:
            share = max((Fraction(share) for share, spans in slowed if contains(spans, start)), default=Fraction(0))
            harm += (end - start) * min(share, _slowed_share(service, so_far, works=works))
    until = None if not service.has_fallback else reached.get(_fallback_end(service))
    return Clock(
        stops=out[0][0] if out else None,
        rto_at=reached.get(service.rto_microhours),
        fallback_until=until,
        mtpd_at=reached.get(service.mtpd_microhours),
        out=so_far,
        harm=harm * _base(estate, service) / MICROHOURS,
    )


def _base(estate: Estate, service: Service) -> Fraction:
    """Weighted person-hours of one hour out."""
    severity = estate.harm.severity[service.priority] if service.severity is None else service.severity
    vulnerable = 1 + Fraction(estate.harm.vulnerable_extra) * Fraction(service.vulnerable)
    return Fraction(service.people) / 24 * vulnerable * Fraction(severity)


def _fallback_end(service: Service) -> int:
    return service.fallback_start_microhours + (service.fallback_microhours or 0)


def _marks(service: Service) -> list[int]:
    marks = {service.rto_microhours, service.mtpd_microhours}
    if service.has_fallback:
        marks |= {service.fallback_start_microhours, _fallback_end(service)}
    return sorted(marks)


def _out_cost(estate: Estate, service: Service, first: int, last: int, *, works: bool) -> Fraction:
    """Cost of the clock running from `first` to `last`, in microhours of base."""
    inner = [mark for mark in _marks(service) if first < mark < last]
    cost = Fraction(0)
    edges = [first, *inner, last]
    for start, end in itertools.pairwise(edges):
        helped = works and service.fallback_start_microhours <= start < _fallback_end(service)
        share = 1 - Fraction(service.fallback_share or 0) if helped else Fraction(1)
        cost += (end - start) * _weight(estate, service, start) * share
    return cost


def _weight(estate: Estate, service: Service, so_far: int) -> Fraction:
    if so_far >= service.mtpd_microhours:
        return Fraction(estate.harm.after_mtpd)
    if so_far >= service.rto_microhours:
        return Fraction(estate.harm.after_rto)
    return Fraction(estate.harm.before_rto)


def _slowed_share(service: Service, so_far: int, *, works: bool) -> Fraction:
    """The most that a slowed hour costs: what the fallback, not waited for, would leave undone.

    A fallback that lasts no time never works, so there is nothing not to wait for.
    """
    if works and service.fallback_microhours and so_far < _fallback_end(service):
        return 1 - Fraction(service.fallback_share or 0)
    return Fraction(1)
