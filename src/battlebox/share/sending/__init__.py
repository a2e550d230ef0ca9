"""Sending: what takes a message out by each means, and the rules by which nobody is told twice or forgotten.

Law: everything that sends takes LiveCredentials, which only a real desk can have; the rest works over small Protocols.
Not here: the record's entries (desk.message), tables and threads (web).
"""

from battlebox.share.ground import PRACTICE_MARK, DrillDesk, RealDesk
from battlebox.share.sending.credentials import FILE, PACE, LiveCredentials, read_credentials
from battlebox.share.sending.errand import BACK_OFF_SECONDS, PATIENCE, TRIES_MAX, Ended, Errand, Ledger, Outbox, State
from battlebox.share.sending.fake import FakeSender, FakeSenders
from battlebox.share.sending.following import Delivered, Fate, Follower, StillOpen, Undelivered
from battlebox.share.sending.lane import Breaker, Lane, Pace
from battlebox.share.sending.phonetree import LINES_MAX, TreeLine, TreeSheet, tree_paper
from battlebox.share.sending.sender import Accepted, Letter, Receipt, Refused, Sender, Senders, Unknown, Whose
from battlebox.share.sending.senders import LiveSenders, senders_for
from battlebox.share.sending.silence import (
    CLOCK_BACK,
    Awaited,
    Pulse,
    Queue,
    Silence,
    Tick,
    clock_went_back,
    silences,
    update_past_due,
)

__all__ = [
    "BACK_OFF_SECONDS",
    "CLOCK_BACK",
    "FILE",
    "LINES_MAX",
    "PACE",
    "PATIENCE",
    "PRACTICE_MARK",
    "TRIES_MAX",
    "Accepted",
    "Awaited",
    "Breaker",
    "Delivered",
    "DrillDesk",
    "Ended",
    "Errand",
    "FakeSender",
    "FakeSenders",
    "Fate",
    "Follower",
    "Lane",
    "Ledger",
    "Letter",
    "LiveCredentials",
    "LiveSenders",
    "Outbox",
    "Pace",
    "Pulse",
    "Queue",
    "RealDesk",
    "Receipt",
    "Refused",
    "Sender",
    "Senders",
    "Silence",
    "State",
    "StillOpen",
    "Tick",
    "TreeLine",
    "TreeSheet",
    "Undelivered",
    "Unknown",
    "Whose",
    "clock_went_back",
    "read_credentials",
    "senders_for",
    "silences",
    "tree_paper",
    "update_past_due",
]
