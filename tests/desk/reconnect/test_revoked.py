"""What ends a letter: a new suspicion, a new sign of the attack, a withdrawal; and what does not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from battlebox.desk.gate import change_indicator
from battlebox.desk.picture import Names, Subject, Suspicion
from battlebox.desk.reconnect import (
    Joining,
    LinkState,
    alarms_of,
    withdraw_letter,
)
from battlebox.desk.record import Handling, share
from battlebox.marking import Tlp
from desk.reconnect.links import LINE
from desk.room import officer


def loud(room, body="northmere"):
    return [each.words for each in alarms_of((room.link(body=body),), Names(room.estate), body)]


@pytest.mark.parametrize(
    ("body", "system"),
    [
        ("northmere", "northmere.servers"),
        ("eastholt", "eastholt.servers"),
    ],
)
@pytest.mark.parametrize("state", [Suspicion.SUSPECTED, Suspicion.CONFIRMED])
def test_a_new_suspicion_at_either_end_revokes_on_both_sides(room, body, system, state):
    room.agree()
    room.move(Joining.OPENED)
    room.suspect(body, system, state)
    for reader in ("northmere", "eastholt"):
        assert room.link(body=reader).state is LinkState.REVOKED
        (words,) = loud(room, reader)
        assert "The assurance of Northmere Council and of Eastholt Council is revoked" in words
        assert words.endswith("The link is recorded as open.")


def test_what_was_known_before_a_letter_and_what_was_found_clear_revoke_nothing(room):
    room.suspect(state=Suspicion.CONFIRMED)
    room.agree()
    room.suspect(state=Suspicion.CLEAR)
    room.suspect(system="northmere.mail")
    assert room.link().state is LinkState.READY


def test_a_suspicion_that_is_stated_again_after_a_letter_contradicts_it_even_where_it_is_milder(room):
    room.suspect(state=Suspicion.CONFIRMED)
    room.agree()
    room.watch.pass_by(hours=1)
    room.suspect(state=Suspicion.SUSPECTED)
    assert room.link().state is LinkState.REVOKED


def test_a_suspicion_that_is_shared_with_more_bodies_after_a_letter_is_no_news(room):
    first = room.suspect(handling=Handling(Tlp.AMBER, frozenset({"northmere"})))
    room.agree()
    room.watch.pass_by(hours=1)
    share(room.record, officer("northmere"), (first.entry,), frozenset({"eastholt"}), why="they need it")
    for body in ("northmere", "eastholt"):
        assert room.link(body=body).state is LinkState.READY


@pytest.mark.parametrize(("body", "system"), [("northmere", "northmere.servers"), ("eastholt", "eastholt.servers")])
def test_a_new_sign_of_the_attack_revokes_on_both_sides_until_it_is_taken_back(room, body, system):
    room.sign(body, system, what="an address known before")
    room.agree()
    assert room.link().state is LinkState.READY
    thing, seen = room.sign(body, system)
    for reader in ("northmere", "eastholt"):
        assert room.link(body=reader).state is LinkState.REVOKED
        (words,) = loud(room, reader)
        assert ": a beacon to 192.0.2.7." in words
    change_indicator(
        room.record, room.estate, officer(body), thing, replace(seen, taken_back="yes"), why="it was our own scanner"
    )
    assert room.link().state is LinkState.READY


def test_a_sign_on_another_system_revokes_nothing(room):
    room.agree()
    room.sign("northmere", "northmere.mail")
    assert room.link().state is LinkState.READY


@pytest.mark.parametrize(("subject", "name"), [(Subject.PATH, LINE), (Subject.BODY, "northmere")])
def test_a_suspicion_of_the_link_or_of_a_whole_body_revokes(room, subject, name):
    room.agree()
    room.suspect(system=name, subject=subject)
    assert room.link().state is LinkState.REVOKED


def test_a_suspicion_kept_to_one_body_revokes_there_and_a_withdrawal_tells_the_other(room):
    (ours, _) = room.agree()
    room.suspect(handling=Handling())
    assert room.link(body="northmere").state is LinkState.REVOKED
    assert room.link(body="eastholt").state is LinkState.READY
    name = ours.thing.partition("/")[2]
    withdraw_letter(room.record, officer("northmere"), name, why="something new was found")
    assert room.link(body="eastholt").state is LinkState.REVOKED
    assert "something new was found" in loud(room, "eastholt")[0]


def test_a_letter_written_after_the_suspicion_starts_again(room):
    room.agree()
    room.suspect()
    room.watch.pass_by(hours=2)
    room.agree()
    assert room.link().state is LinkState.READY
