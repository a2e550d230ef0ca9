"""Going live: not past a gate that waits, without gates only loudly; and what a system needs."""

from __future__ import annotations

from datetime import timedelta

import pytest

from battlebox.desk import DeskCode, Role
from battlebox.desk.gate import Going, Matter, Result
from battlebox.desk.picture import Condition, Stage, Suspicion, give_order, move_order
from battlebox.desk.record import Handling
from desk.restoring import CARE, SERVERS, STANDARD, Restoring, refused
from desk.room import SHARED, officer


@pytest.fixture
def at():
    made = Restoring()
    made.believe()
    return made


def matters(at, body="northmere"):
    return [(loud.matter, loud.system) for loud in at.loud(body)]


# ── live ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_system_cannot_go_live_while_a_gate_waits_and_the_refusal_names_it(at):
    at.pass_all(leaving=("source", "data"))
    wrong = refused(at.go)
    assert wrong.code is DeskCode.GATES_WAIT
    assert str(wrong) == "`Northmere servers` cannot go live: 2 gates are not answered (clean source, data)"
    assert "live without gates" in wrong.hint
    at.answer("source")
    at.answer("data", Result.FAILED, evidence="a week is missing")
    assert str(refused(at.go)) == "`Northmere servers` cannot go live: one gate is not answered (data)"
    at.answer("data", Result.HELD, who="the insurer", ask="claims desk")
    assert refused(at.go).code is DeskCode.GATES_WAIT


def test_with_every_gate_answered_it_goes_live_and_nothing_is_loud(at):
    at.pass_all()
    saved = at.go()
    assert at.room.sight("northmere").line(saved.entry).header.kind == "system:live"
    assert at.gates().is_live
    assert not at.gates().is_without_gates
    assert matters(at) == []


def test_what_was_used_before_its_gates_were_answered_was_live_without_them(at):
    began = at.now
    at.room.watch.pass_by(hours=48)
    at.pass_all()
    wrong = refused(lambda: at.go(at=began + timedelta(hours=8)))
    assert wrong.code is DeskCode.GATES_LATER
    assert "`Northmere servers` was not past its gates then: 9 gates were answered only afterwards (" in str(wrong)
    assert "live without them" in wrong.hint
    saved = at.go(Going.WITHOUT_GATES, at=began + timedelta(hours=8), reason="telecare could not wait")
    line = at.room.sight("northmere").line(saved.entry)
    assert line.header.kind == "gate:skipped"
    assert line.header.about["missing"] == 9
    assert matters(at) == []
    at.go()


def test_a_gate_counts_from_the_time_of_its_answer_and_a_corrected_answer_does_not_count(at):
    began = at.now
    at.pass_all(leaving=("data",))
    at.room.watch.pass_by(hours=10)
    first = at.answer("data", at=began)
    checked = at.now
    at.answer("data", at=checked, mends=True, over=frozenset({first.entry}))
    wrong = refused(lambda: at.go(at=checked - timedelta(hours=1)))
    assert "one gate was answered only afterwards (data)" in str(wrong)
    at.go(at=checked)


def test_a_waived_gate_lets_it_live_and_stays_loud(at):
    at.pass_all(leaving=("hardened",))
    at.answer("hardened", Result.WAIVED, reason="it has no second factor", who="duty Gold")
    at.go()
    assert matters(at) == [(Matter.WAIVED, SERVERS)]
    assert at.loud()[0].words.startswith("Northmere servers: the gate hardened is waived by duty Gold (")
    assert at.loud()[0].words.endswith("because it has no second factor")


