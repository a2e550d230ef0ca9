"""Costs: noted, corrected in sight, added up by code and body, and safe in a spreadsheet."""

from __future__ import annotations

from battlebox.desk.command import costs_of
from web.desk_page import words

LUNCH = {"what": "sandwiches", "heading": "rooms, food and travel", "who": "emergency planning", "money": "12.50"}


def test_a_cost_is_noted_and_added_up(desk_page, opened):
    page = desk_page("northmere")
    page.send(opened.at("costs/new/"), LUNCH)
    page.send(opened.at("costs/new/"), {**LUNCH, "money": "", "hours": "1.5", "heading": "staff overtime"})
    text = words(page.get(opened.at("costs/")))
    for part in ("£12.50", "1 h 30", "staff overtime", "altogether", "Northmere Council"):
        assert part in text
    assert [each.value.pence for each in costs_of(opened.sight())] == [1250, 0]


def test_money_and_time_in_one_line_is_refused_and_stays(desk_page, opened):
    page = desk_page("northmere")
    answer = page.send(opened.at("costs/new/"), {**LUNCH, "hours": "2"}, expect=422)
    assert "either an amount of money or a time" in words(answer).lower()
    assert 'value="12.50"' in answer.content.decode()
    assert not costs_of(opened.sight())


def test_a_cost_is_corrected_and_struck_out_with_a_reason(desk_page, opened):
    page = desk_page("northmere")
    page.send(opened.at("costs/new/"), LUNCH)
    (cost,) = costs_of(opened.sight())
    name = opened.record.line(cost.entry).header.writes[0].thing.partition("/")[2]
    page.send(opened.at(f"costs/{name}/"), {"money": "21.50", "why": "figures turned round"})
    assert costs_of(opened.sight())[0].value.pence == 2150
    desk_page("eastholt").get(opened.at(f"costs/{name}/"), expect=404)
    page.send(opened.at(f"costs/{name}/"), {"money": "", "why": "paid privately"})
    assert not costs_of(opened.sight())


def test_every_figure_of_the_csv_is_there_and_no_cell_is_a_formula(desk_page, opened):
    page = desk_page("northmere")
    page.send(opened.at("costs/new/"), {**LUNCH, "what": "=cmd|' /C calc'!A0", "who": "@office"})
    text = page.get(opened.at("costs/?costs-csv=1")).content.decode()
    assert "'=cmd" in text
    assert "'@office" in text
    assert "£12.50" in text
    assert "altogether" in page.get(opened.at("costs/?codes-csv=1")).content.decode()


def test_who_may_not_note_a_cost_is_told_so(desk_page, officer, opened):
    page = desk_page(officer("northmere", role="observer"))
    assert "Note a cost" not in words(page.get(opened.at("costs/")))
    assert "may not record a cost" in words(page.send(opened.at("costs/new/"), LUNCH, expect=422))


def test_what_one_body_keeps_to_itself_is_not_in_the_partner_s_totals(desk_page, opened):
    page = desk_page("northmere")
    page.send(opened.at("costs/new/"), {**LUNCH, "share": "ours"})
    assert "£12.50" not in words(desk_page("eastholt").get(opened.at("costs/")))
