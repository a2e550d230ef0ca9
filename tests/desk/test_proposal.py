"""Orders are proposed, decided on and given, each naming the one before; partners are asked, and answers kept."""

from __future__ import annotations

from datetime import timedelta

import pytest

from battlebox.desk import DeskError, Role, Someone
from battlebox.desk.command import (
    Answer,
    Ask,
    Decision,
    Proposal,
    Reply,
    answer_ask,
    ask_partner,
    asking,
    asks_of,
    make_decision,
    proposals_of,
    propose,
    proposed,
    to_ring,
    withdraw,
)
from battlebox.desk.picture import estate_in_use, give_order, order_of
from desk.room import BEGAN, SHARED, Room, officer

OWN = "northmere.isolate-servers"
GOLD = Someone("o-gold", "Ann Smith")


@pytest.fixture
def room():
    return Room.opened()


def estate(room):
    return estate_in_use(room.sight("northmere"), room.shelf).estate


def theirs(room):
    return next(row.action for row in estate(room).actions if row.body == "eastholt")


def put(room, *actions, role=Role.OPERATIONAL, handling=SHARED, **more):
    proposal = Proposal(Role.STRATEGIC, actions or (OWN,), more.pop("why", "a beacon was seen"), **more)
    return propose(room.record, estate(room), officer("northmere", role), proposal, handling=handling)


def decide(room, body, thing):
    taken = Decision("isolate", "the beacon", Role.STRATEGIC, BEGAN, proposal=thing)
    return make_decision(room.record, officer(body), taken, GOLD, handling=SHARED)


def test_a_proposal_waits_until_a_decision_names_it_and_the_order_names_the_decision(room):
    saved = put(room, OWN, theirs(room), answer_by=BEGAN + timedelta(minutes=30))
    found = proposed(room.sight("northmere"), saved.thing)
    assert found.is_waiting
    assert (found.says.value.own, found.says.value.asks) == ((OWN,), (theirs(room),))
    assert not found.is_overdue(BEGAN)
    assert found.is_overdue(BEGAN + timedelta(hours=1))
    decision = decide(room, "northmere", saved.thing)
    give_order(
        room.record, estate(room), officer("northmere"), OWN, who="head of IT", decision=decision.thing, handling=SHARED
    )
    (after,) = proposals_of(room.sight("eastholt"))
    assert not after.is_waiting
    assert not after.is_overdue(BEGAN + timedelta(hours=1))
    assert [each.thing for each in after.decisions] == [decision.thing]
    assert order_of(room.sight("northmere"), OWN).value.decision == decision.thing


def test_another_bodys_decision_settles_no_proposal_of_ours(room):
    saved = put(room)
    decide(room, "eastholt", saved.thing)
    assert proposed(room.sight("northmere"), saved.thing).is_waiting


def test_a_proposal_is_taken_back_once_and_not_after_it_was_decided(room):
    saved = put(room)
    bronze = officer("northmere", Role.OPERATIONAL)
    withdraw(room.record, bronze, saved.thing, why="it was our own scan")
    assert proposed(room.sight("northmere"), saved.thing).says.value.withdrawn == "it was our own scan"
    with pytest.raises(DeskError, match="the proposal is withdrawn"):
        withdraw(room.record, bronze, saved.thing, why="again")
    other = put(room)
    decide(room, "northmere", other.thing)
    with pytest.raises(DeskError, match="the proposal is decided by DA-1"):
        withdraw(room.record, bronze, other.thing, why="too late")
    with pytest.raises(DeskError, match="is northmere's, so eastholt may not withdraw it"):
        withdraw(room.record, officer("eastholt"), other.thing, why="not ours")


@pytest.mark.parametrize("role", [Role.LOGGIST, Role.COMMUNICATIONS, Role.SERVICE_LEAD, Role.OBSERVER])
def test_who_may_not_propose_is_told_so(room, role):
    with pytest.raises(DeskError, match="may not propose an order"):
        put(room, role=role)


