"""This has leaked: written down, with what was in it and who had it; and the press line of its facts alone."""

from __future__ import annotations

import pytest

from battlebox.desk import Role
from battlebox.desk.message import Means, Rests, leaks_of
from battlebox.desk.tell import Outlet, Whom
from battlebox.marking import Tlp
from web.desk_page import words

SEEN = {"where": "the Northmere Echo's site", "who": "press office"}


@pytest.fixture
def memo(sending, register):
    """A memo on one public fact and one that is for staff alone; another public fact is not in it."""
    public = register.clear(register.state("Some screens are blank."))
    inside = register.clear(register.state("The care system is off.", tlp=Tlp.AMBER_STRICT))
    register.clear(register.state("The phones work."))
    rests = Rests(Outlet.STAFF_MEMO, Whom("northmere"), (public, inside))
    message = sending.order(rests=rests, text="Some screens are blank. The care system is off.")
    sending.run(Means.NOTIFY_TEXT)
    return message.partition("/")[2]


def test_it_is_written_down_and_leads_to_the_press_line_of_its_facts_alone(opened, press, memo):
    form = words(press.get(opened.at(f"tell/outbox/{memo}/leaked/")))
    assert "Some screens are blank." in form
    assert "The care system is off." in form
    assert "1 of 3 people were told" in form
    answer = press.send(opened.at(f"tell/outbox/{memo}/leaked/"), SEEN)
    assert answer.headers["Location"].endswith(f"tell/words/press-line/?of={memo}")
    [leak] = leaks_of(opened.sight(), f"message/{memo}")
    assert leak.value.where == "the Northmere Echo's site"
    line = words(press.get(opened.at(f"tell/words/press-line/?of={memo}")))
    assert "Some screens are blank." in line
    assert "The phones work." not in line
    assert "it may not be made public" in line
    page = words(press.get(opened.at(f"tell/outbox/{memo}/")))
    assert "It has leaked the Northmere Echo's site" in page


def test_two_places_are_two_lines(opened, press, memo):
    for where in ("a post", "a radio"):
        press.send(opened.at(f"tell/outbox/{memo}/leaked/"), {**SEEN, "where": where})
    assert [each.value.where for each in leaks_of(opened.sight(), f"message/{memo}")] == ["a post", "a radio"]


def test_whoever_may_write_in_the_log_may_say_so_and_no_other_council(opened, desk_page, officer, memo):
    loggist = desk_page(officer("northmere", role=Role.LOGGIST.value))
    loggist.send(opened.at(f"tell/outbox/{memo}/leaked/"), SEEN)
    for body in ("eastholt", "farwick"):
        desk_page(body).get(opened.at(f"tell/outbox/{memo}/leaked/"), expect=404)
        desk_page(body).get(opened.at(f"tell/words/press-line/?of={memo}"), expect=404)
