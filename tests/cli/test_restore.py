"""`battlebox restore`: what it prints, under which names, and what it refuses.

Law: data on stdout, words on stderr; the checklist's harm and what is in no plan are always said.
Not here: whether the order is good (tests/engine/restore), the problem made from the tables (tests/desk).
"""

from __future__ import annotations

import json
import math
import re
import shutil
from pathlib import Path

import pytest

from battlebox.cli.opening import estate_path
from battlebox.engine import child

STEP = {"number", "system", "start_h", "end_h", "crew", "gates", "unlocks", "why", "harm_an_hour", "slack_h",
        "held_a_day", "swap_before", "swap_after", "is_tried", "work"}  # fmt: skip
QUICK = ("--seconds", "0")
DOWN = ("--down", "northmere")
TRANSCRIPT = """\
   begins at h  live at h  system             crew               brings back
1            0      246.8  northmere.servers  Northmere IT team            3
2        246.8      408.4  northmere.care     Northmere IT team            2

1. Northmere servers: nothing holds it; brings back Child protection referrals, Housing benefit payments, \
Child protection referrals (Eastholt Council); a day later costs 103,680 more harm
2. Care records shared with Eastholt: waits for Northmere servers; brings back Child protection referrals, \
Child protection referrals (Eastholt Council); a day later costs 57,600 more harm

the last of 3 services is back at hour 408.4; 1 service in no plan, whose harm is in no figure here
the link from Northmere servers to Eastholt servers and back (route), shared.line, is waited for: \
Letter of assurance from Northmere, accepted by Eastholt, given at hour 87
in no plan: farwick.servers: it has no crew
in no plan: farwick.homelessness-tonight: it waits for farwick.servers, which no plan brings back

harm 1,071,801; the checklist's order 1,071,801
proved: no order does better
found by: rule; solver: not asked
"""


def data(ran):
    assert ran.code == 0, ran.err
    return json.loads(ran.out)


def test_the_order_in_words_says_what_comes_when_why_and_what_is_in_no_plan(battlebox):
    downs = ("--down", "northmere.servers", "--down", "northmere.care", "--down", "farwick.servers")
    ran = battlebox("restore", "northmere", *downs, *QUICK)
    assert ran.code == 0, ran.err
    assert ran.out == TRANSCRIPT


def test_the_json_has_the_names_that_stay(battlebox):
    found = data(battlebox("restore", "northmere", *DOWN, *QUICK, "--json"))
    assert set(found) == {"steps", "harm", "bound", "gap", "proved", "stage", "rules", "solver", "services", "waits",
                          "link_gates", "left_out"}  # fmt: skip
    assert {name for step in found["steps"] for name in step} == STEP
    assert [step["number"] for step in found["steps"]] == [1, 2, 3, 4, 5, 6]
    first = found["steps"][0]
    assert (first["system"], first["crew"], len(first["gates"])) == ("northmere.servers", "northmere.crew", 9)
    assert [piece["step"] for piece in first["work"]] == ["clear", "rebuild", "accept"]
    assert found["bound"] <= found["harm"] <= min(found["rules"].values())
    assert found["gap"] == pytest.approx((found["harm"] - found["bound"]) / found["harm"])
    back = {row["id"]: row["back_h"] for row in found["services"]}
    ends = {step["system"]: step["end_h"] for step in found["steps"]}
    assert back["northmere.housing-benefit"] == ends["northmere.benefits"]


def test_a_search_of_a_second_finds_nothing_worse_than_the_rules(battlebox):
    found = data(battlebox("restore", "west-london", "--down", "hf", "--since", "48", "--seconds", "1", "--json"))
    assert found["harm"] <= min(found["rules"].values())
    assert found["bound"] <= found["harm"]
    assert len(found["steps"]) > 35
    assert not found["left_out"]


def test_hours_already_out_make_the_same_order_cost_more(battlebox):
    now = data(battlebox("restore", "northmere", *DOWN, *QUICK, "--json"))
    later = data(battlebox("restore", "northmere", *DOWN, "--since", "100", *QUICK, "--json"))
    assert later["harm"] > now["harm"]


def test_a_body_waits_for_what_others_bring_back_until_the_hour_they_gave(battlebox):
    asked = ("restore", "northmere", "--down", "northmere", "--down", "eastholt", "--for", "eastholt", *QUICK)
    alone = battlebox(*asked)
    assert "in no plan: northmere.servers: nobody has said when it is back: ask Northmere Council" in alone.out
    backs = ("--back", "northmere.servers@100", "--back", "northmere.care@90")
    told = data(battlebox(*asked, *backs, "--json"))
    assert {row["system"]: row["back_h"] for row in told["waits"]} == {"northmere.servers": 100, "northmere.care": 90}
    assert {step["system"] for step in told["steps"]} == {"eastholt.servers", "eastholt.mail"}


@pytest.mark.parametrize(
    ("args", "code", "words"),
    [
        ((), 2, "say what is down"),
        (("--down", "nowhere"), 2, "no system, segment or body with systems is called nowhere"),
        (("--down", "northmere.child-front-door"), 2, "no system, segment or body"),
        (("--down", "northmere", "--for", "nobody"), 2, "no body is called nobody"),
        (("--down", "northmere", "--for", "farwick"), 2, "nothing that is down is for farwick to bring back"),
        (("--down", "northmere", "--seconds", "-1"), 2, "not a number of seconds"),
        (("--down", "northmere@-4"), 2, "not a number of hours"),
        (
            ("--down", "farwick"),
            4,
            "no order of return can be made: farwick.servers is in none, because it has no crew",
        ),
    ],
)
def test_what_is_asked_wrongly_is_refused_by_name(battlebox, args, code, words):
    ran = battlebox("restore", "northmere", *args)
    assert (ran.code, ran.out) == (code, "")
    assert words in ran.err


