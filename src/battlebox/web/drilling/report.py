"""The after-action report of the drill that this desk plays: its page, and the same as PDF, document and file.

Law: it is exercise control's alone, while the drill runs too, and says then that it is provisional; page and papers are
laid out from one report, so they say the same; what a page needs of the record is read once.
Not here: what is measured (drill/report), taking findings (findings.py).
"""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import Any, Final

from django.http import HttpResponse
from django.urls import reverse
from django.utils.text import capfirst
from django.views.decorators.http import require_safe

from battlebox.desk.command import ReportForm, ReportPage
from battlebox.drill.play import judged, tally_words
from battlebox.drill.report import AfterAction, Against, Came, ReportError, as_json, review_page
from battlebox.share import after_action_paper, report_document
from battlebox.web.asking import OfficerRequest
from battlebox.web.drilling.control import in_control
from battlebox.web.drilling.findings import findings_shown, tap_of_suggestion
from battlebox.web.drilling.playing import Playing
from battlebox.web.drilling.reported import FINDINGS, Asked
from battlebox.web.incident.papers import DOCX, paper_answer
from battlebox.web.pages import page
from battlebox.web.tables import Cell

_NAME: Final = "after-action-report"
_CAME: Final = {
    Came.DONE: "green",
    Came.PARTLY: "orange",
    Came.NOT_DONE: "red",
    Came.NOT_KNOWN: "yellow",
    Came.CUT_OFF: "grey",
}
_AGAINST: Final = {Against.WITHIN.value: "green", Against.OVER.value: "red", Against.NOT_DONE.value: "red"}


@in_control
def report(request: OfficerRequest, drill: Playing) -> HttpResponse:
    """The page, in one of its forms; where findings are taken, a tap takes a suggestion as it stands."""
    asked = Asked.by(request, drill)
    try:
        found = asked.report()
    except ReportError as wrong:
        return _nothing(request, drill, wrong)
    tapped = tap_of_suggestion(request, drill, found, asked.address("drill_report", form=FINDINGS))
    if isinstance(tapped, HttpResponse):
        return tapped
    said, key = review_page(found), request.GET.get("form", "")
    shown = next((each for each in said.forms if each.key == key), said.forms[0])
    return page(
        request, "drilling/report.html", form=tapped, title=said.title, summary=found.summary, facts=said.facts,
        provisional=capfirst(found.still_running), form_shown=shown,
        kinds=[(each.title, asked.address("drill_report", form=each.key), each is shown) for each in said.forms],
        files=[(words, asked.address(name)) for words, name in (
            ("As PDF", "drill_report_paper"), ("As a document (DOCX)", "drill_report_document"),
            ("As a file (JSON)", "drill_report_file"))],
        sections=_sections(found, shown),
        others=[(each.title, f"{reverse('drill_report')}?incident={each.short}")
                for each in asked.incidents if len(asked.incidents) > 1],
        back=reverse("drill"), **(findings_shown(request, asked, found) if shown.key == FINDINGS else {}),
    )  # fmt: skip


@require_safe
@in_control
def report_paper(request: OfficerRequest, drill: Playing) -> HttpResponse:
    """The whole report as PDF."""
    return _file(request, drill, lambda said: paper_answer(after_action_paper(said, drill.real), _NAME))


@require_safe
@in_control
def report_docx(request: OfficerRequest, drill: Playing) -> HttpResponse:
    """The whole report as a document."""
    return _file(request, drill, lambda said: paper_answer(report_document(said, drill.real), _NAME, DOCX))


@require_safe
@in_control
def report_file(request: OfficerRequest, drill: Playing) -> HttpResponse:
    """The whole report as JSON: what carries the findings to the real desk."""
    try:
        found = Asked.by(request, drill).report()
    except ReportError as wrong:
        return _nothing(request, drill, wrong)
    answer = HttpResponse(as_json(found) + "\n", content_type="application/json; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="{_NAME}.json"'
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _file(request: OfficerRequest, drill: Playing, made: Callable[[ReportPage], HttpResponse]) -> HttpResponse:
    try:
        return made(review_page(Asked.by(request, drill).report()))
    except ReportError as wrong:
        return _nothing(request, drill, wrong)


def _nothing(request: OfficerRequest, drill: Playing, wrong: ReportError) -> HttpResponse:
    """There is no record to report on; what was asked for all the same is said."""
    tally = tally_words(each.done for each in judged(drill.course, drill.deeds))
    words = " ".join(filter(None, (f"{capfirst(str(wrong))}. {capfirst(wrong.hint)}.", tally)))
    return page(request, "drilling/no_report.html", status=HTTPStatus.CONFLICT, words=words, back=reverse("drill"))


def _sections(found: AfterAction, form: ReportForm) -> list[dict[str, Any]]:
    """The parts of a form as the page lays them out: their words, and a colour beside what came of a thing."""
    came = {each.title: _CAME.get(each.came, "") for each in found.found.measures}

    def colour(row: tuple[str, ...], at: int) -> str:
        if at == 1:
            return came.get(row[0], "")
        return _AGAINST.get(row[at], "") if at == len(row) - 1 else ""

    def cells(row: tuple[str, ...]) -> list[str | Cell]:
        return [Cell(words, tag=tag) if (tag := colour(row, at)) else words for at, words in enumerate(row)]

    return [
        {"title": each.title, "lines": each.lines,
         "table": each.table and {"columns": each.table.columns, "rows": [cells(row) for row in each.table.rows]}}
        for each in form.sections
    ]  # fmt: skip
