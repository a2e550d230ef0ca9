"""`battlebox contain --done`: what to keep and what to take back, in words and as JSON.

Law: without an order given nothing is said of any.
Not here: the other answers of contain (test_commands.py).
"""

from __future__ import annotations

import json

HIT = ("--hit", "northmere.servers")
QUICK = ("--worlds", "64", "--seconds", "3")
GIVEN = ("--done", "northmere.isolate-servers@3")


def given_of(ran):
    assert ran.code == 0, ran.err
    return json.loads(ran.out)["given"]


def test_what_was_ordered_is_taken_back_on_a_false_alarm_and_kept_where_a_reversal_must_gain_too_much(battlebox):
    clean = ("contain", "northmere", "--hit", "northmere.servers:0", *GIVEN, *QUICK)
    ran = battlebox(*clean)
    assert "what was ordered already:" in ran.out
    assert "Take back \u201cIsolate Northmere servers\u201d" in " ".join(ran.out.split())
    (order,) = given_of(battlebox(*clean, "--json"))["orders"]
    assert order["verdict"] == "take back"
    given = given_of(battlebox(*clean, "--reversal", "200", "--json"))
    assert [row["verdict"] for row in given["orders"]] == ["keep"]
    assert given["penalty"] == 2 * given["as_given"]


def test_without_an_order_given_nothing_is_said_of_any(battlebox):
    assert given_of(battlebox("contain", "northmere", *HIT, *QUICK, "--json")) is None
