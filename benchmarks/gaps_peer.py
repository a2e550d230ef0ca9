"""The peer of containment: the worlds of a council as one mixed-integer programme, solved by HiGHS (through scipy).

gaps_peer.py SYSTEMS SEED WORLDS SECONDS PLAN, in an environment made from benchmarks/containment-peers.txt with src
and tests on the path. PLAN is ours, its orders parted by commas. Every order is given or not, the same in all worlds;
of each world the programme holds what worldcut.py keeps of it, so its optimum is below that of every plan there. Prints
as JSON: `proved`, what the solver proved that no plan is below on these worlds; `ours` and `theirs`, what our plan and
the solver's come to there; `ours_fresh` and `theirs_fresh`, on worlds that neither was chosen on; `is_done`, whether
the solver ended within the seconds.
Law: plans are costed by the same exact trials, whoever found them.
Not here: the councils (tests/engine/distance.py).
"""

from __future__ import annotations

import json
import sys

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from battlebox.engine.bound import Cell
from battlebox.engine.choices import Choices
from battlebox.engine.flow import SINK, SOURCE, UNCUT
from battlebox.engine.losses import Losses
from battlebox.engine.search import Pools
from battlebox.engine.situation import Situation
from battlebox.engine.trials import UNIT, Trials
from battlebox.engine.worldcut import Cutter, WorldCut
from battlebox.engine.worlds import SEARCH, TRUTH
from engine.distance import UNSEEN, council


class Programme:
    """Rows `sum(value * column) <= bound`; the first columns are the orders, then each world's nodes."""

    def __init__(self, orders: int) -> None:
        self.orders, self.columns, self.rows = orders, orders, 0
        self.parts: list[tuple[np.ndarray, np.ndarray, np.ndarray]] = []
        self.bounds: list[np.ndarray] = []
        self.low, self.high, self.cost = [np.zeros(orders)], [np.ones(orders)], [np.zeros(orders)]

    def at_most(self, terms: list[tuple[np.ndarray, np.ndarray, float]], many: int, bound: float = 0.0) -> None:
        """Add rows; each term is (row, column, value)."""
        self.parts += [(row + self.rows, column, np.full(len(row), value)) for row, column, value in terms]
        self.bounds.append(np.full(many, bound))
        self.rows += many

    def add_world(self, cut: WorldCut) -> None:
        """One world: a node is 1 on the first node's side, and harm is paid where an arc leads to the second."""
        net, nodes = cut.network, len(cut.network.start) - 1
        low, high, cost = np.zeros(nodes), np.ones(nodes), np.zeros(nodes)
        low[SOURCE], high[SINK] = 1, 0
        tail, head = np.repeat(np.arange(nodes), np.diff(net.start)), net.head.astype(np.int64)
        is_gate = np.zeros(len(head), dtype=np.bool_)
        is_gate[cut.gate_arc] = True
        pays = (head == SINK) & (net.capacity > 0) & (net.capacity < UNCUT)
        np.add.at(cost, tail[pays], net.capacity[pays] / UNIT)
        firm = (net.capacity >= UNCUT) & ~is_gate
        low[head[firm & (tail == SOURCE)]] = 1
        tail, head = tail[firm & (tail != SOURCE)], head[firm & (tail != SOURCE)]
        base = self.columns
        rows = np.arange(len(tail))
        self.at_most([(rows, tail + base, 1.0), (rows, head + base, -1.0)], len(tail))
        rows, closing = np.arange(len(cut.gate_arc)), cut.gate >= 0
        closed = (cut.gate[closing], cut.order[closing], -1.0)
        ends = [(rows, cut.gate_tail + base, 1.0), (rows, cut.gate_head + base, -1.0)]
        self.at_most([*ends, closed], len(rows))
        pays = cut.project >= 0
        rows = np.arange(int(pays.sum()))
        self.at_most([(rows, cut.order[pays], 1.0), (rows, cut.project_node[pays] + base, -1.0)], len(rows))
        self.low.append(low)
        self.high.append(high)
        self.cost.append(cost)
        self.columns += nodes

    def solved(self, seconds: float) -> object:
        """What the solver says."""
        row, column, value = (np.concatenate(each) for each in zip(*self.parts, strict=True))
        matrix = csr_array((value, (row, column)), shape=(self.rows, self.columns))
        is_whole = np.zeros(self.columns)
        is_whole[: self.orders] = 1
        return milp(
            np.concatenate(self.cost) / UNIT,
            integrality=is_whole,
            bounds=Bounds(np.concatenate(self.low), np.concatenate(self.high)),
            constraints=LinearConstraint(matrix, -np.inf, np.concatenate(self.bounds)),
            options={"time_limit": seconds, "mip_rel_gap": 0.0},
        )


def main(systems: int, seed: int, worlds: int, seconds: float, plan: str) -> None:
    """Print both plans' figures, and what is proved."""
    situation = Situation.of(*council(systems, seed))
    choices, pools = Choices(situation), Pools(situation)
    # The first of the worlds that our plan was chosen on.
    trials = Trials.drawn(situation, stream=SEARCH, worlds=worlds, first=pools.few)
    names = choices.names
    cutter = Cutter(Losses(choices), trials, Cell(frozenset(), frozenset(names)))
    programme = Programme(len(names))
    programme.cost[0][:] = [worlds * situation.book.cost([name]) for name in names]
    paid = 0
    for world in range(worlds):
        cut = cutter.world(world)
        paid += cut.floor
        programme.add_world(cut)
    pairs = [(names.index(one), names.index(two)) for one in names for two in choices.conflicts[one] if one < two]
    for pair in pairs:
        programme.at_most([(np.zeros(2, dtype=np.int64), np.array(pair), 1.0)], 1, 1.0)
    answer = programme.solved(seconds)
    found = [] if answer.x is None else [name for name, value in zip(names, answer.x, strict=False) if value > 0.5]
    unseen = Trials.drawn(situation, stream=TRUTH, worlds=UNSEEN)
    ours = [name for name in plan.split(",") if name]
    print(
        json.dumps(
            {
                "proved": (answer.mip_dual_bound or 0.0) * UNIT / worlds + paid / worlds / UNIT,
                "ours": trials.of(ours).mean,
                "theirs": trials.of(found).mean,
                "ours_fresh": unseen.of(ours).mean,
                "theirs_fresh": unseen.of(found).mean,
                "has_plan": answer.x is not None,
                "is_done": answer.status == 0,
            }
        )
    )


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), float(sys.argv[4]), sys.argv[5])
