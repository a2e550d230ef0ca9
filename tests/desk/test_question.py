"""The question put to the engine is what the record says, no more and no less."""

from __future__ import annotations

from datetime import timedelta

import pytest

from battlebox.desk.picture import (
    Belief,
    Chance,
    Condition,
    Observation,
    Stage,
    Subject,
    Suspicion,
    estate_in_use,
    give_order,
    move_order,
    observe,
    picture_of,
    question_now,
    state_suspicion,
)
from battlebox.engine import Done, Down, Hit
from battlebox.estate import MICROHOURS
from desk.room import SHARED, Room, officer


@pytest.fixture
def room():
    return Room.opened()


def estate(room):
    return estate_in_use(room.sight("northmere"), room.shelf).estate


def believe(room, system, state, **more):
    belief = Belief(state, room.record.now(), "head of IT", **more)
    state_suspicion(room.record, estate(room), officer("northmere"), Subject.SYSTEM, system, belief, handling=SHARED)


def asked(room, body="northmere"):
    sight = room.sight(body)
    return question_now(sight, picture_of(sight, estate_in_use(sight, room.shelf)))


def test_an_empty_record_asks_nothing(room):
    question = asked(room)
    assert (question.hits, question.downs, question.dones) == ((), (), ())


def test_beliefs_become_hits_with_the_estates_own_chances(room):
    began = room.record.now() - timedelta(hours=30)
    believe(room, "northmere.servers", Suspicion.CONFIRMED, since=began)
    believe(room, "northmere.mail", Suspicion.SUSPECTED, chance=Chance.LOW)
    believe(room, "northmere.backups", Suspicion.CLEAR, checked="offline copy read on a clean machine")
    believe(room, "eastholt.mail", Suspicion.UNKNOWN)
    assert asked(room).hits == (
        Hit("northmere.servers", 1.0, 30 * MICROHOURS),
        Hit("northmere.mail", 0.1, None),
        Hit("northmere.backups", 0.0, None),
    )


def test_of_two_versions_the_worse_is_asked(room):
    believe(room, "northmere.mail", Suspicion.SUSPECTED)
    belief = Belief(Suspicion.CLEAR, room.record.now(), "a scan", checked="quick look")
    state_suspicion(
        room.record, estate(room), officer("eastholt"), Subject.SYSTEM, "northmere.mail", belief,
        handling=SHARED, over=frozenset(),
    )  # fmt: skip
    assert asked(room).hits == (Hit("northmere.mail", 0.3, None),)


def test_what_is_out_now_is_down_and_what_works_again_is_not(room):
    for condition in (Condition.OUT, Condition.WORKING):
        seen = Observation(condition, room.record.now(), "duty engineer")
        observe(room.record, estate(room), officer("northmere"), "northmere.phones", seen, handling=SHARED)
    seen = Observation(Condition.OUT, room.record.now(), "duty engineer")
    observe(room.record, estate(room), officer("northmere"), "northmere.servers", seen, handling=SHARED)
    assert asked(room).downs == (Down("northmere.servers"),)


def test_orders_in_force_were_given_so_long_ago_and_reopened_ones_count_no_more(room):
    for action in ("northmere.isolate-care", "northmere.isolate-mail"):
        give_order(room.record, estate(room), officer("northmere"), action, who="duty engineer", handling=SHARED)
    room.watch.pass_by(hours=2)
    move_order(
        room.record, estate(room), officer("northmere"), "northmere.isolate-mail", Stage.REOPENED,
        who="duty engineer", handling=SHARED,
    )  # fmt: skip
    assert asked(room).dones == (Done("northmere.isolate-care", 2 * MICROHOURS),)


def test_of_orders_that_exclude_each_other_one_is_asked(room):
    for action in ("northmere.isolate-care", "northmere.power-off"):
        give_order(
            room.record,
            estate(room),
            officer("northmere"),
            action,
            who="duty engineer",
            memory="captured",
            word="Gold, by phone",
            handling=SHARED,
        )
    assert [done.action for done in asked(room).dones] == ["northmere.isolate-care"]
