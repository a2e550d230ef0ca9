"""A command role has one holder, who took it, was given it or was relieved; how long people have been up is known."""

from __future__ import annotations

from datetime import timedelta

import pytest

from battlebox.desk import DeskCode, DeskError, Role, Someone
from battlebox.desk.command import Worked, give_role, holding_of, holdings_of, relieve, take_role, worked
from desk.room import BEGAN, SHARED, Room, officer

ANN, BOB = Someone("o-ann", "Ann Smith"), Someone("o-bob", "Bob Jones")
GOLD = officer("northmere", Role.STRATEGIC)


@pytest.fixture
def room():
    return Room.opened()


def test_a_role_is_taken_with_a_deputy_and_others_are_told_who_has_it(room):
    until = BEGAN + timedelta(hours=8)
    take_role(room.record, GOLD, Role.STRATEGIC, deputy=ANN, until=until, reach="call sign 1", handling=SHARED)
    held = holding_of(room.sight("eastholt"), "northmere", Role.STRATEGIC).value
    assert (held.holder, held.deputy, held.since, held.until) == (GOLD.id, "o-ann", BEGAN, until)
    assert room.sight("northmere").name_of("o-ann") == "Ann Smith"
    assert room.sight("eastholt").name_of("o-ann") == "an officer of northmere"
    assert holdings_of(room.sight("farwick")) == ()
    with pytest.raises(DeskError, match=r"strategic \(Gold\) of northmere is already held") as refused:
        give_role(room.record, officer("northmere"), Role.STRATEGIC, BOB)
    assert refused.value.code is DeskCode.ALREADY


def test_each_body_has_its_own(room):
    take_role(room.record, GOLD, Role.STRATEGIC, handling=SHARED)
    take_role(room.record, officer("eastholt", Role.STRATEGIC), Role.STRATEGIC, handling=SHARED)
    take_role(room.record, officer("northmere", Role.LOGGIST), Role.LOGGIST, handling=SHARED)
    held = [(each.value.body, each.value.role) for each in holdings_of(room.sight("northmere"))]
    assert held == [
        ("eastholt", Role.STRATEGIC),
        ("northmere", Role.STRATEGIC),
        ("northmere", Role.LOGGIST),
    ]


def test_nobody_takes_a_role_that_is_not_theirs_and_only_some_give_one(room):
    with pytest.raises(DeskError, match="may not give a role to somebody"):
        take_role(room.record, officer("northmere", Role.SERVICE_LEAD), Role.STRATEGIC)
    with pytest.raises(DeskError, match="may not give a role to somebody"):
        give_role(room.record, officer("northmere", Role.LOGGIST), Role.LOGGIST, ANN)
    with pytest.raises(DeskError, match="may not hand over a role"):
        take_role(room.record, officer("northmere", Role.OBSERVER), Role.OBSERVER)
    assert give_role(room.record, officer("northmere"), Role.LOGGIST, ANN).number
    with pytest.raises(DeskError, match="who takes it is blank"):
        give_role(room.record, officer("northmere"), Role.COMMUNICATIONS, Someone("", "?"))


def test_the_holder_is_relieved_with_a_reason_by_themselves_or_by_silver(room):
    give_role(room.record, officer("northmere"), Role.LOGGIST, ANN)
    with pytest.raises(DeskError, match="may not give a role"):
        relieve(room.record, officer("northmere", Role.SERVICE_LEAD), Role.LOGGIST, BOB, why="she is ill")
    with pytest.raises(DeskError, match="why is blank"):
        relieve(room.record, officer("northmere"), Role.LOGGIST, BOB, why="")
    relieve(room.record, officer("northmere"), Role.LOGGIST, BOB, why="she is ill")
    assert holding_of(room.sight("northmere"), "northmere", Role.LOGGIST).value.holder == "o-bob"
    relieve(room.record, officer("northmere"), Role.LOGGIST, None, why="nobody is left")
    assert holding_of(room.sight("northmere"), "northmere", Role.LOGGIST).value.is_vacant
    with pytest.raises(DeskError, match="held by nobody"):
        relieve(room.record, officer("northmere"), Role.LOGGIST, BOB, why="again")
    assert give_role(room.record, officer("northmere"), Role.LOGGIST, BOB).number


def test_hours_on_shift_count_two_roles_at_once_as_one_and_a_break_ends_a_shift(room):
    lead = officer("northmere")
    give_role(room.record, lead, Role.LOGGIST, ANN)
    room.watch.pass_by(hours=2)
    give_role(room.record, lead, Role.COMMUNICATIONS, ANN)
    room.watch.pass_by(hours=2)
    relieve(room.record, lead, Role.LOGGIST, BOB, why="one role is enough")
    room.watch.pass_by(hours=9)
    ann, bob = worked(room.sight("northmere"), "northmere")
    assert (ann.person, ann.on_shift, ann.is_long) == ("o-ann", timedelta(hours=13), True)
    assert (bob.person, bob.on_shift, bob.is_long) == ("o-bob", timedelta(hours=9), False)
    relieve(room.record, lead, Role.COMMUNICATIONS, None, why="sent home")
    room.watch.pass_by(hours=1)
    found = {each.person: each for each in worked(room.sight("northmere"), "northmere")}
    assert (found["o-ann"].on_shift, found["o-ann"].altogether) == (timedelta(), timedelta(hours=13))
    assert worked(room.sight("northmere"), "eastholt") == ()


@pytest.mark.parametrize(
    ("minutes", "said"),
    [
        (0, "off shift"),
        (59, "less than an hour"),
        (60, "one hour"),
        (599, "nine hours"),
        (600, "ten hours: who relieves?"),
        (660, "eleven hours: who relieves?"),
        (720, "twelve hours: send home, who relieves?"),
        (60 * 26, "26 hours: send home, who relieves?"),
    ],
)
def test_hours_on_shift_are_said_in_words_and_ask_who_relieves(minutes, said):
    assert Worked("o-ann", timedelta(minutes=minutes), timedelta(minutes=minutes)).words == said
