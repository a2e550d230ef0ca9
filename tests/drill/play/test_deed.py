"""What an entry says and to whom, as a sign reads it: inside a message, on a host's clock, in somebody's own words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from battlebox.desk.message import Means, Rests, order_message, read_roll
from battlebox.desk.tell import Outlet, Whom, record_report
from battlebox.drill.play import Done, deeds_of, judged
from battlebox.drill.scenario import Expected, Sign, cast, shipped
from battlebox.journal import Kind
from desk.room import Room, officer
from desk.telling import MINE, PROC, desk, out, told
from drill.play.tapes import Players, begun
from drill.scenario.estates import estate

ROLL = read_roll("person,name,mail\ne-1,Ada,ada@example.org\n", frozenset(Means))
OTHERS, MEMO = Sign(Kind.MESSAGE_ORDERED, "others"), Sign(Kind.MESSAGE_ORDERED, where=(("outlet", "staff memo"),))


@pytest.fixture
def room():
    made = Room.opened()
    made.watch.pass_by(hours=3)
    return made


def seen(sign, room) -> bool:
    found = cast(shipped("shared-supplier-down"), estate("northmere"), player="northmere")
    deed = deeds_of(room.record)[-1]
    return sign.is_seen_in(deed.kind, deed.said, found.means(sign))


@pytest.mark.parametrize(
    ("outlet", "whom", "to_others", "is_memo"),
    [
        (Outlet.STAFF_MEMO, "northmere", False, True),
        (Outlet.PARTNER_CALL, "eastholt", True, False),
        (Outlet.MEMBERS, "northmere", False, False),
    ],
)
def test_a_message_is_one_to_staff_or_to_another_body_by_what_it_says(room, outlet, whom, to_others, is_memo):
    rests = Rests(outlet, Whom(whom), why_none="it only says which numbers work")
    order_message(room.record, officer("northmere"), ROLL, rests, subject="Phones", text="Ring this.", without_seen=0)
    assert (seen(OTHERS, room), seen(MEMO, room)) == (to_others, is_memo)


def test_a_report_on_a_hosts_clock_is_about_the_controller_that_was_told(room):
    out(room)
    record_report(desk(room), PROC, told(to="Eastholt's DPO", channel="phone"))
    said = deeds_of(room.record)[-1].said
    sign = Sign(Kind.CLOCK_MET, "partner", "ico-33-proc")
    assert sign.is_seen_in("clock:met", said, {"eastholt"})
    assert not sign.is_seen_in("clock:met", said, {"farwick"})


def test_who_was_told_and_how_stands_beside_in_time_in_its_own_words():
    players, course = Players(), begun()
    sign = Sign(Kind.CLOCK_MET, clock="ico-33")
    first, *others = course.injects
    one = replace(first, expected=(*first.expected, Expected("Report to the ICO", 10, (sign,))))
    scenario = replace(course.cast.scenario, injects=(one, *others))
    course = replace(course, cast=replace(course.cast, scenario=scenario))
    course = course.handing(1)
    players.at(course)
    out(players.room)
    at = players.room.record.now()
    record_report(desk(players.room), MINE, told(at, to="our own deputy", channel="not told yet"))
    found = judged(course, players.deeds)[-1]
    assert found.done is Done.IN_TIME
    said = "who was told: «our own deputy», how: «not told yet»; whether that is so is for a person to judge"
    assert (found.seen_by, found.told) == ("clock met", said)
