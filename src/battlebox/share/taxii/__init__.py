"""TAXII 2.1 without a web server: what is asked, how far a reader got, what an answer holds, how much may be asked.

Law: pure values; an answer is joined from the bytes as they came, and nothing in it is written anew.
Not here: who may have what (share.release), tables, endpoints and credentials (web.taxii).
"""

from battlebox.share.taxii.answer import (
    EMPTY,
    MEDIA,
    STIX_MEDIA,
    ManifestRow,
    envelope,
    manifest,
    versions,
)
from battlebox.share.taxii.asked import LIMIT_MAX, LIMIT_USUAL, Asked, Picked, Which
from battlebox.share.taxii.cursor import Cursors
from battlebox.share.taxii.errors import Code as TaxiiCode
from battlebox.share.taxii.errors import TaxiiError
from battlebox.share.taxii.media import accepts, is_taxii
from battlebox.share.taxii.quota import Quotas
from battlebox.share.taxii.stamp import micros_of, order_of, stamp_of
from battlebox.share.taxii.token import new_token, token_digest, token_in

__all__ = [
    "EMPTY",
    "LIMIT_MAX",
    "LIMIT_USUAL",
    "MEDIA",
    "STIX_MEDIA",
    "Asked",
    "Cursors",
    "ManifestRow",
    "Picked",
    "Quotas",
    "TaxiiCode",
    "TaxiiError",
    "Which",
    "accepts",
    "envelope",
    "is_taxii",
    "manifest",
    "micros_of",
    "new_token",
    "order_of",
    "stamp_of",
    "token_digest",
    "token_in",
    "versions",
]
