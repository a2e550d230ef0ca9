"""`battlebox drill`: what ships, whether a file is sound, and its run sheet."""

from __future__ import annotations

import json
import re

import pytest

from battlebox.drill.scenario import SHIPPED
from drill.scenario.test_format import EXAMPLE


@pytest.fixture
def mine(tmp_path):
    """A scenario of one's own; called with changes, it is written with them."""

    def write(*pairs):
        text = EXAMPLE
        for old, new in pairs:
            assert old in text
            text = text.replace(old, new)
        path = tmp_path / "mine.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_the_list_has_nine_with_minutes_and_objectives(battlebox):
    ran = battlebox("drill", "list")
    assert (ran.code, ran.err) == (0, "")
    heads = [line for line in ran.out.splitlines() if line and not line.startswith(" ")]
    assert len(heads) == 9
    assert heads[0] == "west-london: The West London day (90 minutes, 23 injects)"
    assert "    Warn those who share IT with you before you know whether they are hit" in ran.out
    rows = json.loads(battlebox("drill", "list", "--json").out)["scenarios"]
    assert [row["id"] for row in rows] == list(SHIPPED)
    assert all(row["minutes"] >= 60 and row["objectives"] and row["solo"] for row in rows)


def test_a_sound_file_is_said_to_be_and_on_an_estate_who_fills_what(battlebox, mine):
    ran = battlebox("drill", "check", mine(), "--estate", "northmere")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines() == [
        "The tapes do not answer is sound: 30 minutes, 1 inject, 1 event, 1 branch",
        "It can be played on Northmere, a ten-minute estate (made up):",
        "    the body that plays: Northmere Council (northmere)",
        "    the system that keeps the backups: «Northmere backups» (northmere.backups)",
    ]
    said = json.loads(battlebox("drill", "check", mine(), "--estate", "northmere", "--json").out)
    assert said["sound"] is True
    assert said["cast"]["player"] == "northmere"
    assert said["cast"]["parts"][1]["id"] == "northmere.backups"
    assert json.loads(battlebox("drill", "check", mine(), "--json").out)["cast"] is None


def test_a_system_that_no_order_is_about_is_named_where_the_scenario_turns_on_it(battlebox, tmp_path):
    asked = ("drill", "check", "west-london", "--estate", "northmere", "--for", "farwick")
    ran = battlebox(*asked)
    assert ran.code == 0
    line = next(each for each in ran.out.splitlines() if "nothing to decide:" in each and "farwick" in each)
    assert line.strip() == (
        "no order of this estate isolates, cuts off or stops «Farwick servers» (farwick.servers), so there players "
        "would have nothing to decide: the attacker is in it when the story begins; inject 2 asks for such an order; "
        "inject 9 asks for such an order; "
        "inject 10 asks for such an order; the branch hub-cut asks whether it is shut off; add a row to actions with "
        "system:farwick.servers under isolates, and farwick under body"
    )
    (row,) = json.loads(battlebox(*asked, "--json").out)["undecided"]
    assert (row["part"], row["id"], len(row["wanted"])) == ("hub", "farwick.servers", 5)
    made = battlebox("drill", "make", "west-london", tmp_path / "drill", "--estate", "northmere", "--for", "farwick")
    assert made.code == 0
    assert "battlebox: no order of this estate isolates, cuts off or stops «Farwick servers»" in made.err


