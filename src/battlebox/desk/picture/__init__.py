"""What is suspected, seen, ordered and stopped, and the picture that follows.

Law: suspicion, order and effect are three things; an observation wins over the model.
Not here: who decides (command), the brief.
"""

from battlebox.desk.picture.containment import (
    Order,
    Stage,
    give_order,
    move_order,
    order_of,
    orders_of,
    stages_of,
    touched,
)
from battlebox.desk.picture.fallback import Fallback, StaffBill, fallbacks_of, invoke, staff_bill
from battlebox.desk.picture.outage import Cause, Condition, Observation, Spell, observe, observed
from battlebox.desk.picture.picture import Clock, Picture, Plight, ServicePlight, picture_of
from battlebox.desk.picture.question import question_now
from battlebox.desk.picture.revision import (
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
from battlebox.desk.picture.suspicion import Belief, Chance, Subject, Suspicion, beliefs_of, spoken_of, state_suspicion

__all__ = [
    "Belief",
    "Cause",
    "Cell",
    "Chance",
    "Clock",
    "Condition",
    "Fallback",
    "InUse",
    "Named",
    "Observation",
    "Order",
    "Picture",
    "Plight",
    "Revisions",
    "ServicePlight",
    "Spell",
    "StaffBill",
    "Stage",
    "Subject",
    "Suspicion",
    "adopt_estate",
    "beliefs_of",
    "cells_of",
    "correct_cell",
    "estate_in_use",
    "fallbacks_of",
    "give_order",
    "invoke",
    "move_order",
    "observe",
    "observed",
    "order_of",
    "orders_of",
    "picture_of",
    "question_now",
    "revision_of",
    "spoken_of",
    "staff_bill",
    "stages_of",
    "state_suspicion",
    "touched",
]
