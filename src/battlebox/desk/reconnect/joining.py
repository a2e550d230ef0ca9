"""A link that was opened again: who did it, how that was verified by a second means, and that it was cut again.

Law: what people did is recorded, allowed or not: a link that was opened without what it needed says so for as long as
it is open; opened is not verified.
Not here: whether a link may be opened (standing.py), the order that cut it (picture).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from battlebox.desk.officer import Act
from battlebox.desk.record.sight import Sight, Stated
from battlebox.journal import Kind

LINK: Final = "link"
JOINED: Final = "joined"


class Joining(StrEnum):
    """How far the opening of a link has got."""

    OPENED = "reconnected"
    VERIFIED = "reconnected, and verified"
    PARTED = "cut again"

    @property
    def is_open(self) -> bool:
        """Whether the link is open."""
        return self is not Joining.PARTED


KINDS: Final = {
    Joining.OPENED: Kind.LINK_RECONNECTED,
    Joining.VERIFIED: Kind.LINK_VERIFIED,
    Joining.PARTED: Kind.LINK_PARTED,
}
ACTS: Final = {Joining.OPENED: Act.ORDER, Joining.VERIFIED: Act.CARRY_OUT, Joining.PARTED: Act.ORDER}


@dataclass(frozen=True, slots=True)
class Joined:
    """A link opened, verified or cut again: when it was opened, since when it stands so, who did it or says so.

    `means` is by what second means it was verified; `without` says why it was opened although something was missing,
    and `missing` what that was.
    """

    stage: Joining
    opened: datetime
    at: datetime
    who: str
    means: str = ""
    without: str = ""
    missing: str = ""
    note: str = ""


def joined_of(sight: Sight, name: str, parties: frozenset[str]) -> Stated[Joined] | None:
    """What was last written of a link by those it concerns; what others write over it takes nothing away."""
    told = (each for each in sight.told(f"{LINK}/{name}", JOINED, Joined) if each.body in parties)
    return max(told, key=lambda each: (sight.record.line(each.entry).header.depth, each.entry), default=None)
