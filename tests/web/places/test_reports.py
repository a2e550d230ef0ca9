"""Situation reports: drafted, issued under a number, the same words on the page, in the PDF and in the document."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import docx
import pypdf
import pytest

from battlebox.desk import Role
from battlebox.desk.command import reports_of
from battlebox.desk.picture import Condition, Observation, observe
from battlebox.desk.tell import state_fact
from desk.facts import PLAIN
from desk.room import SHARED, officer
from web.desk_page import words

ODD = '=HYPERLINK("x") <script>alert(1)</script> #strong[no] \N{SNOWMAN}'


def issued(page, opened, **more):
    page.send(opened.at("reports/new/"), {"headline": "Mail is off; telecare works", **more})
    last = reports_of(opened.sight())[-1]
    return opened.record.line(last.entry).header.writes[0].thing.partition("/")[2]


def letters(text):
    """Every word, without what a page does to blanks, hyphens and line ends."""
    return re.sub(r"[^0-9a-z]", "", text.casefold())


def document_words(answer):
    paper = docx.Document(io.BytesIO(answer.content))
    found = [each.text for each in paper.paragraphs]
    return found + [cell.text for table in paper.tables for row in table.rows for cell in row.cells]


def test_a_report_is_issued_with_the_next_number_and_label(desk_page, opened):
    page = desk_page("northmere")
    name = issued(page, opened, intent="Telecare first")
    text = words(page.get(opened.at(f"reports/{name}/")))
    for part in ("Situation report RA-1", "TLP:AMBER", "Mail is off; telecare works", "Telecare first"):
        assert part in text
    issued(page, opened)
    assert "RA-2" in words(page.get(opened.at("reports/")))


@pytest.mark.parametrize("form", ["report", "annex", "methane", "iimarch"])
def test_page_pdf_and_document_say_the_same_words(desk_page, opened, form):
    page = desk_page("northmere")
    name = issued(page, opened)
    pdf = page.get(opened.at(f"reports/{name}/paper/?form={form}"))
    document = page.get(opened.at(f"reports/{name}/document/?form={form}"))
    on_paper = letters(" ".join(each.extract_text() for each in pypdf.PdfReader(io.BytesIO(pdf.content)).pages))
    in_document = letters("".join(document_words(document)))
    on_page = letters(words(page.get(opened.at(f"reports/{name}/?form={form}"))))
    says = reports_of(opened.sight())[-1].value
    sections = {"report": says.sections, "annex": says.annex, "methane": says.methane, "iimarch": says.iimarch}[form]
    for part in sections:
        for line in (part.title, *part.lines):
            assert letters(line) in on_page
            assert letters(line) in in_document
            # A line may be broken by the foot of a page.
            assert letters(line) in on_paper or letters(line)[:20] in on_paper


def test_formulas_markup_and_odd_letters_stay_text_everywhere(desk_page, opened):
    page = desk_page("northmere")
    name = issued(page, opened, headline=ODD)
    text = page.get(opened.at(f"reports/{name}/")).content.decode()
    assert "<script>alert" not in text
    assert "&lt;script&gt;" in text
    assert ODD in document_words(page.get(opened.at(f"reports/{name}/document/")))
    pdf = pypdf.PdfReader(io.BytesIO(page.get(opened.at(f"reports/{name}/paper/")).content))
    assert "#strong[no]" in " ".join(pdf.pages[0].extract_text().split())
    assert "'=HYPERLINK" in page.get(opened.at("reports/?reports-csv=1")).content.decode()


def test_a_report_kept_to_ourselves_is_not_there_for_the_partner(desk_page, opened, council):
    name = issued(desk_page("northmere"), opened, share="ours")
    page = desk_page(council)
    for rest in ("", "paper/", "document/"):
        page.get(opened.at(f"reports/{name}/{rest}"), expect=200 if council == "northmere" else 404)


def test_a_blank_headline_is_refused_and_a_role_that_may_not_issue_is_told(desk_page, officer, opened):
    page = desk_page("northmere")
    page.send(opened.at("reports/new/"), {"headline": " "}, expect=422)
    observer = desk_page(officer("northmere", role="observer"))
    assert "Draft the next one" not in words(observer.get(opened.at("reports/")))
    assert "may not issue a situation report" in words(observer.send(opened.at("reports/new/"), expect=422))
    assert not reports_of(opened.sight())


def test_on_a_phone_each_service_stands_whole(desk_page, opened):
    """A table of five columns is read row by row on 320 px: no column is out of sight."""
    out = Observation(Condition.OUT, opened.record.now(), "duty manager")
    observe(opened.record, opened.estate, opened.lead, "northmere.child-front-door", out, handling=SHARED)
    page = desk_page("northmere")
    html = page.get(opened.at(f"reports/{issued(page, opened)}/?form=annex")).content.decode()
    assert "desk-stacked" in html
    assert 'data-head="cannot be borne after"' in html


def test_a_headline_that_comes_close_to_what_may_not_go_to_others_is_asked_about(desk_page, opened):
    page = desk_page("northmere")
    who = officer("northmere", Role.COMMUNICATIONS)
    wording = "The attackers demand two million pounds."
    state_fact(opened.record, opened.estate, who, replace(PLAIN, wording=wording))
    close = {"headline": "The attackers want two million pounds."}
    refused = words(page.send(opened.at("reports/new/"), close, expect=422))
    assert "Your words come close to facts that may not go to all who read it" in refused
    assert wording in refused
    assert reports_of(opened.sight()) == ()
    # To one's own body it may be said; to the others, once somebody has read which facts these are.
    page.send(opened.at("reports/new/"), {**close, "share": "ours"})
    page.send(opened.at("reports/new/"), {**close, "minded": "on"})
    assert len(reports_of(opened.sight())) == 2
