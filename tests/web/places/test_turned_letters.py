"""Markup, formulas, odd letters and letters that turn a line, followed from a field into page, CSV, PDF, document."""

from __future__ import annotations

import io
import re
import shutil
import subprocess

import docx
import pytest

from battlebox.desk import TURNING
from battlebox.desk.command import decisions_of, reports_of, tasks_of
from web.desk_page import words

TURNED = "pay \u202e00.001\u202c \u2067now\u2069 \u200f"
SHOWN = "pay [U+202E]00.001[U+202C] [U+2067]now[U+2069] [U+200F]"
ODD = f"=1+1 <b>bold</b> \u05e9\u05dc\u05d5\u05dd \N{SNOWMAN} {TURNED}"


def none_left(answer, path):
    text = answer.content.decode()
    assert not any(letter in text for letter in TURNING), path
    assert "<b>bold" not in text, path
    return text


@pytest.fixture
def written(desk_page, opened):
    """Odd words in a note, a task, a decision, its reason, a cost and the reason for standing up."""
    page = desk_page("northmere")
    page.send(opened.at("stand/"), {"to": "stood up", "why": ODD})
    page.send(opened.at("log/note/"), {"facts": ODD, "heard_from": ODD, "person": ODD})
    page.send(opened.at("tasks/new/"), {"what": ODD, "note": ODD, "owner": ""})
    page.send(opened.at("decisions/new/"), {"what": ODD, "why": ODD, "risks": ODD})
    page.send(opened.at("costs/new/"), {"what": ODD, "heading": "travel", "who": ODD, "money": "1"})
    page.send(opened.at("reports/new/"), {"headline": ODD, "intent": ODD})
    return page


def pages_of(opened):
    task = tasks_of(opened.sight())[0].thing.partition("/")[2]
    decision = decisions_of(opened.sight())[0].thing.partition("/")[2]
    entry = opened.record.lines()[-1].id
    report = report_of(opened)
    return (
        "", "stand/", "log/", "log/print/", f"log/entry/{entry}/", "tasks/?show=all", f"tasks/{task}/",
        f"tasks/{task}/change/", "decisions/", f"decisions/{decision}/", f"decisions/{decision}/write/", "costs/",
        "reports/", f"reports/{report}/", f"reports/{report}/?form=iimarch", "reports/new/", "share/",
    )  # fmt: skip


def report_of(opened):
    last = reports_of(opened.sight())[-1]
    return opened.record.line(last.entry).header.writes[0].thing.partition("/")[2]


def test_no_page_is_turned_by_what_stands_on_it(desk_page, opened, written, council):
    reader = desk_page(council)
    for path in pages_of(opened):
        if council == "farwick":
            reader.get(opened.at(path.partition("?")[0]), expect=404)
            continue
        if path.endswith("/write/") and council == "eastholt":
            continue
        text = none_left(reader.get(opened.at(path)), path)
        if path.startswith(("log/", "tasks/", "decisions/", "costs/")):
            assert "[U+202E]" in text, path
            assert "\u05e9\u05dc\u05d5\u05dd" in text, path


def test_what_was_refused_comes_back_with_the_letters_written_out(desk_page, opened):
    answer = desk_page("northmere").send(opened.at("log/note/"), {"facts": " ", "heard_from": ODD}, expect=422)
    assert "[U+202E]" in none_left(answer, "log/note/")


@pytest.mark.parametrize(
    "path",
    ["tasks/?show=all&tasks-csv=1", "decisions/?decisions-csv=1", "costs/?costs-csv=1", "reports/?reports-csv=1"],
)
def test_csv_neither_turns_nor_computes(opened, written, path):
    text = written.get(opened.at(path)).content.decode()
    assert f"'=1+1 <b>bold</b> \u05e9\u05dc\u05d5\u05dd \N{SNOWMAN} {SHOWN}" in text
    assert not any(letter in text for letter in TURNING)


def test_paper_and_document_hold_the_words_and_none_of_the_letters(opened, written, tmp_path):
    name = report_of(opened)
    document = docx.Document(io.BytesIO(written.get(opened.at(f"reports/{name}/document/")).content))
    said = "\n".join(each.text for each in document.paragraphs)
    assert f"=1+1 <b>bold</b> \u05e9\u05dc\u05d5\u05dd \N{SNOWMAN} {SHOWN}" in said
    assert not any(letter in said for letter in TURNING)
    paper = tmp_path / "report.pdf"
    paper.write_bytes(written.get(opened.at(f"reports/{name}/paper/")).content)
    text = _text_of(paper)
    assert "pay [U+202E]00.001[U+202C]" in " ".join(text.split())
    # What the printer of text adds itself around a word in Hebrew is no letter of ours.
    assert "\u202e00.001" not in text
    assert "<b>bold</b>" in text


def _text_of(paper):
    program = shutil.which("pdftotext")
    if program is None:
        import pypdf

        return "\n".join(each.extract_text() for each in pypdf.PdfReader(paper).pages)
    return subprocess.run([program, "-layout", paper, "-"], check=True, capture_output=True, text=True).stdout


def test_the_style_keeps_words_apart_that_run_the_other_way(django_stands):
    from pathlib import Path

    import battlebox.web

    style = (Path(battlebox.web.__file__).parent / "static/desk/desk.css").read_text()
    for box in ("bdi", "a", "span", "strong", "td", "dd", "li"):
        rules = re.findall(r"([^{}]*)\{[^{}]*unicode-bidi:\s*(?:isolate|plaintext)", style)
        assert any(box in re.split(r"[,\s]+", rule) for rule in rules), box


def test_the_log_and_now_keep_each_line_s_words_in_a_box_of_their_own(opened, written):
    for path in ("log/", ""):
        html = written.get(opened.at(path)).content.decode()
        assert re.search(r"<bdi>[^<]*\[U\+202E\]", html), path
    assert "bold" in words(written.get(opened.at("log/")))


def test_a_hand_over_note_on_paper_holds_none_of_the_letters(opened, written, tmp_path):
    written.send(opened.at("people/roles/tactical/take/"))
    says = f"What to know\n- {ODD}"
    written.send(opened.at("people/roles/tactical/hand-over/"), {"says": says})
    name = re.search(r"people/hand-over/([0-9a-f]+)/", written.get(opened.at("people/hand-over/")).content.decode())[1]
    none_left(written.get(opened.at(f"people/hand-over/{name}/")), "hand-over")
    paper = tmp_path / "note.pdf"
    paper.write_bytes(written.get(opened.at(f"people/hand-over/{name}/paper/")).content)
    assert "pay [U+202E]00.001[U+202C]" in " ".join(_text_of(paper).split())
