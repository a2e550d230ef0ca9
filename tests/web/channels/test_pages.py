"""The pages of channels: what works now, what does not, what serves instead, which stop together; a sheet to print."""

from __future__ import annotations

import pytest

from desk.phones import SLOW, WORKING, number
from web.desk_page import words

LINE = "channels/northmere.switchboard/"
TRY = "seen/northmere.switchboard/"
TRIED = {"condition": "working", "note": "rang it from a mobile", "seen_by": "duty manager"}
PATHS = ["channels/", "channels-on-the-wall/", LINE, TRY]


@pytest.mark.parametrize("path", PATHS)
def test_a_stranger_finds_no_page(desk_page, opened, council, path):
    desk_page(council).get(opened.at(path), expect=404 if council == "farwick" else 200)


def test_one_that_is_not_there_is_not_found(desk_page, opened, council):
    desk_page(council).get(opened.at("channels/nothing/"), expect=404)


def test_one_that_nobody_tried_is_not_said_to_work_until_somebody_did(desk_page, opened):
    page = desk_page("northmere")
    assert "Nobody has tried it" in words(page.get(opened.at(LINE)))
    text = words(page.follow(page.send(opened.at(TRY), TRIED)))
    assert "Works" in text
    assert "worked, says duty manager (A-" in text
    assert "Rang it from a mobile." in text


@pytest.mark.parametrize("left", ["condition", "note", "seen_by"])
def test_how_and_by_whom_it_was_tried_is_never_left_out_and_the_words_stay(desk_page, opened, left):
    answer = desk_page("northmere").send(opened.at(TRY), {**TRIED, left: ""}, expect=422)
    kept = "duty manager" if left != "seen_by" else "rang it from a mobile"
    assert kept in answer.content.decode()


def test_who_may_not_say_how_things_are_sees_no_button_and_is_refused(desk_page, officer, opened):
    page = desk_page(officer("northmere", role="observer"))
    assert opened.at(TRY) not in page.get(opened.at(LINE)).content.decode()
    answer = page.send(opened.at(TRY), TRIED, expect=422)
    assert "Your role here (observer) may not" in words(answer)


@pytest.mark.parametrize("council", ["northmere", "eastholt"])
def test_a_dead_one_is_struck_with_what_to_use_and_the_difference_is_said(desk_page, opened, council):
    opened.out("northmere.switchboard", who="front desk")
    text = words(desk_page(council).get(opened.at(LINE)))
    assert "Does not work, says front desk. Instead: Northmere night" in text
    assert "nothing it rests on is known to be out, yet it was tried and does not work" in text
    page = desk_page(council).get(opened.at("channels/"))
    assert f"<s>{number('northmere')}</s>" in page.content.decode()


def test_the_list_says_what_can_be_used_for_whom(desk_page, opened):
    opened.out("northmere.phones")
    opened.out("northmere.night-line", WORKING)
    opened.out("northmere.staff-chat", SLOW)
    text = words(desk_page("northmere").get(opened.at("channels/")))
    begin = text.index("What Northmere Council can use")
    used = text[begin : text.index("Our staff", begin)]
    assert "Northmere night line (0808 157 0000): works" in used
    assert "Northmere switchboard" not in used
    assert "Do not give these out" in text
    assert "does not work, as the model has it: Northmere telephone lines is out" in text


def test_where_nothing_is_left_for_somebody_it_says_so(desk_page, opened):
    for name in ("switchboard", "night-line", "night-number"):
        opened.out(f"northmere.{name}")
    assert "Nothing that is known to work is left" in words(desk_page("northmere").get(opened.at("channels/")))
    assert "Residents: nothing that is known to work is left" in words(
        desk_page("northmere").get(opened.at("channels-on-the-wall/"))
    )


def test_which_stop_together_is_said_in_names(desk_page, opened):
    text = words(desk_page("northmere").get(opened.at("channels/")))
    assert "Northmere mail Northmere staff chat, Northmere mailbox at once" in text
    text = words(desk_page("northmere").get(opened.at("channels/northmere.mailbox/")))
    assert "It stops together with others" in text
    assert "It stops together" not in words(desk_page("northmere").get(opened.at(LINE)))


def test_the_sheet_for_the_wall_has_what_works_and_what_not_to_use(desk_page, opened):
    opened.out("northmere.phones")
    text = words(desk_page("northmere").get(opened.at("channels-on-the-wall/")))
    before, _, after = text.partition("Do not use")
    assert "Northmere duty mobiles" in before
    assert "Northmere switchboard" not in before
    assert "Northmere switchboard" in after


def test_the_csv_says_what_is_struck(desk_page, opened):
    opened.out("northmere.switchboard")
    rows = desk_page("northmere").get(opened.at("channels/?channels-csv=1")).content.decode().splitlines()
    row = next(line for line in rows if line.startswith("Northmere switchboard"))
    assert f"{number('northmere')} (does not work, says duty engineer. Instead: " in row
    assert "<s>" not in row


def test_not_known_takes_back_what_was_said(desk_page, opened):
    page = desk_page("northmere")
    page.send(opened.at(TRY), {**TRIED, "condition": "out"})
    assert "Does not work" in words(page.get(opened.at(LINE)))
    page.send(opened.at(TRY), {**TRIED, "condition": "not known", "note": "it was the wrong number"})
    text = words(page.get(opened.at(LINE)))
    assert "Nobody has tried it Northmere" not in text
    assert "not known, says duty manager" in text
    assert "Does not work" not in text
