"""What becomes of orders given before, in words: why to keep, to add, to take back, and what a reversal must gain.

Law: every order is told of or counted; what taking back must gain stands at the end, whatever the verdicts.
Not here: working it out (tests/engine/test_staged.py).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from battlebox.desk.brief import find, find_given, given_lines, with_holding, write_brief
from battlebox.desk.brief.given import CUT
from battlebox.engine import EVERYTHING, Because, Done, EstateArrays, Hit, Question, Restaged, Step, Verdict
from battlebox.estate import MICROHOURS, estate_of
from desk.room import shipped

ESTATE = estate_of(shipped("northmere"))
SERVERS, CARE, THEIRS = "northmere.isolate-servers", "northmere.isolate-care", "eastholt.isolate-servers"
MUST = "Taking an order back must gain about 51,000 weighted person-hours: 5 in 100 of the harm if all stays and "


def told(*steps: Step, is_cut: bool = False) -> tuple[str, ...]:
    return given_lines(ESTATE, Restaged(steps, 5.0, 51_000, 1_020_000, 400_000, is_cut))


@pytest.mark.parametrize(
    ("step", "line"),
    [
        (Step(SERVERS, Verdict.KEEP, 2_000_000, 9_000), "taking it back would do about 2 million more harm"),
        (Step(SERVERS, Verdict.KEEP, -23_000, 900), "would save about 23,000, and it must gain about 51,000"),
        (Step(SERVERS, Verdict.KEEP, -60_000, 9_000), "about 60,000, but it is not clear that it gains about 51,000"),
        (Step(SERVERS, Verdict.KEEP, 90, 100), "taking it back makes no clear difference"),
        (Step(SERVERS, Verdict.KEEP, -90, 100), "taking it back makes no clear difference"),
        (Step(SERVERS, Verdict.KEEP), "taking it back makes no clear difference"),
    ],
)  # fmt: skip
def test_why_an_order_is_kept(step, line):
    first, second, last = told(step)
    assert first == "As things stand now: take back none, keep 1, add none"
    assert second.startswith("Keep \u201cIsolate Northmere servers\u201d (Northmere): ")
    assert second.endswith(line)
    assert last == f"{MUST}nothing is added"


def test_what_is_taken_back_comes_first_with_how_and_what_is_added_last():
    said = told(
        Step(CARE, Verdict.KEEP, 2_000, 9), Step(SERVERS, Verdict.BACK, 90_000, 10), Step(THEIRS, Verdict.ADD, 700, 9)
    )
    undo = ESTATE.action_by_id[SERVERS].undo
    assert said[0] == "As things stand now: take back 1, keep 1, add 1"
    lead = "Take back \u201cIsolate Northmere servers\u201d (Northmere)"
    assert said[1] == f"{lead}: about 90,000 less harm than keeping it. How: {undo}"
    assert said[3] == "Add \u201cIsolate Eastholt servers\u201d (Eastholt): about 700 less harm than without it"


def test_where_no_way_back_is_written_that_is_said_and_of_everything_too():
    bare = replace(ESTATE, actions=tuple(replace(row, undo=None) for row in ESTATE.actions))
    (_, line, _) = given_lines(bare, Restaged((Step(SERVERS, Verdict.BACK, 9, 0),), 5.0, 1, 9, 0))
    assert line.endswith("How it is undone is not written down")
    assert "Take back the shutdown of everything: 9 less harm" in told(Step(EVERYTHING, Verdict.BACK, 9, 0))[1]


def test_what_stands_says_why_there_is_nothing_to_decide():
    assert told(Step(SERVERS, Verdict.STANDS, because=Because.OVER))[1].endswith(": it has run out")
    assert told(Step(THEIRS, Verdict.STANDS, because=Because.OTHERS))[1].endswith("only Eastholt can take it back")
    assert "No body alone" in told(Step(EVERYTHING, Verdict.STANDS, because=Because.OTHERS))[1]


def test_very_many_are_counted_and_a_search_cut_short_says_so():
    said = told(*(Step(SERVERS, Verdict.KEEP, 9, 1) for _ in range(33)), is_cut=True)
    assert "and 3 more orders: keep" in said
    assert said[-1] == CUT
    assert given_lines(ESTATE, None) == ()


def test_a_brief_on_a_false_alarm_has_no_advice_and_says_what_to_take_back():
    arrays, at = EstateArrays.of(ESTATE), datetime(2025, 11, 24, 9, tzinfo=UTC)
    question = Question(hits=(Hit("northmere.servers", 0.0),), dones=(Done(SERVERS, 2 * MICROHOURS),), worlds=256)
    found = find(ESTATE, arrays, question, at=at, body="northmere", seconds=60)
    assert found.advice is None
    given = find_given(arrays, found, seconds=60)
    assert given.of(Verdict.BACK) == (SERVERS,)
    brief = with_holding(write_brief(found), found, given=given)
    assert brief.holding.given[1].startswith("Take back \u201cIsolate Northmere servers\u201d (Northmere): ")
