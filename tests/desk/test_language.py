"""Messages in another language: whole or not at all, with every missing piece named."""

from __future__ import annotations

from dataclasses import replace

import pytest

from battlebox.desk import DeskError, Role
from battlebox.desk.compose import (
    compose,
    pieces_of,
    read_language,
    shipped_templates,
    spoken,
    to_pot,
    with_own,
)
from battlebox.desk.message import BY_CODE, let_go
from battlebox.desk.tell import Rendering, Status, Whom, releases_of, renderings, write_rendering
from desk.facts import PLAIN, WRITTEN, clear, state
from desk.pseudo import NAME, catalogue, compiled, marked
from desk.room import Room, officer

TONIGHT = ("Some screens are blank.", "at noon", "Press office", "Ring the number on your staff card.")


@pytest.fixture
def room():
    room = Room.opened()
    clear(room, state(room, replace(PLAIN, status=Status.BELIEVED)), "northmere")
    return room


@pytest.fixture
def language():
    return read_language(catalogue(), "qps", "languages/qps.mo")


def memo(room, language, name="staff-memo", whom="northmere"):
    sight = room.sight("northmere", Role.COMMUNICATIONS)
    found = compose(sight, with_own(())[name], Whom(whom), WRITTEN)
    return spoken(sight, language, found, WRITTEN)


def render(room, *all_english, body="northmere", suffix=""):
    for english in all_english:
        said = Rendering("qps", english, marked(english) + suffix, "translators' office")
        write_rendering(room.record, officer(body, Role.COMMUNICATIONS), said, over=frozenset())


def test_a_message_is_whole_once_all_of_tonight_has_its_words(room, language):
    assert language.name == NAME
    assert memo(room, language).missing_tonight == TONIGHT
    assert not memo(room, language).missing_fixed
    render(room, *TONIGHT[:-1])
    assert memo(room, language).missing_tonight == TONIGHT[-1:]
    render(room, TONIGHT[-1])
    said = memo(room, language)
    assert said.is_whole
    text = said.composed.filled.words
    assert marked("Believed, not confirmed: Some screens are blank.") in text
    assert "01632 960000" in text
    assert marked("Keep working as your manager tells you, by the means that they name.") in text
    assert said.composed.closing[0] == marked("To say that you have read and understood this: {way}")
    for english in (*TONIGHT, "What has happened", "Believed"):
        assert english not in text


def test_a_translated_message_rests_on_the_same_facts_and_leaves_through_the_gate(room, language):
    render(room, *TONIGHT)
    composed = memo(room, language, "press-line", "").composed
    [fact] = composed.goes
    press = officer("northmere", Role.COMMUNICATIONS)
    filled = composed.filled
    let_go(room.record, press, composed.rests(), subject=filled.subject, text=filled.words, where="the paper")
    assert releases_of(room.sight("northmere"), fact.standing.thing)


def test_other_english_is_other_words(room, language):
    render(room, *TONIGHT)
    state_two = replace(PLAIN, wording="The phones work.")
    clear(room, state(room, state_two), "northmere")
    assert memo(room, language).missing_tonight == ("The phones work.",)


def test_what_two_write_at_once_counts_as_nothing(room, language):
    render(room, *TONIGHT)
    render(room, TONIGHT[0], suffix="!")
    assert len(renderings(room.sight("northmere"), "qps", TONIGHT[0])) == 2
    assert memo(room, language).missing_tonight == TONIGHT[:1]


@pytest.mark.parametrize(
    ("wrong", "piece"),
    [
        ({"but": ("What has happened",)}, "What has happened"),
        ({"The next update comes {update}.": "No field in it."}, "The next update comes {update}."),
        ({"The next update comes {update}.": "{facts} {update}"}, "The next update comes {update}."),
        ({"but": ("Believed, not confirmed:",)}, "Believed, not confirmed:"),
        ({"The next update comes {update}.": "{Nobody} {update}"}, "The next update comes {update}."),
        ({"but": (BY_CODE,)}, BY_CODE),
    ],
)
def test_a_piece_that_is_missing_or_has_other_fields_is_named_and_nothing_goes(room, wrong, piece):
    render(room, *TONIGHT)
    said = memo(room, read_language(catalogue(**wrong), "qps", "languages/qps.mo"))
    assert said.missing_fixed == (piece,)
    assert not said.is_whole


@pytest.mark.parametrize("body", ["eastholt", "farwick"])
def test_what_a_council_wrote_in_another_language_stays_with_it(room, body):
    render(room, *TONIGHT)
    assert not renderings(room.sight(body), "qps", TONIGHT[0])
    with pytest.raises(DeskError, match="may not"):
        write_rendering(room.record, officer(body, Role.OBSERVER), Rendering("qps", "a", "b", "c"))


@pytest.mark.parametrize(
    ("raw", "code", "said"),
    [
        (b"", "qps", "damaged"),
        (b"rubbish" * 10, "qps", "damaged"),
        (catalogue()[:400], "qps", "damaged"),
        (catalogue()[:12] + b"\xff" * 16 + catalogue()[28:], "qps", "damaged"),
        (compiled({"": "Content-Type: text/plain; charset=nonsense\n", "a": "b"}), "qps", "damaged"),
        (compiled({"": "Content-Type: text/plain; charset=UTF-8\nPlural-Forms: x\n", "a": "b"}), "qps", "damaged"),
        (b"x" * 2_000_001, "qps", "larger than"),
        (catalogue(), "../x", "no code of a language"),
    ],
)
def test_what_is_no_catalogue_is_refused_with_a_sentence(raw, code, said):
    with pytest.raises(DeskError, match=said):
        read_language(raw, code, "languages/x.mo")


def test_the_words_to_translate_are_each_there_once_and_no_report_is():
    pieces = pieces_of(shipped_templates())
    pot = to_pot(shipped_templates())
    assert pot.count("\nmsgid ") == len(pieces)
    assert 'msgid "What has happened"' in pot
    assert "#. holding-statement" in pot
    assert not any(each.startswith(("Known", "Article")) for each in pieces)
    assert not any("\n" in each or each.startswith(("- ", "# ")) for each in pieces)
