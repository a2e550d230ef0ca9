"""Which guess turns the answer: put back into the question, each does, and on the side that is told.

Law: what is worked out is asked again the long way, by scoring both plans with the guess moved.
Not here: break-evens of one order (test_explain.py), the words (tests/desk/test_pivots.py).
"""

from __future__ import annotations

from dataclasses import replace
from math import inf

import pytest

from battlebox.engine import (
    CHECKING,
    EVERYTHING,
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
    Worth,
    contain,
    pivots,
    score,
)
from engine.test_explain import DOORS

WORLDS = 2048


def asked(chance: float = 0.5) -> Question:
    return Question(hits=(Hit("in", chance, 0),), worlds=WORLDS)


def answered(question: Question, estate=DOORS):
    arrays = EstateArrays.of(estate)
    advice = contain(arrays, question, seconds=600)
    return arrays, advice, {row.turn.what: row for row in pivots(arrays, question, advice, seconds=600)}


def test_every_guess_is_weighed_and_the_nearest_comes_first():
    arrays, advice, rows = answered(asked())
    prices = {PRICE + name for name in ("people", "service", "records")}
    assert set(rows) == {FALSE_ALARM, OWN_HARM, SUSPECT + "in", SPREAD, CHECKING, *prices}
    far = [row.doublings for row in pivots(arrays, asked(), advice, seconds=600)]
    assert far == sorted(far)
    assert far[0] < inf


def test_a_chance_put_back_turns_the_answer_where_it_is_told():
    _, advice, rows = answered(asked())
    row = rows[SUSPECT + "in"]
    assert row.rival, "with little chance of a hit, less need be ordered"
    (plan, other), at = (advice.option(each).actions for each in (row.first, row.rival)), row.turn.at
    gaps = []
    for chance in (at * 0.8, at * 1.2):
        arrays = EstateArrays.of(DOORS)
        gaps.append(score(arrays, asked(chance), plan).harm.mean - score(arrays, asked(chance), other).harm.mean)
    assert gaps[0] > 0 > gaps[1]


def test_a_price_put_back_is_where_the_three_columns_say():
    _, advice, rows = answered(asked())
    for name in ("people", "service", "records"):
        row = rows[PRICE + name]
        if row.turn.at is None:
            continue
        first, rival = (advice.option(each).parts for each in (row.first, row.rival))
        other = sum(
            getattr(first, each) - getattr(rival, each)
            for each in ("people", "service", "records", "cost")
            if each != name
        )
        part = getattr(first, name) - getattr(rival, name)
        assert other + part * row.turn.at == pytest.approx(0, abs=1e-6 * abs(part) + 1e-6)


def test_how_readily_he_moves_on_put_back_turns_the_answer():
    estate = replace(DOORS, paths=tuple(replace(row, chance=0.3) for row in DOORS.paths))
    _, advice, rows = answered(asked(1.0), estate)
    row = rows[SPREAD]
    plan, other = (advice.option(each).actions for each in (row.first, row.rival or "nothing"))
    for factor in (0.5, 2.0):
        moved = EstateArrays.of(
            replace(estate, paths=tuple(replace(way, chance=way.chance * factor) for way in estate.paths))
        )
        one, two = (score(moved, asked(1.0), each).harm.mean for each in (plan, other))
        is_beyond = row.turn.at is not None and (factor < row.turn.at < 1 or 1 < row.turn.at < factor)
        assert (one > two) == is_beyond


def test_half_and_double_name_who_then_leads_by_more_than_five_percent():
    for chance in (0.04, 0.1, 0.5):
        arrays, advice, rows = answered(asked(chance))
        row = rows[SUSPECT + "in"]
        shown = {name: advice.option(name).actions for name in ("recommended", "nothing", EVERYTHING)}
        for named, at in ((row.half, chance / 2), (row.double, min(1.0, chance * 2))):
            means = {name: score(arrays, asked(at), plan).harm.mean for name, plan in shown.items()}
            best = min(means.values())
            if named:
                assert means[row.first] > 1.04 * best
                assert means[named] == pytest.approx(best, rel=0.02)
            else:
                assert means[row.first] < 1.06 * best


def test_what_is_certain_is_not_halved_and_what_harm_counts_for_is_no_guess():
    _, _, rows = answered(asked(1.0))
    sure = rows[SUSPECT + "in"]
    assert (sure.half, sure.double, sure.is_unknown) == ("", "", False)
    assert not any(row.is_unknown for what, row in rows.items() if what.startswith(PRICE) or what == OWN_HARM)
    assert rows[SPREAD].is_unknown
    assert rows[CHECKING].is_unknown


@pytest.mark.parametrize(
    ("what", "now", "at", "doublings"),
    [
        (SPREAD, 1.0, 4.0, 2.0),
        (SPREAD, 1.0, 0.25, 2.0),
        (SUSPECT + "x", 0.5, 0.2, 2.0),
        (SUSPECT + "x", 0.5, 0.8, 2.0),
        (FALSE_ALARM, 0.0, 0.01, 0.0),
        (OWN_HARM, 1.0, None, inf),
    ],
)
def test_how_far_a_guess_must_be_moved_is_counted_in_doublings(what, now, at, doublings):
    worth = Worth.BELOW if at is not None else Worth.ALWAYS
    row = Pivot(BreakEven(what, now, 0.0, inf, at, worth), "recommended", "nothing")
    assert row.doublings == pytest.approx(doublings)


def test_where_the_time_is_up_fewer_guesses_are_told():
    arrays = EstateArrays.of(DOORS)
    advice = contain(arrays, asked(), seconds=600)
    rows = pivots(arrays, asked(), advice, seconds=0.0)
    assert {row.turn.what.partition(":")[0] for row in rows} == {"price"}
