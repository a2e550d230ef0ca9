"""What a branch asks of the truth behind a drill: what the attacker holds at its minute, and what is shut then.

Law: a branch never asks the record whether something is isolated: an order takes time to work.
Not here: working the truth out (drill/truth).
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Protocol


class Behind(Protocol):
    """The truth at one minute, before anything of that minute; nothing is worked out before it is asked."""

    def held(self) -> Collection[str]:
        """The ids of systems that the attacker holds."""
        ...

    def shut(self) -> Collection[str]:
        """The ids of systems that an order isolates or stops, and of links that are shut, where it works by now."""
        ...


class Nobody:
    """Where no attacker is and nobody ordered anything."""

    def held(self) -> Collection[str]:
        """Nothing."""
        return ()

    def shut(self) -> Collection[str]:
        """Nothing."""
        return ()
