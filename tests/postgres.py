"""A PostgreSQL server of our own for tests, on a socket in a folder, where its programs are installed."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PLACES = ("/usr/lib/postgresql/17/bin", "/usr/lib/postgresql/16/bin", "/usr/lib/postgresql/15/bin")


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
def running() -> Iterator[str]:
    """The address of a server, gone at the end."""
    initdb, server = _programs()
    user = {} if os.getuid() else {"user": "postgres", "group": "postgres", "extra_groups": []}
    folder = Path(tempfile.mkdtemp(prefix="bb-pg-"))
    if user:
        shutil.chown(folder, "postgres", "postgres")
    data, log = folder / "data", folder / "log"
    settings = f"-c listen_addresses='' -c unix_socket_directories={folder} -c fsync=off -c max_connections=200"
    for command in (
        [initdb, "-D", str(data), "-U", "desk", "-A", "trust", "--no-sync"],
        [server, "-D", str(data), "-l", str(log), "-o", settings, "-w", "start"],
    ):
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=folder, **user)
    try:
        yield f"host={folder} user=desk dbname=postgres"
    finally:
        stop = [server, "-D", str(data), "-m", "immediate", "stop"]
        subprocess.run(stop, check=True, stdout=subprocess.DEVNULL, cwd=folder, **user)
        shutil.rmtree(folder)


def _programs() -> tuple[str | None, str | None]:
    path = os.pathsep.join([*PLACES, os.environ["PATH"]])
    return shutil.which("initdb", path=path), shutil.which("pg_ctl", path=path)
