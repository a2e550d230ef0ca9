"""What left is listed; where a fact changes, every place it went gets a correction; bodies speak together."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from battlebox.desk import DeskCode, DeskError, Role
from battlebox.desk.publish import PUBLIC_SITE, Going, PublicEdition, note_published
from battlebox.desk.publish.draft import FactGoes
from battlebox.desk.record import Handling, Sight
from battlebox.desk.tell import (
    Bar,
    Goes,
    Joining,
    Outlet,
    Statement,
    Status,
    Verdict,
    Whom,
    corrections_due,
    join_statement,
    joint_of,
    may_be_said,
    propose_statement,
    release_facts,
    releases_of,
    use_lane,
    withdraw_facts,
)
from battlebox.marking import Tlp
from desk.facts import OF_EASTHOLT, PLAIN, SHARED_SYSTEM, change, clear, estate, hold, send, standing, state, words_officer
from desk.room import BEGAN, COUNCILS, Room, officer


@pytest.fixture
def room():
    return Room.opened()


def sight(room, body="northmere"):
    return Sight.of(room.record, words_officer(body))


def cleared(room, fact=PLAIN, *bodies):
    thing = state(room, fact)
    for body in bodies or ("northmere",):
        clear(room, thing, body)
    return thing


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


# ── speaking together ────────────────────────────────────────────────────────────────────────────────────────────

BOTH = ("northmere", "eastholt")


def together(room, *facts, words="We work together on care records.", **more):
    statement = Statement(words, facts, ("eastholt",))
    return propose_statement(room.record, estate(room), words_officer("northmere"), statement, **more).thing


def join(room, thing, body, *, agrees=True, why="", of=""):
    of = of or joint_of(sight(room, body), thing).said[0].entry
    return join_statement(room.record, words_officer(body), thing, Joining(of, agrees, "press office", BEGAN, why))


def test_a_joint_statement_leaves_when_everybody_joined_and_every_fact_may(room):
    fact = cleared(room, SHARED_SYSTEM, "northmere")
    thing = together(room, fact)
    join(room, thing, "northmere")
    with pytest.raises(DeskError, match="has not cleared it: eastholt"):
        send(room, statement=thing, where="/joint")
    clear(room, fact, "eastholt")
    with pytest.raises(DeskError, match="eastholt has not joined these words"):
        send(room, statement=thing, where="/joint")
    join(room, thing, "eastholt")
    send(room, statement=thing, where="/joint", by="eastholt")
    ((_, said),) = releases_of(sight(room))
    assert (said.value.words, said.value.statement) == ("We work together on care records.", thing)
    assert [each.fact for each in said.value.carried] == [fact]


def test_a_body_that_would_not_join_says_why_and_is_whom_to_ask(room):
    fact = cleared(room, SHARED_SYSTEM, *BOTH)
    thing = together(room, fact)
    join(room, thing, "northmere")
    with pytest.raises(DeskError, match="why is blank"):
        join(room, thing, "eastholt", agrees=False)
    join(room, thing, "eastholt", agrees=False, why="too early")
    answer = may_be_said(joint_of(sight(room), thing))
    assert answer.ask == ("eastholt",)
    with pytest.raises(DeskError, match="eastholt would not join these words") as refused:
        send(room, statement=thing)
    assert refused.value.hint == "ask eastholt"


def test_changed_words_were_joined_by_nobody(room):
    fact = cleared(room, SHARED_SYSTEM, *BOTH)
    thing = together(room, fact)
    old = joint_of(sight(room), thing).said[0].entry
    for body in BOTH:
        join(room, thing, body)
    together(room, fact, words="We work apart.", thing=thing)
    assert joint_of(sight(room), thing).waiting_for == ("eastholt", "northmere")
    with pytest.raises(DeskError, match="this statement was changed while you wrote"):
        join(room, thing, "eastholt", of=old)


def test_a_fact_that_changed_since_stops_the_statement(room):
    fact = cleared(room, SHARED_SYSTEM, *BOTH)
    thing = together(room, fact)
    for body in BOTH:
        join(room, thing, body)
    change(room, fact, wording="Care records are back.")
    for body in BOTH:
        clear(room, fact, body)
    with pytest.raises(DeskError, match="1 of the facts it rests on changed since"):
        send(room, statement=thing)


def test_two_wordings_stay_until_one_is_chosen(room):
    fact = cleared(room, SHARED_SYSTEM, *BOTH)
    thing = together(room, fact)
    seen = frozenset({joint_of(sight(room), thing).said[0].entry})
    for words in ("One.", "Two."):
        together(room, fact, words=words, thing=thing, over=seen)
    assert len(joint_of(sight(room), thing).said) == 2
    with pytest.raises(DeskError, match="two versions of it stand"):
        send(room, statement=thing)


def test_who_may_put_words_and_to_whom(room):
    fact = cleared(room, SHARED_SYSTEM, *BOTH)
    put = words_officer("northmere")
    for statement, words in (
        (Statement("w", (fact,), ()), "who says it with you is blank"),
        (Statement("w", (fact,), ("moon",)), "the estate has no body moon"),
        (Statement("w", (), ("eastholt",)), "what it rests on is blank"),
        (Statement(" ", (fact,), ("eastholt",)), "the words is blank"),
        (Statement("w", ("fact/0",), ("eastholt",)), "there is no fact fact/0"),
    ):
        with pytest.raises(DeskError, match=words):
            propose_statement(room.record, estate(room), put, statement)
    thing = together(room, fact)
    with pytest.raises(DeskError, match="is northmere's, so eastholt may not change it"):
        propose_statement(
            room.record, estate(room), words_officer("eastholt"), Statement("w", (fact,), BOTH), thing=thing
        )
    with pytest.raises(DeskError, match="there is no statement"):
        join(room, thing, "farwick", of="x")
    wide = together(room, fact, handling=Handling(Tlp.AMBER, frozenset(COUNCILS)))
    with pytest.raises(DeskError, match="this statement is not about farwick"):
        join(room, wide, "farwick")
    with pytest.raises(DeskError, match="may not clear a fact for release"):
        join_statement(
            room.record, officer("eastholt", Role.LOGGIST), thing, Joining("x", agrees=True, who="y", at=BEGAN)
        )


def test_a_refusal_of_a_fact_stops_the_statement_too(room):
    fact = cleared(room, SHARED_SYSTEM, *BOTH)
    thing = together(room, fact)
    for body in BOTH:
        join(room, thing, body)
    clear(room, fact, "eastholt", verdict=Verdict.REFUSED, why="no")
    with pytest.raises(DeskError, match="somebody it is about has refused"):
        send(room, statement=thing)


# ── what may not be there any more ───────────────────────────────────────────────────────────────────────────────


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
