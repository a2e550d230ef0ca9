"""What a machine is refused, in sentences for whoever set it up.

Law: one code per cause, one (sentence, hint) and one status per code; what is not there and what is not for the asker
are one cause, with one answer; nothing that was sent is repeated.
Not here: what the desk itself refuses (desk), the form of an answer (problems.py).
"""

from __future__ import annotations

from enum import StrEnum, auto
from typing import Final


class Code(StrEnum):
    """Every cause."""

    WHO = auto()
    TOO_MANY_WRONG = auto()
    TOO_OFTEN = auto()
    NOT_THERE = auto()
    NO_METHOD = auto()
    MAY_NOT_REPORT = auto()
    MAY_NOT_READ = auto()
    NO_LENGTH = auto()
    TOO_LARGE = auto()
    BAD_TYPE = auto()
    CODED = auto()
    BAD_JSON = auto()
    BAD_FIELDS = auto()
    REFUSED = auto()
    NO_ESTATE = auto()
    NOT_KEPT = auto()
    BUSY = auto()
    DRILL = auto()
    BAD_REQUEST = auto()
    FAULT = auto()


TEXT: Final[dict[Code, tuple[str, str]]] = {
    Code.WHO: (
        "say who asks",
        "send the key as Authorization: Bearer; if you did, it has ended or was revoked: ask an admin of your body",
    ),
    Code.TOO_MANY_WRONG: ("too many wrong keys came from there", "wait a minute, and send the key that you were given"),
    Code.TOO_OFTEN: ("this key asks too often", "wait for as long as Retry-After says"),
    Code.NOT_THERE: ("it is not there, or not for this key", "ask for /api/v1/incidents to see which there are"),
    Code.NO_METHOD: ("this address does not do that", "ask by one of the methods that Allow names"),
    Code.MAY_NOT_REPORT: ("this key may read, and not report", "ask an admin of your body for a key that may report"),
    Code.MAY_NOT_READ: ("this key may report, and not read", "ask an admin of your body for a key that may read"),
    Code.NO_LENGTH: ("the length of what was sent is not said", "send a Content-Length, and not in chunks"),
    Code.TOO_LARGE: ("what was sent is larger than 64 KiB", "send one thing at a time, in few words"),
    Code.BAD_TYPE: ("what was sent is not said to be JSON", "send it with Content-Type: application/json"),
    Code.CODED: ("what was sent is packed", "send it unpacked, without Content-Encoding"),
    Code.BAD_JSON: ("what was sent is not JSON", "send one object, in UTF-8"),
    Code.BAD_FIELDS: ("a field is missing, twice, not known, or not what it must be", "mend what `errors` names"),
    Code.REFUSED: ("the desk refuses that", "do what `hint` says"),
    Code.NO_ESTATE: (
        "this incident has no estate at this desk, so nothing of yours is known in it",
        "have an officer choose the estate on the Estate page",
    ),
    Code.NOT_KEPT: (
        "the desk could not keep that; nothing was recorded",
        "send it again under the same Idempotency-Key, and tell an officer",
    ),
    Code.BUSY: ("the desk is busy", "send it again under the same Idempotency-Key in a moment"),
    Code.DRILL: (
        "EXERCISE EXERCISE EXERCISE: this desk is a drill's, and answers no machine",
        "ask the real desk at its own address",
    ),
    Code.BAD_REQUEST: ("the request cannot be read", "see /api/v1/openapi.json"),
    Code.FAULT: (
        "the desk made a mistake",
        "send it again under the same Idempotency-Key: what was recorded is not recorded twice; tell an officer",
    ),
}

STATUS: Final[dict[Code, int]] = {
    Code.WHO: 401,
    Code.TOO_MANY_WRONG: 429,
    Code.TOO_OFTEN: 429,
    Code.NOT_THERE: 404,
    Code.NO_METHOD: 405,
    Code.MAY_NOT_REPORT: 403,
    Code.MAY_NOT_READ: 403,
    Code.NO_LENGTH: 411,
    Code.TOO_LARGE: 413,
    Code.BAD_TYPE: 415,
    Code.CODED: 415,
    Code.BAD_JSON: 400,
    Code.BAD_FIELDS: 422,
    Code.REFUSED: 422,
    Code.NO_ESTATE: 409,
    Code.NOT_KEPT: 503,
    Code.BUSY: 503,
    Code.DRILL: 403,
    Code.BAD_REQUEST: 400,
    Code.FAULT: 500,
}
"""The status of HTTP for each."""
