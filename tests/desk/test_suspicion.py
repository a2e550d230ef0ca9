"""Suspicion is stated, ages, is seen by whom it may be, and two versions are never one."""

from __future__ import annotations

import pytest

from battlebox.desk import DeskError, Role
from battlebox.desk.picture import Belief, Subject, Suspicion, beliefs_of, estate_in_use, spoken_of, state_suspicion
from desk.room import BEGAN, SHARED, Room, officer


@pytest.fixture
def room():
    return Room.opened()


def state(room, body, state, *, over=None, handling=SHARED, system="northmere.servers", **more):
    belief = Belief(state, as_of=room.record.now(), source="head of IT", **more)
    estate = estate_in_use(room.sight(body), room.shelf).estate
    return state_suspicion(
        room.record, estate, officer(body), Subject.SYSTEM, system, belief, over=over, handling=handling
    )


def test_what_nobody_has_spoken_of_is_unknown(room):
    assert beliefs_of(room.sight("northmere"), Subject.SYSTEM, "northmere.servers") == ()
    assert spoken_of(room.sight("northmere"), Subject.SYSTEM) == {}


def test_a_statement_says_who_when_and_how_far(room):
    saved = state(room, "northmere", Suspicion.CLEAR, checked="logs of two weeks, by the supplier")
    (found,) = beliefs_of(room.sight("eastholt"), Subject.SYSTEM, "northmere.servers")
    assert (found.value.state, found.value.checked) == (Suspicion.CLEAR, "logs of two weeks, by the supplier")
    assert (found.number, found.body, found.at) == (saved.number, "northmere", BEGAN)


def test_no_sign_found_needs_how_far_was_looked(room):
    with pytest.raises(DeskError, match="how far checked is blank"):
        state(room, "northmere", Suspicion.CLEAR)


def test_a_statement_grows_old_and_unknown_never_does(room):
    state(room, "northmere", Suspicion.SUSPECTED)
    state(room, "northmere", Suspicion.UNKNOWN, system="northmere.mail")
    room.watch.pass_by(hours=13)
    sight = room.sight("northmere")
    old = {name: said[0].value.is_old(sight.now) for name, said in spoken_of(sight, Subject.SYSTEM).items()}
    assert old == {"northmere.servers": True, "northmere.mail": False}


def test_two_who_edit_one_thing_both_stand_until_somebody_chooses(room):
    first = state(room, "northmere", Suspicion.SUSPECTED)
    seen = frozenset({first.entry})
    state(room, "northmere", Suspicion.CONFIRMED, over=seen)
    other = state(room, "eastholt", Suspicion.CLEAR, over=seen, checked="a scan")
    said = beliefs_of(room.sight("northmere"), Subject.SYSTEM, "northmere.servers")
    assert {each.value.state for each in said} == {Suspicion.CONFIRMED, Suspicion.CLEAR}
    state(room, "northmere", Suspicion.CONFIRMED, over=frozenset(each.entry for each in said))
    (chosen,) = beliefs_of(room.sight("northmere"), Subject.SYSTEM, "northmere.servers")
    assert chosen.value.state is Suspicion.CONFIRMED
    assert other.number.startswith("B-")


def test_what_was_shared_with_no_one_is_seen_by_no_other_body(room):
    state(room, "northmere", Suspicion.CONFIRMED, handling=None)
    assert spoken_of(room.sight("northmere"), Subject.SYSTEM)
    for body in ("eastholt", "farwick"):
        sight = room.sight(body)
        assert spoken_of(sight, Subject.SYSTEM) == {}
        assert sight.kept_back("system/northmere.servers", "suspicion") == 1
        assert not any("northmere.servers" in line.words for line in sight.lines())


def test_an_unknown_id_names_the_nearest(room):
    with pytest.raises(DeskError, match=r"no system northmere\.server; the nearest is northmere\.servers"):
        state(room, "northmere", Suspicion.SUSPECTED, system="northmere.server")


def test_an_observer_may_look_and_say_nothing(room):
    belief = Belief(Suspicion.SUSPECTED, room.record.now(), "a colleague")
    estate = estate_in_use(room.sight("northmere"), room.shelf).estate
    watcher = officer("northmere", Role.OBSERVER)
    with pytest.raises(DeskError, match="may not say what is suspected"):
        state_suspicion(room.record, estate, watcher, Subject.SYSTEM, "northmere.servers", belief)


def test_what_one_body_writes_for_its_own_eyes_takes_nothing_from_those_who_were_told(room):
    state(room, "northmere", Suspicion.CLEAR, checked="a scan")
    state(room, "northmere", Suspicion.CONFIRMED, handling=None)
    (told,) = beliefs_of(room.sight("eastholt"), Subject.SYSTEM, "northmere.servers")
    (own,) = beliefs_of(room.sight("northmere"), Subject.SYSTEM, "northmere.servers")
    assert (told.value.state, own.value.state) == (Suspicion.CLEAR, Suspicion.CONFIRMED)
    assert "northmere.servers" in spoken_of(room.sight("eastholt"), Subject.SYSTEM)
    assert beliefs_of(room.sight("farwick"), Subject.SYSTEM, "northmere.servers") == ()
    # One that all may see, written over the private one, stands alone again.
    state(room, "northmere", Suspicion.SUSPECTED)
    for body in ("northmere", "eastholt"):
        (now,) = beliefs_of(room.sight(body), Subject.SYSTEM, "northmere.servers")
        assert now.value.state is Suspicion.SUSPECTED