def test_live_without_gates_is_recorded_with_what_was_missing_and_is_loud_until_it_is_answered(at):
    at.pass_all(leaving=("source", "monitored"))
    assert "why is blank" in str(refused(lambda: at.go(Going.WITHOUT_GATES)))
    saved = at.go(Going.WITHOUT_GATES, reason="telecare cannot wait")
    line = at.room.sight("northmere").line(saved.entry)
    assert line.header.kind == "gate:skipped"
    assert line.words == (
        "Northmere servers: live without gates, says duty Gold\nmissing: clean source, watched\n"
        "because telecare cannot wait"
    )
    assert matters(at) == [(Matter.WITHOUT_GATES, SERVERS)]
    assert (
        "Not answered: clean source and watched. Said by duty Gold, because telecare cannot wait" in at.loud()[0].words
    )
    assert matters(at, "eastholt") == matters(at)
    at.answer("source")
    assert "Not answered: watched." in at.loud()[0].words
    at.answer("monitored")
    assert at.gates().is_live
    assert matters(at) == []


def test_gates_that_open_again_once_it_is_live_without_gates_are_named_beside_those_that_were_missing(at):
    at.pass_all(leaving=("source",))
    at.answer("hardened", Result.WAIVED, reason="it has no second factor", who="duty Gold")
    at.go(Going.WITHOUT_GATES, reason="telecare cannot wait")
    before = at.loud()[0]
    assert "Open again" not in before.words
    at.sign()
    after = at.loud()[0]
    assert "Not answered: clean source. Open again since: scope, watched, owner and decision. Said by" in after.words
    assert after.key != before.key
    at.answer("source")
    (told,) = [each.words for each in at.loud() if each.matter is not Matter.WAIVED]
    assert "is to be looked at again: scope, watched, owner and decision" in told


def test_a_gate_that_fails_once_it_is_live_is_to_be_looked_at_again(at):
    at.pass_all()
    at.go()
    at.answer("data", Result.FAILED, evidence="a week is missing")
    assert matters(at) == [(Matter.LOOK_AGAIN, SERVERS)]
    assert at.loud()[0].words == "Northmere servers is live and is to be looked at again: data (failed)"


def test_nothing_is_live_without_gates_that_has_them_all(at):
    at.pass_all()
    wrong = refused(lambda: at.go(Going.WITHOUT_GATES, reason="why not"))
    assert str(wrong) == "`Northmere servers` is past all its gates, so it cannot be live without them"


def test_what_went_live_can_be_taken_off_again_and_nothing_else_can(at):
    assert "is not recorded as live" in str(refused(lambda: at.go(Going.OFF, reason="it hangs")))
    at.go(Going.WITHOUT_GATES, reason="pay day")
    at.go(Going.OFF, reason="it hangs")
    assert not at.gates().is_live
    assert matters(at) == []


@pytest.mark.parametrize("role", [Role.OBSERVER, Role.COMMUNICATIONS, Role.SERVICE_LEAD, Role.PARTNER_LIAISON])
def test_some_roles_let_nothing_live(at, role):
    at.pass_all()
    assert refused(lambda: at.go(by=officer("northmere", role))).code is DeskCode.NOT_ALLOWED


def test_only_its_host_says_that_a_system_is_live(at):
    at.pass_all()
    for body in ("eastholt", "farwick"):
        assert refused(lambda body=body: at.go(by=officer(body))).code is DeskCode.NOT_YOURS


def test_a_time_to_come_and_a_system_that_is_not_there_are_refused(at):
    at.pass_all()
    assert refused(lambda: at.go(at=at.now + timedelta(days=2))).code is DeskCode.FUTURE
    long_ago = refused(lambda: at.go(at=at.now - timedelta(days=2_000)))
    assert "when lies before the day before the incident began" in str(long_ago)
    assert refused(lambda: at.go(system="northmere.server")).code is DeskCode.UNKNOWN_ID


def test_two_who_record_it_at_once_are_both_kept_and_the_loud_one_counts(at):
    at.pass_all(leaving=("owner",))
    skipped = at.go(Going.WITHOUT_GATES, reason="now", over=frozenset())
    at.answer("owner")
    at.go(over=frozenset())
    assert len(at.gates().gone) == 2
    assert at.gates().is_live
    at.answer("owner", Result.FAILED, evidence="she takes it back")
    assert matters(at) == [(Matter.WITHOUT_GATES, SERVERS)]
    assert skipped.number in at.loud()[0].words


# ── in use, and nobody said so ───────────────────────────────────────────────────────────────────────────────────────


