"""What a message rests on, and that nothing goes which may not: at the order, and again while it is sent."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from battlebox.desk import DeskCode, DeskError, Role
from battlebox.desk.message import (
    Came,
    Claim,
    Means,
    Outcome,
    Rests,
    halt_message,
    is_stopped,
    let_go,
    message_of,
    note_claims,
    note_outcomes,
    order_message,
    print_sheet,
    read_roll,
    roll_of,
    those_told,
    why_stopped,
)
from battlebox.desk.tell import Goes, Outlet, Status, Verdict, Whom, Wordings, corrections_due, releases_of
from battlebox.journal import Kind
from battlebox.marking import Tlp
from desk.facts import OF_EASTHOLT, PLAIN, SHARED_SYSTEM, change, clear, hold, standing, state, words_officer
from desk.room import Room, officer

PRESS = Rests(Outlet.PRESS, tlp=Tlp.CLEAR)
MEMO = Rests(Outlet.STAFF_MEMO, Whom("northmere"))
HEAD = "person,name,mail,phone\n"
ROWS = "e-1,Ada Okafor,ada@example.org,020 7946 0123\ne-2,Ben Marsh,ben@example.org,\n"


@pytest.fixture
def room():
    return Room.opened()


def order(room, rests, text="Use the numbers on the page.", *, who=None, rows=ROWS, **more):
    roll = read_roll(HEAD + rows, frozenset(Means))
    given = {"subject": "What we know", "text": text, "without_seen": len(roll.without), **more}
    return order_message(room.record, who or officer("northmere"), roll, rests, **given)


def kinds(room):
    return [line.header.kind for line in room.record.lines()]


def refused(room, rests, text="Use the numbers on the page."):
    """Why it is refused; nothing is written of it."""
    before = len(kinds(room))
    with pytest.raises(DeskError) as wrong:
        order(room, rests, text)
    assert len(kinds(room)) == before
    return f"{wrong.value} ({wrong.value.hint})"


def cleared(room, fact=PLAIN):
    thing = state(room, fact)
    for body in standing(room, thing).waiting_for:
        clear(room, thing, body)
    return thing


# ── at the order ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_words_that_rest_on_nothing_say_why_and_the_record_shows_it(room):
    assert "the facts that it rests on is blank" in refused(room, MEMO)
    saved = order(room, replace(MEMO, why_none="a trial of the means"))
    assert "rests on no fact: a trial of the means" in room.record.line(saved.entry).words
    assert not releases_of(room.sight("northmere"))


def test_a_fact_that_is_not_cleared_is_named_with_whom_to_ask(room):
    thing = state(room, OF_EASTHOLT)
    clear(room, thing, "northmere")
    number = standing(room, thing).said[0].number
    said = refused(room, replace(PRESS, facts=(thing,)))
    assert f"this may not leave: fact {number} (Eastholt has shut its network): " in said
    assert "ask eastholt" in said
    clear(room, thing, "eastholt")
    assert order(room, replace(PRESS, facts=(thing,)), OF_EASTHOLT.wording)


@pytest.mark.parametrize(
    "typed",
    [
        "Good morning. Eastholt has shut its network. Use the phone.",
        "EASTHOLT  has shut\nits network, they say",
        "East\u200bholt has \u2060shut its network",
        "\uff25astholt has shut its network",
    ],
)
def test_words_of_the_register_are_that_fact_whoever_typed_them(room, typed):
    thing = state(room, OF_EASTHOLT)
    assert Wordings.of(room.sight("northmere")).within(typed) == (thing,)
    assert "Eastholt has shut its network" in refused(room, replace(PRESS, why_none="nothing to see"), typed)


def test_words_in_the_subject_are_looked_at_as_well(room):
    state(room, OF_EASTHOLT)
    with pytest.raises(DeskError, match="Eastholt has shut its network"):
        order(room, replace(PRESS, why_none="none"), subject=OF_EASTHOLT.wording)


def test_what_is_not_confirmed_says_so(room):
    thing = cleared(room, replace(PLAIN, status=Status.BELIEVED))
    rests = replace(PRESS, facts=(thing,))
    said = refused(room, rests, "Some screens are blank.")
    assert "is believed, and the words do not say so (write: Believed, not confirmed: Some screens are blank.)" in said
    assert order(room, rests, "Believed, not confirmed: some screens are blank.")


def test_words_as_they_were_before_the_fact_changed_are_refused(room):
    thing = cleared(room)
    change(room, thing, wording="All screens are blank.")
    clear(room, thing, "northmere")
    said = refused(room, replace(PRESS, facts=(thing,)), "Some screens are blank.")
    assert "was said otherwise before" in said
    assert "write: All screens are blank." in said


def test_a_shorter_fact_within_a_longer_one_is_not_another(room):
    old = cleared(room)
    change(room, old, status=Status.SUPERSEDED)
    longer = cleared(room, replace(PLAIN, wording="Some screens are blank. in both town halls"))
    text = "Some screens are blank. in both town halls"
    assert Wordings.of(room.sight("northmere")).within(text) == (longer,)
    assert Wordings.of(room.sight("northmere")).within(f"{text} and elsewhere some screens are blank.") == (old, longer)


def test_the_strictest_label_binds_the_whole_message(room):
    thing = cleared(room)
    assert "the message is TLP:AMBER+STRICT: it may not be made public" in refused(
        room, Rests(Outlet.PRESS, facts=(thing,))
    )
    amber = cleared(room, replace(PLAIN, wording="The mail is off.", tlp=Tlp.AMBER_STRICT))
    assert "it may not be made public" in refused(room, replace(PRESS, facts=(thing, amber)))
    saved = order(room, replace(MEMO, tlp=Tlp.CLEAR, facts=(thing, amber)), "Some screens are blank. The mail is off.")
    assert message_of(room.sight("northmere"), saved.thing).value.rests.tlp is Tlp.AMBER_STRICT


OWN = "the leader wrote them by hand, and stands by them"


def test_a_fact_that_the_words_do_not_have_is_never_told_as_it_stands(room):
    told, about = cleared(room), cleared(room, replace(PLAIN, wording="Records of 300 residents were copied."))
    rests, text = replace(PRESS, facts=(told, about)), "Some screens are blank. Of 300 people the records were copied."
    said = refused(room, rests, text)
    assert "the words do not have fact A-" in said
    assert "(Records of 300 residents were copied), on which they are said to rest" in said
    assert "Some screens" not in said
    saved = order(room, replace(rests, own=OWN), text)
    kept = message_of(room.sight("northmere"), saved.thing).value
    assert {each.fact: each.own for each in kept.carried} == {told: False, about: True}
    assert f"in our own words: {OWN}" in room.record.line(saved.entry).words
    [(_, went)] = releases_of(room.sight("northmere"), about)
    assert went.value.own == OWN
    change(room, about, wording="Records of 400 residents were copied.")
    clear(room, about, "northmere")
    [due] = corrections_due(room.sight("northmere"), about)
    assert "we said something else about this. That is no longer what we say. Now: Records of 400" in due.words
    assert halt_message(room.record, "northmere", saved.thing) != ""


def test_words_that_have_each_fact_as_it_stands_ask_nothing(room):
    thing = cleared(room, replace(PLAIN, status=Status.BELIEVED))
    saved = order(room, replace(PRESS, facts=(thing,)), "BELIEVED, not confirmed - some screens are blank")
    assert [each.own for each in message_of(room.sight("northmere"), saved.thing).value.carried] == [False]


@pytest.mark.parametrize("body", ["northmere", "eastholt", "farwick"])
def test_in_each_council_only_who_may_send_makes_words_its_own(room, body):
    thing = state(room, PLAIN, body)
    clear(room, thing, body)
    rests = Rests(Outlet.PRESS, tlp=Tlp.CLEAR, facts=(thing,), own=OWN)
    with pytest.raises(DeskError) as no:
        let_go(room.record, officer(body, Role.OBSERVER), rests, subject="Line", text="Look at it.", where="radio")
    assert no.value.code is DeskCode.NOT_ALLOWED
    with pytest.raises(DeskError) as no:
        let_go(room.record, words_officer(body), replace(rests, own=" "), subject="Line", text="Look.", where="radio")
    assert no.value.code is DeskCode.OWN_WORDS
    let_go(room.record, words_officer(body), rests, subject="Line", text="Look at it.", where="radio")
    [(_, went)] = releases_of(room.sight(body), thing)
    assert [each.own for each in went.value.carried] == [True]
    assert f"in our own words: {OWN}" in room.record.line(went.entry).words


def test_the_release_is_written_before_the_order_and_carries_the_words_that_were_composed(room):
    thing = cleared(room)
    before = len(kinds(room))
    saved = order(room, replace(PRESS, facts=(thing,)), "Good evening.\n\nSome screens are blank.\n\nMore at noon.")
    assert kinds(room)[before:] == [Kind.MESSAGE_ADDRESSED, Kind.FACT_RELEASED, Kind.MESSAGE_ORDERED]
    [(name, went)] = releases_of(room.sight("northmere"), thing)
    message = message_of(room.sight("northmere"), saved.thing).value
    assert message.release == name
    assert went.value.words == "What we know\n\nGood evening.\n\nSome screens are blank.\n\nMore at noon."
    assert [each.fact for each in message.carried] == [thing]
    assert [each.fact for each in went.value.carried] == [thing]


def test_a_crash_between_the_release_and_the_order_lists_a_correction_too_many(room, monkeypatch):
    thing = cleared(room)
    append = type(room.record).append

    def cut(record, who, written, **more):
        if written.kind is Kind.MESSAGE_ORDERED:
            raise RuntimeError("the power went")
        return append(record, who, written, **more)

    monkeypatch.setattr(type(room.record), "append", cut)
    with pytest.raises(RuntimeError, match="the power went"):
        order(room, replace(PRESS, facts=(thing,)), PLAIN.wording)
    monkeypatch.undo()
    change(room, thing, wording="No screen is blank.")
    assert len(corrections_due(room.sight("northmere"), thing)) == 1


def test_two_messages_of_one_subject_are_two_places_to_correct(room):
    thing = cleared(room)
    for _ in range(2):
        order(room, replace(PRESS, facts=(thing,)), PLAIN.wording)
    change(room, thing, wording="No screen is blank.")
    clear(room, thing, "northmere")
    first, second = corrections_due(room.sight("northmere"), thing)
    assert first.went.value.where != second.went.value.where
    order(room, replace(PRESS, facts=(thing,), corrects=first.thing), first.words)
    assert [each.thing for each in corrections_due(room.sight("northmere"), thing)] == [second.thing]


# ── while it is sent ─────────────────────────────────────────────────────────────────────────────────────────────────


def sent(room, fact=PLAIN, rests=PRESS):
    thing = cleared(room, fact)
    return thing, order(room, replace(rests, facts=(thing,)), fact.wording).thing


def withdrawn(room, thing):
    change(room, thing, status=Status.DENIED, wording="Some screens are blank.")


def refuses(room, thing):
    clear(room, thing, "eastholt", verdict=Verdict.REFUSED, why="an arrest is planned")


@pytest.mark.parametrize(
    ("fact", "meanwhile", "why"),
    [
        (PLAIN, lambda room, thing: change(room, thing, wording="No screen is blank."), "has not cleared it"),
        (PLAIN, withdrawn, "has not cleared it"),
        (PLAIN, lambda room, thing: change(room, thing, status=Status.SUPERSEDED), "it was superseded"),
        (PLAIN, hold, "it is held back"),
        (OF_EASTHOLT, refuses, "has refused"),
        (PLAIN, lambda room, thing: change(room, thing, tlp=Tlp.AMBER), "has not cleared it"),
    ],
)
def test_a_fact_that_is_taken_back_stops_the_rest_once_and_the_record_says_which_and_why(room, fact, meanwhile, why):
    thing, message = sent(room, fact)
    assert halt_message(room.record, "northmere", message) == ""
    assert not is_stopped(room.record, message)
    meanwhile(room, thing)
    before = len(kinds(room))
    said = halt_message(room.record, "northmere", message)
    assert said == halt_message(room.record, "northmere", message) == why_stopped(room.sight("northmere"), message)
    assert said.startswith("the desk stopped it: fact ")
    assert why in said
    assert [kind for kind in kinds(room)[before:] if kind != Kind.OFFICER_NAMED] == [Kind.MESSAGE_STOPPED]


def test_a_fact_said_otherwise_and_cleared_again_stops_the_old_words_as_well(room):
    thing, message = sent(room)
    change(room, thing, wording="No screen is blank.")
    clear(room, thing, "northmere")
    assert "it is said otherwise by now" in halt_message(room.record, "northmere", message)


def test_a_mere_new_check_stops_nothing(room):
    thing, message = sent(room)
    room.watch.pass_by(hours=1)
    change(room, thing, checked=room.record.now())
    assert halt_message(room.record, "northmere", message) == ""


def test_a_sheet_of_the_phone_tree_is_not_printed_of_a_message_that_may_go_no_further(room):
    thing, message = sent(room)
    hold(room, thing)
    with pytest.raises(DeskError, match="this may not leave: the desk stopped it: fact"):
        print_sheet(room.record, officer("northmere"), message, [Claim("e-1", 1, Means.PHONE)])


def test_the_correction_is_owed_those_who_were_told_and_those_of_whom_nobody_knows(room):
    rows = ROWS + "e-3,Cy,cy@example.org,\ne-4,Di,di@example.org,\ne-5,Ed,ed@example.org,\n"
    thing = cleared(room)
    message = order(room, replace(PRESS, facts=(thing,)), PLAIN.wording, rows=rows).thing
    tried = [Claim(person, 0, Means.MAIL) for person in ("e-1", "e-2", "e-3", "e-5")]
    note_claims(room.record, "northmere", message, tried)
    now = room.record.now()
    came = [
        Came("e-1", 0, Means.MAIL, Outcome.TOLD, now),
        Came("e-2", 0, Means.MAIL, Outcome.REFUSED, now),
        Came("e-5", 0, Means.MAIL, Outcome.NOT_SENT, now),
    ]
    note_outcomes(room.record, "northmere", message, came)
    roll = those_told(room.record, officer("northmere"), message)
    assert [each.person for each in roll.people] == ["e-1", "e-3"]
    for body in ("eastholt", "farwick"):
        with pytest.raises(DeskError):
            those_told(room.record, officer(body), message)
    change(room, thing, wording="No screen is blank.")
    clear(room, thing, "northmere")
    [due] = corrections_due(room.sight("northmere"), thing)
    assert isinstance(due.may, Goes)
    rests = replace(PRESS, facts=(thing,), corrects=due.thing)
    done = order_message(
        room.record, officer("northmere"), roll, rests, subject="Correction", text=due.words, without_seen=0
    )
    said = message_of(room.sight("northmere"), done.thing).value
    assert [each.person for each in roll_of(room.record, said)] == ["e-1", "e-3"]
    assert not corrections_due(room.sight("northmere"), thing)


# ── the oracle ───────────────────────────────────────────────────────────────────────────────────────────────────────

FACTS = (PLAIN, OF_EASTHOLT, SHARED_SYSTEM, replace(PLAIN, wording="Our mail server is off.", tlp=Tlp.AMBER))


def may_plainly(room, thing, outlet):
    """Read anew from the register alone: everybody it is about has cleared the version that stands, and its label."""
    facts = room.sight("northmere")
    now = standing(room, thing)
    for body in {"northmere", *now.fact.about, *now.fact.clears}:
        said = now.verdicts.get(body)
        if said is None or said.verdict is not Verdict.CLEARED:
            return False
    public = outlet is Outlet.PRESS
    return (
        now.fact.status is not Status.SUPERSEDED
        and not now.holds
        and (now.fact.tlp is Tlp.CLEAR or not public)
        and bool(facts)
    )


def is_let(room, rests, text):
    try:
        order(room, rests, text, who=words_officer("northmere"))
    except DeskError as wrong:
        assert wrong.code is DeskCode.MAY_NOT_LEAVE  # noqa: PT017 - a fault in the test would look like a refusal
        return False
    return True


@pytest.mark.parametrize("seed", range(6))
def test_no_words_with_a_fact_that_is_not_cleared_are_ever_ordered(room, seed):
    chance = random.Random(seed)
    things = [state(room, fact) for fact in FACTS]
    went = 0
    for _ in range(30):
        thing = chance.choice(things)
        now = standing(room, thing)
        match chance.randrange(6):
            case 0 | 1 | 2 if now.waiting_for:
                clear(room, thing, chance.choice(now.waiting_for))
            case 3:
                body = chance.choice(now.clears)
                clear(room, thing, body, verdict=Verdict.REFUSED, why="not yet")
            case 4:
                change(room, thing, wording=f"{FACTS[things.index(thing)].wording} {chance.randrange(99)}")
            case _:
                for body in now.clears:
                    clear(room, thing, body)
        base = chance.choice((PRESS, MEMO))
        used = chance.sample(things, chance.randint(1, 3))
        listed = tuple(each for each in used if chance.random() < 0.5)
        text = "\n".join(standing(room, each).fact.outward for each in used)
        allowed = all(may_plainly(room, each, base.outlet) for each in used)
        went += allowed
        assert is_let(room, replace(base, facts=listed, why_none="says who typed it"), text) is allowed
    assert 0 < went < 30
