"""People whose means rest on what does not work now: said before anything is sent, and nobody is left out for it."""

from __future__ import annotations

import pytest

from battlebox.desk.message import Means, doubtful, means_now, read_roll
from desk.phones import OUT, WORKING, channels, estate_with_phones, number, say
from desk.room import COUNCILS, Room

OWN = {Means.MAIL: "desk@northmere.example", Means.NOTIFY_TEXT: ""}


@pytest.fixture
def room(monkeypatch):
    monkeypatch.setattr("desk.room.shipped", lambda _: estate_with_phones())
    return Room.opened()


def people(council="northmere"):
    text = (
        "person,name,notify_text,mail,phone\n"
        f"e-1,Ada,07700 900123,ada@{council}.example,\n"
        f"e-2,Ben,,ben@{council}.example,{number(council)}\n"
        "e-3,Cy,07700 900124,cy@example.org,020 7946 9999\n"
        f"e-4,Di,,,{number(council)} \n"
    )
    return read_roll(text, frozenset(Means)).people


@pytest.mark.parametrize("council", COUNCILS)
def test_with_everything_up_nobody_is_in_doubt(room, council):
    assert doubtful(people(council), channels(room), OWN) == ()


@pytest.mark.parametrize("council", COUNCILS)
def test_whose_mail_and_lines_are_dead_is_said_who_has_nothing_left_first(room, council):
    say(room, f"{council}.mailbox", OUT)
    say(room, f"{council}.switchboard", OUT)
    own = {Means.MAIL: "desk@elsewhere.example"}
    found = doubtful(people(council), channels(room), own)
    assert [(each.person.person, each.left) for each in found] == [
        ("e-2", ()),
        ("e-4", ()),
        ("e-1", (Means.NOTIFY_TEXT,)),
    ]
    assert found[0].words == (
        "a mail by an outside relay: does not work, says duty engineer; "
        "the phone tree on paper: does not work, says duty engineer"
    )


def test_a_relay_that_rests_on_a_dead_mailbox_puts_everybodys_mail_in_doubt(room):
    say(room, "northmere.mail", OUT)
    found = {each.person.person: each.left for each in doubtful(people("eastholt"), channels(room), OWN)}
    assert found == {"e-1": (Means.NOTIFY_TEXT,), "e-2": (Means.PHONE,), "e-3": (Means.NOTIFY_TEXT, Means.PHONE)}
    mark = means_now(Means.MAIL, channels(room), OWN)
    assert mark.dead
    assert "Northmere mail is out" in mark.words
    assert not means_now(Means.NOTIFY_TEXT, channels(room), OWN).dead


def test_one_that_was_tried_and_works_puts_nobody_in_doubt(room):
    say(room, "northmere.mail", OUT)
    room.watch.pass_by(minutes=1)
    say(room, "northmere.mailbox", WORKING)
    assert doubtful(people(), channels(room), OWN) == ()


def test_without_an_estate_nobody_knows_and_nothing_is_said():
    assert doubtful(people(), None, OWN) == ()
    assert not means_now(Means.MAIL, None, OWN).words
