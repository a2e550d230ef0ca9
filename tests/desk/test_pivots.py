"""What would turn the answer, in words: the two nearest, by whose plan leads then; and when that is no answer at all.

Law: a line is told for a guess within eightfold; "not enough is known" is said where half or twice of what nobody knows
parts acting from watching, and nowhere else.
Not here: working it out (tests/engine/test_pivots.py).
"""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from battlebox.desk.brief import find, find_pivots, pivot_lines, with_tests, write_brief
from battlebox.engine import (
    CHECKING,
    FALSE_ALARM,
    OWN_HARM,
    PRICE,
    SPREAD,
    SUSPECT,
    BreakEven,
    EstateArrays,
    Hit,
    Pivot,
    Question,
    Rerun,
    Worth,
)
from battlebox.estate import estate_of
from desk.room import shipped

INF = float("inf")
ESTATE = estate_of(shipped("northmere"))
GUESSES = ("half_chance", "double_chance", "half_hours", "double_hours", "double_lasts")


def pivot(what, now, at, rival="nothing", worth=None, **more) -> Pivot:
    worth = worth or (Worth.ALWAYS if at is None else Worth.BELOW if at > now else Worth.ABOVE)
    return Pivot(BreakEven(what, now, 0.0, INF, at, worth), "recommended", rival if at is not None else "", **more)


@pytest.fixture(scope="module")
def found():
    question = Question(hits=(Hit("northmere.servers"), Hit("eastholt.servers", 0.3)), worlds=256)
    return find(
        ESTATE, EstateArrays.of(ESTATE), question, at=datetime(2025, 11, 24, 9, tzinfo=UTC), body=None, seconds=60
    )


def lines(*rows: Pivot) -> tuple[str, ...]:
    return pivot_lines(ESTATE, rows, lambda option: f"<{option}>")


def test_the_two_nearest_are_told_and_no_third():
    said = lines(
        pivot(SPREAD, 1.0, 1.6, "everything"),
        pivot(PRICE + "people", 1.0, 0.3, "everything"),
        pivot(OWN_HARM, 1.0, 6.5),
    )
    then, people = "<everything> would do less harm if ", "harm to services that protect people"
    assert said == (
        f"{then}the attacker moved on more than one and a half times as readily as reckoned",
        f"{then}{people} counted less than a third as much as reckoned",
    )


RECORDS = "harm to people whose records are held"


@pytest.mark.parametrize(
    ("row", "clause"),
    [
        (
            pivot(SUSPECT + "eastholt.servers", 0.3, 0.1),
            "the chance that Eastholt servers is hit were less than about 1 in 10",
        ),
        (pivot(OWN_HARM, 1.0, 4.0), "what the orders stop did more than 4 times the harm reckoned"),
        (pivot(CHECKING, 1.0, 2.5), "checking took more than twice as long as reckoned"),
        (
            pivot(PRICE + "records", 1.0, 3.0),
            "harm to people whose records are held counted more than 3 times as much as reckoned",
        ),
        (
            pivot(FALSE_ALARM, 0.0, 0.05),
            "the chance of a false alarm were more than about 5 in 100 (now taken as none)",
        ),
    ],
)
def test_each_guess_is_told_as_an_if(row, clause):
    assert f"<nothing> would do less harm if {clause}" in lines(row)[0]


def test_a_plan_that_was_a_hair_behind_is_the_one_that_leads_beyond_the_turn():
    row = pivot(SPREAD, 1.0, 0.9, "everything", worth=Worth.BELOW)
    assert lines(row)[0].startswith("<recommended> would do less harm if the attacker moved on only a little less")


def test_what_must_be_moved_further_than_eightfold_is_not_told_as_a_turn():
    assert lines(pivot(PRICE + "records", 1.0, 90.0), pivot(SPREAD, 1.0, None)) == (
        "No guess turns the answer by itself, unless it is more than eight times out",
    )
    one = lines(pivot(OWN_HARM, 1.0, 2.0), pivot(SPREAD, 1.0, None))
    assert one[1] == "No other guess turns the answer by itself, unless it is more than eight times out"
    assert lines() == ()


def test_not_enough_is_known_where_half_of_what_nobody_knows_parts_acting_from_watching(found):
    brief = write_brief(found)
    same = [Rerun(name, True, 10.0, 9.0, (), ()) for name in GUESSES]
    turned = pivot(SUSPECT + "eastholt.servers", 0.3, 0.2, half="nothing")
    words = with_tests(brief, found, same, pivots=(turned,)).tested
    assert not words.enough
    assert words.headline == (
        "Not enough is known to advise: the answer turns on how likely it is that Eastholt servers is really hit (now "
        "taken as about 3 in 10). Were it half of what is reckoned, choice A would do clearly less harm."
    )


@pytest.mark.parametrize(
    "row",
    [
        pivot(SPREAD, 1.0, 1.6, "everything", double="everything"),
        pivot(PRICE + "people", 1.0, 0.8, half="nothing"),
        pivot(SUSPECT + "northmere.servers", 1.0, 0.8, half="nothing"),
        pivot(SPREAD, 1.0, 0.4),
    ],
    ids=["another way of acting", "a price is for people to say", "nobody doubts it", "further than half"],
)
def test_enough_is_known_where_it_parts_nothing_or_somebody_knows(found, row):
    same = [Rerun(name, True, 10.0, 9.0, (), ()) for name in GUESSES]
    words = with_tests(write_brief(found), found, same, pivots=(row,)).tested
    assert words.enough
    assert "Same advice" in words.headline


def test_before_any_guess_is_tried_the_turns_stand_alone(found):
    rows = find_pivots(found.arrays, found, seconds=60)
    words = with_tests(write_brief(found), found, (), pivots=rows).tested
    assert (words.headline, words.lines) == ("", ())
    assert len(words.turns) == 2
