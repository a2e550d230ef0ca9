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


@pytest.mark.parametrize("numbers", ["12", "09011 234567", "the switchboard", "0900", "ring us on 123"])
def test_a_number_for_the_public_that_nobody_can_ring_is_refused(room, numbers):
    before = room.record.arrived
    with pytest.raises(DeskError, match="is no number that can be rung"):
        write(room, numbers=numbers)
    assert room.record.arrived == before


@pytest.mark.parametrize("contact", ["12", "Information governance, 09011 234567"])
def test_a_number_for_regulators_that_nobody_can_ring_is_refused(room, contact):
    with pytest.raises(DeskError, match="is no number that can be rung"):
        write(room, contact=contact)
    office = "the duty information governance officer"
    mail = "ig@northmere.example"
    for good in ("Information governance, 01632 960107", mail, f"01632 960107 or ig2.{mail}", office):
        assert write(room, contact=good)
    assert write(room)


@pytest.mark.parametrize("numbers", ["01632 960000 for urgent help, or 999", "020 7946 0199, extension 12"])
def test_words_and_a_second_number_may_stand_beside_it(room, numbers):
    assert write(room, numbers=numbers)


# The room begins at 02:40 on Monday 23 November 2026.
@pytest.mark.parametrize(
    "update",
    [
        *("at 01:00 today", "at 1am today", "today at 2.10", "today by 0210hrs", "at 01:00 and 02:00 today"),
        *("on 22 November at noon", "Nov 22 at 6pm", "on 22 November", "22/11/2026 at 23:00", "tonight at 02:30"),
    ],
)
def test_a_next_update_that_is_past_is_refused(room, update):
    before = room.record.arrived
    with pytest.raises(DeskError, match="when the next update comes lies before now"):
        write(room, update=update)
    assert room.record.arrived == before


@pytest.mark.parametrize(
    "update",
    [
        *("at noon", "at noon, and whenever something changes", "at 10:00 today", "at 01:00 and 16:00 today", "today"),
        *("at 01:00 tomorrow", "on Tuesday at 01:00", "tonight by midnight", "on 24 November at 01:00", "at 01:00"),
        *("on 3 January at noon", "every day at 01:00", "in an hour", "30 February at noon", "as soon as we know more"),
    ],
)
def test_one_that_is_to_come_or_may_be_is_taken(room, update):
    assert write(room, update=update)
