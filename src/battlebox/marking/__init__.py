"""Who may see it: TLP labels, audiences and the one decision every way out asks.

Law: pure values and one pure function; what no rule allows is denied.
Not here: what each way out does with a denial (journal, desk, share, web).
"""

from battlebox.marking.audience import Marked, Privilege, Recipient, WayOut
from battlebox.marking.decide import Allow, Deny, Reason, Verdict, decide
from battlebox.marking.errors import Code as MarkingCode
from battlebox.marking.errors import MarkingError
from battlebox.marking.tlp import Tlp, strictest

__all__ = [
    "Allow",
    "Deny",
    "Marked",
    "MarkingCode",
    "MarkingError",
    "Privilege",
    "Reason",
    "Recipient",
    "Tlp",
    "Verdict",
    "WayOut",
    "decide",
    "strictest",
]
