"""Facts of the register that contradict each other: noticed, and not told side by side until one is settled."""

from __future__ import annotations

from dataclasses import replace

import pytest

from battlebox.desk import DeskCode, DeskError
from battlebox.desk.message import Rests, passed
from battlebox.desk.tell import Goes, Outlet, Statement, Status, propose_statement
from battlebox.marking import Tlp
from desk.facts import PLAIN, asked, change, cleared, estate, send, sight, standing, state, words_officer
from desk.public_gate import drafted, refused, written
from desk.room import Room

OPEN = replace(PLAIN, wording="whether personal data was copied", status=Status.UNKNOWN)
SO = replace(PLAIN, wording="Personal data was copied.")
BESIDE = "contradict each other, and stand side by side"


@pytest.fixture
def room():
    return Room.opened()


def against(room, thing, body="northmere"):
    return [each.thing for each in standing(room, thing, body).against]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (OPEN, SO),
        (OPEN, replace(SO, status=Status.DENIED)),
        (OPEN, replace(SO, wording="Personal data was not copied.")),
        (replace(OPEN, wording="Was personal data copied?"), SO),
        (replace(OPEN, wording="whether names or addresses were copied"), replace(SO, wording="Names were copied.")),
        (replace(OPEN, wording="Personal data was copied."), SO),
        (SO, replace(SO, status=Status.DENIED)),
        (SO, replace(SO, status=Status.BELIEVED)),
        (SO, replace(SO, wording="personal data was NOT copied")),
        (replace(SO, status=Status.BELIEVED), replace(SO, status=Status.DENIED)),
        (replace(SO, status=Status.DENIED), replace(SO, wording="Personal data was not copied", status=Status.DENIED)),
    ],
)
def test_two_facts_that_cannot_both_be_so_contradict_each_other(room, one, other):
    first, second = state(room, one), state(room, other)
    assert against(room, first) == [second]
    assert against(room, second) == [first]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (OPEN, OPEN),
        (SO, SO),
        (OPEN, replace(SO, status=Status.BELIEVED)),
        (replace(OPEN, wording="how many records were copied"), replace(SO, wording="Records were copied.")),
        (SO, replace(SO, wording="Personal data was copied in March.")),
        (replace(SO, status=Status.DENIED), replace(SO, wording="Personal data was not copied.")),
        (OPEN, replace(SO, status=Status.SUPERSEDED)),
    ],
)
def test_two_that_can_do_not(room, one, other):
    first, second = state(room, one), state(room, other)
    assert against(room, first) == against(room, second) == []


def test_side_by_side_they_go_nowhere_and_it_is_said_which_two_and_what_to_do(room):
    one, other = cleared(room, OPEN), cleared(room, SO)
    with pytest.raises(DeskError, match=BESIDE) as no:
        send(room, one, other, outlet=Outlet.PRESS, where="the desk")
    assert no.value.code is DeskCode.MAY_NOT_LEAVE
    assert no.value.hint == "supersede one of the two, or leave one out"
    numbers = [standing(room, each).said[0].number for each in (one, other)]
    assert f"fact {numbers[0]} (whether personal data was copied) is unknown and fact {numbers[1]}" in str(no.value)
    both = Rests(Outlet.PRESS, facts=(one, other), tlp=Tlp.CLEAR)
    with pytest.raises(DeskError, match=BESIDE):
        passed(sight(room), both, f"Not yet known: {OPEN.wording}. {SO.wording}")
    assert BESIDE in refused(room, written, headline=f"Not yet known: {OPEN.wording}", summary=SO.wording)
    written(room, facts=(one, other))
    assert any(BESIDE in each for each in drafted(room).lacking)


def test_each_of_them_alone_goes_and_both_once_one_is_settled(room):
    one, other = cleared(room, OPEN), cleared(room, SO)
    assert isinstance(asked(room, one), Goes)
    assert send(room, one, outlet=Outlet.PRESS, where="the desk")
    assert send(room, other, outlet=Outlet.PRESS, where="the desk")
    change(room, one, status=Status.SUPERSEDED)
    assert against(room, other) == []
    assert send(room, other, outlet=Outlet.SOCIAL, where="the feed")


def test_bodies_are_not_asked_to_say_both_together(room):
    one, other = cleared(room, OPEN), cleared(room, SO)
    said = Statement(f"Not yet known: {OPEN.wording}. {SO.wording}", (one, other), ("northmere", "eastholt"))
    with pytest.raises(DeskError, match=BESIDE):
        propose_statement(room.record, estate(room), words_officer("northmere"), said)


def test_what_a_stranger_recorded_to_itself_is_not_told_of(room):
    one = state(room, SO)
    state(room, replace(OPEN, tlp=Tlp.AMBER_STRICT), by="farwick")
    assert against(room, one) == []
