"""Tables of a PostgreSQL server as a file of SQLite, so that a backup is restored where there is no server.

Law: one moment of the server, seen whole, while others write; tables of an older version are copied in that version's
own form; each table is read on both sides and must be equal.
Not here: moving a desk for good (moving), which stops it first.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import django
from django.conf import settings
from django.db import DatabaseError, connections, transaction
from django.db.migrations.executor import MigrationExecutor

from battlebox.web.errors import Code, WebError
from battlebox.web.settings import django_settings
from battlebox.web.starting.desk_settings import DeskSettings
from battlebox.web.starting.tables_at import tables_of, where_is

if TYPE_CHECKING:
    from battlebox.web.moving.rows import Table

SOURCE: Final = "source"
TARGET: Final = "default"
_MADE: Final = "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;"


def copy_from_server(desk: DeskSettings, target: Path) -> None:
    """Copy every table into a new file. Raises WebError."""
    _connect(desk, target)
    try:
        _copy()
    except DatabaseError as wrong:
        why = (str(wrong).strip().splitlines() or [type(wrong).__name__])[0].lower()
        raise WebError.of(Code.NO_TABLES, where=where_is(desk), why=why) from wrong
    finally:
        connections.close_all()


def _connect(desk: DeskSettings, target: Path) -> None:
    source = tables_of(desk)
    # It comes with the extra `postgres`; the address was read by then, so it is here.
    from psycopg import IsolationLevel

    # Without a turn of its own, which would make everybody wait; it only reads.
    source["ENGINE"] = "django.db.backends.postgresql"
    source["OPTIONS"] = {**source["OPTIONS"], "isolation_level": IsolationLevel.REPEATABLE_READ}
    made = {"ENGINE": "django.db.backends.sqlite3", "NAME": target, "OPTIONS": {"init_command": _MADE}}
    values: dict[str, Any] = {**django_settings(desk, secret=""), "DATABASES": {TARGET: made, SOURCE: source}}
    settings.configure(**values)
    django.setup()


def _copy() -> None:
    # The models can be loaded only once Django stands.
    from django.core.management import call_command

    from battlebox.web.moving.copying import copy, counted_alike, empty

    executor = MigrationExecutor(connections[SOURCE])
    known, applied = set(executor.loader.disk_migrations), set(executor.loader.applied_migrations)
    if any(app == "web" and (app, name) not in known for app, name in applied):
        raise WebError.of(Code.TABLES_NEWER, where="the server")
    graph = executor.loader.graph
    ends = [key for key in sorted(applied & known) if applied.isdisjoint(graph.node_map[key].children)]
    MigrationExecutor(connections[TARGET]).migrate(ends)
    call_command("createcachetable", database=TARGET, verbosity=0)
    tables = _tables(executor.loader.project_state(ends).apps)
    with transaction.atomic(using=TARGET), transaction.atomic(using=SOURCE):
        for table in tables:
            empty(table, TARGET)
        for table in tables:
            copy(table, SOURCE, TARGET)
            counted_alike(table, SOURCE, TARGET)


def _tables(apps: Any) -> tuple[Table, ...]:
    """Every table as the version that wrote it had them."""
    # As above.
    from battlebox.web.moving.rows import Notes, Table

    found = [*apps.get_models(include_auto_created=True), Notes]
    return tuple(sorted(map(Table.of, found), key=lambda each: each.name))
