"""Alerts, playbooks and advisories: kept once, changed by their own rules alone, tasks only by a person."""

from __future__ import annotations

import json

import pytest

from battlebox.desk import Role
from battlebox.desk.command import tasks_of
from share.foreign.made import advisory, cap, playbook
from web.desk_page import words

FIRST = "desk@northmere.example,nm-1,2026-11-24T09:30:00-00:00"
LATER = "2026-11-24T10:30:00-00:00"
LAST = "2026-11-24T11:30:00-00:00"


@pytest.fixture
def ours(desk_page):
    return desk_page("northmere")


def update(name, sent=LATER, kind="Update", to=FIRST):
    return cap(identifier=name, sent=sent, msgType=kind, references=to, expires="2099-11-24T12:00:00-00:00")


def states():
    from battlebox.web.models import Document

    return {each.name.split(",")[1]: each.state for each in Document.objects.all()}


def test_an_alert_is_kept_once_and_shown_with_its_end(opened, sharing, bring, ours):
    _, said = bring(ours, cap(expires="2099-11-24T12:00:00-00:00"), "a.cap")
    assert "The alert Stored" in said
    _, said = bring(ours, cap(expires="2099-11-24T12:00:00-00:00"), "a.cap", yes=False)
    assert "is here already" in said
    listed = words(ours.get(opened.at("partners/came/documents/")))
    for part in ("Ring 01632 960 200 instead", "Holds", "24 Nov 2099", "TLP:CLEAR"):
        assert part in listed, listed
    assert states() == {"nm-1": "stands"}


def test_an_alert_that_ended_says_that_it_is_over(opened, sharing, bring, ours):
    bring(ours, cap(sent="2025-11-24T09:30:00-00:00", expires="2025-11-24T12:00:00-00:00"), "a.cap")
    assert "Over" in words(ours.get(opened.at("partners/came/documents/")))


def test_an_exercise_is_never_shown_as_what_is_happening(opened, sharing, bring, ours):
    bring(ours, cap(status="Exercise", expires="2099-11-24T12:00:00-00:00"), "a.cap")
    listed = words(ours.get(opened.at("partners/came/documents/")))
    assert "Exercise" in listed
    assert "Holds 24" not in listed


@pytest.mark.parametrize(("kind", "state"), [("Update", "replaced"), ("Cancel", "cancelled")])
def test_an_update_or_a_cancellation_acts_on_the_alert_it_names(opened, sharing, bring, ours, kind, state):
    bring(ours, cap(), "a.cap")
    bring(ours, update("nm-2", kind=kind), "b.cap")
    assert states() == {"nm-1": state, "nm-2": "stands"}


def test_of_two_updates_the_later_counts_in_whatever_order_they_come(sharing, bring, ours):
    bring(ours, cap(), "a.cap")
    bring(ours, update("nm-3", LAST), "c.cap")
    bring(ours, update("nm-2", LATER), "b.cap")
    assert states() == {"nm-1": "replaced", "nm-2": "replaced", "nm-3": "stands"}


def test_an_update_of_an_alert_that_is_not_here_is_refused(sharing, bring, ours):
    _, said = bring(ours, update("nm-2"), "b.cap", yes=False)
    assert "changes an alert that is not here" in said


def test_nobody_changes_another_bodys_alert(sharing, bring, ours):
    bring(ours, cap(), "a.cap", owner="eastholt")
    _, said = bring(ours, update("nm-2", kind="Cancel"), "b.cap", owner="farwick", yes=False)
    assert "changes an alert that is not here" in said
    assert states() == {"nm-1": "stands"}


def steps_at(page, opened):
    from battlebox.web.models import Document

    return opened.at(f"partners/came/documents/{Document.objects.get().pk}/")


