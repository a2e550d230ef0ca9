"""What stands around one thing: nearest first, by side, and never more than can be drawn."""

from __future__ import annotations

import pytest

from battlebox.desk.picture import (
    Belief,
    Names,
    Side,
    Subject,
    Suspicion,
    Tie,
    estate_in_use,
    neighbourhood_of,
    picture_of,
    spoken_of,
    state_suspicion,
)
from desk.room import SHARED, Room, officer

CARE = "northmere.care"
CHILD = "northmere.child-front-door"


@pytest.fixture
def room():
    return Room.opened()


def look(room, name, **more):
    sight = room.sight("northmere")
    used = estate_in_use(sight, room.shelf)
    return neighbourhood_of(picture_of(sight, used), Names(used.estate), spoken_of(sight, Subject.SYSTEM), name, **more)


def sides(found):
    return {each.id: (each.side, each.steps) for each in found.nodes}


def test_one_step_shows_what_it_needs_what_needs_it_and_the_ways_in(room):
    assert sides(look(room, CARE)) == {
        CARE: (Side.CENTRE, 0),
        "northmere.servers": (Side.NEEDS, 1),
        "northmere.child-front-door": (Side.NEEDED_BY, 1),
        "eastholt.child-front-door": (Side.NEEDED_BY, 1),
    }


def test_ways_of_an_attacker_stand_on_their_own_side_both_ways_included(room):
    found = sides(look(room, "eastholt.servers"))
    assert found["northmere.servers"] == (Side.WAY_IN, 1)
    assert found["northmere.benefits"] == (Side.WAY_IN, 1)
    found = sides(look(room, "northmere.servers"))
    assert found["eastholt.servers"] == (Side.WAY_OUT, 1)
    assert found["northmere.backups"] == (Side.WAY_OUT, 1)


def test_a_fallback_stands_between_its_service_and_what_it_stands_on(room):
    found = look(room, "northmere.child-front-door", steps=2)
    assert sides(found)["fallback:northmere.child-front-door"] == (Side.NEEDS, 1)
    assert sides(found)["northmere.night-number"] == (Side.NEEDS, 2)
    assert any(line.tie is Tie.FALLBACK for line in found.lines)


def test_lines_join_only_what_is_drawn_and_mean_something(room):
    found = look(room, CARE)
    drawn = {each.id for each in found.nodes}
    assert {line.of for line in found.lines} | {line.on for line in found.lines} <= drawn
    words = {(line.of, line.on, line.tie): line.words for line in found.lines}
    assert words["northmere.child-front-door", CARE, Tie.NEED] == "carries on for 2 h without it"
    assert words["northmere.servers", CARE, Tie.PATH] == "an attacker could go this way (admin)"


def test_with_too_many_the_nearest_are_kept_and_the_rest_counted(room):
    whole, part = look(room, CHILD, steps=3), look(room, CHILD, steps=3, most=4)
    assert part.nodes == whole.nodes[:4]
    assert part.left_out == len(whole.nodes) - 4
    assert whole.left_out == 0
    assert max(each.steps for each in part.nodes) <= min(each.steps for each in whole.nodes[4:])


def test_a_suspicion_stands_in_words(room):
    estate = estate_in_use(room.sight("northmere"), room.shelf).estate
    belief = Belief(Suspicion.CONFIRMED, room.record.now(), "an engineer")
    state_suspicion(room.record, estate, officer("northmere"), Subject.SYSTEM, CARE, belief, handling=SHARED)
    assert look(room, CARE).centre.states == ("hit: confirmed",)
    assert look(room, CARE).centre.is_doubted
