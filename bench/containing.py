"""Bench of the kernels of containment, beside scipy and rustworkx: bench/containing.py [EDGES ...] [--seconds S]
[--of reach,savings,hours,greedy]

EDGES are lists of edges, `u v` a line, # before what is no edge, plain or .gz; a made-up graph of 100,000 systems and
1,000,000 crossings is always taken too. Chances are `wc`, one over how many lead into a system, or `tr`, one of 0.1,
0.01, 0.001; ten sources are drawn from the 200 systems with most ways out. Peers are installed apart:
benchmarks/containment-peers.txt. Every figure is worlds a second on one thread; each peer takes its turn with ours.
`reach` is who is reached at all: one by one, sixty-four worlds together, as the engine chooses, and scipy. `hours` is
first passage, with delays of an hour on average: from drawing to the last hour, ours with worlds kept and as a spread
draws them, scipy's from a mask to dijkstra; the light case is 1/n, the heavy 0.15 for every crossing. `greedy`
takes out twenty systems on 1,000 worlds, in seconds of wall time.
"""

from __future__ import annotations

import argparse
import gzip
import time
from collections.abc import Callable
from itertools import count
from pathlib import Path

import numpy as np
import rustworkx
from scipy.sparse import csr_array
from scipy.sparse.csgraph import breadth_first_order, dijkstra
from table import machine

from battlebox.engine.coins import coins_of
from battlebox.engine.draws import QUANTILES, key_of, mix_slow
from battlebox.engine.nets import NEVER, PathNet, frozen, indexes, ints
from battlebox.engine.passage import pass_drawn
from battlebox.engine.reaching import PLACES, WORD, reach, reach_singly, reach_together, words_for
from battlebox.engine.sparing import Sparing
from battlebox.engine.trial import fill_passages
from battlebox.engine.waiting import LATER, STRETCHES
from battlebox.engine.workspace import EVENT
from battlebox.engine.worlds import Suspects, draw_live

SOURCES, ROOT = 10, 20261129


def read(path: Path) -> tuple[np.ndarray, int]:
    with gzip.open(path, "rt") if path.suffix == ".gz" else path.open() as lines:
        rows = np.loadtxt(lines, dtype=np.int64, comments="#", usecols=(0, 1))
    rows = np.unique(rows[rows[:, 0] != rows[:, 1]], axis=0)
    names, places = np.unique(rows, return_inverse=True)
    return places.reshape(-1, 2), len(names)


