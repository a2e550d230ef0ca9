"""The table of the West London page that sets the order of return beside what really came back.

Law: the days on the page are those that the plain rules give, which answer alike on every machine.
Not here: whether the days are true: their hours are working values.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from battlebox.desk.restore import Ask, back_at, turns_of, undertaking
from battlebox.engine.restore import plan, replan, slipped
from battlebox.estate import MICROHOURS, estate_of, things_of
from desk.room import shipped

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "west-london.md").read_text(encoding="utf-8")
WHOLE = PAGE.split("\n## The order of return beside what came back when\n")[1].split("\n## ")[0]
PART, SLIP = WHOLE.split("\n### A slip in it, and three ways to go on\n")
ROWS = re.findall(r"^\| .+? \| `([\w.-]+)` \| (\d+) \|", PART, re.MULTILINE)
DAY = 24 * MICROHOURS


@pytest.fixture(scope="module")
def planned():
    estate = estate_of(shipped("west-london"))
    out = dict.fromkeys(things_of(estate, ("rbkc",)) & estate.system_by_id.keys(), 0)
    assert estate.as_of is not None
    found = undertaking(estate, Ask(out, estate.as_of, body="rbkc"))
    return found, plan(found.problem, seconds=0)


def test_every_system_of_the_borough_is_in_the_plan_and_nothing_is_left_out(planned):
    found, _ = planned
    assert len(found.work) == 42
    assert found.left == ()


def test_the_days_on_the_page_are_those_of_the_plan(planned):
    found, answer = planned
    ends = {turn.system: turn.end_microhours for turn in turns_of(found, answer.starts)}
    ends |= back_at(found, answer.starts)
    assert len(ROWS) == 5
    assert {name: -(-ends[name] // DAY) for name, _ in ROWS} == {name: int(day) for name, day in ROWS}


def test_the_harm_on_the_page_is_that_of_the_plan_and_of_the_checklist(planned):
    _, answer = planned
    said = [float(figure) for figure in re.findall(r"(\d+(?:\.\d)?) million", PART)]
    millions = [answer.harm / 1e6, answer.rules["checklist"] / 1e6, answer.bound / 1e6]
    assert said == [round(millions[0]), round(millions[1]), round(millions[2], 1)]


def test_the_slip_on_the_page_is_what_keeping_the_order_then_costs(planned):
    found, answer = planned
    rows = [row for row in found.problem.operations if row.system == "rbkc.identity"]
    row = max(rows, key=lambda each: each.microhours)
    seen = answer.starts[row.id] + row.microhours
    problem = slipped(found.problem, answer.starts, seen, {row.id: row.microhours + 7 * DAY})
    keep = replan(problem, answer.starts, seconds=0).keep
    told = re.search(r"\| keep the order \| ([\d.]+) million, ([\d.]+) more than without the slip \| (\d+) of", SLIP)
    more = (keep.harm - answer.harm) / 1e6
    assert [float(each) for each in told.groups()] == [round(keep.harm / 1e6, 1), round(more, 1), keep.moved]
