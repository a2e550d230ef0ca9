"""The gates board, a system's gates, and the forms; for those who may, for a partner and for a stranger."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from justhtml import JustHTML

from battlebox.desk.gate import Going, Result, accesses_of
from battlebox.desk.record import Handling, State, stand
from battlebox.web.moment import MomentWidget
from desk.restoring import CARE, SERVERS
from desk.room import SHARED
from web.desk_page import filled, words

MAIL = "northmere.mail"
NEXT_YEAR = datetime.now(UTC).year + 1
LATER = {"at_day": "1", "at_month": "3", "at_year": str(NEXT_YEAR), "at_time": "09:00"}


def test_the_board_shows_systems_by_gates_those_of_p1_services_first(desk_page, hit):
    hit.write.believe("northmere.backups")
    hit.write.answer()
    shown = words(desk_page("northmere").get(hit.at("gates/")))
    assert "What must be answered before each system goes live again. 2 systems wait for a gate" in shown
    assert shown.index("Northmere servers") < shown.index("Northmere backups")
    for head in ("Evidence", "Scope", "Clean source", "Hardened", "Watched", "Needs", "Data", "Owner", "Decision"):
        assert head in shown
    assert "Northmere Council. P1. confirmed" in shown


def test_the_board_filters_and_goes_out_as_csv(desk_page, hit):
    hit.write.believe("northmere.backups")
    page = desk_page("northmere")
    hit.write.answer()
    only = words(page.get(hit.at("gates/?gates-is-waits=Scope")))
    assert "1 of 2 shown by the filter" in only
    told = page.get(hit.at("gates/?gates-csv=1")).content.decode()
    assert told.splitlines()[0].startswith("\ufeffSystem,Now,Evidence,Scope")
    assert "Northmere servers,Still running,Passed,Not yet" in told


def test_an_empty_board_says_where_suspicion_is_said(desk_page, opened_calm):
    assert "No system is out, isolated or suspected." in words(desk_page("northmere").get(opened_calm.at("gates/")))


@pytest.fixture
def opened_calm(desk, tmp_path):
    from battlebox.web import records
    from web.places.conftest import Opened

    made = Opened(tmp_path / "calm")
    records.use(made.installation)
    yield made
    made.installation.close()


def test_a_gate_is_answered_on_its_page_and_stands_with_its_evidence(desk_page, hit):
    page = desk_page("northmere")
    said = {
        "result": "passed",
        "evidence": "disks 1 and 2",
        "who": "forensic firm",
        "refers": "sheet",
        "reference": "SH-7",
    }
    shown = words(page.follow(page.send(hit.gates("gate/evidence/"), said)))
    assert "1 of 9 gates answered" in shown
    assert "Reference a paper sheet: SH-7" in shown
    assert "disks 1 and 2" in shown


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"result": "passed", "evidence": ""}, "Write on what evidence"),
        ({"result": "waived", "reason": " "}, "Write why it can be done without"),
        ({"result": "held", "ask": ""}, "Write whom to ask to release it"),
        ({}, "is not chosen"),
        (
            {"result": "passed", "evidence": "x", "refers": "entry", "reference": "Z-9"},
            "Z-9 is no entry that you may read",
        ),
        ({"result": "passed", "evidence": "x", **LATER}, "ahead of this desk's own time"),
    ],
)
def test_what_is_missing_is_said_at_the_form_and_nothing_is_recorded(desk_page, hit, sent, told):
    page = desk_page("northmere")
    assert told in words(page.send(hit.gates("gate/evidence/"), {"who": "firm", **sent}, expect=422))
    assert hit.write.stands("evidence") == "not answered"


def test_what_the_police_hold_stays_unanswered_and_says_whom_to_ask(desk_page, hit):
    page = desk_page("northmere")
    said = {"result": "held", "who": "the cyber unit", "ask": "DI Shah, case 12"}
    shown = words(page.follow(page.send(hit.gates("gate/evidence/"), said)))
    assert "Held by the cyber unit; ask DI Shah, case 12." in shown
    assert "0 of 9 gates answered" in shown
    assert "Northmere servers: ask DI Shah, case 12 to release it" in words(page.get(hit.at("")))


def test_waiving_is_offered_to_gold_and_silver_alone(desk_page, officer, hit):
    assert "It is waived" in words(desk_page("northmere").get(hit.gates("gate/hardened/")))
    bronze = desk_page(officer("northmere", role="operational"))
    assert "It is waived" not in words(bronze.get(hit.gates("gate/hardened/")))
    bronze.send(hit.gates("gate/hardened/"), {"result": "waived", "who": "me", "reason": "late"}, expect=422)
    assert hit.write.stands("hardened") == "not answered"


def test_whoever_answers_after_somebody_else_sees_both_first(desk_page, hit):
    page = desk_page("northmere")
    address = hit.gates("gate/scope/")
    form = filled(JustHTML(page.get(address).content.decode(), sanitize=False))
    hit.write.answer("scope", evidence="nothing but the mail rule")
    shown = page.post(address, {**form, "result": "failed", "evidence": "more", "who": "firm"}, expect=422)
    assert "passed by forensic firm: nothing but the mail rule" in words(shown)
    assert hit.write.stands("scope") == "passed"


def test_a_system_or_gate_that_is_not_there_has_no_page(desk_page, hit):
    page = desk_page("northmere")
    for address in (
        hit.at("gates/northmere.nothing/"),
        hit.gates("gate/lunch/"),
        hit.at("gates/northmere.nothing/live/"),
        hit.at("gates/northmere.nothing/interim/"),
        hit.at("interim/none/end/"),
        hit.at("indicators/none/"),
        hit.at("indicators/none/change/"),
    ):
        page.get(address, expect=404)


# ── going live ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_page_names_what_waits_and_offers_live_without_gates_only(desk_page, hit):
    page = desk_page("northmere")
    shown = words(page.get(hit.gates("live/")))
    assert "Not answered: evidence, scope, clean source" in shown
    assert "It is live, and every gate is answered" not in shown
    page.send(hit.gates("live/"), {"to": "live", "who": "Gold"}, expect=422)
    assert (
        'why it is in use all the same" is blank'
        in words(page.send(hit.gates("live/"), {"to": "live without gates", "who": "Gold"}, expect=422)).lower()
    )
    assert not hit.write.gates().is_live


def test_why_it_is_in_use_past_its_gates_is_asked_for_and_not_called_optional(desk_page, hit):
    page = desk_page("northmere")
    text = words(page.get(hit.gates("live/")))
    assert "Why it is in use all the same Who may see this" in text
    assert "if gates are not answered" not in text
    said = {"to": "live without gates", "who": "duty Gold", "reason": ""}
    assert "is blank" in words(page.send(hit.gates("live/"), said, expect=422))


def test_live_without_gates_is_loud_wherever_the_system_is_shown(desk_page, hit):
    page = desk_page("northmere")
    page.send(hit.gates("live/"), {"to": "live without gates", "who": "duty Gold", "reason": "telecare cannot wait"})
    loud = "Northmere servers is live without gates since"
    for rest in (
        "",
        "systems/",
        f"systems/{SERVERS}/",
        "gates/",
        f"gates/{SERVERS}/",
        "services/northmere.housing-benefit/",
    ):
        for body in ("northmere", "eastholt"):
            shown = words(desk_page(body).get(hit.at(rest)))
            assert loud in shown, rest
            assert "Said by duty Gold, because telecare cannot wait" in shown, rest
    assert loud not in words(page.get(hit.at(f"systems/{MAIL}/")))


def test_a_waiver_is_shown_wherever_the_system_is_shown(desk_page, hit):
    hit.write.answer("hardened", Result.WAIVED, reason="no second factor", who="duty Gold")
    page = desk_page("northmere")
    for rest in ("", "systems/", f"systems/{SERVERS}/", "gates/", f"gates/{SERVERS}/"):
        assert "Northmere servers: the gate hardened is waived by duty Gold (" in words(page.get(hit.at(rest))), rest


def test_with_every_gate_answered_it_is_live_and_can_be_taken_off(desk_page, hit):
    hit.write.pass_all()
    page = desk_page("northmere")
    shown = words(page.follow(page.send(hit.gates("live/"), {"to": "live", "who": "duty Gold"})))
    assert "Live. 9 of 9 gates answered." in shown
    shown = words(
        page.follow(page.send(hit.gates("live/"), {"to": "taken off again", "who": "Gold", "reason": "hangs"}))
    )
    assert "Taken off again." in shown


# ── indicators ───────────────────────────────────────────────────────────────────────────────────────────────────────


def sign(page, hit, **more):
    said = {
        "what": "hxxp://203.0.113.7",
        "where": "firewall",
        "systems": [SERVERS],
        "source": "firm",
        "by": "night desk",
    }
    return page.send(hit.at("indicators/new/"), {**said, **more})


def test_an_indicator_opens_gates_again_and_each_says_why(desk_page, hit):
    hit.write.pass_all()
    page = desk_page("northmere")
    shown = words(page.follow(sign(page, hit)))
    assert "Every body in this incident (TLP:AMBER)" in shown
    of = words(page.get(hit.gates()))
    assert "4 of 9 gates answered" in of
    assert "the clean copy may be younger than the first bad date." in of
    assert "hxxp://203.0.113.7" in words(desk_page("eastholt").get(hit.at("indicators/")))


def test_one_for_our_own_body_is_read_by_nobody_else(desk_page, hit):
    page = desk_page("northmere")
    address = sign(page, hit, partners=[]).headers["Location"]
    assert "Northmere Council only (TLP:AMBER+STRICT)" in words(page.get(address))
    partner = desk_page("eastholt")
    assert "hxxp" not in words(partner.get(hit.at("indicators/")))
    partner.get(address, expect=404)


def test_one_that_was_wrong_is_taken_back_and_a_partner_cannot(desk_page, hit):
    page = desk_page("northmere")
    address = sign(page, hit).headers["Location"]
    partner = desk_page("eastholt")
    assert "is Northmere Council's, so Eastholt Council may not change it" in words(partner.get(f"{address}change/"))
    page.send(f"{address}change/", {"why": "our own scanner", "back": "on"})
    assert "Taken back our own scanner" in words(page.get(address))
    assert "Taken back" in words(page.get(hit.at("indicators/")))


# ── interim access ───────────────────────────────────────────────────────────────────────────────────────────────────


def lend(page, hit, **more):
    until = MomentWidget().sent_as("until", datetime.now(UTC) + timedelta(days=60))
    said = {
        "way": "clean device", "purpose": "open cases", "untouched": "image in the safe", "checked": "never joined",
        "owner": "head of care", "who": "care desk", **until, **more,
    }  # fmt: skip
    return page.send(hit.at(f"gates/{CARE}/interim/"), said)


def test_interim_access_is_shown_as_such_on_its_system_and_services(desk_page, hit):
    page = desk_page("northmere")
    lend(page, hit)
    said = "Interim access to Care records shared with Eastholt: clean device, for open cases, running since"
    for rest in (
        f"systems/{CARE}/",
        f"gates/{CARE}/",
        "services/northmere.child-front-door/",
        "services/eastholt.child-front-door/",
    ):
        shown = words(page.get(hit.at(rest)))
        assert said in shown, rest
        assert "restored" not in shown[shown.index(said) :].lower(), rest
    assert "Still running. 0 of 9 gates answered." in words(page.get(hit.gates(system=CARE)))
    assert said not in words(page.get(hit.at("services/northmere.housing-benefit/")))
    assert "Interim access" in words(page.get(hit.at("interim/")))


def test_one_that_ran_out_is_loud_and_is_ended(desk_page, hit):
    hit.write.lend(until=hit.write.now + timedelta(minutes=5))
    hit.watch.pass_by(hours=1)
    page = desk_page("northmere")
    for rest in ("", "interim/", f"systems/{CARE}/"):
        assert "nobody has ended it" in words(page.get(hit.at(rest))), rest
    said = words(page.get(hit.at("interim/")))
    assert "Its time is over nobody has ended it; given" in said
    assert "was to end by" in said
    assert "running since" not in said
    assert "lasts until" not in said
    name = accesses_of(hit.sight())[0].name
    shown = words(page.follow(page.send(hit.at(f"interim/{name}/end/"), {"why": "the system is back"})))
    assert "Ended" in shown
    assert "nobody has ended it" not in words(page.get(hit.at("")))


# ── others ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_partner_sees_what_its_audience_allows_and_answers_for_no_system_of_ours(desk_page, hit):
    hit.write.answer("evidence", handling=Handling(), evidence="for our eyes")
    hit.write.answer("scope", evidence="for both")
    partner = desk_page("eastholt")
    shown = words(partner.get(hit.gates()))
    assert "for both" in shown
    assert "for our eyes" not in shown
    assert "Answer it" not in shown
    refused = words(partner.get(hit.gates("gate/evidence/")))
    assert "is Northmere Council's, so Eastholt Council may not answer it" in refused
    partner.send(hit.gates("gate/evidence/"), {"result": "passed", "evidence": "e", "who": "w"}, expect=422)
    partner.send(hit.gates("live/"), {"to": "live without gates", "who": "w", "reason": "r"}, expect=422)
    assert not hit.write.gates().is_live


def test_a_stranger_council_sees_nothing(desk_page, hit):
    hit.write.sign()
    for rest in ("gates/", f"gates/{SERVERS}/", f"gates/{SERVERS}/gate/evidence/", "interim/", "indicators/"):
        desk_page("farwick").get(hit.at(rest), expect=404)


def test_a_closed_incident_offers_nothing_to_send(desk_page, hit):
    stand(hit.record, hit.lead, State.STOOD_DOWN, why="over", handling=SHARED)
    stand(hit.record, hit.lead, State.CLOSED, why="done", no_debrief="small", handling=SHARED)
    page = desk_page("northmere")
    shown = words(page.get(hit.gates()))
    assert "Answer it" not in shown
    assert "Say what became of it" not in shown
    said = {"result": "passed", "evidence": "late", "who": "w"}
    assert "this incident is closed" in words(page.send(hit.gates("gate/evidence/"), said, expect=422)).lower()


def test_what_was_answered_before_can_be_read(desk_page, hit):
    hit.write.answer("scope", evidence="the first word")
    hit.write.answer("scope", Result.FAILED, evidence="the second word")
    shown = words(desk_page("northmere").get(hit.gates()))
    assert "What was answered before" in shown
    assert "passed by forensic firm. the first word" in shown


def test_a_need_that_is_not_verified_is_named_on_the_form_and_beside_the_answer(desk_page, hit):
    page = desk_page("northmere")
    assert "not verified: it is confirmed" in words(page.get(hit.gates("gate/needs/", CARE)))
    hit.write.answer("needs", system=CARE)
    assert "Passed while this was not verified: Northmere servers." in words(page.get(hit.gates(system=CARE)))


def test_going_off_a_system_that_is_live_without_gates_ends_the_noise(desk_page, hit):
    hit.write.go(Going.WITHOUT_GATES, reason="pay day")
    page = desk_page("northmere")
    page.send(hit.gates("live/"), {"to": "taken off again", "who": "Gold", "reason": "gates first"})
    assert "is live without gates" not in words(page.get(hit.at("")))