def test_a_branch_for_which_every_order_comes_too_late_is_named(battlebox, mine, tmp_path):
    """Thirty minutes in the estate, and asked at T+12: with its own time, nobody could say yes."""
    path = mine(("orders_faster = 10\n", ""))
    ran = battlebox("drill", "check", path, "--estate", "northmere")
    assert ran.code == 0
    head, line = ran.out.splitlines()[-2:]
    assert head == "Where every order would come too late:"
    assert line.strip() == (
        "the branch cut-in-time, at T+12, can never be answered with yes: the fastest order for it, Isolate Northmere "
        "backups (northmere.isolate-backups), takes 30 minutes; write orders_faster = 3 or more in the scenario, ask "
        "it at T+30 or later, or look whether takes_h of northmere.isolate-backups is what your people need"
    )
    (row,) = json.loads(battlebox("drill", "check", path, "--estate", "northmere", "--json").out)["too_slow"]
    assert (row["branch"], row["action"]) == ("cut-in-time", "northmere.isolate-backups")
    made = battlebox("drill", "make", path, tmp_path / "drill", "--estate", "northmere")
    assert made.code == 0
    assert "can never be answered with yes: the fastest order for it" in made.err
    # What it says is enough: three times sooner is ten minutes; and so is a leap of the story before.
    assert "too late" not in battlebox("drill", "check", mine(("= 10\n", "= 3\n")), "--estate", "northmere").out
    assert "too late" in battlebox("drill", "check", mine(("= 10\n", "= 2\n")), "--estate", "northmere").out
    event = '[[event]]\nid = "deleted"'
    leap = '[[event]]\nid = "night"\nat_minutes = 11\nkind = "time-passes"\nhours = 1\nwords = "Later."\n\n'
    path = mine(("orders_faster = 10\n", ""), (event, leap + event))
    assert "too late" not in battlebox("drill", "check", path, "--estate", "northmere").out


@pytest.mark.parametrize("on", ["northmere", "west-london"])
def test_nothing_that_ships_asks_for_what_comes_too_late(battlebox, on):
    for name in SHIPPED:
        assert "too late" not in battlebox("drill", "check", name, "--estate", on).out, name


@pytest.mark.parametrize(("day", "is_past"), [("2020-01-01", True), ("2199-01-01", False)])
def test_a_drill_on_a_day_that_is_past_is_made_with_a_remark(battlebox, mine, tmp_path, day, is_past):
    made = battlebox("drill", "make", mine(), tmp_path / "drill", "--estate", "northmere", "--on", day)
    assert made.code == 0
    remark = (
        "the story begins on 2020-01-07, which is past, and its clocks and papers will bear that day; if that is not "
        "meant, leave --on out or name a day to come, and make the drill anew"
    )
    assert (remark in made.err) is is_past


@pytest.mark.parametrize("body", ["northmere", "eastholt"])
def test_where_every_system_has_its_order_nothing_is_said_of_it(battlebox, body):
    for name in SHIPPED:
        ran = battlebox("drill", "check", name, "--estate", "northmere", "--for", body)
        assert (ran.code, "nothing to decide" in ran.out) == (0, False), name


@pytest.mark.parametrize("body", ["northmere", "eastholt", "farwick"])
def test_another_council_can_play(battlebox, mine, body):
    ran = battlebox("drill", "check", mine(), "--estate", "northmere", "--for", body)
    assert ran.code == 0
    assert f"({body})" in ran.out
    # Only Northmere has a system for its backups; elsewhere it is spoken of and nothing happens to it.
    assert ("none; texts say: the backup server" in ran.out) is (body != "northmere")


def test_every_mistake_is_printed_with_its_place(battlebox, mine):
    path = mine(("minutes = 30", "minuts = 30"), ('by = "phone"', 'by = "drum"'))
    ran = battlebox("drill", "check", path)
    assert (ran.code, ran.out) == (3, "")
    assert (
        "battlebox: error: the scenario: there is no field 'minuts'\nbattlebox: hint: did you mean minutes?" in ran.err
    )
    assert "battlebox: error: inject 1: by is 'drum', which is none of its words" in ran.err


def test_what_an_estate_lacks_is_printed_with_what_to_add(battlebox, mine):
    path = mine(('stand_in = "the backup server"\n', ""))
    ran = battlebox("drill", "check", path, "--estate", "northmere", "--for", "farwick")
    assert (ran.code, ran.out) == (3, "")
    assert "part backups: the estate «Northmere, a ten-minute estate (made up)» has no system that could be" in ran.err
    assert "hint: add one whose name or kind has one of these in it: backup" in ran.err


