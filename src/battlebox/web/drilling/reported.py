"""A drill's report as a page asks for it: which of the drill's incidents there are, and whose record is read.

Law: an incident in which the body that plays has no part is not one of them; the record is read once.
Not here: the pages (report.py, findings.py), what is measured (drill/report).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.urls import reverse

from battlebox.drill.report import AfterAction, report_on
from battlebox.web.asking import OfficerRequest
from battlebox.web.drilling.playing import Playing
from battlebox.web.incidents import Incident, source
from battlebox.web.records import record_of

FINDINGS: Final = "findings"
"""The key of the form in which findings are taken."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One asking; `of` is the incident whose record is wanted, blank for that in which most was written."""

    drill: Playing
    incidents: tuple[Incident, ...]
    of: str

    @classmethod
    def by(cls, request: OfficerRequest, drill: Playing) -> Asked:
        """As a request asks for it."""
        body = drill.course.cast.player
        here = tuple(each for each in source().all() if body in each.bodies)
        asked = request.GET.get("incident", "")
        return cls(drill, here, asked if any(each.short == asked for each in here) else "")

    def report(self) -> AfterAction:
        """The report. Raises ReportError where no incident was opened."""
        records = [record_of(each) for each in self.incidents]
        return report_on(self.drill.stage, self.drill.course, records, self.drill.real, incident=self.of)

    def address(self, name: str, **query: str) -> str:
        """A page or a file of this report, of the same incident."""
        asked = {"incident": self.of, **query}
        words = "&".join(f"{key}={value}" for key, value in asked.items() if value)
        return f"{reverse(name)}{'?' if words else ''}{words}"
