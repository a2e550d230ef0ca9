"""What a council says of itself to one partner, as STIX 2.1, and a partner's read back.

Law: words first, extensions beside them; every part under its own label and for one reader; reading never raises.
Not here: what may be told (desk/exchange), keeping, sending and showing it (web).
"""

from battlebox.share.situation.heard import Heard, LeftOut, Why, hear, read_situation
from battlebox.share.situation.issuer import Issuer, kept_to_us, our_identity
from battlebox.share.situation.sign import PatternOf
from battlebox.share.situation.situation import situation_of

__all__ = [
    "Heard",
    "Issuer",
    "LeftOut",
    "PatternOf",
    "Why",
    "hear",
    "kept_to_us",
    "our_identity",
    "read_situation",
    "situation_of",
]
