"""The gates of each system: who answered what, going live with them or without, interim access, signs of the attack.

Law: nothing goes live in the record past a gate that nobody answered, unless it says so loudly.
Not here: the order of return (restore), reconnecting bodies (reconnect), who decides (command), what is out (picture).
"""

from battlebox.desk.gate.answer import GateAnswer, Refers, Result, answers_told
from battlebox.desk.gate.answering import answer_gate, entry_named, may_answer
from battlebox.desk.gate.gate import STANDARD, Gate, gate_of, gates_for
from battlebox.desk.gate.going_live import go_live
from battlebox.desk.gate.indicator import (
    Indicator,
    Signs,
    change_indicator,
    concerning,
    indicators_of,
    see_indicator,
)
from battlebox.desk.gate.interim import (
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
from battlebox.desk.gate.live import Going, Gone, gone_told
from battlebox.desk.gate.loud import Begun, Loud, Matter, gate_words, loud_of, not_let_go
from battlebox.desk.gate.standing import (
    GateStanding,
    Needed,
    Stands,
    SystemGates,
    answered_gates,
    gates_board,
    live_board,
    system_gates,
)

__all__ = [
    "STANDARD",
    "Access",
    "Begun",
    "Gate",
    "GateAnswer",
    "GateStanding",
    "Going",
    "Gone",
    "Indicator",
    "Interim",
    "Loud",
    "Matter",
    "Needed",
    "Refers",
    "Result",
    "Signs",
    "Stands",
    "SystemGates",
    "Way",
    "access_of",
    "accesses_of",
    "answer_gate",
    "answered_gates",
    "answers_told",
    "change_indicator",
    "concerning",
    "end_access",
    "entry_named",
    "gate_of",
    "gate_words",
    "gates_board",
    "gates_for",
    "give_access",
    "go_live",
    "gone_told",
    "indicators_of",
    "live_board",
    "loud_of",
    "may_answer",
    "may_share",
    "not_let_go",
    "running_for",
    "see_indicator",
    "system_gates",
]
