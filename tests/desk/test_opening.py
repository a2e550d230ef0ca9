"""Opening an incident from cold, and the first fifteen minutes after it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from battlebox.desk import DeskError, Role
from battlebox.desk.command import Chosen, FirstWords, first_calls, open_from_cold, to_talk_on, trusted_channels
from battlebox.desk.picture import Channels, Condition, Observation, estate_in_use, observe, picture_of
from battlebox.desk.record import Installation, Sight, course_of
from battlebox.estate import Channel, Need, Person, estate_of, new_estate
from desk.room import SHARED, Room, StillWatch, officer, shipped

SAID = FirstWords("Blue kettle", "screens are blank, says the night porter")


@pytest.fixture
def installation(tmp_path):
    made = Installation(tmp_path / "data", StillWatch())
    yield made
    made.close()


def small():
    return Chosen(shipped("northmere"), "shipped with Battlebox")


def test_two_fields_open_a_triage_that_only_the_bodies_here_see(installation):
    record, saved = open_from_cold(installation, officer("northmere"), ("northmere", "eastholt"), SAID, small())
    assert (saved.number.startswith("A-"), record.bodies) == (True, {"northmere", "eastholt"})
    assert course_of(Sight.of(record, officer("eastholt"))).value.title == "Blue kettle"
    with pytest.raises(DeskError, match="there is no incident"):
        course_of(Sight.of(record, officer("farwick")))


def test_the_other_bodies_of_the_estate_may_join_and_see_the_estate(installation):
    record, _ = open_from_cold(installation, officer("northmere"), ("northmere",), SAID, small())
    assert set(record.standing.orgs) == {"northmere", "eastholt", "farwick", "nightline"}
    used = estate_in_use(Sight.of(record, officer("eastholt")), installation.shelf)
    assert used.estate.title


def test_with_no_estate_yet_it_opens_all_the_same(installation):
    record, _ = open_from_cold(installation, officer("northmere"), ("northmere",), SAID, None)
    assert course_of(Sight.of(record, officer("northmere"))).value.why == SAID.seen
    assert set(record.standing.orgs) == {"northmere"}


@pytest.mark.parametrize(
    ("who", "said", "sentence"),
    [
        (officer("northmere", Role.OBSERVER), SAID, "may not open an incident"),
        (officer("northmere"), FirstWords(" ", "smoke"), "the title is blank"),
        (officer("northmere"), FirstWords("Blue kettle", " "), "what was seen is blank"),
        (officer("elsewhere"), SAID, "has no body elsewhere"),
    ],
)
def test_what_is_refused_leaves_nothing_behind(installation, who, said, sentence):
    with pytest.raises(DeskError, match=sentence):
        open_from_cold(installation, who, (who.body,), said, small())
    assert installation.incidents == ()


def test_whom_to_ring_without_an_estate_is_still_a_list_to_write_on():
    calls = first_calls(Room.opened().sight("northmere"), None, "northmere")
    assert calls[0].office == "strategic (Gold)"
    assert not any(call.phones for call in calls)


def test_owners_of_what_protects_people_are_rung_with_their_deputies_and_numbers():
    room = Room.opened()
    sight = room.sight("northmere")
    estate = estate_in_use(sight, room.shelf).estate
    people = (
        Person("p1", "Ada Shaw", "northmere", "Gold", phone="one"),
        Person("p2", "Bo Lee", "northmere", "Deputy Gold", phone="two", other="radio 3", away="until Monday"),
        Person("p3", "Cy Orr", "eastholt", "Gold", phone="three"),
        Person("p4", "Di Poe", "northmere", "duty manager", phone="four"),
    )
    picture = picture_of(sight, estate_in_use(sight, room.shelf))
    calls = first_calls(
        sight,
        Channels(replace(picture, used=replace(picture.used, estate=replace(estate, people=people)))),
        "northmere",
    )
    assert (calls[0].office, calls[0].phones) == ("Ada Shaw, Gold", ("one",))
    assert calls[0].deputy == "Bo Lee, Deputy Gold (away: until Monday)"
    assert calls[0].deputy_phones == ("two", "radio 3")
    owner = next(call for call in calls if "Child protection referrals" in call.why)
    assert (owner.office, owner.deputy, owner.deputy_phones) == (
        "head of children's services",
        "Di Poe, duty manager",
        ("four",),
    )


def test_a_channel_that_is_out_or_stands_on_what_is_out_is_not_trusted():
    room = Room.opened()

    estate = estate_in_use(room.sight("northmere"), room.shelf).estate
    wired = replace(estate, needs=(*estate.needs, Need("northmere.switchboard", "northmere.servers")))

    def names():
        sight = room.sight("northmere")
        picture = picture_of(sight, estate_in_use(sight, room.shelf))
        return [
            row.channel
            for row in trusted_channels(
                sight, Channels(replace(picture, used=replace(picture.used, estate=wired))), "northmere"
            )
        ]

    assert names() == ["northmere.switchboard"]
    seen = Observation(Condition.OUT, room.record.now(), "duty engineer")
    observe(room.record, estate, officer("northmere"), "northmere.servers", seen, handling=SHARED)
    assert names() == []


def test_mail_and_chat_are_never_offered_to_talk_on():
    rows = tuple(Channel(kind, kind, "northmere", "staff", kind, "one") for kind in ("phone", "mail", "chat", "radio"))
    assert [row.kind for row in to_talk_on(rows)] == ["phone", "radio"]


def test_what_residents_ring_is_not_where_the_command_talks():
    estate = estate_of(new_estate("Northmere"))
    assert [row.name for row in to_talk_on(estate.channels)] == [
        "Printed call tree, to mobile telephones",
        "Printed list of partners' duty numbers",
    ]
