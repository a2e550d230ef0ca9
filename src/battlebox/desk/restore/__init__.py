"""Coming back safely: the gates of each system, going live, interim access; what is to be keyed back afterwards.

Law: nothing goes live in the record past a gate that nobody answered, unless it says so loudly; a service is restored
only when its backlog is dated.
Not here: reconnecting bodies (a wing above), who decides (command), what is out (picture).
"""

from battlebox.desk.restore.answer import GateAnswer, Refers, Result, answers_told
from battlebox.desk.restore.answering import answer_gate, entry_named, may_answer
from battlebox.desk.restore.backlog import (
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
from battlebox.desk.restore.gate import STANDARD, Gate, gate_of, gates_for
from battlebox.desk.restore.going_live import go_live
from battlebox.desk.restore.indicator import (
    Indicator,
    Signs,
    change_indicator,
    concerning,
    indicators_of,
    see_indicator,
)
from battlebox.desk.restore.interim import (
    Access,
    Interim,
    Way,
    access_of,
    accesses_of,
    end_access,
    give_access,
    may_share,
    running_for,
)
from battlebox.desk.restore.keyed import Keyed, Pace, Piece, SignOff, backlogs_of, key_in, pace_of, piece_of
from battlebox.desk.restore.line import (
    backlog_line,
    hours_words,
    late_words,
    percent,
    pieces_words,
    sheets_words,
    told_rows,
    undated_words,
)
from battlebox.desk.restore.live import Going, Gone, gone_told
from battlebox.desk.restore.loud import Loud, Matter, loud_of
from battlebox.desk.restore.reconcile import sign_off
from battlebox.desk.restore.recovery import Recovery, Return, late_first, recoveries_of, state_words, told_of
from battlebox.desk.restore.standing import GateStanding, Needed, Stands, SystemGates, gates_board, system_gates

__all__ = [
    "MANY_MOST",
    "MINUTES_MOST",
    "STANDARD",
    "Access",
    "Basis",
    "Gap",
    "Gate",
    "GateAnswer",
    "GateKind",
    "GateStanding",
    "Going",
    "Gone",
    "Indicator",
    "Interim",
    "Item",
    "Keyed",
    "Loud",
    "Matter",
    "Needed",
    "Pace",
    "Piece",
    "Recovery",
    "Refers",
    "Result",
    "Return",
    "SignOff",
    "Signs",
    "Stands",
    "SystemGates",
    "Way",
    "Work",
    "access_of",
    "accesses_of",
    "answer_gate",
    "answers_told",
    "backlog_line",
    "backlogs_of",
    "change_indicator",
    "change_item",
    "concerning",
    "end_access",
    "entry_named",
    "gate_of",
    "gates_board",
    "gates_for",
    "give_access",
    "go_live",
    "gone_told",
    "hours_words",
    "indicators_of",
    "key_in",
    "last_good_of",
    "late_first",
    "late_words",
    "loud_of",
    "may_answer",
    "may_share",
    "note_item",
    "pace_of",
    "percent",
    "piece_of",
    "pieces_words",
    "recoveries_of",
    "running_for",
    "see_indicator",
    "sheets_words",
    "sign_off",
    "state_words",
    "system_gates",
    "told_of",
    "told_rows",
    "undated_words",
]
