"""What a TAXII server refuses, in sentences for whoever runs the other one.

Law: one code per cause, one (sentence, hint) and one status per code; nothing of what was sent is repeated; what is
not there and what is not for the asker are one cause, with one answer.
Not here: which object of an envelope is unsound (share.intel).
"""

from __future__ import annotations

from enum import StrEnum, auto
from typing import Any, Final

import orjson


class Code(StrEnum):
    """Every cause."""

    WHO = auto()
    NOT_THERE = auto()
    NO_METHOD = auto()
    BAD_ACCEPT = auto()
    BAD_TYPE = auto()
    CODED = auto()
    TOO_LARGE = auto()
    NO_LENGTH = auto()
    CUT_SHORT = auto()
    BAD_ENVELOPE = auto()
    BAD_LIMIT = auto()
    BAD_NEXT = auto()
    BAD_ADDED_AFTER = auto()
    BAD_MATCH = auto()
    UNKNOWN_MATCH = auto()
    MAY_NOT_WRITE = auto()
    MAY_NOT_READ = auto()
    MAY_NOT_DELETE = auto()
    TOO_OFTEN = auto()
    TOO_MUCH = auto()
    BUSY = auto()
    DRILL = auto()
    BAD_REQUEST = auto()
    FAULT = auto()


TEXT: Final[dict[Code, tuple[str, str]]] = {
    Code.WHO: ("say who asks", "send the token that you were given, as Bearer, or as the password of Basic"),
    Code.NOT_THERE: ("it is not there, or not for you", "list the collections to see which you have"),
    Code.NO_METHOD: ("this address does not do that", "ask for it with the methods that the answer allows"),
    Code.BAD_ACCEPT: (
        "the answer would be in no form that you accept",
        "accept application/taxii+json;version=2.1",
    ),
    Code.BAD_TYPE: (
        "what was sent is not said to be TAXII 2.1",
        "send it with Content-Type application/taxii+json;version=2.1",
    ),
    Code.CODED: ("what was sent is packed", "send it unpacked, without Content-Encoding"),
    Code.TOO_LARGE: ("what was sent is larger than this server takes", "send it in parts of at most 10 MiB"),
    Code.NO_LENGTH: ("the length of what was sent is not a number", "send a Content-Length, or send in chunks"),
    Code.CUT_SHORT: ("what was sent ended early", "send it once more"),
    Code.BAD_ENVELOPE: (
        "what was sent is not an envelope of objects",
        'send {"objects": [...]}; a bundle is not an envelope',
    ),
    Code.BAD_LIMIT: ("limit is not a number above 0", "write limit=100"),
    Code.BAD_NEXT: (
        "next is not one that this server gave you for these filters",
        "send it as it came, with the same filters, or begin again without it",
    ),
    Code.BAD_ADDED_AFTER: ("added_after is not a time", "write it as 2026-11-23T09:30:00.000000Z"),
    Code.BAD_MATCH: ("a match filter is empty, too long, or not a value of its kind", "see the page on TAXII"),
    Code.UNKNOWN_MATCH: (
        "there is a match filter that is not known here",
        "filter by match[id], match[type], match[version] and match[spec_version]",
    ),
    Code.MAY_NOT_WRITE: ("you may read this collection and not write to it", "ask its owner for the right"),
    Code.MAY_NOT_READ: ("you may write to this collection and not read it", "ask its owner for the right"),
    Code.MAY_NOT_DELETE: ("only its owner may take it away", "ask the body that sent it"),
    Code.TOO_OFTEN: ("you ask too often", "wait for as long as Retry-After says"),
    Code.TOO_MUCH: ("you have sent as much as a day allows", "go on tomorrow, or ask the desk for more"),
    Code.BUSY: ("this server is busy", "try again in a moment"),
    Code.DRILL: (
        "EXERCISE EXERCISE EXERCISE: this desk is a drill's, and gives machines nothing",
        "ask the real desk at its own address",
    ),
    Code.BAD_REQUEST: ("the request cannot be read", "see the page on TAXII"),
    Code.FAULT: ("this server made a mistake; nothing was kept", "tell the desk when it was"),
}

STATUS: Final[dict[Code, int]] = {
    Code.WHO: 401,
    Code.NOT_THERE: 404,
    Code.NO_METHOD: 405,
    Code.BAD_ACCEPT: 406,
    Code.BAD_TYPE: 415,
    Code.CODED: 415,
    Code.TOO_LARGE: 413,
    Code.NO_LENGTH: 400,
    Code.CUT_SHORT: 400,
    Code.BAD_ENVELOPE: 422,
    Code.BAD_LIMIT: 400,
    Code.BAD_NEXT: 400,
    Code.BAD_ADDED_AFTER: 400,
    Code.BAD_MATCH: 400,
    Code.UNKNOWN_MATCH: 400,
    Code.MAY_NOT_WRITE: 403,
    Code.MAY_NOT_READ: 403,
    Code.MAY_NOT_DELETE: 403,
    Code.TOO_OFTEN: 429,
    Code.TOO_MUCH: 429,
    Code.BUSY: 503,
    Code.DRILL: 403,
    Code.BAD_REQUEST: 400,
    Code.FAULT: 500,
}
"""The status of HTTP for each."""


class TaxiiError(Exception):
    """A request that is refused; str() is the sentence."""

    def __init__(self, code: Code, *, retry_seconds: int = 0, more: str = "", allow: str = "") -> None:
        sentence, self.hint = TEXT[code]
        super().__init__(sentence)
        self.code = code
        self.status = STATUS[code]
        self.retry_seconds = retry_seconds
        self.allow = allow
        """The methods that the address has, where another was asked."""
        self.more = more
        """A reason of a room below, which holds nothing of what was sent."""

    def to_json(self) -> bytes:
        """The error object of TAXII."""
        says: dict[str, Any] = {
            "title": str(self),
            "description": self.more or self.hint,
            "error_code": self.code.value,
            "http_status": str(self.status),
        }
        return orjson.dumps(says)
