"""The solver beside us: a program of its own is started, given a job, listened to, and ended when its time is up.

Law: whatever becomes of it (not installed, killed, failing, silent), the answer is what was known before, and `fate`
says so. It is started early, so that loading it costs no time of the plan's.
Not here: the models (solving.py, floor.py), whether what it says is a plan (check.py).
"""

from __future__ import annotations

import importlib.util
import json
import queue
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Self

from battlebox.engine.allowance import Allowance

CPSAT: Final = "solving.py"
FLOOR: Final = "floor.py"
ABSENT, STARTED, FAILED, KILLED, ANSWERED = "absent", "not asked", "failed", "ended when its time was up", "answered"
Line = Mapping[str, Any]


def is_installed() -> bool:
    """Whether there is a solver to start."""
    return importlib.util.find_spec("ortools") is not None


@dataclass
class Solver:
    """One program beside us. Use it in a `with`: it is ended at the end, whatever happened."""

    program: str
    fate: str = ABSENT
    _process: subprocess.Popen[str] | None = None
    _lines: queue.SimpleQueue[Line | None] = field(default_factory=queue.SimpleQueue)

    def __enter__(self) -> Self:
        if is_installed():
            command = [sys.executable, "-I", str(Path(__file__).parent / self.program)]
            try:
                self._process = subprocess.Popen(  # noqa: S603 - our own program, by its path
                    command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
                )
            except OSError:
                self.fate = FAILED
                return self
            self.fate = STARTED
            threading.Thread(target=self._listen, args=(self._process,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            for pipe in (self._process.stdin, self._process.stdout):
                if pipe is not None:
                    with suppress(OSError):
                        pipe.close()

    def ask(self, job: Mapping[str, object]) -> None:
        """Give it its one job."""
        if self._process is None or self._process.stdin is None:
            return
        try:
            self._process.stdin.write(json.dumps(job) + "\n")
            self._process.stdin.close()
            self.fate = KILLED
        except OSError:
            self.fate = FAILED

    def lines(self, allowance: Allowance) -> Iterator[Line]:
        """What it says, until it is done, is gone, or the time is up."""
        while self._process is not None and self.fate == KILLED:
            try:
                line = self._lines.get(timeout=max(allowance.left, 0.001))
            except queue.Empty:
                return
            if line is None:
                self.fate = FAILED
                return
            if "status" in line:
                self.fate = ANSWERED
            yield line

    def _listen(self, process: subprocess.Popen[str]) -> None:
        with suppress(OSError, ValueError):
            for text in process.stdout or ():
                line = json.loads(text)
                if not isinstance(line, dict):
                    break
                self._lines.put(line)
        self._lines.put(None)
