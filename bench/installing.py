"""Installing where there is no network: wheels into a fresh environment, and a stick that holds everything.

Law: the wheels are fetched first, and from then on all is done in a network namespace with a loopback and nothing else,
which is shown to lead nowhere; a desk counts as there when it gives its first page and its style. What does not come
out as told ends the run.
Not here: that the wheel holds what it must (tests/installing).

Use: python bench/run.py installing. Needs root and Linux's `unshare`; takes `make stick`, so a network once.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from table import Row

WHEELS, STICK = Path("out/wheels"), Path("out/battlebox")
OUTSIDE = ("192.0.2.1", 443)


def installed() -> list[Row]:
    """All of it: once with the network, then once more by this program, without."""
    subprocess.run(["make", "stick"], check=True, stdout=subprocess.DEVNULL)
    with tempfile.TemporaryDirectory() as held:
        words = ["unshare", "-n", "sh", "-c", 'ip link set lo up && exec "$@"', "sh", sys.executable, __file__, held]
        said = subprocess.run(words, check=True, capture_output=True, text=True).stdout
    seconds = {name: float(number) for name, number in re.findall(r"^(.+): ([0-9.]+) s$", said, re.MULTILINE)}
    size = sum(path.stat().st_size for path in STICK.rglob("*") if path.is_file()) / 1e6
    return [
        Row("pip install from wheels, no network", "fresh environment", seconds["pip install"],
            "making the environment", seconds["environment"], f"{len(list(WHEELS.glob('*.whl')))} wheels"),
        Row("a stick, started with no network and no Python of its machine's", "start to first page", seconds["stick"],
            "the same from an environment that is installed", seconds["desk"], f"{size:.0f} MB"),
    ]  # fmt: skip


def without_a_network(place: Path) -> None:
    """What is timed; runs in the namespace."""
    with socket.socket() as probe:
        probe.settimeout(2)
        must(probe.connect_ex(OUTSIDE) != 0, "there is a way out")
    began = time.perf_counter()
    subprocess.run([sys.executable, "-m", "venv", place / "fresh"], check=True)
    say("environment", began)
    bare = {"HOME": str(place / "home"), "PATH": "/usr/bin:/bin"}
    began = time.perf_counter()
    pip = [place / "fresh/bin/pip", "--quiet", "install", "--no-index", "--find-links", WHEELS, "battlebox"]
    subprocess.run(pip, check=True, env=bare)
    say("pip install", began)
    began = time.perf_counter()
    answers([place / "fresh/bin/battlebox", "desk"], place / "one", bare)
    say("desk", began)
    elsewhere = place / "copied"
    shutil.copytree(STICK, elsewhere)
    subprocess.run(["sha256sum", "--quiet", "-c", "SHA256SUMS"], cwd=elsewhere, check=True)
    # No Python but the stick's own can be found.
    tools = place / "tools"
    tools.mkdir()
    for name in ("dirname", "sh"):
        (tools / name).symlink_to(shutil.which(name) or name)
    began = time.perf_counter()
    answers([elsewhere / "start", "desk"], place / "two", {"HOME": bare["HOME"], "PATH": str(tools)})
    say("stick", began)


def answers(command: list[Path | str], data: Path, env: dict[str, str]) -> None:
    """Start a desk, read its first page and its style, and end it."""
    port = 8571
    process = subprocess.Popen(
        [*command, "--data", data, "--port", str(port)], env=env, stderr=subprocess.PIPE, text=True
    )
    try:
        while "the desk is open" not in (line := process.stderr.readline()):
            must(bool(line), "the desk did not start")
        at = f"http://127.0.0.1:{port}"
        with urllib.request.urlopen(f"{at}/join/", timeout=120) as page:  # noqa: S310 - a desk on the loopback
            style = re.search(r'href="(/static/desk/desk\.[0-9a-f]+\.css)"', page.read().decode())[1]
        with urllib.request.urlopen(at + style, timeout=120) as answer:  # noqa: S310 - the same
            must(b"govuk" in answer.read(), "the page has no style")
    finally:
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=60)
    must(process.returncode == 0, f"the desk ended with {process.returncode}")


def must(is_so: bool, otherwise: str) -> None:  # noqa: FBT001 - what is found
    if not is_so:
        sys.exit(otherwise)


def say(name: str, began: float) -> None:
    print(f"{name}: {time.perf_counter() - began:.1f} s", flush=True)


if __name__ == "__main__":
    os.umask(0o022)
    without_a_network(Path(sys.argv[1]))
