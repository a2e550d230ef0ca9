"""Messages that leave: who is to be told what, over which means, and what came of it.

Law: one function per decision; nothing passes that rests on a fact which may not go there; tries, outcomes and answers
are written in batches.
Not here: sending (share.sending), composing the words of a message.
"""

from battlebox.desk.message.again import SentBefore, correction_sent, order_correction, order_knowing, sent_before
from battlebox.desk.message.contact import leads, numbers_in, rings, rings_back
from battlebox.desk.message.dead import Doubtful, doubtful, means_now
from battlebox.desk.message.gate import Passed, Rests, desk_eyes, passed, withheld
from battlebox.desk.message.leak import Leak, leaks_of, note_leak
from battlebox.desk.message.means import Address, Means, Promise
from battlebox.desk.message.message import (
    BY_CODE,
    BY_LINK,
    Message,
    RollKept,
    Stop,
    halt_message,
    is_stopped,
    let_go,
    message_of,
    messages_of,
    order_message,
    roll_of,
    stop_message,
    why_stopped,
)
from battlebox.desk.message.outcome import (
    BATCH_MAX,
    Answer,
    Came,
    Claim,
    How,
    Outcome,
    Progress,
    key_back,
    note_answers,
    note_claims,
    note_outcomes,
    print_sheet,
    progress_of,
    those_told,
    tick,
)
from battlebox.desk.message.press_answer import answer_press, leave_unanswered
from battlebox.desk.message.roll import FILE_BYTES_MAX, Addressee, Roll, RollFault, checked, read_people, read_roll

__all__ = [
    "BATCH_MAX",
    "BY_CODE",
    "BY_LINK",
    "FILE_BYTES_MAX",
    "Address",
    "Addressee",
    "Answer",
    "Came",
    "Claim",
    "Doubtful",
    "How",
    "Leak",
    "Means",
    "Message",
    "Outcome",
    "Passed",
    "Progress",
    "Promise",
    "Rests",
    "Roll",
    "RollFault",
    "RollKept",
    "SentBefore",
    "Stop",
    "answer_press",
    "checked",
    "correction_sent",
    "desk_eyes",
    "doubtful",
    "halt_message",
    "is_stopped",
    "key_back",
    "leads",
    "leaks_of",
    "leave_unanswered",
    "let_go",
    "means_now",
    "message_of",
    "messages_of",
    "note_answers",
    "note_claims",
    "note_leak",
    "note_outcomes",
    "numbers_in",
    "order_correction",
    "order_knowing",
    "order_message",
    "passed",
    "print_sheet",
    "progress_of",
    "read_people",
    "read_roll",
    "rings",
    "rings_back",
    "roll_of",
    "sent_before",
    "stop_message",
    "those_told",
    "tick",
    "why_stopped",
    "withheld",
]
