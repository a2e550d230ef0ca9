"""The replays of real incidents: every fact has its source or its mark, and the errors are printed and on the page.

Law: what the page shows of Hackney and Tewkesbury is what the command prints, line by line.
Not here: West London, which takes a minute: its lines are made by the same command.
"""

from __future__ import annotations

import csv
import re
import subprocess
import sys
import tomllib
from functools import cache
from pathlib import Path

import pytest

from battlebox.estate import read_estate

ROOT = Path(__file__).parents[2]
CASES = ROOT / "bench" / "cases"
PAGE = (ROOT / "docs" / "trust.md").read_text()
SOURCES = PAGE + (ROOT / "docs" / "west-london.md").read_text()
KEY = re.compile(r"\[([A-Z]\d+|WV)\]")
NAMES = sorted(each.name for each in CASES.iterdir())
QUICK = ("hackney", "tewkesbury")


@cache
def told(name: str) -> str:
    code = f"import replay; print('\\n'.join(replay.told(replay.Case.named({name!r}))))"
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT / "bench", check=True, capture_output=True, text=True)
    return run.stdout


def case(name: str) -> dict:
    return tomllib.loads((CASES / name / "case.toml").read_text())


@pytest.mark.parametrize("name", QUICK)
def test_every_row_of_a_replayed_estate_has_its_source_or_is_marked(name):
    read_estate(CASES / name)
    for table in (CASES / name).glob("*.csv"):
        for row in csv.DictReader(table.read_text().splitlines()):
            keys = KEY.findall(row["note"])
            assert keys, f"{table.name}: {row}"
            assert all(key == "WV" or f"| [{key}] |" in SOURCES for key in keys), row


@pytest.mark.parametrize("name", NAMES)
def test_every_fact_of_a_case_has_a_source_that_is_listed(name):
    said = case(name)
    for row in (*said["service"], *said.get("reached", ())):
        assert all(f"| [{key}] |" in SOURCES for key in row["source"].split(", ")), row
    for step in said["step"]:
        for words in (step["known"], step["did"], step.get("next_words", "[WV]")):
            named = KEY.findall(words)
            is_said_so = "no source" in words or "nothing" in words or "the same" in words
            assert named or is_said_so or "that a source tells" in words, words
            assert all(key == "WV" or f"| [{key}] |" in SOURCES for key in named), words


def test_no_order_counts_as_given_before_it_was():
    for name in NAMES:
        for step in case(name)["step"]:
            assert all(int(each.partition("@")[2]) <= step["hour"] for each in step.get("orders", ())), step["at"]


@pytest.mark.parametrize("name", QUICK)
def test_the_page_shows_what_the_command_prints(name):
    for line in filter(None, told(name).splitlines()):
        assert line in PAGE, line


def test_the_errors_are_printed_and_not_left_out():
    hackney, tewkesbury = told("hackney"), told("tewkesbury")
    assert hackney.count("said to stop, and did not") == 3
    assert "31.1 times as long as said, or more" in hackney
    assert "3.6 times as long as said, or more" in tewkesbury
    assert re.search(r"\| watching \| [\d,]+ \| 0 \| 0 \|", tewkesbury), "a false alarm that is watched costs nothing"
    harms = {
        row[0]: row[1:] for row in re.findall(r"\| (as \w+ ?\w*) \| ([\d,]+) \| ([\d,]+) \| ([\d,]+) \|", tewkesbury)
    }
    believed, short, long = (int(each.replace(",", "")) for each in harms["as was done"])
    assert short < believed < long
