"""What the project says of its own making: changes, decisions, dependencies, words.

Law: the next release's changes have a place, decisions are numbered without a gap, every dependency has its reason and
is locked by hash, every word of the glossary is defined once.
Not here: pages about the program (test_pages.py).
"""

from __future__ import annotations

import re
import tomllib

import pytest

from laws.tree import ROOT, page

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
WORDS = {
    "body",
    "service",
    "system",
    "segment",
    "path",
    "need",
    "channel",
    "action",
    "hit",
    "world",
    "plan",
    "harm",
    "incident",
    "entry",
    "fact",
    "decision",
    "task",
    "clock",
    "memo",
    "bulletin",
    "gate",
    "wave",
    "assurance",
    "drill",
    "inject",
    "MTPD",
    "RTO",
    "RPO",
    "MBCO",
    "METHANE",
    "IIMARCH",
    "JDM",
    "TLP",
    "TLP:RED",
    "TLP:AMBER",
    "TLP:AMBER+STRICT",
    "TLP:GREEN",
    "TLP:CLEAR",
    "estate",
    "gap",
    "fallback",
    "suspicion",
    "containment",
    "Gold",
    "Silver",
    "Bronze",
    "bound",
    "STIX",
    "TAXII",
}


def test_the_changelog_has_a_place_for_the_next_release():
    assert "## Unreleased" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_decisions_are_numbered_without_gap_or_repeat():
    names = sorted(path.name for path in (ROOT / "docs" / "decisions").glob("*.md"))
    assert [name[:5] for name in names] == [f"{number:04d}-" for number in range(1, len(names) + 1)], names


def test_a_decision_says_what_was_asked_what_was_chosen_and_what_was_given_up():
    for path in sorted((ROOT / "docs" / "decisions").glob("*.md")):
        text = path.read_text(encoding="utf-8").lower()
        missing = [part for part in ("question", "options", "choice", "what we gave up") if f"## {part}" not in text]
        assert not missing, f"{path.name}: no part called {', '.join(missing)}"


def _named() -> set[str]:
    groups = PROJECT["dependency-groups"].values()
    asked = [*PROJECT["project"]["dependencies"], *(row for group in groups for row in group if isinstance(row, str))]
    asked += [row for extra in PROJECT["project"].get("optional-dependencies", {}).values() for row in extra]
    return {re.match(r"[A-Za-z0-9._-]+", row)[0].lower() for row in asked}


def test_every_dependency_has_its_reason():
    told_of = set(re.findall(r"^\| `([^`]+)`", page("dependencies.md"), re.MULTILINE))
    assert _named() == told_of, "docs/dependencies.md has a row for each dependency in pyproject.toml, and no other"


def test_a_dependency_row_is_whole():
    rows = re.findall(r"^\| `.*$", page("dependencies.md"), re.MULTILINE)
    short = [row for row in rows if len([cell for cell in row.strip("|").split("|") if cell.strip()]) != 5]
    assert not short, "name, group, why, licence, what else was weighed"


@pytest.mark.parametrize("name", ["run.txt", "dev.txt", "front.txt", "safety.txt"])
def test_the_lock_names_hashes_and_no_addresses(name):
    text = (ROOT / "locks" / name).read_text(encoding="utf-8")
    pinned = re.findall(r"^([a-z0-9._-]+)==\S+.*\\\n    --hash=sha256:", text, re.MULTILINE)
    assert len(pinned) == len(re.findall(r"^[a-z0-9]", text, re.MULTILINE)), "each line is one version with its hashes"
    assert "://" not in text
    assert "--index" not in text


def _locked(name: str) -> set[str]:
    text = (ROOT / "locks" / name).read_text(encoding="utf-8")
    return set(re.findall(r"^([a-z0-9._-]+)==", text, re.MULTILINE))


def test_everything_asked_for_is_locked():
    assert _named() <= _locked("dev.txt") | _locked("front.txt") | _locked("safety.txt"), "run `make lock`"
    run = {re.match(r"[A-Za-z0-9._-]+", row)[0].lower() for row in PROJECT["project"]["dependencies"]}
    assert run <= _locked("run.txt"), "run `make lock`"


def test_every_exception_to_the_linter_has_its_reason():
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    rules = re.findall(r'^    "[A-Z]+[0-9]*",.*$', text, re.MULTILINE)
    bare = [row.strip() for row in rules if not re.search(r"#\s+\S.{7,}\.$", row)]
    assert rules
    assert not bare, bare


def test_each_word_is_defined_once():
    rows = re.findall(r"^\*\*(.+?)\*\*", page("glossary.md"), re.MULTILINE)
    defined = [word.strip() for row in rows for word in row.split(",")]
    twice = sorted({word for word in defined if defined.count(word) > 1})
    assert not twice, f"defined twice: {', '.join(twice)}"
    missing = sorted(WORDS - set(defined))
    assert not missing, f"not in docs/glossary.md: {', '.join(missing)}"


def test_the_version_is_one():
    text = (ROOT / "src" / "battlebox" / "__init__.py").read_text(encoding="utf-8")
    assert f'__version__ = "{PROJECT["project"]["version"]}"' in text