def test_what_the_solver_became_is_said_where_it_is_not_installed(battlebox, monkeypatch):
    monkeypatch.setattr(child, "is_installed", lambda: False)
    ran = battlebox("restore", "west-london", "--down", "hf", "--seconds", "0.5")
    assert "solver: not installed: pip install 'battlebox[plan]'" in ran.out


def test_the_west_london_page_says_what_the_command_says(battlebox):
    page = (Path(__file__).parents[2] / "docs" / "west-london.md").read_text(encoding="utf-8")
    said = page.partition("## The order of return beside what came back when")[2].partition("### A slip")[0]
    asked = said.partition("From `battlebox ")[2].partition("`")[0]
    found = data(battlebox(*asked.split(), "--json"))
    hours = {row["id"]: row["back_h"] for row in found["services"]}
    hours |= {row["system"]: row["end_h"] for row in found["steps"]}
    days = dict(re.findall(r"\| `([a-z.-]+)` \| (\d+) \|", said))
    assert len(days) == 5
    assert {name: int(day) for name, day in days.items()} == {name: math.ceil(hours[name] / 24) for name in days}
    figures = [found["harm"], found["rules"]["checklist"]]
    assert [f"{figure / 1e6:.0f} million" in said for figure in figures] == [True, True]
    assert f"{found['bound'] / 1e6:.1f} million" in said


# ── a slip ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_slip_says_three_ways_to_go_on_and_which_the_figures_point_to(battlebox):
    ran = battlebox("restore", "northmere", *DOWN, *QUICK, "--slip", "northmere.servers@72")
    assert ran.code == 0, ran.err
    _, found, after = ran.out.partition("\na slip: rebuild of Northmere servers takes 72 h longer, seen at hour ")
    assert found
    lines = after.splitlines()
    ways = ("keep the order", "a gentle change", "a free one")
    assert [line[: len(way)] for line, way in zip(lines[2:5], ways, strict=True)] == list(ways)
    assert lines[5] in {f"the figures point to: {way}" for way in ways[:2]}


def test_no_way_on_costs_more_than_keeping_the_order_and_a_slip_costs_something(battlebox):
    found = data(battlebox("restore", "northmere", *DOWN, *QUICK, "--slip", "northmere.servers@72", "--json"))
    slip = found["slip"]
    assert (slip["system"], slip["step"], slip["more_h"]) == ("northmere.servers", "rebuild", 72)
    harm = {row["way"]: row["harm"] for row in slip["ways"]}
    assert harm["free"] <= harm["gentle"] <= harm["keep"]
    assert harm["keep"] > found["harm"]
    assert all(row["moved"] <= slip["left"] for row in slip["ways"])


def test_what_is_in_no_plan_cannot_slip(battlebox):
    ran = battlebox("restore", "northmere", "--down", "northmere.servers", *QUICK, "--slip", "farwick.servers@3")
    assert (ran.code, ran.out) == (2, "")
    assert "farwick.servers is in no plan, so nothing of it can slip" in ran.err


# ── what no order says ───────────────────────────────────────────────────────────────────────────────────────────────


def test_a_gate_of_a_link_is_waited_for_and_named(battlebox):
    found = data(battlebox("restore", "northmere", "--down", "northmere.care", *QUICK, "--json"))
    (row,) = found["link_gates"]
    assert row.pop("given_h") >= 48
    assert row == {"gate": "shared.line-letter", "link": "shared.line", "takes_h": 48}
    none = data(battlebox("restore", "northmere", "--down", "northmere.phones", *QUICK, "--json"))
    assert none["link_gates"] == []


def test_an_order_that_brings_no_service_back_does_not_call_itself_the_best(battlebox, tmp_path):
    shutil.copytree(estate_path("northmere"), tmp_path / "few")
    crews = tmp_path / "few" / "crews.csv"
    crews.write_text(crews.read_text().replace("IT team,northmere,4,", "IT team,northmere,1,"))
    ran = battlebox(
        "restore", str(tmp_path / "few"), "--down", "northmere.servers", "--down", "northmere.backups", *QUICK
    )
    assert ran.code == 0, ran.err
    assert "no service comes back by this order; " in ran.out
    assert "in no plan, whose harm is in no figure here" in ran.out
    assert "harm 0" not in ran.out
    assert "proved" not in ran.out


def test_a_partners_day_for_a_system_that_is_not_there_is_refused(battlebox):
    ran = battlebox("restore", "northmere", *DOWN, *QUICK, "--back", "nosuch@5")
    assert (ran.code, ran.out) == (2, "")
    assert "no system, segment or body with systems is called nosuch" in ran.err


def test_an_hour_0_long_before_the_estates_own_day_is_said(battlebox):
    ran = battlebox("restore", "northmere", *DOWN, *QUICK, "--at", "2001-01-01", "--json")
    assert ran.code == 0
    assert "hour 0 is 2001-01-01 00:00, 9,1" in ran.err
    assert "days before the day that the estate speaks of (2026-03-02): gates with dates are waited for" in ran.err
    assert "hour 0 is" not in battlebox("restore", "northmere", *DOWN, *QUICK, "--json").err


def test_a_circle_of_needs_is_refused_by_the_systems_names(battlebox, tmp_path):
    shutil.copytree(estate_path("northmere"), tmp_path / "round")
    needs = tmp_path / "round" / "needs.csv"
    needs.write_text(needs.read_text() + "northmere.servers,northmere.care,,,,,\n")
    ran = battlebox("restore", str(tmp_path / "round"), *DOWN, *QUICK)
    assert (ran.code, ran.out) == (2, "")
    assert "each waits for the next: Northmere servers, Care records shared with Eastholt, Northmere servers" in ran.err
