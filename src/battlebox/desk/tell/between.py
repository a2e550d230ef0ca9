"""What one body may tell another: only what both may have, by the labels of the entries themselves.

Law: words drawn up for another body rest on nothing that body may not have as a copy; what was left out is counted for
the writer, never described to the other.
Not here: clearance of single facts (leave.py), papers for many readers (command).
"""

from __future__ import annotations

from dataclasses import dataclass

from battlebox.desk.record.sight import Sight
from battlebox.marking import Allow, Marked, Recipient, WayOut, decide


@dataclass(slots=True)
class SightBetween(Sight):
    """A record as its reader may see it and another body may have a copy of it."""

    other: str = ""

    @classmethod
    def with_body(cls, sight: Sight, other: str) -> SightBetween:
        """What the reader of `sight` may put into words for the other body."""
        return cls(sight.record, sight.officer, sight.now, community=sight.community, other=other)

    def allows(self, thing: Marked) -> bool:
        """Whether the reader may see it and the other body may have it."""
        me = Recipient(WayOut.HAND, body=self.officer.body, person=self.officer.id, community=self.community)
        to = Recipient(WayOut.FILE, body=self.other, community=self.other in self.record.standing.orgs)
        return all(isinstance(decide(thing, each, self.now), Allow) for each in (me, to))
