"""The report on paper and as a file: EXERCISE on each page, words that are only words, and null for not known."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from datetime import UTC, datetime

import docx
import pypdf
import pytest

from battlebox.drill.play import Noted
from battlebox.drill.report import as_json, review_page
from battlebox.journal import EXERCISE
from battlebox.share import after_action_paper, report_document
from drill.play.tapes import begun
from drill.play.test_course import played
from drill.report.reports import opened, report_of

AT = datetime(2026, 11, 24, 12, tzinfo=UTC)
ODD = "#strong[no] <b>{{ x }}</b> =HYPERLINK(1) \N{SNOWMAN}"


@pytest.fixture(scope="module")
def report():
    players = opened()
    course = played(begun(), 60, players, {3: [players.suspects], 14: [players.decides]})
    return report_of(players, course=course.ending(), notes=[Noted(1, 5, ODD, 2)])


def pages(paper: bytes) -> list[str]:
    return [" ".join(each.extract_text().split()) for each in pypdf.PdfReader(io.BytesIO(paper)).pages]


def test_every_page_says_twice_that_it_is_an_exercise(report):
    found = pages(after_action_paper(review_page(report), AT))
    assert len(found) >= 3
    assert all(page.count(EXERCISE) == 2 for page in found)


def test_it_is_a4_and_the_same_each_time(report):
    paper = after_action_paper(review_page(report), AT)
    box = pypdf.PdfReader(io.BytesIO(paper)).pages[0].mediabox
    assert (round(box.width), round(box.height)) == (595, 842)
    assert paper == after_action_paper(review_page(report), AT)


def test_words_of_an_evaluator_are_only_words(report):
    assert "#strong[no]" in " ".join(pages(after_action_paper(review_page(report), AT)))


def test_the_document_has_the_mark_on_each_page_and_headings(report):
    paper = docx.Document(io.BytesIO(report_document(review_page(report), AT)))
    words = [each.text for each in paper.paragraphs]
    assert paper.sections[0].header.paragraphs[0].text == EXERCISE
    assert paper.sections[0].footer.paragraphs[0].text == EXERCISE
    assert [each.text for each in paper.paragraphs if each.style.name == "Heading 2"] == [
        "What was measured", "Services, and the plan beside how it was played", "What is to be mended",
        "Inject by inject", "For the debrief",
    ]  # fmt: skip
    assert f"T+5: {ODD}" in words


def test_the_file_says_what_it_is_and_leaves_what_is_not_known_blank(report):
    found = json.loads(as_json(report))
    assert (found["format"], found["exercise"], found["minutes"]) == ("battlebox-after-action/1", True, 60)
    by_key = {each["key"]: each for each in found["measures"]}
    assert (by_key["warn-partners"]["came"], by_key["warn-partners"]["minutes"]) == ("not done", None)
    assert all(each["told"] is None for each in found["reach"] if each["said"].startswith("not known"))
    assert found["began"] == "2026-11-24T09:10:00+00:00"


def test_a_report_on_nothing_is_a_paper_all_the_same():
    empty = review_page(report_of(opened(), minutes=1))
    found = pages(after_action_paper(empty, AT))
    assert all(EXERCISE in page for page in found)
    assert "not known" in " ".join(found)


def test_a_line_says_once_that_it_is_an_exercise(report):
    marked = review_page(replace(report, estate=f"{EXERCISE}: Northmere"))
    assert ("On the estate", "Northmere") in marked.facts
    found = pages(after_action_paper(marked, AT))
    assert all(page.count(EXERCISE) == 2 for page in found), "at its head and at its foot"
