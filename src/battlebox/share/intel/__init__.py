"""Intelligence as STIX 2.1: objects at the door, whether they are sound, and what each of them names.

Law: what is not sound is refused by name and never half taken; nothing here decides who may see a thing.
Not here: the gate and the ledger (share.release), endpoints and tables (web).
"""

from battlebox.share.intel.envelope import Envelope, read_bundle, read_envelope
from battlebox.share.intel.errors import Code as IntelCode
from battlebox.share.intel.errors import IntelError
from battlebox.share.intel.identifier import is_stix_id, stix_id
from battlebox.share.intel.labels import Labels, labels_of
from battlebox.share.intel.limits import Limits
from battlebox.share.intel.named import Named, ids_in, marked_with, named_in
from battlebox.share.intel.observable import worked_out_id
from battlebox.share.intel.refusal import Refusal
from battlebox.share.intel.rfc3339 import PLACES, RFC_3339, instant_of
from battlebox.share.intel.sound import sound
from battlebox.share.intel.stamp import STAMP, from_stamp, order_of, to_stamp
from battlebox.share.intel.stix20 import from_stix20
from battlebox.share.intel.thing import Thing

__all__ = [
    "PLACES",
    "RFC_3339",
    "STAMP",
    "Envelope",
    "IntelCode",
    "IntelError",
    "Labels",
    "Limits",
    "Named",
    "Refusal",
    "Thing",
    "from_stamp",
    "from_stix20",
    "ids_in",
    "instant_of",
    "is_stix_id",
    "labels_of",
    "marked_with",
    "named_in",
    "order_of",
    "read_bundle",
    "read_envelope",
    "sound",
    "stix_id",
    "to_stamp",
    "worked_out_id",
]
