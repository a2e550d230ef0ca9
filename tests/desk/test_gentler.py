""""Does people clearly less harm" is said only where the figures on the page, with their spread, say so as well.

Law: only what a reader can see is compared: the sentence, the cells of the table, and the lines behind "How sure?".
Not here: whether the engine's own comparison is right (tests/engine/test_warnings.py).
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from math import hypot

import pytest

from battlebox.cli.opening import open_estate
from battlebox.desk.brief import find, write_brief
from battlebox.engine import EngineError, EstateArrays, Hit, Question
from engine.asking import listed_cases, question_of

AT = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
GENTLER = re.compile(r"Choice ([A-H]) does people clearly less harm than the orders below, (.+)\.")
CELL = re.compile(r"([\d,]+) services?, (.+) each; (?:about )?([\d,]+|\d+ million) people a day")
SURE = re.compile(
    r"([A-H]), .*?: ([\d,-]+) units \(.*?standard error ([\d,]+)\); people ([\d,-]+) \(.*?standard error ([\d,]+)\)"
)
ROUNDED = 2.0
"""What rounding to whole units may hide in a comparison of four figures."""


def number(text):
    return float(text.replace(",", "").replace(" million", "000000"))


def cell(choice):
    """How many services that protect people are out, and how many people they serve, as the cell says."""
    read = CELL.match(choice.people)
    return (number(read.group(1)), number(read.group(3))) if read else (0.0, 0.0)


def sure(brief):
    rows = (SURE.match(line) for line in brief.how_sure)
    return {row.group(1): tuple(number(row.group(place)) for place in (2, 3, 4, 5)) for row in rows if row}


def checked(brief) -> int:
    """How many sentences there are, each held against the page."""
    said = [GENTLER.match(line) for line in brief.counsel.first]
    said = [row for row in said if row]
    if not said:
        return 0
    letters = {choice.letter: choice for choice in brief.choices}
    plan = next(choice for choice in brief.choices if choice.option == "recommended")
    figures = sure(brief)
    for row in said:
        letter, rest = row.groups()
        assert letter in letters, brief.counsel.first
        ours, theirs = cell(plan), cell(letters[letter])
        assert theirs[0] <= ours[0], (letters[letter].people, plan.people)
        assert theirs[1] <= ours[1], (letters[letter].people, plan.people)
        harm, error, people, people_error = figures[letter]
        plan_harm, plan_error, plan_people, plan_people_error = figures[plan.letter]
        assert plan_people - people > 2 * hypot(people_error, plan_people_error) - ROUNDED, brief.how_sure
        if rest == "though more harm in all":
            assert harm - plan_harm > 2 * hypot(error, plan_error) - ROUNDED
        else:
            assert rest == "and about as much harm in all"
            assert abs(harm - plan_harm) <= 2 * hypot(error, plan_error) + ROUNDED
    return len(said)


def briefs():
    """Many small estates, each asked for everybody and for each council."""
    for seed, case in listed_cases(first=71_000):
        arrays = EstateArrays.of(case.estate)
        question = question_of(case, worlds=256, seed=seed)
        for body in (None, *(row.body for row in case.estate.bodies[:2])):
            try:
                found = find(case.estate, arrays, question, at=AT, body=body, seconds=1.0)
            except EngineError:
                continue
            yield seed, found, write_brief(found)


def test_on_many_estates_the_sentence_agrees_with_the_page():
    said = engine_said = 0
    for _seed, found, brief in briefs():
        said += checked(brief)
        engine_said += bool(found.advice and set(found.advice.gentler))
    assert engine_said, "no option was gentler, so the test would see nothing"
    assert said <= engine_said * 3


@pytest.mark.parametrize("seed", range(1, 7))
@pytest.mark.parametrize("body", ["rbkc", "wcc", "hf", None])
def test_in_west_london_the_sentence_agrees_with_the_page(london, seed, body):
    estate, arrays = london
    hits = (Hit("rbkc.hosting"), Hit("wcc.hosting", 0.3), Hit("hf.hosting", 0.05))
    question = Question(hits=hits if seed % 2 else hits[:2], worlds=256, seed=seed)
    checked(write_brief(find(estate, arrays, question, at=AT, body=body, seconds=3.0)))


@pytest.fixture(scope="module")
def london():
    estate = open_estate("west-london")
    return estate, EstateArrays.of(estate)
