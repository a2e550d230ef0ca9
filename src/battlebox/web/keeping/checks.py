"""What must be so of tables that were brought to this version, before anybody works with them.

Law: a check reads and never mends; the first that fails says what it found, and that is the end of the upgrade.
Not here: what follows from it (upgrade.py).
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Final

from django.core.checks import run_checks
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from battlebox.journal import DataFolder, JournalError, open_store, verify
from battlebox.web.keeping.gathering import pens_of

Rows = Mapping[str, int]
"""How many rows each table has."""
# A step may empty these: who is signed in signs in again, what was counted is counted anew, Django lists itself anew.
_MAY_SHRINK: Final = frozenset(
    {"auth_permission", "django_content_type", "django_session", "web_cache", "web_quota"}
)  # fmt: skip


class CheckFailed(Exception):
    """What a check found; str() is the sentence."""


def rows_in() -> Rows:
    """How many rows each table of the desk has now."""
    found = {}
    with connection.cursor() as cursor:
        for name in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(name)}")  # noqa: S608 - a name that the database gave
            found[name] = int(cursor.fetchone()[0])
    return found


def check_tables(before: Rows) -> None:
    """1. All steps are taken; 2. the file is whole; 3. no row went; 4. every row is read. Raises CheckFailed."""
    # The models can be loaded only once Django stands.
    from battlebox.web.moving.rows import counted, tables

    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise CheckFailed("not every step was taken")
    faults = [each for each in run_checks() if each.is_serious()]
    if faults:
        raise CheckFailed(faults[0].msg)
    connection.check_constraints()
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA integrity_check(1)")
            fault = str(cursor.fetchone()[0])
        if fault != "ok":
            raise CheckFailed(f"the new file is not whole: {fault.splitlines()[0]}")
    after = rows_in()
    for name in sorted(before.keys() & after.keys() - _MAY_SHRINK):
        if after[name] < before[name]:
            raise CheckFailed(f"the table {name} had {before[name]} rows and has {after[name]}")
    for table in tables():
        counted(table, "default")


def check_records(data: Path) -> int:
    """Prove every record with this version; how many there are. Raises CheckFailed."""
    folder, pens = DataFolder(data), pens_of(data)
    for path in folder.incidents():
        try:
            tips = tuple(tip for pen in pens for tip in DataFolder(data, pen).tips(path.stem))
            with closing(open_store(path)) as store:
                problems = verify(store, tips=tips).problems
        except JournalError as wrong:
            raise CheckFailed(str(wrong)) from wrong
        if problems:
            raise CheckFailed(f"the record {path.stem}: {problems[0].message}")
    return len(folder.incidents())
