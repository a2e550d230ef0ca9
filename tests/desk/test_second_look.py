"""Two people before a page is public: the rule of a body, looks that count, and those that do not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from battlebox.desk import DeskCode, DeskError, Role
from battlebox.desk.publish import (
    Going,
    PublicEdition,
    PublicRule,
    look_at,
    note_published,
    rule_of,
    rule_pages,
    second_look,
)
from battlebox.desk.record import Sight
from desk.room import Room, officer

GOLD = officer("northmere", Role.STRATEGIC)
SILVER, PRESS = officer("northmere"), officer("northmere", Role.COMMUNICATIONS)
TWO = PublicRule(two=True, why="the council's own rule")
PAGE, OTHER = "ab" * 32, "cd" * 32
EDITION = PublicEdition(1, "ef" * 32, "/srv/status/public", 4, 0)


@pytest.fixture
def room():
    return Room.opened()


def ruled(room, rule=TWO, by=GOLD):
    return rule_pages(room.record, by, rule)


def stands(room, who, digest=PAGE):
    sight = Sight.of(room.record, who)
    return second_look(sight, rule_of(sight), digest)


def test_one_person_is_enough_until_a_body_says_otherwise(room):
    assert not stands(room, SILVER).is_missing
    ruled(room)
    assert stands(room, SILVER).is_missing
    ruled(room, PublicRule(two=False, why="there are only two of us"))
    assert not stands(room, SILVER).is_missing


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.STRATEGIC])
def test_the_rule_is_golds_to_make(room, role):
    with pytest.raises(DeskError) as no:
        ruled(room, by=officer("northmere", role))
    assert no.value.code == DeskCode.NOT_ALLOWED


def test_a_rule_says_why(room):
    with pytest.raises(DeskError) as no:
        ruled(room, replace(TWO, why=" "))
    assert no.value.code == DeskCode.BLANK


def test_the_rule_of_one_body_binds_no_other_and_is_seen_by_none(room):
    ruled(room)
    for body in ("eastholt", "farwick"):
        sight = room.sight(body)
        assert rule_of(sight).said is None
        assert not any("before the public page" in line.words for line in sight.lines())


def test_a_look_counts_for_others_and_never_for_the_one_who_looked(room):
    ruled(room)
    look_at(room.record, PRESS, PAGE)
    assert stands(room, PRESS).is_missing
    assert stands(room, PRESS).mine
    assert not stands(room, SILVER).is_missing
    stands(room, SILVER).must_be("")


def test_a_look_counts_for_that_page_alone_and_says_that_it_moved(room):
    ruled(room)
    look_at(room.record, PRESS, OTHER)
    found = stands(room, SILVER)
    assert found.is_missing
    assert found.before.value.digest == OTHER


def test_a_look_is_spent_by_the_next_edition_and_not_by_a_try_that_failed(room):
    ruled(room)
    look_at(room.record, PRESS, PAGE)
    note_published(room.record, SILVER, replace(EDITION, number=0, failed="the disk is full"), Going())
    assert not stands(room, SILVER).is_missing
    note_published(room.record, SILVER, EDITION, Going())
    assert stands(room, SILVER).is_missing
    assert stands(room, SILVER).before is None


def test_a_look_that_was_spent_does_not_come_back_where_numbers_begin_anew(room):
    ruled(room)
    note_published(room.record, SILVER, EDITION, Going())
    look_at(room.record, PRESS, PAGE)
    note_published(room.record, SILVER, replace(EDITION, number=2), Going())
    note_published(room.record, SILVER, replace(EDITION, target="/srv/another"), Going())
    assert stands(room, SILVER).is_missing


def test_without_a_second_look_nothing_goes_but_with_a_reason(room):
    ruled(room)
    for blank in ("", "  "):
        with pytest.raises(DeskError) as no:
            stands(room, SILVER).must_be(blank)
        assert no.value.code == DeskCode.NO_SECOND
    stands(room, SILVER).must_be("people are in danger, and nobody answers")


@pytest.mark.parametrize("body", ["eastholt", "farwick"])
def test_somebody_of_another_body_is_no_second_person(room, body):
    ruled(room)
    look_at(room.record, officer(body, Role.COMMUNICATIONS), PAGE)
    assert stands(room, SILVER).is_missing


@pytest.mark.parametrize("role", [Role.OPERATIONAL, Role.LOGGIST, Role.OBSERVER, Role.INFORMATION_GOVERNANCE])
def test_who_may_not_publish_cannot_say_yes_to_a_page(room, role):
    with pytest.raises(DeskError) as no:
        look_at(room.record, officer("northmere", role), PAGE)
    assert no.value.code == DeskCode.NOT_ALLOWED


def test_the_rule_of_an_earlier_incident_counts_until_it_is_said_here(room):
    earlier = Room.opened()
    ruled(earlier)
    here, there = room.sight("northmere"), earlier.sight("northmere")
    assert rule_of(here, [there]).two
    assert rule_of(here, [there]).is_carried
    room.watch.pass_by(minutes=1)
    ruled(room, PublicRule(two=False, why="two are too many tonight"))
    found = rule_of(room.sight("northmere"), [there])
    assert (found.two, found.is_carried) == (False, False)


def test_the_record_says_how_an_edition_came_to_go_out(room):
    saved = note_published(room.record, SILVER, replace(EDITION, alone="nobody answers the phone"), Going())
    assert "on one person's word: nobody answers the phone" in room.record.line(saved.entry).words
    saved = note_published(room.record, SILVER, replace(EDITION, number=2, second="e1"), Going())
    assert "a second person had looked at it" in room.record.line(saved.entry).words
