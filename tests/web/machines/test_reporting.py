"""What a machine of a council sends is recorded as its own word, once, and shown to that council alone."""

from __future__ import annotations

from datetime import timedelta

import pytest

from battlebox.desk.picture import Subject, Suspicion, beliefs_of
from web.desk_page import words
from web.machines.monitored import CARE, SERVERS

PROBLEM = "application/problem+json"


def believed(monitored, body="northmere", system=SERVERS):
    return [each.value.state for each in beliefs_of(monitored.opened.sight(body), Subject.SYSTEM, system)]


def test_a_suspicion_is_on_the_page_of_the_system_as_the_machine_s_word(monitored, desk_page):
    answer = monitored.suspects(note="beacon to a known address", chance="high")
    assert answer.status == 201
    says = answer.says
    assert says["counts"] is True
    assert says["said_by"] == "Watcher northmere (monitoring)"
    told = words(desk_page("northmere").get(monitored.opened.at(f"systems/{SERVERS}/")))
    assert "Suspected" in told
    assert "Said by Watcher northmere (monitoring)" in told
    assert "A machine said so: an officer has yet to confirm it" in told
    assert says["number"] in told
    theirs = words(desk_page("eastholt").get(monitored.opened.at(f"systems/{SERVERS}/")))
    assert "Watcher" not in theirs
    assert "Suspected" not in theirs


def test_an_outage_and_a_fact_are_where_officers_look(monitored, desk_page):
    assert monitored.saw(note="no answer").status == 201
    fact = monitored.states(systems=[CARE])
    assert fact.status == 201
    page = desk_page("northmere")
    assert "seen by Watcher northmere (monitoring)" in words(page.get(monitored.opened.at("log/")))
    shown = words(page.get(monitored.opened.at(f"tell/facts/{fact.says['fact'].removeprefix('fact/')}/")))
    assert "3,000 files were renamed within a minute" in shown
    assert "Believed" in shown
    for council in ("eastholt", "farwick"):
        other = desk_page(council)
        address = monitored.opened.at("log/")
        if council == "farwick":
            other.get(address, expect=404)
        else:
            assert "Watcher" not in words(other.get(address))


@pytest.mark.parametrize("what", ["suspicions", "outages", "facts"])
def test_a_stranger_finds_no_incident_and_says_nothing(monitored, what):
    before = monitored.opened.record.arrived
    sent = {"suspicions": {"system": "farwick.servers"}, "outages": {"thing": "farwick.servers", "state": "out"},
            "facts": {"wording": "x"}}[what]  # fmt: skip
    answer = monitored.post("farwick", what, sent)
    nowhere = monitored.ask("farwick", f"/api/v1/incidents/00000000/{what}", "POST", sent)
    assert (answer.status, answer.body) == (404, nowhere.body)
    assert monitored.opened.record.arrived == before


@pytest.mark.parametrize("who", ["northmere", "eastholt"])
def test_what_is_another_body_s_and_what_is_nowhere_are_one_answer_that_names_the_field(monitored, who):
    other = "eastholt.servers" if who == "northmere" else SERVERS
    before = monitored.opened.record.arrived
    told = set()
    for name in (other, "nowhere.servers", f"{who}x.servers"):
        for answer in (monitored.suspects(who, name), monitored.saw(who, name), monitored.states(who, systems=[name])):
            assert answer.status == 422
            assert answer.headers["Content-Type"] == PROBLEM
            assert answer.pointers[0] in ("#/system", "#/thing", "#/systems")
            assert other not in answer.body.decode()
            told.add(answer.says["detail"].partition(";")[0])
    assert told == {f"{who} has no system of this id", f"{who} has no system or service or channel of this id"}
    assert monitored.opened.record.arrived == before


def test_a_repeat_gives_the_same_answer_and_no_second_entry(monitored):
    once = {"HTTP_IDEMPOTENCY_KEY": "alert-4711-a"}
    sent = {"system": SERVERS, "chance": "low"}
    first = monitored.post("northmere", "suspicions", sent, **once)
    before = monitored.opened.record.arrived
    monitored.opened.watch.at += timedelta(hours=1)
    again = monitored.post("northmere", "suspicions", sent, **once)
    assert (again.status, again.body) == (first.status, first.body)
    other = monitored.post("northmere", "suspicions", {**sent, "chance": "high"}, **once)
    assert other.status == 422
    assert other.pointers == ["Idempotency-Key"]
    assert first.says["number"] in other.says["detail"]
    outage = monitored.post("northmere", "outages", {"thing": SERVERS, "state": "out"}, **once)
    assert outage.status == 422
    assert monitored.opened.record.arrived == before
    # The same name of another key is another key's own.
    assert monitored.post("eastholt", "suspicions", {"system": "eastholt.servers"}, **once).status == 201


def test_where_an_officer_said_more_the_machine_s_word_is_logged_and_theirs_stands(monitored, desk_page):
    page = desk_page("northmere")
    said = {"state": "confirmed", "source": "the night engineer"}
    page.send(monitored.opened.at(f"systems/{SERVERS}/suspect/"), said)
    answer = monitored.suspects()
    assert answer.status == 201
    assert answer.says["counts"] is False
    assert believed(monitored) == [Suspicion.CONFIRMED]
    assert "says stands" in words(page.get(monitored.opened.at("log/")))


