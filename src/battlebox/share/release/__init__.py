"""The traffic light gate for intelligence, and the ledger of what left.

Law: a thing leaves only where `marking.decide` and a second reading that shares no code with it both let it; where they
disagree it stays, and an alarm says so.
Not here: the rules of the labels (marking), sending (web).
"""

from battlebox.share.release.held import Held, Shelf

__all__ = ["Held", "Shelf"]
