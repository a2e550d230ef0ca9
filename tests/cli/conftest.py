"""What the tests of the command line share: running a command, and small estates to run it on.

Law: a command is run as a person would run it, through its last handler.
Not here: what single commands print.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from battlebox.cli.opening import estate_path
from battlebox.cli.program import run


@dataclass(frozen=True)
class Ran:
    """What a command left: its exit code, its data and its words."""

    code: int
    out: str
    err: str


@pytest.fixture
def battlebox(capsys):
    """Run a command in this process."""

    def call(*args):
        code = run([str(arg) for arg in args])
        caught = capsys.readouterr()
        return Ran(int(code), caught.out, caught.err)

    return call


@pytest.fixture
def started():
    """Run a command as a process of its own."""

    def call(*args, **how):
        words = [sys.executable, "-c", "from battlebox.cli import main; main()", *map(str, args)]
        done = subprocess.run(words, capture_output=True, text=True, timeout=300, check=False, **how)
        return Ran(done.returncode, done.stdout, done.stderr)

    return call


@pytest.fixture
def northmere(tmp_path):
    """A copy of the small estate of three councils, free to be spoilt."""
    place = tmp_path / "northmere"
    shutil.copytree(estate_path("northmere"), place)
    return place


def spoil(place: Path, table: str, old: str, new: str) -> None:
    """Replace one piece of text in one table."""
    path = place / table
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{old} is not in {table}"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
