"""An envelope as it was sent, opened: the things that are sound, and why each of the others is not.

Law: what is refused is refused by a reason of a fixed table, without a word of what was sent.
Not here: the rules (share.intel), keeping (shelving.py).
"""

from __future__ import annotations

import orjson

from battlebox.share.intel import Thing
from battlebox.share.taxii import TaxiiCode, TaxiiError
from battlebox.web.taxii.shelving import Turned


def opened(body: bytes) -> tuple[list[Thing], list[Turned]]:
    """What is in it. Raises TaxiiError for what is no envelope."""
    try:
        found = orjson.loads(body)
    except orjson.JSONDecodeError:
        raise TaxiiError(TaxiiCode.BAD_ENVELOPE) from None
    if not isinstance(found, dict) or not isinstance(found.get("objects"), list) or found.get("type") == "bundle":
        raise TaxiiError(TaxiiCode.BAD_ENVELOPE)
    things, refused = [], []
    for says in found["objects"]:
        if (
            isinstance(says, dict)
            and isinstance(says.get("id"), str)
            and isinstance(says.get("type"), str)
            and says["id"].startswith(says["type"] + "--")
        ):
            things.append(Thing.from_says(says))
        else:
            refused.append(Turned("unreadable", "", "it is no STIX 2.1 object"))
    return things, refused


def opened_file(body: bytes) -> tuple[list[Thing], list[Turned]]:
    """What is in a file of ours: an envelope or a bundle. Raises TaxiiError."""
    try:
        found = orjson.loads(body)
    except orjson.JSONDecodeError:
        raise TaxiiError(TaxiiCode.BAD_ENVELOPE) from None
    if isinstance(found, dict) and found.get("type") == "bundle":
        body = orjson.dumps({"objects": found.get("objects", [])})
    return opened(body)
