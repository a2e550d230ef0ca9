"""Words that may not be where they stand any more: held, tightened, superseded; listed there, and withdrawn."""

from __future__ import annotations

from dataclasses import replace

import pytest

from battlebox.desk import DeskError, Role
from battlebox.desk.publish import PUBLIC_SITE, Going, PublicEdition, note_published
from battlebox.desk.publish.draft import FactGoes
from battlebox.desk.tell import Bar, Outlet, Status, Whom, corrections_due, releases_of, withdraw_facts
from battlebox.marking import Tlp
from desk.facts import PLAIN, SHARED_SYSTEM, change, clear, hold, send, standing, words_officer
from desk.room import Room, officer
from desk.test_release import cleared, sight


@pytest.fixture
def room():
    return Room.opened()


def kept_of(room, body="northmere"):
    return [(each.went.value.where, each.may.bar) for each in corrections_due(sight(room, body)) if each.is_kept]


def everywhere(room):
    thing = cleared(room)
    send(room, thing, where="/status")
    send(room, thing, outlet=Outlet.STAFF_MEMO, whom=Whom("northmere"), where="all staff")
    room.watch.pass_by(hours=1)
    assert corrections_due(sight(room)) == ()
    return thing


def test_a_fact_that_is_held_is_listed_wherever_it_stands_until_it_is_let_go(room):
    thing = everywhere(room)
    hold(room, thing)
    assert kept_of(room) == [("/status", Bar.HELD), ("all staff", Bar.HELD)]
    hold(room, thing, in_force=False)
    assert corrections_due(sight(room)) == ()


def test_a_fact_whose_label_was_tightened_is_listed_only_where_it_may_not_be(room):
    thing = everywhere(room)
    change(room, thing, tlp=Tlp.AMBER)
    clear(room, thing, "northmere")
    assert kept_of(room) == [("/status", Bar.LABEL)]


def test_a_second_record_of_the_words_that_is_stricter_lists_where_they_stand(room):
    everywhere(room)
    cleared(room, replace(PLAIN, tlp=Tlp.AMBER))
    assert kept_of(room) == [("/status", Bar.TWIN)]


def test_a_withdrawal_says_nothing_of_the_fact_and_takes_the_place_off_the_list(room):
    thing = everywhere(room)
    hold(room, thing)
    page, memo = corrections_due(sight(room))
    assert memo.words == memo.withdrawal == (
        "Withdrawal, Mon 23 Nov 2026, 03:40. Part of what we said on Mon 23 Nov 2026, 02:40 is withdrawn. "
        "Please do not use it, or pass it on, until you hear from us again. Ask us which part you can use."
    )  # fmt: skip
    withdraw_facts(room.record, words_officer("northmere"), thing, memo.thing)
    assert [each.thing for each in corrections_due(sight(room))] == [page.thing]
    said = releases_of(sight(room), thing)[-1][1].value
    assert (said.withdraws, said.corrects, said.words) == (True, memo.thing, memo.withdrawal)
    with pytest.raises(DeskError, match="there is no withdrawal that is due"):
        withdraw_facts(room.record, words_officer("northmere"), thing, memo.thing)
    # It told nobody the fact, so nothing of it is owed a correction.
    hold(room, thing, in_force=False)
    change(room, thing, wording="All screens are blank.")
    assert [each.thing for each in corrections_due(sight(room))] == [page.thing]


def test_what_may_stay_and_what_another_body_sent_is_not_ones_own_to_withdraw(room):
    thing = cleared(room, SHARED_SYSTEM, "northmere", "eastholt")
    send(room, thing, where="/care", by="eastholt")
    ((release, _),) = releases_of(sight(room))
    with pytest.raises(DeskError, match="there is no withdrawal that is due"):
        withdraw_facts(room.record, words_officer("eastholt"), thing, release)
    hold(room, thing)
    assert kept_of(room) == kept_of(room, "eastholt") == [("/care", Bar.HELD)]
    assert kept_of(room, "farwick") == []
    with pytest.raises(DeskError, match="is eastholt's, so northmere may not withdraw it"):
        withdraw_facts(room.record, words_officer("northmere"), thing, release)
    with pytest.raises(DeskError, match="may not record that words left"):
        withdraw_facts(room.record, officer("eastholt", Role.LOGGIST), thing, release)
    withdraw_facts(room.record, words_officer("eastholt"), thing, release)
    assert kept_of(room) == []


def test_what_was_superseded_with_nothing_in_its_place_can_be_withdrawn(room):
    thing = everywhere(room)
    change(room, thing, status=Status.SUPERSEDED)
    due = corrections_due(sight(room))
    assert all(each.withdrawal and not each.is_kept for each in due)
    for each in due:
        withdraw_facts(room.record, words_officer("northmere"), thing, each.thing)
    assert corrections_due(sight(room)) == ()


def test_an_edition_without_the_fact_takes_it_off_the_page_and_those_who_cleared_it_see_that(room):
    thing = cleared(room, SHARED_SYSTEM, "northmere", "eastholt")
    who, edition = words_officer("northmere"), PublicEdition(1, "ab" * 32, "/srv/public", 3, 1)
    note_published(room.record, who, edition, Going.of((FactGoes(standing(room, thing)),)))
    hold(room, thing)
    place = [(PUBLIC_SITE, Bar.HELD)]
    assert kept_of(room) == kept_of(room, "eastholt") == place
    for rest in ({"failed": "it is full"}, {"test": True}, {"doubt": "it broke off"}):
        note_published(room.record, who, replace(edition, number=2, facts=0, **rest), Going())
        assert kept_of(room) == place
    note_published(room.record, who, replace(edition, number=2, facts=0), Going())
    assert kept_of(room) == kept_of(room, "eastholt") == []
