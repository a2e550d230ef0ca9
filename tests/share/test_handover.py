"""A hand-over note on paper: always two pages, words stay words, room for a pencil, both signatures."""

from __future__ import annotations

import io
from datetime import UTC, datetime

import pypdf
import pytest

from battlebox.desk.command import Section
from battlebox.share import NotePage, handover_paper

AT = datetime(2026, 11, 23, 10, 40, 12, 345_678, tzinfo=UTC)
LONG = "the benefit run of Friday is at risk while the mainframe link stays cut, " * 2


def note(*sections, **other):
    said = {
        "sheet": "H-7K3F",
        "role": "strategic (Gold)",
        "body": "Northmere Council",
        "incident": "Blue kettle",
        "label": "TLP:AMBER",
        "drawn": "Drawn at 10:40",
        "leaving": "Ann Smith",
        "left": "10:40",
        "coming": "",
        "taken": "",
    }
    return NotePage(**said | other, sections=sections or (Section("Open", ("ring the bank at nine",)),))


def pages(paper):
    return pypdf.PdfReader(io.BytesIO(paper)).pages


def text(paper):
    return [" ".join(each.extract_text().split()) for each in pages(paper)]


@pytest.mark.parametrize("lines", [0, 1, 30, 60, 84])
def test_there_are_exactly_two_a4_pages(lines):
    sections = tuple(Section(f"Part {n}", tuple(LONG for _ in range(n, lines, 10))) for n in range(10))
    paper = handover_paper(note(*sections), AT)
    assert [(round(each.mediabox.width), round(each.mediabox.height)) for each in pages(paper)] == [(595, 842)] * 2


def test_both_pages_carry_the_sheet_number_and_label_and_the_second_both_signatures():
    first, second = text(handover_paper(note(), AT))
    assert all("H-7K3F" in page and "TLP:AMBER" in page and "Northmere Council" in page for page in (first, second))
    assert "Page 1 of 2" in first
    assert "Page 2 of 2" in second
    for words in ("1. The one who leaves", "2. The one who comes in", "Ann Smith", "Added by hand"):
        assert words in second


def test_words_that_look_like_markup_are_only_words():
    odd = "#strong[no] *bold* $x$ @ref <b> \\ =1+1"
    assert odd in " ".join(text(handover_paper(note(Section(odd, (odd,))), AT)))


def test_the_same_note_gives_the_same_bytes():
    assert handover_paper(note(), AT) == handover_paper(note(), AT)
