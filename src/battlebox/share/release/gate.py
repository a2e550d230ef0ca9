"""The gate that every way out asks, whether this thing may go to them now.

Law: every marking in a reach is asked of `marking.decide` by itself, and all must allow; a second reading of the bytes
must come to the same, else the thing stays and an alarm says so. In public nobody is anybody.
Not here: the rules of the labels (marking), what binds a thing (binding.py), the list of the ways out (ways.py).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from battlebox.marking import Allow, Deny, Reason, Recipient, WayOut, decide
from battlebox.share.release.binding import reach_of
from battlebox.share.release.held import Held, Shelf
from battlebox.share.release.kept import Kept, Verdict, Why
from battlebox.share.release.reach import Reach
from battlebox.share.release.second import Second


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Two readings of one thing that came out differently: somebody must look at why."""

    id: str
    version: str
    to: Recipient
    first: Verdict
    second: bool


Alarm = Callable[[Disagreement], None]


def may_leave(reach: Reach, to: Recipient, now: datetime) -> Verdict:
    """Whether a thing of this reach may go to them at the aware instant `now`; cost is a few microseconds."""
    if reach.kept_back is not None:
        return Kept(reach.kept_back)
    if to.way is WayOut.PUBLIC:
        to = Recipient(WayOut.PUBLIC)
    elif not to.body:
        return Kept(Why.NOBODY)
    denied = [verdict for atom in reach.atoms if isinstance(verdict := decide(atom, to, now), Deny)]
    # Of several reasons the same is given each time.
    return min(denied, key=lambda verdict: _PLACE[verdict.reason]) if denied else Allow()


@dataclass(frozen=True, slots=True)
class Gate:
    """Both readings over one shelf, and who hears of it when they differ."""

    shelf: Shelf
    alarm: Alarm

    def let_out(self, held: Held, to: Recipient, now: datetime, reach: Reach | None = None) -> Verdict:
        """Whether these bytes may go to them at the aware instant `now`.

        `reach` is the one that was worked out before, where there is one: that it is out of date is found here.
        """
        return self.asked_by(to, now).let_out(held, reach)

    def asked_by(self, to: Recipient, now: datetime) -> Passage:
        """For many things that one reader would have at one instant, while the shelf stays as it is."""
        return Passage(self, to, now, Second(to, now, self.shelf))


@dataclass(frozen=True, slots=True)
class Passage:
    """Both readings of many things for one reader; each reach is asked once."""

    gate: Gate
    to: Recipient
    now: datetime
    second: Second
    _first: dict[Reach, Verdict] = field(default_factory=dict)

    def let_out(self, held: Held, reach: Reach | None = None) -> Verdict:
        """Whether these bytes may go, as `Gate.let_out` says it."""
        reach = reach or reach_of(held, self.gate.shelf)
        if reach not in self._first:
            self._first[reach] = may_leave(reach, self.to, self.now)
        first, second = self._first[reach], self.second.lets(held)
        if isinstance(first, Allow) is second:
            return first
        self.gate.alarm(Disagreement(held.thing.id, held.thing.version, self.to, first, second))
        return Kept(Why.DISAGREED)


_PLACE = {reason: place for place, reason in enumerate(Reason)}
