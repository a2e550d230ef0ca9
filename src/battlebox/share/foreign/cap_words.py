"""Which elements an alert of CAP has, in which order, and which words some of them must be.

Law: facts of CAP 1.2 (OASIS, 2010), written down by hand; an element that is not here has no place in an alert.
Not here: what is done with them (cap_reading.py, cap_writing.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from battlebox.share.foreign.cap import MessageType, Scope, Status


@dataclass(frozen=True, slots=True)
class Place:
    """One element: whether it must be there, may be there more than once, and what it holds besides words."""

    must: bool = False
    is_many: bool = False
    inside: dict[str, Place] | None = None


NAMESPACES: Final = {"urn:oasis:names:tc:emergency:cap:1.1": "1.1", "urn:oasis:names:tc:emergency:cap:1.2": "1.2"}
WRITTEN: Final = "urn:oasis:names:tc:emergency:cap:1.2"
_MUST: Final = Place(must=True)
_MAY: Final = Place()
_MANY: Final = Place(is_many=True)

VALUE: Final = {"valueName": _MUST, "value": _MAY}
RESOURCE: Final = {
    "resourceDesc": _MUST,
    "mimeType": _MAY,
    "size": _MAY,
    "uri": _MAY,
    "derefUri": _MAY,
    "digest": _MAY,
}
AREA: Final = {
    "areaDesc": _MUST,
    "polygon": _MANY,
    "circle": _MANY,
    "geocode": Place(is_many=True, inside=VALUE),
    "altitude": _MAY,
    "ceiling": _MAY,
}
INFO: Final = {
    "language": _MAY,
    "category": Place(must=True, is_many=True),
    "event": _MUST,
    "responseType": _MANY,
    "urgency": _MUST,
    "severity": _MUST,
    "certainty": _MUST,
    "audience": _MAY,
    "eventCode": Place(is_many=True, inside=VALUE),
    "effective": _MAY,
    "onset": _MAY,
    "expires": _MAY,
    "senderName": _MAY,
    "headline": _MAY,
    "description": _MAY,
    "instruction": _MAY,
    "web": _MAY,
    "contact": _MAY,
    "parameter": Place(is_many=True, inside=VALUE),
    "resource": Place(is_many=True, inside=RESOURCE),
    "area": Place(is_many=True, inside=AREA),
}
ALERT: Final = {
    "identifier": _MUST,
    "sender": _MUST,
    "sent": _MUST,
    "status": _MUST,
    "msgType": _MUST,
    "source": _MAY,
    "scope": _MUST,
    "restriction": _MAY,
    "addresses": _MAY,
    "code": _MANY,
    "note": _MAY,
    "references": _MAY,
    "incidents": _MAY,
    "info": Place(is_many=True, inside=INFO),
}
ONE_WORD: Final = frozenset(
    {"identifier", "sender", "sent", "status", "msgType", "scope", "category", "responseType", "urgency", "severity",
     "certainty", "effective", "onset", "expires", "language"}
)  # fmt: skip
DATED: Final = ("sent", "effective", "onset", "expires")
WORDS: Final[dict[str, tuple[str, ...]]] = {
    "status": tuple(Status),
    "msgType": tuple(MessageType),
    "scope": tuple(Scope),
    "category": ("Geo", "Met", "Safety", "Security", "Rescue", "Fire", "Health", "Env", "Transport",
        "Infra", "CBRNE", "Other"),
    "responseType": ("Shelter", "Evacuate", "Prepare", "Execute", "Avoid", "Monitor", "Assess", "AllClear", "None"),
    "urgency": ("Immediate", "Expected", "Future", "Past", "Unknown"),
    "severity": ("Extreme", "Severe", "Moderate", "Minor", "Unknown"),
    "certainty": ("Observed", "Likely", "Possible", "Unlikely", "Unknown"),
}  # fmt: skip
