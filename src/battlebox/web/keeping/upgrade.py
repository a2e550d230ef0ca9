"""Bringing a desk's tables to this version: on a copy, which takes their place only when every check has passed.

Law: 1. the folder is locked; 2. a backup is made, where one was asked for; 3. the tables are copied, and the copy is
brought up to date; 4. the copy and every record are checked; 5. a copy of the old tables is put among the copies;
6. the new ones take their name in one step. Whatever fails, and wherever it is cut off, the desk is the old one whole
until step 6 and the new one whole from there. On a server, steps 3 and 4 are one transaction, which PostgreSQL undoes.
Not here: what a check looks at (checks.py).
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import django
from django.conf import settings
from django.db import DatabaseError, connections, transaction
from django.db.migrations.exceptions import BadMigrationError, InconsistentMigrationHistory

from battlebox.web.errors import Code as WebCode
from battlebox.web.errors import WebError
from battlebox.web.keeping.checks import CheckFailed, Rows, check_records, check_tables, rows_in
from battlebox.web.keeping.errors import Code, KeepingError
from battlebox.web.keeping.gathering import copy_sqlite
from battlebox.web.settings import django_settings
from battlebox.web.starting.desk_settings import DeskSettings
from battlebox.web.starting.folder import copy_tables, lock, prepare, refusals
from battlebox.web.starting.server_tables import how_far
from battlebox.web.starting.tables_at import where_is

UPGRADING: Final = ".upgrading"
_BESIDE: Final = ("", "-wal", "-shm", "-journal")
_WAIT_SECONDS: Final = 2
_REFUSED: Final = (
    DatabaseError, BadMigrationError, InconsistentMigrationHistory, ValueError, LookupError, CheckFailed, sqlite3.Error,
)  # fmt: skip
Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Upgraded:
    """What an upgrade came to."""

    changed: bool
    """Whether there was anything to bring up to date."""
    old: Path | None
    """Where the old tables lie; None where they are on a server, or nothing was changed."""
    records: int


def upgrade(desk: DeskSettings, back_up: Callable[[], None], say: Say, *, has_backup: bool) -> Upgraded:
    """Bring a desk to this version, or leave it as it is. Raises WebError, KeepingError."""
    if not desk.data.is_dir() or not (desk.tables or desk.database.exists()):
        raise KeepingError.of(Code.NO_DESK, where=desk.data)
    if desk.tables and not has_backup:
        raise KeepingError.of(
            Code.NO_UPGRADE, why=f"the tables are in {where_is(desk)}, and nothing here would keep the old ones",
            hint="add --backup FILE, and how it is to be sealed",
        )  # fmt: skip
    secret = prepare(desk)
    with refusals(desk), closing(lock(desk)):
        if desk.tables:
            return _on_a_server(desk, secret, back_up, say)
        copy = desk.database.with_name(desk.database.name + UPGRADING)
        _remove(copy)
        _settle(desk.database)
        try:
            return _on_a_copy(desk, copy, secret, back_up, say)
        finally:
            _remove(copy)


def _on_a_copy(desk: DeskSettings, copy: Path, secret: str, back_up: Callable[[], None], say: Say) -> Upgraded:
    copy_sqlite(desk.database, copy)
    values = django_settings(desk, secret=secret)
    values["DATABASES"]["default"] |= {"NAME": copy}
    settings.configure(**values)
    django.setup()
    with _undone():
        if not how_far(WebError.of(WebCode.FOLDER_NEWER, folder=desk.data))[1]:
            return Upgraded(changed=False, old=None, records=check_records(desk.data))
        back_up()
        before = rows_in()
        _migrate(before, say)
        records = check_records(desk.data)
    # What lies beside a file does not go with its name.
    _settle(copy)
    say("every check passed; the new tables take the place of the old")
    with _undone():
        old = copy_tables(desk)
        _settle(desk.database)
    copy.replace(desk.database)
    _sync(desk.data)
    return Upgraded(changed=True, old=old, records=records)


def _on_a_server(desk: DeskSettings, secret: str, back_up: Callable[[], None], say: Say) -> Upgraded:
    settings.configure(**django_settings(desk, secret=secret))
    django.setup()
    newer = WebError.of(WebCode.TABLES_NEWER, where=where_is(desk))
    with _undone():
        if not how_far(newer)[1]:
            return Upgraded(changed=False, old=None, records=check_records(desk.data))
        back_up()
        with transaction.atomic():
            # Whoever came first may have done it meanwhile; then there is nothing to do, and all is checked.
            how_far(newer)
            _migrate(rows_in(), say)
            records = check_records(desk.data)
    connections.close_all()
    return Upgraded(changed=True, old=None, records=records)


def _migrate(before: Rows, say: Say) -> None:
    # Django's commands are slow to load, and `battlebox --version` passes this module.
    from django.core.management import call_command

    say("bringing the tables up to date")
    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    say("checking tables and records")
    check_tables(before)


@contextmanager
def _undone() -> Iterator[None]:
    """What a step or a check refuses, as a sentence; connections are closed, whatever happened."""
    try:
        yield
    except _REFUSED as wrong:
        why = (str(wrong).strip().splitlines() or [type(wrong).__name__])[0]
        raise KeepingError.of(Code.UNDONE, why=why[:1].lower() + why[1:]) from wrong
    finally:
        connections.close_all()


def _settle(tables: Path) -> None:
    """Bring the log beside a file into it, and refuse a file that anything else has open. Raises KeepingError."""
    try:
        with closing(sqlite3.connect(tables, isolation_level=None, timeout=_WAIT_SECONDS)) as asked:
            asked.execute("PRAGMA locking_mode=EXCLUSIVE")
            asked.execute("BEGIN EXCLUSIVE")
            asked.execute("COMMIT")
            busy = asked.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    except sqlite3.OperationalError:
        busy = True
    if busy or tables.with_name(tables.name + "-wal").exists():
        raise KeepingError.of(
            Code.NO_UPGRADE, why=f"another program has {tables.name} open",
            hint="stop battlebox share serve and whatever else uses it, then try again; nothing was changed",
        )  # fmt: skip


def _remove(copy: Path) -> None:
    for end in _BESIDE:
        copy.with_name(copy.name + end).unlink(missing_ok=True)


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
