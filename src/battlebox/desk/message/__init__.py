"""Messages that leave: who is to be told what, over which means, and what came of it.

Law: one function per decision; tries, outcomes and answers are written in batches.
Not here: sending (share.sending), the words of a message and the facts it rests on.
"""

from battlebox.desk.message.dead import Doubtful, doubtful, means_now
from battlebox.desk.message.means import Address, Means, Promise
from battlebox.desk.message.message import (
    Message,
    RollKept,
    Stop,
    is_stopped,
    message_of,
    messages_of,
    order_message,
    roll_of,
    stop_message,
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
    tick,
)
from battlebox.desk.message.roll import FILE_BYTES_MAX, Addressee, Roll, RollFault, checked, read_roll

__all__ = [
    "BATCH_MAX",
    "FILE_BYTES_MAX",
    "Address",
    "Addressee",
    "Answer",
    "Came",
    "Claim",
    "Doubtful",
    "How",
    "Means",
    "Message",
    "Outcome",
    "Progress",
    "Promise",
    "Roll",
    "RollFault",
    "RollKept",
    "Stop",
    "checked",
    "doubtful",
    "is_stopped",
    "key_back",
    "means_now",
    "message_of",
    "messages_of",
    "note_answers",
    "note_claims",
    "note_outcomes",
    "order_message",
    "print_sheet",
    "progress_of",
    "read_roll",
    "roll_of",
    "stop_message",
    "tick",
]
