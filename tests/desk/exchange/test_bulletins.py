"""Bulletins in the record: Northmere sends, Eastholt takes in and works, Farwick sees nothing of either."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import timedelta

import pytest

from battlebox.desk import DeskCode, DeskError, Role
from battlebox.desk.command import tasks_of
from battlebox.desk.exchange import (
    Heard,
    ReceivedBulletin,
    SignedFile,
    Wanted,
    bulletin_acknowledged,
    bulletin_received,
    bulletin_sent,
    heard_of,
    newer_than,
    next_number,
    offered_for,
    received_of,
    sent_of,
    silent_in,
    tasked,
    tasks_of_bulletin,
    waits_for,
)
from battlebox.desk.tell import Outlet, Status, corrections_due, releases_of
from battlebox.marking import Tlp
from desk.facts import OF_EASTHOLT, PLAIN, change, clear, hold, state
from desk.room import BEGAN, COUNCILS, Room, officer

LIAISON = Role.PARTNER_LIAISON
DAY = timedelta(days=1)


@pytest.fixture
def room():
    return Room.opened()


def signed(number, lines, at):
    said = f"{number}|{[each.words for each in lines]}|{at}"
    return SignedFile(hashlib.sha256(said.encode()).hexdigest(), said)


def wanted(*facts, to=("eastholt",), tlp=Tlp.AMBER_STRICT, typed="Block the address below.", **more):
    return Wanted("Admin account misused", typed, facts, to, tlp, BEGAN + DAY, **more)


def send(room, *facts, by="northmere", role=LIAISON, **more):
    return bulletin_sent(room.record, officer(by, role), wanted(*facts, **more), signed)


def name_of(saved):
    return saved.thing.partition("/")[2]


def refused(act):
    with pytest.raises(DeskError) as wrong:
        act()
    return wrong.value


def came(number=1, to=("eastholt",), **more):
    given = {"seal": "signed with the key that we hold", "is_checked": True} | more
    return ReceivedBulletin(
        hashlib.sha256(f"{number}".encode()).hexdigest(), "{}", "northmere", "Northmere Council", number, "Misused",
        Tlp.AMBER_STRICT, to, BEGAN, BEGAN + DAY, **given,
    )  # fmt: skip


def take(room, got=None, by="eastholt", role=LIAISON):
    return bulletin_received(room.record, officer(by, role), got or came())


# ── sending ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_what_is_sent_has_the_next_number_and_each_fact_went_to_each_body(room):
    fact = state(room)
    clear(room, fact, "northmere")
    send(room, fact)
    send(room, fact, to=("eastholt", "farwick"), typed="Look at your logs.")
    sight = room.sight("northmere")
    assert [(each.value.number, each.value.to) for each in sent_of(sight)] == [
        (2, ("eastholt", "farwick")),
        (1, ("eastholt",)),
    ]
    assert next_number(sight) == 3
    went = [each.value for _, each in releases_of(sight, fact)]
    assert [(each.outlet, each.whom.body) for each in went] == [
        (Outlet.PARTNER_FILE, "eastholt"),
        (Outlet.PARTNER_FILE, "eastholt"),
        (Outlet.PARTNER_FILE, "farwick"),
    ]


@pytest.mark.parametrize("body", COUNCILS)
def test_what_was_sent_is_on_its_own_bodys_record_alone(room, body):
    send(room)
    assert bool(sent_of(room.sight(body))) == (body == "northmere")


def test_a_fact_that_is_not_cleared_stops_the_whole_bulletin_and_is_named(room):
    fact = state(room, OF_EASTHOLT)
    wrong = refused(lambda: send(room, fact, to=("farwick",)))
    assert wrong.code is DeskCode.MAY_NOT_LEAVE
    assert "Eastholt has shut its network" in str(wrong)
    assert "eastholt" in wrong.hint
    assert sent_of(room.sight("northmere")) == ()


def test_a_fact_that_somebody_holds_back_is_refused_and_so_are_its_words_where_they_were_typed(room):
    fact = state(room)
    clear(room, fact, "northmere")
    hold(room, fact)
    assert refused(lambda: send(room, fact)).code is DeskCode.MAY_NOT_LEAVE
    assert refused(lambda: send(room, typed=f"Know this: {PLAIN.wording}")).code is DeskCode.MAY_NOT_LEAVE


def test_a_fact_that_is_marked_more_strictly_is_not_typed_into_a_freer_bulletin(room):
    fact = state(room, replace(PLAIN, tlp=Tlp.AMBER, wording="The door was left open."))
    clear(room, fact, "northmere")
    assert refused(lambda: send(room, fact, tlp=Tlp.GREEN))


def test_a_red_fact_goes_to_nobody(room):
    fact = state(room, replace(PLAIN, tlp=Tlp.RED, wording="A named person is suspected."))
    clear(room, fact, "northmere")
    assert refused(lambda: send(room, fact)).code is DeskCode.MAY_NOT_LEAVE
    (offered,) = offered_for(room.sight("northmere"), ("eastholt",))
    assert "named people" in offered.barred["eastholt"].why


def test_what_is_offered_says_who_must_clear_it_first(room):
    fact = state(room, OF_EASTHOLT)
    (offered,) = offered_for(room.sight("northmere"), ("farwick",))
    assert (offered.line.thing, offered.line.status) == (fact, Status.CONFIRMED)
    assert set(offered.barred["farwick"].ask) == {"eastholt", "northmere"}


def test_a_correction_is_owed_to_each_body_when_a_fact_changes_and_the_next_bulletin_settles_it(room):
    fact = state(room)
    clear(room, fact, "northmere")
    send(room, fact, to=("eastholt", "farwick"))
    room.watch.pass_by(minutes=10)
    change(room, fact, wording="All screens are blank.")
    clear(room, fact, "northmere")
    due = corrections_due(room.sight("northmere"), fact)
    assert {each.went.value.whom.body for each in due} == {"eastholt", "farwick"}
    room.watch.pass_by(minutes=10)
    send(room, fact, typed="Look again.")
    due = corrections_due(room.sight("northmere"), fact)
    assert {each.went.value.whom.body for each in due} == {"farwick"}


def test_words_that_turn_the_writing_are_refused(room):
    assert refused(lambda: send(room, typed="Open \u202egpj.exe")).code is DeskCode.UNSEEN_LETTER


def test_an_end_in_the_past_is_refused(room):
    room.watch.pass_by(days=2)
    assert refused(lambda: send(room)).code is DeskCode.TOO_EARLY


@pytest.mark.parametrize(
    "role", [Role.OBSERVER, Role.LOGGIST, Role.OPERATIONAL, Role.COMMUNICATIONS, Role.SERVICE_LEAD]
)
def test_who_may_not_send_nor_take_in(room, role):
    assert refused(lambda: send(room, role=role)).code is DeskCode.NOT_ALLOWED
    assert refused(lambda: take(room, role=role)).code is DeskCode.NOT_ALLOWED


@pytest.mark.parametrize("role", [LIAISON, Role.TACTICAL, Role.STRATEGIC])
def test_who_may(room, role):
    send(room, role=role)
    take(room, role=role)


def test_a_file_that_could_not_be_signed_leaves_nothing_behind(room):
    def broken(_number, _lines, _at):
        raise DeskError.of(DeskCode.BLANK, field="the key", what="one")

    before = len(list(room.record.lines()))
    with pytest.raises(DeskError):
        bulletin_sent(room.record, officer("northmere", LIAISON), wanted(), broken)
    assert len(list(room.record.lines())) == before


# ── who has it ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_silence_is_an_alarm_after_an_hour_until_they_say_that_they_have_it(room):
    name = name_of(send(room, to=("eastholt", "farwick")))
    room.watch.pass_by(minutes=59)
    assert silent_in(room.sight("northmere")) == ()
    room.watch.pass_by(minutes=1)
    ((sent, waiting),) = silent_in(room.sight("northmere"))
    assert (sent.value.number, waiting) == (1, ("eastholt", "farwick"))
    who = officer("northmere", LIAISON)
    bulletin_acknowledged(room.record, who, name, Heard("eastholt", "four words by phone", "duty Silver"))
    ((sent, waiting),) = silent_in(room.sight("northmere"))
    assert waiting == ("farwick",)
    assert waits_for(room.sight("northmere"), sent, name) == ("farwick",)
    assert heard_of(room.sight("northmere"), name)["eastholt"].value.how == "four words by phone"
    assert heard_of(room.sight("eastholt"), name) == {}


def test_silence_comes_sooner_where_the_next_update_does(room):
    send(room, next_at=BEGAN + timedelta(minutes=20))
    room.watch.pass_by(minutes=20)
    assert silent_in(room.sight("northmere"))


def test_a_body_is_asked_about_the_newest_bulletin_alone(room):
    send(room)
    room.watch.pass_by(hours=2)
    send(room, typed="Something newer.")
    assert silent_in(room.sight("northmere")) == ()


def test_a_body_that_it_was_not_for_cannot_have_acknowledged_it(room):
    name = name_of(send(room))
    who = officer("northmere", LIAISON)
    wrong = refused(lambda: bulletin_acknowledged(room.record, who, name, Heard("farwick", "by phone")))
    assert wrong.code is DeskCode.BULLETIN_ELSEWHERE


# ── receiving ────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("body", COUNCILS)
def test_what_came_is_on_the_record_of_whoever_took_it_in_alone(room, body):
    take(room)
    assert bool(received_of(room.sight(body))) == (body == "eastholt")


def test_farwick_cannot_take_in_what_is_for_eastholt(room):
    wrong = refused(lambda: take(room, by="farwick"))
    assert (wrong.code, "for eastholt" in str(wrong)) == (DeskCode.BULLETIN_ELSEWHERE, True)
    assert received_of(room.sight("farwick")) == ()


def test_our_own_is_not_taken_in_as_if_it_came(room):
    assert refused(lambda: take(room, came(to=()), by="northmere")).code is DeskCode.BULLETIN_ELSEWHERE


def test_an_unchecked_signer_needs_how_they_were_asked(room):
    unknown = {"is_checked": False, "seal": "signed by a key that nobody here knows"}
    wrong = refused(lambda: take(room, came(**unknown)))
    assert wrong.code is DeskCode.BULLETIN_UNCHECKED
    take(room, came(**unknown, asked="rung on the printed number; the words agree"))
    (got,) = received_of(room.sight("eastholt"))
    assert got.value.asked == "rung on the printed number; the words agree"


def test_the_same_one_is_taken_in_once_and_an_older_one_is_known_as_such(room):
    take(room)
    assert refused(lambda: take(room)).code is DeskCode.ALREADY
    take(room, came(2))
    sight = room.sight("eastholt")
    assert [newer_than(sight, each.value) for each in received_of(sight)] in ([0, 2], [2, 0])


def test_lines_become_tasks_once(room):
    name = name_of(take(room))
    who = officer("eastholt", LIAISON)
    lines = ["Block the address below.", "Block the address below.", "x" * 400]
    made = tasks_of_bulletin(room.record, who, name, lines, due=BEGAN + DAY)
    assert len(made) == 2
    assert tasks_of_bulletin(room.record, who, name, lines) == ()
    (got,) = received_of(room.sight("eastholt"))
    assert tasked(room.sight("eastholt"), got.value) == (2, 2)
    found = tasks_of(room.sight("eastholt"))
    assert all(task.note.startswith("Bulletin 1 of Northmere Council") for task in found)
    assert tasks_of(room.sight("northmere")) == ()


def test_we_say_that_we_have_theirs(room):
    name = name_of(take(room))
    bulletin_acknowledged(room.record, officer("eastholt", LIAISON), name, Heard("eastholt", "four words by phone"))
    assert set(heard_of(room.sight("eastholt"), name)) == {"eastholt"}
