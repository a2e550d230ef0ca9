"""Estates and questions at the edge: one system, no paths, all certain, nothing certain, orders that exclude others.

Law: each is answered in words that are true of it, or refused with what to do; none is a fault, none misleads.
Not here: files that are wrong (test_bad_estates.py), options that are wrong (test_bad_usage.py).
"""

from __future__ import annotations

import csv
import json
import shutil
from dataclasses import replace

import pytest

from battlebox import engine
from battlebox.estate import generate, write_tables

QUICK = ("--worlds", "64", "--seconds", "1")


@pytest.fixture(scope="module")
def usual(tmp_path_factory):
    place = tmp_path_factory.mktemp("usual") / "region"
    write_tables(generate(3, 24, seed=2), place)
    return place


@pytest.fixture
def changed(usual, tmp_path):
    """A copy of the usual region with the rows of one table changed."""

    def copy(table, change):
        place = tmp_path / "changed"
        shutil.copytree(usual, place)
        file = place / f"{table}.csv"
        with file.open(newline="", encoding="utf-8") as text:
            rows = list(csv.DictReader(text))
        with file.open("w", newline="", encoding="utf-8") as text:
            writer = csv.DictWriter(text, list(rows[0]))
            writer.writeheader()
            writer.writerows(change(rows))
        return place

    return copy


def systems_of(place):
    with (place / "systems.csv").open(newline="", encoding="utf-8") as text:
        return [row["system"] for row in csv.DictReader(text)]


@pytest.fixture
def one(tmp_path):
    place = tmp_path / "one"
    write_tables(generate(1, 1), place)
    return place


def test_one_system_is_an_estate_for_every_question(battlebox, one):
    system = systems_of(one)[0]
    isolate = system.replace(".", ".isolate-")
    for words in (
        ("check", one),
        ("impact", one, "--down", system),
        ("spread", one, "--hit", system, "--worlds", "64"),
        ("score", one, "--hit", system, "--do", isolate, "--worlds", "64"),
        ("contain", one, "--hit", system, *QUICK),
        ("brief", one, "--hit", system, "--no-rerun", *QUICK),
        ("restore", one, "--down", system, "--seconds", "1"),
        ("readiness", one),
    ):
        ran = battlebox(*words)
        assert ran.code == 0, ran.err
        assert "nan" not in ran.out.lower().split()


def test_a_mean_outside_nine_worlds_of_ten_says_what_makes_it(battlebox, one):
    """The attack strikes before the order works in one world of twenty-five: the range alone would deny the mean."""
    system = systems_of(one)[0]
    isolate = system.replace(".", ".isolate-")
    asked = ("score", one, "--hit", system, "--do", isolate, "--worlds", "1024")
    first = battlebox(*asked).out.splitlines()[0]
    figures = json.loads(battlebox(*asked, "--json").out)["harm"]
    assert figures["low"] == figures["high"] < figures["mean"]
    assert f"{figures['low']:,.0f} in at least nine worlds of ten, and far worse in the few others" in first


def test_what_is_the_same_in_every_world_is_said_so(battlebox, usual):
    system = systems_of(usual)[0]
    isolate = system.replace(".", ".isolate-")
    ran = battlebox("score", usual, "--hit", f"{system}:0", "--do", isolate, "--worlds", "64")
    assert "units, the same in every world (standard error 0)" in ran.out


def test_nobody_gets_anywhere_without_paths(battlebox, tmp_path):
    place = tmp_path / "bare"
    write_tables(generate(3, 24, paths=0, seed=2), place)
    system = systems_of(place)[0]
    ran = battlebox("spread", place, "--hit", system, "--worlds", "64")
    assert ran.code == 0
    assert "1 of 24 systems can be reached" in ran.out
    assert battlebox("contain", place, "--hit", system, *QUICK).code == 0
    assert battlebox("brief", place, "--hit", system, "--no-rerun", *QUICK).code == 0


@pytest.mark.parametrize(("chance", "reached"), [("0", "1 of 24 systems"), ("1", " of 24 systems")])
def test_chances_of_nothing_and_of_certainty(battlebox, changed, chance, reached):
    place = changed("paths", lambda rows: [{**row, "chance": chance} for row in rows])
    system = systems_of(place)[0]
    ran = battlebox("spread", place, "--hit", system, "--worlds", "64")
    assert ran.code == 0
    assert reached in ran.out
    found = json.loads(battlebox("spread", place, "--hit", system, "--worlds", "64", "--json").out)["systems"]
    assert {row["reached"] for row in found} <= {0.0, 1.0}
    advised = battlebox("contain", place, "--hit", system, *QUICK)
    assert advised.code == 0, advised.err


