"""Copying every table of a desk from one database into an empty one, as one transaction.

Law: all tables or none; before it ends each table is read on both sides and must be equal.
Not here: which two databases (move.py), what does not fit (fits.py).
"""

from __future__ import annotations

from django.core.management import call_command
from django.db import connections, transaction

from battlebox.web.errors import Code, WebError
from battlebox.web.moving.fits import must_fit
from battlebox.web.moving.rows import Counted, Table, counted, counter, pages, tables


def copy_all(source: str, target: str) -> tuple[Counted, ...]:
    """Make the tables in the target, fill them, and compare; what each holds.

    Both are names of Django's connections. Raises WebError, DatabaseError.
    """
    is_file = connections[target].vendor == "sqlite"
    if is_file:
        # SQLite makes no tables within a transaction; this file is nobody's until it gets its name.
        _make(target)
    with transaction.atomic(using=target), transaction.atomic(using=source):
        moved = tables()
        if not is_file:
            _make(target)
            for table in moved:
                must_fit(table, source, target)
        for table in moved:
            # Making them wrote some rows, which are in the source under numbers of its own.
            empty(table, target)
        for table in moved:
            copy(table, source, target)
        return tuple(counted_alike(table, source, target) for table in moved)


def empty(table: Table, target: str) -> None:
    """Delete its rows and nothing that hangs on them: every other table is emptied too."""
    table.rows(target).all()._raw_delete(target)  # noqa: SLF001 - delete() asks each row what hangs on it


def _make(target: str) -> None:
    call_command("migrate", database=target, interactive=False, verbosity=0)
    call_command("createcachetable", database=target, verbosity=0)


def copy(table: Table, source: str, target: str) -> None:
    """Copy one table, with the number that its next row would get."""
    for page in pages(table, source):
        names = [field.attname for field in table.fields]
        rows = [table.model(**dict(zip(names, row, strict=True))) for row in page]
        most = max(1, connections[target].ops.bulk_batch_size(table.fields, rows))
        for start in range(0, len(rows), most):
            # As they are: what a table sets by itself when a row is saved was set long ago.
            table.rows(target)._insert(rows[start : start + most], table.fields, raw=True, using=target)  # noqa: SLF001 - bulk_create would set it anew
    _count_on(table, counter(table, source), target)


def _count_on(table: Table, last: int, target: str) -> None:
    """Let the target go on counting where the source stopped: a number that a row had is never given again."""
    if not last:
        return
    connection = connections[target]
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table.name])
            cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table.name, last])
            return
        about = [f'"{table.name}"', table.key.column, last]
        cursor.execute("SELECT setval(pg_get_serial_sequence(%s, %s), %s)", about)


def counted_alike(table: Table, source: str, target: str) -> Counted:
    """What it holds on both sides. Raises WebError where the two differ."""
    there, here = counted(table, source), counted(table, target)
    if there != here:
        raise WebError.of(Code.MOVE_UNEQUAL, table=here.table)
    return here
