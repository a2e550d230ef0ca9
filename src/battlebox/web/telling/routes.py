"""The addresses of the place Tell.

Law: a page is named here once; a clock is named as it is in the record, and no name of a person stands in an address.
Not here: what the pages show, the outbox (composing/routes.py).
"""

from __future__ import annotations

from typing import Final

from django.urls import URLPattern, path

from battlebox.desk import Act
from battlebox.web.navigation import add_place
from battlebox.web.rights import sent_by
from battlebox.web.telling import (
    clock,
    clock_acts,
    clocks,
    fact,
    fact_acts,
    facts,
    landing,
    press,
    press_acts,
    statements,
    unanswered,
)

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
    path("tell/facts/", facts.facts, name="facts"),
    path("tell/facts/new/", sent_by(Act.FACT, fact_acts.state), name="state_fact"),
    path("tell/facts/prepared/", sent_by(Act.FACT, fact_acts.prepared), name="prepared_fact"),
    path("tell/facts/<slug:name>/", fact.fact, name="fact"),
    path("tell/facts/<slug:name>/change/", sent_by(Act.FACT, fact_acts.change), name="change_fact"),
    path("tell/facts/<slug:name>/clear/", sent_by(Act.CLEAR_FACT, fact_acts.clear), name="clear_fact"),
    path("tell/facts/<slug:name>/hold/", sent_by(Act.HOLD_FACT, fact_acts.hold), name="hold_fact"),
    path("tell/facts/<slug:name>/life/", sent_by(Act.LIFE_SAFETY, fact_acts.lane), name="lane_fact"),
    path("tell/facts/<slug:name>/ask/<str:body>/", sent_by(Act.ASK, fact_acts.ask_clearance), name="ask_clearance"),
    path(
        "tell/facts/<slug:name>/correct/<slug:release>/", sent_by(Act.RELEASE, fact_acts.correct), name="correct_fact"
    ),
    path("tell/statements/new/", sent_by(Act.RELEASE, statements.propose), name="propose_statement"),
    path("tell/statements/<slug:name>/", statements.statement, name="statement"),
    path("tell/statements/<slug:name>/join/", sent_by(Act.CLEAR_FACT, statements.join), name="join_statement"),
    path("tell/statements/<slug:name>/change/", sent_by(Act.RELEASE, statements.change), name="change_statement"),
    path("tell/press/", press.press, name="press"),
    path("tell/press/new/", sent_by(Act.PRESS, press_acts.new_press), name="new_press"),
    path("tell/press/wrong/", sent_by(Act.PRESS, press_acts.seen_press), name="seen_press"),
    path("tell/press/<slug:name>/", press.press_call, name="press_call"),
    path("tell/press/<slug:name>/change/", sent_by(Act.PRESS, press_acts.change_press), name="change_press"),
    path("tell/press/<slug:name>/answer/", sent_by(Act.SEND, press_acts.answer), name="answer_press"),
    path("tell/press/<slug:name>/leave/", sent_by(Act.SEND, press_acts.leave), name="leave_press"),
    path("tell/unanswered/", unanswered.unanswered, name="unanswered"),
    path("tell/notice/<str:body>/", clock.notice, name="notice"),
]

add_place("tell", "tell")
