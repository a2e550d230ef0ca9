"""A page of objects as a partner's server gave it: its things, whether there is more, and where.

Law: an object that cannot be taken never refuses its neighbours; what the server says about more, next and dates is
read apart from them, and counts only in its one form.
Not here: whether an object is sound (share.intel), what is asked next (poller.py).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Protocol

import orjson

from battlebox.share.intel import Thing
from battlebox.share.polling.asking import Answer
from battlebox.share.polling.bookmark import order_of

_NEXT_MAX: Final = 4000
_MARK_MAX: Final = 400


class Envelope(Protocol):
    """What was in a body."""

    @property
    def things(self) -> Sequence[Thing]:
        """The sound ones."""
        ...

    @property
    def refused(self) -> Sequence[object]:
        """The others, each with its reason."""
        ...


Reads = Callable[[bytes], Envelope]
"""Reads a body; raises ValueError or an error of its own, as the caller says, where it is refused as a whole."""


class Unreadable(Exception):
    """A page that is no page."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page."""

    things: Sequence[Thing] = ()
    refused: Sequence[object] = ()
    has_more: bool = False
    next: str = ""
    last: str = ""
    """When the partner added the last thing of it, in its own words; blank where it does not say."""
    mark: str = ""
    digest: str = ""


def last_of(answer: Answer) -> str:
    """When the last thing of an answer was added, as its header says; blank where that is no time."""
    said = answer.headers.get("x-taxii-date-added-last", "").strip()
    return said if order_of(said) is not None else ""


def read_page(answer: Answer, reads: Reads, faults: tuple[type[Exception], ...]) -> Page:
    """The page in an answer. Raises Unreadable."""
    says = _object(answer.body)
    objects = says.get("objects", [])
    if not isinstance(objects, list):
        raise Unreadable
    things: Sequence[Thing] = ()
    refused: Sequence[object] = ()
    if objects:
        try:
            envelope = reads(answer.body)
        except faults as wrong:
            raise Unreadable from wrong
        things, refused = envelope.things, envelope.refused
    following = says.get("next")
    mark = answer.headers.get("etag", "").strip()
    return Page(
        things,
        refused,
        has_more=says.get("more") is True,
        next=following if isinstance(following, str) and len(following) <= _NEXT_MAX else "",
        last=last_of(answer),
        mark=mark if mark.isascii() and mark.isprintable() and len(mark) <= _MARK_MAX else "",
        digest=hashlib.sha256(answer.body).hexdigest(),
    )


def _object(body: bytes) -> Mapping[str, Any]:
    try:
        found = orjson.loads(body)
    except orjson.JSONDecodeError as wrong:
        raise Unreadable from wrong
    if not isinstance(found, dict):
        raise Unreadable
    return found
