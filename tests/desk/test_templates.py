"""Templates as data: what a council may write, what is refused and where, and that a field is words and no more."""

from __future__ import annotations

import re
import time

import pytest

from battlebox.desk import DeskError
from battlebox.desk.compose import (
    FIRST_WORDS,
    Field,
    TemplateKind,
    fill,
    grade_of,
    hints_of,
    read_templates,
    seconds_aloud,
    shipped_templates,
    syllables,
    text_parts,
    wide_letters,
    with_own,
)
from battlebox.desk.tell import Outlet, shipped_library

OWN = """
[[template]]
id = "staff-memo"
title = "Our memo"
outlet = "staff memo"
subject = "{body} today"
words = "Dear all. {facts} Ring {numbers}."
"""


def refused(text):
    with pytest.raises(DeskError) as wrong:
        read_templates(text, "templates.toml")
    return str(wrong.value), wrong.value.hint


def test_those_that_came_with_battlebox_can_be_read_and_none_is_twice():
    found = shipped_templates()
    assert len({each.id for each in found}) == len(found) >= 20
    assert set(FIRST_WORDS) <= {each.id for each in found}
    assert all(each.fields for each in found)


def test_a_message_has_no_field_that_nobody_cleared_and_every_one_has_its_facts():
    for each in shipped_templates():
        if each.kind is TemplateKind.MESSAGE:
            assert not [field for field in each.fields if field.is_of_record]
            assert Field.FACTS in each.fields


def test_a_borough_has_its_article_within_a_sentence_and_not_at_its_end():
    [own] = read_templates(
        OWN.replace("Dear all.", "This is {body}.").replace("Ring {numbers}", "Ring {numbers}\\nPress, {body}"),
        "templates.toml",
    )
    borough = "Royal Borough of Kensington and Chelsea"
    words = fill(own, {Field.BODY: borough}).words
    assert words.startswith(f"This is the {borough}. ")
    assert f"Press, {borough}" in words
    assert fill(own, {Field.BODY: borough}, in_english=False).words.startswith(f"This is {borough}. ")
    for plain in ("Northmere Council", "City of York Council"):
        assert fill(own, {Field.BODY: plain}).words.startswith(f"This is {plain}. ")


def test_what_comes_with_battlebox_says_the_date_once():
    for each in shipped_templates():
        if each.kind is TemplateKind.MESSAGE:
            first = each.words.partition("\n\n")[0]
            assert f"{each.subject} {first}".count("{now}") <= 1, each.id


@pytest.mark.parametrize(("words", "seconds"), [("one " * 65, 30), ("one " * 140, 60), ("Ring 020 7946 0199 now", 5)])
def test_how_long_words_take_to_be_read_aloud(words, seconds):
    assert seconds_aloud(words) == seconds


def test_words_that_end_with_a_full_stop_before_the_templates_own_end_with_one():
    [own] = read_templates(OWN, "templates.toml")
    said = {Field.FACTS: "Screens are blank.", Field.NUMBERS: "020 7946 0000, on your card.", Field.BODY: "Northmere"}
    assert fill(own, said).words == "Dear all. Screens are blank. Ring 020 7946 0000, on your card."


def test_the_report_to_the_ico_has_a_place_for_all_that_article_33_asks_for():
    ico = with_own(())["ico-33"]
    asked = {Field.NATURE, Field.PEOPLE, Field.RECORDS, Field.CONTACT, Field.CONSEQUENCES, Field.MEASURES}
    assert asked | {Field.SINCE, Field.AWARE, Field.LATE, Field.UNKNOWN} <= set(ico.fields)
    assert (ico.outlet, ico.whom) == (Outlet.REGULATOR, "ico")
    assert len(shipped_library().clock("ico-33").report) <= len(re.findall("^# ", ico.words, re.MULTILINE))


def test_a_template_of_ones_own_takes_the_place_of_one_of_its_id():
    memo = with_own(read_templates(OWN, "templates.toml"))["staff-memo"]
    assert (memo.title, memo.file) == ("Our memo", "templates.toml")
    assert len(with_own(read_templates(OWN, "templates.toml"))) == len(shipped_templates())


