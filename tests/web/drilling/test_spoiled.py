"""A drill whose scenario file was spoiled: refused at the start of its desk, and a page in words while it runs."""

from __future__ import annotations

import subprocess

import pytest

from battlebox.desk import Role
from battlebox.drill.scenario import ScenarioMistakes
from web.desk_page import words
from web.test_starting import PROGRAM

TITLE = "This drill cannot be read from its folder"


def spoil(drill, old="[[inject]]\n", new="[[inject]]\nminutes = 5\n"):
    file = drill.stage.folder / "scenario.toml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    return file


def run(*said):
    done = subprocess.run([PROGRAM, *map(str, said)], capture_output=True, text=True, timeout=120, check=False)
    return done.returncode, done.stderr


def test_the_start_refuses_it_as_check_does_and_nothing_is_started(drill):
    file = spoil(drill)
    before = sorted(each.name for each in drill.stage.folder.rglob("*"))
    code, said = run("desk", "--drill", "--data", drill.stage.folder)
    assert (code, said) == run("drill", "check", file)
    assert code == 3
    assert "inject 1: there is no field 'minutes'" in said
    assert "battlebox: hint:" in said
    assert sorted(each.name for each in drill.stage.folder.rglob("*")) == before


def test_the_start_refuses_another_scenario_than_the_one_it_was_made_with(drill):
    spoil(drill, "It is evening.", "It is late.")
    code, said = run("desk", "--drill", "--data", drill.stage.folder)
    assert code != 0
    assert "was begun on another scenario" in said


@pytest.mark.parametrize("path", ["/drill/", "/drill/part/", "/drill/injects/1/", "/drill/clock/", "/drill/inbox/"])
def test_spoiled_while_the_desk_runs_control_reads_each_mistake(drill, control, path):
    spoil(drill)
    said = words(control.get(path, expect=503))
    assert TITLE in said
    assert "Inject 1: there is no field 'minutes'. Did you mean at_minutes? Put" in said


def test_spoiled_while_the_desk_runs_a_player_reads_nothing_of_the_scenario(drill, desk_page, officer, council):
    spoil(drill)
    said = words(desk_page(officer(council, role=Role.TACTICAL)).get("/drill/inbox/", expect=503))
    assert TITLE in said
    assert "Tell whoever runs the drill." in said
    assert "field" not in said


def test_put_back_as_it_was_it_goes_on(drill, control):
    spoil(drill)
    control.get("/drill/", expect=503)
    spoil(drill, "[[inject]]\nminutes = 5\n", "[[inject]]\n")
    assert TITLE not in words(control.get("/drill/"))


@pytest.mark.one_store  # A drill whose tables are on a server is refused, which is tested elsewhere.
def test_a_sound_folder_is_refused_for_nothing(drill):
    from django.conf import settings

    from battlebox.web.starting.drill_folder import refuse_other_folder

    refuse_other_folder(settings.DESK)
    spoil(drill)
    with pytest.raises(ScenarioMistakes):
        refuse_other_folder(settings.DESK)
