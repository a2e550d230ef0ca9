"""The record as its reader may see it and a partner may be fed it, by machine and without anybody looking.

Law: what names its readers goes only to those it names; what a body may have as somebody's client goes no further than
to itself.
Not here: the clearance of facts (tell/leave.py), what is made of what may go (told.py).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeVar

from battlebox.desk.record.sight import Sight, Stated
from battlebox.desk.tell import Outlet, Whom
from battlebox.desk.tell.leave import reader_of
from battlebox.marking import Allow, Marked, Recipient, Tlp, WayOut, decide

T = TypeVar("T")


@dataclass(slots=True)
class SightFed(Sight):
    """What the reader of a sight may see and a partner may have by a feed."""

    whom: Whom = field(default_factory=Whom)

    @classmethod
    def with_partner(cls, sight: Sight, whom: Whom) -> SightFed:
        """What the reader of `sight` may feed to that partner."""
        return cls(sight.record, sight.officer, sight.now, community=sight.community, whom=whom)

    def allows(self, thing: Marked) -> bool:
        """Whether the reader may see it and the partner may be fed it."""
        if thing.audience and self.whom.body not in thing.audience:
            return False
        me = Recipient(WayOut.HAND, body=self.officer.body, person=self.officer.id, community=self.community)
        to = reader_of(Outlet.PARTNER_FEED, self.whom)
        return all(isinstance(decide(thing, each, self.now), Allow) for each in (me, to))

    def own(self, said: tuple[Stated[T], ...]) -> tuple[Stated[T], ...]:
        """Those that our own body wrote: what others say of us is theirs to tell."""
        return tuple(each for each in said if each.body == self.officer.body)

    def label(self, said: Stated[T]) -> Tlp:
        """The label under which the partner has it."""
        return as_told(said.tlp, self.whom, frozenset(self.record.line(said.entry).header.audience))


def as_told(label: Tlp, whom: Whom, audience: frozenset[str]) -> Tlp:
    """A label as the partner is told it: AMBER that it may have as a client alone is not for its own clients."""
    return Tlp.AMBER_STRICT if label is Tlp.AMBER and whom.body not in audience else label
