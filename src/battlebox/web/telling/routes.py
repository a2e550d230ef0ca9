"""The addresses of the place Tell.

Law: a page is named here once; a clock is named as it is in the record, and no name of a person stands in an address.
Not here: what the pages show, the outbox (places/tell_routes.py).
"""

from __future__ import annotations

from typing import Final

from django.urls import URLPattern, path

from battlebox.desk import Act
from battlebox.web.navigation import add_place
from battlebox.web.rights import sent_by
from battlebox.web.telling import clock, clock_acts, clocks, landing

TELLING_ROUTES: Final[list[URLPattern]] = [
    path("tell/", landing.tell, name="tell"),
    path("tell/part/", landing.tell_part, name="tell_part"),
    path("tell/clocks/", clocks.clocks, name="clocks"),
    path("tell/clocks/<str:name>/", clock.clock, name="clock"),
    path("tell/clocks/<str:name>/start/", sent_by(Act.CLOCK, clock_acts.start), name="start_clock"),
    path("tell/clocks/<str:name>/judge/", sent_by(Act.CLOCK, clock_acts.judge), name="judge_clock"),
    path("tell/clocks/<str:name>/told/", sent_by(Act.CLOCK, clock_acts.report), name="report_clock"),
    path("tell/clocks/<str:name>/told/<str:report>/", sent_by(Act.CLOCK, clock_acts.reference), name="note_reference"),
    path("tell/aware/", sent_by(Act.JUDGE_CLOCK, clock_acts.decide), name="decide_aware"),
    path("tell/aware/<str:body>/", sent_by(Act.AWARE, clock_acts.suggest), name="suggest_aware"),
    path("tell/notice/<str:body>/", clock.notice, name="notice"),
]

add_place("tell", "tell")
