"""A situation report word for word, in the order of its page: what a screen, a PDF and a document all say.

Law: the three are laid out from this one value, so they cannot say different things.
Not here: layout (web, share), what is in the report (sitrep.py).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from battlebox.desk.command.section import Section
from battlebox.desk.command.sitrep import Report
from battlebox.desk.london import LONDON, hour


@dataclass(frozen=True, slots=True)
class ReportForm:
    """One form of the report's facts: its name, a note on it where there is one, and its parts."""

    key: str
    title: str
    note: str
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True)
class ReportPage:
    """The whole: the title with its number, the label it carries, who and when, the headline, and its forms."""

    title: str
    label: str
    facts: tuple[tuple[str, str], ...]
    headline: str
    forms: tuple[ReportForm, ...]
    warning: str = ""

    def only(self, form: ReportForm) -> ReportPage:
        """One of its forms as a paper of its own."""
        return replace(self, forms=(form,))


def report_page(report: Report, *, body: str) -> ReportPage:
    """The words of a report. `body` is the council's name as people know it."""
    number = f"Situation report {report.number}" if report.number else "Situation report, draft: not issued"
    coming = _moment(report.next_report) if report.next_report else "not set"
    facts = [
        ("Incident", report.title or "not said"),
        ("From", body),
        ("Period", f"{_moment(report.begin)} to {_moment(report.end)}"),
        ("Next report", coming),
    ]
    annex = ReportForm("annex", "Annex: services hurt or expected to stop, and what changed", "", report.annex)
    if report.intent:
        facts.append(("Aim", report.intent))
    return ReportPage(
        title=number,
        label=report.tlp.to_text(),
        facts=tuple(facts),
        headline=report.headline,
        warning=report.warning,
        forms=(
            ReportForm("report", "The report", "", report.sections),
            *((annex,) if report.annex else ()),
            ReportForm("methane", "As METHANE", "", report.methane),
            ReportForm("iimarch", "As IIMARCH", report.iimarch_note, report.iimarch),
        ),
    )


def _moment(when: datetime) -> str:
    here = when.astimezone(LONDON)
    return f"{here.day} {here:%B %Y}, {hour(when)}"
