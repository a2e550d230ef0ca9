"""Senders of a desk that practises: they keep what they were given, in memory, and reach nobody.

Law: there is no way to hand them a key or an address of a provider, and nothing here opens a connection.
Not here: senders that reach people.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from typing import Final, final

from battlebox.desk.message import Means, Promise
from battlebox.share.ground import DrillDesk
from battlebox.share.sending.sender import Accepted, Letter, Receipt

_PROMISES: Final = {
    Means.NOTIFY_TEXT: Promise.CAN_BE_ASKED,
    Means.NOTIFY_MAIL: Promise.CAN_BE_ASKED,
    Means.TEXT: Promise.REFUSES_REPEATS,
}


@final
@dataclass
class FakeSender:
    """Takes every letter and keeps it."""

    means: Means
    kept: dict[str, Letter] = field(default_factory=dict)
    own_address: str = ""
    promise: Promise = field(init=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def __post_init__(self) -> None:
        # As a provider of that means does, so that whoever practises reads what will be so.
        self.promise = _PROMISES.get(self.means, Promise.ONCE_AT_MOST)

    def send(self, letter: Letter, *, again: bool) -> Receipt:
        """Keep it; a second time changes nothing."""
        del again
        with self._lock:
            self.kept.setdefault(letter.reference, letter)
        return Accepted(f"practice-{letter.reference[:12]}")


@final
class FakeSenders:
    """One for each means but the phone, which is paper in practice too."""

    def __init__(self, desk: DrillDesk) -> None:
        if type(desk) is not DrillDesk:
            raise TypeError(f"practice senders are for a desk that practises, not for {type(desk).__name__}")
        self._each: dict[Means, FakeSender] = {means: FakeSender(means) for means in Means if means is not Means.PHONE}

    @property
    def works(self) -> frozenset[Means]:
        """All of them."""
        return frozenset(self._each)

    def of(self, means: Means) -> FakeSender:
        """The one of a means."""
        return self._each[means]
