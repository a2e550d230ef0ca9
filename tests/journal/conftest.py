"""A settled region of desks, and the two kinds of store; PostgreSQL only where its programs are installed."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from battlebox.journal.sql import SqlStore
from sim.region import Region, memory_store, settle

PLACES = ("/usr/lib/postgresql/17/bin", "/usr/lib/postgresql/16/bin", "/usr/lib/postgresql/15/bin")


@pytest.fixture
def region() -> Region:
    """Two desks of Northmere and one of Eastholt, which all hold the same."""
    region = Region()
    region.found()
    region.join("north-2", "northmere")
    region.join("east-1", "eastholt")
    settle(*region.desks.values())
    return region


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The address of a server of our own, on a socket in a folder, gone when the tests end."""
    pytest.importorskip("psycopg")
    path = os.pathsep.join([*PLACES, os.environ["PATH"]])
    initdb, server = shutil.which("initdb", path=path), shutil.which("pg_ctl", path=path)
    if initdb is None or server is None:
        pytest.skip("PostgreSQL is not installed")
    # PostgreSQL refuses to run as root.
    user = {} if os.getuid() else {"user": "postgres", "group": "postgres", "extra_groups": []}
    folder = Path(tempfile.mkdtemp(prefix="bb-pg-"))
    if user:
        try:
            pwd.getpwnam("postgres")
        except KeyError:
            pytest.skip("there is no user postgres")
        shutil.chown(folder, "postgres", "postgres")
    data, log = folder / "data", folder / "log"
    settings = f"-c listen_addresses='' -c unix_socket_directories={folder} -c fsync=off -c max_connections=200"
    for command in (
        [initdb, "-D", str(data), "-U", "desk", "-A", "trust", "--no-sync"],
        [server, "-D", str(data), "-l", str(log), "-o", settings, "-w", "start"],
    ):
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=folder, **user)
    yield f"host={folder} user=desk dbname=postgres"
    subprocess.run(
        [server, "-D", str(data), "-m", "immediate", "stop"], check=True, stdout=subprocess.DEVNULL, cwd=folder, **user
    )
    shutil.rmtree(folder)


@pytest.fixture(params=["sqlite", "postgres"])
def stores(request: pytest.FixtureRequest) -> Iterator[Callable[[], SqlStore]]:
    """Makes an empty store, each time another."""
    if request.param == "sqlite":
        yield memory_store
        return
    from battlebox.journal import postgres as room

    address = request.getfixturevalue("postgres")
    made: list[SqlStore] = []

    def make() -> SqlStore:
        name = f"s{os.urandom(6).hex()}"
        room.new_store(address, name)
        made.append(room.open_store(address, name))
        return made[-1]

    yield make
    for store in made:
        store.close()
