"""A situation report as PDF and as a document: every word of the desk, none added, markup and formulas only words."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime

import docx
import pypdf

from battlebox.desk.command import ReportForm, ReportPage, Section, Table
from battlebox.share import report_document, report_paper

AT = datetime(2026, 11, 23, 10, 40, 12, 345_678, tzinfo=UTC)
ODD = "=HYPERLINK(1) <b>#strong[no]</b> {{ x }} \N{SNOWMAN}"
TABLE = Table(("service", "state"), (("telecare", ODD), ("payroll", "out")))
REPORT = ReportPage(
    "Situation report RA-3",
    "TLP:AMBER",
    (("Incident", "Blue kettle"), ("From", "Northmere Council")),
    ODD,
    (
        ReportForm("report", "The report", "", (Section("Services by state", ("1 out",), TABLE),)),
        ReportForm("methane", "As METHANE", "", (Section("M: major incident", ("not decided yet",)),)),
        ReportForm("iimarch", "As IIMARCH", "from memory", (Section("I: information", (ODD,)),)),
    ),
)


def on_paper():
    return [
        " ".join(each.extract_text().split()) for each in pypdf.PdfReader(io.BytesIO(report_paper(REPORT, AT))).pages
    ]


def in_document(report=REPORT):
    paper = docx.Document(io.BytesIO(report_document(report, AT)))
    words = [each.text for each in paper.paragraphs]
    return words, [[cell.text for cell in row.cells] for table in paper.tables for row in table.rows], paper


def test_each_form_has_a_page_of_its_own_and_the_label_is_on_each():
    pages = on_paper()
    assert len(pages) == 3
    assert all("TLP:AMBER" in page for page in pages)
    assert "not decided yet" in pages[1]


def test_odd_words_are_only_words_on_paper():
    assert " ".join(on_paper()).count("#strong[no]") == 3


def test_the_document_has_headings_a_table_and_the_label():
    words, rows, paper = in_document()
    assert rows == [["service", "state"], ["telecare", ODD], ["payroll", "out"]]
    assert words.count(ODD) == 2
    assert [each.style.name for each in paper.paragraphs if each.text == "As METHANE"] == ["Heading 2"]
    assert paper.sections[0].header.paragraphs[0].text == "TLP:AMBER"


def test_the_document_holds_no_field_link_or_macro():
    with zipfile.ZipFile(io.BytesIO(report_document(REPORT, AT))) as parts:
        body = parts.read("word/document.xml").decode()
        links = parts.read("word/_rels/document.xml.rels").decode()
        assert not [name for name in parts.namelist() if "vba" in name.lower()]
    for mark in ("w:instrText", "w:fldSimple", "w:hyperlink"):
        assert mark not in body
    assert 'TargetMode="External"' not in links


def test_letters_that_a_document_cannot_hold_are_left_out():
    odd = "a\x00b\x0bc\ud800d\uffffe"
    report = ReportPage(odd, odd, ((odd, odd),), odd, (ReportForm("x", odd, odd, (Section(odd, (odd,)),)),))
    words, _, _ = in_document(report)
    assert words.count("abcde") >= 5


def test_the_document_speaks_of_nobody_s_machine():
    _, _, paper = in_document()
    about = paper.core_properties
    assert (about.author, about.last_modified_by, about.title) == ("Battlebox", "Battlebox", "Situation report RA-3")
