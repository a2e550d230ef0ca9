"""Bodies speak together: each joins one wording, in which nothing stands that a partner may not be told."""

from __future__ import annotations

from dataclasses import replace

import pytest

from battlebox.desk import DeskCode, DeskError, Role
from battlebox.desk.record import Handling
from battlebox.desk.tell import (
    Goes,
    Joining,
    Statement,
    Status,
    Verdict,
    join_statement,
    joint_of,
    may_be_said,
    propose_statement,
    releases_of,
)
from battlebox.marking import Tlp
from desk.facts import PLAIN, SHARED_SYSTEM, change, clear, cleared, estate, hold, send, sight, state, words_officer
from desk.room import BEGAN, COUNCILS, Room, officer

BOTH = ("northmere", "eastholt")


@pytest.fixture
def room():
    return Room.opened()


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


@pytest.mark.parametrize("tlp", [Tlp.AMBER_STRICT, Tlp.CLEAR])
def test_words_that_a_partner_may_not_be_told_are_not_put_to_it(room, tlp):
    """Whatever the statement says that it rests on: a fact of our own, unclear or kept, that somebody typed into it."""
    fact = cleared(room, SHARED_SYSTEM, *BOTH)
    state(room, replace(PLAIN, wording="The board looks into Acme Ltd for negligence.", tlp=tlp))
    before = room.record.arrived
    with pytest.raises(DeskError, match=r"into Acme Ltd for negligence\) may not go to eastholt") as no:
        together(room, fact, words="Together: the board looks into Acme Ltd for negligence.")
    assert no.value.hint == "ask northmere, or leave it out"
    assert room.record.arrived == before


def test_a_body_that_must_clear_a_fact_may_read_it_in_the_words(room):
    fact = state(room, SHARED_SYSTEM)
    assert together(room, fact, words=f"Together: {SHARED_SYSTEM.wording}")
    other = state(room, replace(PLAIN, wording="The name of whoever came in.", status=Status.UNKNOWN))
    clear(room, other, "northmere")
    with pytest.raises(DeskError, match="is unknown, and the words do not say so"):
        together(room, other, words="The name of whoever came in.")


def test_a_partner_reads_the_same_verdict_though_it_does_not_see_a_fact(room):
    fact = cleared(room, replace(PLAIN, wording="Lines at both town halls are down."))
    thing = together(room, fact, words="Ring 01632 960001 in both towns.")
    for body in BOTH:
        join(room, thing, body)
    ours, theirs = joint_of(sight(room), thing), joint_of(sight(room, "eastholt"), thing)
    assert (ours.unseen, theirs.unseen) == ((), (fact,))
    assert may_be_said(ours) == may_be_said(theirs) == Goes("Ring 01632 960001 in both towns.")
    with pytest.raises(DeskError, match="there is no fact"):
        send(room, statement=thing, by="eastholt")


@pytest.mark.parametrize("tlp", [Tlp.AMBER_STRICT, Tlp.RED])
def test_no_reason_tells_a_partner_what_it_may_not_read(room, tlp):
    """Why words are put together, why they are not joined, why a fact is refused or held: each is read by others."""
    secret = state(room, replace(PLAIN, wording="The board looks into Acme Ltd for negligence.", tlp=tlp))
    why, fact = "Because the board looks into Acme Ltd for negligence.", cleared(room, SHARED_SYSTEM, *BOTH)
    thing = together(room, fact)
    before = room.record.arrived
    for act in (
        lambda: propose_statement(
            room.record, estate(room), words_officer("northmere"), Statement("w", (fact,), BOTH, why)
        ),
        lambda: join(room, thing, "northmere", agrees=False, why=why),
        lambda: clear(room, fact, "northmere", verdict=Verdict.REFUSED, why=why),
    ):
        with pytest.raises(DeskError, match="may not be read by eastholt") as no:
            act()
        assert no.value.code is DeskCode.MAY_NOT_LEAVE
        assert room.record.arrived == before
    clear(room, secret, "northmere", verdict=Verdict.REFUSED, why=why)


def test_a_reason_may_quote_the_fact_itself_to_those_who_clear_it(room):
    fact = state(room, replace(SHARED_SYSTEM, tlp=Tlp.AMBER_STRICT))
    clear(room, fact, "northmere", verdict=Verdict.REFUSED, why=f"«{SHARED_SYSTEM.wording}» is too early.")


@pytest.mark.parametrize("meanwhile", ["kept", "held", "believed"])
def test_what_stands_in_joined_words_leaves_by_its_own_rules_and_is_carried(room, meanwhile):
    """Words that both joined may hold more than they were said to rest on."""
    rests = cleared(room, SHARED_SYSTEM, *BOTH)
    inside = cleared(
        room,
        replace(PLAIN, wording="Some screens are blank.", tlp=Tlp.AMBER if meanwhile == "kept" else Tlp.CLEAR,
                audience=frozenset({"eastholt"}) if meanwhile == "kept" else frozenset()),
    )  # fmt: skip
    thing = together(room, rests, words=f"{SHARED_SYSTEM.wording} Some screens are blank.")
    for body in BOTH:
        join(room, thing, body)
    if meanwhile == "held":
        hold(room, inside)
    if meanwhile == "believed":
        change(room, inside, status=Status.BELIEVED)
        clear(room, inside, "northmere")
    with pytest.raises(DeskError) as no:
        send(room, statement=thing)
    assert no.value.code is DeskCode.MAY_NOT_LEAVE


def test_a_fact_within_joined_words_is_found_where_they_went(room):
    rests, inside = cleared(room, SHARED_SYSTEM, *BOTH), cleared(room, PLAIN)
    thing = together(room, rests, words=f"{SHARED_SYSTEM.wording} {PLAIN.wording}")
    for body in BOTH:
        join(room, thing, body)
    send(room, statement=thing)
    assert len(releases_of(sight(room), inside)) == 1
