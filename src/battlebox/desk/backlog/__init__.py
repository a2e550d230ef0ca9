"""The work that is left once a service works again, and when it may be called restored.

Law: a service is restored only when its backlog is dated.
Not here: the order of return (restore), what is out (picture).
"""

from battlebox.desk.backlog.backlog import (
    MANY_MOST,
    MINUTES_MOST,
    Basis,
    Gap,
    Item,
    Work,
    change_item,
    last_good_of,
    note_item,
)
from battlebox.desk.backlog.keyed import Keyed, Pace, Piece, SignOff, backlogs_of, key_in, pace_of, piece_of
from battlebox.desk.backlog.line import (
    backlog_line,
    hours_words,
    late_words,
    percent,
    pieces_words,
    sheets_words,
    told_rows,
    undated_words,
)
from battlebox.desk.backlog.reconcile import sign_off
from battlebox.desk.backlog.recovery import Recovery, Return, late_first, recoveries_of, state_words, told_of

__all__ = [
    "MANY_MOST",
    "MINUTES_MOST",
    "Basis",
    "Gap",
    "Item",
    "Keyed",
    "Pace",
    "Piece",
    "Recovery",
    "Return",
    "SignOff",
    "Work",
    "backlog_line",
    "backlogs_of",
    "change_item",
    "hours_words",
    "key_in",
    "last_good_of",
    "late_first",
    "late_words",
    "note_item",
    "pace_of",
    "percent",
    "piece_of",
    "pieces_words",
    "recoveries_of",
    "sheets_words",
    "sign_off",
    "state_words",
    "told_of",
    "told_rows",
    "undated_words",
]
