"""Gates of links in the problem for the planner: what is needed over a link is back once the link's gates are given.

Law: worked out by hand on the small estate; alternatives, passed gates and gates without a date are each tried.
Not here: the gates of systems (test_undertaking.py), whether a link may be opened (reconnect).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from battlebox.desk.restore import Ask, back_at, links_at, turns_of, undertaking
from battlebox.engine.restore import plan
from battlebox.estate import MICROHOURS, Need, estate_of
from desk.room import shipped

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
H = MICROHOURS
SERVERS, CARE, PHONES = "northmere.servers", "northmere.care", "northmere.phones"
FRONT, EAST_FRONT = "northmere.child-front-door", "eastholt.child-front-door"
LINE, LETTER = "shared.line", "shared.line-letter"
LATE = (39 + 1000) * H
"""From 2 March 09:00 to 4 March 00:00, then the letter's hours."""


@pytest.fixture(scope="module")
def northmere():
    return estate_of(shipped("northmere"))


def slow(estate, **change):
    """The same with a letter that takes a thousand hours."""
    said = {"lead_microhours": 1000 * H} | change
    gates = (replace(row, **said) if row.of == LINE else row for row in estate.gates)
    return replace(estate, gates=tuple(gates))


def made(estate, *names, **asked):
    return undertaking(estate, Ask(dict.fromkeys(names, 0), NOW, **asked))


def backs(found):
    return back_at(found, plan(found.problem, seconds=0).starts)


def test_a_service_over_a_link_waits_for_the_gate_of_the_link_and_others_do_not(northmere):
    usual, late = backs(made(northmere, SERVERS, CARE)), backs(made(slow(northmere), SERVERS, CARE))
    assert late[EAST_FRONT] == LATE > usual[EAST_FRONT]
    assert late[FRONT] == usual[FRONT] < LATE


def test_a_gate_of_a_link_that_is_given_sooner_delays_nothing(northmere):
    found = made(northmere, SERVERS, CARE)
    starts = plan(found.problem, seconds=0).starts
    assert [(gate.id, at) for gate, at in links_at(found, starts)] == [(f"{LETTER}:{LINE}", (39 + 48) * H)]
    assert back_at(found, starts)[EAST_FRONT] == starts[f"{CARE}:accept"] + round(8 * 2.4 * H)


def test_a_gate_that_was_passed_is_waited_for_no_more(northmere):
    found = made(slow(northmere), SERVERS, CARE, passed=frozenset({(LINE, f"own:{LETTER}")}))
    assert (found.links, backs(found)[EAST_FRONT] < LATE) == ({}, True)


def test_a_link_that_nothing_out_is_needed_over_is_in_no_plan(northmere):
    found = made(slow(northmere), PHONES)
    assert found.links == {}
    assert LINE not in {name for row in found.problem.operations for name in (row.id, row.system)}


def test_a_gate_of_a_link_that_nobody_dated_leaves_out_what_needs_the_link_alone(northmere):
    found = made(slow(northmere, opens=None), SERVERS, CARE)
    left = {row.id: row.why for row in found.left}
    assert left[LINE].startswith("nobody has said when this gate can be asked for: Letter of assurance")
    assert left[EAST_FRONT] == f"it waits for {LINE}, which no plan brings back"
    assert FRONT in backs(found)


def with_other_way(estate, **other):
    """The same where the front door of Eastholt has a second way to what it needs."""
    ways = (replace(row, any_of="a") if (row.of, row.on) == (EAST_FRONT, CARE) else row for row in estate.needs)
    return replace(estate, needs=(*ways, Need(of=EAST_FRONT, any_of="a", **other)))


def test_of_two_alternatives_the_one_without_a_link_is_enough(northmere):
    found = made(with_other_way(slow(northmere), on=SERVERS), SERVERS, CARE)
    starts = plan(found.problem, seconds=0).starts
    assert back_at(found, starts)[EAST_FRONT] < LATE


def test_of_two_alternatives_over_links_each_waits_for_its_own(northmere):
    estate = with_other_way(slow(northmere), on=PHONES, via=(LINE,))
    assert backs(made(estate, SERVERS, CARE, PHONES))[EAST_FRONT] == LATE
    undated = made(slow(estate, opens=None), SERVERS, CARE, PHONES)
    why = next(row.why for row in undated.left if row.id == EAST_FRONT)
    assert why == f"it waits for {CARE} over {LINE} or {PHONES} over {LINE}, which no plan brings back"


def test_a_system_that_is_built_over_a_link_says_that_it_waits_for_the_link(northmere):
    needs = (*northmere.needs, Need(of=PHONES, on=SERVERS, via=(LINE,)))
    found = made(slow(replace(northmere, needs=needs)), SERVERS, PHONES)
    turns = {turn.system: turn for turn in turns_of(found, plan(found.problem, seconds=0).starts)}
    assert turns[PHONES].start_microhours >= LATE
    letter = "Letter of assurance from Northmere, accepted by Eastholt"
    line = "Northmere servers to Eastholt servers and back (route)"
    assert turns[PHONES].why.startswith(f"waits for the link from {line}: {letter}")
