"""The order of return: what comes back when, by whom, through which gates, and why in that place.

Law: people decide and the record holds what they decided; what cannot be planned is named.
Not here: the search (engine), pages (web), letters between bodies.
"""

from battlebox.desk.restore.following import followed, go_on_with, moved_since
from battlebox.desk.restore.gates import STANDARD, Barrier, barriers_of, link_gates
from battlebox.desk.restore.labour import Labour
from battlebox.desk.restore.order import (
    Piece,
    Turn,
    back_at,
    link_words,
    links_at,
    long_words,
    named,
    thing_name,
    turns_of,
)
from battlebox.desk.restore.outset import (
    Apart,
    Outset,
    OutSince,
    Promise,
    asked_of_partners,
    out_now,
    promise,
    promises_of,
)
from battlebox.desk.restore.packing import packed, unpacked
from battlebox.desk.restore.parts import ALL_PARTS, DEAREST, Part, parts_of, steps_of
from battlebox.desk.restore.problem import Ask, LeftOut, Undertaking, stopped_by, undertaking
from battlebox.desk.restore.shown import (
    NO_SOLVER,
    ORDER,
    RETURN,
    OrderShown,
    Returned,
    Step,
    TurnShown,
    refuse_order,
    shown_of_plan,
    shown_of_starts,
)
from battlebox.desk.restore.work import Progress, Worked, as_it_stands, overdue, record_work, work_of

__all__ = [
    "ALL_PARTS",
    "DEAREST",
    "NO_SOLVER",
    "ORDER",
    "RETURN",
    "STANDARD",
    "Apart",
    "Ask",
    "Barrier",
    "Labour",
    "LeftOut",
    "OrderShown",
    "OutSince",
    "Outset",
    "Part",
    "Piece",
    "Progress",
    "Promise",
    "Returned",
    "Step",
    "Turn",
    "TurnShown",
    "Undertaking",
    "Worked",
    "as_it_stands",
    "asked_of_partners",
    "back_at",
    "barriers_of",
    "followed",
    "go_on_with",
    "link_gates",
    "link_words",
    "links_at",
    "long_words",
    "moved_since",
    "named",
    "out_now",
    "overdue",
    "packed",
    "parts_of",
    "promise",
    "promises_of",
    "record_work",
    "refuse_order",
    "shown_of_plan",
    "shown_of_starts",
    "steps_of",
    "stopped_by",
    "thing_name",
    "turns_of",
    "undertaking",
    "unpacked",
    "work_of",
]
