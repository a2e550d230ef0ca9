"""What an outage costs: the outage clock of each service, and harm hour by hour (contract section 3).

Law: time out so far never resets within a world; each stretch is cut where the clock passes a mark and costed in whole
millionths of a harm unit, so that sums do not depend on their order.
Not here: when a service is out (outage.py).
"""

from __future__ import annotations

import itertools

from battlebox.engine.compile import inner_kernel
from battlebox.engine.nets import Floats, Indexes, Ints, Records, ServiceNet
from battlebox.engine.workspace import COSTED, PHASE, TOUCHED, WORLD


@inner_kernel
def next_mark(services: Records, service: int, tau: int, step: int) -> int:
    """The stretch until the outage clock passes its next mark, at most `step`."""
    ahead = services[service]["rto"] - tau
    if 0 < ahead < step:
        step = ahead
    ahead = services[service]["mtpd"] - tau
    if 0 < ahead < step:
        step = ahead
    ahead = services[service]["start"] - tau
    if 0 < ahead < step:
        step = ahead
    ahead = services[service]["end"] - tau
    if 0 < ahead < step:
        step = ahead
    return step


@inner_kernel
def cost_out(services: Records, weights: Floats, accounts: Records, service: int, span: int) -> None:
    """Account for a stretch in which the service is out, mark by mark: the MTPD counts whatever the RTO says."""
    tau = accounts[service]["tau"]
    while span > 0:
        step = next_mark(services, service, tau, span)
        weight = weights[0]
        if tau >= services[service]["mtpd"]:
            weight = weights[2]
        elif tau >= services[service]["rto"]:
            weight = weights[1]
        share = 1.0
        if accounts[service]["alone"] == 0 and services[service]["start"] <= tau < services[service]["end"]:
            share = 1.0 - services[service]["share"]
        accounts[service]["harm"] += int(services[service]["base"] * weight * share * step + 0.5)
        tau += step
        span -= step
    accounts[service]["tau"] = tau


@inner_kernel
def cost_slowed(services: Records, accounts: Records, service: int, span: int) -> None:
    """Account for a stretch in which the service is slowed but not out: it uses up no time of its outage clock."""
    lost = accounts[service]["slows"]
    end = services[service]["end"]
    if accounts[service]["alone"] == 0 and services[service]["start"] < end and accounts[service]["tau"] < end:
        lost = min(lost, 1.0 - services[service]["share"])
    accounts[service]["harm"] += int(services[service]["base"] * lost * span + 0.5)


@inner_kernel
def account(
    counts: Ints,
    services: Records,
    weights: Floats,
    accounts: Records,
    touched: Indexes,
    costed: Indexes,
    service: int,
    phase_from: int,
    time: int,
) -> None:
    """Bring a service's account up to `time`; call before its state changes."""
    if accounts[service]["phase"] != counts[PHASE]:
        accounts[service]["phase"] = counts[PHASE]
        accounts[service]["until"] = phase_from
        accounts[service]["out"] = 0
        accounts[service]["alone"] = 0
        accounts[service]["slows"] = 0.0
        touched[counts[TOUCHED]] = service
        counts[TOUCHED] += 1
        if accounts[service]["world"] != counts[WORLD]:
            accounts[service]["world"] = counts[WORLD]
            accounts[service]["tau"] = 0
            accounts[service]["harm"] = 0
            costed[counts[COSTED]] = service
            counts[COSTED] += 1
    span = time - accounts[service]["until"]
    if span > 0:
        accounts[service]["until"] = time
        if accounts[service]["out"] != 0:
            cost_out(services, weights, accounts, service, span)
        elif accounts[service]["slows"] > 0.0:
            cost_slowed(services, accounts, service, span)


def harm_of_outage(services: ServiceNet, number: int, microhours: int, *, alone: bool = False) -> int:
    """What one outage of a service costs, in millionths, with its fallback at work; without, where it is `alone`."""
    row, weights = services.rows[number], services.weights
    marks = sorted({0, microhours, *(int(row[name]) for name in ("rto", "mtpd", "start", "end"))})
    harm = 0
    for begin, end in itertools.pairwise(marks):
        if end > microhours:
            break
        weight = weights[2] if begin >= row["mtpd"] else weights[1] if begin >= row["rto"] else weights[0]
        share = 1.0 - row["share"] if row["start"] <= begin < row["end"] and not alone else 1.0
        harm += int(row["base"] * weight * share * (end - begin) + 0.5)
    return harm
