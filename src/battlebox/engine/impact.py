"""What stops when, for what is seen to be down and the orders already given; and why.

Law: exact, with no chance in it; the same kernel settles it that scores plans.
Not here: attackers (score.py).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from battlebox.engine.answers import Impact, ServiceClock, Stop
from battlebox.engine.arrays import FALLBACK, EstateArrays
from battlebox.engine.orders import Orderbook
from battlebox.engine.outage import run_phase
from battlebox.engine.plans import PlanNet
from battlebox.engine.questions import Done, Down
from battlebox.engine.situation import check_given, check_hours
from battlebox.engine.spans import Stretch, union
from battlebox.engine.why import Traced, Tracing, reasons
from battlebox.engine.workspace import CAUSES, COSTED, OUTS, SLOWED, WORLD, Workspace, workspace
from battlebox.estate import MICROHOURS


@dataclass(frozen=True)
class Course:
    """How things went: the outages of each node, the slowed stretches of each row, the harm of each service.

    `slows` is the largest share that slowing takes from each node that it ever slows.
    """

    outages: tuple[tuple[Stretch, ...], ...]
    slowed: dict[int, tuple[Stretch, ...]]
    harm: tuple[float, ...]
    traced: Traced
    slows: Mapping[int, float]


def impact(
    arrays: EstateArrays,
    *,
    downs: Sequence[Down] = (),
    dones: Sequence[Done] = (),
    hours_microhours: int = 336 * MICROHOURS,
    as_recorded: bool = False,
    explained: bool = True,
) -> Impact:
    """Everything that is ever out before the horizon, in order of time, and the clock of every service.

    `as_recorded` takes orders as people gave them: after hour 0, twice, in conflict. Without `explained` no stop says
    why, which saves more than half of the time on thousands of systems. Cost: proportional to the needs of what goes
    out, times the number of distinct recoveries. Raises EngineError for ids and hours that nobody can mean.
    """
    check_given(arrays, downs, dones, as_recorded=as_recorded)
    check_hours(hours_microhours)
    book = Orderbook(arrays, hours_microhours, tuple(dones), tuple(downs))
    course = run_course(arrays, book.plan(()))
    reason = reasons(arrays, book, course.traced) if explained else _unsaid
    stops = [
        Stop(name, kind_of(arrays, node), arrays.body_of_node[node], spans[0][0], spans, reason(node))
        for node, (name, spans) in enumerate(zip(arrays.names, course.outages, strict=True))
        if spans
    ]
    stops.sort(key=lambda stop: (stop.stops_microhours, arrays.node_of[stop.id]))
    services = [clock_of(arrays, course, number) for number in range(len(arrays.estate.services))]
    return Impact(tuple(stops), tuple(services))


def _unsaid(node: int) -> tuple[str, ...]:
    """No chain of causes: nobody asked."""
    del node
    return ()


def run_course(arrays: EstateArrays, plan: PlanNet) -> Course:
    """Run one plan phase by phase, keeping every outage. The plan's causes are all there is."""
    space = workspace(arrays, causes_max=len(plan.causes) + len(plan.shuts))
    space.counts[WORLD] = 1
    space.counts[CAUSES] = 0
    tracing = Tracing(len(arrays.names))
    slowed: dict[int, list[Stretch]] = {}
    begin = 0
    for end in (*(int(end) for end in plan.ends), plan.horizon):
        run_phase(arrays.needs, arrays.services, plan, space, (begin, end))
        _keep(space, tracing, slowed, end)
        begin = end
    traced = tracing.traced()
    harm = [0.0] * len(arrays.estate.services)
    for service in space.costed[: space.counts[COSTED]].tolist():
        harm[service] = int(space.accounts["harm"][service]) / MICROHOURS
    outages = tuple(
        tuple(union([(spell.begin, spell.end) for spell in traced.spells.get(node, ())]))
        for node in range(len(arrays.names))
    )
    slows: dict[int, float] = {}
    for row in slowed:
        of = int(arrays.needs.rows["of"][row])
        slows[of] = max(slows.get(of, 0.0), float(arrays.needs.rows["slows"][row]))
    return Course(outages, {row: tuple(union(spans)) for row, spans in slowed.items()}, tuple(harm), traced, slows)


def _keep(space: Workspace, tracing: Tracing, slowed: dict[int, list[Stretch]], end: int) -> None:
    outs = space.outs[: space.counts[OUTS]]
    tracing.take(outs, space.nodes["begin"][outs], space.nodes["row"][outs], end)
    for row in space.slowed[: space.counts[SLOWED]].tolist():
        slowed.setdefault(row, []).append((int(space.rows["begin"][row]), end))


def kind_of(arrays: EstateArrays, node: int) -> str:
    """`system`, `service`, `channel` or `fallback`."""
    if node < arrays.systems:
        return "system"
    if node < arrays.systems + len(arrays.estate.services):
        return "service"
    return "fallback" if arrays.names[node].startswith(FALLBACK) else "channel"


def clock_of(arrays: EstateArrays, course: Course, service: int) -> ServiceClock:
    """When one service's time out so far reaches its marks."""
    row = arrays.estate.services[service]
    node = arrays.systems + service
    spans = course.outages[node]
    until = row.fallback_start_microhours + (row.fallback_microhours or 0)
    return ServiceClock(
        id=row.service,
        stops_microhours=spans[0][0] if spans else None,
        rto_at_microhours=reaches(spans, row.rto_microhours),
        fallback_until_microhours=reaches(spans, until) if row.has_fallback else None,
        mtpd_at_microhours=reaches(spans, row.mtpd_microhours),
        slowed=course.slows.get(node, 0.0),
        harm=course.harm[service],
    )


def reaches(spans: Sequence[Stretch], mark: int) -> int | None:
    """The hour at which time out so far gets to `mark`; None where it never does."""
    so_far = 0
    for begin, end in spans:
        if so_far + end - begin >= mark:
            return begin + mark - so_far
        so_far += end - begin
    return None
