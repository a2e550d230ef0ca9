"""A message that was stopped: whoever it never told is on nobody's way, and is named among those not reached."""

from __future__ import annotations

from datetime import timedelta

import pytest

from battlebox.desk.message import Means, stop_message
from desk.room import officer as desk_officer
from web.desk_page import words
from web.places.sending import ADA, CY

DEE = "e-4,Dee Fox,,,020 7946 0199\n"
STOPPED = "Not told: it was stopped"


@pytest.fixture
def stopped(opened, sending):
    """Ada was told by text, Dee was to be rung, Cy has no means: and then it was stopped."""
    message = sending.order(ADA, CY, DEE, answer_by=opened.record.now() + timedelta(hours=1))
    sending.run(Means.NOTIFY_TEXT)
    stop_message(opened.record, desk_officer("northmere"), message, why="a wrong number in it")
    return message


def page_of(opened, message):
    return opened.at(f"tell/outbox/{message.partition('/')[2]}/")


def counted(opened, page, message):
    said = words(page.get(page_of(opened, message)))
    assert "to 3 people: 1 told, 0 on the way, 2 not reached (of these 1 not told because it was stopped)" in said
    row = page.client.get(page_of(opened, message) + "?people-csv=1").content.decode()
    assert f"e-4,Dee Fox,{STOPPED}" in row
    assert "e-1,Ada Okafor,Told" in row
    assert "waiting" not in row
    return said


def test_whoever_it_never_told_is_not_on_the_way_from_the_moment_it_is_stopped(opened, desk_page, stopped):
    page = desk_page("northmere")
    counted(opened, page, stopped)
    row = page.client.get(opened.at("tell/outbox/") + "?messages-csv=1").content.decode()
    assert "Phones are down," in row
    assert row.rstrip().endswith(",3,1,0,2,0")
    for body in ("eastholt", "farwick"):
        desk_page(body).get(page_of(opened, stopped), expect=404)


def test_nobody_waits_to_be_rung_for_it_any_more_nor_after_a_restart(opened, desk_page, stopped, sending):
    from battlebox.web.models import Dispatch, Errand
    from battlebox.web.sending.phone_tree import waiting

    dispatch = Dispatch.objects.get()
    assert waiting(dispatch) == 1
    sending.posting.take_up()
    assert waiting(dispatch) == 0
    # The desk comes up with its tables lost, and again with them: what the record says of it is the same.
    dispatch.delete()
    assert not Errand.objects.exists()
    for taken in (1, 0):
        fresh = type(sending)(opened)
        assert fresh.posting.take_up() == taken
        fresh.run()
        assert waiting(Dispatch.objects.get()) == 0
        counted(opened, desk_page("northmere"), stopped)


def test_the_button_that_stops_it_ends_what_waits_at_once(opened, desk_page, sending):
    from battlebox.web.models import Errand

    message = sending.order(DEE)
    desk_page("northmere").send(page_of(opened, message) + "stop/", {"why": "a wrong number in it"})
    assert [each.state for each in Errand.objects.all()] == ["stopped"]


def test_a_sheet_that_is_out_can_still_be_keyed_back_and_nobody_is_called_untold_before_it_is(
    opened, desk_page, sending
):
    message, page = sending.order(DEE), desk_page("northmere")
    page.send(page_of(opened, message) + "tree/")
    stop_message(opened.record, desk_officer("northmere"), message, why="a wrong number in it")
    sending.posting.take_up()
    said = words(page.get(page_of(opened, message)))
    assert STOPPED not in said
    assert "Key back a sheet" in said


def test_who_has_not_answered_says_of_whom_it_never_reached_that_they_were_not_told(opened, desk_page, stopped):
    opened.watch.at += timedelta(hours=3)
    said = words(desk_page("northmere").get(opened.at("tell/unanswered/")))
    assert "Dee Fox Message, not told: it was stopped Phones are down" in said
    assert "Ada Okafor Message Phones are down" in said


def test_a_message_that_nobody_waits_for_any_more_is_not_offered_to_be_stopped(opened, desk_page, sending):
    message = sending.order(ADA, DEE)
    page = desk_page("northmere")
    sending.run(Means.NOTIFY_TEXT)
    assert "Stop this message" in words(page.get(page_of(opened, message))), "Dee is still to be rung"
    done = sending.order(ADA)
    sending.run(Means.NOTIFY_TEXT)
    said = words(page.get(page_of(opened, done)))
    assert "1 told, 0 on the way" in said
    assert "Stop this message" not in said
