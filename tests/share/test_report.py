"""A situation report as PDF and as a document: every word of the desk, none added, markup and formulas only words."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime

import docx
import pypdf
import pytest

from battlebox.desk import Officer, Role
from battlebox.desk.command import CAST, ReportForm, ReportPage, Section, Table, draft_report, play_demo, report_page
from battlebox.desk.picture import estate_in_use
from battlebox.desk.record import Handling, Installation, Sight
from battlebox.journal import LaptopWatch
from battlebox.marking import Tlp
from battlebox.share import report_document, report_paper
from desk.room import shipped

SHARED = Handling(Tlp.AMBER, frozenset({"rbkc", "wcc", "hf"}))
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


@pytest.mark.parametrize("body", ["rbkc", "wcc", "hf"])
def test_on_a_large_estate_the_report_keeps_to_two_pages(lived, body):
    """Westminster has shut everything down: 67 services are out."""
    sight, used = lived
    officer = Officer(f"o-{body}", "Silver", body, frozenset({Role.TACTICAL}))
    report = draft_report(Sight.of(sight.record, officer), used, handling=SHARED)
    page = report_page(report, body=body)
    for form in page.forms:
        pages = pypdf.PdfReader(io.BytesIO(report_paper(page.only(form), AT))).pages
        assert len(pages) <= 2 or form.key == "annex", form.key
    services = next(part for part in report.sections if part.title == "Services by state")
    assert services.lines[-1].endswith(" more stand in the annex") or body == "hf"
    assert report.sections[0] == services


@pytest.fixture(scope="module")
def lived(tmp_path_factory):
    """What one of the demonstration's officers sees, and the estate in use."""
    folder = tmp_path_factory.mktemp("demo")
    cast = {name: Officer(f"o-{name}", name, body, frozenset({role})) for name, (body, role, _) in CAST.items()}
    play_demo(folder, shipped("west-london"), cast)
    here = Installation(folder, LaptopWatch())
    sight = Sight.of(here.record(here.incidents[0]), cast["rbkc.silver"])
    yield sight, estate_in_use(sight, here.shelf)
    here.close()
