"""What is out, and from when: Knuth's 1977 generalisation of Dijkstra over needs, with recoveries (contract section 2).

Law: the result is the least solution: nothing is out without a cause. Time is cut into phases at every end of an
outside cause or closure; inside a phase things only go out, and are settled in order of time; a phase starts afresh from
the outside causes alone, but a row that is broken again at its very start keeps since when it has been broken.
Not here: what an outage costs (tally.py), which systems the attacker takes (passage.py).
"""

from __future__ import annotations

from battlebox.engine.compile import kernel
from battlebox.engine.heap import drop_first, push
from battlebox.engine.nets import Indexes, Ints, NeedNet, ServiceNet
from battlebox.engine.plans import PlanNet
from battlebox.engine.tally import account
from battlebox.engine.workspace import CAUSES, HEAP, OUTS, PHASE, SLOWED, STACK, TOUCHED, Workspace


@kernel
def put_out(needs: NeedNet, space: Workspace, node: int, time: int, row: int) -> None:
    """Note that a node is out from `time` in this phase; its rows are broken when the stack is emptied."""
    if space.node_phase[node] == space.counts[PHASE]:
        return
    space.node_phase[node] = space.counts[PHASE]
    space.node_from[node] = time
    space.node_row[node] = row
    space.outs[space.counts[OUTS]] = node
    space.counts[OUTS] += 1
    space.stack[space.counts[STACK]] = node
    space.counts[STACK] += 1


@kernel
def lose_row(needs: NeedNet, space: Workspace, row: int, time: int) -> None:
    """Note that a row is lost; when it was the last alternative of its group, its `of` is out."""
    group = needs.group[row]
    if space.group_phase[group] != space.counts[PHASE]:
        space.group_phase[group] = space.counts[PHASE]
        space.group_left[group] = needs.group_size[group]
    space.group_left[group] -= 1
    if space.group_left[group] == 0:
        put_out(needs, space, needs.of[row], time, row)


@kernel
def break_row(
    needs: NeedNet, services: ServiceNet, space: Workspace, row: int, time: int, phase_from: int, phase_to: int
) -> None:
    """Note that a row is broken; it is lost at once, or later through the heap, or only slows its service."""
    phase = space.counts[PHASE]
    if space.row_phase[row] == phase:
        return
    carried = space.row_phase[row] == phase - 1 and time == phase_from
    if not carried:
        space.row_since[row] = time
    space.row_phase[row] = phase
    space.row_from[row] = time
    if needs.group[row] < 0:
        space.slowed[space.counts[SLOWED]] = row
        space.counts[SLOWED] += 1
        service = needs.of[row] - services.first_node
        account(services, space, service, phase_from, time)
        space.service_slow[service] = max(space.service_slow[service], needs.slows[row])
        return
    lost_at = max(time, space.row_since[row] + needs.holds[row])
    if lost_at == time:
        lose_row(needs, space, row, time)
    elif lost_at < phase_to:
        code = len(space.node_phase) + row
        space.counts[HEAP] = push(space.heap_time, space.heap_code, space.counts[HEAP], lost_at, code)


@kernel
def spread_stack(
    needs: NeedNet, services: ServiceNet, space: Workspace, time: int, phase_from: int, phase_to: int
) -> None:
    """Break every row that stands on a node which has just gone out, until nothing more follows at this instant."""
    while space.counts[STACK] > 0:
        space.counts[STACK] -= 1
        node = space.stack[space.counts[STACK]]
        service = node - services.first_node
        if 0 <= service < len(services.base):
            account(services, space, service, phase_from, time)
            space.service_out[service] = 1
        elif node >= services.first_fallback:
            service = node - services.first_fallback
            account(services, space, service, phase_from, time)
            space.service_alone[service] = 1
        for place in range(needs.start[node], needs.start[node + 1]):
            break_row(needs, services, space, needs.rows[place], time, phase_from, phase_to)


@kernel
def push_causes(
    space: Workspace, codes: Indexes, starts: Ints, ends: Ints, many: int, offset: int, phase_from: int, phase_to: int
) -> None:
    """Put the causes at work in this phase on the heap, each when it starts or at the phase's own start.

    Codes on the heap: a node put out, then (offset nodes) a row lost, then (offset nodes + rows) a row broken.
    """
    for cause in range(many):
        if starts[cause] < phase_to and ends[cause] > phase_from and starts[cause] < ends[cause]:
            time = max(starts[cause], phase_from)
            code = offset + codes[cause]
            space.counts[HEAP] = push(space.heap_time, space.heap_code, space.counts[HEAP], time, code)


@kernel
def run_phase(
    needs: NeedNet, services: ServiceNet, plan: PlanNet, space: Workspace, phase_from: int, phase_to: int
) -> None:
    """Settle one phase `[phase_from, phase_to)`, inside which no cause or closure ends.

    1. Gather the outside causes and closures.
    2. Settle them in order of time; whatever follows at the same instant follows before time moves on.
    3. Bring the accounts of the services touched up to the end of the phase.
    Leaves in `space` what is out (`outs`, `node_from`) and slowed (`slowed`, `row_from`).
    """
    counts = space.counts
    counts[PHASE] += 1
    counts[HEAP] = counts[STACK] = counts[OUTS] = counts[TOUCHED] = counts[SLOWED] = 0
    nodes = len(space.node_phase)
    causes = len(plan.cause_node)
    push_causes(space, plan.cause_node, plan.cause_from, plan.cause_to, causes, 0, phase_from, phase_to)
    push_causes(space, space.cause_node, space.cause_from, space.cause_to, counts[CAUSES], 0, phase_from, phase_to)
    lost = nodes + len(space.row_phase)
    push_causes(space, plan.shut_row, plan.shut_from, plan.shut_to, len(plan.shut_row), lost, phase_from, phase_to)
    while counts[HEAP] > 0:
        time, code = space.heap_time[0], space.heap_code[0]
        counts[HEAP] = drop_first(space.heap_time, space.heap_code, counts[HEAP])
        if code < nodes:
            put_out(needs, space, code, time, -1)
        elif code < lost:
            lose_row(needs, space, code - nodes, time)
        else:
            break_row(needs, services, space, code - lost, time, phase_from, phase_to)
        spread_stack(needs, services, space, time, phase_from, phase_to)
    for place in range(counts[TOUCHED]):
        account(services, space, space.touched[place], phase_from, phase_to)
