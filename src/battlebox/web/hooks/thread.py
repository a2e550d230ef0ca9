"""The thread beside the pages that tells machines what happens here.

Law: only a real desk has it; nothing of it holds up a page; one machine that is slow holds up no other; what it dies of
is an alarm, and it goes on.
Not here: one round (round.py).
"""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Final

from django.db import DatabaseError, close_old_connections

from battlebox.desk import DeskError
from battlebox.desk.record import Installation
from battlebox.journal import JournalError
from battlebox.share import ShareError
from battlebox.share.hook import Network
from battlebox.share.polling import PollError
from battlebox.share.sending import DrillDesk, RealDesk
from battlebox.web.hooks.round import due, put_down, send_waiting
from battlebox.web.models import Alarm, Hook

FAULTS: Final = (
    *(DatabaseError, JournalError, DeskError, ShareError, PollError),
    *(OSError, RuntimeError, ValueError, LookupError, TypeError),
)
"""What a thread must outlive: a full disk, a locked table, and faults of ours. Each is an alarm."""
LOOK_SECONDS: Final = 1.0
FAULT_SECONDS: Final = 5.0
WIDTH: Final = 4


@dataclass
class Hooking:
    """Looks for what is new and for machines that are due, and has four of them told at a time."""

    installation: Installation
    desk: RealDesk
    inside: tuple[Network, ...] = ()
    is_ending: threading.Event = field(default_factory=threading.Event)
    busy: set[int] = field(default_factory=set)
    thread: threading.Thread | None = None
    _seen: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if type(self.desk) is not RealDesk:
            raise TypeError(f"machines are told by a real desk, not by {type(self.desk).__name__}")
        self._lock = threading.Lock()
        self._pool = ThreadPoolExecutor(WIDTH, thread_name_prefix="hook")

    def begin(self) -> None:
        """Start."""
        self.thread = threading.Thread(target=self._work, name="hooks", daemon=True)
        self.thread.start()

    def end(self, seconds: float = 10.0) -> None:
        """Stop between two messages."""
        self.is_ending.set()
        if self.thread is not None:
            self.thread.join(timeout=seconds)
        self._pool.shutdown(wait=False, cancel_futures=True)

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
        found = [hook for hook in due() if self._takes(hook.pk)]
        for hook in found:
            self._pool.submit(self._tell, hook)
        return len(found)

    def _takes(self, number: int) -> bool:
        with self._lock:
            is_free = number not in self.busy
            self.busy.add(number)
        return is_free

    def _tell(self, hook: Hook) -> None:
        try:
            send_waiting(hook, (self.desk, self.inside), self.installation, stop_asked=self.is_ending.is_set)
        except FAULTS as wrong:
            _alarm_fault(wrong)
            self.is_ending.wait(FAULT_SECONDS)
        finally:
            with self._lock:
                self.busy.discard(hook.pk)
            close_old_connections()

    def _work(self) -> None:
        while not self.is_ending.is_set():
            wait = LOOK_SECONDS
            try:
                self.look()
            except FAULTS as wrong:
                _alarm_fault(wrong)
                wait = FAULT_SECONDS
            close_old_connections()
            self.is_ending.wait(wait)


def _alarm_fault(wrong: Exception) -> None:
    """An alarm for a fault of ours, or of the disk; the kind of fault, never what was in it."""
    kind = type(wrong).__name__
    words = f"Telling other machines met a fault ({kind}) and goes on. If this stays, start the desk again."
    with suppress(DatabaseError):
        if not Alarm.objects.unseen().filter(key=f"hook-fault:{kind}").exists():
            Alarm.objects.tell(words, key=f"hook-fault:{kind}")


@dataclass(slots=True)
class _Desk:
    hooking: Hooking | None = None


_DESK: Final = _Desk()


def begin(installation: Installation, ground: RealDesk | DrillDesk, inside: tuple[Network, ...]) -> None:
    """At start: a real desk tells machines, one that practises tells nobody. `inside` are networks of the settings."""
    if isinstance(ground, RealDesk):
        _DESK.hooking = Hooking(installation, ground, inside)
        _DESK.hooking.begin()


def end() -> None:
    """At the end."""
    if _DESK.hooking is not None:
        _DESK.hooking.end()
        _DESK.hooking = None
