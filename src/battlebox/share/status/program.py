"""A program of the machine that reaches a host: started without a question, given up when it takes too long.

Law: nobody is asked for a password and a host that is not known is refused; nothing is left running, however it ends.
Not here: what it is told (ssh.py, sftp.py).
"""

from __future__ import annotations

import subprocess
import tempfile
import time
from collections.abc import Callable, Sequence
from typing import Final

ALONE: Final = ("-o", "BatchMode=yes", "-o", "ConnectTimeout=10", "-o", "StrictHostKeyChecking=yes")
"""What ssh is told wherever it runs."""
WAIT_SECONDS: Final = 20
_LONGEST_SECONDS: Final = 300
_LOOK_SECONDS: Final = 0.02


def run(command: Sequence[str], heard: Callable[[], None] = lambda: None) -> tuple[int, str]:
    """What it ended with, and what it said. `heard` is called while it goes on. Raises OSError."""
    with tempfile.TemporaryFile() as told:
        program = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=told, stderr=subprocess.STDOUT)
        until = time.monotonic() + _LONGEST_SECONDS
        try:
            while program.poll() is None:
                heard()
                if time.monotonic() > until:
                    raise TimeoutError("it takes too long")
                time.sleep(_LOOK_SECONDS)
        finally:
            if program.poll() is None:
                program.kill()
                program.wait()
        told.seek(0)
        return program.returncode, told.read().decode(errors="replace")