def test_each_step_of_a_playbook_is_taken_over_once_as_words_and_none_is_run(opened, sharing, bring, ours, desk_page):
    bring(ours, playbook(), "p.json")
    at = steps_at(ours, opened)
    said = words(ours.get(at))
    assert "a command for ssh, which a person may run or not: shutdown -h now" in said
    assert "if somebody clicked" in said
    ours.send(f"{at}steps/2/")
    (task,) = tasks_of(opened.sight())
    assert task.what == "Take that laptop off the network"
    assert "shutdown -h now" in task.note
    assert "if somebody clicked" in task.note
    assert task.owner
    again = desk_page("northmere")
    assert "is a task already" in words(again.get(f"{at}steps/2/"))
    again.post(f"{at}steps/2/", {}, expect=422)
    assert len(tasks_of(opened.sight())) == 1
    assert "Task, open" in words(again.get(at))


def test_a_step_that_came_unmarked_stays_with_our_own_body(opened, sharing, bring, ours):
    bring(ours, playbook(), "p.json")
    ours.send(f"{steps_at(ours, opened)}steps/1/")
    assert len(tasks_of(opened.sight())) == 1
    assert tasks_of(opened.sight("eastholt")) == ()


def test_the_desk_itself_refuses_a_step_twice(opened):
    from battlebox.desk import DeskCode, DeskError
    from battlebox.desk.exchange import TakenStep, take_step
    from battlebox.desk.record import Handling

    step = TakenStep("playbook/eastholt/00", 1, "Ring Eastholt")
    done = take_step(opened.record, opened.lead, step, Handling())
    with pytest.raises(DeskError) as wrong:
        take_step(opened.record, opened.lead, step, Handling())
    assert wrong.value.code is DeskCode.STEP_TAKEN
    assert done.number in str(wrong.value)


@pytest.mark.parametrize("role", [Role.OBSERVER])
def test_who_may_open_no_task_takes_nothing_over(opened, sharing, bring, ours, desk_page, officer, role):
    bring(ours, playbook(), "p.json")
    page = desk_page(officer("northmere", role=role.value))
    page.get(steps_at(ours, opened))
    page.post(f"{steps_at(ours, opened)}steps/1/", {}, expect=422)
    assert tasks_of(opened.sight()) == ()


def test_each_council_sees_its_own_documents_alone(opened, sharing, bring, ours, desk_page, council):
    bring(ours, playbook(), "p.json")
    at = steps_at(ours, opened)
    expect = 200 if council == "northmere" else 404
    desk_page(council).get(at, expect=expect)
    desk_page(council).get(f"{at}steps/1/", expect=expect)


def products(name):
    says = advisory()
    says["product_tree"]["full_product_names"][0]["name"] = name
    return json.dumps(says).encode()


def test_an_advisory_suggests_systems_by_words_and_changes_nothing(opened, sharing, bring, ours):
    name = opened.estate.systems[0].name
    bring(ours, products(f"{name} 7.1"), "a.json")
    said = words(ours.get(steps_at(ours, opened)))
    assert "A suggestion" in said
    assert name in said
    assert "no version to compare" in said
    assert tasks_of(opened.sight()) == ()
    ours.send(f"{steps_at(ours, opened)}steps/1/")
    assert len(tasks_of(opened.sight())) == 1


def test_a_newer_version_of_an_advisory_takes_the_olders_place_in_either_order(sharing, bring, ours):
    from battlebox.web.models import Document

    for version in ("10", "9"):
        says = advisory()
        says["document"]["tracking"]["version"] = version
        bring(ours, json.dumps(says).encode(), "a.json")
    assert {each.version: each.state for each in Document.objects.all()} == {"10": "stands", "9": "replaced"}


def test_what_is_red_is_not_kept_for_a_whole_desk(sharing, bring, ours):
    from battlebox.web.models import Document

    says = advisory()
    says["document"]["distribution"] = {"tlp": {"label": "RED"}}
    _, said = bring(ours, json.dumps(says).encode(), "a.json", yes=False)
    assert "Would be refused" in said
    assert "is TLP:RED" in said
    assert not Document.objects.exists()


def test_a_label_that_was_loosened_in_the_table_shows_nothing_and_alarms(opened, sharing, bring, ours):
    from battlebox.web.models import Alarm, Document

    bring(ours, playbook(), "p.json")
    Document.objects.update(tlp="CLEAR")
    ours.get(steps_at(ours, opened), expect=404)
    assert Alarm.objects.filter(key__startswith="document-gate:").exists()
