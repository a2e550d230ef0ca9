"""What an order means before it is given, and what is late about one that was."""

from __future__ import annotations

from datetime import timedelta

import pytest

from battlebox.desk import DeskError, Role
from battlebox.desk.picture import (
    Condition,
    Names,
    Observation,
    Stage,
    adopt_estate,
    estate_in_use,
    give_order,
    lapses,
    late_words,
    loses_memory,
    move_order,
    observe,
    orders_of,
    picture_of,
    terms_of,
)
from battlebox.desk.picture.picture import _stopped
from battlebox.estate import corrected
from desk.room import BEGAN, SHARED, Room, officer, shipped

HOUR = timedelta(hours=1)


@pytest.fixture
def room():
    return Room.opened()


def terms(room, action):
    used = estate_in_use(room.sight("northmere"), room.shelf)
    return terms_of(picture_of(room.sight("northmere"), used), Names(used.estate), action)


def estate(room):
    return estate_in_use(room.sight("northmere"), room.shelf).estate


def order(room, action, body="northmere"):
    give_order(room.record, estate(room), officer(body), action, who="duty engineer", handling=SHARED)


def late(room, action):
    sight = room.sight("northmere")
    return late_words(sight, estate(room), orders_of(sight)[action])


def test_isolating_the_shared_records_names_whose_services_stop_and_when(room):
    found = terms(room, "northmere.isolate-care")
    assert found.isolates == ("Care records shared with Eastholt",)
    # Takes an hour; two hours of printed cases.
    at = BEGAN + 3 * HOUR
    assert found.services == (("eastholt.child-front-door", at), ("northmere.child-front-door", at))
    assert (found.owner, found.loses_memory) == ("Northmere Council", False)


def test_what_is_stopped_already_is_not_counted_again(room):
    order(room, "northmere.isolate-care")
    room.watch.pass_by(hours=4)
    assert [name for name, _ in terms(room, "northmere.isolate-servers").services] == ["northmere.housing-benefit"]


def test_all_who_ask_within_one_minute_are_told_what_was_worked_out_once(room):
    room.watch.pass_by(hours=1)
    first = terms(room, "northmere.isolate-care").services
    asked = _stopped.cache_info().misses
    for _ in range(3):
        room.watch.at += timedelta(seconds=15)
        assert terms(room, "northmere.isolate-care").services == first
    assert _stopped.cache_info().misses == asked
    room.watch.at += timedelta(seconds=15)
    later = terms(room, "northmere.isolate-care").services
    assert [name for name, _ in later] == [name for name, _ in first]
    assert all(
        timedelta(seconds=59) < at - before < timedelta(seconds=61)
        for (_, at), (_, before) in zip(later, first, strict=True)
    )
    observe(
        room.record, estate(room), officer("northmere"), "northmere.child-front-door",
        Observation(Condition.OUT, room.record.now(), "the desk"), handling=SHARED,
    )  # fmt: skip
    assert [name for name, _ in terms(room, "northmere.isolate-care").services] == ["eastholt.child-front-door"]


def test_what_an_order_stops_at_once_is_not_said_to_have_stopped_before_it(room):
    at_once = corrected(shipped("northmere"), "actions", "northmere.power-off", "takes_h", "0")
    adopt_estate(room.record, officer("northmere"), room.shelf, at_once, source="corrected", handling=SHARED)
    room.watch.at += timedelta(hours=1, seconds=45)
    soonest = terms(room, "northmere.power-off").services[0][1]
    assert timedelta() <= soonest - room.record.now() < timedelta(seconds=1)


def test_an_order_names_those_in_force_that_exclude_it(room):
    order(room, "northmere.isolate-care")
    assert terms(room, "northmere.power-off").in_conflict == ("Isolate the shared care records",)


def test_only_switching_systems_off_loses_memory(room):
    lost = [row.action for row in estate(room).actions if loses_memory(estate(room), row)]
    assert lost == ["northmere.power-off"]


def test_an_order_not_verified_in_time_is_late_and_one_past_its_time_too(room):
    order(room, "northmere.isolate-care")
    assert late(room, "northmere.isolate-care") == ""
    room.watch.pass_by(hours=1)
    assert late(room, "northmere.isolate-care") == "not verified, and it should work by now"
    move_order(
        room.record, estate(room), officer("northmere"), "northmere.isolate-care", Stage.VERIFIED,
        who="duty engineer", means="a ping from outside fails", handling=SHARED,
    )  # fmt: skip
    assert late(room, "northmere.isolate-care") == ""
    held = orders_of(room.sight("northmere"))["northmere.isolate-care"].value
    assert lapses(estate(room), held) == BEGAN + 169 * HOUR
    room.watch.pass_by(hours=200)
    assert late(room, "northmere.isolate-care") == "its time is over: undo it or say why not"


def test_an_order_that_was_undone_is_never_late(room):
    order(room, "northmere.isolate-care")
    move_order(
        room.record, estate(room), officer("northmere"), "northmere.isolate-care", Stage.REOPENED,
        who="duty engineer", handling=SHARED,
    )  # fmt: skip
    room.watch.pass_by(hours=500)
    assert late(room, "northmere.isolate-care") == ""


def test_a_power_off_that_does_not_say_whether_memory_was_captured_is_refused(room):
    with pytest.raises(DeskError, match="memory is blank") as refused:
        order(room, "northmere.power-off")
    assert "whether memory was captured" in refused.value.hint
    assert orders_of(room.sight("northmere")) == {}


def test_golds_order_given_by_silver_says_on_whose_word_and_gold_need_not(room):
    off = {"who": "duty engineer", "memory": "captured", "handling": SHARED}
    with pytest.raises(DeskError, match="on whose word is blank"):
        give_order(room.record, estate(room), officer("northmere"), "northmere.power-off", **off)
    lead = officer("northmere")
    said = give_order(room.record, estate(room), lead, "northmere.power-off", word=" Gold,  by phone", **off)
    assert orders_of(room.sight("northmere"))["northmere.power-off"].value.word == "Gold, by phone"
    move_order(
        room.record, estate(room), officer("northmere"), "northmere.power-off", Stage.REOPENED, who="duty engineer",
        handling=SHARED,
    )  # fmt: skip
    gold = officer("northmere", Role.STRATEGIC)
    assert give_order(room.record, estate(room), gold, "northmere.power-off", **off).number != said.number


def test_an_order_remembers_who_gave_it_when_somebody_else_moves_it(room):
    order(room, "northmere.isolate-care")
    engineer = officer("northmere", Role.OPERATIONAL)
    move_order(
        room.record, estate(room), engineer, "northmere.isolate-care", Stage.ACKNOWLEDGED, who="duty engineer",
        handling=SHARED,
    )  # fmt: skip
    held = orders_of(room.sight("northmere"))["northmere.isolate-care"]
    assert (held.value.by, held.by) == ("o-northmere-tactical", "o-northmere-operational")


def test_nobody_moves_an_order_of_another_body(room):
    order(room, "northmere.isolate-care")
    with pytest.raises(DeskError, match="is for Northmere Council to order, not for eastholt"):
        move_order(
            room.record, estate(room), officer("eastholt"), "northmere.isolate-care", Stage.REOPENED, who="somebody"
        )
