"""Call sheets on paper: A4, the number on every page, every word on them, and words that look like markup only words.

Law: what the page says is what the desk said.
Not here: the words (tests/desk).
"""

from __future__ import annotations

import io
from datetime import UTC, datetime

import pypdf
import pytest

from battlebox.desk.reach import DPIA_PARTS, RegisterPage, RegisterRow, SheetLine, SheetPage, Way
from battlebox.share import blank_sheets_paper, dpia_paper, register_paper, sheets_paper

AT = datetime(2026, 11, 23, 2, 40, 12, 345_678, tzinfo=UTC)
BOXES = ("safe", "needs help now", "no reply", "in hospital", "wrong details", "visit due")
LONG = "key safe left of the door; carer comes at six; hard of hearing, let it ring a long time " * 3


def page(lines=5, number="SA-3", **other):
    people = tuple(
        SheetLine(n, f"Resident {n}", ("020 7946 0001", f"{n} High Street"), ("need: high",), ("DO NOT PHONE",), "")
        for n in range(1, lines + 1)
    )
    said = {
        "number": number,
        "title": "Call sheet: North, home care",
        "body": "Northmere Council",
        "tlp": "TLP:AMBER+STRICT",
        "about": ("List as of 20 November 2026, 3 days old; may miss people added since", "Printed today"),
        "ring": "020 7946 0999",
        "taken_by": "",
        "due": "23 November 2026, 05:40",
        "script": ("Ask for the person by name.",) * 4,
        "boxes": BOXES,
        "lines": people,
    }
    return SheetPage(**said | other)


def read(paper):
    return [" ".join(each.extract_text().split()) for each in pypdf.PdfReader(io.BytesIO(paper)).pages]


def test_five_people_stand_on_one_side_of_a4_with_six_boxes_each():
    paper = sheets_paper((page(),), AT)
    (text,) = read(paper)
    (side,) = pypdf.PdfReader(io.BytesIO(paper)).pages
    assert (round(side.mediabox.width), round(side.mediabox.height)) == (595, 842)
    for words in ("SA-3", "TLP:AMBER+STRICT", "may miss people added since", "destroyed once it is keyed in",
                  "Ring the desk: 020 7946 0999", "Taken by:", "Resident 5", "PERSONAL DATA"):  # fmt: skip
        assert words in text
    assert text.count("wrong details") == text.count("DO NOT PHONE") == 5


def test_a_sheet_that_runs_over_has_its_number_label_and_destroy_line_on_every_page():
    lines = tuple(SheetLine(n, f"Resident {n}", ("020 7946 0001",), (LONG,), (), "") for n in range(1, 13))
    texts = read(sheets_paper((SheetPage(**{**_fields(page()), "lines": lines}),), AT))
    assert len(texts) > 1
    for number, text in enumerate(texts, start=1):
        assert text.startswith("SA-3")
        assert "TLP:AMBER+STRICT" in text
        assert "destroyed once it is keyed in" in text
        assert text.endswith(f"Page {number}")


def _fields(sheet):
    return {name: getattr(sheet, name) for name in SheetPage.__dataclass_fields__}


def test_each_sheet_begins_on_a_page_of_its_own_and_counts_from_one():
    texts = read(sheets_paper((page(number="SA-1"), page(number="SA-2")), AT))
    assert [text.split()[0] for text in texts] == ["SA-1", "SA-2"]
    assert all(text.endswith("Page 1") for text in texts)


def test_names_that_look_like_markup_are_only_names():
    sly = '#panic("x") *bold* $x$ <b> @ref = //'
    line = SheetLine(1, sly, ("=1+1",), ("#read(1)",), ("_A_",), "")
    (text,) = read(sheets_paper((page(lines=0, taken_by="#emph[me]", ring="*9*"),), AT))
    assert "#emph[me]" in text
    (text,) = read(sheets_paper((SheetPage(**{**_fields(page()), "lines": (line,)}),), AT))
    for words in ("#panic(", "*bold*", "$x$", "=1+1", "#read(1)", "_A_"):
        assert words in text


def test_the_same_sheets_give_the_same_bytes():
    assert sheets_paper((page(),), AT) == sheets_paper((page(),), AT)


@pytest.mark.parametrize("rows", [0, 60])
def test_the_register_shows_every_sheet_or_that_there_is_none(rows):
    made = tuple(RegisterRow(f"SA-{n}", "call", "North: home care", "5", "", "05:40", "LATE") for n in range(rows))
    paper = register_paper(
        RegisterPage(
            "Register of sheets", "Northmere", "TLP:AMBER+STRICT", "now", ("List A-7",), ("lost: SA-1",), made
        ),
        AT,
    )
    text = " ".join(read(paper))
    assert "lost: SA-1" in text
    assert text.count("LATE") == rows
    assert ("No sheet has been printed" in text) is (rows == 0)


def test_the_template_is_printed_with_every_question():
    text = " ".join(read(dpia_paper(AT)))
    for part in DPIA_PARTS:
        assert part.title in text
        for asked, _ in part.questions:
            assert asked.split()[0] in text
    assert "not legal advice" in text


@pytest.mark.parametrize("way", list(Way))
def test_blank_sheets_have_a_number_each_boxes_and_room_to_write(way):
    paper = read(blank_sheets_paper(3, way, AT, body="Northmere Council"))
    assert len(paper) == 3
    for number, text in enumerate(paper, 1):
        assert f"Blank {number}" in text
        assert "on no list" in text
        assert text.count("Address:") == text.count("wrong details") == 5
    assert ("visit due" in paper[0]) == (way is Way.CALL)
