"""The converter of MISP in a process of its own, asked one event after another, and ended when its time is up.

Law: whatever becomes of it (not installed, killed, failing, silent), each event has an answer or a named reason, and
the next event is tried by a new process.
Not here: what it does (misp_worker.py), what is made of its answers (misp.py).
"""

from __future__ import annotations

import importlib.util
import json
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Self

from battlebox.share.foreign.errors import Code, ForeignError

SECONDS_MOST: Final = 60
START_SECONDS_MOST: Final = 60
PROGRAM: Final = Path(__file__).with_name("misp_worker.py")
_SAME: Final = ("PATH", "LANG", "LC_ALL", "SYSTEMROOT")


def is_installed() -> bool:
    """Whether the extra that reads MISP is there."""
    return importlib.util.find_spec("misp_stix_converter") is not None


@dataclass
class Converter:
    """Use it in a `with`: whatever happened, its process is ended at the end. It starts when it is first asked."""

    program: Path = PROGRAM
    seconds_most: float = SECONDS_MOST
    _process: subprocess.Popen[str] | None = None
    _lines: queue.SimpleQueue[str] = field(default_factory=queue.SimpleQueue)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._end()

    def convert(self, event: Mapping[str, Any]) -> Mapping[str, Any]:
        """The things that become of one event: `things` and `errors`. Raises ForeignError."""
        if not is_installed():
            raise ForeignError.of(Code.NO_CONVERTER)
        if self._process is None:
            self._start()
            self._heard(START_SECONDS_MOST)
        self._say(json.dumps(event))
        told = self._heard(self.seconds_most)
        if "error" in told:
            raise ForeignError.of(Code.CONVERTER_REFUSED, why=str(told["error"])[:40])
        return told

    def _start(self) -> None:
        # It finds what we find and nothing that lies beside it; of our surroundings it gets what a program needs.
        found = {name: os.environ[name] for name in _SAME if name in os.environ}
        found["PYTHONPATH"] = os.pathsep.join(filter(None, sys.path))
        command = [sys.executable, "-P", "-B", str(self.program), str(int(self.seconds_most) + START_SECONDS_MOST)]
        self._lines = queue.SimpleQueue()
        try:
            self._process = subprocess.Popen(  # noqa: S603 - our own program, by its path
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                text=True,
                encoding="utf-8",
                env=found,
            )
        except OSError:
            raise ForeignError.of(Code.CONVERTER_ENDED) from None
        threading.Thread(target=_listen, args=(self._process, self._lines), daemon=True).start()

    def _say(self, line: str) -> None:
        if self._process is not None and self._process.stdin is not None:
            # One that ended meanwhile is noticed when nothing is heard.
            with suppress(OSError):
                self._process.stdin.write(line + "\n")
                self._process.stdin.flush()

    def _heard(self, seconds: float) -> Mapping[str, Any]:
        try:
            line = self._lines.get(timeout=seconds)
        except queue.Empty:
            self._end()
            raise ForeignError.of(Code.CONVERTER_TIME, seconds=int(seconds)) from None
        try:
            found = json.loads(line)
        except ValueError:
            found = None
        if not isinstance(found, dict):
            self._end()
            raise ForeignError.of(Code.CONVERTER_ENDED)
        return found

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()


def _listen(process: subprocess.Popen[str], lines: queue.SimpleQueue[str]) -> None:
    with suppress(OSError, ValueError):
        for line in process.stdout or ():
            lines.put(line)
    lines.put("")
