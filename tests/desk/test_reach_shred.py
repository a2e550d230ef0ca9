"""A list ends once its last sheet is back; its keys are removed by two desks, and then nobody can read a name."""

from __future__ import annotations

import pytest

from battlebox.desk import DeskError, Role
from battlebox.desk.reach import (
    Fate,
    Holder,
    SheetTick,
    agree_to_removal,
    ask_removal_of_keys,
    close_list,
    count_of,
    keys_to_remove,
    print_sheets,
    replace_holder,
    return_sheet,
)
from battlebox.journal import agree_removal, ask_removal, place_hold
from desk.reach import DUTY_PROOF, PUBLIC, brought, lead, opened
from desk.room import Room, officer
from sim.region import key_of


@pytest.fixture
def room():
    return Room.opened()


def kept(room):
    return b"".join(part.data for entry in room.record.journal.entries() for part in entry.parts.values())


def test_a_list_is_not_closed_while_a_sheet_is_out(room):
    held = opened(room, brought(room))
    print_sheets(room.record, lead(), held)
    with pytest.raises(DeskError, match=r"on sheets that are out \(SA-1, SA-2, SA-3\), so it cannot be closed"):
        close_list(room.record, lead(), held.list, why="done")
    for number in ("SA-1", "SA-2", "SA-3"):
        return_sheet(room.record, lead(), number, (SheetTick(1, Fate.SAFE),), back_from="the caller")
    close_list(room.record, lead(), held.list, why="the rest are visited by the wardens")
    words = list(room.sight("northmere").lines())[-1].words
    assert words == "the list is closed with 3 not reached: the rest are visited by the wardens"
    with pytest.raises(DeskError, match="the list is closed, so it cannot be opened"):
        opened(room, held.list)
    assert count_of(room.sight("northmere"), held.list).tally.safe == 3


def test_closing_and_a_second_desk_remove_the_keys_for_good_and_counts_stay(room):
    thing = brought(room)
    sealed = next(line.person for line in room.record.lines() if line.header.kind == "list:brought")
    assert b'"held"' in kept(room)
    close_list(room.record, lead(), thing, why="everybody is reached")
    (asked,) = ask_removal_of_keys(room.record, lead(), thing)
    assert ask_removal_of_keys(room.record, lead(), thing) == ()
    agree_to_removal(room.record, lead("eastholt"), asked.entry)
    assert b'"held"' not in kept(room)
    # The sealed text may stay in a copy: without the key it is noise.
    assert sealed.encode() in kept(room)
    assert keys_to_remove(room.sight("northmere"), thing) == ()
    assert count_of(room.sight("northmere"), thing).tally.people == 6


def test_nothing_is_removed_while_the_list_is_in_use_but_a_lost_holders_key(room):
    thing = brought(room)
    assert ask_removal_of_keys(room.record, lead(), thing) == ()
    replace_holder(room.record, lead(), thing, DUTY_PROOF, "duty director", Holder("head", recipient=PUBLIC))
    (asked,) = ask_removal_of_keys(room.record, lead(), thing)
    agree_to_removal(room.record, lead("eastholt"), asked.entry)
    assert opened(room, thing, proof=DUTY_PROOF).people
    assert count_of(room.sight("northmere"), thing).alarms == ()


def test_the_desk_that_asked_does_not_agree_and_a_legal_hold_beats_it(room):
    thing = brought(room)
    close_list(room.record, lead(), thing, why="done")
    (asked,) = ask_removal_of_keys(room.record, lead(), thing)
    with pytest.raises(DeskError, match="this desk's own") as refused:
        agree_to_removal(room.record, lead(), asked.entry)
    assert "at a second desk" in refused.value.hint
    place_hold(room.record.journal, "police")
    with pytest.raises(DeskError, match="under a legal hold"):
        agree_to_removal(room.record, lead("eastholt"), asked.entry)
    assert b'"held"' in kept(room)


def test_keys_that_were_removed_by_mistake_are_an_alarm(room):
    thing = brought(room)
    entry = next(line.id for line in room.record.lines() if line.header.kind == "list:brought")
    pen = room.record.journal
    request = ask_removal(pen, entry, 2, "a slip")
    agree_removal(pen, request.id, admin=key_of("admin northmere"), org="northmere")
    with pytest.raises(DeskError, match="without keys: they were removed for good"):
        opened(room, thing)
    assert "the keys of this list were removed: no names can be shown" in (
        count_of(room.sight("northmere"), thing).alarms
    )


@pytest.mark.parametrize("role", [Role.OBSERVER, Role.TACTICAL, Role.OPERATIONAL])
def test_who_may_not_hold_a_list_neither_closes_it_nor_removes_its_keys(room, role):
    thing = brought(room)
    other = officer("northmere", role)
    for attempt in (
        lambda: close_list(room.record, other, thing, why="done"),
        lambda: ask_removal_of_keys(room.record, other, thing),
        lambda: agree_to_removal(room.record, other, "0" * 64),
    ):
        with pytest.raises(DeskError, match=r"may not (bring in|open)"):
            attempt()


@pytest.mark.parametrize("body", ["eastholt", "farwick"])
def test_no_other_body_closes_a_list_or_asks_for_its_keys(room, body):
    thing = brought(room)
    for attempt in (
        lambda: close_list(room.record, lead(body), thing, why="done"),
        lambda: ask_removal_of_keys(room.record, lead(body), thing),
        lambda: agree_to_removal(room.record, lead(body), "0" * 64),
    ):
        with pytest.raises(DeskError, match="that you may see"):
            attempt()
