"""What went live without gates stands on every paper, and gates that wait are somebody's next action."""

from __future__ import annotations

import pytest

from battlebox.desk import Role
from battlebox.desk.command import draft_handover, draft_report, next_steps
from battlebox.desk.gate import Going, Result
from battlebox.desk.picture import Suspicion
from battlebox.desk.record import Handling, State, course_of, stand
from battlebox.desk.restore import Progress, Worked, record_work
from battlebox.estate import Step
from battlebox.marking import Tlp
from desk.restoring import CARE, SERVERS, STANDARD, Restoring
from desk.room import SHARED, officer

TITLE = "Past their gates: live, worked on or waived; interim access"


@pytest.fixture
def at():
    made = Restoring()
    made.believe()
    return made


def on_paper(at, *, handling=SHARED, body="northmere"):
    report = draft_report(at.room.sight(body), at.used(body), handling=handling)
    return next(part.lines for part in report.sections if part.title == TITLE)


def steps(at, role, body="northmere"):
    sight = at.room.sight(body, role)
    found = next_steps(sight, course_of(sight), at.picture(body))
    return {(step.words, step.why) for step in found if step.page in ("gates_of", "end_interim")}


def test_a_report_and_a_hand_over_note_say_none_where_there_is_none(at):
    assert on_paper(at) == ("none",)
    note = draft_handover(at.room.sight("northmere"), at.used(), Role.TACTICAL)
    assert next(part.lines for part in note if part.title == TITLE) == ("none",)


def test_they_say_what_is_live_without_gates_waived_or_on_interim_access(at):
    at.answer("hardened", Result.WAIVED, reason="no second factor")
    at.go(Going.WITHOUT_GATES, reason="pay day")
    at.lend()
    lines = on_paper(at)
    assert lines[0].startswith("Northmere servers is live without gates since Mon 23 Nov 2026, 02:40")
    assert "the gate hardened is waived" in lines[1]
    assert lines[2].startswith(
        "interim access to Care records shared with Eastholt, read-only extract: until Wed 25 Nov"
    )
    note = draft_handover(at.room.sight("northmere"), at.used(), Role.TACTICAL)
    assert next(part.lines for part in note if part.title == TITLE) == lines


def test_work_that_began_past_a_gate_stands_under_a_heading_that_names_it(at):
    at.answer("evidence", Result.HELD, ask="the duty line of the crime unit", who="regional cyber crime unit")
    said = Worked(SERVERS, Step.REBUILD, Progress.BEGUN, at.now, "server team")
    record_work(at.record, at.used().estate, officer("northmere", Role.OPERATIONAL), said, handling=SHARED)
    assert on_paper(at)[0].startswith("Work on Northmere servers (rebuild) began ")
    for kind in ("live", "worked on", "waived", "interim access"):
        assert kind in TITLE
    note = draft_handover(at.room.sight("northmere"), at.used(), Role.TACTICAL)
    assert next(part.lines for part in note if part.title == TITLE) == on_paper(at)


def test_a_paper_says_only_what_all_who_get_it_may_read(at):
    at.go(Going.WITHOUT_GATES, reason="pay day", handling=Handling())
    assert on_paper(at) == ("none",)
    assert on_paper(at, handling=Handling(Tlp.AMBER_STRICT)) != ("none",)
    assert on_paper(at, body="eastholt") == ("none",)


def test_the_first_gate_that_waits_is_the_next_action_of_those_who_do_the_work(at):
    words = "Northmere servers: have its evidence imaged, and have it released"
    assert steps(at, Role.OPERATIONAL) == {(words, "the gate evidence is not answered; P1 services rest on it")}
    at.answer()
    assert {said for said, _ in steps(at, Role.OPERATIONAL)} == {
        "Northmere servers: say what the attacker did on it, or accept the risk"
    }


def test_what_the_police_hold_names_whom_to_ask(at):
    at.answer("evidence", Result.HELD, who="the police", ask="DI Shah")
    why = "held by the police; ask DI Shah; P1 services rest on it"
    assert ("Northmere servers: ask DI Shah to release it", why) in steps(at, Role.STRATEGIC)


def test_the_service_is_asked_for_its_data_once_all_before_is_answered(at):
    asked = "Care records shared with Eastholt: have the data checked by the service"
    for body in ("northmere", "eastholt"):
        assert asked not in {words for words, _ in steps(at, Role.SERVICE_LEAD, body)}
    at.believe(CARE, Suspicion.SUSPECTED)
    at.pass_all(CARE, leaving=STANDARD[6:])
    for body in ("northmere", "eastholt"):
        assert asked in {words for words, _ in steps(at, Role.SERVICE_LEAD, body)}


def test_gold_decides_and_then_says_that_it_is_live(at):
    at.pass_all(leaving=("decision",))
    assert steps(at, Role.STRATEGIC) == {
        (
            "Northmere servers: decide whether it goes live, and how it comes off again",
            "every gate before it is answered",
        )
    }
    at.answer("decision", reference="DA-1")
    assert {words for words, _ in steps(at, Role.STRATEGIC)} == {"Northmere servers: say that it is live"}
    at.go()
    assert steps(at, Role.STRATEGIC) == set()


def test_live_without_gates_comes_back_to_gold_and_silver_until_it_is_mended(at):
    at.pass_all(leaving=("source",))
    at.go(Going.WITHOUT_GATES, reason="pay day")
    wanted = ("Northmere servers: answer its gates, or take it off", "it is live without gates: clean source")
    assert wanted in steps(at, Role.STRATEGIC)
    assert steps(at, Role.STRATEGIC, "eastholt") == set()
    stand(at.record, officer("northmere"), State.STOOD_DOWN, why="over", handling=SHARED)
    assert wanted in steps(at, Role.STRATEGIC)


def test_interim_access_that_ran_out_is_the_next_action_of_the_body_that_gave_it(at):
    at.lend()
    at.room.watch.pass_by(hours=49)
    wanted = "End interim access to Care records shared with Eastholt, or give it anew"
    assert wanted in {words for words, _ in steps(at, Role.SERVICE_LEAD)}
    assert wanted not in {words for words, _ in steps(at, Role.SERVICE_LEAD, "eastholt")}