def made_up(systems: int = 100_000, crossings: int = 1_000_000) -> tuple[np.ndarray, int]:
    rng = np.random.default_rng(7)
    shares = (np.arange(systems) + 10.0) ** -0.6
    rows = rng.choice(systems, size=(crossings * 5 // 4, 2), p=shares / shares.sum())
    rows = np.unique(rows[rows[:, 0] != rows[:, 1]], axis=0)
    return rows[np.sort(rng.choice(len(rows), min(crossings, len(rows)), replace=False))], systems


class Graph:
    """One graph with chances, as ours and as each peer wants it."""

    def __init__(self, rows: np.ndarray, systems: int, model: str) -> None:
        rng = np.random.default_rng(3)
        rows = rows[np.lexsort((rows[:, 1], rows[:, 0]))]
        self.source, self.target, self.systems = rows[:, 0].copy(), rows[:, 1].copy(), systems
        into = np.bincount(self.target, minlength=systems)
        chance = 1 / into[self.target] if model == "wc" else rng.choice([0.1, 0.01, 0.001], len(rows))
        if model == "heavy":
            chance = np.full(len(rows), 0.15)
        self.threshold = np.rint(chance * (1 << 32)).astype(np.uint64)
        start = np.searchsorted(self.source, np.arange(systems + 1))
        keys = [mix_slow(11, row) for row in range(len(rows))]
        self.paths = PathNet(ints(start), indexes(self.source), indexes(self.target), frozen(self.threshold.copy()),
                             ints(np.full(len(rows), 1_000_000)), frozen(np.array(keys, dtype=np.uint64)),
                             indexes(np.arange(len(rows))))  # fmt: skip
        most = np.argsort(-np.bincount(self.source, minlength=systems), kind="stable")[:200]
        self.hits = rng.choice(most, SOURCES, replace=False)
        keys = np.array([key_of("hit", int(each)) for each in self.hits], dtype=np.uint64)
        self.suspects = Suspects(indexes(self.hits), frozen(np.full(SOURCES, 1 << 32, dtype=np.uint64)),
                                 ints(np.zeros(SOURCES)), frozen(keys))  # fmt: skip
        self.rng = np.random.default_rng(5)
        self.weights = np.ones(systems, dtype=np.int64)
        self.coins, self.words = coins_of(self.paths), words_for(systems)

    def cascade(self, worlds: int, first: int) -> None:
        self.reached = self.singly(worlds, first).mean()

    def singly(self, worlds: int, first: int) -> np.ndarray:
        sizes, space = np.zeros(worlds, dtype=np.int64), self.words
        room = space.place, space.queue, space.many
        reach_singly(self.paths.start, self.coins, self.suspects, np.uint64(ROOT), first, *room, sizes)
        return sizes

    def together(self, worlds: int, first: int) -> np.ndarray:
        sizes = np.zeros(worlds, dtype=np.int64)
        reach_together(self.paths.start, self.coins, self.suspects, np.uint64(ROOT), first, self.words, PLACES, sizes)
        return sizes

    def chosen(self, worlds: int, first: int) -> np.ndarray:
        return reach(self.paths.start, self.coins, self.suspects, root=ROOT, worlds=worlds, first=first).sizes

    def drawn(self, worlds: int, first: int) -> Sparing:
        pool = draw_live(self.paths, self.suspects, root=ROOT, worlds=worlds, first=first, coins=self.coins,
                         timed=False)  # fmt: skip
        return Sparing(self.paths, pool, self.weights)

    def live(self) -> np.ndarray:
        return self.rng.integers(0, 1 << 32, len(self.target), dtype=np.uint64) < self.threshold

    def scipy_cascade(self, worlds: int, first: int) -> None:
        del first
        for _ in range(worlds):
            kept = self.live()
            source = np.concatenate([self.source[kept], np.full(SOURCES, self.systems)])
            target = np.concatenate([self.target[kept], self.hits])
            start = np.searchsorted(source, np.arange(self.systems + 2))
            # The rows are sorted already, so the matrix is made of its own parts: scipy's quickest way.
            size = self.systems + 1
            matrix = csr_array((np.ones(len(target)), target, start), shape=(size, size))
            breadth_first_order(matrix, self.systems, return_predecessors=False)

    def rust_graph(self) -> rustworkx.PyDiGraph:
        kept = self.live()
        graph = rustworkx.PyDiGraph()
        graph.add_nodes_from(range(self.systems + 1))
        graph.extend_from_edge_list(list(zip(self.source[kept].tolist(), self.target[kept].tolist(), strict=True)))
        graph.extend_from_edge_list([(self.systems, int(each)) for each in self.hits])
        return graph

    def rust_trees(self, worlds: int, first: int) -> None:
        del first
        for _ in range(worlds):
            rustworkx.immediate_dominators(self.rust_graph(), self.systems)


class Hours:
    """First passage on one graph, up to an hour, on one thread."""

    def __init__(self, graph: Graph, limit: int) -> None:
        self.graph, self.limit = graph, limit
        room = graph.systems + len(graph.target) + 1
        self.waits = np.zeros(room, EVENT), np.zeros(room, LATER), np.zeros(STRETCHES, np.int32)
        self.times, self.close_at = np.zeros(graph.systems, np.int64), np.full(len(graph.target), NEVER)

    def table(self, worlds: int) -> np.ndarray:
        return np.full((worlds, self.graph.systems), NEVER, dtype=np.int64)

    def kept(self, worlds: int, first: int) -> np.ndarray:
        graph, found = self.graph, self.table(worlds)
        pool = draw_live(graph.paths, graph.suspects, root=ROOT, worlds=worlds, first=first, coins=graph.coins)
        fill_passages(*pool[:7], np.full(worlds, self.limit), self.close_at, self.times, *self.waits, found)
        return found

    def drawn(self, worlds: int, first: int) -> np.ndarray:
        graph, found = self.graph, self.table(worlds)
        pass_drawn(graph.paths.start, graph.coins, graph.paths.mean, graph.suspects, np.uint64(ROOT), first,
                   self.close_at, np.full(worlds, self.limit), *self.waits, QUANTILES, found)  # fmt: skip
        return found

    def scipy(self, worlds: int, first: int) -> None:
        del first
        graph, size = self.graph, self.graph.systems + 1
        for _ in range(worlds):
            alive = graph.live()
            source = np.concatenate([graph.source[alive], np.full(SOURCES, graph.systems)])
            target = np.concatenate([graph.target[alive], graph.hits])
            hours = np.concatenate([graph.rng.exponential(1e6, int(alive.sum())), np.full(SOURCES, 1e-9)])
            start = np.searchsorted(source, np.arange(size + 1))
            dijkstra(csr_array((hours, target, start), shape=(size, size)), indices=graph.systems, limit=self.limit)


def hours_table(graphs: dict[str, tuple[np.ndarray, int]], seconds: float) -> None:
    print("| graph | up to | reached | kept | as a spread | scipy | times, kept | times, spread |\n|" + "---|" * 8)
    for name, rows in graphs.items():
        for model in ("wc", "heavy"):
            graph = Graph(*rows, model)
            for limit in (2_000_000, 100_000_000):
                hours = Hours(graph, limit)
                same = hours.kept(3, 0)
                if not np.array_equal(same, hours.drawn(3, 0)):
                    raise SystemExit("the two answers differ: the figures would mean nothing")
                rate = rates({"kept": hours.kept, "drawn": hours.drawn, "scipy": hours.scipy}, seconds)
                ours, peer = (rate["kept"], rate["drawn"]), rate["scipy"]
                print(f"| {name} {model} | {limit // 1_000_000} hours | {(same < NEVER).sum() / 3:,.0f} | "
                      f"{ours[0]:,.1f} | {ours[1]:,.1f} | {peer:,.1f} | "
                      f"{ours[0] / peer:.1f} | {ours[1] / peer:.1f} |", flush=True)  # fmt: skip


def greedy_table(graphs: dict[str, tuple[np.ndarray, int]]) -> None:
    print("| graph | threads | drawing, s | twenty, s with drawing | of processor | worlds redone | MB of worlds | "
          "still reached |\n|" + "---|" * 8)  # fmt: skip
    for name, rows in graphs.items():
        for model, threads in (("wc", 1), ("wc", 2), ("tr", 1), ("tr", 2)):
            graph = Graph(*rows, model)
            began, busy, redone = time.perf_counter(), time.process_time(), 0
            pool = draw_live(graph.paths, graph.suspects, root=ROOT, worlds=1_000, coins=graph.coins, timed=False,
                             threads=threads)  # fmt: skip
            drawn = time.perf_counter() - began
            sparing, taken = Sparing(graph.paths, pool, graph.weights, threads=threads), list[int]()
            for _ in range(20):
                worth = sparing.systems.copy()
                worth[[*graph.hits.tolist(), *taken]] = -1
                taken.append(int(np.argmax(worth)))
                redone += sparing.close(sparing.around(taken[-1]).tolist())
            busy = time.process_time() - busy
            took = time.perf_counter() - began
            size = sum(array.nbytes for array in (*pool, sparing.spared, sparing.bridge)) / 1e6
            print(f"| {name} {model} | {threads} | {drawn:.1f} | {took:.1f} | {busy:.1f} | {redone:,} | {size:,.0f} | "
                  f"{sparing.weight / 1_000:,.0f} |", flush=True)  # fmt: skip


def rates(turns: dict[str, Callable[[int, int], object]], seconds: float, *, least: int = 1) -> dict[str, float]:
    """Worlds a second of each, in seconds of this thread's processor; they take turns until each has had its time.

    What can do worlds together is given whole words of them: at the `least` so many a turn, but of peers.
    """
    done, used = dict.fromkeys(turns, 0), dict.fromkeys(turns, 0.0)
    block = {name: 1 if name == "scipy" else least for name in turns}
    for run in turns.values():
        run(1, 0)
    for turn in count():
        left = [name for name in turns if used[name] < seconds]
        if not left or turn > 10_000:
            return {name: done[name] / used[name] for name in turns}
        for name in left:
            began = time.thread_time()
            turns[name](block[name], done[name])
            took = time.thread_time() - began
            used[name] += took
            done[name] += block[name]
            more = min(1_024, int(block[name] * seconds / 5 / max(took, 1e-6)))
            block[name] = max(1, more) if name == "scipy" else max(least, more // least * least)
    raise AssertionError


def ready(graph: Graph, seconds: float) -> tuple[float, float]:
    """Trees a second on what is drawn already: ours with all that is spared, rustworkx on its own graphs."""
    sparing, others = graph.drawn(200, 0), [graph.rust_graph() for _ in range(10)]

    def ours(worlds: int, first: int) -> None:
        for each in range(first, first + worlds):
            sparing.redo(np.array([each % sparing.worlds]))

    def peer(worlds: int, first: int) -> None:
        for each in range(first, first + worlds):
            rustworkx.immediate_dominators(others[each % len(others)], graph.systems)

    rate = rates({"ours": ours, "peer": peer}, seconds)
    return rate["ours"], rate["peer"]


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("edges", nargs="*", type=Path)
    asked.add_argument("--seconds", type=float, default=1.5)
    asked.add_argument("--of", default="reach,savings,hours,greedy")
    found = asked.parse_args()
    graphs = {path.name: read(path) for path in found.edges}
    graphs["made up 100,000/1,000,000"] = made_up()
    print(machine())
    parts = found.of.split(",")
    if "reach" in parts:
        reach_table(graphs, found.seconds)
    if "savings" in parts:
        savings_table(graphs, found.seconds)
    if "hours" in parts:
        hours_table(graphs, found.seconds)
    if "greedy" in parts:
        greedy_table(graphs)


def reach_table(graphs: dict[str, tuple[np.ndarray, int]], seconds: float) -> None:
    print("| graph | reached | one by one | together | as chosen | scipy | together, times | chosen, of scipy |\n|"
          + "---|" * 8)  # fmt: skip
    for name, rows in graphs.items():
        for model in ("wc", "tr", "heavy"):
            graph = Graph(*rows, model)
            if not np.array_equal(graph.singly(100, 5), graph.together(100, 5)):
                raise SystemExit("the two answers differ: the figures would mean nothing")
            rate = rates({"singly": graph.singly, "together": graph.together, "chosen": graph.chosen,
                          "scipy": graph.scipy_cascade}, seconds, least=WORD)  # fmt: skip
            print(f"| {name} {model} | {graph.singly(64, 0).mean():,.0f} | {rate['singly']:,.0f} | "
                  f"{rate['together']:,.0f} | {rate['chosen']:,.0f} | {rate['scipy']:,.0f} | "
                  f"{rate['together'] / rate['singly']:.2f} | {rate['chosen'] / rate['scipy']:.1f} |",
                  flush=True)  # fmt: skip


def savings_table(graphs: dict[str, tuple[np.ndarray, int]], seconds: float) -> None:
    print("| graph | reached | cascade | scipy | times | all spared, fresh | rustworkx | times | of a cascade's time | "
          "the same, drawn before | rustworkx, ready graph | times |\n|" + "---|" * 12)  # fmt: skip
    for name, rows in graphs.items():
        for model in ("wc", "tr"):
            graph = Graph(*rows, model)
            rate = rates({"ours": graph.cascade, "scipy": graph.scipy_cascade, "spared": graph.drawn,
                          "rust": graph.rust_trees}, seconds)  # fmt: skip
            again, peer = ready(graph, seconds / 3)
            print(f"| {name} {model} | {graph.reached:,.0f} | {rate['ours']:,.0f} | {rate['scipy']:,.0f} | "
                  f"{rate['ours'] / rate['scipy']:.1f} | {rate['spared']:,.0f} | {rate['rust']:,.1f} | "
                  f"{rate['spared'] / rate['rust']:.1f} | {rate['ours'] / rate['spared']:.1f} | {again:,.0f} | "
                  f"{peer:,.0f} | {again / peer:.1f} |", flush=True)  # fmt: skip


if __name__ == "__main__":
    main()
