"""What a machine is told: of its own body's things, what its own body recorded, and nothing else."""

from __future__ import annotations

import pytest

from battlebox.desk.picture import Belief, Subject, Suspicion, state_suspicion
from desk.room import SHARED
from desk.room import officer as desk_officer
from web.machines.monitored import CARE, SERVERS

OWN = {
    "northmere": {"northmere.servers", "northmere.care", "northmere.child-front-door"},
    "eastholt": {"eastholt.servers", "eastholt.mail", "eastholt.child-front-door"},
}


def person_says(monitored, state, *, body="northmere", system=SERVERS, note="", handling=SHARED):
    record = monitored.opened.record
    belief = Belief(state, record.now(), "A. Person of the night shift", checked="logs", note=note)
    return state_suspicion(
        record, monitored.opened.estate, desk_officer(body), Subject.SYSTEM, system, belief, handling=handling
    )


def test_a_key_says_what_it_is(monitored):
    says = monitored.ask("northmere", "/api/v1/key").says
    assert (says["name"], says["body"], says["may"]) == ("Watcher northmere", "northmere", ["report", "read"])
    assert says["ends"].endswith("+00:00")


@pytest.mark.parametrize("who", ["northmere", "eastholt"])
def test_those_who_take_part_find_the_incident_and_their_own_things(monitored, who):
    (found,) = monitored.ask(who, "/api/v1/incidents").says["incidents"]
    assert found == monitored.ask(who, monitored.at()).says
    assert found["id"] == monitored.opened.short
    assert found["mark"] == monitored.opened.record.arrived
    things = monitored.ask(who, monitored.at("/things")).says["things"]
    ids = {each["id"] for each in things}
    assert ids >= OWN[who]
    assert all(each.startswith(f"{who}.") for each in ids)


def test_a_stranger_finds_nothing(monitored):
    assert monitored.ask("farwick", "/api/v1/incidents").says == {"incidents": []}
    nowhere = monitored.ask("farwick", "/api/v1/incidents/00000000")
    for rest in ("", "/things", "/state"):
        answer = monitored.ask("farwick", monitored.at(rest))
        assert (answer.status, answer.body) == (404, nowhere.body)


def test_how_things_stand_is_told_without_a_word_or_a_name(monitored):
    number = person_says(monitored, Suspicion.CLEAR, note="seen by A. Person").number
    monitored.suspects(note="secret words", chance="high")
    monitored.saw(thing=CARE, state="slow")
    answer = monitored.ask("northmere", monitored.at("/state"))
    things = {each["id"]: each for each in answer.says["things"]}
    said = [(each["state"], each["chance"], each["by"]) for each in things[SERVERS]["suspicion"]]
    assert said == [("suspected", "high", "machine"), ("no sign found", None, "person")]
    assert things[SERVERS]["suspicion"][1]["number"] == number
    assert [(each["state"], each["by"]) for each in things[CARE]["seen"]] == [("slow", "machine")]
    for words in (b"A. Person", b"secret words", b"o-northmere"):
        assert words not in answer.body


def test_what_others_recorded_of_ones_own_things_is_not_told(monitored):
    monitored.suspects()
    person_says(monitored, Suspicion.CONFIRMED, body="eastholt")
    things = monitored.ask("northmere", monitored.at("/state")).says["things"]
    assert [each["state"] for each in things[0]["suspicion"]] == ["suspected"]
    assert monitored.ask("eastholt", monitored.at("/state")).says["things"] == []


def test_the_same_mark_gives_the_same_answer_and_a_later_one_is_refused(monitored):
    mark = monitored.suspects().says["mark"]
    query = {"query": f"mark={mark}"}
    at_first = monitored.ask("northmere", monitored.at("/state"), **query)
    person_says(monitored, Suspicion.CONFIRMED)
    monitored.saw()
    assert monitored.ask("northmere", monitored.at("/state"), **query).body == at_first.body
    now = monitored.ask("northmere", monitored.at("/state")).says
    assert now["mark"] == monitored.opened.record.arrived
    assert [each["state"] for each in now["things"][0]["suspicion"]] == ["confirmed"]
    assert monitored.ask("northmere", monitored.at("/state"), query="mark=0").says["things"] == []
    later = monitored.ask("northmere", monitored.at("/state"), query=f"mark={now['mark'] + 1}")
    assert (later.status, later.pointers) == (422, ["mark"])
    assert "is not written yet" in later.says["detail"]
    for wrong in ("-1", "x", "1e3", str(2**60)):
        answer = monitored.ask("northmere", monitored.at("/state"), query=f"mark={wrong}")
        assert (answer.status, answer.pointers) == (422, ["mark"])
