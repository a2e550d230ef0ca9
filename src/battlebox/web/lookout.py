"""A thread beside the pages that looks for work again and again, and four hands that do what takes long.

Law: nothing of it holds up a page; what takes long for one holds up no other, and nobody's is done twice at once; what
it dies of is an alarm, and it goes on.
Not here: what is looked for, and which desk may (hooks/thread.py, feeds/thread.py, situations/publish_thread.py).
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Final

from django.db import DatabaseError, close_old_connections

from battlebox.desk import DeskError
from battlebox.journal import JournalError
from battlebox.share import ShareError
from battlebox.share.polling import PollError
from battlebox.web.models import Alarm

FAULTS: Final = (
    *(DatabaseError, JournalError, DeskError, ShareError, PollError),
    *(OSError, RuntimeError, ValueError, LookupError, TypeError),
)
"""What a thread must outlive: a full disk, a locked table, and faults of ours. Each is an alarm."""
FAULT_SECONDS: Final = 5.0
"""Not at once again after a fault: a full disk does not empty itself."""
HANDS: Final = 4


@dataclass(frozen=True, slots=True)
class Duty:
    """What a thread is called, how often it looks, and what its alarms say that it was at."""

    name: str
    seconds: float
    doing: str
    then: str = "goes on"

    def alarm(self, wrong: Exception) -> None:
        """An alarm for a fault of ours, or of the disk; the kind of fault, never what was in it."""
        kind = type(wrong).__name__
        key = f"{self.name}-fault:{kind}"
        words = f"{self.doing} met a fault ({kind}) and {self.then}. If this stays, start the desk again."
        with suppress(DatabaseError):
            if not Alarm.objects.unseen().filter(key=key).exists():
                Alarm.objects.tell(words, key=key)


@dataclass
class Lookout:
    """Looks by `look` until it is ended; `have` has something done by one of the hands."""

    duty: Duty
    look: Callable[[], object]
    is_ending: threading.Event = field(default_factory=threading.Event)
    busy: set[int] = field(default_factory=set)
    thread: threading.Thread | None = None

    def __post_init__(self) -> None:
        self._lock = threading.Lock()
        self._pool = ThreadPoolExecutor(HANDS, thread_name_prefix=self.duty.name)

    def begin(self) -> None:
        """Start."""
        self.thread = threading.Thread(target=self._work, name=self.duty.name, daemon=True)
        self.thread.start()

    def end(self, seconds: float = 10.0) -> None:
        """Stop after what it is at; what was begun by a hand asks `is_ending` itself."""
        self.is_ending.set()
        if self.thread is not None:
            self.thread.join(timeout=seconds)
        self._pool.shutdown(wait=False, cancel_futures=True)

    def have(self, number: int, work: Callable[[], object]) -> bool:
        """Have the work for this number be done, unless it is being done; whether it will be."""
        with self._lock:
            if number in self.busy:
                return False
            self.busy.add(number)
        self._pool.submit(self._hand, number, work)
        return True

    def _hand(self, number: int, work: Callable[[], object]) -> None:
        try:
            work()
        except FAULTS as wrong:
            self.duty.alarm(wrong)
            self.is_ending.wait(FAULT_SECONDS)
        finally:
            with self._lock:
                self.busy.discard(number)
            close_old_connections()

    def _work(self) -> None:
        while not self.is_ending.is_set():
            wait = self.duty.seconds
            try:
                self.look()
            except FAULTS as wrong:
                self.duty.alarm(wrong)
                wait = FAULT_SECONDS
            close_old_connections()
            self.is_ending.wait(wait)
