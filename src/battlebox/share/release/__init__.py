"""The traffic light gate for intelligence, and the ledger of what left.

Law: a thing leaves only where `marking.decide` and a second reading that shares no code with it both let it; where they
disagree it stays, and an alarm says so.
Not here: the rules of the labels (marking), sending (web).
"""

from battlebox.share.release.accept import NotTaken, accept
from battlebox.share.release.binding import STEPS_MOST, THINGS_MOST, reach_of
from battlebox.share.release.channel import Channel
from battlebox.share.release.errors import Code as ReleaseCode
from battlebox.share.release.errors import ReleaseError
from battlebox.share.release.gate import Alarm, Disagreement, Gate, may_leave
from battlebox.share.release.held import Held, Shelf
from battlebox.share.release.kept import Kept, Verdict, Why
from battlebox.share.release.labels import label_of as label_with_id
from battlebox.share.release.ledger import BEGINNING, Had, Item, Released, chained, check_chain, withdrawn
from battlebox.share.release.reach import Reach
from battlebox.share.release.second import read_again
from battlebox.share.release.ways import WAYS, Leaving

__all__ = [
    "BEGINNING",
    "STEPS_MOST",
    "THINGS_MOST",
    "WAYS",
    "Alarm",
    "Channel",
    "Disagreement",
    "Gate",
    "Had",
    "Held",
    "Item",
    "Kept",
    "Leaving",
    "NotTaken",
    "Reach",
    "ReleaseCode",
    "ReleaseError",
    "Released",
    "Shelf",
    "Verdict",
    "Why",
    "accept",
    "chained",
    "check_chain",
    "label_with_id",
    "may_leave",
    "reach_of",
    "read_again",
    "withdrawn",
]
