"""Words that come close to a fact which may not go: named in the form, once, and sent all the same."""

from __future__ import annotations

import pytest

from web.desk_page import words
from web.telling.test_fact_pages import state
from web.telling.test_press_pages import TOLD, take_down
from web.telling.test_statement_pages import put

SECRET = "The attackers stole the payroll records of every school."
NEAR = "Payroll records of every school were stolen, we fear."


def test_a_press_answer_names_what_it_comes_close_to_and_goes_once_that_was_read(opened, press):
    state(opened, press, wording=SECRET)
    address = take_down(opened, press)
    assert "They come close to" not in words(press.get(opened.at(address + "answer/")))
    asked = press.send(opened.at(address + "answer/"), {**TOLD, "words": NEAR}, expect=422)
    said = words(asked)
    assert SECRET.rstrip(".") in said
    assert "Read what these words come close to." in said
    assert NEAR in asked.content.decode()
    press.send(opened.at(address + "answer/"), {**TOLD, "words": NEAR, "minded": "on"})
    assert NEAR in words(press.get(opened.at(address)))


def test_what_was_said_already_is_not_asked_about(opened, press):
    state(opened, press, wording=SECRET)
    address = take_down(opened, press)
    press.send(opened.at(address + "answer/"), {**TOLD, "words": NEAR, "is_said": "on"})
    assert NEAR in words(press.get(opened.at(address)))


def test_a_joint_statement_names_it_before_it_is_put(opened, press):
    state(opened, press, wording=SECRET)
    address, fact = put(opened, press)
    told = {"words": NEAR, "facts": ["fact/" + fact.split("/")[-2]], "bodies": ["eastholt"]}
    said = words(press.send(opened.at(address + "change/"), told, expect=422))
    assert "They come close to" in said
    assert SECRET.rstrip(".") in said


def test_a_yes_is_read_with_the_question(opened, press):
    state(opened, press, wording=SECRET)
    address = take_down(opened, press, what="Did the attackers steal the payroll records of every school?")
    said = words(press.send(opened.at(address + "answer/"), {**TOLD, "words": "Yes, they did."}, expect=422))
    assert SECRET.rstrip(".") in said
    press.send(opened.at(address + "answer/"), {**TOLD, "words": "We say more at noon."})


@pytest.mark.parametrize("answer", ["Undoubtedly.", "You are right.", "Affirmative."])
def test_no_tick_lets_a_short_answer_go_about_what_may_not(opened, press, answer):
    state(opened, press, wording=SECRET)
    address = take_down(opened, press, what="Did the attackers steal the payroll records of every school?")
    typed = {**TOLD, "words": answer, "own": "ours", "minded": "on"}
    said = words(press.send(opened.at(address + "answer/"), typed, expect=422))
    assert "so short an answer tells what they asked, which is about fact A-" in " ".join(said.split())
    assert SECRET.rstrip(".") in said
    assert "Waits" in words(press.get(opened.at("tell/press/")))
