"""A bulletin: what one body tells partners on one day, in plain words, with a label, an end and somebody to ring.

Law: a bulletin says when it ends and when the next is due; what is not known is said as not known; it is never changed,
only replaced by one with a higher number.
Not here: the file and its signature (signed.py), whom it may go to (fitting.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from battlebox.marking import Tlp
from battlebox.share.bulletin.errors import BulletinError, Code

LETTERS_MOST: Final = 2000
TITLE_MOST: Final = 120
LINES_MOST: Final = 100
INDICATORS_MOST: Final = 2000
AUDIENCE_MOST: Final = 500


class Believed(StrEnum):
    """How sure the sender is of a fact."""

    CONFIRMED = "confirmed"
    BELIEVED = "believed"
    UNKNOWN = "unknown"
    DENIED = "denied"

    @property
    def words(self) -> str:
        """As it stands before the fact."""
        return _WORDS[self]


_WORDS: Final = {
    Believed.CONFIRMED: "Confirmed",
    Believed.BELIEVED: "Believed, not confirmed",
    Believed.UNKNOWN: "Not known yet",
    Believed.DENIED: "Not so",
}


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that is known, believed or not known, with its own label."""

    words: str
    believed: Believed
    tlp: Tlp


@dataclass(frozen=True, slots=True)
class Indicator:
    """One sign of the attack to look for: what kind of value, the value as a machine reads it, a note."""

    kind: str
    value: str
    note: str
    tlp: Tlp


@dataclass(frozen=True, slots=True)
class Bulletin:
    """What a bulletin says.

    `number` counts the issuer's bulletins from 1. `audience` are the bodies that it is for besides the issuer; it may
    be empty for GREEN (the community) and CLEAR. `ring` is an office and how it is reached. Instants are aware.
    """

    issuer: str
    issuer_name: str
    number: int
    title: str
    tlp: Tlp
    issued: datetime
    expires: datetime
    ring: str
    audience: tuple[str, ...] = ()
    next_at: datetime | None = None
    facts: tuple[Fact, ...] = ()
    todo: tuple[str, ...] = ()
    avoid: tuple[str, ...] = ()
    contained: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    indicators: tuple[Indicator, ...] = ()

    def __post_init__(self) -> None:
        if not (self.facts or self.todo or self.avoid or self.contained or self.asks or self.indicators):
            raise BulletinError.of(Code.NOTHING_SAID)
        if self.expires <= self.issued:
            raise BulletinError.of(Code.TIMES, field="expires", before="issued")
        if self.next_at is not None and self.next_at <= self.issued:
            raise BulletinError.of(Code.TIMES, field="next", before="issued")


HEADINGS: Final = (
    ("todo", "Do this"),
    ("avoid", "Do not"),
    ("contained", "What we have cut off"),
    ("asks", "What we ask of you"),
)
"""The lists of plain lines, in the order in which they are read."""
