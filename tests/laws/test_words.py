"""The repository speaks of Battlebox alone, and of nothing that is not so.

Law: no path of one machine, no address of a package registry, no unfinished work without the issue that will finish it.
Not here: links between pages (test_pages.py).
"""

from __future__ import annotations

import re

import pytest
from laws.tree import ROOT, files, told

TEXTS = (".py", ".md", ".toml", ".txt", ".csv", ".typ", ".cfg", ".yml", ".yaml", ".json")
# Built from pieces, so that this file does not break its own law.
MACHINE = re.compile("|".join([r"/wo" r"rk/(?:main|shared|\.)", r"/ro" r"ot/", r"/ho" r"me/[a-z]", r"C:\\" r"\\Users"]))
REGISTRY = re.compile("|".join([r"py" r"pi\.org", r"python" r"hosted\.org", r"registry\.np" r"mjs", r"deb\.deb" r"ian"]))
UNFINISHED = re.compile(r"\b(?:TO" r"DO|FIX" r"ME|XX" r"X|HA" r"CK)\b(?!\(#\d+\))")


def _lines():
    for path in [*files(*TEXTS), ROOT / "Makefile", ROOT / ".ci" / "run"]:
        name = path.relative_to(ROOT).as_posix()
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1):
            yield name, number, line


@pytest.mark.parametrize(
    ("pattern", "advice"),
    [
        (MACHINE, "a path of one machine"),
        (REGISTRY, "an address of a package registry"),
    ],
    ids=["machine paths", "registry addresses"],
)
def test_no_file_names(pattern, advice):
    faults = [f"{name}:{number}: {advice}: {line.strip()[:80]}" for name, number, line in _lines() if pattern.search(line)]
    assert not faults, told(faults)


def test_unfinished_work_names_the_issue_that_finishes_it():
    faults = [
        f"{name}:{number}: write the issue beside it, as (#12): {line.strip()[:80]}"
        for name, number, line in _lines()
        if name.endswith((".py", ".typ", "Makefile", "run")) and UNFINISHED.search(line)
    ]
    assert not faults, told(faults)


def test_unfinished_work_with_its_issue_passes():
    assert UNFINISHED.search("# TO" "DO later")
    assert not UNFINISHED.search("# TO" "DO(#12): the roster's third shift")
