"""Gates: which systems stand on the board, what an answer must say, who may give it, and what two people write."""

from __future__ import annotations

from datetime import timedelta

import pytest

from battlebox.desk import DeskCode, Role
from battlebox.desk.command import Review, Verdict, review_decision
from battlebox.desk.gate import Refers, Result, answers_told
from battlebox.desk.picture import Condition, Suspicion, give_order
from battlebox.desk.record import Handling, Sight, State, stand
from desk.restoring import CARE, SERVERS, STANDARD, Restoring, refused
from desk.room import SHARED, officer


@pytest.fixture
def at():
    return Restoring()


# ── the board ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_nothing_stands_on_the_board_while_nothing_is_wrong(at):
    assert at.board() == {}


def test_what_is_suspected_isolated_or_out_stands_on_it_and_says_why(at):
    at.believe("northmere.mail", Suspicion.SUSPECTED)
    at.see(SERVERS, Condition.OUT)
    estate = at.used().estate
    give_order(at.record, estate, officer("northmere"), "northmere.isolate-backups", who="storage", handling=SHARED)
    whys = {name: row.why for name, row in at.board().items()}
    assert whys["northmere.mail"] == ("suspected",)
    assert whys[SERVERS] == ("seen out",)
    assert whys["northmere.backups"] == ("order given",)
    assert whys[CARE] == ("out by the model",)
    assert "eastholt.mail" not in whys


def test_a_system_has_the_nine_gates_in_order_and_none_is_answered(at):
    at.believe()
    row = at.board()[SERVERS]
    assert tuple(each.gate.key for each in row.gates) == STANDARD
    assert {each.stands.value for each in row.gates} == {"not answered"}
    assert row.answered == 0


def test_what_was_out_and_works_stays_on_the_board(at):
    at.see(SERVERS, Condition.OUT)
    at.room.watch.pass_by(hours=1)
    at.see(SERVERS, Condition.WORKING)
    assert at.board()[SERVERS].why == ("seen out before",)


# ── an answer ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_pass_keeps_its_evidence_reference_who_and_when(at):
    saved = at.answer(refers=Refers.SHEET, reference="SH-7")
    said = next(each for each in at.gates().gates if each.gate.key == "evidence").said[0]
    assert (said.number, said.value.evidence, said.value.who) == (
        saved.number,
        "disk 1 and 2, in the safe",
        "forensic firm",
    )
    assert (said.value.refers, said.value.reference, said.value.at) == (Refers.SHEET, "SH-7", at.now)
    assert at.stands("evidence") == "passed"
    line = at.room.sight("northmere").line(saved.entry)
    assert line.header.kind == "gate:passed"
    assert line.words == (
        "Northmere servers, gate evidence: passed by forensic firm\ndisk 1 and 2, in the safe\nsee sheet SH-7"
    )


@pytest.mark.parametrize(
    ("result", "more", "words"),
    [
        (Result.PASSED, {"evidence": " "}, "the evidence is blank"),
        (Result.FAILED, {"evidence": ""}, "the evidence is blank"),
        (Result.PASSED, {"who": ""}, "who checked it is blank"),
        (Result.WAIVED, {"reason": "  "}, "why it is waived is blank"),
        (Result.WAIVED, {"reason": "needed", "who": ""}, "who waives it is blank"),
        (Result.HELD, {"ask": ""}, "whom to ask is blank"),
        (Result.HELD, {"ask": "DI Shah", "who": ""}, "who holds it is blank"),
        (Result.PASSED, {"evidence": "x" * 20_001}, "the evidence is 20001 characters long, and 20000 fit"),
        (Result.PASSED, {"refers": Refers.ENTRY, "reference": "Z-99"}, "Z-99 is no entry that you may read"),
    ],
)
def test_a_blank_or_a_reference_to_nothing_is_refused_in_words(at, result, more, words):
    assert words in str(refused(lambda: at.answer("evidence", result, **more)))
    assert at.stands("evidence") == "not answered"


