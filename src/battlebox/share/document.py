"""A situation report as a document (DOCX), for those who must send it on in their own paper.

Law: every word is the desk's (desk/command/sitrep_page.py); words are text: no field, no link, no macro; a letter that
a document cannot hold is left out.
Not here: the PDF (report.py), issuing (desk).
"""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from typing import Final

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.shared import Mm, Pt
from docx.table import _Cell
from docx.text.run import Run

from battlebox.desk import unturned
from battlebox.desk.command import ReportPage, Section
from battlebox.share.typesetting import stamp_now

# What XML 1.0 cannot hold: control letters but for tab and line ends, halves of pairs, and the two that are no letters.
_UNFIT: Final = dict.fromkeys({*range(32), *range(0x7F, 0xA0), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF} - {9, 10, 13})


def report_document(report: ReportPage, at: datetime) -> bytes:
    """The report as a .docx file on A4, headings as headings, so that a screen reader finds its way."""
    paper = docx.Document()
    about = paper.core_properties
    about.author, about.title, about.comments = "Battlebox", fit(report.title), ""
    about.created = about.modified = at.replace(microsecond=0, tzinfo=None)
    about.last_modified_by, about.language = "Battlebox", "en-GB"
    _set_up(paper, _label(report))
    paper.add_heading(fit(report.title), level=1)
    if report.warning:
        paper.add_paragraph().add_run(fit(report.warning)).bold = True
    paper.add_paragraph().add_run(fit(report.headline)).bold = True
    for name, value in report.facts:
        row = paper.add_paragraph()
        row.add_run(f"{fit(name)}: ").bold = True
        row.add_run(fit(value))
    for number, form in enumerate(report.forms):
        if number:
            paper.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
        paper.add_heading(fit(form.title), level=2)
        if form.note:
            paper.add_paragraph().add_run(fit(form.note)).italic = True
        for part in form.sections:
            _add(paper, part)
    out = io.BytesIO()
    paper.save(out)
    return _dateless(out.getvalue())


def _label(report: ReportPage) -> str:
    """What stands on every page; what the stamp of a desk that practises says already is not said again."""
    stamp = stamp_now()
    label = "" if stamp.startswith(report.label) else report.label
    return "  ".join(filter(None, (stamp, "EXAMPLE" if report.warning else "", label)))


def _dateless(packed: bytes) -> bytes:
    """The same parts without the minute at which they were packed: the same report gives the same file."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(packed)) as parts, zipfile.ZipFile(out, "w") as again:
        for name in parts.namelist():
            again.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), parts.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()


def fit(text: str) -> str:
    """A text as a document can hold it, with the letters that turn a line around written out."""
    return unturned(text.translate(_UNFIT))


def _set_up(paper: Document, label: str) -> None:
    """A4, plain type, and the label on every page, above and below."""
    page = paper.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = Mm(18)
    page.top_margin = page.bottom_margin = Mm(18)
    for name, points, above in (
        ("Normal", 9.5, 0), ("List Bullet", 9.5, 0), ("Heading 1", 16, 0), ("Heading 2", 13, 6), ("Heading 3", 11, 5),
    ):  # fmt: skip
        style = paper.styles[name]
        style.font.name, style.font.size = "Arial", Pt(points)
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(above), Pt(1)
        style.paragraph_format.line_spacing = 1.0
    for place in (page.header, page.footer):
        words = place.paragraphs[0]
        words.text, words.alignment = fit(label), WD_ALIGN_PARAGRAPH.RIGHT


def _add(paper: Document, part: Section) -> None:
    paper.add_heading(fit(part.title), level=3)
    for line in part.lines:
        paper.add_paragraph(fit(line), style="List Bullet")
    if part.table is None:
        return
    table = paper.add_table(rows=1, cols=len(part.table.columns), style="Table Grid")
    for cell, words in zip(table.rows[0].cells, part.table.columns, strict=True):
        _write(cell, words).bold = True
    for row in part.table.rows:
        for cell, words in zip(table.add_row().cells, row, strict=True):
            _write(cell, words)


def _write(cell: _Cell, words: str) -> Run:
    """Words in a cell, in smaller type: the report is to stay on two sides."""
    run: Run = cell.paragraphs[0].add_run(fit(words))
    run.font.size = Pt(8)
    return run
