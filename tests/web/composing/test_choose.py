"""Choosing the facts of one message: those that stay always, what is left out, and what then leaves."""

from __future__ import annotations

import pytest

from battlebox.desk import Role
from battlebox.desk.message import messages_of
from battlebox.desk.tell import Status, releases_of
from web.desk_page import words

MEMO = "tell/words/staff-memo/"


@pytest.fixture
def facts(register):
    one = register.clear(register.state("Some screens are blank."))
    two = register.clear(register.state("The phones work."))
    unknown = register.clear(register.state("how many people are affected.", status=Status.UNKNOWN))
    return one, two, unknown


def test_a_message_rests_on_the_facts_that_were_chosen_and_on_what_is_not_yet_known(opened, press, facts):
    one, two, _ = facts
    form = press.get(opened.at(MEMO + "facts/"))
    assert "Always in it" in words(form)
    assert "Not yet known: how many people are affected." in words(form)
    answer = press.send(opened.at(MEMO + "facts/"), {"facts": [two]})
    page = words(press.follow(answer))
    before, _, after = page.partition("Left out by choice")
    assert "Some screens are blank." not in before
    assert "The phones work." in before
    assert "Not yet known: how many people are affected." in before
    assert "Some screens are blank." in after
    query = answer.headers["Location"].partition("?")[2]
    release = opened.at(MEMO + "release/?" + query)
    assert "2 facts:" in words(press.get(release))
    assert "1 fact left out by choice." in words(press.get(release))
    press.send(
        release, {"text": "The phones work.", "where": "read out in the hall", "own": "read by the chief executive"}
    )
    assert not releases_of(opened.sight(), one)
    assert releases_of(opened.sight(), two)


def test_a_fact_that_was_left_out_and_is_typed_in_counts_all_the_same(opened, press, facts):
    one, two, _ = facts
    query = press.send(opened.at(MEMO + "facts/"), {"facts": [two]}).headers["Location"].partition("?")[2]
    press.send(
        opened.at(MEMO + "release/?" + query),
        {"subject": "Memo", "text": "Some screens are blank.", "where": "read out", "own": "short for the hall"},
    )
    assert releases_of(opened.sight(), one)


def test_all_of_them_is_no_choice_and_none_of_them_leaves_what_is_not_known(opened, press, facts):
    one, two, _ = facts
    answer = press.send(opened.at(MEMO + "facts/"), {"facts": [one, two]})
    assert "?" not in answer.headers["Location"]
    none = press.send(opened.at(MEMO + "facts/"), {"facts": []})
    page = words(press.follow(none))
    assert "There is nothing that we can confirm yet." in page
    assert "Put them all back" in page
    assert "Not yet known: how many people are affected." in page.partition("Left out by choice")[0]


def test_a_fact_of_nobody_cannot_be_chosen(opened, press, facts):
    press.send(opened.at(MEMO + "facts/"), {"facts": ["fact/none"]}, expect=422)
    page = words(press.get(opened.at(MEMO + "?chosen=1&fact=fact/none")))
    assert "There is nothing that we can confirm yet." in page


def test_a_choice_is_kept_to_its_council_and_a_reader_is_offered_none(opened, desk_page, officer, facts):
    observer = desk_page(officer("northmere", role=Role.OBSERVER.value))
    assert "Choose its facts" not in words(observer.get(opened.at(MEMO)))
    partner = desk_page(officer("eastholt", role=Role.COMMUNICATIONS.value))
    assert "Some screens" not in words(partner.get(opened.at(f"{MEMO}?chosen=1&fact={facts[0]}")))
    desk_page("farwick").get(opened.at(MEMO + "facts/"), expect=404)
    assert not messages_of(opened.sight())


def test_a_press_line_says_what_is_not_known_and_warns_whoever_takes_it_out(opened, press, facts):
    one, two, _ = facts
    line = "tell/words/press-line/"
    assert "Not yet known: how many people are affected." in words(press.get(opened.at(line)))
    page = words(press.follow(press.send(opened.at(line + "facts/"), {"facts": [one, two]})))
    assert "It does not say what is not known yet." in page
    assert "Not yet known: how many people are affected." in page.partition("Left out by choice")[2]
