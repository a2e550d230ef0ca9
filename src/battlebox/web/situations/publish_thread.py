"""The thread beside the pages that tells partners how we stand, within a second of every change.

Law: only a real desk has it; one record that cannot be read holds up no other.
Not here: one round (publishing.py), what a thread is (web/lookout.py).

It asks every record four times a second whether it has grown, which costs one question to its store each; a record that
has not is looked at again once a minute, for what may be told can end with a time.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import Final

from battlebox.desk.record import Installation
from battlebox.share.sending import DrillDesk, RealDesk
from battlebox.web.lookout import FAULTS, Duty, Lookout
from battlebox.web.models import Alarm
from battlebox.web.situations.publishing import Published, publish

DUTY: Final = Duty("situation", 0.25, "Telling partners how we stand", "tries again")
AGAIN_SECONDS: Final = 60.0
_REFUSED: Final = "situation-refused:"


@dataclass
class Publishing:
    """Looks whether a record has grown, and brings up to date what partners are told of it."""

    installation: Installation
    desk: RealDesk
    _seen: dict[str, tuple[int, float]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if type(self.desk) is not RealDesk:
            raise TypeError(f"how we stand is told by a real desk, not by {type(self.desk).__name__}")
        self.lookout = Lookout(DUTY, self.look)

    def look(self) -> tuple[Published, ...]:
        """Publish of each record that has grown, or that was last looked at a minute ago.

        One that cannot be read holds up no other: its fault is raised at the end.
        """
        done: list[Published] = []
        wrong: Exception | None = None
        for name in self.installation.incidents:
            try:
                done += self._look_at(name)
            except FAULTS as met:
                wrong = met
        _alarm_refused(done)
        if wrong is not None:
            raise wrong
        return tuple(done)

    def _look_at(self, name: str) -> list[Published]:
        record = self.installation.record(name)
        arrived, now = record.catch_up(), time.monotonic()
        before, at = self._seen.get(name, (-1, 0.0))
        if arrived == before and now - at < AGAIN_SECONDS:
            return []
        done = [
            each for home in sorted(record.bodies) for each in publish(record, self.installation.shelf, home, self.desk)
        ]
        # Only now: what could not be published is tried again.
        self._seen[name] = (arrived, now)
        return done


def _alarm_refused(done: list[Published]) -> None:
    for each in done:
        key = f"{_REFUSED}{each.home}:{each.partner}"
        if each.refused and not Alarm.objects.unseen().filter(key=key).exists():
            words = f"{each.refused} objects of how we stand could not be made for {each.partner}: ring them instead."
            Alarm.objects.tell(words, body=each.home, key=key)


@dataclass(slots=True)
class _Desk:
    publishing: Publishing | None = None


_DESK: Final = _Desk()


def begin(installation: Installation, ground: RealDesk | DrillDesk) -> None:
    """At start: a real desk tells its partners, one that practises tells nobody."""
    if isinstance(ground, RealDesk):
        _DESK.publishing = Publishing(installation, ground)
        _DESK.publishing.lookout.begin()


def end() -> None:
    """At the end: between two rounds; what is shelved is shelved."""
    if _DESK.publishing is not None:
        _DESK.publishing.lookout.end()
        _DESK.publishing = None
