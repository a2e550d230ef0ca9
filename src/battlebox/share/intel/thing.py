"""One STIX 2.1 object as it came: the bytes that travel, and what they say.

Law: the bytes are made once, when the object comes in, and never again; what they say is read, never changed.
Not here: whether it is sound (the rest of this wing), how far it may travel (share.release).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson


@dataclass(frozen=True, slots=True)
class Thing:
    """A STIX object of one version.

    `version` is its `modified`, else its `created`, as they are written; blank for one that has neither (a cyber
    observable, a marking).
    """

    id: str
    type: str
    version: str
    raw: bytes
    says: Mapping[str, Any]

    @classmethod
    def from_says(cls, says: Mapping[str, Any]) -> Thing:
        """The thing that says this; `id` and `type` are texts in it (the door has seen to that)."""
        version = says.get("modified") or says.get("created") or ""
        return cls(says["id"], says["type"], str(version), orjson.dumps(says), says)
