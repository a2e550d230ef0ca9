"""What is out, and from when: Knuth's 1977 generalisation of Dijkstra over needs, with recoveries (contract section 2).

Law: the result is the least solution: nothing is out without a cause. Time is cut into phases at every end of an
outside cause or closure; inside a phase things only go out, and are settled in order of time; a phase starts afresh
from
the outside causes alone, but a row that is broken again at its very start keeps since when it has been broken.
Not here: what an outage costs (tally.py), which systems the attacker takes (passage.py).
"""

from __future__ import annotations

from battlebox.engine.compile import inner_kernel, kernel
from battlebox.engine.heap import drop_first, push
from battlebox.engine.nets import Floats, Indexes, Ints, NeedNet, Records, ServiceNet
from battlebox.engine.plans import PlanNet
from battlebox.engine.tally import account
from battlebox.engine.workspace import CAUSES, HEAP, OUTS, PHASE, SLOWED, SPREAD, TOUCHED, Workspace


@inner_kernel
def put_out(counts: Ints, nodes: Records, outs: Indexes, node: int, time: int, row: int) -> None:
    """Note that a node is out from `time` in this phase; it is followed up before time moves on."""
    if nodes[node]["phase"] != counts[PHASE]:
        nodes[node]["phase"] = counts[PHASE]
        nodes[node]["begin"] = time
        nodes[node]["row"] = row
        outs[counts[OUTS]] = node
        counts[OUTS] += 1


@inner_kernel
def lose_row(counts: Ints, groups: Records, group: int) -> bool:
    """Note that a row is lost; whether it was the last alternative of its group."""
    if groups[group]["phase"] != counts[PHASE]:
        groups[group]["phase"] = counts[PHASE]
        groups[group]["left"] = groups[group]["size"]
    groups[group]["left"] -= 1
    return bool(groups[group]["left"] == 0)


@inner_kernel
def break_row(counts: Ints, rows: Records, row: int, time: int, phase_from: int) -> bool:
    """Note that a row is broken; False where it was already in this phase."""
    phase = counts[PHASE]
    before = rows[row]["phase"]
    if before == phase:
        return False
    if before != phase - 1 or time != phase_from:
        rows[row]["since"] = time
    rows[row]["phase"] = phase
    rows[row]["begin"] = time
    return True


@inner_kernel
def push_causes(counts: Ints, heap: Records, causes: Records, many: int, span: tuple[int, int]) -> None:
    """Put the causes at work in the phase `span` on the heap, each when it starts or at the phase's own start."""
    for cause in range(many):
        begin, end = causes[cause]["begin"], causes[cause]["end"]
        if begin < span[1] and end > span[0] and begin < end:
            counts[HEAP] = push(heap, counts[HEAP], max(begin, span[0]), causes[cause]["node"])


@inner_kernel
def begin_phase(counts: Ints, heap: Records, plan_causes: Records, causes: Records, span: tuple[int, int]) -> None:
    """Start a phase with nothing out, and put every outside cause at work in it on the heap."""
    counts[PHASE] += 1
    counts[HEAP] = counts[OUTS] = counts[SPREAD] = counts[TOUCHED] = counts[SLOWED] = 0
    push_causes(counts, heap, plan_causes, len(plan_causes), span)
    push_causes(counts, heap, causes, counts[CAUSES], span)


@inner_kernel
def next_shut(plan_shuts: Records, shut: int, span: tuple[int, int]) -> int:
    """The first closure from `shut` on that is at work in the phase; they stand in order of when they begin."""
    while shut < len(plan_shuts):
        if plan_shuts[shut]["begin"] >= span[1]:
            return len(plan_shuts)
        if plan_shuts[shut]["end"] > span[0]:
            return shut
        shut += 1
    return shut