def test_what_is_proposed_exists_and_is_not_nothing(room):
    with pytest.raises(DeskError, match=r"no action northmere\.isolate-server; the nearest is"):
        put(room, "northmere.isolate-server")
    with pytest.raises(DeskError, match="what is proposed is blank"):
        propose(
            room.record, estate(room), officer("northmere"), Proposal(Role.STRATEGIC, (), "why not"), handling=SHARED
        )
    with pytest.raises(DeskError, match="why is blank"):
        put(room, why=" ")


def test_a_stranger_sees_no_proposal_and_no_ask(room):
    put(room)
    ask(room)
    assert proposals_of(room.sight("farwick")) == ()
    assert asks_of(room.sight("farwick")) == ()
    assert len(asks_of(room.sight("eastholt"))) == 1


def ask(room, *, role=Role.PARTNER_LIAISON, person="", **more):
    fields = {
        "of": "eastholt",
        "what": "isolate your end of the line",
        "why": "a beacon was seen",
        "rang": "duty IT manager",
        "channel": "mobile",
        "at": BEGAN,
        "ring_again": BEGAN + timedelta(minutes=20),
    }
    return ask_partner(
        room.record,
        estate(room),
        officer("northmere", role),
        Ask(**fields | more),
        person=person,
        handling=SHARED,
    )


def answer(room, thing, reply, body="northmere", **more):
    said = Answer(reply, "duty IT manager", "mobile", room.record.now(), **more)
    return answer_ask(room.record, officer(body, Role.PARTNER_LIAISON), thing, said)


def test_an_ask_is_rung_again_until_it_is_answered_and_each_attempt_is_kept(room):
    saved = ask(room)
    assert not asking(room.sight("northmere"), saved.thing).is_due(BEGAN)
    room.watch.pass_by(minutes=20)
    (due,) = to_ring(room.sight("northmere"))
    assert due.is_due(room.record.now())
    answer(room, saved.thing, Reply.NO_REPLY, ring_again=room.record.now() + timedelta(minutes=10))
    answer(room, saved.thing, Reply.YES, words="within the hour")
    assert [each.thing for each in to_ring(room.sight("northmere"))] == [saved.thing]
    answer(room, saved.thing, Reply.DONE, body="eastholt", reference="E-77")
    found = asking(room.sight("northmere"), saved.thing)
    assert [each.value.reply for each in found.answers] == [Reply.NO_REPLY, Reply.YES, Reply.DONE]
    assert (found.is_open, found.ring_at, found.answers[-1].body) == (False, None, "eastholt")
    assert to_ring(room.sight("northmere")) == ()


def test_the_asked_body_has_nothing_to_ring(room):
    ask(room)
    assert to_ring(room.sight("eastholt")) == ()


def test_the_name_of_whoever_was_rung_stays_apart_from_the_words(room):
    saved = ask(room, person="Bob Jones")
    line = room.sight("northmere").line(saved.entry)
    assert line.person == "Bob Jones"
    assert "Bob Jones" not in line.words


def test_what_is_ours_to_order_is_not_asked(room):
    with pytest.raises(DeskError, match="is for northmere itself to order"):
        ask(room, of="northmere")
    with pytest.raises(DeskError, match=rf"no action of eastholt {OWN}"):
        ask(room, action=OWN)
    assert ask(room, action=theirs(room)).number


@pytest.mark.parametrize("role", [Role.OPERATIONAL, Role.LOGGIST, Role.OBSERVER])
def test_who_may_not_ask_is_told_so(room, role):
    with pytest.raises(DeskError, match="may not ask a partner"):
        ask(room, role=role)


@pytest.mark.parametrize("field", ["what", "why", "rang", "channel"])
def test_a_blank_is_refused(room, field):
    with pytest.raises(DeskError, match="is blank"):
        ask(room, **{field: ""})


def test_a_call_is_not_repeated_before_it_was_made_and_no_stranger_answers(room):
    with pytest.raises(DeskError, match="when to ring again lies before the call"):
        ask(room, ring_again=BEGAN - timedelta(minutes=1))
    with pytest.raises(DeskError, match="no body eastholtt; the nearest is eastholt"):
        ask(room, of="eastholtt")
    with pytest.raises(DeskError, match="there is no ask"):
        answer(room, ask(room).thing, Reply.NO, body="farwick")
