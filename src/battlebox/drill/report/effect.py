"""When an order of the record worked, and by what it was undone.

Law: in a drill an order works as the attacker met it: once the time that the drill's copy of the estate gives it is
over, from when its entry was written; nobody's word that it is verified off makes it work sooner. Without a scenario
there is no such world, and the word of whoever looked counts. What came after what is read in the order of the journal,
and not off the minutes.
Not here: what that comes to as a measure (firsts.py, plan.py), what the attacker did (drill/truth).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from battlebox.desk.picture import works_from
from battlebox.drill.play import Deed
from battlebox.drill.report.played import Played, when
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
    return works_from(played.estate.action_by_id[str(order.said["action"])], given)


def undone_by(played: Played, order: Deed) -> Deed | None:
    """The entry that undid an order."""
    return next(_of_action(played.after(order), Kind.SYSTEM_REOPENED, order), None)


def undone_before_it_worked(played: Played, order: Deed) -> bool:
    """Whether it stood too short to do anything."""
    undone = undone_by(played, order)
    return undone is not None and undone.at < works_at(played, order)


def verified_by(played: Played, order: Deed) -> Deed | None:
    """The first word that what an order is about is off, while that order stood; None where nobody said so."""
    undone = undone_by(played, order)
    later = played.after(order)
    stood = later if undone is None else later[: later.index(undone)]
    return next(_of_action(stood, Kind.SYSTEM_VERIFIED, order), None)


def seen_off(played: Played, word: Deed) -> SeenOff:
    """A word that something is verified off, beside the order that it is about."""
    order = next(_of_action(reversed(played.before(word)), Kind.SYSTEM_ISOLATED, word), None)
    if order is None or str(order.said["action"]) not in played.estate.action_by_id:
        return SeenOff(word, None, when(word), when(word), undone_by(played, word))
    works = works_at(played, order)
    counts = when(word) if played.course is None else max(when(word), works)
    return SeenOff(word, order, works, counts, undone_by(played, order))


def _of_action(deeds: Iterable[Deed], kind: Kind, of: Deed) -> Iterator[Deed]:
    return (each for each in deeds if each.kind == kind and each.said.get("action") == of.said.get("action"))
