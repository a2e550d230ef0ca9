"""When an order of the record worked, and by what it was undone.

Law: in a drill an order works as the attacker met it: once the time that the drill's copy of the estate gives it is
over, from when its entry was written; nobody's word that it is verified off makes it work sooner. Without a scenario
there is no such world, and the word of whoever looked counts.
Not here: what that comes to as a measure (firsts.py, plan.py), what the attacker did (drill/truth).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from battlebox.drill.play import Deed
from battlebox.drill.report.played import Played, when
from battlebox.estate import MICROHOURS
from battlebox.journal import Kind


@dataclass(frozen=True, slots=True)
class SeenOff:
    """A word that an order's thing is off: the order, when it worked, from when the word counts, and what undid it.

    `order` is None where the record has none that was given before.
    """

    word: Deed
    order: Deed | None
    works: datetime
    counts: datetime
    undone: Deed | None

    @property
    def is_early(self) -> bool:
        """Whether it was said before the order worked."""
        return self.counts > when(self.word)

    @property
    def was_off(self) -> bool:
        """Whether the order stood for long enough to work at all."""
        return self.undone is None or self.undone.at >= self.counts

    def counts_by(self, end: datetime) -> bool:
        """Whether the thing was off, and somebody said so, by a moment."""
        return self.was_off and self.counts <= end


def works_at(played: Played, order: Deed) -> datetime:
    """When an order works, if it stands until then."""
    given = when(order) if played.course is None else order.at
    takes = played.estate.action_by_id[str(order.said["action"])].takes_microhours
    return given + timedelta(hours=takes / MICROHOURS)


def undone_by(played: Played, order: Deed) -> Deed | None:
    """The entry that undid an order."""
    later = (each for each in played.of({Kind.SYSTEM_REOPENED}) if each.at >= order.at and each is not order)
    return next((each for each in later if each.said.get("action") == order.said.get("action")), None)


def seen_off(played: Played, word: Deed) -> SeenOff:
    """A word that something is verified off, beside the order that it is about."""
    action = word.said.get("action")
    orders = [each for each in played.of({Kind.SYSTEM_ISOLATED})
              if each.said.get("action") == action and each.at <= word.at]  # fmt: skip
    if not orders or action not in played.estate.action_by_id:
        return SeenOff(word, None, when(word), when(word), undone_by(played, word))
    works = works_at(played, orders[-1])
    counts = when(word) if played.course is None else max(when(word), works)
    return SeenOff(word, orders[-1], works, counts, undone_by(played, orders[-1]))
