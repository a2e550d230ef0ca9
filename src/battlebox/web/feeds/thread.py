"""The thread beside the pages that asks partners for what is new.

Law: only a real desk has it; one partner that is slow holds up no other.
Not here: one poll (round.py), what a thread is (web/lookout.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Final

from battlebox.share.sending import DrillDesk, RealDesk
from battlebox.web.feeds.round import due, poll_once
from battlebox.web.lookout import Duty, Lookout
from battlebox.web.models import Feed

DUTY: Final = Duty("poll", 5.0, "Asking partners")


@dataclass
class Polling:
    """Looks for feeds that are due, and has each be asked."""

    desk: RealDesk

    def __post_init__(self) -> None:
        if type(self.desk) is not RealDesk:
            raise TypeError(f"partners are asked by a real desk, not by {type(self.desk).__name__}")
        self.lookout = Lookout(DUTY, self.look)

    def look(self) -> int:
        """Have each feed that is due and not being asked be asked; how many."""
        return sum(self.lookout.have(row.pk, partial(self._ask, row)) for row in due())

    def _ask(self, row: Feed) -> None:
        poll_once(row, self.desk, stop_asked=self.lookout.is_ending.is_set)


@dataclass(slots=True)
class _Desk:
    polling: Polling | None = None


_DESK: Final = _Desk()


def begin(ground: RealDesk | DrillDesk) -> None:
    """At start: a real desk asks its partners, one that practises asks nobody."""
    if isinstance(ground, RealDesk):
        _DESK.polling = Polling(ground)
        _DESK.polling.lookout.begin()


def end() -> None:
    """At the end: between two pages; what is kept is kept."""
    if _DESK.polling is not None:
        _DESK.polling.lookout.end()
        _DESK.polling = None
