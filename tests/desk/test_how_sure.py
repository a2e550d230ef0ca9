"""How sure words are: what is not confirmed goes only in a sentence that says so, in whatever words and language."""

from __future__ import annotations

from dataclasses import replace

import pytest

from battlebox.desk.message import answer_press
from battlebox.desk.record import Sight
from battlebox.desk.tell import (
    Caller,
    PressAnswer,
    Rendering,
    Status,
    corrections_due,
    fact_of,
    note_call,
    write_rendering,
)
from desk.facts import PLAIN, clear, state, words_officer
from desk.public_gate import (
    CALL,
    STRICT,
    cleared,
    refused,
    written,
)
from desk.room import BEGAN, Room


@pytest.fixture
def room():
    return Room.opened()


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
        *((Status.UNKNOWN, "how many records were copied", typed) for typed in (
            "How many records were copied? We do not know yet.",
            "How many records were copied is being looked into.",
            "How many records were copied is still unclear.",
            *(f"{each} how many records were copied." for each in (
                "It remains unclear", "We have no information on", "There is no word yet on", "We have no answer on",
                "We do not have a figure for", "It is an open question",
            )),
        )),
        (Status.UNKNOWN, "which services are affected", "Which services are affected? We do not know yet."),
        (Status.UNKNOWN, "which services are affected", "Some services are affected."),
        (Status.UNKNOWN, "which services are affected", "Some of our services are affected."),
        (Status.UNKNOWN, "why the phones do not work", "Our phones do not work."),
        (Status.UNKNOWN, "Were records of tenants copied?", "Were records of tenants copied? We do not know."),
        (Status.UNKNOWN, "whether names, addresses or bank details were copied",
         "We do not know whether names or addresses were copied."),
        (Status.UNKNOWN, "whether records were copied", "We want to know whether records were copied."),
        (Status.UNKNOWN, "whether records were copied", "We do not yet know whether\nrecords were copied."),
        (Status.BELIEVED, "Some screens are blank today.", "We believe that\nsome screens are blank today."),
        (Status.BELIEVED, "Some screens are blank today.", "Some screens are blank today - this is not confirmed."),
        *((Status.BELIEVED, "Some screens are blank today.", f"{each} some screens are blank today.") for each in (
            "It looks as if", "It may be that", "Apparently,", "Possibly", "We believe, but cannot confirm, that",
            "We believe that, at present,", "We are fairly sure that", "It is possible that", "As far as we know,",
        )),
        (Status.DENIED, "The council has paid a ransom.", "Reports that the council has paid a ransom are wrong."),
        (Status.DENIED, "The council has paid a ransom.",
         "There is no truth in the claim that the council has paid a ransom."),
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
        *((Status.UNKNOWN, "whether records were copied", typed) for typed in (
            "We now know whether records were copied: they were.", "Even if records were copied, they were old.",
            "The police have found out whether records were copied.", "We can now say whether records were copied.",
            "Some records were copied.", "How many records were copied? We do not know yet.",
        )),
        (Status.UNKNOWN, "how many records were copied", "How many records were copied is a scandal."),
        *((Status.UNKNOWN, "whether records were copied", f"{each} records were copied.") for each in (
            "As if", "We know not only whether", "Ask yourself no more whether",
        )),
        (Status.UNKNOWN, "Records of tenants were copied.", "Records of tenants were copied; check your account."),
        (Status.UNKNOWN, "Records of tenants were copied.", "Records of tenants were copied: find out more here."),
        *((Status.UNKNOWN, each, each) for each in (
            "The council has paid a ransom.", "We are at a loss.", "It was the VPN through which they came in.",
            "Records were copied, whether by staff or thieves.", "Whoever it was has copied records.",
        )),
        (Status.BELIEVED, "Some screens are blank today.", "It is not possible that some screens are blank today."),
        (Status.BELIEVED, "Some screens are blank today.", "We believe that\nSome screens are blank today."),
        (Status.DENIED, "The council has paid a ransom.", "We do not deny that the council has paid a ransom."),
        (Status.DENIED, "The council has paid a ransom.",
         "Reports that the council has paid a ransom are wrong to alarm you."),
    ],
)  # fmt: skip
def test_what_another_sentence_says_makes_it_no_surer(room, status, wording, typed):
    thing = state(room, replace(PLAIN, wording=wording, status=status))
    clear(room, thing, "northmere")
    assert f"is {status.value}, and the words do not say so" in refused(room, written, summary=typed)


@pytest.mark.parametrize(
    "typed",
    [
        "It is not true that some screens are blank.",
        "Nobody knows whether some screens are blank.",
        "Some screens are blank, which is false.",
    ],
)
def test_what_is_confirmed_is_not_denied_and_not_doubted(room, typed):
    cleared(room)
    assert "is confirmed, and the words say that it is not" in refused(room, written, summary=typed)
    assert written(room, summary="We are sorry that some screens are blank. Ask us if some screens are blank.")


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


@pytest.mark.parametrize("status", [Status.UNKNOWN, Status.BELIEVED, Status.DENIED])
def test_what_the_press_was_told_too_surely_is_due_until_it_is_put_right(room, status):
    thing = cleared(room, replace(PLAIN, status=status))
    call = note_call(room.record, words_officer("northmere"), CALL, Caller("Jo Reporter", "020 7946 0999")).thing
    answer = PressAnswer(PLAIN.wording, "press officer", BEGAN, "by phone")
    answer_press(room.record, words_officer("northmere"), call, answer, facts=(thing,), is_said=True)
    [due] = corrections_due(Sight.of(room.record, words_officer("northmere")), thing)
    outward = fact_of(Sight.of(room.record, words_officer("northmere")), thing).value.outward
    assert due.words.endswith(f"we said something else about this. That is no longer what we say. Now: {outward}")
