"""What we do: one function per decision, the only writer of the journal.

A room with wings: each has a front door of its own, so that the brief loads nothing of the record.
Law: imports only from rooms below.
Not here: screens and network.
"""

from battlebox.desk.errors import Code as DeskCode
from battlebox.desk.errors import DeskError
from battlebox.desk.letters import TURNING, unturned
from battlebox.desk.london import LONDON, hour
from battlebox.desk.officer import AFTER_CLOSING, MAY, Act, Officer, Role, Someone, is_machine

__all__ = [
    "AFTER_CLOSING",
    "LONDON",
    "MAY",
    "TURNING",
    "Act",
    "DeskCode",
    "DeskError",
    "Officer",
    "Role",
    "Someone",
    "hour",
    "is_machine",
    "unturned",
]