@inner_kernel
def note_service(
    counts: Ints,
    services: Records,
    weights: Floats,
    bounds: Ints,
    accounts: Records,
    touched: Indexes,
    costed: Indexes,
    node: int,
    begin: int,
    time: int,
) -> None:
    """Where a node that has just gone out is a service or a fallback, note it in the service's account."""
    if bounds[0] <= node < bounds[0] + len(services):
        account(counts, services, weights, accounts, touched, costed, node - bounds[0], begin, time)
        accounts[node - bounds[0]]["out"] = 1
    elif node >= bounds[1]:
        account(counts, services, weights, accounts, touched, costed, node - bounds[1], begin, time)
        accounts[node - bounds[1]]["alone"] = 1


@kernel
def run_phase(
    needs_net: NeedNet, service_net: ServiceNet, plan: PlanNet, space: Workspace, span: tuple[int, int]
) -> None:
    """Settle one phase `span` = [from, to), inside which no cause or closure ends.

    1. Put the outside causes on a heap: codes are a node put out, or (offset nodes) a row lost.
    2. Settle them and the plan's closures in order of time; whatever follows at once follows before time moves on.
    3. Bring the accounts of the services touched up to the end of the phase.
    Leaves what is out (`outs`, `nodes`) and slowed (`slowed`, `rows`).
    """
    needs, start, _ = needs_net
    services, weights, bounds = service_net
    counts, heap, nodes, rows, groups, accounts, causes, outs, slowed, touched, costed = space[:11]
    plan_causes, plan_shuts = plan.causes, plan.shuts
    lost = bounds[2]
    begin_phase(counts, heap, plan_causes, causes, span)
    shut = next_shut(plan_shuts, 0, span)
    while counts[HEAP] > 0 or shut < len(plan_shuts):
        first, last = 0, 0
        if counts[HEAP] == 0 or (shut < len(plan_shuts) and plan_shuts[shut]["begin"] <= heap[0]["time"]):
            time = max(plan_shuts[shut]["begin"], span[0])
            first = plan_shuts[shut]["node"]
            last = first + 1
            shut = next_shut(plan_shuts, shut + 1, span)
        else:
            time, code = heap[0]["time"], heap[0]["code"]
            counts[HEAP] = drop_first(heap, counts[HEAP])
            if code < lost:
                put_out(counts, nodes, outs, code, time, -1)
            elif lose_row(counts, groups, needs[code - lost]["group"]):
                put_out(counts, nodes, outs, needs[code - lost]["of"], time, code - lost)
        while True:
            # A row is broken here whether it was closed (first to last) or stands on a node that has just gone out.
            for row in range(first, last):
                if not break_row(counts, rows, row, time, span[0]):
                    continue
                if needs[row]["group"] < 0:
                    slowed[counts[SLOWED]] = row
                    counts[SLOWED] += 1
                    service = needs[row]["of"] - bounds[0]
                    account(counts, services, weights, accounts, touched, costed, service, span[0], time)
                    accounts[service]["slows"] = max(accounts[service]["slows"], needs[row]["slows"])
                elif nodes[needs[row]["of"]]["phase"] == counts[PHASE]:
                    continue  # What stands on it is out already; only since when the row is broken had to be kept.
                elif rows[row]["since"] + needs[row]["holds"] > time:
                    lost_at = rows[row]["since"] + needs[row]["holds"]
                    if lost_at < span[1]:
                        counts[HEAP] = push(heap, counts[HEAP], lost_at, lost + row)
                elif lose_row(counts, groups, needs[row]["group"]):
                    put_out(counts, nodes, outs, needs[row]["of"], time, row)
            if counts[SPREAD] == counts[OUTS]:
                break
            node = outs[counts[SPREAD]]
            counts[SPREAD] += 1
            first, last = start[node], start[node + 1]
            note_service(counts, services, weights, bounds, accounts, touched, costed, node, span[0], time)
    for place in range(counts[TOUCHED]):
        account(counts, services, weights, accounts, touched, costed, touched[place], span[0], span[1])
