"""The brief on paper: two A4 pages, the same bytes each time, every word on them.

Law: what the page says is what the desk said.
Not here: the words (tests/desk).
"""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, datetime

import pypdf
import pytest

from battlebox.cli.opening import open_estate
from battlebox.desk.brief import find, write_brief
from battlebox.engine import EstateArrays, Hit, Question
from battlebox.share import brief_paper

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


def test_the_same_brief_gives_the_same_bytes(brief):
    assert brief_paper(brief) == brief_paper(brief)


def test_words_that_look_like_markup_are_only_words(brief):
    sly = replace(brief, title='Brief "#panic()" *bold* $x$ <b>', unknowns=('#read("/etc/passwd")',))
    text = _text(brief_paper(sly))
    assert "#panic()" in text
    assert "#read" in text
