"""Costs are whole pence or whole minutes under a code, added up by code and body, and corrected in sight."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from battlebox.desk import DeskError, Role
from battlebox.desk.command import Cost, correct_cost, costs_of, note_cost, pounds, totals_of, worked_hours
from desk.room import BEGAN, SHARED, Room, officer

LOGGIST = officer("northmere", Role.LOGGIST)


@pytest.fixture
def room():
    return Room.opened()


def spent(room, code="equipment", *, by=LOGGIST, handling=SHARED, **more):
    cost = Cost(code, more.pop("what", "clean laptops"), more.pop("who", "IT"), more.pop("on", BEGAN), **more)
    return note_cost(room.record, by, cost, handling=handling)


def test_costs_add_up_by_code_and_body(room):
    spent(room, pence=120_050)
    spent(room, "Equipment", pence=50)
    spent(room, "staff overtime", minutes=95)
    spent(room, by=officer("eastholt", Role.LOGGIST), pence=100)
    totals = totals_of(costs_of(room.sight("northmere")))
    assert [(row.name, row.pence, row.minutes, row.lines) for row in totals.by_code] == [
        ("equipment", 120_200, 0, 3),
        ("staff overtime", 0, 95, 1),
    ]
    assert [(row.name, row.pence, row.minutes) for row in totals.by_body] == [
        ("eastholt", 100, 0),
        ("northmere", 120_100, 95),
    ]
    assert (totals.whole.pence, totals.whole.minutes) == (120_200, 95)


def test_nothing_spent_is_nothing(room):
    totals = totals_of(costs_of(room.sight("northmere")))
    assert (totals.by_code, totals.whole.pence, totals.whole.lines) == ((), 0, 0)


@pytest.mark.parametrize(
    "amount",
    [{}, {"pence": 0}, {"pence": -5}, {"minutes": -5}, {"pence": 5, "minutes": 5}, {"pence": 5, "minutes": -5}],
)
def test_what_is_no_amount_is_refused(room, amount):
    with pytest.raises(DeskError, match="is no amount to record"):
        spent(room, **amount)


def test_too_many_noughts_are_noticed(room):
    with pytest.raises(DeskError, match=r"£1,000,000,000,000\.00 is no amount") as refused:
        spent(room, pence=10**14)
    assert "noughts" in refused.value.hint


@pytest.mark.parametrize("field", ["code", "what", "who"])
def test_a_blank_is_refused(room, field):
    with pytest.raises(DeskError, match="is blank"):
        spent(room, **{"pence": 5, field: " "} | ({"code": " "} if field == "code" else {}))


def test_a_cost_is_corrected_in_sight_or_struck_out(room):
    saved = spent(room, pence=500)
    correct_cost(room.record, LOGGIST, saved.thing, Cost("equipment", "laptops", "IT", BEGAN, pence=50), why="a nought")
    assert totals_of(costs_of(room.sight("northmere"))).whole.pence == 50
    assert [line.words.splitlines()[0] for line in room.record.corrections(saved.entry)] == ["corrected: a nought"]
    correct_cost(room.record, LOGGIST, saved.thing, Cost("", "", "", BEGAN), why="it was last year's")
    assert costs_of(room.sight("northmere")) == ()
    assert "struck out" in room.record.lines()[-1].words
    with pytest.raises(DeskError, match="is northmere's, so eastholt may not correct it"):
        correct_cost(
            room.record, officer("eastholt"), saved.thing, Cost("equipment", "laptops", "IT", BEGAN, pence=1), why="no"
        )


def test_who_may_not_record_a_cost_and_who_may_not_see_one(room):
    with pytest.raises(DeskError, match="may not record a cost"):
        spent(room, by=officer("northmere", Role.OBSERVER), pence=5)
    spent(room, pence=5, handling=None)
    spent(room, pence=7)
    assert [each.value.pence for each in costs_of(room.sight("eastholt"))] == [7]
    assert costs_of(room.sight("farwick")) == ()


@given(st.integers(-(10**15), 10**15))
def test_pounds_say_each_penny(pence):
    assert int(pounds(pence).replace("£", "").replace(",", "").replace(".", "")) == pence


def test_time_is_written_in_hours_and_minutes():
    assert (worked_hours(95), worked_hours(0), worked_hours(60_000)) == ("1 h 35", "0 h 00", "1,000 h 00")
