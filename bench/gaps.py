"""How far advice is from the best, over made-up councils: what it says itself, on worlds not seen, beside every plan
there is and beside a solver.

Councils of up to fourteen systems have seven orders, so that every plan is tried; those of up to 120 are given to HiGHS
as a mixed-integer programme too (benchmarks/gaps_peer.py, in an environment of its own); larger ones say their gap.
Law: councils are a function of their seed; what takes seconds depends on the machine, and is said.
Not here: the councils (tests/engine/distance.py), the small version (tests/engine/test_distance.py).

Use: python bench/run.py gaps, or gaps:FEW:MIDDLE:LARGE:LARGEST:SECONDS:SEED, the numbers of councils of each size.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from random import Random
from statistics import median

from table import Row

HOME = Path(__file__).parent.parent
PATHS = {**os.environ, "PYTHONPATH": f"{HOME / 'tests'}{os.pathsep}{HOME / 'src'}"}
PEERS = HOME / "benchmarks" / "containment-peers.txt"
PEER_WORLDS, PEER_SECONDS, PEER_MOST = 32, 20.0, 120
LARGE, LARGEST = 2_000, 5_000
SHOWN = {"gap": "gap", "over": "worlds not seen, beside worlds seen",
         "noise": "standard error of that", "above": "above the best of every plan",
         "above_fresh": "the same on worlds not seen", "theirs": "above the solver's plan, same worlds",
         "theirs_fresh": "the same on worlds not seen", "proved": "above what the solver proved",
         "first": "first answer, s", "seconds": "seconds"}  # fmt: skip
SECONDS = {"first", "seconds"}


def advised(many: list[int], seconds: float, seed: int) -> list[Row]:
    """A table for each size, printed as it grows; a row each says how many councils and how long they took."""
    rows: list[Row] = []
    few, middle, large, largest = many
    with tempfile.TemporaryDirectory() as folder:
        peer = installed(Path(folder)) if middle else None
        sizes = [Random(f"size {number}").randint(15, PEER_MOST) for number in range(middle)]
        for name, count, words in (
            ("up to 14 systems, seven orders", few, [["few"]] * few),
            (f"15 to {PEER_MOST} systems", middle, [["advised", str(size)] for size in sizes]),
            (f"{LARGE:,} systems", large, [["advised", str(LARGE)]] * large),
            (f"{LARGEST:,} systems", largest, [["advised", str(LARGEST)]] * largest),
        ):
            began = time.perf_counter()
            found = [one([*word, str(seed + number)], seconds, peer) for number, word in enumerate(words)]
            if found:
                say(name, found)
                rows.append(Row(f"advice on {count} councils of {name}", "all", time.perf_counter() - began))
    return rows


def one(words: list[str], seconds: float, peer: Path | None) -> dict[str, float]:
    """One council, and what the solver makes of it where it is small enough."""
    found = answer([sys.executable, "-m", "engine.distance", *words, str(seconds)])
    systems = found["systems"]
    if words[0] != "few" and peer and systems <= PEER_MOST:
        asked = [peer, HOME / "benchmarks" / "gaps_peer.py", systems, found["seed"], PEER_WORLDS, PEER_SECONDS]
        theirs = answer([*map(str, asked), ",".join(found["plan"])])
        found["proved"] = theirs["ours"] / theirs["proved"] - 1
        found["is_done"] = theirs["is_done"]
        if theirs["has_plan"]:
            found["theirs"] = theirs["ours"] / theirs["theirs"] - 1
            found["theirs_fresh"] = theirs["ours_fresh"] / theirs["theirs_fresh"] - 1
    shares = ", ".join(f"{key} {found[key]:.3f}" for key in SHOWN if key in found)
    print(f"{systems} systems, {found['orders']} orders, seed {found['seed']}: {shares}", file=sys.stderr)
    return found


def answer(words: list[str]) -> dict[str, float]:
    """What a program of its own prints; away from this folder, whose `engine` has the name of the tests'."""
    done = subprocess.run(words, env=PATHS, check=True, capture_output=True, cwd="/")
    return json.loads(done.stdout)


def say(name: str, found: list[dict[str, float]]) -> None:
    """The table of one size."""
    print(f"\n{name}: {len(found)} councils, {sum(row['is_cut'] for row in found)} cut by the time, "
          f"{sum(row.get('is_done', False) for row in found)} on which the solver ended; "
          f"load {os.getloadavg()[0]:.1f}\n\n| | median | worst | of |\n|---|---|---|---|")  # fmt: skip
    for key, title in SHOWN.items():
        shares = [row[key] for row in found if key in row]
        if any(shares):
            form = "{:.1f}" if key in SECONDS else "{:+.1%}"
            print(f"| {title} | {form.format(median(shares))} | {form.format(max(shares))} | {len(shares)} |")
    print(flush=True)


def installed(folder: Path) -> Path | None:
    """The solver's Python in an environment of its own; none where it cannot be installed."""
    try:
        subprocess.run([sys.executable, "-m", "venv", folder / "peer"], check=True, capture_output=True)
        words = [folder / "peer" / "bin" / "pip", "-q", "install", "--require-hashes", "--no-deps", "-r", PEERS]
        subprocess.run(words, check=True, capture_output=True)
    except subprocess.CalledProcessError:
        print("the solver cannot be installed here: no figures of a peer", file=sys.stderr)
        return None
    return folder / "peer" / "bin" / "python"
