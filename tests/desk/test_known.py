"""What is known of each body: the worst that stands, and never clear while anything is unknown."""

from __future__ import annotations

import pytest

from battlebox.desk.picture import Belief, Subject, Suspicion, estate_in_use, known_of, state_suspicion
from battlebox.desk.record import Handling, changes_since
from desk.room import BEGAN, SHARED, Room, officer


@pytest.fixture
def room():
    return Room.opened()


def estate(room):
    return estate_in_use(room.sight("northmere"), room.shelf).estate


def believe(room, name, state, *, subject=Subject.SYSTEM, body="northmere", handling=SHARED):
    belief = Belief(state, room.record.now(), "a scan", checked="all disks")
    state_suspicion(room.record, estate(room), officer(body), subject, name, belief, handling=handling)


def known(room, body, reader="northmere"):
    return next(row for row in known_of(room.sight(reader), estate(room)) if row.body.body == body)


def test_where_nobody_spoke_everything_is_unknown(room):
    found = known(room, "northmere")
    assert found.worst is Suspicion.UNKNOWN
    assert len(found.unknown) == sum(row.body == "northmere" for row in estate(room).systems)


def test_the_worst_of_its_systems_is_what_a_body_is(room):
    believe(room, "northmere.mail", Suspicion.SUSPECTED)
    assert known(room, "northmere").worst is Suspicion.SUSPECTED
    believe(room, "northmere.servers", Suspicion.CONFIRMED)
    found = known(room, "northmere")
    assert (found.worst, found.confirmed, found.suspected) == (
        Suspicion.CONFIRMED,
        ("northmere.servers",),
        ("northmere.mail",),
    )


def test_a_body_is_clear_only_when_every_system_of_it_is(room):
    ours = [row.system for row in estate(room).systems if row.body == "eastholt"]
    believe(room, ours[0], Suspicion.CLEAR, body="eastholt")
    assert known(room, "eastholt").worst is (Suspicion.CLEAR if len(ours) == 1 else Suspicion.UNKNOWN)
    for name in ours[1:]:
        believe(room, name, Suspicion.CLEAR, body="eastholt")
    found = known(room, "eastholt")
    assert (found.worst, found.looked, found.is_old) == (Suspicion.CLEAR, BEGAN, False)
    room.watch.pass_by(hours=13)
    assert known(room, "eastholt").is_old


def test_what_is_said_of_a_body_as_a_whole_counts(room):
    believe(room, "farwick", Suspicion.SUSPECTED, subject=Subject.BODY)
    assert known(room, "farwick").worst is Suspicion.SUSPECTED


def test_what_is_kept_to_one_body_is_not_known_to_another(room):
    believe(room, "northmere.servers", Suspicion.CONFIRMED, handling=Handling())
    assert known(room, "northmere").worst is Suspicion.CONFIRMED
    assert known(room, "northmere", reader="eastholt").worst is Suspicion.UNKNOWN


def test_what_changed_lately_is_newest_first_and_no_more_than_may_be_seen(room):
    room.watch.pass_by(hours=2)
    since = room.record.now()
    believe(room, "northmere.mail", Suspicion.SUSPECTED)
    believe(room, "northmere.servers", Suspicion.CONFIRMED, handling=Handling())
    lines, count = changes_since(room.sight("northmere"), since)
    assert ([line.words.partition("\n")[0] for line in lines], count) == (
        ["northmere.servers: confirmed, says a scan", "northmere.mail: suspected (medium), says a scan"],
        2,
    )
    assert changes_since(room.sight("northmere"), since, most=1)[1] == 2
    assert [line.words for line in changes_since(room.sight("eastholt"), since)[0]] == [lines[1].words]
