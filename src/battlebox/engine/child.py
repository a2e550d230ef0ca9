"""The solver in a program of its own, which is started, given a job, listened to, and ended when its time is up.

Law: whatever becomes of it (not installed, killed, failing, silent), the answer is what was known before, and `end`
says so. It is started early, so that loading it costs no time of the plan's.
Not here: what the programs do (restore/solving.py, restore/floor.py, roster/working.py), whether what they say is true.
"""

from __future__ import annotations

import json
import os
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
from battlebox.engine.solver import End, is_installed

Line = Mapping[str, Any]
_LIVE: Final = frozenset({End.NOT_ASKED, End.OUT_OF_TIME})


@dataclass
class Solver:
    """One program beside us. Use it in a `with`: it is ended at the end, whatever happened.

    `end` is how its work would have ended if nobody heard it any further. One that is not wanted is never started.
    """

    program: Path
    is_wanted: bool = True
    end: End = End.MISSING
    _process: subprocess.Popen[str] | None = None
    _lines: queue.SimpleQueue[Line | None] = field(default_factory=queue.SimpleQueue)

    def __enter__(self) -> Self:
        if self.is_wanted and is_installed():
            # What we find it finds, and nothing that lies beside it or in the folder we were started from.
            found = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
            command = [sys.executable, "-P", str(self.program)]
            try:
                self._process = subprocess.Popen(  # noqa: S603 - our own program, by its path
                    command,
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.DEVNULL,
                    text=True,
                    env=found,
                )
            except OSError:
                self.end = End.FAILED
                return self
            self.end = End.NOT_ASKED
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
            self.end = End.OUT_OF_TIME
        except OSError:
            self.end = End.FAILED

    def lines(self, allowance: Allowance) -> Iterator[Line]:
        """What it says, until it is done, is gone, or the time is up."""
        while self._process is not None and self.end in _LIVE:
            try:
                line = self._lines.get(timeout=max(allowance.left, 0.001))
            except queue.Empty:
                return
            if line is None:
                self.end = End.FAILED
                return
            if "status" in line:
                self.end = End.DONE
            yield line

    def _listen(self, process: subprocess.Popen[str]) -> None:
        with suppress(OSError, ValueError):
            for text in process.stdout or ():
                line = json.loads(text)
                if not isinstance(line, dict):
                    break
                self._lines.put(line)
        self._lines.put(None)
