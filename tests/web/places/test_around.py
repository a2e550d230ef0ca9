"""The drawing of what stands around a thing: the same as its lists, readable without script."""

from __future__ import annotations

import json

import pytest
from justhtml import JustHTML

from battlebox.desk.picture import Condition, Observation, observe
from desk.room import SHARED
from web.desk_page import words

CARE = "around/northmere.care/"
CHILD = "around/northmere.child-front-door/"


def drawn(answer):
    return JustHTML(answer.content.decode(), sanitize=False)


@pytest.mark.parametrize("path", [CARE, f"{CARE}?steps=3", "around/northmere.child-front-door/",
                                  "around/northmere.night-number/"])  # fmt: skip
def test_a_stranger_finds_no_drawing(desk_page, opened, council, path):
    desk_page(council).get(opened.at(path), expect=404 if council == "farwick" else 200)


def test_a_thing_that_is_not_there_is_not_found(desk_page, opened):
    desk_page("northmere").get(opened.at("around/nothing/"), expect=404)


@pytest.mark.parametrize("steps", ["1", "2", "3"])
def test_lists_drawing_and_script_say_the_same(desk_page, opened, steps):
    answer = desk_page("northmere").get(opened.at(f"{CARE}?steps={steps}"))
    page = drawn(answer)
    rows = page.query("#things tbody tr")
    boxes = page.query("svg.desk-around g")
    data = json.loads(page.query_one("#drawing-data").to_text())
    assert len(rows) + 1 == len(boxes) == len(data["boxes"])
    ties = [each for each in page.query("svg.desk-around path") if "desk-around__tie" in each.attrs.get("class", "")]
    assert len(page.query("#lines tbody tr")) == len(ties) == len(data["ties"])
    corners = {each.attrs["transform"] for each in boxes}
    width, height = data["width"], data["height"]
    assert corners == {f"translate({each['x'] - width // 2} {each['y'] - height // 2})" for each in data["boxes"]}


def test_more_steps_show_more(desk_page, opened):
    page = desk_page("northmere")
    counts = [len(drawn(page.get(opened.at(f"{CHILD}?steps={n}"))).query("#things tbody tr")) for n in "123"]
    assert counts == sorted(counts)
    assert counts[0] < counts[2]
    same = len(drawn(page.get(opened.at(f"{CHILD}?steps=99"))).query("#things tbody tr"))
    assert same == counts[0]


def test_the_drawing_has_a_title_for_who_cannot_see_it_and_states_in_words(desk_page, opened):
    seen = Observation(Condition.OUT, opened.record.now(), "duty engineer")
    observe(opened.record, opened.estate, opened.lead, "northmere.servers", seen, handling=SHARED)
    page = drawn(desk_page("northmere").get(opened.at(CARE)))
    title = page.query_one("#around-title").to_text()
    assert title.startswith("Care records shared with Eastholt in the middle; to the left 2 that need it")
    out = [each.to_text() for each in page.query("svg.desk-around g") if "out" in each.attrs["class"]]
    assert any("Northmere servers" in each and "Out" in each for each in out)


def test_an_attackers_way_is_a_line_of_its_own_kind(desk_page, opened):
    text = words(desk_page("northmere").get(opened.at("around/northmere.servers/")))
    assert "an attacker could go this way (route), and back" in text


def test_past_five_hundred_the_nearest_are_drawn_and_the_rest_counted(desk_page, opened):
    from battlebox.desk.picture import adopt_estate
    from battlebox.estate import RawTable, RawTables
    from desk.room import shipped

    raw = shipped("northmere")
    systems, needs = raw.tables["systems"], raw.tables["needs"]
    more = [f"northmere.extra-{number}" for number in range(600)]
    tables = {
        **raw.tables,
        "systems": RawTable(systems.header, (*systems.rows, *((each, f"Extra {each}", "northmere") for each in more))),
        "needs": RawTable(needs.header, (*needs.rows, *((each, "northmere.backups") for each in more))),
    }
    large = RawTables(tables, raw.settings)
    adopt_estate(opened.record, opened.lead, opened.installation.shelf, large, source="made larger", handling=SHARED)
    answer = desk_page("northmere").get(opened.at("around/northmere.backups/?things-page=all"))
    text = words(answer)
    assert "Too much stands around it to draw: the nearest 500 are drawn and listed." in text
    # 600 that need it and the servers, from which an attacker could come; 499 of them beside the backups.
    assert "102 more are left out." in text
    page = drawn(answer)
    assert len(page.query("svg.desk-around g")) == 500
    assert len(page.query("#things tbody tr")) == 499
