"""Gold's sheet is one page of A4, however much there is to order."""

from __future__ import annotations

import re
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from battlebox.desk.command import show_advice
from chromium import CHROMIUM, FLAGS, needs_chromium
from desk.room import SHARED
from desk.room import officer as desk_officer
from web.desk_page import words
from web.hand import text_of
from web.places.conftest import do_all

CSS = Path(__file__).parents[3] / "src" / "battlebox" / "web" / "static" / "desk" / "desk.css"


@pytest.fixture
def sheet(hit, answer, opened, jobs):
    """Gold's sheet of figures that were kept, after `change` was done to each choice."""
    from battlebox.web.deciding.contain import shown_of_job
    from battlebox.web.models import Job

    for plan in ("northmere.isolate-mail", "northmere.isolate-benefits"):
        hit.send(f"{answer}price/", {"own": [plan]})
    do_all(jobs)
    shown = shown_of_job(Job.objects.get(pk=answer.rstrip("/").rpartition("/")[2]))

    def kept(change):
        choices = tuple(change(at, row) for at, row in enumerate(shown.choices))
        done = show_advice(opened.record, desk_officer("northmere"), replace(shown, choices=choices), handling=SHARED)
        return hit.get(opened.at(f"figures/{done.entry}/"))

    return kept


def many(at, row):
    """Sixty orders and sixty asks, twelve more in each choice, of the length of real ones."""
    own = tuple(f"Isolate the servers of department {number:02} at Northmere" for number in range(12 * at, 60))
    asks = tuple(f"Eastholt Council: cut the link of department {number:02} to Northmere" for number in range(60))
    return replace(row, own=own, asks=asks)


def printed(folder, answer):
    """The pages that a browser prints of it, each as its words."""
    style = f"<style>{CSS.read_text(encoding='utf-8')}</style>"
    html, paper = folder / "sheet.html", folder / "sheet.pdf"
    html.write_text(re.sub(r'<link rel="stylesheet"[^>]*>', lambda _: style, answer.content.decode()), encoding="utf-8")
    # By itself: one that is steered from here leaves no thread in which Django answers.
    subprocess.run(
        [CHROMIUM, *FLAGS, "--headless", "--no-pdf-header-footer", f"--print-to-pdf={paper}", html.as_uri()],
        check=True, capture_output=True, timeout=60,
    )  # fmt: skip
    return text_of(paper.read_bytes()).split("\f")


@needs_chromium
def test_with_sixty_orders_it_is_one_page_and_says_how_many_more_there_are(sheet, tmp_path):
    pages = printed(tmp_path, sheet(many))
    assert len(pages) == 1
    (said,) = pages
    first = re.search(r"in which choice: Isolate the servers of department \d\d at Northmere \(([^)]*)\)", said)[1]
    assert re.search(r"The figures point to choice (\w+)", said)[1] in first
    assert re.search(r"And \d+ more, at the desk: Log, entry A-\d+", said)
    assert "Signed, date and time" in said
    assert "Key it back at the desk" in said


def test_those_the_figures_point_to_come_first_and_what_does_not_fit_is_counted(sheet):
    said = words(sheet(many))
    own = said.partition("Our own orders, and in which choice:")[2].partition("To ask of partners:")[0]
    named, left = own.count("Isolate the servers"), int(re.search(r"And (\d+) more", own)[1])
    assert named + left == 60
    assert named >= 10


def test_a_few_are_all_named(sheet):
    said = words(sheet(lambda _, row: row))
    own = said.partition("Our own orders, and in which choice:")[2].partition("Tick one")[0]
    assert "more, at the desk" not in own