@pytest.mark.parametrize(
    ("old", "new", "said", "hint"),
    [
        ("{numbers}", "{number}", "line 7: staff-memo: there is no field 'number'", "write numbers"),
        ("{numbers}", "{zebra!r}", "line 7: staff-memo: there is no field 'zebra!r'", "there are: body, to"),
        ("{numbers}", "{body.__class__}", "line 7: staff-memo: there is no field 'body.__class__'", ""),
        ("{numbers}", "{facts[0]}", "line 7: staff-memo: there is no field 'facts[0]'", ""),
        ("{numbers}", "{% for each in facts %}", "line 7: staff-memo: there is no field '% for each in facts %'", ""),
        ("{numbers}", "{{ facts }}", "there is no field ' facts '", "write facts"),
        ("{numbers}", "{", "line 6: staff-memo: a brace { stands alone", "braces hold the name of a field"),
        ("{numbers}", "{systems}", "'systems' is of the record, and nobody cleared it", "a message is made of facts"),
        ('"staff memo"', '"staff mem"', "line 5: staff-memo: there is no 'staff mem'", "write staff memo"),
        ('"staff memo"', '"public page"', "line 5: staff-memo: there is no 'public page'", ""),
        ('id = "staff-memo"', 'id = "Staff memo"', "line 3: 'Staff memo' is no id", "small letters"),
        ("title =", "titel =", "line 4: staff-memo has a key 'titel'", "write title"),
        ('title = "Our memo"', "", "staff-memo has no title", "write title"),
        ('title = "Our memo"', "title = 7", "line 4: staff-memo: title is of the wrong kind", ""),
        ('"{body} today"', '"a\\nBcc: x"', "the subject of staff-memo has a line break", "one line"),
        ("[[template]]", "[[templates]]", "line 2: there is no key 'templates'", "[[template]]"),
        ("[[template]]", "[[template]", "line 2: it is no TOML", "docs/formats/templates.md"),
    ],
)
def test_what_is_wrong_is_refused_with_its_file_its_line_and_what_to_write(old, new, said, hint):
    assert old in OWN
    sentence, advice = refused(OWN.replace(old, new))
    assert sentence.startswith("templates.toml, line ")
    assert said in sentence
    assert hint in advice


def test_two_of_one_id_and_a_file_that_is_too_long_are_refused():
    assert "there are two templates 'staff-memo'" in refused(OWN + OWN)[0]
    began = time.monotonic()
    assert "10000000 letters long" in refused("x" * 10_000_000)[0]
    assert "letters" in refused(OWN.replace("Dear all.", "x" * 30_000))[0]
    assert time.monotonic() - began < 2


def test_a_field_is_replaced_once_and_what_stands_in_its_words_is_words():
    memo = read_templates(OWN, "templates.toml")[0]
    values = {Field.FACTS: "{numbers} {body.__class__} =1+1 <b>", Field.NUMBERS: "020 7946 0000", Field.BODY: "A\r\nB"}
    filled = fill(memo, values)
    assert filled.words == "Dear all. {numbers} {body.__class__} =1+1 <b> Ring 020 7946 0000."
    assert filled.subject == "A B today"
    assert not filled.missing


def test_what_nobody_wrote_yet_stands_in_brackets_and_is_missing():
    filled = fill(read_templates(OWN, "templates.toml")[0], {Field.NUMBERS: "  "})
    assert filled.words.endswith("Ring [numbers that work].")
    assert filled.missing == (Field.NUMBERS,)


def test_a_post_that_is_too_long_says_by_how_much():
    post = with_own(())["social-post"]
    filled = fill(post, {Field.FACTS: "x" * 300, Field.NUMBERS: "1", Field.UPDATE: "at noon"})
    assert filled.too_long_by == len(filled.words) - 280 > 0


# ── plain English ────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("words", "sentences", "sounds", "grade"),
    [(6, 1, 6, -1.45), (13, 1, 24, 11.26), (100, 5, 150, 9.91), (0, 0, 0, 0.0)],
)
def test_the_grade_is_that_of_flesch_and_kincaid(words, sentences, sounds, grade):
    # Worked out by hand: 0.39 x words/sentences + 11.8 x syllables/words - 15.59.
    assert grade_of(words, sentences, sounds) == pytest.approx(grade, abs=0.01)


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("cat", 1),
        ("table", 2),
        ("make", 1),
        ("council", 2),
        ("information", 4),
        ("the", 1),
        ("see", 1),
        ("emergency", 4),
    ],
)
def test_syllables_are_groups_of_vowels(word, count):
    assert syllables(word) == count


def test_long_sentences_and_hidden_doers_are_pointed_out_and_plain_words_are_not():
    assert hints_of("We shut the network. Ring us on this number.").lines == ()
    hard = "The network was taken down " + "and the council continued to deliver its statutory services " * 4 + "."
    said = hints_of(hard).lines
    assert any("more than 25 words" in each for each in said)
    assert any("was taken" in each for each in said)
    assert any("reading age" in each for each in said)
    assert hints_of("").age == 0


def test_the_first_words_can_be_read_by_most_people():
    for name in FIRST_WORDS:
        filled = fill(with_own(())[name], dict.fromkeys(Field, "We shut the network."))
        assert hints_of(filled.words).age <= 13, name


# ── text messages ────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("", 0),
        ("a" * 160, 1),
        ("a" * 161, 2),
        ("a" * 306, 2),
        ("a" * 307, 3),
        ("\u20ac" * 80, 1),
        ("\u20ac" * 81, 2),
        # The second half of a letter of two may not begin a part: 152 + a whole one more, not 153.
        ("a" * 152 + "\u20ac" + "a" * 152, 3),
        ("\u2019" * 70, 1),
        ("\u2019" * 71, 2),
        ("\u2019" * 135, 3),
        ("\U0001f6a8" * 35, 1),
        ("\U0001f6a8" * 36, 2),
    ],
)
def test_the_parts_of_a_text_message_are_counted_as_phones_do(text, parts):
    assert text_parts(text) == parts


def test_letters_that_make_it_longer_are_named():
    assert wide_letters("It\u2019s \u201cnow\u201d, \u00a35") == "\u2019\u201c\u201d"
    assert wide_letters("Ring 020 7946 0000 (24 h), cost: \u00a30") == ""