def test_a_time_to_come_is_refused(at):
    wrong = refused(lambda: at.answer(at=at.now + timedelta(days=3)))
    assert str(wrong) == "when lies about 3 days ahead of this desk's own time"


@pytest.mark.parametrize("result", [Result.PASSED, Result.FAILED, Result.HELD, Result.WAIVED])
def test_a_time_from_long_before_the_incident_began_is_refused(at, result):
    more = {"reason": "needed tonight", "ask": "DI Shah"}
    wrong = refused(lambda: at.answer(result=result, at=at.now - timedelta(days=2_000), **more))
    assert str(wrong) == "when lies before the day before the incident began (Sun 22 Nov 2026, 02:40)"
    assert wrong.hint == "check the date and the time of both"
    assert at.stands("evidence") == "not answered"
    at.answer(result=result, at=at.now - timedelta(hours=23), **more)


def test_a_system_or_a_gate_that_is_not_there_is_refused(at):
    assert str(refused(lambda: at.answer(system="northmere.server"))).startswith(
        "the estate has no system northmere.server; the n"
    )
    assert refused(lambda: at.answer("lunch")).code is DeskCode.NOT_SEEN


def test_what_the_police_hold_is_not_answered_and_says_whom_to_ask(at):
    at.answer("evidence", Result.HELD, who="the regional cyber unit", ask="DI Shah, 0161 case 12")
    assert at.stands("evidence") == "held"
    assert at.why("evidence") == ("held by the regional cyber unit; ask DI Shah, 0161 case 12",)
    assert not at.gates().gates[0].stands.is_answered


def test_a_failed_gate_keeps_it_from_going_live_like_one_that_nobody_answered(at):
    at.answer("source", Result.FAILED, evidence="the copy is of the week after")
    waits = [each.gate.key for each in at.gates().waits]
    assert waits == list(STANDARD)


# ── who may ──────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("role", [Role.STRATEGIC, Role.TACTICAL])
def test_gold_and_silver_of_the_host_waive(at, role):
    at.answer("hardened", Result.WAIVED, reason="no second factor exists for it", by=officer("northmere", role))
    assert at.stands("hardened") == "waived"


@pytest.mark.parametrize("role", [each for each in Role if each not in (Role.STRATEGIC, Role.TACTICAL)])
def test_nobody_else_waives(at, role):
    wrong = refused(lambda: at.answer("hardened", Result.WAIVED, reason="late", by=officer("northmere", role)))
    assert wrong.code is DeskCode.NOT_ALLOWED
    assert "may not waive a gate" in str(wrong)


@pytest.mark.parametrize("role", [Role.OBSERVER, Role.COMMUNICATIONS, Role.PARTNER_LIAISON])
def test_some_roles_answer_no_gate(at, role):
    assert refused(lambda: at.answer(by=officer("northmere", role))).code is DeskCode.NOT_ALLOWED


def test_another_body_answers_only_for_data_that_are_its_own_too(at):
    lead = officer("eastholt")
    wrong = refused(lambda: at.answer("evidence", system=CARE, by=lead))
    assert str(wrong) == "a gate of `Care records shared with Eastholt` is northmere's, so eastholt may not answer it"
    at.answer("data", system=CARE, by=lead, evidence="fifty open cases compared with paper; gap from 22 to 24 Nov")
    assert at.stands("data", CARE) == "passed"
    assert (
        refused(lambda: at.answer("data", Result.WAIVED, system=CARE, by=lead, reason="r")).code is DeskCode.NOT_YOURS
    )
    assert refused(lambda: at.answer("data", by=officer("farwick"))).code is DeskCode.NOT_YOURS


