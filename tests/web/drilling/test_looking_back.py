"""Looking back: control's alone, after the end, where it was switched on when the drill was made."""

from __future__ import annotations

import json

import pytest

from battlebox.desk import Role
from battlebox.drill.control import REPLAY
from drill.truth.spreading import TEXT
from web.desk_page import words
from web.drilling.conftest import played

PATH = "/drill/replay/"


@pytest.fixture
def worked_out(monkeypatch):
    """Jobs are done when this is called, and by no thread."""
    from battlebox.web import jobs

    monkeypatch.setattr(jobs._WORKER, "start", lambda: None)

    def run():
        from battlebox.web.models import Job, JobState

        for job in Job.objects.filter(state=JobState.WAITING):
            jobs.do(job)

    return run


@pytest.fixture
def over(desk, monkeypatch, tmp_path):
    """A drill with a replay, over: suspected at T+2, decided and isolated at T+6."""
    drill = played(monkeypatch, tmp_path, TEXT, seed=2, replay=True)
    drill.start()
    players = drill.opened()
    drill.passes(2)
    players.suspects("northmere.servers")
    drill.passes(4)
    players.decides()
    players.isolates("northmere.isolate-servers")
    drill.passes(235)
    return drill


def test_no_player_and_no_stranger_looks_back(over, control, desk_page, officer, council, worked_out):
    control.follow(control.send(PATH))
    worked_out()
    for role in (Role.STRATEGIC, Role.TACTICAL, Role.OBSERVER):
        player = desk_page(officer(council, role=role.value))
        player.get(PATH, expect=404)
        player.post(PATH, {}, expect=404)
        assert "replay" not in player.get("/drill/inbox/").content.decode()
    assert "login" in desk_page().get(PATH, expect=302).headers["Location"]


def test_on_a_desk_that_plays_no_drill_there_is_no_such_page(desk, control):
    control.get(PATH, expect=404)


def test_it_is_off_unless_it_was_switched_on_when_the_drill_was_made(drill, control):
    drill.start()
    drill.passes(61)
    assert "Look back" not in words(control.get("/drill/"))
    control.get(PATH, expect=404)


def test_before_the_end_it_is_hidden_from_control_too(desk, monkeypatch, tmp_path, control):
    drill = played(monkeypatch, tmp_path, TEXT, replay=True)
    drill.start()
    drill.passes(60)
    assert "Look back" not in words(control.get("/drill/"))
    text = words(control.get(PATH))
    assert "It is for afterwards: end the drill first." in text
    assert "Northmere servers" not in text


def test_after_the_end_each_decision_stands_beside_what_was_knowable(over, control, worked_out):
    assert "Look back" in words(control.get("/drill/"))
    said = words(control.follow(control.send(PATH)))
    assert "It is being worked out." in said
    assert "Waiting" in said
    worked_out()
    text = words(control.get(PATH))
    assert "T+6, Tuesday 09:16: Northmere Council" in text
    assert "decided: Leave it on" in text
    assert "ordered: Isolate Northmere servers" in text
    assert "Could be known Northmere servers: they were told (Tuesday 09:10)" in text
    assert "Was written Northmere servers: suspected (" in text
    assert "The engine's advice on what could be known Isolate" in text
    assert "Tuesday 09:10 Held to begin with Northmere servers Tuesday 09:10" in text
    assert "What the attacker would have taken, and did not Care records shared with Eastholt" in text
    assert "nobody is scored by it" in text


def test_the_report_holds_nothing_of_it(over, control, worked_out):
    before = control.get("/drill/report/file/").content
    control.follow(control.send(PATH))
    worked_out()
    control.get(PATH)
    assert control.get("/drill/report/file/").content == before
    kept = json.loads((over.stage.folder / REPLAY).read_text())
    report = json.loads(before)
    assert "moments" in kept
    for name in ("moments", "came", "saved", "seed"):
        assert name not in report
    assert str(kept["seed"]).encode() not in before


def test_a_file_that_is_none_is_said_and_can_be_worked_out_again(over, control, worked_out):
    (over.stage.folder / REPLAY).write_text("{}")
    text = words(control.get(PATH))
    assert "replay.json cannot be read: it is no replay." in text
    control.follow(control.send(PATH))
    worked_out()
    assert "What truly happened" in words(control.get(PATH))


def test_a_job_that_came_to_nothing_can_be_asked_for_again(over, control, worked_out, monkeypatch):
    from battlebox.web.drilling import replay
    from battlebox.web.jobs import Refused

    def refuses(_asked, _progress):
        raise Refused("The disk is full.")

    monkeypatch.setitem(__import__("battlebox.web.jobs").web.jobs._KINDS, replay.KIND, refuses)
    control.follow(control.send(PATH))
    worked_out()
    text = words(control.get(PATH))
    assert "The disk is full." in text
    assert "Work it out" in text
