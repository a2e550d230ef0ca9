"""What a question would say if it were none: in whatever form it is asked, of each thing in a list, and denied."""

from __future__ import annotations

import pytest

from battlebox.desk.wording import answers_of, is_asked, plain, read, stands

COPIED = "Records of tenants were copied."
INSIDE = "The attackers were in our network."
LISTED = "whether names, addresses or bank details were copied"


def says(wording, text):
    return any(stands(each, read(text)) for each in answers_of(wording))


@pytest.mark.parametrize(
    ("wording", "text"),
    [
        (LISTED, "Names were copied."),
        (LISTED, "Addresses were copied."),
        (LISTED, "Bank details were copied."),
        ("whether rent or council tax payments were lost", "Rent payments were lost."),
        ("whether rent or council tax payments were lost", "Council tax payments were lost."),
        ("whether the attackers copied names, addresses or bank details", "So the attackers copied addresses."),
        ("whether the attackers copied names or bank details of tenants", "The attackers copied names of tenants."),
        ("whether files were read, copied, or deleted", "Files were copied."),
        ("whether files were read or copied or deleted", "Files were copied."),
        ("whether staff lost access or tenants lost money", "Tenants lost money."),
        ("whether schools close or stay open", "Schools stay open."),
    ],
)
def test_each_thing_in_a_list_is_said_of_its_own(wording, text):
    assert says(wording, text)


@pytest.mark.parametrize(
    ("wording", "text"),
    [
        (LISTED, "Please keep your bank details safe."),
        ("whether the attackers copied or deleted records", "We deleted records that are older than six years."),
        ("why the phones do not work", "Our phones do not work."),
        (COPIED, COPIED),
        ("Records were copied or deleted.", "Records were copied."),
        ("The council has paid a ransom.", "Paid has a ransom."),
        ("Records were copied, whether by staff or thieves.", "It was done by staff or thieves."),
        ("", COPIED),
        ("or", COPIED),
        ("whether", COPIED),
        ("whether or", COPIED),
    ],
)
def test_what_is_no_sentence_of_its_own_or_no_question_says_nothing(wording, text):
    assert not says(wording, text)


@pytest.mark.parametrize(
    ("wording", "text"),
    [
        ("Was personal data of tenants copied?", "Personal data of tenants was copied."),
        ("Were records of tenants copied?", COPIED),
        ("Not yet known: were records of tenants copied?", COPIED),
        ("Did the attackers copy records?", "The attackers copied records."),
        ("Did the attackers steal records?", "The attackers stole records."),
        ("Do our phones work?", "Our phones work."),
        ("Does the lift work?", "The lift works."),
        ("Has the council paid a ransom?", "The council has paid a ransom."),
        ("When did the attackers come in?", "The attackers came in."),
        ("How long were the attackers in our network?", INSIDE),
        ("Were names, addresses or bank details copied?", "Addresses were copied."),
        ("Were names, addresses or bank details copied?", "Bank details were not copied."),
    ],
)
def test_a_direct_question_turns_round_its_verb(wording, text):
    assert says(wording, text)


@pytest.mark.parametrize(
    ("wording", "text"),
    [
        ("for how long the attackers were in our network", INSIDE),
        ("from which date the attackers were in our network", INSIDE),
        ("since when the attackers were in our network", INSIDE),
        *(
            (f"{asked} records of tenants were copied", COPIED)
            for asked in (
                *("by whom", "in how many systems", "the extent to which", "the date on which", "at what time"),
                *("It remains to be seen whether", "Our experts try to learn whether", "whether it is true that"),
                *("whether at this time", "whether, in fact,", "whether either staff lists or", "how exactly"),
                *("The police are trying to find out how many", "how and when", "whether and how"),
            )
        ),
        ("to whom records of tenants were sold", "Records of tenants were sold."),
        ("whether records of tenants were copied yet", COPIED),
        ("whether records of tenants were copied, and how many", COPIED),
        ("whether records of tenants were copied, and from when to when", COPIED),
    ],
)
def test_a_question_in_any_of_its_usual_forms_has_its_answer(wording, text):
    assert says(wording, text)


@pytest.mark.parametrize("no", ["were not", "weren't", "were never"])
def test_that_it_is_not_so_is_an_answer_as_well(no):
    assert says("whether records of tenants were copied", f"Records of tenants {no} copied.")


@pytest.mark.parametrize("no", ["can't", "cannot", "can not"])
def test_so_it_is_where_the_verb_is_shortened(no):
    assert says("whether rents can be paid", f"Rents {no} be paid.")


def test_a_question_begins_where_its_own_list_does():
    before = plain("We do not know whether names or")
    assert is_asked(before, openly=True)
    assert not is_asked(plain("We copied names or"), openly=True)


@pytest.mark.parametrize("word", ["was", "did", "or", "whether", "a,", "how", "and how", "we it is are"])
def test_a_question_that_is_none_costs_little(word):
    assert len(answers_of(f"whether {word} " * 40)) < 10_000
    assert len(answers_of(f"{word} " * 75)) < 10_000


def test_a_direct_question_is_not_its_own_answer():
    assert not says("Were records of tenants copied?", "Were records of tenants copied? We do not know yet.")
