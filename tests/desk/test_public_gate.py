"""What somebody types for the public page is asked of the register: when it is written, and when it would go."""

from __future__ import annotations

from dataclasses import replace

import pytest

from battlebox.desk.message import answer_press
from battlebox.desk.publish import (
    Going,
    Help,
    PublicEdition,
    PublicState,
    ServiceWords,
    note_published,
    write_service,
)
from battlebox.desk.record import Sight
from battlebox.desk.tell import (
    Caller,
    PressAnswer,
    Status,
    corrections_due,
    fact_of,
    note_call,
    releases_of,
)
from battlebox.marking import Tlp
from desk.facts import OF_EASTHOLT, PLAIN, change, clear, estate, hold, state, words_officer
from desk.public_gate import (
    BODIES,
    CALL,
    CHILD,
    FIELDS,
    STRICT,
    cleared,
    drafted,
    published,
    refused,
    said_of,
    written,
)
from desk.room import BEGAN, Room


@pytest.fixture
def room():
    return Room.opened()


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


@pytest.mark.parametrize(
    "typed",
    [
        "It is reported that some screens are blank.",
        "As the leader told us today, some screens are blank.",
        "We said so and some screens are blank.",
        "They said that some screens are blank.",
    ],
)
def test_that_somebody_said_something_is_no_quotation(room, typed):
    thing = cleared(room)
    written(room, summary=PLAIN.wording)
    published(room)
    change(room, thing, wording="No screen was ever blank.")
    clear(room, thing, "northmere")
    assert "was said otherwise before" in refused(room, written, summary=f"No screen was ever blank. {typed}")
    assert written(room, summary="On Monday we said that some screens are blank. No screen was ever blank.")


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


def test_a_service_is_not_named_with_words_that_may_not_be_public(room):
    state(room, replace(STRICT, wording="Child protection referrals"))
    assert any("the name of a service" in said for said in drafted(room).lacking)


@pytest.mark.parametrize(
    ("wording", "typed"),
    [
        (
            "4,312 records were copied on 3 November at 02:10.",
            ("4 312 records were copied on Nov 3 at 0210.", "4312 records were copied on 3rd Nov. at 2.10am."),
        ),
        (
            "The attackers demand two million pounds.",
            ("The attackers demand GBP 2m.", "The attackers demand \u00a32 million"),
        ),
        (
            "Thirty percent of our servers are encrypted.",
            ("30pc of our servers are encrypted.", "30 % of our servers are encrypted"),
        ),
    ],
)
def test_figures_written_in_another_way_are_that_fact(room, wording, typed):
    state(room, replace(PLAIN, wording=wording))
    for each in typed:
        assert f"({wording.rstrip('.')}): somebody it is about has not cleared it" in refused(
            room, written, summary=each
        )
