"""The pages of a closed incident: forms for what is still taken, the sentence for all else, debrief, opening again."""

from __future__ import annotations

import pytest
from justhtml import JustHTML

from battlebox.desk.command import NewTask, decisions_of, holdings_of, open_task, tasks_of
from battlebox.desk.record import State, course_of, debrief_of, stand
from desk.room import SHARED
from web.desk_page import filled, words

STOOD = {"to": "stood down", "why": "it is over"}
CLOSE = {"to": "closed", "why": "all is back", "no_debrief": "held already"}
REFUSED = "This incident is closed, so that cannot be recorded any more."


@pytest.fixture
def closed(opened):
    """A closed incident with a task still open."""
    open_task(opened.record, opened.lead, NewTask("return the laptops"), handling=SHARED)
    stand(opened.record, opened.lead, State.STOOD_DOWN, why="it is over")
    stand(opened.record, opened.lead, State.CLOSED, why="all is back", no_debrief="held already")
    return opened


@pytest.mark.parametrize(
    ("path", "offers"),
    [
        ("tasks/", "Open a task"),
        ("reports/", "Draft the next one"),
        ("decisions/", "Write down a decision"),
        ("systems/northmere.servers/", "Say what is believed"),
        ("people/roles/tactical/", "Take it"),
        ("log/", "Share what fewer bodies see"),
    ],
)
def test_what_is_refused_is_not_offered(desk_page, opened, path, offers):
    page = desk_page("northmere")
    assert offers in words(page.get(opened.at(path)))
    page.send(opened.at("stand/"), STOOD)
    page.send(opened.at("stand/"), CLOSE)
    assert offers not in words(page.get(opened.at(path)))


@pytest.mark.parametrize(
    ("path", "sent"),
    [
        ("tasks/new/", {"what": "more to do"}),
        ("decisions/new/", {"what": "x", "why": "y"}),
        ("reports/new/", {"headline": "x"}),
        ("systems/northmere.servers/suspect/", {"state": "confirmed", "source": "IT"}),
        ("people/roles/tactical/take/", {}),
    ],
)
def test_what_is_sent_all_the_same_is_refused_with_the_sentence(desk_page, closed, path, sent):
    before = closed.record.catch_up()
    assert REFUSED in words(desk_page("northmere").send(closed.at(path), sent, expect=422))
    assert closed.record.catch_up() == before


AT = {"at_day": "1", "at_month": "1", "at_year": "2026", "at_time": "02:00"}


def _moment(name):
    return {f"{name}{part.removeprefix('at')}": text for part, text in AT.items()}


@pytest.mark.parametrize(
    ("path", "sent"),
    [
        ("people/roles/tactical/take/", {"deputy": "", "reach": "desk 1", **_moment("since")}),
        ("people/roles/strategic/give/", {"holder": "{me}", "deputy": "", **_moment("since")}),
        ("people/roles/loggist/relieve/", {"why": "gone home", "holder": "{me}", "deputy": "{me}"}),
        ("people/roles/loggist/hand-over/", {"says": "# What is open\nnothing", "to": "{me}"}),
        ("people/hand-over/pencil/", {"sheet": "H-1", "role": "loggist", "leaving": "{me}", "coming": "{me}",
                                      "says": "# What is open\nnothing", **_moment("left"), **_moment("taken")}),
    ],
)  # fmt: skip
def test_no_role_is_given_by_a_form_made_by_hand_with_the_hidden_fields_of_another(
    desk_page, officer, closed, path, sent
):
    who = officer("northmere")
    before = closed.record.catch_up()
    page = desk_page(who)
    hidden = filled(JustHTML(page.get(closed.at("log/note/")).content.decode(), sanitize=False))
    forged = {**hidden, **{name: text.format(me=who.officer_id) for name, text in sent.items()}, "share": "shared"}
    assert forged["once"]
    assert REFUSED in words(page.post(closed.at(path), forged, expect=422))
    assert closed.record.catch_up() == before
    assert not holdings_of(closed.sight())


