"""What an outage costs: the outage clock of each service, and harm hour by hour (contract section 3).

Law: time out so far never resets within a world; each stretch is cut where the clock passes a mark and costed in whole
millionths of a harm unit, so that sums do not depend on their order.
Not here: when a service is out (outage.py).
"""

from __future__ import annotations

from battlebox.engine.compile import kernel
from battlebox.engine.nets import ServiceNet
from battlebox.engine.workspace import PHASE, TOUCHED, TOUCHED_WORLD, WORLD, Workspace


@kernel
def weight_at(services: ServiceNet, service: int, tau: int) -> float:
    """What an hour weighs once the service has been out for `tau`: the MTPD counts whatever the RTO says."""
    if tau >= services.marks[service, 1]:
        return services.weights[2]
    if tau >= services.marks[service, 0]:
        return services.weights[1]
    return services.weights[0]


@kernel
def cost_out(services: ServiceNet, space: Workspace, service: int, span: int) -> None:
    """Account for a stretch in which the service is out, mark by mark."""
    tau = space.service_tau[service]
    while span > 0:
        step = span
        for mark in range(4):
            ahead = services.marks[service, mark] - tau
            if 0 < ahead < step:
                step = ahead
        share = 1.0
        if not space.service_alone[service] and services.marks[service, 2] <= tau < services.marks[service, 3]:
            share = 1.0 - services.share[service]
        rate = services.base[service] * weight_at(services, service, tau) * share
        space.service_harm[service] += int(rate * step + 0.5)
        tau += step
        span -= step
    space.service_tau[service] = tau


@kernel
def cost_slowed(services: ServiceNet, space: Workspace, service: int, span: int) -> None:
    """Account for a stretch in which the service is slowed but not out: it uses up no time of its outage clock."""
    lost = space.service_slow[service]
    works = not space.service_alone[service] and services.marks[service, 2] < services.marks[service, 3]
    if works and space.service_tau[service] < services.marks[service, 3]:
        lost = min(lost, 1.0 - services.share[service])
    space.service_harm[service] += int(services.base[service] * lost * span + 0.5)


@kernel
def account(services: ServiceNet, space: Workspace, service: int, phase_from: int, time: int) -> None:
    """Bring a service's account up to `time`; call before its state changes."""
    if space.service_phase[service] != space.counts[PHASE]:
        space.service_phase[service] = space.counts[PHASE]
        space.service_last[service] = phase_from
        space.service_out[service] = 0
        space.service_alone[service] = 0
        space.service_slow[service] = 0.0
        space.touched[space.counts[TOUCHED]] = service
        space.counts[TOUCHED] += 1
        if space.service_world[service] != space.counts[WORLD]:
            space.service_world[service] = space.counts[WORLD]
            space.service_tau[service] = 0
            space.service_harm[service] = 0
            space.world_services[space.counts[TOUCHED_WORLD]] = service
            space.counts[TOUCHED_WORLD] += 1
    span = time - space.service_last[service]
    if span <= 0:
        return
    space.service_last[service] = time
    if space.service_out[service]:
        cost_out(services, space, service, span)
    elif space.service_slow[service] > 0.0:
        cost_slowed(services, space, service, span)