@pytest.mark.parametrize("chance", ["", ":0.3", ":0"])
def test_every_system_hit_suspected_or_looked_at_in_vain(battlebox, usual, chance):
    hits = [word for system in systems_of(usual) for word in ("--hit", f"{system}{chance}")]
    found = battlebox("contain", usual, *hits, *QUICK, "--json")
    assert found.code == 0, found.err
    options = {row["name"]: row for row in json.loads(found.out)["options"]}
    assert options["recommended"]["harm"]["mean"] <= options["nothing"]["harm"]["mean"]
    if chance == ":0":
        assert options["recommended"]["actions"] == []
        assert options["recommended"]["harm"]["mean"] == 0
    assert battlebox("brief", usual, *hits, "--no-rerun", *QUICK).code == 0


def test_orders_that_all_exclude_each_other_are_taken_one_at_a_time(battlebox, changed):
    def against_all(rows):
        names = [row["action"] for row in rows]
        return [{**row, "conflicts": ";".join(one for one in names if one != row["action"])} for row in rows]

    place = changed("actions", against_all)
    system = systems_of(place)[0]
    options = json.loads(battlebox("contain", place, "--hit", system, *QUICK, "--json").out)["options"]
    assert all(len(row["actions"]) <= 1 for row in options if row["name"] != "everything")
    names = [row["name"] for row in options if "." in row["name"]][:2]
    ran = battlebox("score", place, "--hit", system, "--do", names[0], "--do", names[1])
    assert (ran.code, ran.out) == (2, "")
    assert "cannot both be ordered" in ran.err


def test_an_estate_without_actions_says_that_no_order_could_be_compared(battlebox, changed):
    place = changed("actions", lambda _: [])
    system = systems_of(place)[0]
    ran = battlebox("contain", place, "--hit", system, *QUICK)
    assert ran.code == 0, ran.err
    assert "recommended: no order" in ran.out
    words = " ".join(ran.out.split())
    assert "No order could be compared: there is no action to give here, so it is watching or shutting down." in words


def test_where_time_was_up_before_single_orders_it_does_not_say_that_there_are_none(battlebox, usual, monkeypatch):
    whole = engine.contain

    def hurried(*asked, **how):
        advice = whole(*asked, **how)
        kept = tuple(row for row in advice.options if row.actions != (row.name,))
        return replace(advice, options=kept, is_cut=True)

    monkeypatch.setattr(engine, "contain", hurried)
    ran = battlebox("contain", usual, "--hit", systems_of(usual)[0], *QUICK)
    assert ran.code == 0, ran.err
    assert "recommended: no order" not in ran.out
    words = " ".join(ran.out.split())
    assert "No order could be shown by itself before the time was up: ask with more seconds." in words
    assert "No order could be compared" not in words


def test_a_horizon_shorter_than_every_order_names_the_longest(battlebox, changed):
    place = changed("actions", lambda rows: [{**row, "takes_h": str(2000 + at)} for at, row in enumerate(rows)])
    system = systems_of(place)[0]
    ran = battlebox("contain", place, "--hit", system, *QUICK)
    assert (ran.code, ran.out) == (4, "")
    assert "a horizon of 1008 hours is too short to advise on" in ran.err
    with (place / "actions.csv").open(newline="", encoding="utf-8") as text:
        rows = list(csv.DictReader(text))
    longest = max(rows, key=lambda row: float(row["takes_h"]) + float(row["lasts_h"] or 168))
    hours = float(longest["takes_h"]) + float(longest["lasts_h"] or 168)
    assert f"ask for at least {hours:g} hours, which {longest['action']} takes" in ran.err


def test_an_attack_that_begins_nowhere_is_asked_about(battlebox, usual):
    ran = battlebox("spread", usual)
    assert (ran.code, ran.out) == (2, "")
    assert "nothing was said to be hit" in ran.err
    assert "name at least one system: --hit SYSTEM" in ran.err
