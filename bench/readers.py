"""Every reader given made-up bytes for minutes, led by which of our lines they reach (atheris).

Law: each reader in a process of its own; what it fell over is kept in out/fuzz, and the part ends in a refusal.
Not here: the readers (tests/fuzzing/harnesses.py), the second of each in the suite (tests/fuzzing/test_fuzzing.py).

Use: make .venv/.safety, then python bench/run.py fuzz, or fuzz:SECONDS:NAME,NAME (a minute of each without).
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import sysconfig
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from table import Row

ROOT = Path(__file__).parent.parent
TOOLS = ROOT / ".venv" / "safety" / "bin" / "python"
OUT = ROOT / "out" / "fuzz"
ONE_SECONDS_MOST = 5
LENGTH_MOST = 20_000


def fuzzed(seconds: int, names: str = "") -> list[Row]:
    """One row for each reader: inputs, lines and branches of ours that they reached, and what it fell over."""
    from table import Row  # The fuzzer's own process has no need of it, nor this folder in its way.

    if not TOOLS.exists():
        sys.exit("the fuzzer is not installed: make .venv/.safety (Linux on x86-64)")
    # Its own environment holds the fuzzer; what the desk runs on, its tests and its source come from here.
    path = [ROOT / "tests", ROOT / "benchmarks", ROOT / "src", Path(sysconfig.get_paths()["purelib"])]
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(map(str, path))}
    asked = names.split(",") if names else said_by(env, "names").split()
    rows, fell = [], []
    for name in asked:
        began = time.perf_counter()
        (OUT / name).mkdir(parents=True, exist_ok=True)
        done = subprocess.run(
            [TOOLS, "-P", __file__, name, str(seconds)],
            env=env,
            cwd=OUT / name,
            capture_output=True,
            text=True,
            check=False,
        )
        inputs = re.findall(r"^#(\d+)\s.*cov: (\d+) ft: (\d+)", done.stderr, re.MULTILINE) or [("0", "0", "0")]
        reached = f"{int(inputs[-1][0]):,} inputs, {inputs[-1][1]} places and {inputs[-1][2]} ways reached"
        if done.returncode:
            fell.append(name)
            print(done.stderr[-3000:])
        note = "fell over something" if done.returncode else "fell over nothing"
        rows.append(Row(f"fuzz {name}", reached, time.perf_counter() - began, note=note))
    if fell:
        sys.exit(f"these fell over something; it is kept below {OUT}: {', '.join(fell)}")
    return rows


def said_by(env: dict[str, str], word: str) -> str:
    asked = [TOOLS, "-P", __file__, word]
    return subprocess.run(asked, env=env, capture_output=True, text=True, check=True).stdout


def one(name: str, seconds: str) -> None:
    """In the fuzzer's own process: until the time is over, or the reader falls over something."""
    import atheris

    # What reads, and not what thinks over what was read: that takes long to be made ready.
    leaving = ["battlebox.engine", "battlebox.desk", "battlebox.cli"]
    with atheris.instrument_imports(include=["battlebox"], exclude=leaving):
        from fuzzing.changes import changed
        from fuzzing.harnesses import HARNESSES
    import random

    harness, chance, seeds = HARNESSES[name], random.Random(7), Path("seeds")
    seeds.mkdir(exist_ok=True)
    for number, seed in enumerate([*harness.seeds, *(changed(harness.seeds, chance) for _ in range(50))]):
        (seeds / f"{number:03d}").write_bytes(seed[:LENGTH_MOST])
    words = [f"-max_total_time={seconds}", f"-timeout={ONE_SECONDS_MOST}", f"-max_len={LENGTH_MOST}"]
    atheris.Setup([sys.argv[0], *words, "-rss_limit_mb=4096", str(seeds)], harness)
    atheris.Fuzz()


if __name__ == "__main__":
    if sys.argv[1] == "names":
        from fuzzing.harnesses import HARNESSES

        print("\n".join(HARNESSES))
    else:
        one(*sys.argv[1:3])
