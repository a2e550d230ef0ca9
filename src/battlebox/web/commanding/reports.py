"""Situation reports: drafted from the record, issued under a number with a label, and given as page, PDF and document.

Law: page, PDF and document say the same words, one form at a time; what is issued is drawn at that moment for those
it goes to; the draft says what it leaves out because of that.
Not here: what is in a report (desk), layout on paper (share).
"""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.http import HttpResponse

from battlebox.desk import Act
from battlebox.desk.command import (
    JointSight,
    LeftOut,
    Report,
    ReportPage,
    draft_report,
    issue_report,
    left_out,
    readers_of,
    report_of,
    report_page,
    reports_of,
)
from battlebox.desk.command import ReportForm as PaperForm
from battlebox.desk.record import Handling, Stated, course_of
from battlebox.desk.tell import Outlet
from battlebox.marking import Tlp
from battlebox.share import report_document, report_paper
from battlebox.web.asking import OfficerRequest, in_incident
from battlebox.web.incident.at_desk import ALL_OF_US, OURS, SHARES, AtDesk, DeskEntryForm
from battlebox.web.incident.entry import seen_or_404
from battlebox.web.incident.papers import DOCX, paper_answer
from battlebox.web.incident.said import few_of, plainly
from battlebox.web.incident.saying import when_said
from battlebox.web.moment import MomentField
from battlebox.web.pages import page
from battlebox.web.reaching.counted import reach_section
from battlebox.web.tables import Cell, Column, Kind, Table, table_page
from battlebox.web.telling.close_words import MindedField, ask_close

COLUMNS: Final = (
    Column("number", "Number"),
    Column("headline", "Headline"),
    Column("body", "From", Kind.CHOICE),
    Column("end", "As of", Kind.TIME),
    Column("label", "Label", Kind.CHOICE),
    Column("next", "Next one", Kind.TIME),
)
FEWER: Final = "fewer"
LINES_MOST: Final = 30
"""How many of the entries left out are listed; the rest are in the log."""
_MAJOR: Final = [("", "Not decided yet"), ("yes", "Declared"), ("no", "Not declared")]


class ReportForm(DeskEntryForm):
    """What is written by hand: the headline and the aim; and when the next one comes."""

    headline = forms.CharField(label="Headline: the one thing to know", max_length=300)
    intent = forms.CharField(label="What we want to achieve next", widget=forms.Textarea, required=False)
    next_report = MomentField(label="When the next report comes", required=False)
    major = forms.ChoiceField(label="Major incident", choices=_MAJOR, required=False)
    minded = MindedField()

    def __init__(self, *args: Any, fewer: str = "", **more: Any) -> None:
        super().__init__(*args, **more)
        field = self.fields["share"]
        field.label = "Whom it goes to"
        if fewer and isinstance(field, forms.ChoiceField):
            field.choices = [SHARES[0], (FEWER, f"Only {fewer}: they see what was said before"), SHARES[1]]


@in_incident
def reports(request: OfficerRequest) -> HttpResponse:
    """Every report that may be seen, the newest first."""
    desk = AtDesk.of(request)
    rows = [_row(desk, each) for each in reversed(reports_of(desk.sight))]
    table = Table("reports", "Situation reports", COLUMNS, rows, empty="No report was issued yet.")
    new = desk.at("new_report") if desk.officer.may(Act.REPORT) and desk.has_estate else ""
    return table_page(request, "places/reports.html", table, here="reports", new=new)


@in_incident
def new_report(request: OfficerRequest) -> HttpResponse:
    """The next report as the record would write it now; its headline is edited, and it is issued."""
    desk = AtDesk.of(request)
    wide = _handling(desk, ALL_OF_US)
    missing = left_out(desk.sight, wide, request.incident.bodies)
    some = missing.bodies | {desk.officer.body}
    fewer = few_of(desk, some) if missing.bodies and some < request.incident.bodies else ""
    asked = request.GET.get("for", ALL_OF_US)
    to = asked if asked in (ALL_OF_US, OURS, FEWER if fewer else OURS) else ALL_OF_US
    narrow = Handling(wide.tlp, missing.bodies)
    handling = narrow if to == FEWER else _handling(desk, to)
    shown = draft_report(desk.sight, desk.used, handling=handling, reached=reach_section(desk, handling))
    form = ReportForm.asked(request, initial={"headline": shown.headline, "share": to}, fewer=fewer)

    def picked() -> Handling:
        share = str(form["share"].value() or ALL_OF_US)
        return narrow if share == FEWER else _handling(desk, share)

    places = [(Outlet.PARTNER_FILE, whom) for whom in readers_of(desk.officer, picked())]
    close = ask_close(desk, form, ("headline", "intent"), places)
    if form.is_ready():
        handling = picked()
        drawn = _drawn(desk, form, handling)
        answer = desk.write(form, lambda: issue_report(desk.record, desk.officer, drawn), desk.at("reports"))
        if answer is not None:
            return answer
        shown = drawn
    if handling != wide:
        missing = left_out(desk.sight, handling, request.incident.bodies)
    return page(request, "places/report_new.html", here="reports", form=form, report=_words(desk, shown), close=close,
                cancel=desk.at("reports"), **_left_out(desk, missing, to, fewer, handling))  # fmt: skip


