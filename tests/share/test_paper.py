"""The brief on paper: two A4 pages, the same bytes each time, every word on them.

Law: what the page says is what the desk said.
Not here: the words (tests/desk).
"""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import UTC, datetime

import pypdf
import pytest

from battlebox.cli.opening import open_estate
from battlebox.desk import brief as wing
from battlebox.desk.brief import Holding, find, write_brief
from battlebox.engine import EstateArrays, Hit, Question
from battlebox.share import brief_paper
from battlebox.share.paper import _LISTS, _Page

AT = datetime(2025, 11, 24, 9, 30, 12, 345_678, tzinfo=UTC)
A4_POINTS = (595, 842)
CASES = {
    "west-london": (Hit("rbkc.hosting"), Hit("wcc.hosting", 0.3), Hit("hf.hosting", 0.1)),
    "northmere": (Hit("northmere.servers"), Hit("eastholt.servers", 0.3)),
}


@pytest.fixture(scope="module", params=CASES)
def brief(request):
    estate = open_estate(request.param)
    question = Question(hits=CASES[request.param], worlds=64)
    return write_brief(find(estate, EstateArrays.of(estate), question, at=AT, body=None, seconds=3.0))


def _pages(paper):
    return pypdf.PdfReader(io.BytesIO(paper)).pages


def _text(paper):
    return " ".join(" ".join(page.extract_text() for page in _pages(paper)).split())


def test_the_brief_is_two_pages_of_a4(brief):
    pages = _pages(brief_paper(brief))
    assert len(pages) == 2
    assert {(round(page.mediabox.width), round(page.mediabox.height)) for page in pages} == {A4_POINTS}


def test_the_choices_stand_together_on_the_second_page(brief):
    first, second = (page.extract_text() for page in _pages(brief_paper(brief)))
    assert "side by side" not in first
    assert "side by side" in second
    assert second.index("side by side") < second.index("What the figures point to")


def _smallest_type(paper):
    """The smallest type that any word on the paper is set in, in points."""
    found = []

    def look(text, _current, placed, _font, size):
        if text.strip():
            found.append(size * abs(placed[3]))

    for page in _pages(paper):
        page.extract_text(visitor_text=look)
    return min(found)


def test_no_word_is_smaller_than_nine_points(brief):
    assert _smallest_type(brief_paper(brief, how_sure=True)) >= 9 - 1e-6


def test_a_brief_with_far_too_much_to_say_is_still_two_pages_of_type_that_can_be_read(brief):
    names = tuple(f"Isolate the records of service number {number}, with its backups" for number in range(80))
    body = replace(brief.orders[0], own=names, own_together="; ".join(names[:4]) + "; and 76 more")
    long = replace(
        brief,
        orders=(body,),
        counsel=replace(brief.counsel, orders=names),
        channels=brief.channels * 20,
        dates=brief.dates * 20,
        unknowns=brief.unknowns * 20,
    )
    paper = brief_paper(long)
    assert len(_pages(paper)) == 2
    assert _smallest_type(paper) >= 9 - 1e-6
    assert "more on the screen" in _text(paper)


def test_every_choice_body_and_unknown_is_on_the_paper(brief):
    text = _text(brief_paper(brief))
    for row in brief.choices:
        assert f"{row.letter}. {row.name}"[:20] in text
    assert brief.counsel.headline in text
    assert "Unknown does not mean not affected" in text


def test_the_arithmetic_is_on_a_page_of_its_own_and_only_when_asked(brief):
    assert "How sure?" not in _text(brief_paper(brief))
    pages = _pages(brief_paper(brief, how_sure=True))
    assert "How sure?" in pages[-1].extract_text()
    assert len(pages) == 3


@pytest.mark.parametrize("name", CASES)
def test_a_search_that_was_cut_short_is_said_on_the_two_pages_and_so_are_its_guesses(name):
    estate = open_estate(name)
    arrays = EstateArrays.of(estate)
    question = Question(hits=CASES[name], worlds=64)
    found = find(estate, arrays, question, at=AT, body=None, seconds=0.0)
    brief = write_brief(found)
    reruns = list(wing.try_guesses(arrays, found, seconds=0.0))
    paper = brief_paper(wing.with_tests(brief, found, reruns))
    assert len(_pages(paper)) == 2
    text = _text(paper).replace("- ", "")
    assert text.count(wing.CUT_SHORT) == 1
    assert "Not every guess was tried in full in the time given." in text
    assert text.index("What the figures point to") < text.index(wing.CUT_SHORT)


