"""The after-action report: how a drill was played, by time, record and reach.

Law: what cannot be known is not known; nobody is ranked; nothing of the attacker behind the drill is read.
Not here: playing it (drill/play), setting it on paper (share), keeping findings until they are closed (desk/readiness).
"""

from battlebox.drill.play import Taken
from battlebox.drill.report.after_action import AfterAction, ObjectivePlayed, after_action
from battlebox.drill.report.alternatives import Alternative, Alternatives
from battlebox.drill.report.as_json import FORMAT, as_json
from battlebox.drill.report.carried import BYTES_MOST, Carried, carried_from
from battlebox.drill.report.clocks import ClockPlayed
from battlebox.drill.report.debrief import DAYS, QUESTIONS, DebriefDay, Debriefing, Heading
from battlebox.drill.report.errors import Code as ReportCode
from battlebox.drill.report.errors import ReportError
from battlebox.drill.report.guide import Action, InjectPlayed
from battlebox.drill.report.keeping import Kept, keep_findings
from battlebox.drill.report.log import LogPlayed, Share
from battlebox.drill.report.measure import Came, Mark, Measure
from battlebox.drill.report.paper import review_page
from battlebox.drill.report.plan import Against, PlanRow
from battlebox.drill.report.played import LATE_AFTER, Played
from battlebox.drill.report.reach import ReachRow
from battlebox.drill.report.staged import report_on
from battlebox.drill.report.suggestion import DUE_DAYS, Suggestion

__all__ = [
    "BYTES_MOST",
    "DAYS",
    "DUE_DAYS",
    "FORMAT",
    "LATE_AFTER",
    "QUESTIONS",
    "Action",
    "AfterAction",
    "Against",
    "Alternative",
    "Alternatives",
    "Came",
    "Carried",
    "ClockPlayed",
    "DebriefDay",
    "Debriefing",
    "Heading",
    "InjectPlayed",
    "Kept",
    "LogPlayed",
    "Mark",
    "Measure",
    "ObjectivePlayed",
    "PlanRow",
    "Played",
    "ReachRow",
    "ReportCode",
    "ReportError",
    "Share",
    "Suggestion",
    "Taken",
    "after_action",
    "as_json",
    "carried_from",
    "keep_findings",
    "report_on",
    "review_page",
]
