"""The addresses of tasks, people, reports and costs.

Law: a page is named here once, with what a role must allow for its form to be sent,
and no name of a person ever stands in an address.
Not here: what the pages show.
"""

from __future__ import annotations

from typing import Final

from django.urls import URLPattern, path

from battlebox.desk import Act
from battlebox.web.commanding import cards, costs, handovers, people, reports, ringing, roles, task_change, tasks
from battlebox.web.navigation import add_place
from battlebox.web.rights import sent_by

COMMANDING_ROUTES: Final[list[URLPattern]] = [
    path("tasks/", tasks.tasks, name="tasks"),
    path("tasks/new/", sent_by(Act.OPEN_TASK, tasks.new_task), name="open_task"),
    path("tasks/cards/", cards.cards, name="cards"),
    path("tasks/cards/<slug:name>/", sent_by(Act.OPEN_TASK, cards.card), name="card"),
    path("tasks/cards/<slug:name>/take/", sent_by(Act.OPEN_TASK, cards.take), name="take_card"),
    path("tasks/<str:name>/", tasks.task, name="task"),
    path("tasks/<str:name>/change/", sent_by(Act.TASK, task_change.edit_task), name="change_task"),
    path("tasks/<str:name>/word/", sent_by(Act.REMARK, tasks.remark), name="remark_on_task"),
    path("people/", people.people, name="people"),
    path("people/ring/", sent_by(Act.RING, ringing.ring), name="ring"),
    path("people/ring/call/", sent_by(Act.RING, ringing.attempt), name="attempt"),
    path("people/roles/<slug:name>/", roles.role, name="role"),
    path("people/roles/<slug:name>/take/", sent_by(Act.HAND_OVER, roles.take), name="take_role"),
    path("people/roles/<slug:name>/give/", sent_by(Act.APPOINT, roles.give), name="give_role"),
    path("people/roles/<slug:name>/relieve/", sent_by(Act.HAND_OVER, roles.send_home), name="relieve_role"),
    path("people/roles/<slug:name>/hand-over/", sent_by(Act.HAND_OVER, handovers.write), name="write_handover"),
    path("people/roles/<slug:name>/hand-over/paper/", handovers.draft_paper, name="handover_draft_paper"),
    path("people/hand-over/", handovers.handovers, name="handovers"),
    path("people/hand-over/pencil/", sent_by(Act.HAND_OVER, handovers.pencil), name="pencil"),
    path("people/hand-over/<slug:name>/", handovers.handover, name="handover"),
    path("people/hand-over/<slug:name>/change/", sent_by(Act.HAND_OVER, handovers.rewrite), name="rewrite_handover"),
    path("people/hand-over/<slug:name>/sign/", sent_by(Act.HAND_OVER, handovers.sign), name="sign_handover"),
    path("people/hand-over/<slug:name>/paper/", handovers.paper, name="handover_paper"),
    path("reports/", reports.reports, name="reports"),
    path("reports/new/", sent_by(Act.REPORT, reports.new_report), name="new_report"),
    path("reports/<slug:name>/", reports.report, name="report"),
    path("reports/<slug:name>/paper/", reports.report_pdf, name="report_paper"),
    path("reports/<slug:name>/document/", reports.report_docx, name="report_document"),
    path("costs/", costs.costs, name="costs"),
    path("costs/new/", sent_by(Act.COST, costs.new_cost), name="new_cost"),
    path("costs/<slug:name>/", sent_by(Act.COST, costs.mend_cost), name="mend_cost"),
]

for _place in ("tasks", "people", "reports", "costs"):
    add_place(_place, _place)
