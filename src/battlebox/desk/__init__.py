"""What we do: one function per decision, the only writer of the journal; and the brief those decisions rest on.

Law: imports only from rooms below.
Not here: screens and network.
"""

from battlebox.desk.advice import AdviceShown, ChoiceShown, advice_of, show_advice, shown_of
from battlebox.desk.brief import (
    BodyKnown,
    Brief,
    Choice,
    Counsel,
    Orders,
    ReachWindow,
    ServiceLine,
    Tested,
    Window,
)
from battlebox.desk.brief_findings import Findings, find, try_guesses
from battlebox.desk.brief_writing import with_tests, write_brief
from battlebox.desk.containment import Order, Stage, give_order, move_order, order_of, orders_of, stages_of, touched
from battlebox.desk.decision import Confidence, Considered, Decision, Known, correct_decision, make_decision
from battlebox.desk.errors import Code as DeskCode
from battlebox.desk.errors import DeskError
from battlebox.desk.fallback import Fallback, StaffBill, fallbacks_of, invoke, staff_bill
from battlebox.desk.incident import Course, State, course_of, open_incident, stand
from battlebox.desk.officer import MAY, Act, Officer, Role, Someone
from battlebox.desk.outage import Cause, Condition, Observation, Spell, observe, observed
from battlebox.desk.picture import Clock, Picture, Plight, ServicePlight, picture_of
from battlebox.desk.record import Line, Record, Saved
from battlebox.desk.review import (
    Decided,
    Dissent,
    Review,
    Verdict,
    decided,
    decisions_of,
    dissent_from,
    open_decisions,
    review_decision,
)
from battlebox.desk.revision import (
    Cell,
    InUse,
    Named,
    Revisions,
    adopt_estate,
    cells_of,
    correct_cell,
    estate_in_use,
    revision_of,
)
from battlebox.desk.sight import Handling, Sight, Stated
from battlebox.desk.suspicion import Belief, Chance, Subject, Suspicion, beliefs_of, spoken_of, state_suspicion

__all__ = [
    "MAY",
    "Act",
    "AdviceShown",
    "Belief",
    "BodyKnown",
    "Brief",
    "Cause",
    "Cell",
    "Chance",
    "Choice",
    "ChoiceShown",
    "Clock",
    "Condition",
    "Confidence",
    "Considered",
    "Counsel",
    "Course",
    "Decided",
    "Decision",
    "DeskCode",
    "DeskError",
    "Dissent",
    "Fallback",
    "Findings",
    "Handling",
    "InUse",
    "Known",
    "Line",
    "Named",
    "Observation",
    "Officer",
    "Order",
    "Orders",
    "Picture",
    "Plight",
    "ReachWindow",
    "Record",
    "Review",
    "Revisions",
    "Role",
    "Saved",
    "ServiceLine",
    "ServicePlight",
    "Sight",
    "Someone",
    "Spell",
    "StaffBill",
    "Stage",
    "State",
    "Stated",
    "Subject",
    "Suspicion",
    "Tested",
    "Verdict",
    "Window",
    "adopt_estate",
    "advice_of",
    "beliefs_of",
    "cells_of",
    "correct_cell",
    "correct_decision",
    "course_of",
    "decided",
    "decisions_of",
    "dissent_from",
    "estate_in_use",
    "fallbacks_of",
    "find",
    "give_order",
    "invoke",
    "make_decision",
    "move_order",
    "observe",
    "observed",
    "open_decisions",
    "open_incident",
    "order_of",
    "orders_of",
    "picture_of",
    "review_decision",
    "revision_of",
    "show_advice",
    "shown_of",
    "spoken_of",
    "staff_bill",
    "stages_of",
    "stand",
    "state_suspicion",
    "touched",
    "try_guesses",
    "with_tests",
    "write_brief",
]
