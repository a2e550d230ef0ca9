"""What a partner's server has for us: its API roots, and the collections in each.

Law: only roots on the same server are looked at, and a few of them; what is listed is plain text of one line.
Not here: choosing (web), reading a collection (poller.py).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urljoin

import orjson

from battlebox.share.polling.asking import Asker
from battlebox.share.polling.errors import Code, PollError
from battlebox.share.polling.origin import Origin, checked

ROOTS_MAX: Final = 10
COLLECTIONS_MAX: Final = 200
_TITLE_MAX: Final = 120
_ID: Final = re.compile(r"[A-Za-z0-9._~-]{1,120}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Offered:
    """A collection, and what we may do with it."""

    root: str
    collection: str
    title: str
    can_read: bool
    can_write: bool


def offered(asker: Asker, url: str) -> tuple[Offered, ...]:
    """The collections at a discovery address, or at an API root. Raises PollError."""
    says = asked(asker, url)
    roots = says.get("api_roots")
    found: list[Offered] = []
    for root in _roots(asker, url, roots) if isinstance(roots, list) else (url,):
        rows = asked(asker, f"{root}collections/").get("collections", [])
        found += [
            Offered(root, row["id"], _line(row.get("title")), row.get("can_read") is True, row.get("can_write") is True)
            for row in (rows if isinstance(rows, list) else [])[:COLLECTIONS_MAX]
            if isinstance(row, dict) and isinstance(row.get("id"), str) and _ID.fullmatch(row["id"])
        ]
    return tuple(found)


def asked(asker: Asker, url: str) -> Mapping[str, Any]:
    """A resource of TAXII that is one object. Raises PollError."""
    try:
        says = orjson.loads(asker.get(url).body)
    except orjson.JSONDecodeError:
        says = None
    if not isinstance(says, dict):
        raise PollError.of(Code.NOT_TAXII, who=asker.server.who)
    return says


def _roots(asker: Asker, url: str, roots: list[Any]) -> list[str]:
    origin = Origin.from_url(url)
    found: list[str] = []
    for each in [each for each in roots if isinstance(each, str)][:ROOTS_MAX]:
        try:
            root = checked(urljoin(url, each), may_be_private=asker.server.may_be_private)
        except (PollError, ValueError):
            continue
        if origin is not None and origin.holds(root):
            found.append(root)
    if roots and not found:
        raise PollError.of(Code.ELSEWHERE, who=asker.server.who)
    return found


def _line(text: object) -> str:
    plain = "".join(letter if letter.isprintable() else " " for letter in text) if isinstance(text, str) else ""
    return " ".join(plain.split())[:_TITLE_MAX]
