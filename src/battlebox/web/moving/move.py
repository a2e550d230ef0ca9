"""Moving a desk's tables, from its folder to a server or back, and its setting with them.

Law: 1. the folder is locked and the other side asked whether it is in use or holds anything: then it is refused; 2. all
is copied and compared in one transaction; 3. only then is desk.toml changed, in one step; 4. the old file is put aside.
Whoever is cut off before step 3 has a desk as it was; a server that was filled by then is refused as not empty.
Not here: copying (copying.py), the setting (switch.py).
"""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import django
from django.conf import settings
from django.db import DatabaseError, OperationalError, connections
from django.db.migrations.executor import MigrationExecutor

from battlebox.journal import DataFolder, LaptopWatch, open_journal, open_store
from battlebox.web.errors import Code, WebError
from battlebox.web.moving.switch import Switch
from battlebox.web.settings import django_settings
from battlebox.web.starting.desk_settings import DeskSettings
from battlebox.web.starting.folder import lock, prepare, refusals
from battlebox.web.starting.server_tables import must_hold_every_letter
from battlebox.web.starting.tables_at import tables_of, where_is

if TYPE_CHECKING:
    from battlebox.web.moving.rows import Counted

SOURCE: Final = "source"
TARGET: Final = "default"
"""The names of Django's two connections: what makes the tables in the target writes to the default alone."""
_ALONE: Final = "PRAGMA locking_mode=EXCLUSIVE;PRAGMA cache_size=-32000;"
_MADE: Final = "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;"
_WAIT_SECONDS: Final = 2
_OTHERS: Final = """SELECT count(*) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'"""
# What an extension keeps there is none of ours and in nobody's way.
_THINGS: Final = """SELECT count(*) FROM pg_class WHERE relnamespace = current_schema()::regnamespace
AND NOT EXISTS (SELECT 1 FROM pg_depend WHERE objid = pg_class.oid AND deptype = 'e')"""


@dataclass(frozen=True, slots=True)
class Moved:
    """What a move came to."""

    source: str
    target: str
    tables: tuple[Counted, ...]
    incidents: tuple[tuple[str, int, str], ...]
    """The records that stay in the folder: name, entries, digest."""
    aside: Path | None
    """Where the old file lies now."""


def move(desk: DeskSettings, to: str) -> Moved:
    """Move the tables of this desk to an address, or back into its own folder. Raises WebError, JournalError."""
    after = _after(desk, to)
    switch = Switch.to(desk.data, after.tables)
    secret = prepare(desk)
    with refusals(desk), closing(lock(desk)):
        part = desk.database.with_name(desk.database.name + ".part")
        # What a move that was cut off left.
        _remove(part)
        try:
            moved = _copied(desk, after, part, secret)
            if not after.tables:
                _name(part, desk)
        finally:
            _remove(part)
        switch.make()
        aside = _put_aside(desk) if after.tables else None
    return Moved(where_is(desk), where_is(after), moved, _records(desk.data), aside)


def _copied(desk: DeskSettings, after: DeskSettings, part: Path, secret: str) -> tuple[Counted, ...]:
    _connect(desk, after, part, secret)
    # The models can be loaded only once Django stands.
    from battlebox.web.moving.copying import copy_all

    try:
        _must_be_idle_and_whole(desk)
        _must_be_empty(after)
        return copy_all(SOURCE, TARGET)
    except DatabaseError as wrong:
        raise _told(wrong, desk, after) from wrong
    finally:
        connections.close_all()


def _after(desk: DeskSettings, to: str) -> DeskSettings:
    """The desk as it will be. Raises WebError."""
    if to.startswith(("postgresql://", "postgres://")) or "dbname=" in to:
        if desk.tables:
            raise WebError.of(
                Code.MOVE_NOWHERE, why=f"the tables are in {where_is(desk)} already",
                hint=f"move them back first, with --to {desk.data}",
            )  # fmt: skip
        return replace(desk, tables=to)
    if Path(to).absolute() != desk.data:
        raise WebError.of(
            Code.MOVE_NOWHERE, why=f"{to} is neither the address of a database nor the desk's own folder",
            hint=f"write --to postgresql://name@host/database, or --to {desk.data}; to carry a desk to another "
            "machine, move its tables back into its folder, and take the whole folder",
        )  # fmt: skip
    if not desk.tables:
        raise WebError.of(
            Code.MOVE_NOWHERE, why=f"the tables are in {desk.data} already",
            hint="name the address of a database: --to postgresql://name@host/database",
        )  # fmt: skip
    if desk.database.exists():
        raise WebError.of(
            Code.MOVE_FULL, where=desk.database, hint="if it is of no use any more, move it out of the folder"
        )
    return replace(desk, tables="")


