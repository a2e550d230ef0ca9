"""The pages of joint statements: put to others, joined or not, put anew; for three councils."""

from __future__ import annotations

from battlebox.desk.tell import statements_of
from web.desk_page import words
from web.telling.test_fact_pages import seen_by, state

SAID = {"words": "Both councils are working on it together.", "bodies": ["eastholt"]}
JOINS = {"answer": "yes", "who": "press office"}


def put(opened, page, **more):
    """Put words that rest on a fact; the address of the statement, and of the fact."""
    fact = state(opened, page, system="northmere.care")
    page.send(opened.at("tell/statements/new/"), {**SAID, "facts": ["fact/" + fact.split("/")[-2]], **more})
    return "tell/statements/" + statements_of(seen_by(opened))[0].thing.partition("/")[2] + "/", fact


def test_words_are_put_to_a_partner_and_may_be_said_once_both_joined(opened, press, partner):
    address, _ = put(opened, press)
    said = words(partner.get(opened.at("tell/facts/")))
    assert "Said together" in said
    assert "together. (Eastholt Council has not joined yet; Northmere Council has not joined yet)" in said
    press.send(opened.at(address + "join/"), JOINS)
    assert "May not be said yet Eastholt Council has not joined yet." in words(press.get(opened.at(address)))
    partner.send(opened.at(address + "join/"), JOINS)
    assert "Everybody joined" in words(press.get(opened.at(address)))


def test_the_first_page_of_tell_says_how_each_statement_stands(opened, press, partner, desk_page):
    assert "Said together" not in words(press.get(opened.at("tell/")))
    address, _ = put(opened, press)
    for page in (press, partner):
        answer = page.get(opened.at("tell/"))
        assert "working on it together. (Eastholt Council has not joined yet; Northmere Council" in words(answer)
        assert opened.at(address) in answer.content.decode()
    for page in (press, partner):
        page.send(opened.at(address + "join/"), JOINS)
    assert "working on it together. (everybody joined)" in words(press.get(opened.at("tell/")))
    desk_page("farwick").get(opened.at("tell/"), expect=404)


def test_a_stranger_and_one_who_was_not_asked_find_nothing(opened, press, desk_page):
    address, _ = put(opened, press)
    for rest in ("", "join/", "change/"):
        desk_page("farwick").get(opened.at(address + rest), expect=404)
    desk_page("farwick").get(opened.at("tell/statements/new/"), expect=404)


def test_who_does_not_join_says_why(opened, press, partner):
    address, _ = put(opened, press)
    no = {"answer": "no", "who": "press office"}
    partner.send(opened.at(address + "join/"), no, expect=422)
    partner.send(opened.at(address + "join/"), {**no, "why": "our staff have not been told"})
    assert "Does not join" in words(press.get(opened.at(address)))


def test_words_that_were_put_anew_are_joined_anew(opened, press, partner):
    address, _ = put(opened, press)
    partner.send(opened.at(address + "join/"), JOINS)
    partner.get(opened.at(address + "change/"), expect=404)
    press.send(
        opened.at(address + "change/"), {"words": "Both councils will say more at noon.", "bodies": ["eastholt"]}
    )
    said = words(press.get(opened.at(address)))
    assert "Both councils will say more at noon." in said
    assert "Joins" not in said


def test_a_fact_that_changed_below_the_words_is_said(opened, press, partner):
    address, fact = put(opened, press)
    for page in (press, partner):
        page.send(opened.at(address + "join/"), JOINS)
    press.send(opened.at(fact + "change/"), {"wording": "Care records are slow.", "why": "they came back"})
    said = words(press.get(opened.at(address)))
    assert "May not be said yet" in said
    assert "Changed since." in said
