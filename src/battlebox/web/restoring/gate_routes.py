"""The addresses of gates, going live, interim access and indicators.

Law: a page is named here once, with what a role must allow for its form to be sent.
Not here: what the pages show.
"""

from __future__ import annotations

from typing import Final

from django.urls import URLPattern, path

from battlebox.desk import Act
from battlebox.web.restoring import answers, board, going, indicators, interim, system_gates
from battlebox.web.rights import sent_by

GATE_ROUTES: Final[list[URLPattern]] = [
    path("gates/", board.gates, name="gates"),
    path("gates/<str:name>/", system_gates.gates_of, name="gates_of"),
    path("gates/<str:name>/live/", sent_by(Act.GO_LIVE, going.go), name="go_live"),
    path("gates/<str:name>/interim/", sent_by(Act.INTERIM, interim.give), name="new_interim"),
    path("gates/<str:name>/gate/<str:gate>/", sent_by(Act.GATE, answers.answer, Act.WAIVE), name="answer_gate"),
    path("interim/", interim.interim, name="interim"),
    path("interim/<slug:name>/end/", sent_by(Act.INTERIM, interim.end), name="end_interim"),
    path("indicators/", indicators.indicators, name="indicators"),
    path("indicators/new/", sent_by(Act.INDICATOR, indicators.new), name="new_indicator"),
    path("indicators/<slug:name>/", indicators.indicator, name="indicator"),
    path("indicators/<slug:name>/change/", sent_by(Act.INDICATOR, indicators.change), name="change_indicator"),
]
