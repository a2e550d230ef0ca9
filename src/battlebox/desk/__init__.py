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
from battlebox.desk.brief_lengths import SHORT, WHOLE, Lengths
from battlebox.desk.brief_writing import with_tests, write_brief
from battlebox.desk.containment import Order, Stage, give_order, move_order, order_of, orders_of, stages_of, touched
from battlebox.desk.errors import Code as DeskCode
from battlebox.desk.errors import DeskError
from battlebox.desk.fallback import Fallback, StaffBill, fallbacks_of, invoke, staff_bill
from battlebox.desk.incident import Course, State, course_of, open_incident, stand
from battlebox.desk.installation import Installation
from battlebox.desk.officer import MAY, Act, Officer, Role
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
from battlebox.desk.suspicion import Belief, Chance, Subject, Suspicion, beliefs_of, spoken_of, state_suspicion

__all__ = [
    "MAY",
    "SHORT",
    "WHOLE",
    "Act",
    "Belief",
    "BodyKnown",
    "Brief",
    "Cause",
    "Cell",
    "Chance",
    "Choice",
    "Clock",
    "Condition",
    "Counsel",
    "Course",
    "DeskCode",
    "DeskError",
    "Fallback",
    "Findings",
    "Handling",
    "InUse",
    "Installation",
    "Lengths",
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
    "Subject",
    "Suspicion",
    "Tested",
    "Window",
    "adopt_estate",
    "beliefs_of",
    "cells_of",
    "correct_cell",
    "course_of",
    "estate_in_use",
    "fallbacks_of",
    "find",
    "give_order",
    "invoke",
    "move_order",
    "observe",
    "observed",
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
    "try_guesses",
    "with_tests",
    "write_brief",
]
