"""The thread beside the pages that tells machines what happens here.

Law: only a real desk has it; one machine that is slow holds up no other.
Not here: one round (round.py), what a thread is (web/lookout.py).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import Final

from battlebox.desk.record import Installation
from battlebox.share.hook import Network
from battlebox.share.sending import DrillDesk, RealDesk
from battlebox.web.hooks.round import due, put_down, send_waiting
from battlebox.web.lookout import Duty, Lookout
from battlebox.web.models import Hook

DUTY: Final = Duty("hook", 1.0, "Telling other machines")


@dataclass
class Hooking:
    """Looks for what is new and for machines that are due, and has each be told."""

    installation: Installation
    desk: RealDesk
    inside: tuple[Network, ...] = ()
    _seen: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if type(self.desk) is not RealDesk:
            raise TypeError(f"machines are told by a real desk, not by {type(self.desk).__name__}")
        self.lookout = Lookout(DUTY, self.look)

    def look(self) -> int:
        """Put down what is new, and have each machine that is due be told; how many."""
        if not Hook.objects.open().exists():
            return 0
        for name in self.installation.incidents:
            record = self.installation.record(name)
            arrived = record.catch_up()
            if self._seen.get(name) != arrived:
                put_down(record)
                self._seen[name] = arrived
        return sum(self.lookout.have(hook.pk, partial(self._tell, hook)) for hook in due())

    def _tell(self, hook: Hook) -> None:
        ground = (self.desk, self.inside)
        send_waiting(hook, ground, self.installation, stop_asked=self.lookout.is_ending.is_set)


@dataclass(slots=True)
class _Desk:
    hooking: Hooking | None = None


_DESK: Final = _Desk()


def begin(installation: Installation, ground: RealDesk | DrillDesk, inside: tuple[Network, ...]) -> None:
    """At start: a real desk tells machines, one that practises tells nobody. `inside` are networks of the settings."""
    if isinstance(ground, RealDesk):
        _DESK.hooking = Hooking(installation, ground, inside)
        _DESK.hooking.lookout.begin()


def end() -> None:
    """At the end: between two messages."""
    if _DESK.hooking is not None:
        _DESK.hooking.lookout.end()
        _DESK.hooking = None
