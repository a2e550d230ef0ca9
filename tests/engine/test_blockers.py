"""The program that lets anybody check us on public graphs: small graphs of our own, answers worked out by hand."""

from __future__ import annotations

import json
import subprocess
import sys
from itertools import combinations
from pathlib import Path
from random import Random

import blockers
import numpy as np
import pytest

from laws.tree import ROOT

RING = "# ten in a ring\n" + "".join(f"{one} {(one + 1) % 10}\n" for one in range(10))


def run(path: Path, *words: str) -> subprocess.CompletedProcess[str]:
    program = [sys.executable, str(ROOT / "benchmarks" / "blockers.py"), str(path), "--model", "wc", *words]
    return subprocess.run(program, capture_output=True, text=True, check=False)


def found(tmp_path: Path, edges: str, *words: str) -> dict:
    (tmp_path / "edges.txt").write_text(edges)
    done = run(tmp_path / "edges.txt", "--json", *words)
    assert (done.returncode, done.stderr) == (0, "")
    return json.loads(done.stdout)


def test_in_a_ring_the_next_is_what_to_block(tmp_path):
    answer = found(tmp_path, RING, "--sources", "1", "--budgets", "2,1", "--worlds", "50")
    (source,) = answer["sources"]
    assert answer["none"] == 10
    assert set(answer["plans"]) == {"ours", "random", "out-degree", "greedy-replace"}
    for method in ("ours", "greedy-replace"):
        one, two = (answer["plans"][method][budget] for budget in ("1", "2"))
        assert one == {"blockers": [(source + 1) % 10], "spread": 1.0, "se": 0.0}
        assert (len(two["blockers"]), two["spread"]) == (2, 1.0)
    by_chance = answer["plans"]["random"]["1"]
    assert by_chance["spread"] == (by_chance["blockers"][0] - source) % 10


def test_two_doors_are_both_shut_though_neither_alone_spares_anything(tmp_path):
    # Whoever is drawn of the two sources leads to both doors; the lone way on the side is what greedy takes first.
    edges = "0 1\n0 2\n1 3\n2 3\n0 9\n9 10\n" + "".join(f"3 {far}\n" for far in range(11, 40))
    (tmp_path / "edges.txt").write_text(edges)
    names, rows = blockers.read(tmp_path / "edges.txt", both_ways=False)
    graph = blockers.graph_of(names, rows, "wc", sources=1, seed=1)
    graph = graph._replace(
        sources=[0],
        suspects=graph.suspects._replace(node=np.zeros(1, dtype=np.int32)),
        paths=graph.paths._replace(threshold=np.full(len(rows), 1 << 32, dtype=np.uint64)),
    )
    plans = blockers.compared(graph, [1, 2], worlds=2, seed=1)["plans"]
    assert plans["ours"]["1"] == {"blockers": [3], "spread": 5.0, "se": 0.0}
    assert plans["ours"]["2"] == {"blockers": [3, 9], "spread": 3.0, "se": 0.0}


@pytest.mark.parametrize("seed", range(15))
def test_ours_is_seldom_far_from_the_best_pair_of_all(seed, tmp_path):
    rng = Random(seed)
    edges = "".join(f"{rng.randrange(12)} {rng.randrange(12)}\n" for _ in range(30))
    (tmp_path / "edges.txt").write_text(edges)
    names, rows = blockers.read(tmp_path / "edges.txt", both_ways=False)
    graph = blockers.graph_of(names, rows, "wc", sources=2, seed=seed)
    plans = blockers.compared(graph, [2], worlds=1000, seed=seed)["plans"]
    free = [each for each in range(len(names)) if each not in graph.sources]
    judge = blockers.key_of("blockers", "judged", seed)
    best = min(blockers.spread(graph, pair, root=judge, worlds=1000)[0] for pair in combinations(free, 2))
    ours = plans["ours"]["2"]
    assert ours["spread"] <= best * 1.05
    assert ours["spread"] <= min(plans[method]["2"]["spread"] for method in ("random", "out-degree")) * 1.02


def test_the_same_seed_gives_the_same_and_another_another(tmp_path):
    rng = Random(1)
    edges = "".join(f"{rng.randrange(40)} {rng.randrange(40)}\n" for _ in range(160))
    one = found(tmp_path, edges, "--sources", "3", "--budgets", "3", "--worlds", "64", "--seed", "7")
    assert found(tmp_path, edges, "--sources", "3", "--budgets", "3", "--worlds", "64", "--seed", "7") == one
    assert found(tmp_path, edges, "--sources", "3", "--budgets", "3", "--worlds", "64", "--seed", "8") != one


def test_taking_back_opens_only_what_no_other_closes(tmp_path):
    (tmp_path / "edges.txt").write_text("0 1\n1 2\n2 3\n0 2\n")
    names, rows = blockers.read(tmp_path / "edges.txt", both_ways=False)
    graph = blockers.graph_of(names, rows, "wc", sources=1, seed=1)
    pool = blockers.draw_live(graph.paths, graph.suspects, root=1, worlds=8)
    work = blockers.Choosing(graph, blockers.Sparing(graph.paths, pool, np.ones(4, dtype=np.int64)))
    for system in (1, 2):
        work.take_out(system)
    work.take_back(1)
    pairs = zip(graph.paths.source.tolist(), graph.paths.target.tolist(), strict=True)
    assert [pair for pair, closed in zip(pairs, work.sparing.closed, strict=True) if closed] == [(0, 2), (1, 2), (2, 3)]


@pytest.mark.parametrize(
    ("edges", "words", "said"),
    [
        ("0 1\nx y\n", (), "line 2 is no edge: 'x y'; write two whole numbers"),
        ("0 1\n5\n", (), "line 2 is no edge: '5'"),
        ("# nothing\n3 3\n", (), "has no edge between two systems"),
        (RING, ("--sources", "11"), "11 sources cannot be drawn from 10 systems"),
        (RING, ("--sources", "0"), "0 sources cannot be drawn"),
        (RING, ("--budgets", "5,ten"), "--budgets 5,ten are no whole numbers above 0"),
        (RING, ("--sources", "9", "--budgets", "2"), "only 1 systems are no sources"),
        (RING, ("--worlds", "1"), "--worlds 1: from 2 to 100,000"),
    ],
)
def test_what_cannot_be_asked_is_said_in_a_sentence(tmp_path, edges, words, said):
    (tmp_path / "edges.txt").write_text(edges)
    done = run(tmp_path / "edges.txt", *words)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr


def test_a_file_that_is_not_there_is_said(tmp_path):
    done = run(tmp_path / "none.txt")
    assert done.returncode == 2
    assert "cannot be read as a list of edges" in done.stderr
