"""What was sent, opened at the door: the things that are sound, and why each of the others is not.

Law: a refusal is named by an id, where there is one, and by a reason of the door's own table.
Not here: the rules (share.intel), keeping (shelving.py).
"""

from __future__ import annotations

from datetime import UTC, datetime

import orjson

from battlebox.share.intel import Envelope, IntelError, Thing, from_stix20, read_bundle, read_envelope
from battlebox.share.taxii import TaxiiCode, TaxiiError
from battlebox.web.taxii.shelving import Turned

_NAMELESS = "unknown--00000000-0000-4000-8000-000000000000"
"""What stands in a receipt for an object whose id cannot be read: a receipt must have one."""


def opened(body: bytes) -> tuple[list[Thing], list[Turned]]:
    """What is in an envelope. Raises TaxiiError for what is none."""
    try:
        return _sorted(read_envelope(body, now=datetime.now(UTC)))
    except IntelError as wrong:
        raise TaxiiError(TaxiiCode.BAD_ENVELOPE, more=f"{wrong}; {wrong.hint}") from None


def opened_file(body: bytes) -> tuple[list[Thing], list[Turned]]:
    """What is in a file of ours: an envelope, a bundle, or one of STIX 2.0. Raises TaxiiError."""
    try:
        found = orjson.loads(body)
    except orjson.JSONDecodeError:
        found = None
    if not isinstance(found, dict) or not ("objects" in found or found.get("type") == "bundle"):
        raise TaxiiError(TaxiiCode.BAD_ENVELOPE, more="it holds no STIX objects")
    if found.get("type") != "bundle":
        return opened(body)
    try:
        read = from_stix20 if found.get("spec_version") == "2.0" else read_bundle
        return _sorted(read(body, now=datetime.now(UTC)))
    except IntelError as wrong:
        raise TaxiiError(TaxiiCode.BAD_ENVELOPE, more=f"{wrong}; {wrong.hint}") from None


def _sorted(found: Envelope) -> tuple[list[Thing], list[Turned]]:
    return list(found.things), [Turned(each.id or _NAMELESS, "", each.sentence) for each in found.refused]
