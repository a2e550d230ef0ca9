"""A desk's data folder: made, locked, checked, its secret, and a copy of its tables before they are changed.

Law: a folder of a newer version, in use by another desk, read-only or full is refused with a sentence, and left as it
was.
Not here: journals and signing keys in the same folder (journal).
"""

from __future__ import annotations

import errno
import os
import secrets
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from battlebox.journal import DESK_LOCK, DataFolder, replacing
from battlebox.web.errors import Code, WebError
from battlebox.web.starting.desk_settings import DeskSettings

SECRET_FILE: Final = "web-secret"  # noqa: S105 - the name of a file
SEAL_FILE: Final = "seal-secret"
_COPIES_KEPT: Final = 5
_SPARE_BYTES: Final = 20 * 1024 * 1024


def prepare(desk: DeskSettings) -> str:
    """Make the folder if there is none, see that it can be written, and give its secret. Raises WebError."""
    with refusals(desk):
        desk.data.mkdir(mode=0o700, parents=True, exist_ok=True)
        refuse_root(desk.data)
        desk.keys.mkdir(mode=0o700, exist_ok=True)
        probe = desk.data / f".probe-{os.getpid()}"
        probe.write_bytes(b"x" * 4096)
        probe.unlink()
        if shutil.disk_usage(desk.data).free < _SPARE_BYTES:
            raise WebError.of(Code.FOLDER_FULL, folder=desk.data)
        secret = _secret(desk.keys / SECRET_FILE, secrets.token_urlsafe(48))
        # Before there were two, what is sealed was sealed under the first.
        _secret(desk.keys / SEAL_FILE, secret)
        return secret


def refuse_root(folder: Path) -> None:
    """Refuse root in a folder of somebody else: a desk does not start on tables that root wrote. Raises WebError."""
    owner = DataFolder(folder).foreign_owner
    if owner:
        raise WebError.of(Code.FOLDER_OTHERS, folder=folder, owner=owner)


@contextmanager
def refusals(desk: DeskSettings) -> Iterator[None]:
    """What the disk refuses, as a sentence."""
    try:
        yield
    except OSError as wrong:
        if wrong.errno in (errno.ENOSPC, errno.EDQUOT):
            raise WebError.of(Code.FOLDER_FULL, folder=desk.data) from wrong
        why = (wrong.strerror or type(wrong).__name__).lower()
        raise WebError.of(Code.FOLDER_REFUSED, folder=desk.data, why=why) from wrong


def seal_secret(desk: DeskSettings) -> str:
    """What opens the things that the tables keep sealed; empty where no desk was ever prepared."""
    path = desk.keys / SEAL_FILE
    return path.read_text(encoding="ascii").strip() if path.exists() else ""


def _secret(path: Path, new: str) -> str:
    """A secret of this desk, `new` where there is none or the power went while it was made; its owner's alone."""
    held = path.read_text(encoding="ascii").strip() if path.exists() else ""
    if held:
        return held
    with replacing(path) as file:
        file.write(new.encode("ascii"))
    return new


def lock(desk: DeskSettings) -> sqlite3.Connection:
    """Hold the folder for this process, until the connection is closed or the process ends. Raises WebError.

    A lock of SQLite works on every system and goes with its process.
    """
    holder = sqlite3.connect(desk.data / DESK_LOCK, timeout=0, isolation_level=None, check_same_thread=False)
    try:
        holder.execute("PRAGMA locking_mode=EXCLUSIVE")
        holder.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError as wrong:
        holder.close()
        raise WebError.of(Code.FOLDER_IN_USE, folder=desk.data) from wrong
    return holder


def copy_tables(desk: DeskSettings) -> Path | None:
    """A whole copy of the desk's tables beside them, made by SQLite itself; None if there are none yet."""
    if not desk.database.exists():
        return None
    place = desk.data / "copies"
    place.mkdir(mode=0o700, exist_ok=True)
    target = place / f"desk-{datetime.now(UTC).strftime('%Y%m%dT%H%M%S%f')}.sqlite3"
    with closing(sqlite3.connect(desk.database)) as tables:
        tables.execute("VACUUM INTO ?", (str(target),))
    for old in sorted(place.glob("desk-*.sqlite3"))[:-_COPIES_KEPT]:
        old.unlink()
    return target


def put_back(desk: DeskSettings, copy: Path | None) -> None:
    """The tables as they were before; with no copy there were none."""
    for name in ("", "-wal", "-shm"):
        desk.database.with_name(desk.database.name + name).unlink(missing_ok=True)
    if copy is not None:
        shutil.copyfile(copy, desk.database)


def check_mode(desk: DeskSettings, mode: str) -> None:
    """Refuse a database that is not in WAL mode: it would be slow and could be locked. Raises WebError."""
    if mode.lower() != "wal":
        raise WebError.of(Code.NOT_WAL, folder=desk.data, mode=mode)
