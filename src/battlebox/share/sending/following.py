"""What became of a letter that a provider took: asked for afterwards, until the provider knows or has forgotten.

Law: told is not delivered; what a provider gave up on goes to the person's next means; asking is never sending, and
stays within the pace of the means.
Not here: when a lane asks (lane.py), how one provider says it (notify.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Protocol, runtime_checkable

from battlebox.share.sending.errand import Ended, Errand, State

FIRST_ASK: Final = timedelta(seconds=30)
LONGEST_WAIT: Final = timedelta(hours=6)
FORGOTTEN_AFTER: Final = timedelta(days=7)
"""How long Notify keeps what became of a letter, unless a service chose otherwise."""


@dataclass(frozen=True, slots=True)
class Delivered:
    """It arrived, as far as the provider can tell."""


@dataclass(frozen=True, slots=True)
class Undelivered:
    """The provider gave it up. `for_good`: this address will never take one; else later it might, and nobody tries."""

    why: str
    for_good: bool


@dataclass(frozen=True, slots=True)
class StillOpen:
    """The provider does not know yet, or could not be asked; `after_seconds` is when it would be asked again."""

    after_seconds: int = 0


Fate = Delivered | Undelivered | StillOpen


@runtime_checkable
class Follower(Protocol):
    """A sender whose provider can be asked what became of a letter."""

    def follow(self, reference: str) -> Fate:
        """Ask. Several threads may call at once."""
        ...


def first_ask(ended: Ended) -> Ended:
    """The outcome of a try, with when to ask what became of it where a provider took it."""
    if ended.state is not State.TOLD:
        return ended
    return Ended(ended.errand, ended.state, ended.at, ended.note, due=ended.at + FIRST_ASK)


def next_ask(told: datetime, now: datetime, after_seconds: int = 0) -> datetime | None:
    """When to ask again: after as long as it has been already, at most six hours; never once it is forgotten there."""
    if now - told >= FORGOTTEN_AFTER:
        return None
    return now + max(min(now - told, LONGEST_WAIT), FIRST_ASK, timedelta(seconds=after_seconds))


def became(errand: Errand, fate: Delivered | Undelivered, now: datetime) -> Ended:
    """What follows."""
    if isinstance(fate, Delivered):
        return Ended(errand, State.DELIVERED, now, "delivered")
    return Ended(errand, State.REFUSED, now, fate.why)
