"""The addresses of a drill, which belong to the desk and to no incident.

Law: a page is named here once.
Not here: what the pages show, who may see them.
"""

from __future__ import annotations

from typing import Final

from django.urls import URLPattern, path

from battlebox.web.drilling import control, findings, inbox, replay, report, setting_clock

DRILLING_ROUTES: Final[list[URLPattern]] = [
    path("drill/", control.control, name="drill"),
    path("drill/part/", control.control_part, name="drill_part"),
    path("drill/injects/<int:number>/", control.inject, name="drill_inject"),
    path("drill/clock/", setting_clock.clock, name="drill_clock"),
    path("drill/by-hand/", control.by_hand, name="drill_by_hand"),
    path("drill/end/", control.end, name="drill_end"),
    path("drill/report/", report.report, name="drill_report"),
    path("drill/report/paper/", report.report_paper, name="drill_report_paper"),
    path("drill/report/document/", report.report_docx, name="drill_report_document"),
    path("drill/report/file/", report.report_file, name="drill_report_file"),
    path("drill/report/findings/new/", findings.new_finding, name="drill_new_finding"),
    path("drill/report/findings/<int:number>/", findings.finding, name="drill_finding"),
    path("drill/report/findings/<int:number>/off/", findings.drop_finding, name="drill_drop_finding"),
    path("drill/replay/", replay.replay, name="drill_replay"),
    path("drill/inbox/", inbox.inbox, name="drill_inbox"),
    path("drill/inbox/part/", inbox.inbox_part, name="drill_inbox_part"),
    path("drill/inbox/<int:number>/", inbox.news, name="drill_news"),
]
