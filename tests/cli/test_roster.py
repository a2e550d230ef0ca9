"""`battlebox roster`: its words as a table, its keys, and what is bad or sad in what it is given."""

from __future__ import annotations

import json

import pytest

from battlebox.engine import solver
from desk.roster.council import council, with_row

ASKED = ("--from", "2025-11-24", "--days", "2", "--seconds", "0")
BOB = "n.bob,Bob Jones,northmere,Loggist,,,,,,,,n"
OVER = "this roster is over: its last day, 25 Nov 2025, is past; leave --from out to begin today"
GOLDEN = """\
day         shift    post                                            who
Mon 24 Nov  n.early  Duty social worker, Child protection referrals  Ann Smith
Mon 24 Nov  n.early  Loggist                                         Bob Jones
Tue 25 Nov  n.early  Duty social worker, Child protection referrals  Cat Moss
3 of 4 posts have somebody. Proved: no roster is better; made by the plain rule.

empty  post     why
1      Loggist  nobody who has the skill is free

One more person with `loggist` would fill 1 more: ask a neighbour.
"""


@pytest.fixture
def ask(battlebox, tmp_path):
    def run(*options, **tables):
        return battlebox("roster", council(tmp_path / "estate", **tables), *(options or ASKED))

    return run


def data(ran):
    assert ran.code == 0, ran.err
    return json.loads(ran.out)


def test_a_roster_in_words_is_a_table_of_who_covers_what_then_what_is_empty_and_why(ask):
    ran = ask()
    assert ran.code == 0
    assert ran.err == f"battlebox: {OVER}\n"
    assert [line.rstrip() for line in ran.out.splitlines()] == GOLDEN.splitlines()


def test_a_roster_as_json_has_its_keys(ask):
    found = data(ask(*ASKED, "--json"))
    assert {"shifts", "gaps", "broken_rules"} <= set(found)
    post = {"post", "of", "body", "day", "shift", "starts", "hours", "skill", "level"}
    assert set(found["shifts"][0]) == post | {"person"}
    assert set(found["gaps"][0]) == post | {"why"}
    assert found["broken_rules"] == []
    assert {row["person"] for row in found["shifts"]} <= {"n.ann", "n.bob", "n.cat", "n.dan"}
    gap = found["gaps"][0]
    assert (gap["post"], gap["day"]) == ("n.desk", "2025-11-25")


def test_a_roster_for_days_to_come_has_nothing_to_say_of_the_past(ask):
    assert ask("--days", "2", "--seconds", "0").err == ""


def test_no_time_gives_the_plain_rule_and_says_so(ask):
    posts = "post,role,body,skills,people,shifts\nn.x,Loggist,northmere,,3,n.early\n"
    ran = ask(*ASKED, posts=posts)
    assert "the plain rule" in ran.out


def test_a_missing_solver_is_said_and_an_answer_given(ask, monkeypatch):
    monkeypatch.setattr(solver, "SOLVER", "no_such_solver")
    found = data(ask("--from", "2025-11-24", "--days", "14", "--seconds", "1", "--json"))
    assert found["shifts"]
    is_proved = found["how"].startswith("proved")
    assert is_proved or any("not installed" in remark for remark in found["remarks"])


def test_ninety_hours_worked_already_is_an_answer_that_says_go_home(ask):
    ran = ask(**with_row("people", BOB, BOB.replace(",,,,n", ",90,,,n")))
    assert ran.code == 0
    assert "Bob Jones worked 90 hours in the seven days before" in ran.out.replace("\n", " ")


def test_people_with_no_skills_are_an_answer(ask):
    nobody = "person,name,body,role\nn.x,Ex Why,northmere,Cook\n"
    ran = ask(people=nobody, availability="availability,of,kind,from\n")
    assert ran.code == 0
    assert "0 of 4 posts have somebody" in ran.out
    assert "nobody has the skill" in ran.out
    assert "Nobody has the skill child protection, loggist." in ran.out


def test_nobody_on_the_list_is_an_answer(ask):
    ran = ask(people="person,name,body,role\n", availability="availability,of,kind,from\n")
    assert ran.code == 0
    assert "Nobody is on the list, so every post is empty." in ran.out


def test_free_and_away_at_once_is_a_mistake_of_the_estate_with_its_row(ask):
    both = (
        "availability,of,kind,from,until,shifts\nn.a1,n.bob,away,2025-11-25,,\nn.a2,n.bob,free,2025-11-24,2025-11-26,\n"
    )
    ran = ask(availability=both)
    assert ran.code == 3
    assert ran.out == ""
    assert "availability" in ran.err


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--days", "0"), "0 is not in the range"),
        (("--days", "121"), "121 is not in the range"),
        (("--from", "24.11.2025"), "24.11.2025 is not a date"),
        (("--from", "9999-12-25"), "9999-12-25 is not a date from 1970 to 2100"),
        (("--from", "0001-01-01"), "0001-01-01 is not a date from 1970 to 2100"),
        (("--seconds", "-1"), "-1 is not a number of seconds"),
        (("--seconds", "soon"), "soon is not a number of seconds"),
    ],
)
def test_what_is_asked_wrongly_ends_with_a_sentence(ask, options, words):
    ran = ask(*options)
    assert ran.code == 2
    assert words in ran.err
    assert "Traceback" not in ran.err
