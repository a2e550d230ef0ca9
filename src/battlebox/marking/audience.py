"""What is asked at every way out: the thing that would leave, and who would have it.

Law: bodies, people and incidents are compared by id, letter for letter; an empty id is nobody.
Not here: the answer (decide.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from battlebox.marking.tlp import Tlp


class WayOut(StrEnum):
    """How the thing would travel."""

    HAND = "hand"
    """To one person: a screen they signed in to, a paper handed over, a file sealed to them."""
    FILE = "file"
    """To a body as a file it can copy."""
    FEED = "feed"
    """From machine to machine."""
    PUBLIC = "public"
    """Where anybody can read it."""


class Privilege(StrEnum):
    """Protection that the law gives besides the label."""

    NONE = "none"
    LEGAL = "legal"
    """Advice from, or made for, a lawyer: lost if it is shown to a body outside the privilege."""
    PERSONAL = "personal"
    """Names a person: leaves only to bodies named for it."""


@dataclass(frozen=True, slots=True)
class Marked:
    """The marking of one thing.

    `owner` is the body whose thing it is. `audience` narrows: when it is not empty, only those bodies (and the owner)
    can be allowed. `people` are the persons who may see a RED thing. `holds` are the markings of what the thing names
    or contains: it is never freer than they are. Instants are aware; the thing may travel in `[not_before, expires)`.
    """

    owner: str
    tlp: Tlp | None = None
    audience: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()
    privilege: Privilege = Privilege.NONE
    not_before: datetime | None = None
    expires: datetime | None = None
    holds: tuple[Marked, ...] = ()


@dataclass(frozen=True, slots=True)
class Recipient:
    """Who would have the thing: a body, perhaps one person there, and the way it would travel.

    `client_of` are the bodies this one is a registered client of (a tenant of a shared service is a client only if it
    was registered). `community` says whether the body is in the community that shares GREEN things.
    """

    way: WayOut
    body: str = ""
    person: str = ""
    client_of: frozenset[str] = frozenset()
    community: bool = False
