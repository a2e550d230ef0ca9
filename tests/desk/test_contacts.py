"""At 02:40 the desk says whom to ring, in order, with the deputy beside each, and remembers who did not answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from battlebox.desk import DeskError, Role, Someone
from battlebox.desk.command import Attempt, Outcome, give_role, in_short, record_attempt, ring_now, trusted_channels
from battlebox.desk.picture import (
    Belief,
    Cause,
    Channels,
    Condition,
    Observation,
    Subject,
    Suspicion,
    estate_in_use,
    observe,
    picture_of,
    state_suspicion,
)
from battlebox.estate import Channel, Need, Person
from desk.room import BEGAN, SHARED, Room, officer

PEOPLE = (
    Person("p.ann", "Ann Smith", "northmere", "Chief executive (Gold)", phone="07700 900001", other="radio 4"),
    Person("p.bob", "Bob Jones", "northmere", "Deputy chief executive", phone="07700 900002", away="until Tuesday"),
    Person("p.cat", "Cat Brown", "northmere", "head of IT", phone="07700 900003"),
    Person("p.dan", "Dan White", "northmere", "head of children's services", phone="07700 900004"),
    Person("p.eve", "Eve Black", "northmere", "duty manager", phone="07700 900005"),
    Person("p.far", "Far Grey", "farwick", "head of IT", phone="07700 900007"),
)
CHANNELS = (
    Channel("northmere.radio", "Handheld radios", "northmere", "staff", "radio", "channel 4"),
    Channel("northmere.chat", "Staff chat", "northmere", "staff", "chat", "on every phone"),
    Channel("northmere.out", "Satellite phone", "northmere", "partner", "phone", "in the box"),
)


@pytest.fixture
def room():
    return Room.opened()


@pytest.fixture
def estate(room):
    shipped = estate_in_use(room.sight("northmere"), room.shelf).estate
    needs = (*shipped.needs, Need("northmere.chat", "northmere.mail"))
    return replace(shipped, people=PEOPLE, channels=(*shipped.channels, *CHANNELS), needs=needs)


def known(room, estate, body="northmere"):
    """The channels of the estate as a body sees them now."""
    used = replace(estate_in_use(room.sight("northmere"), room.shelf), estate=estate)
    return Channels(picture_of(room.sight(body), used, began=BEGAN))


def rung(room, whom, outcome, body="northmere", *, role=Role.OPERATIONAL, **more):
    attempt = Attempt(whom, outcome, room.record.now(), **more)
    return record_attempt(room.record, officer(body, role), attempt, handling=SHARED)


def test_the_list_is_in_order_with_numbers_of_the_estate_and_deputies_beside(room, estate):
    found = ring_now(room.sight("northmere"), known(room, estate), "northmere", hit=["northmere.care"])
    first, second = found.calls[:2]
    assert (first.first.name, first.first.phone, first.first.other) == ("Ann Smith", "07700 900001", "radio 4")
    assert [each.name for each in first.deputies] == ["Bob Jones"]
    assert first.deputies[0].away == "until Tuesday"
    assert (second.first.name, second.deputies) == ("Cat Brown", ())
    whys = [call.why for call in found.calls]
    assert whys.index("knows what is hit") < whys.index("owns Care records shared with Eastholt, which may be hit")
    front = next(call for call in found.calls if call.why == "answers for Child protection referrals")
    assert (front.first.name, [each.name for each in front.deputies]) == ("Dan White", ["Eve Black"])
    assert [call.place for call in found.calls] == list(range(1, len(found.calls) + 1))
    assert any("memory" in line for line in found.not_to_touch)


def test_of_the_many_services_of_one_office_the_first_are_named_in_short():
    services = [f"answers for {name}" for name in ("Telecare", "Meals", "Home care", "Discharge", "Visits")]
    whole = "; ".join(["owns Care records, which may be hit", *services])
    shown = "owns Care records, which may be hit; answers for Telecare, Meals, Home care and 2 more"
    assert in_short(whole) == shown
    assert in_short("decides, and is told first") == "decides, and is told first"


def test_somebody_who_is_on_the_list_twice_is_rung_once_for_both_reasons(room, estate):
    found = ring_now(
        room.sight("northmere"),
        known(room, replace(estate, people=PEOPLE[1::-1] + PEOPLE[2:])),
        "northmere",
        hit=["northmere.servers"],
    )
    assert found.calls[0].first.whom == "p.ann"
    assert found.calls[1].why == "knows what is hit; owns Northmere servers, which may be hit"
    assert len({call.first.whom for call in found.calls}) == len(found.calls)


def test_partners_that_share_it_are_on_the_list_and_strangers_are_not(room, estate):
    whom = [call.first.office for call in ring_now(room.sight("northmere"), known(room, estate), "northmere").calls]
    assert "Eastholt Council, duty officer" in whom
    assert not any("Farwick" in office for office in whom)


def test_where_the_estate_names_nobody_a_line_stays_to_write_on(room, estate):
    bare = replace(estate, people=())
    found = ring_now(room.sight("northmere"), known(room, bare), "northmere")
    assert [call.first.office for call in found.calls[:2]] == ["strategic (Gold)", "operational (Bronze)"]
    assert not any(call.first.is_known for call in found.calls)


def test_whoever_holds_the_role_is_rung_before_whom_the_estate_names(room, estate):
    lead = officer("northmere")
    give_role(room.record, lead, Role.STRATEGIC, Someone("p.bob", "Bob Jones"), deputy=Someone("o-new", "New Person"))
    first = ring_now(room.sight("northmere"), known(room, estate), "northmere").calls[0]
    assert (first.first.name, first.first.phone) == ("Bob Jones", "07700 900002")
    assert [each.name for each in first.deputies] == ["New Person", "Ann Smith"]


def test_a_call_without_an_answer_moves_to_the_deputy_and_is_listed_until_somebody_is_reached(room, estate):
    rung(room, "p.ann", Outcome.NO_REPLY, ring_again=BEGAN + timedelta(minutes=5))
    found = ring_now(room.sight("northmere"), known(room, estate), "northmere")
    assert [call.first.whom for call in found.not_answered] == ["p.ann"]
    assert found.calls[0].next.whom == "p.bob"
    room.watch.pass_by(minutes=1)
    rung(room, "p.bob", Outcome.WRONG_NUMBER)
    assert ring_now(room.sight("northmere"), known(room, estate), "northmere").calls[0].next.whom == "p.ann"
    room.watch.pass_by(minutes=1)
    rung(room, "p.ann", Outcome.ANSWERED)
    found = ring_now(room.sight("northmere"), known(room, estate), "northmere")
    assert found.not_answered == ()
    assert (found.calls[0].is_reached, found.calls[0].next, found.calls[0].first.attempts) == (True, None, 2)
    assert found.calls[0] not in found.to_ring


def test_each_body_keeps_its_own_calls_and_a_stranger_sees_none(room, estate):
    rung(room, "p.ann", Outcome.ANSWERED, body="eastholt")
    assert not ring_now(room.sight("northmere"), known(room, estate), "northmere").calls[0].is_tried
    rung(room, "p.ann", Outcome.ANSWERED)
    assert not ring_now(room.sight("farwick"), known(room, estate, "farwick"), "northmere").calls[0].is_tried


@pytest.mark.parametrize(
    "number", ["07700 900001", "+44 7700 900001", "(020) 7946 0018", "020-7946-0018", "ring 01632960001 at ten"]
)
def test_a_number_is_noticed_wherever_it_is_written(room, number):
    for field in ("channel", "note"):
        with pytest.raises(DeskError, match="looks like a telephone number"):
            rung(room, "p.ann", Outcome.ANSWERED, **{field: number})


@pytest.mark.parametrize("whom", ["o-0123456789", "someone/0412345678", "3f98812345", "desk 12, floor 3, since 02:40"])
def test_an_id_full_of_digits_is_no_number(room, whom):
    assert rung(room, whom, Outcome.NO_REPLY, note="again at 03:15, in room 12").number


def test_no_number_and_no_name_goes_into_the_record(room, estate):
    with pytest.raises(DeskError, match="looks like a telephone number"):
        rung(room, "07700 900001", Outcome.ANSWERED)
    with pytest.raises(DeskError, match="looks like a telephone number"):
        rung(room, "p.ann", Outcome.ANSWERED, channel="07700 900001")
    rung(room, "p.ann", Outcome.ANSWERED, channel="mobile")
    raw = "".join(str(line) for line in room.record.lines())
    assert "900001" not in raw
    assert "Ann Smith" not in raw


def test_a_channel_that_stands_on_what_is_doubted_or_out_is_not_trusted(room, estate):
    lead = officer("northmere")
    belief = Belief(Suspicion.SUSPECTED, BEGAN, "head of IT")
    state_suspicion(room.record, estate, lead, Subject.SYSTEM, "northmere.mail", belief)
    seen = Observation(Condition.OUT, BEGAN, "porter", Cause.UNKNOWN)
    observe(room.record, estate, lead, "northmere.out", seen)
    found = ring_now(room.sight("northmere"), known(room, estate), "northmere")
    assert [row.channel for row in found.trusted] == ["northmere.switchboard", "northmere.radio"]
    assert {row.channel for row in found.doubtful} >= {"northmere.chat", "northmere.out"}
    calm = ring_now(room.sight("farwick"), known(room, estate, "farwick"), "northmere")
    assert len(calm.trusted) == 4


def test_ringing_now_and_the_first_fifteen_minutes_trust_the_same_channels(room, estate):
    lead = officer("northmere")
    observe(room.record, estate, lead, "northmere.mail", Observation(Condition.OUT, BEGAN, "porter"))
    observe(room.record, estate, lead, "northmere.chat", Observation(Condition.WORKING, room.record.now(), "porter"))
    sight, channels = room.sight("northmere"), known(room, estate)
    trusted = ring_now(sight, channels, "northmere").trusted
    assert trusted == trusted_channels(sight, channels, "northmere")
    # It rests on mail, which is out, but it was tried and works.
    assert "northmere.chat" in [row.channel for row in trusted]
    hit = ring_now(sight, channels, "northmere", hit=["northmere.mail"])
    assert "northmere.chat" in [row.channel for row in hit.doubtful]


def test_an_observer_rings_nobody_and_a_call_is_not_repeated_before_it_was_made(room):
    with pytest.raises(DeskError, match="may not record who was rung"):
        rung(room, "p.ann", Outcome.ANSWERED, role=Role.OBSERVER)
    with pytest.raises(DeskError, match="lies before the call"):
        rung(room, "p.ann", Outcome.NO_REPLY, ring_again=BEGAN - timedelta(minutes=1))
    with pytest.raises(DeskError, match="whom you rang is blank"):
        rung(room, " ", Outcome.NO_REPLY)


def test_who_opted_out_of_the_48_hour_week_is_rung_like_anybody_else(room, estate):
    longer = tuple(replace(each, opt_out=True) for each in estate.people)
    plain, opted = (
        ring_now(
            room.sight("northmere"), known(room, replace(estate, people=people)), "northmere", hit=["northmere.care"]
        )
        for people in (estate.people, longer)
    )
    assert [call.first.name for call in opted.calls] == [call.first.name for call in plain.calls]
    assert opted.calls[0].first.name == "Ann Smith"