def test_the_same_brief_gives_the_same_bytes(brief):
    assert brief_paper(brief) == brief_paper(brief)


def test_words_that_look_like_markup_are_only_words(brief):
    sly = replace(brief, title='Brief "#panic()" *bold* $x$ <b>', unknowns=('#read("/etc/passwd")',))
    text = _text(brief_paper(sly))
    assert "#panic()" in text
    assert "#read" in text


def test_no_list_is_cut_while_the_page_has_room_for_one_row_more(brief):
    page = _Page.of(brief, how_sure=False)
    sizes, most = page.fit()
    for place, names in enumerate(_LISTS):
        for name in names:
            if most[name] < page.lengths[name]:
                assert page.pages(sizes, {**most, name: most[name] + 1})[place] > 1, name


def test_every_council_has_its_channels_on_the_paper(brief):
    text = _text(brief_paper(brief))
    for row in brief.channels[:3]:
        assert row.partition(";")[0][:40] in text


HELD = Holding(
    given=("As things stand now: take back 1, keep 1, add 0", "Take back “Shut the gate”", "Keep “Cut the link”"),
    wait=("If these orders are given an hour later: about 20,000 more harm", "Of that, about 12,000 to people"),
    firm=("Firm: 1 of 2 orders, each chosen in 90 of 100 redraws or more", "Cut the link: chosen in 60 of 100 redraws"),
)


def test_how_the_plan_holds_is_on_the_paper_as_on_the_screen(brief):
    text = _text(brief_paper(replace(brief, holding=HELD)))
    after = text[text.index("What the figures point to") :]
    for title in ("What was ordered already:", "If it waits:", "With chance drawn again:"):
        assert title in after
        assert title not in _text(brief_paper(brief))
    for line in (*HELD.given, *HELD.wait, *HELD.firm):
        assert line in after


def test_a_hundred_orders_given_are_counted_and_the_brief_is_still_two_pages(brief):
    orders = tuple(f"Keep the order of number {number}: taking it back does more harm" for number in range(100))
    paper = brief_paper(replace(brief, holding=replace(HELD, given=(HELD.given[0], *orders), firm=orders)))
    text = _text(paper)
    assert len(_pages(paper)) == 2
    assert HELD.given[0] in text
    assert re.search(r"What was ordered already:.*and \d+ more on the screen.*If it waits:", text)


def test_what_was_ordered_and_what_is_to_stop_is_on_the_paper(brief):
    assert "Ordered already: none." in _text(brief_paper(brief))
    told = replace(brief, ordered=("Cut the line (Eastholt): working since noon",), going_down=("Phones: in 3 hours",))
    text = _text(brief_paper(told))
    assert "Ordered already: Cut the line (Eastholt): working since noon." in text
    assert "Said to stop later: Phones: in 3 hours." in text


@pytest.fixture(scope="module")
def for_westminster():
    estate = open_estate("west-london")
    question = Question(hits=CASES["west-london"])
    found = find(estate, EstateArrays.of(estate), question, at=AT, body="wcc", seconds=30.0)
    # The longest that the test of the guesses usually says.
    flips = tuple(
        f"Flips in case {number}: add “Cut the line between Westminster and H&F”; drop “Isolate"
        " Westminster laptops, desktops and their management” and 5 more."
        for number in (1, 2)
    )
    told = wing.Tested(enough=True, headline="Same advice under 3 of 5 changed guesses. It flips in two.", lines=flips)
    return found, replace(write_brief(found), tested=told)


def test_every_order_to_ask_for_is_on_the_paper_for_one_body(for_westminster):
    found, brief = for_westminster
    text = _text(brief_paper(brief)).replace("- ", "").replace(" ", "")
    asks = [found.estate.action_by_id[key].name.partition(" ")[2] for key in found.partner.asks]
    assert len(asks) > 10, "the test would see nothing"
    assert len(brief.choices) == 6, "the test would see too much room"
    for name in asks:
        assert name.replace("- ", "").replace(" ", "").replace("-", "") in text.replace("-", ""), name


def test_far_too_many_orders_to_ask_for_are_counted_and_the_brief_is_still_two_pages(for_westminster):
    _, brief = for_westminster
    many = tuple(f"Farwick (officer {number}), by phone: cut the line number {number}" for number in range(300))
    row = replace(brief.orders[0], asks=many, asks_together=("Farwick, by phone: 300 orders",))
    paper = brief_paper(replace(brief, orders=(row,)))
    assert len(_pages(paper)) == 2
    assert "300 orders" in _text(paper)
