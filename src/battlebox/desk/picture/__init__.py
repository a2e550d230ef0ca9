"""What is suspected, seen, ordered and stopped, and the picture that follows.

Law: suspicion, order and effect are three things; an observation wins over the model.
Not here: who decides (command), the brief.
"""

from battlebox.desk.picture.channel import NOTHING, Channels, Mark, Standing, Works
from battlebox.desk.picture.containment import (
    Order,
    Stage,
    action_of,
    give_order,
    loses_memory,
    move_order,
    needs_word,
    order_of,
    orders_of,
    stages_of,
    touched,
)
from battlebox.desk.picture.fallback import Fallback, StaffBill, bill_doubts, fallbacks_of, invoke, staff_bill
from battlebox.desk.picture.known import Knowledge, known_of
from battlebox.desk.picture.live import live_picture
from battlebox.desk.picture.naming import Names
from battlebox.desk.picture.neighbourhood import MOST, Neighbour, Neighbourhood, Side, Tie, neighbourhood_of
from battlebox.desk.picture.neighbourhood import Line as DrawnLine
from battlebox.desk.picture.outage import SEEN, Cause, Condition, Observation, Spell, counting, observe, observed
from battlebox.desk.picture.picture import Clock, Picture, Plight, ServicePlight, picture_of, would_stop
from battlebox.desk.picture.question import question_now
from battlebox.desk.picture.resting import resting, services_on
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
    tables_as_adopted,
    tables_in_use,
)
from battlebox.desk.picture.suspicion import (
    SUSPICION,
    Belief,
    Chance,
    Subject,
    Suspicion,
    beliefs_of,
    spoken_of,
    state_suspicion,
)
from battlebox.desk.picture.terms import (
    CAPTURED,
    NOT_CAPTURED,
    POWER_OFF,
    OrderTerms,
    given_at,
    lapses,
    late_words,
    terms_of,
    works_from,
)
from battlebox.desk.picture.together import Together, together

__all__ = [
    "CAPTURED",
    "MOST",
    "NOTHING",
    "NOT_CAPTURED",
    "POWER_OFF",
    "SEEN",
    "SUSPICION",
    "Belief",
    "Cause",
    "Cell",
    "Chance",
    "Channels",
    "Clock",
    "Condition",
    "DrawnLine",
    "Fallback",
    "InUse",
    "Knowledge",
    "Mark",
    "Named",
    "Names",
    "Neighbour",
    "Neighbourhood",
    "Observation",
    "Order",
    "OrderTerms",
    "Picture",
    "Plight",
    "Revisions",
    "ServicePlight",
    "Side",
    "Spell",
    "StaffBill",
    "Stage",
    "Standing",
    "Subject",
    "Suspicion",
    "Tie",
    "Together",
    "Works",
    "action_of",
    "adopt_estate",
    "beliefs_of",
    "bill_doubts",
    "cells_of",
    "correct_cell",
    "counting",
    "estate_in_use",
    "fallbacks_of",
    "give_order",
    "given_at",
    "invoke",
    "known_of",
    "lapses",
    "late_words",
    "live_picture",
    "loses_memory",
    "move_order",
    "needs_word",
    "neighbourhood_of",
    "observe",
    "observed",
    "order_of",
    "orders_of",
    "picture_of",
    "question_now",
    "resting",
    "revision_of",
    "services_on",
    "spoken_of",
    "staff_bill",
    "stages_of",
    "state_suspicion",
    "tables_as_adopted",
    "tables_in_use",
    "terms_of",
    "together",
    "touched",
    "works_from",
    "would_stop",
]
