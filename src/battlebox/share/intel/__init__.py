"""Intelligence as STIX 2.1: objects at the door, whether they are sound, and what each of them names.

Law: what is not sound is refused by name and never half taken; nothing here decides who may see a thing.
Not here: the gate and the ledger (share.release), endpoints and tables (web).
"""

from battlebox.share.intel.named import Named, ids_in, marked_with, named_in
from battlebox.share.intel.thing import Thing

__all__ = [
    "Named",
    "Thing",
    "ids_in",
    "marked_with",
    "named_in",
]
