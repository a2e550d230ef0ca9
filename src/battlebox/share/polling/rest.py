"""How long a feed rests after a poll.

Law: what goes well is asked again at its pace, what fails less and less often, and nobody for longer than an hour; two
desks that began together do not stay together.
Not here: how a poll ended (polled.py).
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from battlebox.share.polling.errors import Code
from battlebox.share.polling.polled import Polled, Turn
from battlebox.share.sending import Accepted, Breaker, Refused, Whose

EVERY_SECONDS: Final = 300
GO_ON_SECONDS: Final = 5
IN_A_ROW_MAX: Final = 20
REST_MAX: Final = timedelta(hours=1)
_DOUBLINGS_MAX: Final = 10
_ANSWERED: Final = Accepted("")


@dataclass(slots=True)
class Rest:
    """When a feed is asked next. `breaker` counts failures; after five it rests, and is tried with one page."""

    every_seconds: int = EVERY_SECONDS
    breaker: Breaker = field(default_factory=Breaker)
    next_at: datetime | None = None
    in_a_row: int = 0
    """How many polls in a row ended with more to come."""
    chance: Callable[[], float] = random.random

    def is_due(self, now: datetime) -> bool:
        """Whether it is asked now. A time further off than any rest is of a clock that went back: it does not count."""
        if self.next_at is None or self.next_at - now > REST_MAX * 2:
            return True
        return now >= self.next_at

    def pages(self, most: int) -> int:
        """How many pages may be read: one, after a rest."""
        return self.breaker.most(most)

    def heard(self, polled: Polled, now: datetime) -> None:
        """Count a poll and say when the next one is."""
        if polled.turn in (Turn.DONE, Turn.GO_ON):
            self.breaker.heard(_ANSWERED, now)
            self.in_a_row = self.in_a_row + 1 if polled.turn is Turn.GO_ON else 0
            # Who never comes to an end is read at the usual pace: there may be no end.
            is_soon = 0 < self.in_a_row <= IN_A_ROW_MAX
            soon = GO_ON_SECONDS if is_soon else self.every_seconds
            self.next_at = now + timedelta(seconds=soon * self._spread())
            return
        # Who asks us to wait is well: it is waited for, and counts as no failure.
        if polled.code is not Code.BUSY:
            whose = Whose.KEY if polled.turn is Turn.MENDED else Whose.PROVIDER
            self.breaker.heard(Refused(polled.sentence, whose, polled.after_seconds), now)
        doublings = _DOUBLINGS_MAX if polled.turn is Turn.MENDED else min(self.breaker.failures, _DOUBLINGS_MAX)
        wait = min(timedelta(seconds=self.every_seconds * 2**doublings), REST_MAX)
        asked = min(timedelta(seconds=polled.after_seconds), REST_MAX)
        self.next_at = now + max(wait * self._spread(), asked)
        if self.breaker.until is not None:
            self.breaker.until = self.next_at

    def _spread(self) -> float:
        """Between three quarters and five quarters."""
        return 0.75 + self.chance() / 2
