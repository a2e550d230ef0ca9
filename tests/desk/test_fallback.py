"""Fallbacks together: why they may not hold, and where the same people are counted twice."""

from __future__ import annotations

import pytest

from battlebox.desk import DeskError
from battlebox.desk.picture import Fallback, bill_doubts, estate_in_use, invoke
from desk.room import SHARED, Room, officer

CHILD = "northmere.child-front-door"
HOUSING = "northmere.housing-benefit"
NIGHT = "northmere.night-number"


@pytest.fixture
def room():
    return Room.opened()


def start(room, service, *, who="duty manager", staff=4, channel=NIGHT, taken_from="", body="northmere"):
    running = Fallback(True, room.record.now(), who, staff, channel, taken_from)
    estate = estate_in_use(room.sight(body), room.shelf).estate
    return invoke(room.record, estate, officer(body), service, running, handling=SHARED)


def doubts(room, *out, body="northmere"):
    estate = estate_in_use(room.sight(body), room.shelf).estate
    return bill_doubts(room.sight(body), estate, body, lambda name: name in out)


def test_a_fallback_as_it_was_planned_raises_no_doubt(room):
    start(room, CHILD)
    assert doubts(room) == ()
    assert doubts(room, NIGHT, body="eastholt") == ()


def test_each_doubt_names_the_service(room):
    start(room, CHILD, staff=3, channel="")
    name = "Child protection referrals (Northmere Council)"
    assert doubts(room, NIGHT) == (
        f"{name}: nobody said on which channel it runs",
        f"{name}: it stands on Northmere night number, which is down",
        f"{name}: 3 people run it, and its plan asks for 4",
    )


def test_a_channel_that_is_down_is_said_once(room):
    start(room, CHILD)
    assert doubts(room, NIGHT) == (
        "Child protection referrals (Northmere Council): its channel is down: Northmere night number",
    )


def test_people_who_run_two_are_counted_once(room):
    start(room, CHILD, who="Duty  manager")
    start(room, HOUSING, taken_from=CHILD)
    said = doubts(room)
    both = "Child protection referrals (Northmere Council) and Housing benefit payments"
    assert said[0] == "Housing benefit payments: the estate knows of no fallback for it"
    assert said[1] == f"The same person runs {both}: nobody can run two"
    assert said[2].endswith("whose own fallback is run by 4: count them once")


def test_two_that_took_people_from_one_service_say_so(room):
    start(room, CHILD, who="A", taken_from=HOUSING)
    start(room, HOUSING, who="B", taken_from=HOUSING)
    assert any("both took people from Housing benefit payments" in each for each in doubts(room))


def test_nobody_starts_the_fallback_of_another_body(room):
    with pytest.raises(DeskError, match="the fallback of `Child protection referrals` is for Northmere Council"):
        start(room, CHILD, body="eastholt")
