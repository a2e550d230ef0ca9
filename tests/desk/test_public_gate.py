"""What somebody types for the public page is asked of the register: when it is written, and when it would go."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from battlebox.desk import DeskCode, DeskError
from battlebox.desk.message import answer_press
from battlebox.desk.picture import estate_in_use, picture_of
from battlebox.desk.publish import (
    Going,
    Help,
    PublicEdition,
    PublicState,
    PublicWords,
    ServiceWords,
    draft_of,
    note_published,
    write_service,
    write_words,
)
from battlebox.desk.record import Sight
from battlebox.desk.tell import (
    Caller,
    PressAnswer,
    PressCall,
    Rendering,
    Status,
    corrections_due,
    fact_of,
    note_call,
    releases_of,
    write_rendering,
)
from battlebox.marking import Tlp
from desk.facts import OF_EASTHOLT, PLAIN, change, clear, estate, hold, state, words_officer
from desk.room import BEGAN, Room

BODIES = ("northmere", "eastholt", "farwick")
CHILD = "northmere.child-front-door"
NEXT = BEGAN + timedelta(hours=4)
EDITION = PublicEdition(1, "ab" * 32, "/srv/status/public", 4, 1)
CALL = PressCall("The Record", "Was data stolen?", BEGAN, "press desk", NEXT)
STRICT = replace(PLAIN, wording="The attackers came in through the VPN of Acme Ltd.", tlp=Tlp.AMBER_STRICT)
FIELDS = {
    "headline": "the one thing to know",
    "summary": "what has happened",
    "payments": "payments",
    "data": "personal information",
    "scams": "warning of scams",
    "formats": "other languages and forms",
    "accessibility": "accessibility statement",
}


@pytest.fixture
def room():
    return Room.opened()


def written(room, body="northmere", **more):
    said = PublicWords(**{"headline": "Some services are slower than usual", "next_update": NEXT, **more})
    return write_words(room.record, words_officer(body), said)


def said_of(room, **more):
    said = ServiceWords(PublicState.DELAYS, PublicState.USUAL, **more)
    return write_service(room.record, estate(room), words_officer("northmere"), CHILD, said)


def refused(room, act, **more):
    before = room.record.arrived
    with pytest.raises(DeskError) as no:
        act(room, **more)
    assert no.value.code is DeskCode.MAY_NOT_LEAVE
    assert room.record.arrived == before
    return f"{no.value} ({no.value.hint})"


def published(room):
    note_published(room.record, words_officer("northmere"), EDITION, Going.of(drafted(room).carries))


def drafted(room):
    sight = Sight.of(room.record, words_officer("northmere"))
    return draft_of(sight, picture_of(sight, estate_in_use(sight, room.shelf)), "northmere")


def cleared(room, fact=PLAIN):
    thing = state(room, fact)
    for body in {"northmere", *fact.about}:
        clear(room, thing, body)
    return thing


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("typed", [STRICT.wording, "So: the attackers came in, through the VPN of \u0410cme Ltd"])
def test_no_field_for_everybody_takes_words_of_a_fact_that_may_not_be_public(room, field, typed):
    cleared(room, STRICT)
    said = refused(room, written, **{field: typed})
    assert f"{FIELDS[field]}: fact " in said
    assert "TLP:AMBER+STRICT" in said
    assert "ask northmere, or leave it out" in said


@pytest.mark.parametrize("part", [0, 1, 2])
def test_no_line_of_urgent_help_takes_them_either(room, part):
    cleared(room, STRICT)
    parts = ["Carers", "Ring us", "01632 960000"]
    parts[part] = STRICT.wording
    assert "urgent help tonight: fact" in refused(room, written, urgent=(Help(*parts),))


@pytest.mark.parametrize("field", ["do", "phone", "hours", "now", "place"])
def test_no_words_of_a_service_take_them_and_the_service_is_named(room, field):
    cleared(room, STRICT)
    name = estate(room).service_by_id[CHILD].name
    assert f"{name}, " in refused(room, said_of, **{field: STRICT.wording})


def test_a_fact_nobody_it_is_about_has_cleared_says_whom_to_ask(room):
    thing = state(room, OF_EASTHOLT)
    clear(room, thing, "northmere")
    assert "ask eastholt, or leave it out" in refused(room, written, summary=OF_EASTHOLT.wording)
    clear(room, thing, "eastholt")
    assert written(room, summary=OF_EASTHOLT.wording)


def test_the_old_wording_of_a_changed_fact_and_a_superseded_one_are_refused(room):
    thing = cleared(room)
    change(room, thing, wording="All of the screens are blank.")
    clear(room, thing, "northmere")
    assert "was said otherwise before" in refused(room, written, headline=PLAIN.wording)
    change(room, thing, status=Status.SUPERSEDED)
    assert "it was superseded" in refused(room, written, headline=PLAIN.wording)


def test_what_is_only_believed_says_so_on_the_page(room):
    thing = cleared(room, replace(PLAIN, status=Status.BELIEVED))
    assert "Believed, not confirmed: Some screens" in refused(room, written, summary=PLAIN.wording)
    assert written(room, summary=f"Believed, not confirmed: {PLAIN.wording}")
    assert [each.standing.thing for each in drafted(room).carries] == [thing]


@pytest.mark.parametrize("body", BODIES)
def test_each_council_is_asked_of_what_it_may_see_and_of_nothing_else(room, body):
    """A fact that another council keeps to itself is not told by a refusal; what all share binds each."""
    own = state(room, replace(STRICT, wording=f"Only {body} knows this of itself."), body)
    clear(room, own, body)
    refused(room, written, body=body, summary=f"Only {body} knows this of itself.")
    for other in BODIES:
        if other != body:
            assert written(room, body=other, summary=f"Only {body} knows this of itself.")


@pytest.mark.parametrize(
    "meanwhile",
    [
        lambda room, thing: change(room, thing, wording="No screen is blank."),
        lambda room, thing: change(room, thing, status=Status.SUPERSEDED),
        lambda room, thing: change(room, thing, tlp=Tlp.AMBER),
        hold,
    ],
)
def test_a_fact_that_changed_since_keeps_the_page_from_going_and_the_field_is_named(room, meanwhile):
    thing = cleared(room)
    written(room)
    said_of(room, do=f"{PLAIN.wording} Come to the desk.")
    assert drafted(room).lacking == ()
    meanwhile(room, thing)
    [lacks] = drafted(room).lacking
    assert lacks.startswith(f"{estate(room).service_by_id[CHILD].name}, what people should do: fact ")


def test_a_fact_in_typed_words_went_with_the_edition_and_is_put_right_by_the_next(room):
    thing = cleared(room)
    written(room, headline="some screens are blank")
    draft = drafted(room)
    assert (draft.goes, [each.standing.thing for each in draft.carries]) == ((), [thing])
    edition = PublicEdition(1, "ab" * 32, "/srv/status/public", 4, 1)
    note_published(room.record, words_officer("northmere"), edition, Going.of(draft.carries))
    sight = Sight.of(room.record, words_officer("northmere"))
    assert len(releases_of(sight, thing)) == 1
    change(room, thing, wording="No screen is blank.")
    clear(room, thing, "northmere")
    assert len(corrections_due(Sight.of(room.record, words_officer("northmere")), thing)) == 1
    written(room, headline="No screen is blank.")
    note_published(room.record, words_officer("northmere"), replace(edition, number=2), Going.of(drafted(room).carries))
    assert corrections_due(Sight.of(room.record, words_officer("northmere")), thing) == ()


# ── words that only the whole page has ───────────────────────────────────────────────────────────────────────────────


def test_words_that_begin_in_one_field_and_end_in_the_next_are_one_wording(room):
    state(room, STRICT)
    said = refused(room, written, headline="The attackers came in", summary="through the VPN of Acme Ltd.")
    assert "the page as it is read: fact A-7 (The attackers came in through the VPN of Acme Ltd)" in said
    said = refused(room, said_of, now="The attackers came in through", do="the VPN of Acme Ltd.")
    assert "the page as it is read" in said
    assert "attackers" not in refused(room, written, headline=STRICT.wording).partition("the page as it is read")[2]


@pytest.mark.parametrize(
    "fields",
    [
        {"headline": "The attackers came in", "summary": "We are sorry.", "payments": "through the VPN of Acme Ltd."},
        {"payments": "Pay later. Through the VPN of Acme Ltd.", "scams": "Beware. The attackers came in. Ring us."},
        {"headline": "The attackers came in", "data": "through the VPN", "scams": "of Acme Ltd. Ring us."},
    ],
)
def test_words_between_the_halves_make_no_other_wording(room, fields):
    state(room, STRICT)
    assert "the page as it is read: fact A-7" in refused(room, written, **fields)


def test_the_halves_of_a_wording_in_two_services_are_that_wording(room):
    thing = state(room, STRICT)
    other = next(row for row in estate(room).services if row.body == "northmere" and row.service != CHILD)
    written(room)
    said_of(room, do="The attackers came in")
    said = ServiceWords(PublicState.DELAYS, PublicState.USUAL, hours="Through the VPN of Acme Ltd.")
    write_service(room.record, estate(room), words_officer("northmere"), other.service, said)
    [lacks] = drafted(room).lacking
    assert lacks.startswith("the page as it is read: fact A-7")
    assert [each.standing.thing for each in drafted(room).carries] == [thing]


def test_an_old_wording_does_not_go_beside_the_new_one(room):
    thing = state(room, STRICT)
    new = "We are checking whether anybody outside came in."
    change(room, thing, wording=new, tlp=Tlp.CLEAR)
    clear(room, thing, "northmere")
    assert written(room, summary=new)
    said = refused(room, written, summary=f"{new}\n\n{STRICT.wording}")
    assert "was said otherwise before" in said


def test_what_stood_on_the_page_may_be_quoted_to_put_it_right(room):
    thing = cleared(room)
    written(room, summary=PLAIN.wording)
    published(room)
    change(room, thing, wording="All screens are blank.")
    clear(room, thing, "northmere")
    assert written(room, summary="Earlier we said: Some screens are blank. In fact: All screens are blank.")
    assert "was said otherwise before" in refused(room, written, summary="Some screens are blank.")
    said = refused(room, written, summary="All screens are blank. Some screens are blank.")
    assert "was said otherwise before" in said


def test_what_was_taken_back_is_not_quoted_to_put_it_right(room):
    thing = cleared(room)
    written(room, summary=PLAIN.wording)
    published(room)
    change(room, thing, tlp=Tlp.AMBER_STRICT)
    new = "We work with the police on the screens in every building."
    change(room, thing, wording=new, tlp=Tlp.CLEAR)
    clear(room, thing, "northmere")
    assert "was said otherwise before" in refused(room, written, summary=f"We said: {PLAIN.wording} Now: {new}")
    written(room, summary="Read on.", facts=(thing,))
    [goes] = drafted(room).goes
    assert goes.corrects == ""
    [due] = corrections_due(Sight.of(room.record, words_officer("northmere")), thing)
    assert PLAIN.wording not in due.words


@pytest.mark.parametrize("is_said", [True, False])
def test_what_was_said_too_early_or_in_other_words_was_not_told_and_is_not_quoted(room, is_said):
    thing = cleared(room, STRICT if is_said else PLAIN)
    old = fact_of(Sight.of(room.record, words_officer("northmere")), thing).value.wording
    call = note_call(room.record, words_officer("northmere"), CALL, Caller("Jo Reporter", "020 7946 0999")).thing
    answer = PressAnswer(old if is_said else "Look at it.", "press officer", BEGAN, "by phone", own="in a hurry")
    answer_press(room.record, words_officer("northmere"), call, answer, facts=(thing,), is_said=is_said)
    new = "We are checking the screens in every building."
    change(room, thing, wording=new, tlp=Tlp.CLEAR)
    clear(room, thing, "northmere")
    assert "was said otherwise before" in refused(room, written, summary=f"We said: {old} Now: {new}")
    [due] = corrections_due(Sight.of(room.record, words_officer("northmere")), thing)
    assert old not in due.words
    assert written(room, summary=due.words)


ASKED = [
    "whether ", "Whether or not ", "whether any of the ", "if ", "if any ", "how many ", "how many of the ", "how far ",
    "to what extent ", "what number of ", "when ", "which ", "We do not know whether ", "It is not known if ",
    "Not yet known: whether ", "We are still checking whether ",
]  # fmt: skip


@pytest.mark.parametrize("asked", ASKED)
def test_what_is_not_known_is_not_said_to_be_so_by_leaving_out_its_question(room, asked):
    thing = state(room, replace(PLAIN, wording=f"{asked}records of tenants were copied", status=Status.UNKNOWN))
    assert "has not cleared it" in refused(room, written, summary="Records of tenants were copied.")
    clear(room, thing, "northmere")
    assert "is unknown, and the words do not say so" in refused(
        room, written, summary="Records of tenants were copied."
    )
    assert written(room, summary=f"Not yet known: {asked}records of tenants were copied.")


@pytest.mark.parametrize(
    ("asked", "typed"),
    [
        ("whether records were copied or deleted", "Records were copied."),
        ("whether records were copied or deleted", "Records were deleted."),
        ("whether staff or residents had their data copied", "Staff had their data copied."),
        ("whether staff or residents had their data copied", "Residents had their data copied."),
        ("whether rent was paid twice, and if so how many tenants were charged", "Rent was paid twice!"),
        ("whether rent was paid twice, and if so how many tenants were charged", "tenants were charged"),
        ("whether it was paid", "We are sorry. It was paid."),
        ("whether it was paid", "We know it was paid and we are sorry."),
        ("when the attackers came in", "When the attackers came in, they took the lists."),
    ],
)
def test_no_part_of_a_question_is_said_to_be_so(room, asked, typed):
    thing = state(room, replace(PLAIN, wording=asked, status=Status.UNKNOWN))
    clear(room, thing, "northmere")
    assert "is unknown, and the words do not say so" in refused(room, written, summary=typed)


@pytest.mark.parametrize(
    ("status", "wording", "typed"),
    [
        (Status.UNKNOWN, "whether records were copied", "We do not yet know whether records were copied."),
        (Status.UNKNOWN, "whether records were copied", "We are checking if records were copied."),
        (Status.UNKNOWN, "whether records were copied or deleted", "Nobody knows whether records were copied."),
        (Status.UNKNOWN, "whether records were copied or deleted",
         "It is not clear whether records were copied or deleted, and we will write to you."),
        (Status.UNKNOWN, "how many records were copied", "We cannot say yet how many records were copied."),
        (Status.UNKNOWN, "when rents can be paid again", "We will say here when rents can be paid again."),
        (Status.UNKNOWN, "The cause of the attack", "The cause of the attack is not yet known."),
        (Status.UNKNOWN, "whether it was paid", "If it was paid, you need do nothing."),
        (Status.BELIEVED, "Some screens are blank today.", "We believe that some screens are blank today."),
        (Status.BELIEVED, "Some screens are blank today.",
         "We believe some screens are blank today, but this is not confirmed."),
        (Status.BELIEVED, "Some screens are blank today.", "Some screens are blank today, which is unconfirmed."),
        (Status.DENIED, "The council has paid a ransom.", "It is not true that the council has paid a ransom."),
        (Status.DENIED, "The council has paid a ransom.", "What is not true: the council has paid a ransom."),
        (Status.DENIED, "The council has paid a ransom.", "That the council has paid a ransom is false."),
        (Status.DENIED, "The council has paid a ransom.", "Claims that the council has paid a ransom are false."),
        (Status.DENIED, "The council has paid a ransom.", "We deny that the council has paid a ransom."),
        (Status.UNKNOWN, "Records of tenants were copied.", "We do not know whether records of tenants were copied."),
    ],
)  # fmt: skip
def test_a_sentence_that_says_how_sure_it_is_in_its_own_words_goes(room, status, wording, typed):
    thing = state(room, replace(PLAIN, wording=wording, status=status))
    clear(room, thing, "northmere")
    assert written(room, summary=typed)


@pytest.mark.parametrize(
    ("status", "wording", "typed"),
    [
        (Status.UNKNOWN, "whether records were copied", "We do not know why. Records were copied."),
        (Status.UNKNOWN, "The cause of the attack", "We know the cause of the attack."),
        (Status.BELIEVED, "Some screens are blank today.", "We do not believe it. Some screens are blank today."),
        (Status.BELIEVED, "Some screens are blank today.", "We do not believe that some screens are blank today."),
        (Status.DENIED, "The council has paid a ransom.", "It is not true. The council has paid a ransom."),
        (Status.DENIED, "The council has paid a ransom.", "We believe that the council has paid a ransom."),
        (Status.DENIED, "The council has paid a ransom.", "It is wrong that the council has paid a ransom."),
        (Status.DENIED, "The council has paid a ransom.", "It is not false that the council has paid a ransom."),
        (Status.DENIED, "The council has paid a ransom.", "The council has paid a ransom; that was wrong."),
        (Status.BELIEVED, "Some screens are blank today.", "Some screens are blank today, and we are not sure when."),
        (Status.BELIEVED, "Some screens are blank today.", "It is not certain when, as some screens are blank today."),
        (Status.BELIEVED, "Some screens are blank today.", "We no longer think that some screens are blank today."),
        (Status.UNKNOWN, "whether records were copied", "We do not know yet how many records were copied."),
        (Status.UNKNOWN, "whether records were copied", "We cannot say when records were copied."),
        (Status.UNKNOWN, "Records of tenants were copied.", "We do not know why, but records of tenants were copied."),
        (Status.UNKNOWN, "Records of tenants were copied.", "Check your account: records of tenants were copied."),
        (Status.UNKNOWN, "Records of tenants were copied.", "Records of tenants were copied, and we will tell each."),
        (Status.UNKNOWN, "Records of tenants were copied.",
         "\u201cWe are still checking.\u201d Records of tenants were copied."),
        (Status.UNKNOWN, "The cause of the attack", "The cause of the attack was a password; check yours."),
    ],
)  # fmt: skip
def test_what_another_sentence_says_makes_it_no_surer(room, status, wording, typed):
    thing = state(room, replace(PLAIN, wording=wording, status=status))
    clear(room, thing, "northmere")
    assert f"is {status.value}, and the words do not say so" in refused(room, written, summary=typed)


@pytest.mark.parametrize("typed", ["Help: mail is offered here.", "If mail is off limits to you, ring us.",
                                   "Wherever mail is offline we have a desk."])  # fmt: skip
def test_a_few_words_in_an_ordinary_sentence_are_no_fact(room, typed):
    state(room, replace(STRICT, wording="Mail is off."))
    assert written(room, summary=typed)
    assert "fact A-" in refused(room, written, summary="We know that mail is off and we are sorry.")


@pytest.mark.parametrize("fact", [STRICT, replace(PLAIN, status=Status.BELIEVED)])
def test_a_fact_in_another_language_is_that_fact(room, fact):
    thing = state(room, fact)
    clear(room, thing, "northmere")
    rendered = Rendering("cy", fact.wording, "Mae rhai sgriniau yn wag heddiw.", "translators' office")
    write_rendering(room.record, words_officer("northmere"), rendered, over=frozenset())
    assert fact.wording[:12] in refused(room, written, formats="Cymraeg: mae rhai sgriniau yn wag heddiw")


@pytest.mark.parametrize(
    ("language", "words", "typed"),
    [
        (
            "zh",
            "\u7f51\u7edc\u5df2\u5173\u95ed",
            "Notice: \u4eca\u5929\u7f51\u7edc\u5df2\u5173\u95ed\u8bf7\u81f4\u7535.",
        ),
        ("cy", "a gafodd cofnodion tenantiaid eu cop\u00efo", "Cafodd cofnodion tenantiaid eu cop\u00efo."),
        ("pl", "czy dane najemc\u00f3w zosta\u0142y skopiowane", "Dane najemc\u00f3w zosta\u0142y skopiowane."),
    ],
)
def test_what_is_not_known_is_said_to_be_so_in_no_language(room, language, words, typed):
    fact = replace(PLAIN, wording="whether records of tenants were copied", status=Status.UNKNOWN)
    thing = cleared(room, fact)
    rendered = Rendering(language, fact.wording, words, "translators' office")
    write_rendering(room.record, words_officer("northmere"), rendered, over=frozenset())
    assert "is unknown, and the words do not say so" in refused(room, written, formats=typed)
    assert thing


def test_a_service_is_not_named_with_words_that_may_not_be_public(room):
    state(room, replace(STRICT, wording="Child protection referrals"))
    assert any("the name of a service" in said for said in drafted(room).lacking)


@pytest.mark.parametrize("status", [Status.UNKNOWN, Status.BELIEVED, Status.DENIED])
def test_what_the_press_was_told_too_surely_is_due_until_it_is_put_right(room, status):
    thing = cleared(room, replace(PLAIN, status=status))
    call = note_call(room.record, words_officer("northmere"), CALL, Caller("Jo Reporter", "020 7946 0999")).thing
    answer = PressAnswer(PLAIN.wording, "press officer", BEGAN, "by phone")
    answer_press(room.record, words_officer("northmere"), call, answer, facts=(thing,), is_said=True)
    [due] = corrections_due(Sight.of(room.record, words_officer("northmere")), thing)
    outward = fact_of(Sight.of(room.record, words_officer("northmere")), thing).value.outward
    assert due.words.endswith(f"we said something else about this. That is no longer what we say. Now: {outward}")