def test_what_was_out_and_is_seen_working_is_loud_until_somebody_says_how_it_went_live(at):
    at.see(SERVERS, Condition.OUT)
    at.room.watch.pass_by(hours=2)
    assert matters(at) == []
    at.see(SERVERS, Condition.WORKING)
    assert matters(at) == [(Matter.UNSAID, SERVERS)]
    assert "is in use again with 9 gates before it not answered: evidence, scope" in at.loud()[0].words
    at.go(Going.WITHOUT_GATES, reason="somebody plugged it in")
    assert matters(at) == [(Matter.WITHOUT_GATES, SERVERS)]


def test_an_order_that_is_undone_before_the_gates_is_loud(at):
    estate, lead = at.used().estate, officer("northmere")
    give_order(at.record, estate, lead, "northmere.isolate-servers", who="duty engineer", handling=SHARED)
    assert matters(at) == []
    move_order(
        at.record, estate, lead, "northmere.isolate-servers", Stage.REOPENED, who="duty engineer", handling=SHARED
    )
    assert matters(at) == [(Matter.UNSAID, SERVERS)]
    at.pass_all()
    assert matters(at) == []


# ── what a system needs ──────────────────────────────────────────────────────────────────────────────────────────────


def needs(at, system):
    return {each.thing: (each.is_verified, each.why) for each in at.gates(system).needs}


def test_what_it_needs_is_worked_out_from_the_estate(at):
    assert needs(at, CARE) == {SERVERS: (False, "it is confirmed")}
    at.believe(SERVERS, Suspicion.UNKNOWN)
    assert needs(at, CARE) == {SERVERS: (False, "nobody has spoken of it")}
    at.believe(SERVERS, Suspicion.CLEAR)
    assert needs(at, CARE) == {SERVERS: (True, "no sign found, says the night engineer")}
    at.room.watch.pass_by(hours=13)
    assert needs(at, CARE)[SERVERS] == (False, "no sign found, says the night engineer, but that is old")
    at.see(SERVERS, Condition.OUT)
    assert needs(at, CARE)[SERVERS] == (False, "it is out")


def test_a_needed_system_is_verified_once_it_is_live_through_its_gates(at):
    at.pass_all()
    assert needs(at, CARE)[SERVERS] == (False, "it is confirmed")
    at.go()
    assert needs(at, CARE)[SERVERS] == (True, "live, and its gates are answered")


def test_a_needed_system_that_is_live_without_gates_is_not_verified(at):
    at.go(Going.WITHOUT_GATES, reason="pay day")
    assert needs(at, CARE)[SERVERS] == (False, "live, with gates unanswered")


def test_a_person_still_answers_and_what_was_not_verified_then_is_kept(at):
    at.answer("needs", system=CARE, evidence="the servers are rebuilt beside it")
    said = next(each for each in at.gates(CARE).gates if each.gate.key == "needs")
    assert said.stands.value == "passed"
    assert said.answer.unverified == (SERVERS,)


def test_a_need_that_was_verified_and_is_not_any_more_opens_the_gate(at):
    at.pass_all()
    at.go()
    at.answer("needs", system=CARE, evidence="the servers are live")
    assert at.stands("needs", CARE) == "passed"
    at.sign(SERVERS)
    assert at.stands("needs", CARE) == "open again"
    assert at.why("needs", CARE) == ("not verified any more: Northmere servers",)


def test_what_a_body_does_not_see_it_is_not_told_loudly(at):
    at.go(Going.WITHOUT_GATES, reason="pay day", handling=Handling())
    assert matters(at, "eastholt") == []
    assert STANDARD[0] in [each.gate.key for each in at.gates(body="eastholt").waits]


def test_nothing_is_taken_off_before_it_went_live(at):
    at.pass_all()
    at.go(Going.LIVE)
    off = {"reason": "it hangs", "at": at.now - timedelta(days=300)}
    assert "when it was taken off lies before when it went live" in str(refused(lambda: at.go(Going.OFF, **off)))
    at.go(Going.OFF, reason="it hangs")
