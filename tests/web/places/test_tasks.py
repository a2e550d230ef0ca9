"""Tasks: opened on four fields, found under yours, overdue and nobody's, changed by two at once, done with a word."""

from __future__ import annotations

from datetime import timedelta

import pytest
from justhtml import JustHTML

from battlebox.desk.command import tasks_of
from web.desk_page import filled, words

ODD = "=HYPERLINK(1) <b>bold</b> \N{SNOWMAN}"


def opened_task(page, opened, what="Ring the bank", **more):
    page.send(opened.at("tasks/new/"), {"what": what, **more})
    return tasks_of(opened.sight())[-1].thing.removeprefix("task/")


def test_a_task_is_opened_and_found_under_its_number(desk_page, opened):
    page = desk_page("northmere")
    answer = page.send(opened.at("tasks/new/"), {"what": "Ring the bank", "note": "payroll is on Friday"})
    text = words(page.follow(answer))
    assert "Saved as A-" in text
    assert "Ring the bank" in text
    assert "Yours (1)" in text


def test_the_partner_sees_it_and_a_body_does_not_see_what_is_another_s_own(desk_page, opened):
    page = desk_page("northmere")
    shared = opened_task(page, opened)
    own = opened_task(page, opened, what="Ask the lawyers", share="ours")
    other = desk_page("eastholt")
    assert "Ring the bank" in words(other.get(opened.at(f"tasks/{shared}/")))
    other.get(opened.at(f"tasks/{own}/"), expect=404)
    assert "Ask the lawyers" not in words(other.get(opened.at("tasks/?show=all")))


def test_what_nobody_owns_and_what_is_late_have_lists_of_their_own(desk_page, opened):
    page = desk_page("northmere")
    opened_task(page, opened, what="Find a generator", owner="")
    now = opened.watch.at
    opened_task(
        page, opened, what="Ring the bank", due_day=now.day, due_month=now.month, due_year=now.year, due_time="00:01"
    )
    opened.watch.at = now + timedelta(days=1)
    assert "Find a generator" in words(page.get(opened.at("tasks/?show=unowned")))
    late = words(page.get(opened.at("tasks/?show=overdue")))
    assert "Ring the bank" in late
    assert "Overdue" in late
    assert "Find a generator" not in late


def test_done_needs_a_word_and_the_choice_stays(desk_page, opened):
    page = desk_page("northmere")
    name = opened_task(page, opened)
    change = opened.at(f"tasks/{name}/change/")
    answer = page.send(change, {"state": "done"}, expect=422)
    assert "Write what came of it" in words(answer)
    page.send(change, {"state": "done", "note": "paid by hand"})
    text = words(page.get(opened.at(f"tasks/{name}/")))
    assert "Done" in text
    assert "paid by hand" in text


def test_two_who_change_one_task_see_both_versions(desk_page, opened):
    first, second = desk_page("northmere"), desk_page("northmere")
    name = opened_task(first, opened, owner="")
    change = opened.at(f"tasks/{name}/change/")
    form = filled(JustHTML(second.client.get(change).content.decode(), sanitize=False))
    first.send(change, {"state": "being done", "note": "I have rung"})
    answer = second.post(change, {**form, "state": "blocked", "note": "nobody answers"}, expect=422)
    text = words(answer)
    for part in ("Somebody else recorded something here", "being done", "I have rung", "blocked", "nobody answers"):
        assert part in text


def test_what_one_of_two_did_not_touch_is_not_set_back(desk_page, opened):
    first, second = desk_page("northmere"), desk_page("northmere")
    name = opened_task(first, opened, owner="")
    change = opened.at(f"tasks/{name}/change/")
    form = filled(JustHTML(second.client.get(change).content.decode(), sanitize=False))
    first.send(change, {"state": "being done", "note": "I have rung"})
    moved = {**form, "due_day": "24", "due_month": "11", "due_year": "2027", "due_time": "17:30"}
    answer = second.post(change, moved, expect=422)
    text = words(answer)
    assert "By when" in text
    assert "How far it is, as" not in text, "only the time was written in by both"
    again = filled(JustHTML(answer.content.decode(), sanitize=False))
    assert (again["state"], again["note"]) == ("being done", "I have rung")
    second.post(change, again)
    (task,) = tasks_of(opened.sight())
    assert (task.state.value, task.note) == ("being done", "I have rung")
    assert f"{task.due:%d %B %Y}" == "24 November 2027"


