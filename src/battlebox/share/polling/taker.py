"""Who takes what a poll brings.

Law: `take` returns only when what it says is kept is kept: the bookmark moves after it, and a crash between the two
brings the same things again.
Not here: the store (web).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from battlebox.share.intel import Thing
from battlebox.share.polling.feed import Feed


@dataclass(frozen=True, slots=True)
class Taken:
    """How many of them are new here, were known already, and were not taken."""

    new: int = 0
    known: int = 0
    refused: int = 0


class Taker(Protocol):
    """Takes things in."""

    def take(self, things: Sequence[Thing], feed: Feed) -> Taken:
        """Take these in from a feed; what is known already is welcome again."""
        ...
