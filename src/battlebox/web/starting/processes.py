"""The first process of a desk of several: it begins the others, keeps their memory, and begins anew what dies.

Law: it answers no page and has no record open, so that there is little it could die of; when it is told to end, all
end; when it dies, all end. Whatever ends by itself is begun again: at once, or after a second where it has only just
begun.
Not here: what the others do (several.py), the memory (desk_memory.py).
"""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from mmap import mmap
from multiprocessing import Pipe
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Final

from battlebox.web.desk_memory import OwnMemory
from battlebox.web.desk_memory import use as use_memory
from battlebox.web.machine_log import say, say_what_died
from battlebox.web.starting.memory_line import LineMemory, answer

_LOOK_SECONDS: Final = 0.5
_YOUNG_SECONDS: Final = 5.0
_AGAIN_SECONDS: Final = 1.0
_END_SECONDS: Final = 25.0
_SIGNALS: Final = (signal.SIGINT, signal.SIGTERM)


@dataclass(slots=True)
class _Process:
    """One that runs."""

    name: str
    number: int
    line: Connection
    since: float = field(default_factory=time.monotonic)


@dataclass(frozen=True, slots=True)
class Place:
    """That of one process among the others: whether it lets people in, and whether any other does."""

    _let_in: mmap
    """A byte for each, which all of them and the first see."""
    _number: int

    def open(self) -> None:
        """From now on it lets people in."""
        self._let_in[self._number] = 1

    def close(self) -> None:
        """It has ended."""
        self._let_in[self._number] = 0

    @property
    def others_are_open(self) -> bool:
        """Whether any other process lets people in, and has not ended."""
        return any(is_open for number, is_open in enumerate(self._let_in[:]) if number != self._number)


class Processes:
    """Every process of a desk but the first, by name, with what it does at its place until it is told to end."""

    def __init__(self, works: Mapping[str, Callable[[Place], None]]) -> None:
        self._works = works
        let_in = mmap(-1, len(works))
        self._places = {name: Place(let_in, number) for number, name in enumerate(works)}
        self._memory = OwnMemory()
        self._running: dict[str, _Process] = {}
        self._due = dict.fromkeys(works, 0.0)
        self._told = False
        # Nobody ever writes into it: its other end is closed when the first process is gone, however it went.
        self._lives, self._living = os.pipe()

    def run(self, begun: Callable[[], None]) -> None:
        """Begin them all, say so, and see to them until Ctrl-C or SIGTERM."""
        for each in _SIGNALS:
            signal.signal(each, self._tell)
        self._begin_due()
        begun()
        while not self._told:
            self._answer()
            self._begin_due()
            self._memory.sweep()
        self._end()

    def _tell(self, *_: object) -> None:
        self._told = True

    def _begin_due(self) -> None:
        now = time.monotonic()
        for name in [name for name, at in self._due.items() if at <= now]:
            del self._due[name]
            self._begin(name)

    def _begin(self, name: str) -> None:
        ours, theirs = Pipe()
        # What is being written is written once.
        with suppress(OSError):
            sys.stdout.flush()
        with suppress(OSError):
            sys.stderr.flush()
        number = os.fork()
        if number == 0:
            self._be(name, ours, theirs)
        theirs.close()
        self._running[name] = _Process(name, number, ours)

    def _be(self, name: str, ours: Connection, theirs: Connection) -> None:
        """What the new process does from its first moment to its last; never returns."""
        code = os.EX_SOFTWARE
        # What `ps` and a kernel short of memory call it.
        with suppress(OSError):
            Path("/proc/self/comm").write_text(name, encoding="ascii")
        try:
            for each in _SIGNALS:
                signal.signal(each, signal.SIG_DFL)
            os.close(self._living)
            for line in (ours, *(each.line for each in self._running.values())):
                line.close()
            use_memory(LineMemory(theirs))
            threading.Thread(target=self._end_with_the_first, name="first", daemon=True).start()
            self._works[name](self._places[name])
            code = os.EX_OK
        finally:
            # Whatever it was, this process must never go on as its parent would.
            if code != os.EX_OK:
                say_what_died()
            with suppress(OSError):
                sys.stderr.flush()
            os._exit(code)

    def _end_with_the_first(self) -> None:
        os.read(self._lives, 1)
        os.kill(os.getpid(), signal.SIGTERM)

    def _answer(self) -> None:
        by_line = {each.line: each for each in self._running.values()}
        for line in wait(list(by_line), timeout=_LOOK_SECONDS):
            each = by_line[line]  # type: ignore[index]  # What was waited for.
            if not answer(self._memory, each.line):
                self._ended(each)

    def _ended(self, each: _Process) -> None:
        _, status = os.waitpid(each.number, 0)
        each.line.close()
        self._places[each.name].close()
        del self._running[each.name]
        if self._told:
            return
        say(f"the process {each.name} {_end_of(status)}, and is begun again")
        now = time.monotonic()
        self._due[each.name] = now + (_AGAIN_SECONDS if now - each.since < _YOUNG_SECONDS else 0.0)

    def _end(self) -> None:
        """Tell every one, and wait until what they are doing is done; after too long, end it."""
        self._signal(signal.SIGTERM)
        until = time.monotonic() + _END_SECONDS
        while self._running and time.monotonic() < until:
            self._answer()
        self._signal(signal.SIGKILL)
        while self._running:
            self._answer()

    def _signal(self, which: signal.Signals) -> None:
        for each in self._running.values():
            os.kill(each.number, which)


def _end_of(status: int) -> str:
    if os.WIFSIGNALED(status):
        return f"was ended by signal {os.WTERMSIG(status)}"
    return f"ended with code {os.waitstatus_to_exitcode(status)}"
