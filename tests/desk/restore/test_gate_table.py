"""What the estate says of gates: a council's own, lead times, and how long one holds."""

from __future__ import annotations

from datetime import timedelta

import pytest

from battlebox.desk import DeskCode, DeskError
from battlebox.desk.gate import Result
from battlebox.desk.restore import barriers_of
from desk.restoring import CARE, SERVERS, STANDARD, Restoring, with_gates


@pytest.fixture
def at():
    made = Restoring()
    made.believe()
    return made


def keys(at, system=SERVERS):
    return [each.gate.key for each in at.gates(system).gates]


def gate(at, key, system=SERVERS):
    return next(each.gate for each in at.gates(system).gates if each.gate.key == key)


def test_a_councils_own_gates_stand_after_the_standard_ones(at):
    at.adopt(with_gates(
        ("n.union", SERVERS, "other", "The union was told"),
        ("n.fire", "northmere", "other", "Fire panel tested"),
        ("e.other", "eastholt.servers", "other", "Not ours"),
    ))  # fmt: skip
    assert keys(at) == [*STANDARD, "own:n.fire", "own:n.union"]
    assert keys(at, CARE) == [*STANDARD, "own:n.fire"]
    assert gate(at, "own:n.union").name == "The union was told"


def test_an_own_gate_keeps_a_system_from_going_live_like_any_other(at):
    at.adopt(with_gates(("n.union", SERVERS, "other", "The union was told")))
    at.pass_all()
    with pytest.raises(DeskError, match=r"one gate is not answered \(the union was told\)") as wrong:
        at.go()
    assert wrong.value.code is DeskCode.GATES_WAIT
    at.answer("own:n.union")
    at.go()
    assert at.gates().is_live
    with pytest.raises(DeskError):
        at.answer("own:n.union", system=CARE)


def test_a_row_of_the_body_holds_for_each_system_that_has_none_itself(at):
    at.adopt(with_gates(
        ("n.data", "northmere", "data", "", "16", "", "", "service owner"),
        ("n.care-data", CARE, "data", "", "8", "", "", "head of care"),
    ))  # fmt: skip
    assert (gate(at, "data").owner, gate(at, "data").takes) == ("service owner", timedelta(hours=16))
    assert (gate(at, "data", CARE).owner, gate(at, "data", CARE).takes) == ("head of care", timedelta(hours=8))
    assert gate(at, "data", CARE).name == "Data checked by the service, the gap listed"


@pytest.mark.parametrize("result", [Result.PASSED, Result.WAIVED])
def test_a_gate_that_holds_for_some_hours_is_unanswered_after_them(at, result):
    at.adopt(with_gates(("n.watch", SERVERS, "monitored", "", "", "", "72")))
    at.answer("monitored", result, reason="looked at by hand")
    at.room.watch.pass_by(hours=71)
    assert at.stands("monitored") == result.value
    at.room.watch.pass_by(hours=1)
    assert at.stands("monitored") == "its time is over"
    assert at.why("monitored") == ("it holds for 3 days once passed",)
    assert not next(each for each in at.gates().gates if each.gate.key == "monitored").stands.is_answered
    at.answer("monitored")
    assert at.stands("monitored") == "passed"


def test_without_a_row_there_are_nine_gates_and_they_hold(at):
    at.adopt(with_gates())
    at.answer("monitored")
    at.room.watch.pass_by(days=400)
    assert keys(at) == list(STANDARD)
    assert at.stands("monitored") == "passed"


def order_keys(at, system=SERVERS):
    estate = at.used().estate
    return [each.key for each in barriers_of(estate, estate.system_by_id[system])]


@pytest.mark.parametrize(
    "rows",
    [
        (("n.b", "northmere", "other", ""), ("n.s", SERVERS, "other", "")),
        (("n.b", "northmere", "other", "Fire panel"), ("n.s", SERVERS, "other", "Fire panel")),
        (("n.s", SERVERS, "other", "data"), ("n.b", "northmere", "data", "")),
        (("n.b", "northmere", "other", "other"), ("n.s", SERVERS, "other", "One more")),
    ],
)
def test_the_board_and_the_order_wait_for_the_same_gates(at, rows):
    at.adopt(with_gates(*rows))
    assert order_keys(at) == keys(at)
    assert len(set(keys(at))) == len(keys(at))


def test_a_gate_without_a_name_does_not_take_the_place_of_another(at):
    at.adopt(with_gates(("n.b", "northmere", "other", ""), ("n.s", SERVERS, "other", "")))
    assert keys(at)[len(STANDARD):] == ["own:n.b", "own:n.s"]  # fmt: skip


def test_a_row_of_the_system_takes_the_place_of_its_bodys_of_that_name(at):
    at.adopt(with_gates(("n.b", "northmere", "other", "Fire panel"), ("n.s", SERVERS, "other", "Fire panel")))
    assert keys(at)[len(STANDARD):] == ["own:n.s"]  # fmt: skip
    assert keys(at, CARE)[len(STANDARD):] == ["own:n.b"]  # fmt: skip
