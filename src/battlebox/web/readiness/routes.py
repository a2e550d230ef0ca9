"""The addresses of readiness, which belong to a body and to no incident.

Law: a page is named here once, with what a role must allow for its form to be sent.
Not here: what the pages show.
"""

from __future__ import annotations

from typing import Final

from django.urls import URLPattern, path

from battlebox.desk import Act
from battlebox.web.readiness import (
    answering,
    carried,
    exercises,
    findings,
    items,
    leaving,
    outcomes,
    overview,
    sheets,
    study,
    things,
)
from battlebox.web.rights import sent_by

READINESS_ROUTES: Final[list[URLPattern]] = [
    path("c/<str:token>/", answering.confirm, name="confirm"),
    path("readiness/", overview.readiness, name="readiness"),
    path("readiness/measures/<slug:key>/", overview.measure, name="ready_measure"),
    path("readiness/estate/", sent_by(Act.ESTATE, overview.choose), name="ready_estate"),
    path("readiness/paper/", leaving.paper, name="ready_paper"),
    path("readiness/file/", leaving.file, name="ready_file"),
    path("readiness/history/", leaving.history, name="ready_history"),
    path("readiness/things/", things.things, name="ready_things"),
    path("readiness/things/<slug:key>/", things.thing, name="ready_thing"),
    path("readiness/things/<slug:key>/link/", sent_by(Act.CONFIRM, things.link), name="ready_link"),
    path("readiness/things/<slug:key>/link/end/", sent_by(Act.CONFIRM, things.end), name="ready_end_link"),
    path("readiness/things/<slug:key>/call/", sent_by(Act.CONFIRM, things.call), name="ready_call"),
    path("readiness/items/", items.items, name="ready_items"),
    path("readiness/items/new/", sent_by(Act.READY, items.new_item), name="ready_new_item"),
    path("readiness/items/<int:number>/", sent_by(Act.READY, items.change_item), name="ready_change_item"),
    path("readiness/items/<int:number>/off/", sent_by(Act.READY, items.take_off), name="ready_remove_item"),
    path("readiness/sheets/", sent_by(Act.CONFIRM, sheets.sheets), name="ready_sheets"),
    path("readiness/sheets/back/", sent_by(Act.CONFIRM, sheets.back), name="ready_key_back"),
    path("readiness/sheets/<int:number>/", sheets.sheet, name="ready_sheet"),
    path("readiness/sheets/<int:number>/paper/", sheets.sheet_paper, name="ready_sheet_paper"),
    path("readiness/findings/", findings.findings, name="ready_findings"),
    path("readiness/findings/new/", sent_by(Act.READY, findings.new_finding), name="ready_new_finding"),
    path("readiness/findings/bring/", sent_by(Act.READY, carried.bring), name="ready_bring_findings"),
    path("readiness/findings/<int:number>/", findings.finding, name="ready_finding"),
    path("readiness/findings/<int:number>/change/", sent_by(Act.READY, findings.change), name="ready_change_finding"),
    path("readiness/findings/<int:number>/close/", sent_by(Act.READY, findings.close), name="ready_close_finding"),
    path("readiness/findings/<int:number>/reopen/", sent_by(Act.READY, findings.reopen), name="ready_reopen_finding"),
    path("readiness/exercises/", exercises.exercises, name="ready_exercises"),
    path("readiness/exercises/new/", sent_by(Act.READY, exercises.new_exercise), name="ready_new_exercise"),
    path("readiness/study/", sent_by(Act.READY, study.study), name="ready_study"),
    path("readiness/outcomes/", outcomes.outcomes, name="ready_outcomes"),
    path("readiness/outcomes/<str:code>/", sent_by(Act.READY, outcomes.outcome), name="ready_outcome"),
]
