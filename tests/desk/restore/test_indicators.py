"""Signs of the attack: what they open again and why, what they do not, and who is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from battlebox.desk import DeskCode, Role
from battlebox.desk.gate import Indicator, Matter, Result, change_indicator, concerning, indicators_of, see_indicator
from battlebox.desk.picture import Suspicion
from battlebox.desk.record import Handling, Sight, share
from battlebox.marking import Tlp
from desk.restoring import CARE, SERVERS, STANDARD, Restoring, refused
from desk.room import officer

OPENED = {"scope", "source", "monitored", "owner", "decision"}


@pytest.fixture
def at():
    made = Restoring()
    made.believe()
    made.pass_all()
    return made


def opened(at, system=SERVERS, body="northmere"):
    return {each.gate.key for each in at.gates(system, body).gates if each.stands.value == "open again"}


def test_a_new_sign_opens_the_gates_that_it_bears_on_and_says_why(at):
    saved = at.sign()
    assert opened(at) == OPENED
    sign = f"indicator {saved.number}: 203.0.113.7 rings every hour"
    assert at.why("source") == (f"{sign}; the clean copy may be younger than the first bad date",)
    assert at.why("monitored") == (f"{sign}; nobody has said that the watch looks for it",)
    assert at.room.sight("northmere").line(saved.entry).words == (
        "indicator: 203.0.113.7 rings every hour\n"
        "seen on the firewall's log by night engineer, says the forensic firm; concerns Northmere servers"
    )


def test_an_opened_gate_shows_its_earlier_answer_and_is_answered_again_for_good(at):
    at.sign()
    scope = next(each for each in at.gates().gates if each.gate.key == "scope")
    assert scope.answer.evidence == "disk 1 and 2, in the safe"
    at.answer("scope", evidence="looked for the address on every disk")
    assert at.stands("scope") == "passed"
    at.sign(what="another")
    assert at.stands("scope") == "open again"


def test_it_opens_nothing_of_systems_that_it_does_not_concern(at):
    at.sign(CARE)
    assert opened(at) == set()
    assert "an indicator concerns it" in at.board()[CARE].why


def test_a_failed_or_held_gate_stays_as_it_is(at):
    at.answer("scope", Result.FAILED)
    at.sign()
    assert at.stands("scope") == "failed"


def test_a_waiver_given_without_knowing_of_it_is_open_as_well(at):
    at.answer("source", Result.WAIVED, reason="nothing was restored")
    at.sign()
    assert at.stands("source") == "open again"


def test_a_live_system_is_to_be_looked_at_again(at):
    at.go()
    saved = at.sign()
    loud = at.loud()
    assert [each.matter for each in loud] == [Matter.LOOK_AGAIN]
    assert loud[0].words.startswith(
        "Northmere servers is live and is to be looked at again: scope, clean source, watched"
    )
    assert saved.number in loud[0].words


def test_a_new_suspicion_opens_them_and_saying_the_same_again_does_not(at):
    at.believe(state=Suspicion.CONFIRMED)
    assert opened(at) == set()
    at.believe(state=Suspicion.CLEAR)
    assert opened(at) == set()
    again = at.believe(state=Suspicion.SUSPECTED)
    assert opened(at) == OPENED
    assert at.why("scope")[0].startswith(f"suspected since {again.number}, says the night engineer; ")
    worse = at.believe(state=Suspicion.CONFIRMED)
    assert at.why("scope")[1].startswith(f"confirmed since {worse.number}")


def test_less_than_was_feared_opens_nothing(at):
    at.believe(state=Suspicion.SUSPECTED)
    assert opened(at) == set()


def test_one_that_was_wrong_is_taken_back_with_its_reason_and_stays_in_the_record(at):
    saved = at.sign()
    thing, lead = saved.thing, officer("northmere")
    old = indicators_of(at.room.sight("northmere"))[thing][0].value
    estate = at.used().estate
    assert "why is blank" in str(refused(lambda: change_indicator(at.record, estate, lead, thing, old, why="")))
    back = change_indicator(at.record, estate, lead, thing, replace(old, taken_back="yes"), why="our own scanner")
    assert opened(at) == set()
    now = indicators_of(at.room.sight("eastholt"))[thing][0].value
    assert (now.taken_back, now.counts) == ("our own scanner", False)
    assert at.record.line(back.entry).header.about["corrects"] == saved.entry
    assert concerning(indicators_of(at.room.sight("northmere")), [SERVERS]) == {}


def test_one_that_comes_to_concern_another_system_opens_its_gates_and_not_those_that_knew_of_it(at):
    at.pass_all(CARE)
    saved = at.sign()
    for gate in OPENED - {"decision"}:
        at.answer(gate)
    at.answer("decision", reference="DA-1")
    old = indicators_of(at.room.sight("northmere"))[saved.thing][0].value
    wider = replace(old, systems=(SERVERS, CARE))
    change_indicator(at.record, at.used().estate, officer("northmere"), saved.thing, wider, why="seen there as well")
    assert opened(at) == set()
    assert opened(at, CARE) == OPENED


def test_only_the_body_that_wrote_it_changes_it(at):
    saved = at.sign()
    old = indicators_of(at.room.sight("eastholt"))[saved.thing][0].value
    lead = officer("eastholt")
    wrong = refused(lambda: change_indicator(at.record, at.used().estate, lead, saved.thing, old, why="no"))
    assert wrong.code is DeskCode.NOT_YOURS


def test_a_partner_sees_what_the_audience_allows_and_a_stranger_nothing(at):
    at.sign(handling=Handling())
    assert opened(at) == OPENED
    assert opened(at, body="eastholt") == set()
    at.sign(CARE)
    assert len(indicators_of(at.room.sight("eastholt"))) == 1
    assert indicators_of(Sight.of(at.record, officer("farwick"))) == {}


def test_what_an_officer_could_not_see_their_answer_did_not_know(at):
    at.sign(body="eastholt", handling=Handling())
    assert opened(at) == set()
    assert opened(at, body="eastholt") == OPENED


@pytest.mark.parametrize("what", ["sign", "suspicion"])
def test_what_is_shared_later_is_no_news(at, what):
    ours = Handling(Tlp.AMBER, frozenset({"northmere"}))
    kept = at.sign(CARE, handling=ours) if what == "sign" else at.believe(CARE, Suspicion.SUSPECTED, handling=ours)
    at.pass_all(CARE, leaving=("decision",))
    assert opened(at, CARE) == set()
    share(at.record, officer("northmere"), [kept.entry], frozenset({"eastholt"}), why="they joined")
    assert opened(at, CARE) == set()
    assert opened(at, CARE, body="eastholt") == set()


def test_reconnecting_reads_those_that_concern_its_systems(at):
    first, second = at.sign(SERVERS, CARE), at.sign("northmere.mail")
    signs = indicators_of(at.room.sight("northmere"))
    assert list(signs) == [first.thing, second.thing]
    assert list(concerning(signs, [CARE])) == [first.thing]


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"what": " "}, "what was seen is blank"),
        ({"where": ""}, "where is blank"),
        ({"source": ""}, "source is blank"),
        ({"by": ""}, "who saw it is blank"),
        ({"systems": ()}, "which systems it concerns is blank"),
        (
            {"systems": ("northmere.server",)},
            "the estate has no system northmere.server; the nearest is northmere.servers",
        ),
    ],
)
def test_a_blank_or_a_system_that_is_not_there_is_refused(at, more, words):
    said = {
        "what": "a file",
        "where": "a share",
        "systems": (SERVERS,),
        "source": "firm",
        "by": "engineer",
        "at": at.now,
    }
    seen = Indicator(**{**said, **more})
    assert str(refused(lambda: see_indicator(at.record, at.used().estate, officer("northmere"), seen))) == words


def test_a_time_to_come_is_refused(at):
    assert refused(lambda: at.sign(at=at.now + timedelta(days=3))).code is DeskCode.FUTURE


@pytest.mark.parametrize("role", [Role.OBSERVER, Role.COMMUNICATIONS, Role.SERVICE_LEAD])
def test_some_roles_record_none(at, role):
    assert refused(lambda: at.sign(role=role)).code is DeskCode.NOT_ALLOWED


def test_the_rest_of_the_gates_stay_passed(at):
    at.sign()
    assert {gate for gate in STANDARD if at.stands(gate) == "passed"} == set(STANDARD) - OPENED
