"""A PostgreSQL server of our own for tests, on a socket in a folder, where its programs are installed.

It does not wait for its disk (fsync=off): what it acknowledged outlives its own end, and not that of the machine.
"""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

PLACES = ("/usr/lib/postgresql/17/bin", "/usr/lib/postgresql/16/bin", "/usr/lib/postgresql/15/bin")


BEGUN_MOST = 20


def lacks() -> str:
    """What a server lacks here; blank where it lacks nothing."""
    if not all(_programs()):
        return "PostgreSQL is not installed"
    try:
        # PostgreSQL refuses to run as root.
        os.getuid() or pwd.getpwnam("postgres")
    except KeyError:
        return "there is no user postgres"
    return ""


@contextmanager
def running(*, durable: bool = False) -> Iterator[str]:
    """The address of a server, gone at the end; one that is `durable` waits for its disk, as a real one does."""
    with standing(durable=durable) as server:
        yield server.address


@contextmanager
def standing(*, durable: bool = False) -> Iterator[Server]:
    """A server that can be killed and begun again, gone at the end."""
    server = Server(durable=durable)
    try:
        server.begin()
        yield server
    finally:
        server.end()


class Server:
    """One that stands in a folder of its own."""

    def __init__(self, *, durable: bool = False) -> None:
        self._sync = "on" if durable else "off"
        initdb, self._control = _programs()
        self._as: dict[str, Any] = {} if os.getuid() else {"user": "postgres", "group": "postgres", "extra_groups": []}
        self.folder = Path(tempfile.mkdtemp(prefix="bb-pg-"))
        if self._as:
            shutil.chown(self.folder, "postgres", "postgres")
        self._data = self.folder / "data"
        self.address = f"host={self.folder} user=desk dbname=postgres"
        self._do(initdb, "-D", str(self._data), "-U", "desk", "-A", "trust", "-E", "UTF8", "--no-sync")

    def begin(self) -> None:
        """Begin it, also after it was killed: what it had acknowledged it finds again."""
        settings = f"-c listen_addresses='' -c unix_socket_directories={self.folder} -c fsync={self._sync}"
        more = ["-l", str(self.folder / "log"), "-o", f"{settings} -c max_connections=200", "-w", "start"]
        for _ in range(BEGUN_MOST - 1):
            with suppress(subprocess.CalledProcessError):
                return self._do(self._control, "-D", str(self._data), *more)
            # What it left in memory is let go of by and by.
            time.sleep(0.2)
        return self._do(self._control, "-D", str(self._data), *more)

    def kill(self) -> None:
        """Kill its first process and all that it began, as a machine short of memory does."""
        first = int((self._data / "postmaster.pid").read_text().split()[0])
        # While it stands still it begins no other, which would outlive it.
        os.kill(first, signal.SIGSTOP)
        every = [first, *map(int, Path(f"/proc/{first}/task/{first}/children").read_text().split())]
        for each in every:
            with suppress(ProcessLookupError):
                os.kill(each, signal.SIGKILL)
        until = time.monotonic() + 30
        while any(_runs(each) for each in every):
            if time.monotonic() > until:
                raise AssertionError("a process of PostgreSQL outlived its end")
            time.sleep(0.01)

    def end(self) -> None:
        """Stop it, if it runs, and leave nothing."""
        stop = [self._control, "-D", str(self._data), "-m", "immediate", "stop"]
        subprocess.run(
            stop, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=self.folder, **self._as
        )
        shutil.rmtree(self.folder)

    def _do(self, *command: str | None) -> None:
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        subprocess.run(command, check=True, cwd=self.folder, **quiet, **self._as)  # type: ignore[call-overload]


def _runs(process: int) -> bool:
    """Whether it is there, and not only its number."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def _programs() -> tuple[str | None, str | None]:
    path = os.pathsep.join([*PLACES, os.environ["PATH"]])
    return shutil.which("initdb", path=path), shutil.which("pg_ctl", path=path)
