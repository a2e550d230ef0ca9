"""Which systems to take out so that an attack spreads least: ours beside random, most ways out, and greedy-replace.

blockers.py EDGES --model wc|tr [--sources 10] [--budgets 5,10,20,40] [--worlds 1000] [--seed 1] [--both-ways] [--json]

EDGES is a list of edges, `u v` a line, # before what is none, plain or .gz; loops and repeats are dropped. Chances are
`wc`, one over how many edges lead into a system, or `tr`, one of 0.1, 0.01 and 0.001 for each edge. Sources are drawn
from the 200 systems with most edges out, and are never blocked. Every method chooses on the same worlds, and every
choice is judged on as many fresh ones: `spread` is how many systems are reached there, sources included, `se` its
standard error.

- `ours`: the best by what each spares (engine/sparing.py), one after another, and as another start those with most
  edges out; from either, last chosen first, each is taken back and the best put in its place, until a whole round
  changes nothing. The best of the four, on worlds of its own. A larger budget goes on from a smaller.
- `greedy-replace` (Xie and others, 2023): the same, choosing first among what sources lead to, in one round that ends
  where the best is what was taken back.
- `random`, and `out-degree`: most edges out.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from random import Random
from typing import NamedTuple

import numpy as np

from battlebox.engine.coins import coins_of
from battlebox.engine.draws import key_of, keys_of
from battlebox.engine.nets import PathNet, frozen, indexes, ints
from battlebox.engine.reaching import reach
from battlebox.engine.sparing import Sparing
from battlebox.engine.worlds import Suspects, draw_live

SOURCES_AMONG, ROUNDS_MOST, WORLDS_MOST = 200, 20, 100_000
TRIVALENCY = (0.1, 0.01, 0.001)


class BadEdges(Exception):
    """What is wrong with what was asked, in a sentence."""


class Graph(NamedTuple):
    """Edges with chances, and what is hit."""

    names: list[int]
    paths: PathNet
    sources: list[int]
    suspects: Suspects


def read(path: Path, *, both_ways: bool) -> tuple[list[int], np.ndarray]:
    """Names, and edges as places among them, each once, in order."""
    try:
        with gzip.open(path, "rt") if path.suffix == ".gz" else path.open() as lines:
            edges = [edge_of(path, number, line) for number, line in enumerate(lines, 1) if is_edge(line)]
    except (OSError, UnicodeDecodeError) as error:
        raise BadEdges(f"{path} cannot be read as a list of edges: {error}") from None
    edges = [edge for edge in edges if edge[0] != edge[1]]
    if not edges:
        raise BadEdges(f"{path} has no edge between two systems")
    rows = np.array(edges + [(other, one) for one, other in edges] if both_ways else edges, dtype=np.int64)
    names, places = np.unique(np.unique(rows, axis=0), return_inverse=True)
    return names.tolist(), places.reshape(-1, 2)


def is_edge(line: str) -> bool:
    """Whether a line is meant to be one."""
    return bool(line.strip()) and not line.startswith("#")


def edge_of(path: Path, number: int, line: str) -> tuple[int, int]:
    """The two ends that a line names."""
    words = line.split()[:2]
    if len(words) < 2 or not all(word.isascii() and word.isdigit() and len(word) < 19 for word in words):
        raise BadEdges(f"{path}, line {number} is no edge: {line.strip()[:40]!r}; write two whole numbers")
    return int(words[0]), int(words[1])


def graph_of(names: list[int], edges: np.ndarray, model: str, *, sources: int, seed: int) -> Graph:
    """Draw sources and chances."""
    systems, (source, target) = len(names), edges.T
    rng = Random(f"{model} {seed}")
    if model == "wc":
        chance = 1 / np.bincount(target, minlength=systems)[target]
    else:
        chance = np.array([rng.choice(TRIVALENCY) for _ in range(len(edges))])
    out = np.bincount(source, minlength=systems)
    among = np.argsort(-out, kind="stable")[:SOURCES_AMONG].tolist()
    if not 1 <= sources <= len(among):
        raise BadEdges(f"{sources} sources cannot be drawn from {len(among)} systems")
    taken = sorted(rng.sample(among, sources))
    keys = keys_of("edge", ((str(names[one]), str(names[other])) for one, other in edges.tolist()))
    paths = PathNet(
        start=ints(np.searchsorted(source, np.arange(systems + 1))),
        source=indexes(source),
        target=indexes(target),
        threshold=frozen(np.rint(chance * (1 << 32)).astype(np.uint64)),
        mean=ints(np.ones(len(edges))),
        key=frozen(keys),
        path=indexes(np.arange(len(edges))),
    )
    suspects = Suspects(
        node=indexes(taken),
        threshold=frozen(np.full(sources, 1 << 32, dtype=np.uint64)),
        at=ints(np.zeros(sources)),
        key=frozen(np.array([key_of("source", names[each]) for each in taken], dtype=np.uint64)),
    )
    return Graph(names, paths, taken, suspects)


class Choosing:
    """One method at work: systems taken out one after another on worlds that were drawn once."""

    def __init__(self, graph: Graph, sparing: Sparing) -> None:
        self.graph, self.sparing = graph, sparing
        self.taken: list[int] = []

    def best(self, among: np.ndarray | None = None) -> int:
        """What spares most of all that is neither a source nor taken out: the lowest of equals."""
        worth = self.sparing.systems.copy()
        worth[[*self.graph.sources, *self.taken]] = -1
        if among is None:
            return int(np.argmax(worth))
        return int(among[np.argmax(worth[among])])

    def take_out(self, system: int) -> None:
        """Close every edge out of a system and into it."""
        self.taken.append(system)
        self.sparing.close(self.sparing.around(system).tolist())

    def take_back(self, system: int) -> None:
        """Open what no other closes."""
        self.taken.remove(system)
        paths, around = self.graph.paths, self.sparing.around(system)
        ends = np.where(paths.source[around] == system, paths.target[around], paths.source[around])
        self.sparing.reopen(around[~np.isin(ends, self.taken)].tolist())

    def replaced(self, *, until_kept: bool) -> bool:
        """Take each back, last chosen first, and put the best in its place; whether anything changed."""
        changed = False
        for system in reversed(self.taken.copy()):
            self.take_back(system)
            found = self.best()
            self.take_out(found)
            changed |= found != system
            if until_kept and found == system:
                break
        return changed


def settled(work: Choosing) -> list[int]:
    """Replace until a round changes nothing: every change lessens what is reached, but equals may change for ever."""
    for _ in range(ROUNDS_MOST):
        if not work.replaced(until_kept=False):
            break
    return sorted(work.taken)


def ours(
    graph: Graph, fresh: Callable[[], Sparing], budgets: list[int], most: list[int], pick: Callable[[list[int]], float]
) -> dict[int, list[int]]:
    """The better of two starts, each as begun and as settled, by worlds on which neither was chosen."""
    greedy, plans = Choosing(graph, fresh()), {}
    for budget in budgets:
        while len(greedy.taken) < budget:
            greedy.take_out(greedy.best())
        other = Choosing(graph, fresh())
        for system in most[:budget]:
            other.take_out(system)
        begun = [sorted(greedy.taken), sorted(other.taken)]
        plans[budget] = min([settled(greedy), settled(other), *begun], key=pick)
    return plans


def greedy_replace(graph: Graph, fresh: Callable[[], Sparing], budgets: list[int]) -> dict[int, list[int]]:
    """As published: what sources lead to first, then one round of replacing."""
    plans = {}
    led = np.setdiff1d(graph.paths.target[np.isin(graph.paths.source, graph.sources)], graph.sources)
    for budget in budgets:
        work = Choosing(graph, fresh())
        while len(work.taken) < min(budget, len(led)):
            work.take_out(work.best(np.setdiff1d(led, work.taken)))
        while len(work.taken) < budget:
            work.take_out(work.best())
        work.replaced(until_kept=True)
        plans[budget] = sorted(work.taken)
    return plans


def spread(graph: Graph, blocked: Iterable[int], *, root: int, worlds: int) -> tuple[float, float]:
    """How many are reached in fresh worlds without these, and the standard error of that."""
    gone = np.zeros(len(graph.names), dtype=np.bool_)
    gone[list(blocked)] = True
    paths = graph.paths
    coins = coins_of(paths, gone[paths.source] | gone[paths.target])
    sizes = reach(paths.start, coins, graph.suspects, root=root, worlds=worlds).sizes
    return float(sizes.mean()), float(sizes.std(ddof=1) / worlds**0.5)


def compared(graph: Graph, budgets: list[int], *, worlds: int, seed: int) -> dict[str, object]:
    """What nothing and every method come to."""
    systems, select, judge = len(graph.names), *(key_of("blockers", word, seed) for word in ("selected", "judged"))
    pool = draw_live(graph.paths, graph.suspects, root=key_of("blockers", "chosen", seed), worlds=worlds, timed=False)
    weights = np.ones(systems, dtype=np.int64)

    def fresh() -> Sparing:
        return Sparing(graph.paths, pool, weights)

    free = [each for each in range(systems) if each not in graph.sources]
    shuffled = Random(seed).sample(free, len(free))
    out = np.bincount(graph.paths.source, minlength=systems)
    most = sorted(free, key=lambda each: (-out[each], each))
    methods = {
        "ours": ours(graph, fresh, budgets, most, lambda taken: spread(graph, taken, root=select, worlds=worlds)[0]),
        "random": {budget: sorted(shuffled[:budget]) for budget in budgets},
        "out-degree": {budget: sorted(most[:budget]) for budget in budgets},
        "greedy-replace": greedy_replace(graph, fresh, budgets),
    }
    none, error = spread(graph, (), root=judge, worlds=worlds)
    plans: dict[str, dict[str, object]] = {}
    for method, by_budget in methods.items():
        plans[method] = {}
        for budget, taken in by_budget.items():
            mean, se = spread(graph, taken, root=judge, worlds=worlds)
            plans[method][str(budget)] = {"blockers": [graph.names[each] for each in taken], "spread": mean, "se": se}
    return {"none": none, "none_se": error, "sources": [graph.names[each] for each in graph.sources], "plans": plans}


def told(found: dict) -> str:
    """The same as a table."""
    lines = [f"nothing blocked: {found['none']:.1f} (se {found['none_se']:.1f})"]
    for method, by_budget in found["plans"].items():
        cells = [f"{budget}: {row['spread']:.1f} (se {row['se']:.1f})" for budget, row in by_budget.items()]
        lines.append(f"{method:15} {'   '.join(cells)}")
    return "\n".join(lines)


def asked(words: list[str] | None = None) -> argparse.Namespace:
    """What was asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("edges", type=Path)
    parser.add_argument("--model", choices=("wc", "tr"), required=True)
    parser.add_argument("--sources", type=int, default=10)
    parser.add_argument("--budgets", default="5,10,20,40")
    parser.add_argument("--worlds", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--both-ways", action="store_true", help="every edge leads both ways")
    parser.add_argument("--json", action="store_true")
    return parser.parse_args(words)


def budgets_of(words: str, free: int) -> list[int]:
    """Budgets in ascending order, each once."""
    found = [word.strip() for word in words.split(",")]
    if not all(word.isascii() and word.isdigit() and int(word) > 0 for word in found):
        raise BadEdges(f"--budgets {words} are no whole numbers above 0 with commas between")
    budgets = sorted({int(word) for word in found})
    if budgets[-1] > free:
        raise BadEdges(f"--budgets {words}: only {free} systems are no sources")
    return budgets


def worlds_of(found: int) -> int:
    """How many worlds, which must be enough to say an error."""
    if not 2 <= found <= WORLDS_MOST:
        raise BadEdges(f"--worlds {found}: from 2 to {WORLDS_MOST:,}")
    return found


def main() -> int:
    """Compare, and print."""
    words = asked()
    try:
        worlds = worlds_of(words.worlds)
        names, edges = read(words.edges, both_ways=words.both_ways)
        graph = graph_of(names, edges, words.model, sources=words.sources, seed=words.seed)
        budgets = budgets_of(words.budgets, len(names) - len(graph.sources))
    except BadEdges as error:
        sys.stderr.write(f"blockers: error: {error}\n")
        return 2
    found = compared(graph, budgets, worlds=worlds, seed=words.seed)
    print(json.dumps(found) if words.json else told(found))
    return 0


if __name__ == "__main__":
    sys.exit(main())
