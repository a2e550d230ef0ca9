"""The live picture: what was seen and ordered gives each service its outage clock, and what was seen wins."""

from __future__ import annotations

from datetime import timedelta
from operator import is_
from random import Random

import pytest

from battlebox.desk import DeskError
from battlebox.desk.picture import (
    Cause,
    Condition,
    Fallback,
    Observation,
    Plight,
    Stage,
    estate_in_use,
    fallbacks_of,
    give_order,
    invoke,
    move_order,
    observe,
    picture_of,
    staff_bill,
)
from battlebox.desk.picture import picture as living
from desk.room import BEGAN, SHARED, Room, officer

HOUR = timedelta(hours=1)
CHILD = "northmere.child-front-door"


@pytest.fixture
def room():
    return Room.opened()


def estate(room, body="northmere"):
    return estate_in_use(room.sight(body), room.shelf).estate


def look(room, body="northmere"):
    return picture_of(room.sight(body), estate_in_use(room.sight(body), room.shelf))


def see(room, name, condition, *, body="northmere", since=None, cause=Cause.ATTACKER):
    seen = Observation(condition, since or room.record.now(), "duty engineer", cause)
    return observe(room.record, estate(room), officer(body), name, seen, handling=SHARED)


def test_nothing_seen_nothing_stops(room):
    picture = look(room)
    assert all(row.plight is Plight.WORKING and row.clock.stops is None for row in picture.services)
    assert all(map(is_, picture.services, look(room, "eastholt").services)), "made once for an estate, for whoever asks"


def test_losing_the_servers_stops_the_front_door_after_its_printed_cases_run_out_and_says_why(room):
    see(room, "northmere.servers", Condition.OUT)
    row = look(room).service(CHILD)
    # Two hours of printed cases hold the door open; then RTO 2 h and MTPD 8 h of time out.
    assert (row.plight, row.clock.stops) == (Plight.WORKING, BEGAN + 2 * HOUR)
    assert (row.clock.rto, row.clock.mtpd) == (BEGAN + 4 * HOUR, BEGAN + 10 * HOUR)
    assert row.why == (
        "northmere.child-front-door needs northmere.care",
        "northmere.care needs northmere.servers",
        "northmere.servers is down",
    )
    room.watch.pass_by(hours=3)
    row = look(room).service(CHILD)
    assert (row.plight, row.clock.out_for, row.cause) == (Plight.OUT, HOUR, Cause.ATTACKER)


def test_what_was_seen_before_the_desk_was_opened_is_reckoned_from_its_own_time(room):
    """The servers went four hours before: their two hours of printed cases are over, and out is out since then."""
    see(room, "northmere.servers", Condition.OUT, since=BEGAN - 4 * HOUR)
    found = look(room)
    row = found.service(CHILD)
    assert (row.plight, row.clock.stops) == (Plight.OUT, BEGAN - 2 * HOUR)
    assert (row.clock.out_for, row.clock.rto, row.clock.mtpd) == (2 * HOUR, BEGAN, BEGAN + 6 * HOUR)
    assert found.is_out("northmere.care")
    assert (found.began, found.zero, found.at(0)) == (BEGAN, BEGAN - 4 * HOUR, BEGAN - 4 * HOUR)


def test_an_outage_that_was_over_before_moves_nothing_and_one_that_goes_on_counts_altogether(room):
    see(room, "northmere.servers", Condition.OUT, since=BEGAN - 9 * HOUR)
    see(room, "northmere.servers", Condition.WORKING, since=BEGAN - 8 * HOUR)
    assert look(room).zero == BEGAN
    assert look(room).service(CHILD).clock.stops is None
    see(room, "northmere.phones", Condition.OUT, since=BEGAN - HOUR)
    assert look(room).zero == BEGAN - HOUR
    assert look(room).service(CHILD).clock.stops is None


def test_orders_and_times_to_come_keep_their_instants_when_hour_0_moves_back(room):
    order = ("northmere.isolate-care",)
    give_order(room.record, estate(room), officer("northmere"), *order, who="duty engineer", handling=SHARED)
    before = look(room).service(CHILD)
    assert before.clock.stops == BEGAN + 3 * HOUR
    see(room, "northmere.benefits", Condition.OUT, since=BEGAN - 5 * HOUR)
    assert look(room).zero == BEGAN - 5 * HOUR
    assert look(room).service(CHILD).clock == before.clock


def test_a_year_that_was_mistyped_does_not_break_the_picture(room):
    see(room, "northmere.servers", Condition.OUT, since=BEGAN - 3660 * 24 * HOUR)
    row = look(room).service(CHILD)
    assert (row.plight, row.clock.stops) == (Plight.OUT, BEGAN - 366 * 24 * HOUR + 2 * HOUR)


def test_what_came_back_stays_counted_and_stops_no_more(room):
    see(room, "northmere.servers", Condition.OUT)
    room.watch.pass_by(hours=3)
    see(room, "northmere.servers", Condition.WORKING)
    room.watch.pass_by(hours=5)
    row = look(room).service(CHILD)
    assert (row.plight, row.clock.out_for) == (Plight.WORKING, HOUR)
    see(room, "northmere.servers", Condition.OUT)
    room.watch.pass_by(hours=4)
    row = look(room).service(CHILD)
    assert (row.plight, row.clock.out_for) == (Plight.OUT, 3 * HOUR)


def test_a_service_seen_working_wins_over_the_model_and_the_difference_shows(room):
    see(room, "northmere.servers", Condition.OUT)
    room.watch.pass_by(hours=3)
    see(room, CHILD, Condition.WORKING)
    row = look(room).service(CHILD)
    assert row.plight is Plight.WORKING
    assert row.differs == "it needs Care records shared with Eastholt, which is out, yet it was seen working"
    # And whoever needs it is not told that it stops.
    assert row.clock.stops is None


