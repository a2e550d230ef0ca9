"""The table of the ASVS is whole, and what it names is there.

Law: each demand of levels 1 and 2 has a line; a line that is met names what shows it; one that is not says why.
Not here: whether what is named shows it: that is read by people.
"""

from __future__ import annotations

import csv
import re
from collections import Counter

import pytest

from laws.tree import ROOT, told

LEVELS = {"1": 70, "2": 183}
"""How many demands each level adds in version 5.0.0."""


@pytest.fixture(scope="module")
def rows():
    with (ROOT / "docs" / "asvs.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_demand_of_levels_1_and_2_has_one_line(rows):
    assert Counter(row["level"] for row in rows) == LEVELS
    numbers = [tuple(map(int, row["number"].split("."))) for row in rows]
    assert numbers == sorted(set(numbers))


def test_a_line_says_how_it_stands_and_what_shows_it_or_why_not(rows):
    faults = []
    for row in rows:
        if row["status"] not in ("met", "not met", "not applicable"):
            faults.append(f"{row['number']}: no such state: {row['status']}")
        if row["status"] == "met" and not row["evidence"]:
            faults.append(f"{row['number']}: met by what?")
        if row["status"] != "met" and not row["words"]:
            faults.append(f"{row['number']}: why not?")
        if not row["asks"] or "erify" in row["asks"]:
            faults.append(f"{row['number']}: what is asked, in our words")
    assert not faults, told(faults)


def test_every_evidence_is_there(rows):
    faults, read = [], {}
    for row in rows:
        for named in filter(None, row["evidence"].split(";")):
            place, _, test = named.partition("::")
            name, _, anchor = place.partition("#")
            path = ROOT / name
            if not path.is_file():
                faults.append(f"{row['number']}: no file {name}")
                continue
            text = read.setdefault(name, path.read_text(encoding="utf-8"))
            if test and not re.search(rf"^ *def {test}\(", text, re.MULTILINE):
                faults.append(f"{row['number']}: no test {test} in {name}")
            heads = {re.sub(r"[^\w\- ]", "", each.lower()).strip().replace(" ", "-") for each in HEADING.findall(text)}
            if anchor and anchor not in heads:
                faults.append(f"{row['number']}: no heading {anchor} in {name}")
    assert not faults, told(faults)


HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