def test_a_form_sent_twice_opens_one_task(desk_page, opened):
    page = desk_page("northmere")
    data = filled(JustHTML(page.get(opened.at("tasks/new/")).content.decode(), sanitize=False))
    for _ in range(2):
        page.post(opened.at("tasks/new/"), {**data, "what": "Ring the bank"})
    assert len(tasks_of(opened.sight())) == 1


def test_an_observer_is_told_who_may_and_keeps_the_words(desk_page, officer, opened):
    page = desk_page(officer("northmere", role="observer"))
    assert "Open a task" not in words(page.get(opened.at("tasks/")))
    answer = page.send(opened.at("tasks/new/"), {"what": "Ring the bank"}, expect=422)
    assert "Your role here (observer) may not open a task." in words(answer)
    assert 'value="Ring the bank"' in answer.content.decode()


def test_formulas_and_markup_stay_text_on_the_page_and_in_the_csv(desk_page, opened):
    page = desk_page("northmere")
    name = opened_task(page, opened, what=ODD)
    assert "&lt;b&gt;bold" in page.get(opened.at(f"tasks/{name}/")).content.decode()
    assert "'=HYPERLINK(1) <b>bold</b>" in page.get(opened.at("tasks/?show=all&tasks-csv=1")).content.decode()


def test_a_card_becomes_tasks_and_is_ticked_in_one_tap(desk_page, opened):
    page = desk_page("northmere")
    page.send(opened.at("tasks/cards/first-call/take/"))
    card = opened.at("tasks/cards/first-call/")
    first = JustHTML(page.get(card).content.decode(), sanitize=False).query("main form")[0]
    data = {each.attrs["name"]: each.attrs.get("value", "") for each in first.query("input")}
    page.post(card, {**data, "tapped": "done"})
    assert "1 of " in words(page.get(card))
    answer = page.post(card, {**data, "tapped": "done"})
    assert "was not saved twice" in words(page.follow(answer))
    again = page.send(opened.at("tasks/cards/first-call/take/"), expect=422)
    assert "in use" in words(again)


def test_a_line_of_another_card_cannot_be_ticked_here(desk_page, opened):
    page = desk_page("northmere")
    other = opened_task(page, opened)
    page.send(opened.at("tasks/cards/first-call/take/"))
    card = opened.at("tasks/cards/first-call/")
    first = JustHTML(page.get(card).content.decode(), sanitize=False).query("main form")[0]
    data = {each.attrs["name"]: each.attrs.get("value", "") for each in first.query("input")}
    page.post(card, {**data, "of": f"task/{other}"}, expect=404)


@pytest.mark.parametrize("name", ["service", "system"])
def test_a_task_links_to_what_it_hangs_on(desk_page, opened, name):
    page = desk_page("northmere")
    rows = {"service": opened.estate.services, "system": opened.estate.systems}[name]
    thing = next(row for row in rows if row.body == "northmere")
    task = opened_task(page, opened, **{name: getattr(thing, name)})
    assert thing.name in words(page.get(opened.at(f"tasks/{task}/")))


def test_a_partner_cannot_close_it_is_told_whose_it_is_by_name_and_writes_beside_it(desk_page, opened, council):
    name = opened_task(desk_page("northmere"), opened)
    page, address = desk_page(council), opened.at(f"tasks/{name}/")
    if council == "farwick":
        for rest in ("", "change/", "word/"):
            page.get(address + rest, expect=404)
        return
    html = page.get(address).content.decode()
    assert ("?state=done" in html) is (council == "northmere")
    if council == "eastholt":
        answer = words(page.send(f"{address}change/", {"state": "done", "note": "we did"}, expect=422))
        assert "`Ring the bank` is Northmere Council's, so Eastholt Council may not close it" in answer
    page.send(f"{address}word/", {"said": "the branch is shut"})
    text = words(desk_page("northmere").get(address))
    assert "the branch is shut" in text
    assert tasks_of(opened.sight())[0].is_open


def test_what_is_nobodys_is_taken_on_by_a_partner(desk_page, opened):
    name = opened_task(desk_page("northmere"), opened, owner="")
    page, address = desk_page("eastholt"), opened.at(f"tasks/{name}/")
    assert "Take it on" in words(page.get(address))
    page.send(f"{address}change/")
    text = words(page.get(address))
    assert "Owner Officer of eastholt" in text
    assert "Take it on" not in text
    page.send(f"{address}change/", {"state": "done", "note": "rung"})
    assert not tasks_of(opened.sight())[0].is_open