def test_a_service_seen_out_for_no_reason_the_model_knows_says_so(room):
    see(room, CHILD, Condition.OUT, cause=Cause.UNKNOWN)
    row = look(room).service(CHILD)
    assert (row.plight, row.cause) == (Plight.OUT, Cause.UNKNOWN)
    assert row.differs == "nothing it needs is known to be out, yet it was seen out"


def test_an_order_stops_what_rests_on_it_and_we_are_the_cause(room):
    give_order(
        room.record, estate(room), officer("northmere"), "northmere.isolate-care", who="duty engineer", handling=SHARED
    )
    room.watch.pass_by(hours=4)
    picture = look(room)
    row = picture.service(CHILD)
    assert (row.plight, row.cause) == (Plight.OUT, Cause.US)
    assert picture.stage("northmere.care") is Stage.ORDERED
    # Eastholt works in those records over the shared line: its host stopped it.
    assert look(room, "eastholt").service("eastholt.child-front-door").cause is Cause.HOST


@pytest.mark.parametrize("minutes", range(0, 60, 7))
def test_what_falls_on_a_minute_is_not_read_as_the_minute_before(room, minutes):
    """A microhour is 3.6 ms: most minutes lie between two."""
    picture = look(room)
    later = timedelta(hours=5, minutes=minutes)
    assert picture.at(round(later / HOUR * 1_000_000)) == picture.zero + later


def test_an_order_counts_only_when_verified_by_a_second_means_and_ends_when_reopened(room):
    give = ("northmere.isolate-care",)
    give_order(room.record, estate(room), officer("northmere"), *give, who="duty engineer", handling=SHARED)
    with pytest.raises(DeskError, match="the second means is blank"):
        move_order(room.record, estate(room), officer("northmere"), *give, Stage.VERIFIED, who="duty engineer")
    with pytest.raises(DeskError, match="already ordered"):
        give_order(room.record, estate(room), officer("northmere"), *give, who="duty engineer")
    move_order(
        room.record, estate(room), officer("northmere"), *give, Stage.VERIFIED,
        who="duty engineer", means="a ping from outside fails", handling=SHARED,
    )  # fmt: skip
    assert look(room).stage("northmere.care") is Stage.VERIFIED
    room.watch.pass_by(hours=4)
    move_order(
        room.record, estate(room), officer("northmere"), *give, Stage.REOPENED, who="duty engineer", handling=SHARED
    )
    picture = look(room)
    assert picture.stage("northmere.care") is Stage.REOPENED
    # Ordered at 0, works from 1, printed cases hold to 3: one hour out.
    assert (picture.service(CHILD).plight, picture.service(CHILD).clock.out_for) == (Plight.WORKING, HOUR)


def test_nobody_orders_what_is_anothers(room):
    with pytest.raises(DeskError, match="is for Northmere Council to order, not for eastholt") as refused:
        give_order(room.record, estate(room), officer("eastholt"), "northmere.isolate-care", who="somebody")
    assert "record it as an ask" in refused.value.hint


def test_a_fallback_counts_once_it_is_started_and_its_staff_are_added_up(room):
    see(room, "northmere.servers", Condition.OUT)
    room.watch.pass_by(hours=3)
    assert look(room).service(CHILD).plight is Plight.OUT
    running = Fallback(True, room.record.now(), "duty manager", staff=3)
    invoke(room.record, estate(room), officer("northmere"), CHILD, running, handling=SHARED)
    assert look(room).service(CHILD).plight is Plight.ON_FALLBACK
    bill = staff_bill(room.sight("northmere"), estate(room), "northmere")
    assert (bill.at_work, bill.planned, bill.services) == (3, 4.0, (CHILD,))
    ended = Fallback(False, room.record.now(), "duty manager")
    invoke(room.record, estate(room), officer("northmere"), CHILD, ended, handling=SHARED)
    assert staff_bill(room.sight("northmere"), estate(room), "northmere").services == ()


def test_a_stranger_has_no_picture(room):
    with pytest.raises(DeskError, match="there is no estate"):
        estate(room, "farwick")


def test_the_list_by_need_puts_people_and_time_to_harm_first(room):
    see(room, "northmere.servers", Condition.OUT)
    names = [row.service.service for row in look(room).by_need()]
    assert names[:2] == ["northmere.child-front-door", "eastholt.child-front-door"]
    assert names[-1] == "northmere.housing-benefit"


@pytest.mark.parametrize("council", ["northmere", "eastholt"])
@pytest.mark.parametrize("seed", range(5))
def test_the_rows_kept_for_an_estate_are_those_that_each_service_has_by_itself(room, council, seed):
    """Of most services nothing is known, and their rows are made once for all pages: on days at random, the same."""
    rng, here = Random(seed), estate(room)
    for row in rng.sample(list(here.thing_by_id), 4):
        handling = rng.choice((SHARED, None))
        seen = Observation(rng.choice(tuple(Condition)), room.record.now(), "duty engineer", Cause.ATTACKER)
        observe(room.record, here, officer(council), row, seen, handling=handling)
    for action in [row for row in here.actions if row.body == council][:seed]:
        give_order(room.record, here, officer(council), action.action, who="duty engineer", handling=SHARED)
    room.watch.pass_by(hours=rng.randrange(100))
    with pytest.raises(DeskError, match="no estate"):
        look(room, "farwick")
    for body in ("northmere", "eastholt"):
        found = look(room, body)
        answer, fallbacks = living._impact(found.arrays, *living._asked(found)), fallbacks_of(room.sight(body))
        long_way = [living._plight(found, answer, number, fallbacks) for number in range(len(here.services))]
        assert list(found.services) == long_way
