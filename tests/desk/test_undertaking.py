"""An estate and what is out as a problem for the planner: work, waiting, gates, what is left out and why.

Law: the small estate is worked out by hand; every way of being left out is named.
Not here: the search (tests/engine/restore), the record and the pages.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from battlebox.desk.restore import Ask, back_at, turns_of, undertaking
from battlebox.engine import EngineError
from battlebox.engine.restore import plan
from battlebox.estate import MICROHOURS, Crew, Environment, Gate, GateKind, Need, Step, Work, estate_of
from desk.room import shipped

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
H = MICROHOURS
SERVERS, CARE, BENEFITS = "northmere.servers", "northmere.care", "northmere.benefits"
FRONT, EAST_FRONT = "northmere.child-front-door", "eastholt.child-front-door"


@pytest.fixture(scope="module")
def northmere():
    return estate_of(shipped("northmere"))


def bare(estate):
    """The same without works, gates and places: everything is as reckoned."""
    return replace(estate, works=(), gates=(), environments=())


def made(estate, *names, at=0, **asked):
    return undertaking(estate, Ask(dict.fromkeys(names, at), NOW, **asked))


def operation(found, name):
    return next(row for row in found.problem.operations if row.id == name)


def service(found, name):
    return next(row for row in found.problem.services if row.id == name)


def why_left(found):
    return {row.id: row.why for row in found.left}


def test_a_system_comes_back_in_four_steps_as_reckoned_with_work_spread_over_the_crews_days(northmere):
    found = made(bare(northmere), CARE)
    steps = [row for row in found.problem.operations if row.system == CARE]
    assert [row.id.rpartition(":")[2] for row in steps] == ["clear", "rebuild", "restore", "accept"]
    # Ten hours of work a day: eighty hours take eight days; clearing is nobody's of ours and runs round the clock.
    assert [row.microhours for row in steps] == [12 * H, 192 * H, round(12 * 2.4 * H), round(8 * 2.4 * H)]
    assert [row.uses for row in steps] == [(), *[(("northmere.crew", 1),)] * 3]
    assert [[wait.on for wait in row.after] for row in steps] == [[], [f"{CARE}:clear"], [f"{CARE}:rebuild"],
                                                               [f"{CARE}:restore"]]  # fmt: skip


def test_a_row_of_works_wins_and_no_records_need_no_restoring(northmere):
    found = made(northmere, SERVERS)
    rebuild = operation(found, f"{SERVERS}:rebuild")
    assert (rebuild.microhours, rebuild.uses) == (144 * H, (("northmere.crew", 3), ("northmere.clean-room", 1)))
    assert f"{SERVERS}:restore" not in {row.id for row in found.problem.operations}
    assert {row.id: row.capacity for row in found.problem.resources} == {
        "northmere.crew": 4, "northmere.clean-room": 2}  # fmt: skip


def test_what_a_system_needs_is_live_before_anything_is_built_on_it(northmere):
    found = made(northmere, SERVERS, CARE)
    assert f"{SERVERS}:accept" in [wait.on for wait in operation(found, f"{CARE}:rebuild").after]
    alone = made(northmere, CARE)
    assert [wait.on for wait in operation(alone, f"{CARE}:rebuild").after] == [f"{CARE}:clear"]


def test_what_stops_in_between_comes_back_by_itself_once_what_it_needs_is_back(northmere):
    found = made(northmere, SERVERS)
    assert [wait.on for wait in operation(found, f"{CARE}:back").after] == [f"{SERVERS}:accept"]
    assert operation(found, f"{CARE}:back").microhours == 0
    # Mail stands, so phones or mail is answered already: only the care records are waited for.
    assert service(found, FRONT).needs == ((f"{CARE}:back",),)


def test_of_alternatives_that_are_all_out_one_is_enough(northmere):
    found = made(northmere, CARE, "northmere.phones", "northmere.mail")
    assert service(found, FRONT).needs == ((f"{CARE}:accept",), ("northmere.phones:accept", "northmere.mail:accept"))


def test_hours_out_so_far_begin_when_the_service_stopped_and_one_that_holds_on_costs_nothing_yet(northmere):
    found = made(northmere, SERVERS, at=-10 * H)
    assert service(found, EAST_FRONT).so_far_microhours == 8 * H
    assert service(found, "northmere.housing-benefit").so_far_microhours == -38 * H
    now = made(northmere, SERVERS)
    assert service(now, FRONT).so_far_microhours == -2 * H
    assert (service(now, FRONT).base, service(now, FRONT).fallback_share) == (100, 0.5)


def test_a_service_that_would_stop_only_after_its_system_is_back_costs_nothing(northmere):
    quick = replace(bare(northmere), restore=replace(northmere.restore, clear_microhours=0, accept_microhours=0),
                    works=(Work("w", BENEFITS, Step.REBUILD, 4 * H), Work("v", BENEFITS, Step.RESTORE, 0)))  # fmt: skip
    found = made(quick, BENEFITS)
    answer = plan(found.problem, seconds=0)
    assert back_at(found, answer.starts) == {"northmere.housing-benefit": round(9.6 * H)}
    assert answer.harm == 0


def test_a_gate_with_a_lead_time_is_asked_for_after_the_step_before_and_stands_before_its_own(northmere):
    found = made(northmere, SERVERS, CARE)
    gates = {row.id: row for row in found.problem.gates}
    evidence = gates[f"northmere.servers-evidence:{SERVERS}"]
    assert (evidence.lead_microhours, evidence.released_microhours) == (24 * H, 24 * H)
    assert [wait.on for wait in evidence.after] == [f"{SERVERS}:clear"]
    assert evidence.id in operation(found, f"{SERVERS}:rebuild").gates
    monitored = gates[f"northmere.care-monitored:{CARE}"]
    assert monitored.expires_microhours == 72 * H
    assert monitored.id in operation(found, f"{CARE}:accept").gates
    # A row of the body is a gate of each of its systems.
    assert {f"northmere.decision:{SERVERS}", f"northmere.decision:{CARE}"} <= set(gates)


def test_every_system_has_the_nine_standard_gates_in_order_whether_they_take_time_or_not(northmere):
    found = made(bare(northmere), CARE)
    assert [gate.kind for gate in found.gates[CARE]] == list(GateKind)[:9]
    assert found.problem.gates == ()


def test_a_gate_that_was_passed_takes_no_more_time(northmere):
    found = made(northmere, SERVERS, passed=frozenset({(SERVERS, "evidence"), (SERVERS, "decision")}))
    assert [gate.id for gate in found.problem.gates] == ["shared.line-letter:shared.line"]


def test_a_gate_of_ones_own_is_passed_by_its_own_key_alone(northmere):
    own = (
        Gate("n.data", SERVERS, GateKind.OTHER, "data", MICROHOURS),
        Gate("n.x", SERVERS, GateKind.OTHER, "other", 1),
    )
    estate = replace(northmere, gates=tuple(replace(row, opens=NOW) for row in own))
    for passed in ("data", "other"):
        assert len(made(estate, SERVERS, passed=frozenset({(SERVERS, passed)})).problem.gates) == 2
    [left] = made(estate, SERVERS, passed=frozenset({(SERVERS, "own:n.data")})).problem.gates
    assert left.id == f"n.x:{SERVERS}"


def test_what_cannot_be_planned_is_left_out_by_name_with_all_that_waits_for_it_alone(northmere):
    found = made(northmere, SERVERS, CARE, "farwick.servers")
    assert why_left(found) == {
        "farwick.servers": "it has no crew",
        "farwick.homelessness-tonight": "it waits for farwick.servers, which no plan brings back",
    }
    undated = replace(northmere, gates=(Gate("g", SERVERS, GateKind.SOURCE),))
    left = why_left(made(undated, SERVERS, CARE))
    assert left[SERVERS] == "nobody has said when this gate can be asked for: clean source verified"
    assert left[CARE] == f"it waits for {SERVERS}, which no plan brings back"
    assert EAST_FRONT in left


NOBODY = {
    "it has no crew": lambda estate: replace(
        estate, systems=tuple(replace(row, crew=None) for row in estate.systems), works=()
    ),
    "nobody has said how many hours its rebuilding takes": lambda estate: replace(
        estate, systems=tuple(replace(row, rebuild_microhours=None) for row in estate.systems), works=()
    ),
    "nobody works in Northmere IT team": lambda estate: replace(
        estate, crews=(Crew("northmere.crew", "Northmere IT team", 0),)
    ),
    "to rebuild it takes 9 of Northmere IT team, and there are 4": lambda estate: replace(
        estate, works=(Work("w", SERVERS, Step.REBUILD, H, people=9),)
    ),
    "to rebuild it takes 2 places in Room, and there are 0": lambda estate: replace(
        estate,
        environments=(Environment("room", "Room", "clean room", 0),),
        works=(Work("w", SERVERS, Step.REBUILD, H, environment="room", uses=2),),
    ),
}


@pytest.mark.parametrize("why", NOBODY)
def test_a_system_that_nobody_can_rebuild_says_why(northmere, why):
    assert why_left(made(NOBODY[why](northmere), SERVERS))[SERVERS] == why


def test_a_service_that_is_out_by_itself_is_not_brought_back_by_any_system(northmere):
    found = made(northmere, "farwick.homelessness-tonight", CARE)
    assert why_left(found)["farwick.homelessness-tonight"].startswith("it is out by itself")
    seen = made(northmere, FRONT, CARE)
    assert FRONT not in why_left(seen)


def test_two_systems_that_are_out_and_need_each_other_are_refused_by_name(northmere):
    round_about = replace(northmere, needs=(*northmere.needs, Need(SERVERS, CARE)))
    with pytest.raises(EngineError) as wrong:
        made(round_about, SERVERS, CARE)
    names = "Northmere servers, Care records shared with Eastholt, Northmere servers"
    assert str(wrong.value) == f"none of these can begin, since each waits for the next: {names}"


def test_two_things_in_between_that_need_each_other_come_back_together(northmere):
    pair = (Need("northmere.phones", "northmere.mail"), Need("northmere.mail", "northmere.phones"))
    found = made(replace(northmere, needs=(*northmere.needs, *pair)), SERVERS)
    for name in ("northmere.phones", "northmere.mail"):
        assert [wait.on for wait in operation(found, f"{name}:back").after] == [f"{SERVERS}:accept"]
    assert plan(found.problem, seconds=0).harm > 0


def test_a_body_plans_its_own_and_waits_for_others_until_the_day_they_gave(northmere):
    both = dict.fromkeys((SERVERS, CARE, "eastholt.servers"), 0)
    alone = undertaking(northmere, Ask(both, NOW, body="eastholt"))
    assert set(alone.work) == {"eastholt.servers"}
    assert why_left(alone)[SERVERS] == "nobody has said when it is back: ask Northmere Council"
    assert EAST_FRONT in why_left(alone)
    told = undertaking(northmere, Ask(both, NOW, body="eastholt", back={SERVERS: 100 * H, CARE: 200 * H}))
    assert dict(told.waits) == {SERVERS: 100 * H, CARE: 200 * H}
    answer = plan(told.problem, seconds=0)
    assert back_at(told, answer.starts)[EAST_FRONT] == 200 * H
    assert all(row.system in ("", "eastholt.servers") for row in told.problem.operations)


def test_each_turn_says_what_it_waits_for_what_it_brings_back_and_what_a_day_later_costs(northmere):
    found = made(northmere, SERVERS, CARE, BENEFITS)
    answer = plan(found.problem, seconds=0)
    turns = turns_of(found, answer.starts)
    assert [turn.number for turn in turns] == [1, 2, 3]
    assert {turn.system for turn in turns[1:]} == {CARE, BENEFITS}
    care = next(turn for turn in turns if turn.system == CARE)
    assert care.why.startswith("waits for Northmere servers; brings back Child protection referrals")
    assert "Child protection referrals (Eastholt Council)" in care.why
    assert care.end_microhours - care.start_microhours >= sum(
        piece.end_microhours - piece.start_microhours for piece in care.pieces[1:]
    )
    assert care.crew == "northmere.crew"


def test_a_day_asked_for_that_has_passed_can_be_asked_for_at_once(northmere):
    late = undertaking(northmere, Ask({SERVERS: 0}, NOW + timedelta(days=30)))
    assert {gate.released_microhours for gate in late.problem.gates} == {0}


def region(northmere, count):
    """So many systems out, each on the one before the last ten, a service on every fourth."""
    crews = tuple(Crew(f"c{number}", f"Crew {number}", 5) for number in range(8))
    systems = tuple(
        replace(
            northmere.systems[0],
            system=f"s{number}",
            name=f"S {number}",
            crew=f"c{number % 8}",
            rebuild_microhours=8 * H,
        )
        for number in range(count)
    )
    services = tuple(
        replace(northmere.services[0], service=f"v{number}", name=f"V {number}") for number in range(0, count, 4)
    )
    needs = (
        *(Need(f"s{number}", f"s{number // 10}") for number in range(1, count)),
        *(Need(row.service, f"s{row.service[1:]}") for row in services),
    )
    return replace(northmere, systems=systems, services=services, needs=needs, crews=crews, works=(), gates=(),
                   channels=(), actions=(), paths=(), segments=())  # fmt: skip


def test_ten_thousand_systems_are_refused_in_a_sentence_and_two_thousand_planned_by_the_rules_at_once(northmere):
    large = region(northmere, 10_000)
    with pytest.raises(EngineError, match="cannot be planned at once"):
        made(large, *large.system_by_id)
    some = region(northmere, 2_000)
    answer = plan(made(some, *some.system_by_id).problem, seconds=0)
    assert answer.stage == "rule"
    assert answer.harm == min(answer.rules.values())


def test_an_alternative_outside_a_circle_opens_it(northmere):
    needs = (*northmere.needs, Need(of=SERVERS, on=CARE, any_of="a"), Need(of=SERVERS, on="northmere.mail", any_of="a"))
    estate = replace(northmere, needs=needs)
    assert {SERVERS, CARE} < made(estate, SERVERS, CARE, "northmere.mail").work.keys()
    estate = replace(estate, needs=(*needs, Need(of="northmere.mail", on=SERVERS)))
    with pytest.raises(EngineError, match="each waits for the next: Northmere servers"):
        made(estate, SERVERS, CARE, "northmere.mail")


def test_what_is_out_and_left_out_of_the_order_is_not_taken_as_back(northmere):
    found = made(northmere, BENEFITS, apart={SERVERS: 0, CARE: 0})
    # Benefits needs the servers, which nobody brings back by this order.
    assert [row.id for row in found.problem.services] == []
    left = why_left(found)
    assert left[BENEFITS] == f"it waits for {SERVERS}, which is not in this order"
    assert left[FRONT].endswith("which is not in this order")
    assert SERVERS not in left
    assert CARE not in left
    part = made(northmere, SERVERS, BENEFITS, apart={CARE: 0})
    assert FRONT not in {row.id for row in part.problem.services}
    assert why_left(part)[FRONT] == f"it waits for {CARE}, which is not in this order"
    assert CARE not in {row.id.partition(":")[0] for row in part.problem.operations}
