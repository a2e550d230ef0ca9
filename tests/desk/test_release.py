"""What left is listed; where a fact changes, every place it went gets a correction."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from battlebox.desk import DeskCode, DeskError, Role
from battlebox.desk.record import Handling
from battlebox.desk.tell import (
    Goes,
    Outlet,
    Status,
    Whom,
    corrections_due,
    release_facts,
    releases_of,
    use_lane,
)
from battlebox.marking import Tlp
from desk.facts import (
    OF_EASTHOLT,
    PLAIN,
    SHARED_SYSTEM,
    change,
    clear,
    cleared,
    send,
    sight,
    state,
    words_officer,
)
from desk.room import BEGAN, COUNCILS, Room, officer


@pytest.fixture
def room():
    return Room.opened()


# ── what left ────────────────────────────────────────────────────────────────────────────────────────────────────


def test_what_is_not_cleared_does_not_leave_and_the_refusal_says_whom_to_ask(room):
    thing = state(room, OF_EASTHOLT)
    clear(room, thing, "northmere")
    before = room.record.arrived
    with pytest.raises(DeskError, match="this may not leave: somebody it is about has not cleared it: eastholt") as no:
        send(room, thing)
    assert (no.value.code, no.value.hint) == (DeskCode.MAY_NOT_LEAVE, "ask eastholt")
    assert room.record.arrived == before


def test_one_fact_that_stays_keeps_all_the_words(room):
    good, bad = cleared(room), cleared(room, replace(PLAIN, wording="The host is Nightline.", tlp=Tlp.AMBER))
    with pytest.raises(DeskError, match="TLP:AMBER: it may not be made public"):
        send(room, good, bad)
    assert releases_of(sight(room)) == ()


def test_words_are_made_of_the_facts_as_they_leave(room):
    one = cleared(room)
    two = cleared(room, replace(PLAIN, wording="Whether data was copied.", status=Status.UNKNOWN))
    saved = send(room, one, two, one, where="/status")
    ((thing, said),) = releases_of(sight(room))
    assert thing == saved.thing
    assert said.value.words == "Some screens are blank.\nNot yet known: Whether data was copied."
    assert [each.fact for each in said.value.carried] == [one, two]
    assert releases_of(sight(room), two) == ((thing, said),)


def test_those_a_fact_is_about_see_where_it_went_and_strangers_do_not(room):
    shared, own = cleared(room, SHARED_SYSTEM, "northmere", "eastholt"), cleared(room)
    send(room, shared, where="/care")
    send(room, own, where="/screens")
    places = {body: [each.value.where for _, each in releases_of(sight(room, body))] for body in COUNCILS}
    assert places == {"northmere": ["/care", "/screens"], "eastholt": ["/care"], "farwick": []}


def test_words_of_the_lane_owe_their_clearances(room):
    words = "If somebody's life is in danger, call 999 now."
    thing = state(room, replace(PLAIN, wording=words, prepared="danger"))
    use_lane(room.record, words_officer("northmere"), thing, why="alarms are silent", who="head of care")
    send(room, thing)
    ((_, said),) = releases_of(sight(room))
    assert (said.value.words, said.value.owed) == (words, ("northmere",))


@pytest.mark.parametrize(("facts", "where", "words"), [(0, "/", "what leaves is blank"), (1, " ", "where is blank")])
def test_nothing_or_nowhere_is_refused(room, facts, where, words):
    with pytest.raises(DeskError, match=words):
        send(room, *[cleared(room)] * facts, where=where)


def test_who_may_record_that_words_left(room):
    thing = cleared(room)
    for role in (Role.OBSERVER, Role.OPERATIONAL, Role.LOGGIST, Role.SERVICE_LEAD):
        with pytest.raises(DeskError, match="may not record that words left"):
            release_facts(room.record, officer("northmere", role), [thing], Outlet.PRESS, Whom(), where="press")
    with pytest.raises(DeskError, match="there is no fact"):
        send(room, thing, by="farwick")


# ── corrections ──────────────────────────────────────────────────────────────────────────────────────────────────


def wrong_figure(room):
    """One wrong figure, in four places."""
    thing = cleared(room, replace(PLAIN, wording="440,000 files were copied.", audience=frozenset()))
    send(room, thing, where="/status")
    send(room, thing, outlet=Outlet.PRESS, where="evening paper")
    send(room, thing, outlet=Outlet.STAFF_MEMO, whom=Whom("northmere"), where="all staff")
    send(room, thing, outlet=Outlet.PARTNER_CALL, whom=Whom("eastholt", community=True), where="duty officer")
    assert corrections_due(sight(room)) == ()
    room.watch.pass_by(hours=2)
    change(room, thing, wording="9,605 records were copied.")
    return thing


def test_a_changed_fact_lists_every_place_its_old_wording_went(room):
    thing = wrong_figure(room)
    due = corrections_due(sight(room), thing)
    assert [each.went.value.where for each in due] == ["/status", "evening paper", "all staff", "duty officer"]
    assert due[0].words == (
        "Correction, Mon 23 Nov 2026, 04:40. On Mon 23 Nov 2026, 02:40 we said: 440,000 files were copied. "
        "That is no longer what we say. Now: 9,605 records were copied."
    )
    # The new wording was cleared by nobody yet.
    assert not any(isinstance(each.may, Goes) for each in due)
    clear(room, thing, "northmere")
    assert all(isinstance(each.may, Goes) for each in corrections_due(sight(room), thing))


def test_a_place_is_off_the_list_once_the_new_words_went_there(room):
    thing = wrong_figure(room)
    clear(room, thing, "northmere")
    send(room, thing, where="/status")
    memo = corrections_due(sight(room))[1]
    send(room, thing, outlet=Outlet.MEMBERS, whom=Whom("northmere"), where="group leaders", corrects=memo.thing)
    assert [each.went.value.where for each in corrections_due(sight(room))] == ["evening paper", "duty officer"]
    # And back on it when they change again: each place once, with what went there last.
    change(room, thing, wording="Some records were copied.")
    due = corrections_due(sight(room))
    assert sorted(each.went.value.where for each in due) == [
        "/status", "duty officer", "evening paper", "group leaders",
    ]  # fmt: skip
    assert {each.old.wording for each in due if each.went.value.where == "/status"} == {"9,605 records were copied."}


def test_what_was_superseded_or_denied_is_corrected_too_and_a_new_check_is_not(room):
    thing = cleared(room)
    send(room, thing)
    change(room, thing, checked=BEGAN + timedelta(hours=1))
    assert corrections_due(sight(room)) == ()
    change(room, thing, status=Status.DENIED)
    assert "Now: This is not true: Some screens are blank." in corrections_due(sight(room))[0].words
    change(room, thing, status=Status.SUPERSEDED)
    assert "Now: No longer said:" in corrections_due(sight(room))[0].words


def test_a_partner_is_told_what_to_correct_of_what_it_may_see(room):
    thing = cleared(room, SHARED_SYSTEM, "northmere", "eastholt")
    send(room, thing, where="/care")
    send(room, thing, where="/eastholt-care", by="eastholt")
    change(room, thing, wording="Care records are slow.")
    assert [each.went.body for each in corrections_due(sight(room, "eastholt"))] == ["northmere", "eastholt"]
    assert corrections_due(sight(room, "farwick")) == ()


def test_one_bodys_page_puts_nothing_right_on_anothers_of_the_same_address(room):
    thing = cleared(room, SHARED_SYSTEM, "northmere", "eastholt")
    for body in ("northmere", "eastholt"):
        send(room, thing, where="/care", by=body)
    change(room, thing, wording="Care records are slow.")
    for body in ("northmere", "eastholt"):
        clear(room, thing, body)
    send(room, thing, where="/care", by="eastholt")
    assert [each.went.body for each in corrections_due(sight(room))] == ["northmere"]


def test_a_correction_is_asked_for_those_who_had_the_words(room):
    thing = cleared(room, replace(PLAIN, tlp=Tlp.GREEN))
    send(room, thing, outlet=Outlet.PARTNER_CALL, whom=Whom("farwick", community=True), where="duty officer")
    change(room, thing, wording="All screens are blank.")
    clear(room, thing, "northmere")
    (due,) = corrections_due(sight(room))
    assert due.may == Goes("All screens are blank.")


def test_a_release_whose_fact_one_may_not_see_lists_nothing(room):
    thing = cleared(room)
    everybody = Handling(Tlp.AMBER, frozenset(COUNCILS))
    send(room, thing, handling=everybody)
    change(room, thing, wording="Other words.")
    assert len(releases_of(sight(room, "farwick"))) == 1
    assert corrections_due(sight(room, "farwick")) == ()
