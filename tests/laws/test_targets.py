"""The Makefile explains itself, and CI does what a person would do.

Law: every target that a person may type has a line in `make help`; `.ci/run` runs `make check` and `make test`.
Not here: what the targets do.
"""

from __future__ import annotations

import re
import shutil
import subprocess

import pytest

from laws.tree import ROOT

TARGETS = {"setup", "run", "demo", "brief", "test", "check", "bench", "lock", "clean", "docs", "help"}


def _makefile() -> str:
    return (ROOT / "Makefile").read_text(encoding="utf-8")


def test_every_target_has_a_line_of_help():
    phony = set(re.search(r"^\.PHONY:(.*)$", _makefile(), re.MULTILINE)[1].split())
    told_of = set(re.findall(r"^([a-z]+):.*## ", _makefile(), re.MULTILINE))
    assert phony == told_of
    assert phony >= TARGETS


@pytest.mark.skipif(shutil.which("make") is None, reason="there is no make here")
def test_make_help_names_every_target():
    answer = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True)
    assert set(re.findall(r"^  make ([a-z]+)", answer.stdout, re.MULTILINE)) >= TARGETS


def test_ci_checks_and_tests_without_a_network():
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    sealed = script.partition("within='")[2]
    assert "make check" in sealed
    assert "make test" in sealed
    assert "unshare --net" in script
