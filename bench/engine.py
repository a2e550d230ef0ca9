"""Bench of the engine: settling outages beside its plain twin and networkx, and trying plans beside the plain twin."""

from __future__ import annotations

import time
from random import Random

import networkx as nx
from table import Row, best_of

from battlebox.engine import EstateArrays, Hit, Question
from battlebox.engine.impact import run_course
from battlebox.engine.nets import NeedNet
from battlebox.engine.orders import Orderbook
from battlebox.engine.outage import run_phase
from battlebox.engine.outage_slow import outages_slow
from battlebox.engine.plans import PlanNet
from battlebox.engine.questions import Down
from battlebox.engine.situation import Situation
from battlebox.engine.trials import Trials
from battlebox.engine.workspace import workspace
from battlebox.estate import (
    MICROHOURS,
    Body,
    BodyKind,
    Estate,
    Need,
    Priority,
    Service,
    System,
)

HORIZON = 336 * MICROHOURS


def wide_estate(nodes: int, rows: int, seed: int = 1) -> Estate:
    """An estate of mostly systems, each needing about ten others of lower number, a third of them in pairs."""
    rng = Random(seed)
    services = nodes // 20
    systems = nodes - 2 * services
    holds = (0, 0, 1, 4, 8, 24)
    ids = [f"s{number}" for number in range(systems)] + [f"v{number}" for number in range(services)]
    needs = []
    for of in range(1, len(ids)):
        wanted = max(1, round(rows / len(ids)))
        below = min(of, systems)
        for place, on in enumerate({rng.randrange(below) for _ in range(wanted)}):
            pair = f"pair{place // 2}" if place % 3 else None
            needs.append(Need(ids[of], ids[on], any_of=pair, holds_microhours=rng.choice(holds) * MICROHOURS))
    return Estate(
        title="wide",
        bodies=(Body("northmere", "Northmere", BodyKind.COUNCIL),),
        systems=tuple(System(name, name, "northmere") for name in ids[:systems]),
        services=tuple(
            Service(name, name, "northmere", Priority.P2, 8 * MICROHOURS, 48 * MICROHOURS, 100.0)
            for name in ids[systems:]
        ),
        needs=tuple(needs),
    )


def fixpoint_networkx(graph: nx.DiGraph, plan: PlanNet) -> dict[int, int]:
    """The same first outages by rounds over a networkx graph until nothing changes; no recoveries in this case."""
    out = {int(cause["node"]): int(cause["begin"]) for cause in plan.causes}
    changed = set(out)
    while changed:
        waiting = {of for on in changed for of in graph.successors(on)}
        changed = set()
        for of in waiting:
            lost: dict[int, list[int]] = {}
            for on, _, row in graph.in_edges(of, data=True):
                lost.setdefault(row["group"], []).append(out.get(on, HORIZON) + row["holds"])
            first = min(max(times) for times in lost.values())
            if first < out.get(of, HORIZON):
                out[of] = first
                changed.add(of)
    return out


def graph_of(needs: NeedNet) -> nx.DiGraph:
    graph = nx.DiGraph()
    for row in needs.rows:
        graph.add_edge(int(row["on"]), int(row["of"]), group=int(row["group"]), holds=int(row["holds"]))
    return graph


def same(one: dict[int, int], other: dict[int, int]) -> None:
    if one != other:
        raise SystemExit("the peer's answer differs: the figures would mean nothing")


def settling(nodes: int, rows: int, *, peer: bool) -> list[Row]:
    """Settle what one failure takes down: kernel, plain twin and (where asked) networkx give one answer.

    All run on one thread and are timed in seconds of processor, so that other work on the machine moves them little.
    """
    arrays = EstateArrays.of(wide_estate(nodes, rows))
    plan = Orderbook(arrays, HORIZON, (), (Down("s0"), Down("s1", 5 * MICROHOURS))).plan(())
    name = f"impact, {nodes:,} nodes, {len(arrays.needs.rows):,} needs"
    space = workspace(arrays, causes_max=len(plan.causes) + len(plan.shuts))

    def kernel() -> None:
        run_phase(arrays.needs, arrays.services, plan, space, (0, plan.horizon))

    ours = best_of(kernel, 5, time.thread_time)
    course = run_course(arrays, plan)
    began = time.thread_time()
    slow = outages_slow(arrays.needs, plan)
    twin = time.thread_time() - began
    first = {node: spans[0][0] for node, spans in enumerate(course.outages) if spans}
    same(first, {node: spans[0][0] for node, spans in slow.items()})
    result = [Row(name, "kernel", ours, "plain Python twin", twin, f"{len(first):,} nodes out; goal: 0.5 s, 50 times")]
    if peer:
        graph = graph_of(arrays.needs)
        began = time.thread_time()
        same(fixpoint_networkx(graph, plan), first)
        result.append(Row(name, "kernel", ours, "networkx fixpoint", time.thread_time() - began, "graph ready made"))
    return result


def trying(estate: Estate, hits: tuple[Hit, ...], plan: tuple[str, ...]) -> list[Row]:
    """Try one plan in many worlds, beside settling the same outages world by world with the plain twin."""
    arrays = EstateArrays.of(estate)
    situation = Situation(arrays, Question(hits=hits))
    rows = []
    for threads in (1, 2):
        trials = Trials.drawn(situation, stream=0, worlds=512, threads=threads)
        ready = situation.book.plan(plan)
        ours = best_of(lambda trials=trials, ready=ready: trials.tried(ready, 0.0), 5) / 512
        began = time.perf_counter()
        for _ in range(20):
            outages_slow(arrays.needs, ready)
        twin = (time.perf_counter() - began) / 20
        rows.append(Row(f"one plan in one world, {estate.title}", f"{threads} thread(s)", ours, "plain twin", twin,
                        "the twin settles the plan's own outages only, with no attack and no harm"))  # fmt: skip
    return rows
