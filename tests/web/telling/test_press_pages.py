"""The pages of the press log: who waits, what was answered, what was told wrongly; for three councils."""

from __future__ import annotations

from datetime import timedelta

from battlebox.desk import Role
from battlebox.desk.record import State, stand
from battlebox.desk.tell import press_log
from battlebox.journal import PartClass
from desk.test_press import removed
from web.desk_page import words
from web.telling.test_clock_pages import boxes
from web.telling.test_fact_pages import CLEARED, seen_by, standing, state

ASKED = {"outlet": "The Record", "what": "Was data stolen?", "who": "press desk", "name": "Jo Reporter",
         "reach": "020 7946 0999"}  # fmt: skip
TOLD = {"words": "We say more at noon.", "who": "press officer", "why_none": "it says nothing of it"}


def take_down(opened, page, **more):
    """Take a question down; the address of its line."""
    page.send(opened.at("tell/press/new/"), {**ASKED, **more})
    return "tell/press/" + press_log(seen_by(opened))[0].thing.partition("/")[2] + "/"


def test_before_anybody_asked_the_page_says_so(opened, press):
    assert "Nobody of the press has asked yet" in words(press.get(opened.at("tell/press/")))
    assert "Nobody of the press waits." in words(press.get(opened.at("tell/")))


def test_a_question_is_taken_down_waits_and_is_answered(opened, press):
    address = take_down(opened, press, **boxes(opened.record.now() + timedelta(hours=3), "needed_by"))
    said = words(press.get(opened.at("tell/press/")))
    for part in ("Jo Reporter, 020 7946 0999", "Was data stolen?", "Waits", "left"):
        assert part in said
    for page in ("", "tell/"):
        assert "The Record asked: «Was data stolen?» (answer by" in words(press.get(opened.at(page)))
    press.send(opened.at(address + "answer/"), TOLD)
    said = words(press.get(opened.at(address)))
    assert "Answered" in said
    assert "We say more at noon." in said
    assert "None: it says nothing of it" in said
    assert "The press waits" not in words(press.get(opened.at()))


def test_a_time_that_is_over_is_loud_on_now_tell_and_the_log(opened, press):
    now = opened.record.now()
    times = {**boxes(now - timedelta(hours=3)), **boxes(now - timedelta(hours=1), "needed_by")}
    take_down(opened, press, **times)
    for page in ("", "tell/"):
        text = press.get(opened.at(page)).content.decode()
        assert "<strong><bdi>The Record asked: «Was data stolen?» (OVERDUE by 1 h" in text
    assert "Overdue: The Record." in words(press.get(opened.at("tell/press/")))


def test_strangers_and_partners_find_no_line_of_ours(opened, press, partner, desk_page):
    address = take_down(opened, press)
    assert "The Record" not in words(partner.get(opened.at("tell/press/")))
    desk_page("farwick").get(opened.at("tell/press/"), expect=404)
    for rest in ("", "answer/", "leave/", "change/"):
        partner.get(opened.at(address + rest), expect=404)
        desk_page("farwick").get(opened.at(address + rest), expect=404)


def test_the_log_sorts_filters_and_comes_as_csv(opened, press):
    take_down(opened, press)
    take_down(opened, press, outlet="Radio Northmere", what="=1+1")
    text = press.client.get(opened.at("tell/press/?press-csv=1")).content.decode()
    assert '"Jo Reporter, 020 7946 0999"' in text
    assert "'=1+1" in text
    found = words(press.get(opened.at("tell/press/?press-words=radio")))
    assert "1 of 2 shown" in found
    order = press.get(opened.at("tell/press/?press-sort=outlet")).content.decode()
    assert order.index("Radio Northmere</a>") < order.index("The Record</a>")


def test_what_may_not_leave_is_refused_with_the_words_kept_and_written_down_once_it_was_said(opened, press):
    state(opened, press)
    address = take_down(opened, press)
    told = {**TOLD, "words": "Care records are off.", "why_none": ""}
    refused = press.send(opened.at(address + "answer/"), told, expect=422)
    assert "has not cleared it: Northmere Council" in words(refused)
    assert "Care records are off." in refused.content.decode()
    press.send(opened.at(address + "answer/"), {**told, "is_said": "on"})
    assert "Words were said before they might leave." in words(press.get(opened.at(address)))


def test_that_there_is_no_answer_is_said_with_its_reason(opened, press):
    address = take_down(opened, press)
    press.send(opened.at(address + "leave/"), {"who": "press officer"}, expect=422)
    press.send(opened.at(address + "leave/"), {"who": "press officer", "why": "police asked us to wait"})
    said = words(press.get(opened.at(address)))
    assert "Not answered: police asked us to wait" in said
    assert "No answer, because" not in said


def test_what_was_told_wrongly_leads_from_the_fact_to_its_correction(opened, press):
    fact = state(opened, press)
    name = fact.split("/")[-2]
    assert f"tell/press/wrong/?fact={name}" in press.get(opened.at(fact)).content.decode()
    wrong = {"outlet": "The Record", "where": "front page", "what": "All is off.", "who": "press desk"}
    press.send(opened.at(f"tell/press/wrong/?fact={name}"), wrong)
    address = "tell/press/" + press_log(seen_by(opened))[0].thing.partition("/")[2] + "/"
    assert "The correction may not leave to the press" in words(press.get(opened.at(address)))
    press.send(opened.at(fact + "clear/"), CLEARED)
    said = words(press.get(opened.at(address)))
    assert "The Record (front page) said: All is off. That is not what we say. Care records are off." in said
    press.send(opened.at(address + "answer/"), {"who": "press officer"})
    assert "answer to The Record" in words(press.get(opened.at(fact)))


def test_a_fact_whose_words_were_removed_leaves_the_line_to_be_read(opened, press):
    fact = state(opened, press)
    wrong = {"outlet": "The Record", "what": "All is off.", "who": "press desk"}
    press.send(opened.at(f"tell/press/wrong/?fact={fact.split('/')[-2]}"), wrong)
    address = "tell/press/" + press_log(seen_by(opened))[0].thing.partition("/")[2] + "/"
    removed(opened.record, standing(opened, fact).said[0].entry, PartClass.VALUE)
    said = words(press.get(opened.at(address)))
    assert "A fact that is not there any more" in said
    assert "its words were removed from the record" in said
    press.get(opened.at(address + "answer/"))


def test_a_line_is_written_down_anew_with_what_stands_in_it(opened, press):
    address = take_down(opened, press)
    press.send(opened.at(address + "change/"), {"what": "Whose data was stolen?"})
    said = words(press.get(opened.at(address)))
    assert "Whose data was stolen?" in said
    assert "Jo Reporter" in said


def test_a_closed_incident_still_takes_calls(opened, press):
    stand(opened.record, opened.lead, State.STOOD_DOWN, why="it is over")
    stand(opened.record, opened.lead, State.CLOSED, why="all is back", no_debrief="held already")
    address = take_down(opened, press)
    press.send(opened.at(address + "answer/"), TOLD)
    assert "Answered" in words(press.get(opened.at(address)))


def test_who_may_not_send_words_takes_a_call_down_and_cannot_answer(opened, press, desk_page, officer):
    page = desk_page(officer("northmere", role=Role.LOGGIST.value))
    address = take_down(opened, page)
    assert "Answer them" not in words(page.get(opened.at(address)))
    assert "may not send a message" in words(page.send(opened.at(address + "answer/"), TOLD, expect=422))
