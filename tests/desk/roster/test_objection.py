"""What speaks against somebody taking a post is said, and taken only with who allows it and why, and rest owed."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from battlebox.desk import DeskCode, DeskError, Role, Someone
from battlebox.desk.roster import (
    Answer,
    Burden,
    Ground,
    Leave,
    Listed,
    Offer,
    Step,
    Taken,
    allowed_for,
    answer_offer,
    bar,
    list_person,
    objections_to,
    offer_post,
    offered_of,
    offers_of,
)
from battlebox.desk.roster.objection import NO_BURDEN
from battlebox.journal import Kind
from desk.room import BEGAN, Room, officer

LEAD = officer("northmere", Role.TACTICAL)
ANN = Someone("p-ann", "Ann Smith")
GOLD_SAYS = Leave("Gold", "nobody else can log")
H = timedelta(hours=1)
FIRST = Offer("p-ann", "northmere", "northmere", "loggist", "Loggist", BEGAN + 2 * H, BEGAN + 10 * H, BEGAN + H)
SOON = replace(FIRST, of="strategic", what="Gold", begins=BEGAN + 11 * H, ends=BEGAN + 19 * H)


@pytest.fixture
def room():
    return Room.opened()


def asked(room, offer=FIRST, **more):
    return offer_post(room.record, LEAD, ANN, offer, **more).thing


def accept(room, thing, **more):
    return answer_offer(room.record, LEAD, thing, Answer(Step.ACCEPTED, room.record.now(), "rang me"), **more)


def against(room, begins, hours=8, burden=NO_BURDEN, body="northmere"):
    post = Taken("loggist", "Loggist", BEGAN + begins * H, BEGAN + (begins + hours) * H)
    return objections_to(room.sight(body), "p-ann", post, burden)


def grounds(*args, **more):
    return [each.ground for each in against(*args, **more)]


def test_an_hour_of_rest_between_two_posts_is_refused_with_what_is_missing_until_somebody_allows_it(room):
    accept(room, asked(room))
    before = room.record.arrived
    with pytest.raises(DeskError, match=r"only 1 hour of rest between Loggist .*: eleven are due") as wrong:
        asked(room, SOON)
    assert wrong.value.code is DeskCode.SPEAKS_AGAINST
    assert "too tired: 16 hours of work" in str(wrong.value)
    assert "who allows it, by their office, and why" in wrong.value.hint
    for leave in (Leave("Gold", " "), Leave("", "nobody else")):
        with pytest.raises(DeskError):
            asked(room, SOON, leave=leave)
    assert room.record.arrived == before
    thing = asked(room, SOON, leave=GOLD_SAYS)
    held = allowed_for(room.sight("northmere"), thing)[0].value
    assert (held.by, held.why, held.owed_minutes, held.grounds) == (
        "Gold", "nobody else can log", 600, (Ground.REST, Ground.TIRED),
    )  # fmt: skip
    line = next(each for each in reversed(room.record.lines()) if each.header.kind == Kind.REST_EXEMPTED)
    assert "allowed by Gold: nobody else can log" in line.words
    assert "10 hours of rest are owed" in line.words
    assert "Ann" not in line.words


def test_what_was_allowed_when_asking_is_not_asked_for_again_when_they_accept(room):
    accept(room, asked(room))
    thing = asked(room, SOON, leave=GOLD_SAYS)
    accept(room, thing)
    assert offered_of(room.sight("northmere"), thing).step is Step.ACCEPTED
    assert len(allowed_for(room.sight("northmere"), thing)) == 1


def test_whoever_was_asked_for_both_is_held_up_when_they_accept_the_second(room):
    first, second = asked(room), asked(room, SOON)
    accept(room, first)
    with pytest.raises(DeskError, match="only 1 hour of rest between Loggist"):
        accept(room, second)
    accept(room, second, leave=GOLD_SAYS)
    assert allowed_for(room.sight("northmere"), second)[0].value.owed_minutes == 600


def test_the_rest_before_and_after_counts_and_eleven_hours_are_enough(room):
    accept(room, asked(room, replace(FIRST, begins=BEGAN + 20 * H, ends=BEGAN + 28 * H)))
    assert grounds(room, 1) == []
    assert grounds(room, 2) == [Ground.REST, Ground.TIRED]
    assert "between this post and Loggist" in against(room, 2)[0].words
    assert grounds(room, 39) == []
    assert grounds(room, 38) == [Ground.REST, Ground.TIRED]


def test_a_long_day_of_thirteen_hours_with_a_break_leaves_eleven(room):
    accept(room, asked(room, replace(FIRST, begins=BEGAN + 2 * H, ends=BEGAN + 6 * H)))
    assert grounds(room, 10, hours=5) == []
    assert grounds(room, 10, hours=6) == [Ground.REST]


def test_whoever_is_on_duty_goes_on_for_twelve_hours_in_all(room):
    list_person(room.record, LEAD, ANN, Listed("northmere", ("loggist",), 240, came=BEGAN))
    assert grounds(room, 0) == []
    assert grounds(room, 0, hours=9) == [Ground.TIRED]
    duty = Burden(duty=((BEGAN - 6 * H, None),))
    assert Ground.TIRED in grounds(room, 0, burden=duty)


def test_hours_in_seven_days_count_with_what_was_worked_and_what_is_planned(room):
    assert grounds(room, 2, burden=Burden(week_minutes=40 * 60)) == []
    found = against(room, 2, burden=Burden(week_minutes=41 * 60))
    assert [each.words for each in found] == ["49 hours of work in seven days: 48 are the most"]
    assert grounds(room, 2, burden=Burden(week_minutes=50 * 60, opted_out=True)) == []
    # Six days on, what was worked before this week has begun to drop out.
    assert grounds(room, 24 * 6, burden=Burden(week_minutes=41 * 60)) == []
    days = tuple(Taken("n.desk", "Loggist", BEGAN + day * 24 * H, BEGAN + (day * 24 + 9) * H) for day in range(1, 6))
    assert grounds(room, 24 * 6, burden=Burden(seats=days)) == [Ground.WEEK]


def test_a_seat_of_the_roster_at_another_time_speaks_against_it_and_the_same_seat_does_not(room):
    seat = Taken("n.desk", "Loggist", BEGAN + 2 * H, BEGAN + 10 * H)
    assert grounds(room, 2, burden=Burden(seats=(seat,))) == []
    assert Ground.SEATED in grounds(room, 4, burden=Burden(seats=(seat,)))
    assert Ground.REST in grounds(room, 11, burden=Burden(seats=(seat,)))


def test_whoever_cannot_be_asked_is_asked_only_with_who_allows_it(room):
    bar(room.record, LEAD, ANN, "ill")
    with pytest.raises(DeskError, match="cannot be asked: ill"):
        asked(room)
    assert grounds(room, 2, burden=Burden(away="away until Sun 29 Nov")) == [Ground.BARRED, Ground.BARRED]


def test_what_was_allowed_is_for_their_own_body_alone_even_where_they_are_lent(room):
    bar(room.record, LEAD, ANN, "ill")
    thing = asked(room, replace(FIRST, at="eastholt"), leave=GOLD_SAYS)
    assert [each.thing for each in offers_of(room.sight("eastholt"))] == [thing]
    for body in ("eastholt", "farwick"):
        assert allowed_for(room.sight(body), thing) == ()
        assert not any("all the same" in line.words or "ill" in line.words.split() for line in room.sight(body).lines())
    assert against(room, 2, body="eastholt") == ()
