"""Short answers to the press: they tell what was asked, so they go where that may go, and rest on it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from battlebox.desk import DeskError
from battlebox.desk.tell import PressCall, Status, corrections_due, releases_of
from battlebox.marking import Tlp
from desk.facts import PLAIN, PRESS, change, hold, state
from desk.room import BEGAN, Room
from desk.test_press import ASKED, answered, asked, cleared, line

COPIED = replace(PLAIN, wording="Personal data was copied.")
VPN = replace(PLAIN, wording="The attackers came in by the VPN.", tlp=Tlp.RED)
LIBRARIES = replace(PLAIN, wording="All libraries are open.")
QUESTION = replace(ASKED, what="Was personal data copied?")
YES = ("Yes.", "Undoubtedly.", "Affirmative.", "You are right.", "You're right!", "Correct.", "Indeed.", "Absolutely.")
MORE = ("It was.", "Spot on.", "Thank you for asking. Yes.", "As you say.", "No doubt.", "Sadly, yes.", "All of it.")
OTHER = (
    "Guilty.",
    "\U0001f44d",
    "100%",
    "Oui.",
    "As feared.",
    "We cannot deny it.",
    "Needless to say.",
    "Your story is accurate.",
)


@pytest.fixture
def room():
    return Room.opened()


@pytest.mark.parametrize("answer", [*YES, *MORE, *OTHER, "No.", "It was not.", "Nope.", "By no means."])
def test_a_short_answer_about_what_is_held_back_is_refused_and_names_it(room, answer):
    fact, thing = cleared(room, COPIED), asked(room, QUESTION)
    hold(room, fact)
    before = room.record.arrived
    with pytest.raises(
        DeskError, match=r"which is about fact A-\d+ \(Personal data was copied\): it is held back"
    ) as no:
        answered(room, thing, answer, own="ours")
    assert no.value.hint == "write instead what may be said, as a sentence of its own, or ask police"
    assert room.record.arrived == before


@pytest.mark.parametrize("answer", YES)
def test_so_is_one_to_a_question_that_only_comes_close_to_it(room, answer):
    state(room, VPN)
    thing = asked(room, replace(ASKED, what="Tell us: did they come in by the VPN?"))
    with pytest.raises(DeskError, match=r"which is about fact A-\d+ \(The attackers came in by the VPN\)"):
        answered(room, thing, answer, own="ours")


@pytest.mark.parametrize("answer", YES)
def test_where_the_fact_may_go_the_answer_rests_on_it_and_its_place_is_corrected(room, answer):
    fact, thing = cleared(room, COPIED), asked(room, QUESTION)
    answered(room, thing, answer)
    kept = line(room, thing).answers[0].value
    assert ([(each.fact, each.own) for each in kept.carried], kept.why_none) == ([(fact, False)], "")
    assert len(releases_of(room.sight("northmere", PRESS), fact)) == 1
    change(room, fact, wording="Personal data of staff was copied.")
    assert [due.thing for due in corrections_due(room.sight("northmere", PRESS))] == [kept.release]


def test_where_it_only_comes_close_it_is_said_why_the_words_are_ones_own(room):
    fact, thing = cleared(room, COPIED), asked(room)
    with pytest.raises(DeskError, match=r"the words do not have fact A-\d+ \(Personal data was copied\)"):
        answered(room, thing, "Undoubtedly.")
    answered(room, thing, "Undoubtedly.", own="said on air")
    kept = line(room, thing).answers[0].value
    assert [(each.fact, each.own) for each in kept.carried] == [(fact, True)]


@pytest.mark.parametrize("answer", ["Yes.", "No.", "Undoubtedly."])
def test_what_is_not_known_is_not_answered(room, answer):
    cleared(room, replace(COPIED, wording="whether personal data was copied", status=Status.UNKNOWN))
    with pytest.raises(DeskError, match="is unknown, and the words do not say so"):
        answered(room, asked(room, QUESTION), answer)


def test_what_is_denied_is_denied_and_what_is_confirmed_is_not(room):
    paid = cleared(room, replace(PLAIN, wording="The council has paid a ransom.", status=Status.DENIED))
    cleared(room, LIBRARIES)
    thing = asked(room, replace(ASKED, what="Has the council paid a ransom?"))
    answered(room, thing, "No.")
    assert [each.fact for each in line(room, thing).answers[0].value.carried] == [paid]
    with pytest.raises(DeskError, match="is denied, and the words do not say so"):
        answered(room, thing, "Yes.")
    with pytest.raises(DeskError, match="is confirmed, and the words say that it is not"):
        answered(room, asked(room, replace(ASKED, what="Are all libraries open?")), "No.")


def test_each_sentence_of_a_question_is_asked_and_what_was_told_wrongly_too(room):
    state(room, VPN)
    cleared(room, LIBRARIES)
    both = replace(ASKED, what="Are all libraries open? Did the attackers come in by the VPN?")
    wrong = PressCall("The Record", "The attackers came in by the VPN.", BEGAN, "press desk", is_wrong=True)
    for call in (both, wrong):
        with pytest.raises(DeskError, match="came in by the VPN"):
            answered(room, asked(room, call), "Correct.", own="ours")


def test_what_was_said_already_is_written_down_with_what_stands_against_it(room):
    fact, thing = state(room, COPIED), asked(room, QUESTION)
    answered(room, thing, "Yes.", is_said=True)
    kept = line(room, thing).answers[0].value
    assert "so short an answer tells what they asked" in kept.against
    assert [each.fact for each in kept.carried] == [fact]


@pytest.mark.parametrize(
    "answer",
    [
        "We say more at noon.",
        "We cannot say yet.",
        "We do not know yet.",
        "No comment.",
        "Sorry, no comment.",
        "Thank you, we cannot comment.",
        "We are working to put this right.",
        "We will not confirm that.",
        "We can't comment on this.",
        "We can neither confirm nor deny that.",
        "We are doing all we can.",
        "Not to our knowledge.",
        "There is no evidence of that so far.",
        "Are the phones on? Yes.",
        "Sorry that you had to wait. Somebody will ring you by five.",
    ],
)
def test_whole_sentences_say_what_they_say(room, answer):
    state(room, VPN)
    state(room, COPIED)
    thing = asked(room, QUESTION)
    answered(room, thing, answer)
    assert line(room, thing).answers[0].value.carried == ()


@pytest.mark.parametrize("question", ["When is your next update?", "Is the town hall open?", "What now?"])
def test_a_short_answer_to_what_no_fact_is_about_goes(room, question):
    state(room, VPN)
    state(room, COPIED)
    thing = asked(room, replace(ASKED, what=question))
    answered(room, thing, "Yes.")
    assert line(room, thing).answers[0].value.carried == ()
