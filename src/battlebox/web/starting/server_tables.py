"""Bringing tables on a PostgreSQL server up to date, for however many processes begin at once.

Law: one transaction changes all of it or nothing; whoever comes second waits, and finds it done; tables of a newer
version are refused and left as they were.
Not here: tables in a file, which are copied first (start.py).
"""

from __future__ import annotations

from battlebox.web.errors import Code, WebError
from battlebox.web.starting.desk_settings import DeskSettings
from battlebox.web.starting.tables_at import where_is


def bring_server_up_to_date(desk: DeskSettings) -> None:
    """Bring the tables of this desk's server up to date. Raises WebError."""
    # Django's commands are slow to load, and `battlebox --version` passes this module.
    from django.core.management import call_command
    from django.db import DEFAULT_DB_ALIAS, DatabaseError, OperationalError, transaction
    from django.db.migrations.exceptions import BadMigrationError, InconsistentMigrationHistory

    where = where_is(desk)
    try:
        stands, is_behind = _how_far(where)
        if not is_behind:
            return
        if not stands:
            must_hold_every_letter(DEFAULT_DB_ALIAS, where)
        with transaction.atomic():
            if _how_far(where)[1]:
                call_command("migrate", interactive=False, verbosity=0)
                call_command("createcachetable", verbosity=0)
    except OperationalError as wrong:
        raise WebError.of(Code.NO_TABLES, where=where, why=_first_line(wrong)) from wrong
    except (DatabaseError, BadMigrationError, InconsistentMigrationHistory, ValueError, LookupError) as wrong:
        raise WebError.of(Code.TABLES_BEHIND, where=where, why=_first_line(wrong)) from wrong


def how_far(newer: WebError) -> tuple[bool, bool]:
    """Whether there are tables at all, and whether any is older than this version's; raises `newer` for newer ones."""
    # As above.
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    known, applied = set(executor.loader.disk_migrations), executor.loader.applied_migrations
    if any(app == "web" and (app, name) not in known for app, name in applied):
        raise newer
    return bool(applied), bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def must_hold_every_letter(using: str, where: str) -> None:
    """Refuse a database in another encoding than UTF-8: a curly quote would end in a fault there. Raises WebError."""
    # As above.
    from django.db import connections

    with connections[using].cursor() as cursor:
        cursor.execute("SHOW server_encoding")
        found = str(cursor.fetchone()[0])
    if found != "UTF8":
        raise WebError.of(Code.NOT_UTF8, where=where, found=found)


def _how_far(where: str) -> tuple[bool, bool]:
    return how_far(WebError.of(Code.TABLES_NEWER, where=where))


def _first_line(wrong: Exception) -> str:
    return (str(wrong).strip().splitlines() or [type(wrong).__name__])[0].lower()
