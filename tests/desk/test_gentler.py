""" "Does people clearly less harm" is said only where the figures on the page, with their spread, say so as well.

Law: only what a reader can see is compared: the sentence, the cells of the table, and the lines behind "How sure?".
Not here: whether the engine's own comparison is right (tests/engine/test_warnings.py).
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from math import hypot

import pytest

from battlebox.cli.opening import open_estate
from battlebox.desk.brief import find, write_brief
from battlebox.desk.brief.counsel import gentler
from battlebox.engine import EngineError, EstateArrays, Hit, Question
from engine.asking import listed_cases, question_of

AT = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
GENTLER = re.compile(r"Choice ([A-H]) does people clearly less harm than (?:the orders below|watching), (.+)\.")
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
    plan = next((each for each in brief.choices if each.option == "recommended"), brief.choices[0])
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


WEST = (
    (Hit("rbkc.hosting"), Hit("wcc.hosting", 0.3), Hit("hf.hosting", 0.05)),
    (Hit("wcc.identity", 0.3), Hit("rbkc.hosting", 0.05)),
)


@pytest.fixture(scope="module")
def london():
    """Ask about West London; each answer with its brief."""
    estate = open_estate("west-london")
    arrays = EstateArrays.of(estate)
    kept = {}

    def ask(body, hits, seed):
        if (body, hits, seed) not in kept:
            question = Question(hits=hits, worlds=256, seed=seed)
            found = find(estate, arrays, question, at=AT, body=body, seconds=3.0)
            kept[body, hits, seed] = found, write_brief(found)
        return kept[body, hits, seed]

    return ask


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize("hits", WEST)
@pytest.mark.parametrize("body", ["rbkc", "wcc", "hf"])
def test_in_west_london_the_sentence_agrees_with_the_page(london, seed, hits, body):
    checked(london(body, hits, seed)[1])


def test_a_choice_that_takes_more_services_from_more_people_is_not_called_gentler(london):
    """For Westminster, shutting everything down costs fewer harm units and takes half as many services again."""
    found, brief = london("wcc", WEST[0], 1)
    whole = next(row for row in brief.choices if row.option == "everything")
    plan = next(row for row in brief.choices if row.option == "recommended")
    assert "everything" in found.advice.gentler, "the test would see nothing"
    assert cell(whole)[0] > cell(plan)[0]
    without = replace(found, advice=replace(found.advice, everything_first=False))
    assert not any(row.option == "everything" for row in gentler(without, brief.choices))
    (line,) = [line for line in brief.counsel.first if line.startswith("Read this first")]
    assert f"though {cell(whole)[0]:.0f} services protecting people would be out then, and {cell(plan)[0]:.0f}" in line


def test_what_only_the_same_worlds_tell_apart_is_not_said(london):
    """For H&F, cutting every link looks the same in every cell, and its spread overlaps with watching's."""
    found, brief = london("hf", WEST[1], 1)
    assert found.advice.gentler, "the test would see nothing"
    assert not any(GENTLER.match(line) for line in brief.counsel.first)
