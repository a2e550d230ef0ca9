"""What a council says of itself to one partner, as things of STIX: each part in words, and again in an extension.

Law: every part is under its own label, and is for this reader alone; the same status makes the same things but for
`modified`; what is RED is left out; an empty status makes nothing, so that nobody learns that there is an incident.
Not here: what may be told (desk/exchange/told.py), keeping and sending it (web).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from typing import TypeVar

from battlebox.desk.exchange import PartnerStatus, Said, SystemSaid
from battlebox.marking import Tlp, strictest
from battlebox.share.release import Held
from battlebox.share.situation.ask import write_ask
from battlebox.share.situation.fact import write_fact
from battlebox.share.situation.issuer import Issuer, Pen, our_identity
from battlebox.share.situation.order import write_order
from battlebox.share.situation.service import write_service
from battlebox.share.situation.sign import PatternOf, no_pattern, write_sign
from battlebox.share.situation.state import write_state
from battlebox.share.situation.system import write_system
from battlebox.share.situation.whole import write_whole

S = TypeVar("S", bound=Said)


def situation_of(
    status: PartnerStatus, *, issuer: Issuer, reader: str, now: datetime, pattern_of: PatternOf = no_pattern
) -> tuple[Held, ...]:
    """The things that say this status to that reader, written at the aware instant `now`, the identity first.

    `status` is what may be told to that reader: nothing is asked here. `pattern_of` makes an indicator of a sign that
    is a value.
    """
    status = _without_red(status)
    if not status.parts:
        return ()
    pen = Pen(issuer, reader, now)
    parts = tuple(_parts(pen, status, pattern_of))
    return (our_identity(issuer, now), *parts, *write_whole(pen, status, parts))


def _parts(pen: Pen, status: PartnerStatus, pattern_of: PatternOf) -> Iterator[Held]:
    if status.state is not None:
        yield write_state(pen, status.state)
    for seed, system in _keyed(status.systems):
        yield from write_system(pen, seed, system)
    for seed, service in _keyed(status.services):
        yield from write_service(pen, seed, service)
    for seed, order in _keyed(status.orders):
        yield from write_order(pen, seed, order)
    for seed, ask in _keyed(status.asks):
        yield from write_ask(pen, seed, ask)
    for seed, fact in _keyed(status.facts):
        yield write_fact(pen, seed, fact)
    for seed, sign in _keyed(status.signs):
        yield from write_sign(pen, seed, sign, pattern_of)


def _keyed(parts: Iterable[S]) -> Iterator[tuple[str, S]]:
    """Each part with what tells it from the others of its kind."""
    times: Counter[str] = Counter()
    for each in parts:
        times[each.key] += 1
        yield each.key if times[each.key] == 1 else f"{each.key} #{times[each.key]}", each


def _without_red(status: PartnerStatus) -> PartnerStatus:
    """What is left without the parts that are RED; a system has one label, the stricter of its two."""
    state = status.state
    return replace(
        status,
        state=None if state is not None and state.tlp is Tlp.RED else state,
        systems=_freer(map(_one_label, status.systems)),
        services=_freer(status.services),
        orders=_freer(status.orders),
        asks=_freer(status.asks),
        facts=_freer(status.facts),
        signs=_freer(status.signs),
    )


def _freer(parts: Iterable[S]) -> tuple[S, ...]:
    return tuple(each for each in parts if each.tlp is not Tlp.RED)


def _one_label(system: SystemSaid) -> SystemSaid:
    label = strictest((system.tlp, system.state.tlp)) or Tlp.RED
    return replace(system, tlp=label, state=replace(system.state, tlp=label))
