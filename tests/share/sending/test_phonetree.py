from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, datetime

from pypdf import PdfReader

from battlebox.share.sending import LINES_MAX, TreeLine, TreeSheet, tree_paper

AT = datetime(2026, 11, 23, 2, 40, tzinfo=UTC)


def sheet(lines=3, **more):
    given = {"number": "PTA-1", "body": "Northmere", "message": "A-7", "subject": "Phones are down"}
    rows = tuple(TreeLine(at, f"Person {at}", f"+4420794601{at:02d}") for at in range(1, lines + 1))
    words = "Use the numbers on the page.\nDo not open mail."
    return TreeSheet(**{**given, "words": words, "lines": rows, **more})


def pages(paper):
    return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(paper)).pages]


def test_a_sheet_has_its_number_on_every_page_the_words_and_every_line():
    found = pages(tree_paper(sheet(LINES_MAX), AT))
    assert len(found) == 2
    assert all("PTA-1" in page and f"of {len(found)}" in page for page in found)
    whole = " ".join(found)
    assert "Use the numbers on the page. Do not open mail." in whole
    assert all(f"Person {at} +4420794601{at:02d}" in whole for at in range(1, LINES_MAX + 1))
    assert whole.count("wrong number") == LINES_MAX


def test_words_on_a_sheet_are_never_markup():
    hostile = '#panic("no") *bold* $x$ `code` <a> @b [c] \\ "d"'
    whole = " ".join(pages(tree_paper(replace(sheet(words=hostile), lines=(TreeLine(1, hostile, "+44"),)), AT)))
    assert whole.count('#panic("no")') == 2


def test_the_same_sheet_gives_the_same_bytes():
    assert tree_paper(sheet(), AT) == tree_paper(sheet(), AT)