def test_an_officer_confirms_what_a_machine_suspects(monitored, desk_page):
    monitored.suspects()
    page = desk_page("northmere")
    said = {"state": "confirmed", "source": "the night engineer"}
    page.send(monitored.opened.at(f"systems/{SERVERS}/suspect/"), said)
    assert believed(monitored) == [Suspicion.CONFIRMED]
    shown = words(page.get(monitored.opened.at(f"systems/{SERVERS}/")))
    assert "A machine said so" not in shown


def test_a_fact_of_a_machine_leaves_nowhere_before_an_officer_cleared_it(monitored):
    from battlebox.desk.tell import standing_of

    fact = monitored.states().says["fact"]
    assert "northmere" in standing_of(monitored.opened.sight(), fact).asks


def test_a_wording_that_names_another_council_is_refused_with_its_field(monitored):
    answer = monitored.states(wording="Eastholt Council has lost its mail")
    assert answer.status == 422
    assert answer.pointers == ["#/wording"]


@pytest.mark.parametrize(
    ("sent", "pointer"),
    [
        ({}, "#/system"),
        ({"system": SERVERS, "chance": "certain"}, "#/chance"),
        ({"system": SERVERS, "state": "confirmed"}, "#/state"),
        ({"system": "No Id"}, "#/system"),
        ({"system": 7}, "#/system"),
        ({"system": SERVERS, "as_of": "2026-11-23T02:40:00"}, "#/as_of"),
        ({"system": SERVERS, "as_of": 1764000000}, "#/as_of"),
        ({"system": SERVERS, "as_of": "2126-11-23T02:40:00Z"}, "#/as_of"),
        ({"system": SERVERS, "as_of": "0001-01-01T00:00:00+14:00"}, "#/as_of"),
        ({"system": SERVERS, "note": "x" * 2001}, "#/note"),
        ({"system": SERVERS, "note": None}, "#/note"),
    ],
)
def test_each_mistake_is_named_by_its_field_and_nothing_is_repeated_or_recorded(monitored, sent, pointer):
    before = monitored.opened.record.arrived
    answer = monitored.post("northmere", "suspicions", sent)
    assert answer.status == 422
    assert answer.headers["Content-Type"] == PROBLEM
    says = answer.says
    assert says["status"] == 422
    assert says["type"].startswith("urn:battlebox:problem:")
    assert says["title"]
    assert says["hint"]
    (mistake,) = says["errors"]
    assert mistake["pointer"] == pointer
    assert mistake["detail"]
    assert mistake["hint"]
    assert "certain" not in answer.body.decode()
    assert monitored.opened.record.arrived == before


def test_a_closed_incident_is_a_conflict(monitored):
    from battlebox.desk.record import State, stand
    from desk.room import SHARED

    opened = monitored.opened
    for state in (State.STOOD_DOWN, State.CLOSED):
        stand(opened.record, opened.lead, state, why="over", debrief=opened.record.now() + timedelta(days=1),
              handling=SHARED)  # fmt: skip
    for answer in (monitored.suspects(), monitored.saw(), monitored.states()):
        assert answer.status == 409
        assert "closed" in answer.says["detail"]


@pytest.mark.parametrize("year", [2001, 2010])
@pytest.mark.parametrize(("what", "field"), [("suspicions", "as_of"), ("outages", "since"), ("facts", "as_of")])
def test_a_machine_whose_clock_stands_years_back_starts_no_deadline_of_then(monitored, what, field, year):
    sent = {"suspicions": {"system": SERVERS}, "outages": {"thing": SERVERS, "state": "out"},
            "facts": {"wording": "x"}}[what]  # fmt: skip
    before = monitored.opened.record.catch_up()
    answer = monitored.post("northmere", what, {**sent, field: f"{year}-01-01T00:00:00Z"})
    assert answer.status == 422
    assert answer.pointers == [f"#/{field}"]
    assert "before this desk's own time" in answer.says["detail"]
    assert "an officer writes" in answer.says["hint"]
    assert monitored.opened.record.catch_up() == before


def test_what_somebody_finds_after_months_is_taken(monitored):
    when = monitored.opened.record.now() - timedelta(days=300)
    assert monitored.suspects(as_of=when.isoformat()).status == 201


def test_an_id_and_a_key_that_are_none_are_refused_in_words(monitored):
    answer = monitored.post("northmere", "outages", {"thing": "NORTHMERE", "state": "out"}, HTTP_IDEMPOTENCY_KEY="a b")
    assert answer.status == 422
    said = {each["pointer"]: (each["detail"], each["hint"]) for each in answer.says["errors"]}
    assert "8 to 128 visible letters" in said["Idempotency-Key"][0]
    answer = monitored.post("northmere", "outages", {"thing": "NORTHMERE", "state": "out"})
    ((pointer, detail, hint),) = [(each["pointer"], each["detail"], each["hint"]) for each in answer.says["errors"]]
    assert (pointer, "small letters" in detail, "list of things" in hint) == ("#/thing", True, True)


def test_a_machine_is_not_sent_to_a_form(monitored):
    answer = monitored.states(wording="Eastholt Council has lost its mail")
    assert "tick" not in answer.says["hint"]
    assert "an officer can state it" in answer.says["hint"]
