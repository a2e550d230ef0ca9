"""Studies of a made-up region: one digest for any number of threads, workers and blocks, and with workers killed.

Law: a run with another digest, or with more lost than a block for each kill, ends the bench. All on the loopback.
Not here: the small form in the tests (tests/engine/study/test_cluster.py).
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from table import Row

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from sim.clusters import Cluster, cluster  # It lies among the tests.

BATTLEBOX = Path(sys.executable).with_name("battlebox")


def studying(first_hits: int, kills: int, seed: int) -> list[Row]:
    """A region of 33 bodies and 3,000 systems; one thread is the peer of all others."""
    Path("out").mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=Path("out").absolute()) as held:
        folder = Path(held)
        subprocess.run([BATTLEBOX, "estate", "generate", folder / "region"], check=True, capture_output=True)
        plain = timed(folder, "one", first_hits, "--threads", "1")
        rows = [Row(f"study of a region, {first_hits} first hits", "one thread", plain[1], note=load())]
        for words, block in ((("--threads", "2"), 64), (("--threads", "2"), 17)):
            rows.append(row(f"two threads, blocks of {block}", plain,
                            timed(folder, f"two-{block}", first_hits, *words, block=block)))  # fmt: skip
        for workers in (1, 2, 4):
            (folder / f"{workers}").mkdir()
            with cluster(folder / f"{workers}", workers) as machines:
                found = timed(folder, f"workers-{workers}", first_hits, "--scheduler", machines.address, block=16)
            rows.append(row(f"{workers} workers of Dask, blocks of 16", plain, found))
        rows.append(killed(folder, plain, first_hits, kills, seed))
    return rows


def killed(folder: Path, plain: tuple[str, float], first_hits: int, kills: int, seed: int) -> Row:
    """Two workers; now and then one is killed and another takes its place."""
    (folder / "killed").mkdir()
    rng, over = random.Random(seed), threading.Event()
    done = 0
    with cluster(folder / "killed", 2) as machines:

        def kill() -> None:
            nonlocal done
            while done < kills and not over.wait(rng.uniform(2, 6)):
                if list((folder / "study-killed" / "blocks").glob("*.block")):
                    victim = rng.choice([each for each in machines.workers if each.poll() is None])
                    replace_worker(machines, victim)
                    done += 1

        thread = threading.Thread(target=kill)
        thread.start()
        try:
            found = timed(folder, "killed", first_hits, "--scheduler", machines.address, block=4)
        finally:
            over.set()
            thread.join()
    lost = len(list((folder / "study-killed" / "blocks").glob("*.part")))
    if lost > done:
        sys.exit(f"{lost} blocks lost by {done} kills")
    return row(f"2 workers of Dask, {done} killed, seed {seed}: {lost} blocks begun and lost", plain, found)


def replace_worker(machines: Cluster, victim: subprocess.Popen[bytes]) -> None:
    machines.worker()
    victim.send_signal(signal.SIGKILL)
    victim.wait()


def timed(folder: Path, name: str, first_hits: int, *words: str, block: int = 64) -> tuple[str, float]:
    line = [BATTLEBOX, "study", "run", folder / "region", folder / f"study-{name}", "--first-hits", str(first_hits),
            "--block", str(block), "--json", *words]  # fmt: skip
    began = time.perf_counter()
    found = subprocess.run(line, check=True, capture_output=True, text=True)
    return json.loads(found.stdout)["digest"], time.perf_counter() - began


def row(what: str, plain: tuple[str, float], found: tuple[str, float]) -> Row:
    if found[0] != plain[0]:
        sys.exit(f"{what}: digest {found[0]}, of one thread {plain[0]}")
    return Row("the same digest", what, found[1], "one thread", plain[1], load())


def load() -> str:
    return f"load {os.getloadavg()[0]:.1f}"
