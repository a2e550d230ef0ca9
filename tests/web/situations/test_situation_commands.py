"""How we stand from a terminal: what a partner is told is read there before it is on, and published without a desk."""

from __future__ import annotations

import json

import pytest

from battlebox.desk.picture import Suspicion
from battlebox.desk.record import Handling
from battlebox.marking import Tlp
from battlebox.share.ground import PRACTICE_MARK


@pytest.fixture
def run(situation, tmp_path, capsys):
    """A command, in the tables of this test: (exit code, standard output, standard error)."""
    from battlebox.cli import program

    def once(*words, ours="northmere"):
        with pytest.raises(SystemExit) as ended:
            program.main(["share", "situation", *words, "--data", str(tmp_path / "desk"), "--ours", ours])
        found = capsys.readouterr()
        return ended.value.code, found.out, found.err

    return once


def test_what_each_partner_would_be_told_is_shown_in_words_and_nothing_is_kept(situation, run):
    from battlebox.web.models import IntelObject

    situation.believe()
    situation.believe("northmere.benefits", handling=Handling(Tlp.AMBER_STRICT))
    code, out, err = run("show", "eastholt")
    assert (code, err) == (0, "")
    first, second, *rest = out.splitlines()
    short = situation.record.incident[:8]
    assert first == f"Incident {short}: Eastholt Council is told nothing; it would be told this"
    assert second == "Northmere Council: Confirmed"
    assert any("System: Northmere servers" in line and "Label: TLP:AMBER" in line for line in rest)
    assert "benefits" not in out.lower()
    code, out, _ = run("show", "farwick")
    assert code == 0
    assert "Northmere servers" not in out
    assert "nothing is said" in out
    assert not IntelObject.objects.exists()
    situation.switch_on()
    assert "Eastholt Council is told this" in run("show", "eastholt")[1]


def test_json_is_the_very_objects_that_eastholt_finds(situation, run):
    situation.believe()
    situation.switch_on()
    code, _, err = run("publish")
    made = len(situation.found()) - 1
    assert (code, err) == (0, f"battlebox: eastholt: {made} made or made anew, 0 the same, 0 taken back\n")
    code, out, _ = run("show", "eastholt", "--json", "--incident", situation.record.incident[:4])
    shown = json.loads(out)["objects"]
    assert {each["id"] for each in shown} == {each["id"] for each in situation.found()}
    assert run("publish")[2] == f"battlebox: eastholt: 0 made or made anew, {made} the same, 0 taken back\n"


def test_nobody_is_told_for_whom_it_is_not_switched_on(situation, run):
    situation.believe(state=Suspicion.SUSPECTED)
    code, out, err = run("publish")
    assert (code, out, err) == (0, "", "battlebox: northmere tells nobody: it is switched on for no partner\n")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("show", "westmarch"), "northmere has no partner westmarch"),
        (("show", "eastholt", "--incident", "zzzz"), "no incident is in this folder that northmere writes in"),
    ],
)
def test_what_is_not_there_is_said_in_a_sentence(run, words, sentence):
    code, out, err = run(*words)
    assert (code, out) == (4, "")
    assert err.startswith(f"battlebox: error: {sentence}")


def test_another_council_of_the_same_machine_is_shown_nothing_of_ours(situation, run):
    situation.believe()
    code, out, err = run("show", "eastholt", ours="farwick")
    assert (code, out) == (4, "")
    assert "farwick has no partner eastholt" in err


def test_the_folder_of_a_demonstration_publishes_nothing(situation, run, tmp_path):
    from battlebox.web.models import IntelObject

    situation.believe()
    situation.switch_on()
    (tmp_path / "desk").mkdir(exist_ok=True)
    (tmp_path / "desk" / PRACTICE_MARK).touch()
    code, _, err = run("publish")
    assert code == 4
    assert "demonstration" in err
    assert not IntelObject.objects.exists()