def _connect(desk: DeskSettings, after: DeskSettings, part: Path, secret: str) -> None:
    source, target = tables_of(desk), tables_of(after)
    if not desk.tables:
        if not desk.database.exists():
            raise WebError.of(Code.MOVE_NOTHING, where=desk.data)
        source["OPTIONS"] = {"transaction_mode": "EXCLUSIVE", "timeout": _WAIT_SECONDS, "init_command": _ALONE}
    if not after.tables:
        target["NAME"] = part
        target["OPTIONS"] = {**target["OPTIONS"], "init_command": _MADE}
    values: dict[str, Any] = {**django_settings(after, secret=secret), "DATABASES": {TARGET: target, SOURCE: source}}
    settings.configure(**values)
    django.setup()


def _must_be_idle_and_whole(desk: DeskSettings) -> None:
    """Refuse a source that others use, that holds nothing, or that another version wrote. Raises WebError."""
    if desk.tables:
        _must_be_idle(SOURCE, desk)
    executor = MigrationExecutor(connections[SOURCE])
    known, applied = set(executor.loader.disk_migrations), executor.loader.applied_migrations
    if not applied:
        raise WebError.of(Code.MOVE_NOTHING, where=where_is(desk))
    is_newer = any(app == "web" and (app, name) not in known for app, name in applied)
    if is_newer or executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise WebError.of(Code.MOVE_BEHIND, where=where_is(desk))


def _must_be_empty(after: DeskSettings) -> None:
    """Refuse a database that others use, or that holds anything. Raises WebError."""
    if not after.tables:
        return
    _must_be_idle(TARGET, after)
    must_hold_every_letter(TARGET, where_is(after))
    with connections[TARGET].cursor() as cursor:
        cursor.execute(_THINGS)
        if cursor.fetchone()[0]:
            raise WebError.of(Code.MOVE_FULL, where=where_is(after), hint="make a new one with createdb and name that")


def _must_be_idle(using: str, desk: DeskSettings) -> None:
    with connections[using].cursor() as cursor:
        cursor.execute(_OTHERS)
        others = cursor.fetchone()[0]
    if others:
        who = "another program" if others == 1 else f"{others} other programs"
        raise WebError.of(Code.MOVE_IN_USE, where=where_is(desk), who=who)


def _told(wrong: DatabaseError, desk: DeskSettings, after: DeskSettings) -> WebError:
    why = (str(wrong).strip().splitlines() or [type(wrong).__name__])[0].lower()
    if isinstance(wrong, OperationalError) and "database is locked" in why:
        return WebError.of(Code.MOVE_IN_USE, where=where_is(desk), who="another program")
    return WebError.of(Code.MOVE_FAILED, where=where_is(after), why=why)


def _put_aside(desk: DeskSettings) -> Path:
    """The file that the tables were in, among the copies: nothing reads it any more."""
    place = desk.data / "copies"
    place.mkdir(mode=0o700, exist_ok=True)
    aside = place / f"moved-{datetime.now(UTC).strftime('%Y%m%dT%H%M%S%f')}.sqlite3"
    for end in ("-wal", ""):
        file = desk.database.with_name(desk.database.name + end)
        if file.exists():
            file.replace(aside.with_name(aside.name + end))
    desk.database.with_name(desk.database.name + "-shm").unlink(missing_ok=True)
    return aside


def _name(part: Path, desk: DeskSettings) -> None:
    """Give the file that was filled its name; what is still beside it would be lost. Raises WebError."""
    if part.with_name(part.name + "-wal").exists():
        raise WebError.of(Code.MOVE_FAILED, where=desk.data, why="the new file could not be closed")
    part.replace(desk.database)


def _remove(part: Path) -> None:
    for end in ("", "-wal", "-shm"):
        part.with_name(part.name + end).unlink(missing_ok=True)


def _records(folder: Path) -> tuple[tuple[str, int, str], ...]:
    data = DataFolder(folder)
    found = []
    for path in data.incidents():
        store = open_store(path)
        with closing(store):
            journal = open_journal(store, None, data.tip, LaptopWatch())
            found.append((path.stem, journal.state.entries, journal.digest()))
    return tuple(found)
