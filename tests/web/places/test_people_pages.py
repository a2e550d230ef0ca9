"""Every page of tasks, people, the reach list, reports and costs: there for who takes part, and for nobody else."""

from __future__ import annotations

import pytest

from web.desk_page import words

PAGES = [
    "tasks/",
    "tasks/?show=overdue",
    "tasks/new/",
    "tasks/cards/",
    "tasks/cards/first-call/",
    "tasks/cards/first-call/take/",
    "people/",
    "people/ring/",
    "people/ring/call/",
    "people/roles/strategic/",
    "people/roles/strategic/take/",
    "people/roles/strategic/give/",
    "people/roles/strategic/relieve/",
    "people/roles/strategic/hand-over/",
    "people/hand-over/",
    "people/hand-over/pencil/",
    "reports/",
    "reports/new/",
    "costs/",
    "costs/new/",
    "reach/",
    "reach/bring/",
    "reach/sheets/",
]
NOT_THERE = [
    "tasks/nothing/",
    "tasks/nothing/change/",
    "tasks/cards/nothing/",
    "people/roles/observer/",
    "people/roles/mayor/",
    "people/roles/strategic/hand-over/paper/",
    "people/hand-over/nothing/",
    "people/hand-over/nothing/paper/",
    "people/hand-over/nothing/sign/",
    "reports/nothing/",
    "reports/nothing/paper/",
    "reports/nothing/document/",
    "costs/nothing/",
    "reach/nothing/",
    "reach/nothing/open/",
    "reach/nothing/people/",
    "reach/nothing/print/",
    "reach/nothing/printed/",
    "reach/nothing/register/",
    "reach/nothing/longer/",
    "reach/nothing/holder/",
    "reach/nothing/share/",
    "reach/nothing/close/",
    "reach/nothing/keys/",
    "reach/sheets/SA-1/",
    "reach/sheets/SA-1/back/",
    "reach/sheets/SA-1/paper/",
]


@pytest.mark.parametrize("path", PAGES)
def test_a_stranger_finds_no_page(desk_page, opened, council, path):
    desk_page(council).get(opened.at(path), expect=404 if council == "farwick" else 200)


@pytest.mark.parametrize("path", NOT_THERE)
def test_what_is_not_there_is_not_found(desk_page, opened, council, path):
    desk_page(council).get(opened.at(path), expect=404)


def test_the_menu_leads_to_each_place(desk_page, opened):
    text = desk_page("northmere").get(opened.at("tasks/")).content.decode()
    for title in ("Tasks", "People", "Reach list", "Reports", "Costs"):
        assert f">{title}</a>" in text


def test_papers_for_the_crate_need_no_incident(desk_page):
    page = desk_page("farwick")
    assert "Papers for the crate" in words(page.get("/"))
    answer = page.send("/papers/", {"way": "call", "count": "3"}, expect=200)
    assert answer.content.startswith(b"%PDF")
    assert page.get("/papers/assessment/print/").content.startswith(b"%PDF")
    assert "it is a template" in words(page.get("/papers/assessment/")).lower()
    desk_page().get("/papers/", expect=302)
