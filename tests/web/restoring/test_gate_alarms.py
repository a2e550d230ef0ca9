"""Alarms of coming back: without gates, in use unsaid, work past a gate, access that ran out; once, for whose it is."""

from __future__ import annotations

from datetime import timedelta

import pytest

from battlebox.desk.gate import Going, Result
from battlebox.desk.picture import Condition
from battlebox.web.sending.watchdog import Watchdog
from desk.restoring import CARE, SERVERS
from desk.room import officer
from web.desk_page import words


@pytest.fixture
def dog(hit):
    return Watchdog(hit.installation, None, lambda: 1000.0)


def silent(hit, dog):
    hit.watch.pass_by(minutes=2)
    dog._tick = None
    kinds = ("live", "unsaid", "access", "past")
    return [each for each in dog.silences(hit.watch.at) if each.key.partition(":")[0] in kinds]


def test_live_without_gates_is_an_alarm_of_its_host_until_it_is_mended(hit, dog):
    assert silent(hit, dog) == []
    hit.write.go(Going.WITHOUT_GATES, reason="pay day")
    found = silent(hit, dog)
    assert [each.body for each in found] == ["northmere"]
    assert found[0].words.startswith("Northmere Council: Northmere servers is live without gates since ")
    assert found == silent(hit, dog)
    hit.write.go(Going.OFF, reason="gates first")
    assert silent(hit, dog) == []


def test_what_is_in_use_again_and_nobody_said_so_is_an_alarm(hit, dog):
    for condition in (Condition.OUT, Condition.WORKING):
        hit.write.see(SERVERS, condition)
        hit.watch.pass_by(minutes=5)
    assert [each.key.partition(":")[0] for each in silent(hit, dog)] == ["unsaid"]


def test_interim_access_that_ran_out_is_an_alarm_of_whoever_gave_it(hit, dog):
    hit.write.lend(CARE, by=officer("eastholt"), until=hit.write.now + timedelta(minutes=10))
    assert silent(hit, dog) == []
    hit.watch.pass_by(minutes=10)
    assert [(each.key.partition(":")[0], each.body) for each in silent(hit, dog)] == [("access", "eastholt")]


def test_an_alarm_of_many_words_ends_after_a_whole_one_and_says_that_there_are_more(hit, dog):
    hit.write.go(Going.WITHOUT_GATES, reason="because " + "of the payroll run tonight, " * 40)
    (found,) = silent(hit, dog)
    assert len(found.words) <= 300
    assert found.words.endswith("\N{HORIZONTAL ELLIPSIS}")
    assert found.words[:-1].rstrip(",").endswith(("of", "the", "payroll", "run", "tonight"))


def test_it_is_one_of_those_that_are_told_once_even_when_the_desk_starts_anew(hit, dog):
    from battlebox.web.sending.posting import _ONCE

    hit.write.go(Going.WITHOUT_GATES, reason="pay day")
    assert silent(hit, dog)[0].key.startswith(_ONCE)


def test_work_that_began_past_a_held_gate_is_an_alarm_on_now_and_said_before_it_is_saved(hit, dog, desk_page):
    page = desk_page("northmere")
    hit.write.answer("evidence", Result.HELD, who="cyber crime unit", ask="their duty line", reason="an arrest")
    form = words(page.get(hit.at(f"restore/work/{SERVERS}/")))
    assert "A gate of it is held or failed. Work that begins past it is said loudly" in form
    assert "Evidence (held, says cyber crime unit), before the step rebuild. Ask their duty line" in form
    assert silent(hit, dog) == []
    said = {"step": "clear", "progress": "begun", "who": "night engineer"}
    page.send(hit.at(f"restore/work/{SERVERS}/"), said)
    assert silent(hit, dog) == []
    page.send(hit.at(f"restore/work/{SERVERS}/"), {**said, "step": "rebuild"})
    found = silent(hit, dog)
    assert [each.key.partition(":")[0] for each in found] == ["past"]
    assert "Work on Northmere servers (rebuild) began " in found[0].words
    now = words(page.get(hit.at()))
    assert "past 2 gates: evidence (held, says cyber crime unit) and scope (not answered). Said by night" in now
    for gate in ("evidence", "scope"):
        hit.write.answer(gate)
    assert silent(hit, dog) == []
