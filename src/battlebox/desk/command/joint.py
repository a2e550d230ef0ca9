"""What a paper may hold: only what its writer and everybody it goes to may see, and nothing marked stricter than it.

Law: a paper made of many entries is never freer than any of them: what would make it so is left out as it is drawn up.
Not here: what one reader sees (record/sight.py), the papers (sitrep.py, handover.py).
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field

from battlebox.desk.record.sight import Handling, Sight
from battlebox.marking import Allow, Marked, Recipient, Tlp, WayOut, decide


@dataclass(slots=True)
class JointSight(Sight):
    """A record as everybody who gets a paper with this label may see it. Nothing for named people alone is in it."""

    handling: Handling = field(default_factory=Handling)
    bodies: frozenset[str] = frozenset()

    @classmethod
    def for_paper(cls, sight: Sight, handling: Handling) -> JointSight:
        """What the reader of `sight` may put into a paper that is to travel so far."""
        bodies = handling.audience | {sight.officer.body}
        if not handling.audience and handling.tlp.strictness <= Tlp.GREEN.strictness:
            bodies |= frozenset(sight.record.standing.orgs)
        return cls(sight.record, sight.officer, sight.now, community=sight.community, handling=handling, bodies=bodies)

    @property
    def readers(self) -> Hashable:
        """Whom the paper is for, and its label: what they may see is not what its writer may."""
        return (self.community, self.handling, self.bodies)

    @property
    def goes_out(self) -> bool:
        """Whether anybody outside the writer's own body gets it."""
        return self.bodies != {self.officer.body}

    def allows(self, thing: Marked) -> bool:
        """Whether it may be shown to all of them, under this label."""
        if thing.tlp is None or thing.tlp.strictness > self.handling.tlp.strictness:
            return False
        orgs = self.record.standing.orgs
        readers = (Recipient(WayOut.HAND, body=body, community=body in orgs) for body in sorted(self.bodies))
        return all(isinstance(decide(thing, reader, self.now), Allow) for reader in readers)
