"""Tests that are short each time the whole suite runs, at their full length.

Law: they are the suite's own tests, run by the suite's own runner; one that fails ends the bench.
Not here: what they hold (tests/web).

Use: python bench/run.py described:60:7 with how many requests of each kind, and a seed; ways-out.
"""

from __future__ import annotations

import os
import subprocess
import sys
from time import perf_counter

from table import Row


def described(many: int, seed: int) -> list[Row]:
    """Requests made up from both descriptions in OpenAPI, many more of each kind."""
    tests = ("tests/web/test_desk_described.py", "tests/web/taxii/test_described.py")
    said, seconds = _run(tests, "described ", BATTLEBOX_DESCRIBED=f"{many}:{seed}")
    return [Row(f"requests made up from the descriptions, {many} of each kind", "both servers", seconds, note=said)]


def ways_out() -> list[Row]:
    """Every page and file, opened by both councils that are not to read what Northmere kept."""
    said, seconds = _run(("tests/web/test_ways_out.py",), "ways out, ", BATTLEBOX_WAYS_OUT="all")
    return [Row("every way out by pages, two readers", "whole run", seconds, note=said)]


def _run(tests: tuple[str, ...], begins: str, **asked: str) -> tuple[str, float]:
    words = (sys.executable, "-m", "pytest", *tests, "-q", "-s", "-n", "0", "-p", "no:cacheprovider")
    began = perf_counter()
    done = subprocess.run(words, env={**os.environ, **asked}, capture_output=True, text=True, check=False)
    seconds = perf_counter() - began
    if done.returncode:
        sys.exit(done.stdout[-6000:] + done.stderr)
    said = [line.removeprefix(begins) for line in done.stdout.splitlines() if line.startswith(begins)]
    return "; ".join(said), seconds
