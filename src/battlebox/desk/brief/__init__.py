"""The hour-one brief: facts and sentences in the order a tired person needs them.

Law: a pure function of an estate and a question; it loads neither the journal nor its keys.
Not here: layout (cli, share), the record (the other wings).
"""

from battlebox.desk.brief.brief import (
    BodyKnown,
    Brief,
    Choice,
    Counsel,
    Holding,
    Orders,
    ReachWindow,
    ServiceLine,
    Tested,
    Window,
)
from battlebox.desk.brief.cut import CUT_SHORT
from battlebox.desk.brief.findings import (
    Findings,
    find,
    find_given,
    find_pivots,
    find_waiting,
    redraw_orders,
    try_guesses,
)
from battlebox.desk.brief.firm import firm_more, firm_orders, firm_words, waiting_error, waiting_words
from battlebox.desk.brief.given import given_lines
from battlebox.desk.brief.gold import WHO, GoldFacts
from battlebox.desk.brief.lengths import SHORT, WHOLE, Lengths
from battlebox.desk.brief.pivots import pivot_lines
from battlebox.desk.brief.reach import short_body
from battlebox.desk.brief.reasons import OrderWhy, order_name, order_why
from battlebox.desk.brief.saying import clock, listed
from battlebox.desk.brief.shutdown import ask_words, orders_of, without_orders
from battlebox.desk.brief.sure import bound_words
from battlebox.desk.brief.turns import staying, turning
from battlebox.desk.brief.writing import with_holding, with_tests, write_brief

__all__ = [
    "CUT_SHORT",
    "SHORT",
    "WHO",
    "WHOLE",
    "BodyKnown",
    "Brief",
    "Choice",
    "Counsel",
    "Findings",
    "GoldFacts",
    "Holding",
    "Lengths",
    "OrderWhy",
    "Orders",
    "ReachWindow",
    "ServiceLine",
    "Tested",
    "Window",
    "ask_words",
    "bound_words",
    "clock",
    "find",
    "find_given",
    "find_pivots",
    "find_waiting",
    "firm_more",
    "firm_orders",
    "firm_words",
    "given_lines",
    "listed",
    "order_name",
    "order_why",
    "orders_of",
    "pivot_lines",
    "redraw_orders",
    "short_body",
    "staying",
    "try_guesses",
    "turning",
    "waiting_error",
    "waiting_words",
    "with_holding",
    "with_tests",
    "without_orders",
    "write_brief",
]
