"""The thread beside the pages that asks partners for what is new.

Law: only a real desk has it; nothing of it holds up a page; one partner that is slow holds up no other; what it dies of
is an alarm, and it goes on.
Not here: one poll (round.py).
"""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Final

from django.db import DatabaseError, close_old_connections

from battlebox.share.sending import DrillDesk, RealDesk
from battlebox.web.feeds.round import due, poll_once
from battlebox.web.models import Alarm, Feed

FAULTS: Final = (DatabaseError, OSError, RuntimeError, ValueError, LookupError, TypeError)
"""What a thread must outlive: a full disk, a locked table, and faults of ours. Each is an alarm."""
LOOK_SECONDS: Final = 5.0
WIDTH: Final = 4


@dataclass
class Polling:
    """Looks for feeds that are due, and has four of them asked at a time."""

    desk: RealDesk
    is_ending: threading.Event = field(default_factory=threading.Event)
    busy: set[int] = field(default_factory=set)
    thread: threading.Thread | None = None

    def __post_init__(self) -> None:
        if type(self.desk) is not RealDesk:
            raise TypeError(f"partners are asked by a real desk, not by {type(self.desk).__name__}")
        self._lock = threading.Lock()
        self._pool = ThreadPoolExecutor(WIDTH, thread_name_prefix="poll")

    def begin(self) -> None:
        """Start."""
        self.thread = threading.Thread(target=self._work, name="polling", daemon=True)
        self.thread.start()

    def end(self, seconds: float = 10.0) -> None:
        """Stop between two pages; what is kept is kept."""
        self.is_ending.set()
        if self.thread is not None:
            self.thread.join(timeout=seconds)
        self._pool.shutdown(wait=False, cancel_futures=True)

    def look(self) -> int:
        """Have each feed that is due and not being asked be asked; how many."""
        found = [row for row in due() if self._takes(row.pk)]
        for row in found:
            self._pool.submit(self._ask, row)
        return len(found)

    def _takes(self, number: int) -> bool:
        with self._lock:
            is_free = number not in self.busy
            self.busy.add(number)
        return is_free

    def _ask(self, row: Feed) -> None:
        try:
            poll_once(row, self.desk, stop_asked=self.is_ending.is_set)
        except FAULTS as wrong:
            _alarm_fault(wrong)
            # Not at once again: a full disk does not empty itself.
            self.is_ending.wait(LOOK_SECONDS)
        finally:
            with self._lock:
                self.busy.discard(row.pk)
            close_old_connections()

    def _work(self) -> None:
        while not self.is_ending.is_set():
            try:
                self.look()
            except FAULTS as wrong:
                _alarm_fault(wrong)
            close_old_connections()
            self.is_ending.wait(LOOK_SECONDS)


def _alarm_fault(wrong: Exception) -> None:
    """An alarm for a fault of ours, or of the disk; the kind of fault, never what was in it."""
    kind = type(wrong).__name__
    words = f"Asking partners met a fault ({kind}) and goes on. If this stays, start the desk again."
    with suppress(DatabaseError):
        if not Alarm.objects.unseen().filter(key=f"poll-fault:{kind}").exists():
            Alarm.objects.tell(words, key=f"poll-fault:{kind}")


@dataclass(slots=True)
class _Desk:
    polling: Polling | None = None


_DESK: Final = _Desk()


def begin(ground: RealDesk | DrillDesk) -> None:
    """At start: a real desk asks its partners, one that practises asks nobody."""
    if isinstance(ground, RealDesk):
        _DESK.polling = Polling(ground)
        _DESK.polling.begin()


def end() -> None:
    """At the end."""
    if _DESK.polling is not None:
        _DESK.polling.end()
        _DESK.polling = None