@pytest.mark.parametrize(
    ("asked", "code", "words"),
    [
        (("check", "west-lodnon"), 3, "no scenario is called 'west-lodnon': did you mean west-london"),
        (("show", ""), 3, "no scenario is called ''"),
        (("check", "mnie.toml"), 3, "there is no file 'mnie.toml'"),
        (("check", "drills/mine"), 3, "there is no file 'drills/mine'"),
        (("check", "west-london", "--estate", "nowhere"), 3, "there is no estate called nowhere"),
        (("check", "west-london", "--estate", "northmere", "--for", "nrthmere"), 2, "did you mean northmere"),
        (("check", "west-london", "--estate", "northmere", "--for", "nightline"), 3, "could not play"),
        (("check", "west-london", "--for", "northmere"), 2, "name it with --estate"),
        (("check", "west-london", "--seed", "3"), 2, "name it with --estate"),
        (("check",), 2, "missing argument"),
    ],
)
def test_what_is_asked_wrongly_is_refused_in_a_sentence(battlebox, asked, code, words):
    ran = battlebox("drill", *asked)
    assert (ran.code, ran.out) == (code, "")
    assert words in ran.err
    assert "battlebox: hint: " in ran.err


def test_a_folder_is_no_scenario(battlebox, tmp_path):
    ran = battlebox("drill", "check", tmp_path)
    assert (ran.code, ran.out) == (3, "")
    assert "is a folder, and a scenario is one file" in ran.err


@pytest.mark.parametrize("name", SHIPPED)
def test_the_run_sheet_says_exercise_and_is_in_the_order_of_play(battlebox, name):
    ran = battlebox("drill", "show", name, "--estate", "northmere")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("EXERCISE EXERCISE EXERCISE\n")
    at = [int(hours) * 60 + int(minutes) for hours, minutes in re.findall(r"^T\+(\d+):(\d\d)  ", ran.out, re.MULTILINE)]
    assert at == sorted(at)
    assert len(at) > 9
    assert ran.out.count("| EXERCISE EXERCISE EXERCISE") == ran.out.count("  Inject ")


def test_show_as_data_has_the_names_of_the_estate_and_every_field(battlebox, mine):
    said = json.loads(battlebox("drill", "show", mine(), "--estate", "northmere", "--json").out)
    assert said["format"] == "battlebox-scenario/1"
    assert said["starts"] == "09:10"
    assert said["injects"][0]["from"] == "backup administrator of Northmere Council"
    assert "«Northmere backups»" in said["injects"][0]["text"]
    assert said["injects"][0]["expected"][0]["any"] == [
        {"kind": "suspicion:stated", "about": "backups", "where": {"state": "suspected"}}
    ]
    assert said["events"][0]["kind"] == "backups-deleted"
    assert said["branches"][0]["by_minutes"] == 12
    assert said["cast"]["seed"] == 1
    bare = json.loads(battlebox("drill", "show", mine(), "--json").out)
    assert bare["injects"][0]["from"] == "backup administrator of {player}"
    assert "cast" not in bare


def test_without_an_estate_the_sheet_says_each_part_in_words(battlebox, mine):
    ran = battlebox("drill", "show", mine())
    assert "backup administrator of your council" in ran.out
    assert "I cannot log in to [the system that keeps the backups]." in ran.out


def test_what_a_scenario_says_beyond_its_signs_is_remarked_on_and_refuses_nothing(battlebox, mine):
    path = mine(('do = "Write that {backups} is suspected"', 'do = "Write that {backups} is suspected, and by whom"'))
    ran = battlebox("drill", "check", path)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines()[1:] == [
        "What is expected beyond what its signs show:",
        (
            "    inject 1, expected 1: it says «and», and any one of its signs shows all of it: «Write that {backups} "
            "is suspected, and by whom»; make one expected of each, or say no more than a sign shows; what no entry "
            "shows belongs in scores"
        ),
    ]
    (row,) = json.loads(battlebox("drill", "check", path, "--json").out)["remarks"]
    assert (row["place"], row["remark"][:14]) == ("inject 1, expected 1", "it says «and»,")
    assert json.loads(battlebox("drill", "check", "west-london", "--json").out)["remarks"] == []
