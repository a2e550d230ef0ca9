"""What is asked of a plan once it stands: why each system is where it is, what if, and how to go on after a slip."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest
from councils import council

from battlebox.engine import EngineError
from battlebox.engine.restore import (
    After,
    Gate,
    Operation,
    Problem,
    Resource,
    Stopped,
    as_placed,
    faults_of,
    harm_of_plan,
    held,
    helped,
    plan,
    replan,
    slipped,
    waived,
    what_if,
    why,
)
from engine.restore.problems import HOUR, tiny

CREW = (("crew", 1),)


def two() -> Problem:
    """Mail first (the directory is waited for), then pay, one crew for both; the police release mail."""
    return Problem(
        (
            Operation("directory", 2 * HOUR, system="directory"),
            Operation("mail", 4 * HOUR, CREW, (After("directory"),), gates=("release",), system="mail"),
            Operation("pay", 3 * HOUR, CREW, (After("mail"),), system="pay"),
            Operation("parks", 1 * HOUR, CREW, (After("mail"),), system="parks"),
        ),
        (Resource("crew", 1),),
        (Gate("release", 1 * HOUR, 4 * HOUR),),
        (
            Stopped("help", (("mail",),), 10.0, 90 * HOUR, 99 * HOUR),
            Stopped("wages", (("pay",),), 3.0, 90 * HOUR, 99 * HOUR),
        ),
    )


def test_each_place_says_what_it_waits_for_and_what_it_unlocks():
    problem = two()
    places = {place.system: place for place in why(problem, plan(problem, seconds=0).starts)}
    assert [place.system for place in sorted(places.values(), key=lambda p: p.number)] == [
        "directory",
        "mail",
        "pay",
        "parks",
    ]
    assert (places["mail"].wait.kind, places["mail"].wait.on) == ("gate", "release")
    assert (places["pay"].wait.kind, places["pay"].wait.on) == ("need", "mail")
    assert (places["parks"].wait.kind, places["parks"].wait.on) == ("resource", "pay")
    assert places["parks"].wait.resource == "crew"
    assert places["directory"].wait.kind == "nothing"
    assert places["mail"].unlocks == ("help", "wages")
    assert places["mail"].harm_an_hour == 13.0
    assert places["parks"].unlocks == ()


def test_what_a_day_and_a_swap_cost_is_what_the_checker_says_of_it():
    problem = two()
    found = plan(problem, seconds=0)
    places = {place.system: place for place in why(problem, found.starts)}
    assert places["mail"].held_a_day == pytest.approx(24 * 13.0)
    assert places["pay"].held_a_day == pytest.approx(24 * 3.0)
    assert places["parks"].held_a_day == 0.0
    assert places["directory"].slack_microhours == 3 * HOUR  # The gate is given an hour after four, whatever it does.
    assert places["pay"].slack_microhours == 0
    assert places["pay"].swap_after == pytest.approx(3.0)  # Parks takes an hour, and wages wait for it.
    assert places["parks"].swap_before == places["pay"].swap_after


def test_what_if_somebody_helps_a_system_is_held_or_a_gate_is_waived():
    problem = two()
    starts = plan(problem, seconds=0).starts
    assert what_if(problem, starts, waived(problem, "release"), seconds=0).same_order == pytest.approx(
        harm_of_plan(problem, starts) - 3 * 13.0
    )
    day = what_if(problem, starts, held(problem, "pay", 24 * HOUR, starts), seconds=0.1)
    assert day.same_order - day.before == pytest.approx(72.0)
    busy = replace(problem, operations=tuple(replace(row, after=(), gates=()) for row in problem.operations))
    first = plan(busy, seconds=0).starts
    more = what_if(busy, first, helped(busy, "crew"), seconds=0.1)
    assert more.planned_anew <= more.same_order < more.before
    for change in (
        lambda: waived(problem, "ghost"),
        lambda: helped(problem, "ghost"),
        lambda: held(problem, "ghost", 1, starts),
    ):
        with pytest.raises(EngineError, match="the question names ghost, which is not there"):
            change()


def test_after_a_slip_what_has_begun_stays_and_three_ways_stand_side_by_side():
    problem = council(40, 3)
    old = plan(problem, seconds=1.5).starts
    now = 40 * HOUR
    running = [row for row in problem.operations if old[row.id] < now < old[row.id] + row.microhours and row.uses]
    late = max(running, key=lambda row: row.microhours)
    after = slipped(problem, old, now, {late.id: late.microhours + 36 * HOUR})
    ways = replan(after, old, seconds=1.5)
    for way in (ways.keep, ways.gentle, ways.free):
        assert faults_of(after, way.starts) == []
        assert way.harm == pytest.approx(harm_of_plan(after, way.starts))
        assert all(way.starts[row.id] == old[row.id] for row in problem.operations if old[row.id] < now)
        assert all(way.starts[row.id] >= now for row in problem.operations if old[row.id] >= now)
    assert ways.free.harm <= ways.gentle.harm <= ways.keep.harm
    assert ways.gentle.moved <= max(ways.left // 20, ways.keep.moved)
    assert ways.advised.name in {"keep", "gentle"}


def test_nothing_slipped_nothing_moved():
    problem = council(20, 1)
    old = plan(problem, seconds=0).starts
    ways = replan(slipped(problem, old, 30 * HOUR, {}), old, seconds=0.2)
    assert ways.keep.moved == 0
    assert ways.keep.harm == pytest.approx(harm_of_plan(problem, old))


def test_every_place_of_a_council_has_a_reason():
    problem = council(60, 2)
    found = plan(problem, seconds=1)
    places = why(problem, found.starts)
    assert len(places) == 60
    assert sum(place.wait.kind == "nothing" for place in places) <= 12
    assert {place.wait.kind for place in places} >= {"need", "resource"}
    assert any(place.held_a_day == 0 for place in places)
    assert any((place.held_a_day or 0) > 0 for place in places)


def test_held_for_a_day_is_the_same_figure_in_why_and_in_what_if():
    problem = council(12, 3)
    starts = as_placed(problem, plan(problem, seconds=0).starts)
    for place in why(problem, starts):
        changed = held(problem, place.system, 24 * HOUR, starts)
        found = what_if(problem, starts, changed, seconds=0)
        assert found.same_order - found.before == pytest.approx(place.held_a_day)


def test_a_system_at_which_work_began_stands_before_those_that_have_not_begun():
    problem = two()
    rows = [*problem.operations[:3], Operation("parks", HOUR, CREW, begun_microhours=0, system="parks"),
            Operation("parks:accept", 9 * HOUR, CREW, (After("parks"), After("pay")), system="parks")]  # fmt: skip
    late = replace(problem, operations=tuple(rows), now_microhours=HOUR)
    order = why(late, plan(late, seconds=0).starts)
    assert order[0].system == "parks"
    assert order[0].start_microhours > order[1].start_microhours


def test_what_could_be_held_for_a_time_costs_nothing_when_it_is():
    tried = 0
    for seed in range(60):
        problem = tiny(Random(seed), most=9)
        try:
            starts = plan(problem, seconds=0).starts
        except EngineError:
            continue
        for place in why(problem, starts):
            if place.slack_microhours:
                change = held(problem, place.system, place.slack_microhours, starts)
                answer = what_if(problem, starts, change, seconds=0)
                assert answer.same_order <= answer.before + 1e-6, (seed, place.system)
                assert place.slack_microhours < 24 * HOUR or place.held_a_day == 0, (seed, place.system)
                tried += 1
    assert tried > 30


def test_a_place_for_which_there_was_no_time_says_so_and_has_no_costs():
    problem = council(20, 1)
    starts = plan(problem, seconds=0).starts
    tried, cut = why(problem, starts), why(problem, starts, seconds=0)
    assert all(place.is_tried for place in tried)
    assert [place.system for place in cut] == [place.system for place in tried]
    for place, whole in zip(cut, tried, strict=True):
        assert not place.is_tried
        assert (place.held_a_day, place.swap_before, place.swap_after, place.slack_microhours) == (None, None, None, 0)
        assert (place.wait, place.unlocks, place.harm_an_hour) == (whole.wait, whole.unlocks, whole.harm_an_hour)