def test_a_late_line_asks_why_and_is_taken_with_it(desk_page, closed):
    page = desk_page("northmere")
    answer = words(page.send(closed.at("log/note/"), {"facts": "the vendor wrote"}, expect=422))
    assert "Why it is entered late is blank. Write why it comes after the closing" in answer
    page.send(closed.at("log/note/"), {"facts": "the vendor wrote", "late": "their letter came today"})
    assert "their letter came today" in words(page.get(closed.at("log/")))


def test_costs_are_taken_and_tasks_done(desk_page, closed):
    page = desk_page("northmere")
    page.send(closed.at("costs/new/"), {"what": "taxis", "heading": "travel", "who": "care", "money": "12.50"})
    (task,) = tasks_of(closed.sight())
    address = closed.at(f"tasks/{task.thing.partition('/')[2]}/")
    text = words(page.get(address))
    assert "Done" in text
    assert "Change it" not in text
    page.send(f"{address}change/", {"state": "being done", "note": "on the way"}, expect=422)
    page.send(f"{address}change/", {"state": "done", "note": "all nine are back"})
    assert not tasks_of(closed.sight())[0].is_open


def test_it_is_opened_again_with_a_reason(desk_page, closed):
    page = desk_page("northmere")
    assert "Open it again" in words(page.get(closed.at("stand/")))
    page.send(closed.at("stand/"), {"to": "stood up", "why": "the beacon is back"})
    assert course_of(closed.sight()).value.state is State.STOOD_UP
    page.send(closed.at("tasks/new/"), {"what": "more to do"})


def test_the_debrief_is_written_after_closing_and_read_by_the_partner(desk_page, officer, closed, council):
    page = desk_page("northmere")
    day = {"at_day": "3", "at_month": "12", "at_year": "2026", "at_time": "10:00"}
    page.send(closed.at("debrief/"), {**day, "happened": "back in a week", "change": "test the restore: IT, by March"})
    assert debrief_of(closed.sight()).value.is_held
    reader = desk_page(council)
    if council == "farwick":
        reader.get(closed.at("debrief/"), expect=404)
        return
    text = words(reader.get(closed.at("debrief/")))
    assert "test the restore: IT, by March" in text
    assert "The debrief" in words(reader.get(closed.at()))
    clerk = desk_page(officer(council, role="loggist"))
    assert b"Record it" not in clerk.get(closed.at("debrief/")).content


def test_before_it_is_stood_down_there_is_no_debrief_form(desk_page, opened):
    page = desk_page("northmere")
    answer = page.get(opened.at("debrief/"))
    assert "It comes once the incident is stood down" in words(answer)
    assert b"Record it" not in answer.content


def test_the_line_that_is_late_is_asked_why_while_it_runs(desk_page, opened):
    page = desk_page("northmere")
    at = {
        "happened_day": "1",
        "happened_month": "1",
        "happened_year": str(opened.watch.at.year),
        "happened_time": "02:00",
    }
    answer = page.send(opened.at("log/note/"), {"facts": "the gate was open", **at}, expect=422)
    assert "nothing says why it is written only now" in words(answer)
    assert 'id="id_late_error"' in answer.content.decode()
    page.send(opened.at("log/note/"), {"facts": "the gate was open", "late": "busy", **at})


def test_the_decision_that_is_late_is_asked_why(desk_page, opened):
    page, before = desk_page("northmere"), opened.record.catch_up()
    at = {"taken_day": "1", "taken_month": "1", "taken_year": str(opened.watch.at.year), "taken_time": "02:00"}
    said = {
        "what": "isolate",
        "why": "it spreads",
        "review_day": "",
        "review_month": "",
        "review_year": "",
        "review_time": "",
    }
    answer = page.send(opened.at("decisions/new/"), {**said, **at}, expect=422)
    assert "It was taken more than fifteen minutes ago: say why it is written only now" in words(answer)
    assert opened.record.catch_up() == before
    page.send(opened.at("decisions/new/"), {**said, **at, "late": "the loggist slept"})
    (decision,) = decisions_of(opened.sight())
    assert decision.says.value.late == "the loggist slept"
