"""The repository speaks of Battlebox alone, and of nothing that is not so.

Law: no path of one machine, no address of a package registry, no unfinished work without the issue that will finish it.
Not here: links between pages (test_pages.py).
"""

from __future__ import annotations

import re

import pytest

from laws.tree import ROOT, files, told

TEXTS = (".py", ".md", ".toml", ".txt", ".csv", ".typ", ".cfg", ".yml", ".yaml", ".json")
# Written so that this file does not break its own law.
MACHINE = re.compile(r"/[w]ork/(?:main|shared|\.)|/[r]oot/|/[h]ome/[a-z]|C:\\[U]sers")
REGISTRY = re.compile(r"[p]ypi\.org|[p]ythonhosted\.org|[r]egistry\.npmjs|[d]eb\.debian")
UNFINISHED = re.compile(r"\b(?:[T]ODO|[F]IXME|[X]XX|[H]ACK)\b(?!\(#\d+\))")


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
    faults = [f"{name}:{number}: {advice}: {line[:80]}" for name, number, line in _lines() if pattern.search(line)]
    assert not faults, told(faults)


# Dashes and quotes that a keyboard does not have break a search; a blank without width hides everywhere.
STRAY = re.compile("[\u2014\u2018\u2019\u201c\u201d\u00a0\u200b\u200c\u200d\u2060\ufeff]")


def test_no_page_or_source_holds_a_letter_that_nobody_typed():
    faults = [
        f"{name}:{number}: {line.strip()[:80]}"
        for name, number, line in _lines()
        if name.endswith((".md", ".typ", ".toml")) or name.startswith("src/")
        # A signed note (C2SP) begins its signature lines with a long dash.
        if STRAY.search(line) and not line.startswith("\N{EM DASH} battlebox/")
    ]
    assert not faults, told(faults)


def test_unfinished_work_names_the_issue_that_finishes_it():
    faults = [
        f"{name}:{number}: write the issue beside it, as (#12): {line.strip()[:80]}"
        for name, number, line in _lines()
        if name.endswith((".py", ".typ", "Makefile", "run")) and UNFINISHED.search(line)
    ]
    assert not faults, told(faults)


def test_unfinished_work_with_its_issue_passes():
    word = "todo".upper()
    assert UNFINISHED.search(f"# {word} later")
    assert not UNFINISHED.search(f"# {word}(#12): the roster's third shift")
