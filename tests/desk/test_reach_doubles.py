"""The same person on two bodies' lists is found, only where both agreed on the words and shared, and never named."""

from __future__ import annotations

from dataclasses import replace

import pytest

from battlebox.desk import DeskError
from battlebox.desk.reach import also_on, share_list
from battlebox.desk.reach.doubles import lines_also_in, marks_of
from desk.reach import PEOPLE, brought, lead
from desk.room import Room

WORDS = "amber harbour violin teapot glacier plum"
INCIDENT = "ab" * 32


@pytest.fixture
def room():
    return Room.opened()


def both(room, *, words=WORDS, audience=frozenset({"northmere"})):
    """Northmere's list, and one of Eastholt's that has Ada and Cara written another way, in another order."""
    ada = replace(PEOPLE[0], number="e-9", name="BROWN, Ada", phones=(), address="Flat 2, 1 High St, nm11aa")
    cara = replace(PEOPLE[2], number="e-3", name="Cara  Díaz", phones=("+44 20 7946 0003",), address="")
    stranger = replace(PEOPLE[1], name="Somebody Else")
    mine = brought(room, match_words=WORDS)
    theirs = brought(room, "eastholt", (stranger, cara, ada), match_words=words)
    if audience:
        share_list(room.record, lead("eastholt"), theirs, audience)
    return mine


def test_a_person_on_both_lists_is_found_however_the_name_and_number_are_written(room):
    found, uncompared = also_on(room.sight("northmere"), both(room))
    assert found == {0: ("eastholt",), 2: ("eastholt",)}
    assert uncompared == ()


def test_a_list_that_was_not_shared_finds_nobody(room):
    assert also_on(room.sight("northmere"), both(room, audience=frozenset())) == ({}, ())


def test_lists_marked_with_other_words_are_said_to_be_uncompared(room):
    found, uncompared = also_on(room.sight("northmere"), both(room, words="quite other words than those agreed"))
    assert (found, uncompared) == ({}, ("eastholt",))


def test_both_sides_see_it_only_as_the_other_shares(room):
    mine = both(room)
    theirs = next(thing for thing in room.record.things("list") if thing != mine)
    assert also_on(room.sight("eastholt"), theirs) == ({}, ())
    share_list(room.record, lead(), mine, frozenset({"eastholt"}))
    assert also_on(room.sight("eastholt"), theirs)[0] == {1: ("northmere",), 2: ("northmere",)}


def test_two_people_of_one_household_are_two_people():
    one = PEOPLE[0]
    other = replace(one, name="Adam Brown")
    assert lines_also_in(marks_of((one,), WORDS, INCIDENT), marks_of((other,), WORDS, INCIDENT)) == frozenset()


def test_marks_say_nothing_without_the_words_and_weak_words_are_refused(room):
    plain = marks_of((PEOPLE[0],), WORDS, INCIDENT)
    assert plain.of != marks_of((PEOPLE[0],), WORDS + "x", INCIDENT).of
    assert plain.of != marks_of((PEOPLE[0],), WORDS, "cd" * 32).of
    assert plain == marks_of((PEOPLE[0],), "  Amber HARBOUR violin teapot glacier plum ", INCIDENT)
    with pytest.raises(DeskError, match="has 7 characters, and 20 are needed"):
        marks_of((PEOPLE[0],), "council", INCIDENT)


def test_nobody_without_a_name_and_a_place_matches_anybody():
    bare = replace(PEOPLE[5], phones=(), address="")
    assert marks_of((bare,), WORDS, INCIDENT).of == ("",)
