"""The whole council as orders: each council's own, the rest asked for; where the estate holds none, that is said."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from battlebox.cli.opening import open_estate
from battlebox.desk.brief import find, write_brief
from battlebox.desk.brief.shutdown import ask_names, orders_of, own_names, shutdowns, without_orders
from battlebox.engine import EVERYTHING, Done, EstateArrays, Hit, Question
from battlebox.estate import estate_of, new_estate

ALL = (EVERYTHING,)
OFF = {"rbkc": "rbkc.power-off", "wcc": "wcc.power-off", "hf": "hf.power-off"}


@pytest.fixture(scope="module")
def london():
    return open_estate("west-london")


@pytest.fixture(scope="module")
def northmere():
    return open_estate("northmere")


@pytest.mark.parametrize("body", OFF)
def test_the_whole_council_is_ones_own_order_and_asks_to_the_others(london, body):
    rows = {row.action: row for row in orders_of(london, ALL)}
    assert list(rows) == list(OFF.values())
    assert own_names(london, ALL, body) == (rows[OFF[body]].name,)
    asks = ask_names(london, ALL, body)
    assert len(asks) == 2
    for other in set(OFF) - {body}:
        assert any(ask.endswith(f": {rows[OFF[other]].name}") for ask in asks)


def test_a_body_that_hosts_nothing_orders_nothing_of_it(london):
    assert own_names(london, ALL, "ncsc") == ()
    assert len(ask_names(london, ALL, "ncsc")) == 3


def test_what_was_given_already_is_not_ordered_again(london):
    given = {"rbkc.power-off", "wcc.power-off"}
    assert [row.action for row in orders_of(london, ALL, given)] == ["hf.power-off"]
    assert own_names(london, ALL, "rbkc", given) == ()


def test_where_the_estate_holds_no_order_that_is_said(northmere):
    assert [(row.body, len(row.orders)) for row in shutdowns(northmere)] == [
        ("northmere", 1), ("eastholt", 0), ("farwick", 0),
    ]  # fmt: skip
    assert without_orders(northmere, ALL) == ("eastholt", "farwick")
    assert own_names(northmere, ALL, "northmere") == ("Power everything off at Northmere",)
    assert own_names(northmere, ALL, "eastholt") == ("Shut everything of ours down (the estate holds no order for it)",)
    assert "Eastholt: Shut everything of Eastholt down" in ask_names(northmere, ALL, "northmere")


def test_other_choices_are_their_own_orders_and_lack_none(northmere):
    plan = ("northmere.isolate-mail", "eastholt.cut-line", "gone")
    assert [row.action for row in orders_of(northmere, plan)] == list(plan[:2])
    assert own_names(northmere, plan, "northmere") == ("Isolate Northmere mail",)
    assert ask_names(northmere, plan, "northmere") == ("Eastholt: Cut the shared line",)
    assert without_orders(northmere, plan) == ()


def _with(estate, *rows):
    kept = tuple(row for row in estate.actions if row.action != "northmere.power-off")
    return replace(estate, actions=(*kept, *rows))


def test_several_orders_together_shut_a_council_down(northmere):
    off = northmere.action_by_id["northmere.power-off"]
    systems = [row.system for row in northmere.systems if row.body == "northmere"]
    one = replace(off, action="n.one", stops=tuple(f"system:{name}" for name in systems[:2]), conflicts=())
    two = replace(off, action="n.two", stops=tuple(f"system:{name}" for name in systems[2:]), conflicts=())
    both = shutdowns(_with(northmere, one, two))[0]
    assert {row.action for row in both.orders} == {"n.one", "n.two"}
    assert both.is_whole
    apart = shutdowns(_with(northmere, one, replace(two, conflicts=("n.one",))))[0]
    assert len(apart.orders) == 1
    assert apart.left


def test_orders_that_do_not_stop_everything_are_named_with_what_they_leave(northmere):
    off = northmere.action_by_id["northmere.power-off"]
    systems = [row.system for row in northmere.systems if row.body == "northmere"]
    one = replace(off, action="n.one", name="Servers off", stops=(f"system:{systems[0]}",), conflicts=())
    estate = _with(northmere, one)
    found = shutdowns(estate)[0]
    assert [row.action for row in found.orders] == ["n.one"]
    assert found.left == tuple(systems[1:])
    assert not found.is_whole
    assert "northmere" in without_orders(estate, ALL)
    assert own_names(estate, ALL, "northmere") == (
        "Servers off",
        f"Shut the other {len(systems) - 1} systems of ours down (the estate holds no order for it)",
    )
    asked = ask_names(estate, ALL, "eastholt")
    assert f"Northmere: Shut the other {len(systems) - 1} systems of Northmere down" in asked


def test_what_the_template_ships_is_found_for_the_whole_council():
    estate = estate_of(new_estate("Northmere"))
    names = own_names(estate, ALL, estate.bodies[0].body)
    assert "Shut the whole network down" in names
    assert names[-1].endswith("(the estate holds no order for it)")


def test_of_two_orders_that_do_it_the_one_that_stops_least_besides_is_taken(northmere):
    off = northmere.action_by_id["northmere.power-off"]
    systems = tuple(f"system:{row.system}" for row in northmere.systems if row.body == "northmere")
    less = replace(off, action="n.systems", stops=systems, conflicts=())
    assert [row.action for row in shutdowns(_with(northmere, off, less))[0].orders] == ["n.systems"]


def test_another_bodys_order_over_us_is_not_ours(northmere):
    off = northmere.action_by_id["northmere.power-off"]
    theirs = replace(off, action="e.off", body="eastholt", conflicts=())
    assert shutdowns(_with(northmere, theirs))[0].orders == ()


@pytest.mark.parametrize(("given", "is_said"), [("northmere.power-off", True), ("northmere.isolate-mail", False)])
def test_a_partner_that_was_ordered_to_shut_down_is_not_asked_about_as_if_it_had_not(northmere, given, is_said):
    hits = (Hit("northmere.servers"), Hit("eastholt.servers", 0.3))
    question = Question(hits=hits, dones=(Done(given, 0),), worlds=128)
    at = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
    found = find(northmere, EstateArrays.of(northmere), question, at=at, body="eastholt", seconds=5.0)
    lines = write_brief(found).orders[0].if_partners
    said = "Northmere was ordered to shut its own systems down: every choice counts with that"
    assert (said in lines) is is_said
    assert any(line.startswith("If Northmere shuts its own systems down") for line in lines) is not is_said
    assert any(line.startswith("If Farwick shuts its own systems down") for line in lines)
