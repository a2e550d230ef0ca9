"""What we do: one function per decision, the only writer of the journal; and the brief those decisions rest on.

Law: imports only from rooms below.
Not here: screens and network.
"""

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
from battlebox.desk.changes import changes_since
from battlebox.desk.containment import Order, Stage, give_order, move_order, order_of, orders_of, stages_of, touched
from battlebox.desk.errors import Code as DeskCode
from battlebox.desk.errors import DeskError
from battlebox.desk.fallback import Fallback, StaffBill, fallbacks_of, invoke, staff_bill
from battlebox.desk.first_minutes import LOOK_AGAIN_AFTER, NOT_TO_TOUCH, Ring, first_calls, trusted_channels
from battlebox.desk.incident import Course, State, course_of, open_incident, stand
from battlebox.desk.installation import Installation
from battlebox.desk.known import Known, known_of
from battlebox.desk.next_steps import next_steps
from battlebox.desk.officer import MAY, Act, Officer, Role
from battlebox.desk.opening import Chosen, FirstWords, open_from_cold
from battlebox.desk.outage import Cause, Condition, Observation, Spell, observe, observed
from battlebox.desk.picture import Clock, Picture, Plight, ServicePlight, picture_of
from battlebox.desk.question import question_now
from battlebox.desk.record import Line, Record, Saved
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
from battlebox.desk.step import Step, Urgency
from battlebox.desk.suspicion import Belief, Chance, Subject, Suspicion, beliefs_of, spoken_of, state_suspicion

__all__ = [
    "LOOK_AGAIN_AFTER",
    "MAY",
    "NOT_TO_TOUCH",
    "Act",
    "Belief",
    "BodyKnown",
    "Brief",
    "Cause",
    "Cell",
    "Chance",
    "Choice",
    "Chosen",
    "Clock",
    "Condition",
    "Counsel",
    "Course",
    "DeskCode",
    "DeskError",
    "Fallback",
    "Findings",
    "FirstWords",
    "Handling",
    "InUse",
    "Installation",
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
    "Revisions",
    "Ring",
    "Role",
    "Saved",
    "ServiceLine",
    "ServicePlight",
    "Sight",
    "Spell",
    "StaffBill",
    "Stage",
    "State",
    "Stated",
    "Step",
    "Subject",
    "Suspicion",
    "Tested",
    "Urgency",
    "Window",
    "adopt_estate",
    "beliefs_of",
    "cells_of",
    "changes_since",
    "correct_cell",
    "course_of",
    "estate_in_use",
    "fallbacks_of",
    "find",
    "first_calls",
    "give_order",
    "invoke",
    "known_of",
    "move_order",
    "next_steps",
    "observe",
    "observed",
    "open_from_cold",
    "open_incident",
    "order_of",
    "orders_of",
    "picture_of",
    "question_now",
    "revision_of",
    "spoken_of",
    "staff_bill",
    "stages_of",
    "stand",
    "state_suspicion",
    "touched",
    "trusted_channels",
    "try_guesses",
    "with_tests",
    "write_brief",
]
