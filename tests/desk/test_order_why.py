"""Why one order, in words: every verdict, way in, service and "if", for an order that is advised and one that is not.

Law: the words say what the engine's figures say, and what they cut short they count.
Not here: the figures (tests/engine/test_explain.py), the pages (tests/web).
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from battlebox.desk.brief import order_why, turning
from battlebox.engine import (
    CHECKING,
    FALSE_ALARM,
    OWN_HARM,
    SPREAD,
    SUSPECT,
    BreakEven,
    EstateArrays,
    Explained,
    Hit,
    Question,
    Saving,
    Worth,
    explain,
)
from engine.test_explain import DOORS

INF = float("inf")


def explained(name: str, *plan: str, hit: float = 1.0) -> Explained:
    question = Question(hits=(Hit("in", hit, 0),), worlds=1024)
    (found,) = explain(EstateArrays.of(DOORS), question, plan, (name,), seconds=600)
    return found


def test_an_order_that_is_advised_says_what_it_closes_spares_and_stops():
    words = order_why(DOORS, explained("shut-left", "shut-left"))
    assert words.title == "Shut-Left (Northmere)"
    assert words.verdict[0] == "The figures point to this order."
    assert "services that protect people" in words.verdict[1]
    assert words.routes[0] == "From In to Left: without it the attacker comes this way (certain)"
    assert "Left (Northmere): the attacker gets there (none instead of certain)" in words.spares
    assert "Homelessness, Northmere: out about" in "; ".join(words.spares)
    assert words.stops == ("Homelessness, Northmere: stops now, for about 7 days; about 20 people a day",)
    assert words.turns_title == "It would not be worth it if"
    assert any("false alarm" in line for line in words.turns)


def test_an_order_that_is_not_advised_is_told_in_the_same_way():
    words = order_why(DOORS, explained("too-late"))
    assert words.verdict[0].startswith("The figures do not point to this order")
    assert "mostly before the order works" in words.routes[0]
    assert words.spares == ("It spares nothing that these figures can tell.",)
    assert words.stops == ("It stops no service by itself.",)
    assert words.turns_title == "It would be worth it if"


def test_a_way_that_another_order_closes_names_it():
    lines = order_why(DOORS, explained("cut-goal", "shut-left")).routes
    assert not any("Also closed" in line for line in lines if line.startswith("From Right"))
    assert "2 ways" not in "; ".join(lines)


def test_what_a_list_leaves_out_is_counted():
    found = explained("cut-goal")
    many = replace(found, routes=tuple(replace(found.routes[0], path=f"p{n}") for n in range(9)))
    lines = order_why(DOORS, many).routes
    assert len(lines) == 6
    assert lines[-1] == "and 4 more ways that he comes by now and then"
    none = replace(found, routes=())
    assert order_why(DOORS, none).routes == ("It closes no way in.",)


def test_an_order_too_close_to_call_says_so_and_one_of_no_own_weight_too():
    found = replace(explained("shut-left"), saving=Saving("shut-left", 10.0, 50.0))
    assert "no clear difference" in order_why(DOORS, found).verdict[0]
    planned = replace(found, planned=True)
    assert "together with others" in order_why(DOORS, planned).verdict[0]


def test_time_that_was_up_is_said():
    found = replace(explained("shut-left"), is_cut=True)
    assert any("time given was up" in line for line in order_why(DOORS, found).verdict)


@pytest.mark.parametrize(
    ("row", "good", "said"),
    [
        (BreakEven(FALSE_ALARM, 0.0, 0, 1, 0.9, Worth.BELOW, 0.01), True,
         "the chance of a false alarm were more than about 9 in 10 (now taken as none)"),
        (BreakEven(FALSE_ALARM, 0.0, 0, 1, 0.999, Worth.BELOW, 0.01), True,
         "it were almost certainly a false alarm (now taken as none)"),
        (BreakEven(FALSE_ALARM, 0.7, 0, 1, 0.4, Worth.BELOW, 0.01), False,
         "the chance of a false alarm were less than about 4 in 10 (now taken as about 7 in 10)"),
        (BreakEven(SUSPECT + "in", 0.3, 0, 1, 0.1, Worth.ABOVE, 0.01), True,
         "the chance that In is hit were less than about 1 in 10 (now taken as about 3 in 10)"),
        (BreakEven(SUSPECT + "in", 0.3, 0, 1, 0.6, Worth.ABOVE, 0.01), False,
         "the chance that In is hit were more than about 6 in 10 (now taken as about 3 in 10)"),
        (BreakEven(SUSPECT + "in", 0.3, 0, 1, 0.31, Worth.ABOVE, 0.01), False,
         "the chance that In is hit were only a little more than reckoned (now taken as about 3 in 10)"),
        (BreakEven(SUSPECT + "in", 0.3, 0, 1, 0.1, Worth.ABOVE, 0.09), True,
         "the chance that In is hit were less than about 1 in 10 (now taken as about 3 in 10) (known only roughly)"),
        (BreakEven(OWN_HARM, 1, 0, INF, 8.2, Worth.BELOW, 0.1), True,
         "what it stops did more than 8 times the harm reckoned"),
        (BreakEven(OWN_HARM, 1, 0, INF, 0.47, Worth.BELOW, 0.1), False,
         "what it stops did less than half of the harm reckoned"),
        (BreakEven(OWN_HARM, 1, 0, INF, 0.9, Worth.BELOW, 0.1), False,
         "what it stops did only a little less harm than reckoned"),
        (BreakEven(SPREAD, 1, 1 / 8, 8, 0.5, Worth.ABOVE), True,
         "the attacker moved on less than half as readily as reckoned"),
        (BreakEven(SPREAD, 1, 1 / 8, 8, 1.48, Worth.ABOVE), False,
         "the attacker moved on more than one and a half times as readily as reckoned"),
        (BreakEven(SPREAD, 1, 1 / 8, 8, 1.05, Worth.BELOW), True,
         "the attacker moved on only a little more readily than reckoned"),
        (BreakEven(CHECKING, 1, 1, 6, 5.5, Worth.BELOW), True, "checking took more than 5 times as long as reckoned"),
        (BreakEven(CHECKING, 1, 1, 6, 2.5, Worth.BELOW), True, "checking took more than twice as long as reckoned"),
        (BreakEven(CHECKING, 1, 1, 6, 1.5, Worth.BELOW), True,
         "checking took longer than reckoned, though less than twice as long"),
    ],
)  # fmt: skip
def test_each_if_says_the_figure_the_side_and_what_it_is_now(row: BreakEven, good: bool, said: str):
    assert turning(DOORS, (row,), good=good) == (said,)


def test_a_figure_that_turns_nothing_is_named_with_how_far_it_was_tried():
    found = explained("cut-goal")
    rows = tuple(
        BreakEven(what, 1, 0, 6, None, Worth.ALWAYS)
        for what in (FALSE_ALARM, OWN_HARM, SPREAD, CHECKING, SUSPECT + "in")
    )
    words = order_why(DOORS, replace(found, breaks=rows))
    assert words.turns == ()
    assert words.stays == (
        "whether it is a false alarm",
        "how much harm what it stops does",
        "how readily the attacker moves on (tried from an eighth of what is reckoned to 8 times)",
        "how long checking takes (tried up to 6 times as long)",
        "whether In is hit",
    )
