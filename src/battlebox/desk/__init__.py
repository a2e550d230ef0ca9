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
from battlebox.desk.containment import (
    Order,
    Stage,
    give_order,
    loses_memory,
    move_order,
    order_of,
    orders_of,
    stages_of,
    touched,
)
from battlebox.desk.errors import Code as DeskCode
from battlebox.desk.errors import DeskError
from battlebox.desk.fallback import Fallback, StaffBill, bill_doubts, fallbacks_of, invoke, staff_bill
from battlebox.desk.incident import Course, State, course_of, open_incident, stand
from battlebox.desk.installation import Installation
from battlebox.desk.naming import Names
from battlebox.desk.neighbourhood import MOST, Neighbour, Neighbourhood, Side, Tie, neighbourhood_of
from battlebox.desk.neighbourhood import Line as DrawnLine
from battlebox.desk.officer import MAY, Act, Officer, Role
from battlebox.desk.outage import Cause, Condition, Observation, Spell, observe, observed
from battlebox.desk.picture import Clock, Picture, Plight, ServicePlight, picture_of, would_stop
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
from battlebox.desk.suspicion import (
    Belief,
    Chance,
    Subject,
    Suspicion,
    beliefs_of,
    known_names,
    spoken_of,
    state_suspicion,
)
from battlebox.desk.terms import CAPTURED, NOT_CAPTURED, POWER_OFF, Terms, lapses, late_words, terms_of

__all__ = [
    "CAPTURED",
    "MAY",
    "MOST",
    "NOT_CAPTURED",
    "POWER_OFF",
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
    "DrawnLine",
    "Fallback",
    "Findings",
    "Handling",
    "InUse",
    "Installation",
    "Line",
    "Named",
    "Names",
    "Neighbour",
    "Neighbourhood",
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
    "Side",
    "Sight",
    "Spell",
    "StaffBill",
    "Stage",
    "State",
    "Stated",
    "Subject",
    "Suspicion",
    "Terms",
    "Tested",
    "Tie",
    "Window",
    "adopt_estate",
    "beliefs_of",
    "bill_doubts",
    "cells_of",
    "correct_cell",
    "course_of",
    "estate_in_use",
    "fallbacks_of",
    "find",
    "give_order",
    "invoke",
    "known_names",
    "lapses",
    "late_words",
    "loses_memory",
    "move_order",
    "neighbourhood_of",
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
    "terms_of",
    "touched",
    "try_guesses",
    "with_tests",
    "would_stop",
    "write_brief",
]
