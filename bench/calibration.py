"""Whether the chances of `spread` come true: what was said beside what was seen, over many made-up estates.

Law: what is seen is played out event by event by a simulator with no line of the engine in it (tests/engine/events.py).
Not here: the estates and the table (tests/engine/reliability.py), the small version that guards every change
(tests/engine/test_calibration.py).

Use: python bench/run.py calibration, or calibration:ESTATES:RUNS:SEED.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

from table import Row

TESTS = Path(__file__).parent.parent / "tests"
CLEAR = 4.0


def calibrated(estates: int, runs: int, seed: int) -> list[Row]:
    """The reliability table, printed as Markdown; one row says how long it took and how far off the worst bin was."""
    began = time.perf_counter()
    # A process of its own, away from this folder: the tests' `engine` and this one have the same name.
    asked = [sys.executable, "-m", "engine.reliability", str(estates), str(runs), str(seed)]
    done = subprocess.run(asked, env={**os.environ, "PYTHONPATH": str(TESTS)}, check=True, capture_output=True, cwd="/")
    bins = json.loads(done.stdout)
    print("| said | how often it was said | mean of what was said | seen | standard error | off by, in errors |")
    print("|---|---|---|---|---|---|")
    for row in bins:
        figures = f"{row['predicted']:.4f} | {row['seen']:.4f} | {row['error']:.4f} | {row['off']:.1f}"
        print(f"| {row['name']} | {row['many']:,} | {figures} |")
    worst = max(row["off"] for row in bins)
    if worst > CLEAR:
        sys.exit(f"a bin is off by {worst:.1f} standard errors")
    note = f"{estates:,} estates, {runs} runs each, seed {seed}; worst bin off by {worst:.1f} errors"
    seconds = time.perf_counter() - began
    return [Row("predicted reach beside a plain event simulator", "whole table", seconds, note=note)]
