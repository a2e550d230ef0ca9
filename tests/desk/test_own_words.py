"""What stands in every message: each field is asked for those who read it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from battlebox.desk import DeskError
from battlebox.desk.compose import OwnWords, own_words_of, write_own_words
from battlebox.marking import Tlp
from desk.facts import PLAIN, cleared, sight, state, words_officer
from desk.room import Room

STAFF = replace(PLAIN, wording="Staff ring 01632 960777 tonight.", tlp=Tlp.AMBER)
WRITTEN = OwnWords("at noon", "01632 960000", "Ring us.", "Press office")


@pytest.fixture
def room():
    return Room.opened()


def write(room, **more):
    return write_own_words(room.record, words_officer("northmere"), replace(WRITTEN, **more))


@pytest.mark.parametrize("field", ["staff_numbers", "staff_check"])
def test_what_only_staff_read_may_hold_what_staff_may_have(room, field):
    cleared(room, STAFF)
    write(room, **{field: STAFF.wording})
    [said] = own_words_of(sight(room), "northmere")
    assert getattr(said.value, field) == STAFF.wording


@pytest.mark.parametrize("field", ["update", "numbers", "check", "office"])
def test_what_everybody_reads_may_not(room, field):
    cleared(room, STAFF)
    with pytest.raises(DeskError, match="TLP:AMBER"):
        write(room, **{field: STAFF.wording})


def test_what_nobody_has_cleared_is_kept_from_staff_as_well(room):
    state(room, STAFF)
    with pytest.raises(DeskError, match="Numbers for staff: fact A-"):
        write(room, staff_numbers="Staff ring 01632 960777 tonight", staff_check="Ask there.")