def _left_out(desk: AtDesk, missing: LeftOut, to: str, fewer: str, handling: Handling) -> dict[str, Any]:
    """What the draft leaves out, and what can be done about it."""
    ways = [(f"Draw it up for {fewer} only", FEWER)] if fewer else []
    ways += [("Draw it up for our own body only", OURS), ("Draw it up for everybody in this incident", ALL_OF_US)]
    goes_to = JointSight.for_paper(desk.sight, handling).bodies
    return {
        "goes_to": few_of(desk, goes_to),
        "left": len(missing.lines),
        "kinds": missing.kinds,
        "shareable": missing.shareable if to == ALL_OF_US else 0,
        "lines": [
            (line.number, desk.at("entry", line.id), when_said(line.at), _first(plainly(desk, line.words)))
            for line in missing.lines[:LINES_MOST]
        ],
        "more": max(0, len(missing.lines) - LINES_MOST),
        "ways": [(words, f"?for={key}") for words, key in ways if key != to],
        "share": desk.at("share_entries") if desk.officer.may(Act.SHARE) else "",
    }


def _first(words: str) -> str:
    return words.splitlines()[0] if words else ""


@in_incident
def report(request: OfficerRequest, name: str) -> HttpResponse:
    """One report, as it was issued, in one of its forms."""
    desk, found = _asked(request, name)
    said, form = _form(request, desk, found)
    kinds = [(each.title, f"?form={each.key}", each is form) for each in said.forms]
    return page(
        request,
        "places/report.html",
        here="reports",
        report=said,
        form_shown=form,
        kinds=kinds,
        entry=found.number,
        pdf=f"{desk.at('report_paper', name)}?form={form.key}",
        document=f"{desk.at('report_document', name)}?form={form.key}",
    )


@in_incident
def report_pdf(request: OfficerRequest, name: str) -> HttpResponse:
    """One form of a report as PDF."""
    desk, found = _asked(request, name)
    said, form = _form(request, desk, found)
    return paper_answer(report_paper(said.only(form), found.at), _file(found, form))


@in_incident
def report_docx(request: OfficerRequest, name: str) -> HttpResponse:
    """One form of a report as a document."""
    desk, found = _asked(request, name)
    said, form = _form(request, desk, found)
    return paper_answer(report_document(said.only(form), found.at), _file(found, form), DOCX)


def _drawn(desk: AtDesk, form: ReportForm, handling: Handling) -> Report:
    said = form.cleaned_data
    return draft_report(
        desk.sight,
        desk.used,
        handling=handling,
        headline=said["headline"],
        intent=said["intent"],
        next_report=said["next_report"],
        major={"yes": True, "no": False}.get(said["major"]),
        reached=reach_section(desk, handling),
    )


def _handling(desk: AtDesk, share: str) -> Handling:
    """To our own body alone, or as far as the incident itself travels."""
    if share == OURS:
        return Handling(Tlp.AMBER_STRICT)
    header = desk.record.line(course_of(desk.sight).entry).header
    return Handling(Tlp(header.tlp), frozenset(header.audience))


def _asked(request: OfficerRequest, name: str) -> tuple[AtDesk, Stated[Report]]:
    desk = AtDesk.of(request)
    return desk, seen_or_404(lambda: report_of(desk.sight, f"report/{name}"))


def _words(desk: AtDesk, report: Report) -> ReportPage:
    return report_page(report, body=desk.body_name(report.body))


def _form(request: OfficerRequest, desk: AtDesk, found: Stated[Report]) -> tuple[ReportPage, PaperForm]:
    """The report's words, and the form that is asked for: the report itself unless another is named."""
    said = _words(desk, found.value)
    asked = request.GET.get("form", "")
    return said, next((each for each in said.forms if each.key == asked), said.forms[0])


def _file(found: Stated[Report], form: PaperForm) -> str:
    rest = "" if form.key == "report" else f"-{form.key}"
    return f"situation-report-{found.value.number.lower()}{rest}"


def _row(desk: AtDesk, found: Stated[Report]) -> dict[str, object]:
    said = found.value
    thing = desk.record.line(found.entry).header.writes[0].thing
    return {
        "number": Cell(said.number, link=desk.at("report", thing.partition("/")[2])),
        "headline": said.headline,
        "body": desk.body_name(said.body),
        "end": Cell(when_said(said.end), order=said.end),
        "label": said.tlp.to_text(),
        "next": Cell(when_said(said.next_report), order=said.next_report) if said.next_report else "Not set",
    }
