"""The ids of STIX: `indicator--` and a UUID; and ids of our own that are the same each time they are worked out.

Law: what the desk makes twice from the same facts has the same id; an id of ours is under our own namespace.
Not here: whether the rest of the thing is sound (sound.py).
"""

from __future__ import annotations

import re
from typing import Final
from uuid import UUID, uuid5

STIX_ID: Final = re.compile(
    r"[a-z][a-z0-9-]*[a-z0-9]--[0-9a-f]{8}-[0-9a-f]{4}-[1-5][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"
)
KIND: Final = re.compile(r"(?=.{3,250}$)[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
NAMESPACE: Final = UUID("5d2e1c0a-8f2b-5e0c-9a3e-7b1d60c2f4a8")
_APART: Final = "\x1f"
_BY_LOT: Final = frozenset({"process"})


def stix_id(kind: str, *seeds: str) -> str:
    """The id of a thing of ours of this type that these texts tell apart; a UUIDv5, so the same each time.

    Of a process STIX wants one drawn by lot (UUIDv4), so it looks like one.
    """
    worked_out = uuid5(NAMESPACE, _APART.join((kind, *seeds)))
    return f"{kind}--{UUID(bytes=worked_out.bytes, version=4) if kind in _BY_LOT else worked_out}"


def is_stix_id(text: object) -> bool:
    """Whether it has the form of an id, in small letters, with a UUID of RFC 4122."""
    return isinstance(text, str) and STIX_ID.fullmatch(text) is not None