def test_data_that_a_sharing_body_found_wrong_are_not_passed_by_its_host(at):
    lead = officer("eastholt")
    at.answer("data", Result.FAILED, system=CARE, by=lead, evidence="a week of visits is missing")
    at.answer("data", system=CARE)
    assert at.stands("data", CARE) == "failed"
    assert "Eastholt" in at.why("data", CARE)[0]
    assert "answered failed for its own service (B-" in at.why("data", CARE)[0]
    at.answer("data", system=CARE, by=lead, evidence="the week was keyed in")
    assert at.stands("data", CARE) == "passed"
    at.answer("data", Result.FAILED, system=CARE, by=lead, evidence="another week is missing")
    at.answer("data", Result.WAIVED, system=CARE, reason="paper covers it", who="duty Gold")
    assert at.stands("data", CARE) == "waived"


def test_each_council_sees_what_its_audience_allows(at):
    at.believe()
    at.answer("evidence", handling=Handling())
    at.answer("scope")
    assert (at.stands("evidence"), at.stands("scope")) == ("passed", "passed")
    assert (at.stands("evidence", body="eastholt"), at.stands("scope", body="eastholt")) == ("not answered", "passed")
    stranger = Sight.of(at.record, officer("farwick"))
    assert not any(line.header.kind.startswith("gate:") and line.words for line in stranger.lines())
    assert not answers_told(stranger, SERVERS, "scope")


# ── decisions, two versions, corrections ─────────────────────────────────────────────────────────────────────────────


def test_the_decision_must_be_one_that_can_be_read(at):
    assert "the decision is blank" in str(refused(lambda: at.answer("decision")))
    wrong = refused(lambda: at.answer("decision", refers=Refers.SHEET, reference="DA-1"))
    assert str(wrong) == "DA-1 is no decision that you may read, so it cannot be named here"
    note = at.answer("evidence").number
    assert "no decision" in str(refused(lambda: at.answer("decision", reference=note)))
    at.decide()
    at.answer("decision", reference="da-1")
    assert at.stands("decision") == "passed"


def test_a_decision_that_falls_opens_its_gate(at):
    made = at.decide()
    at.answer("decision", reference="DA-1")
    lead = officer("northmere")
    review_decision(at.record, lead, made.thing, Review(Verdict.STANDS, "still right"), handling=SHARED)
    assert at.stands("decision") == "passed"
    fell = review_decision(at.record, lead, made.thing, Review(Verdict.FALLS, "the copy was bad"), handling=SHARED)
    assert at.stands("decision") == "open again"
    assert at.why("decision") == (f"the decision DA-1 does not hold any more ({fell.number})",)


def test_two_who_answer_at_once_are_shown_and_neither_counts_until_it_is_settled(at):
    first = at.answer("scope", over=frozenset())
    second = at.answer("scope", Result.FAILED, over=frozenset(), by=officer("northmere", Role.OPERATIONAL))
    assert at.stands("scope") == "two versions"
    assert at.why("scope") == (f"{second.number} and {first.number} were written beside each other",)
    at.answer("scope", over=frozenset({first.entry, second.entry}))
    assert at.stands("scope") == "passed"


def test_a_correction_points_back_and_a_new_answer_does_not(at):
    first = at.answer("scope")
    again = at.answer("scope", Result.FAILED)
    assert at.record.corrections(first.entry) == []
    at.answer("scope", mends=True)
    assert [line.header.about["corrects"] for line in at.record.corrections(again.entry)] == [again.entry]
    told = answers_told(at.room.sight("northmere"), SERVERS, "scope")
    assert [each.value.result.value for each in told] == ["passed", "failed", "passed"]


def test_a_closed_incident_takes_no_answer(at):
    lead = officer("northmere")
    stand(at.record, lead, State.STOOD_DOWN, why="over", handling=SHARED)
    stand(at.record, lead, State.CLOSED, why="done", no_debrief="small", handling=SHARED)
    assert refused(at.answer).code is DeskCode.CLOSED
    assert refused(at.sign).code is DeskCode.CLOSED
    assert refused(at.lend).code is DeskCode.CLOSED
    assert refused(lambda: at.go(reason="r")).code in (DeskCode.CLOSED, DeskCode.GATES_WAIT)
    assert at.stands("evidence") == "not answered"
