"""Many rows into one table at once, without making an object of each.

Law: within a transaction that is the only writer, as every one of the desk's is, so that numbers can be given ahead;
values are those that Django would write.
Not here: what is written (shelving.py, entries.py, ledger.py).
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterable, Sequence
from copy import copy
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, Final

from django.db import DEFAULT_DB_ALIAS, connections, models

QUEUE: Final = threading.Lock()
"""Held around a transaction that writes: threads of one process wait in a line, where SQLite would have each ask again
after ever longer pauses."""


def found(sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    """The rows that a question finds: for what every request asks, where Django would write the question each time."""
    return list(_asked(sql, values).fetchall())


def _asked(sql: str, values: Sequence[Any]) -> sqlite3.Cursor:
    # Django's own cursor writes the marks of each question anew, which takes longer than most answers.
    tables = connections[DEFAULT_DB_ALIAS]
    with tables.wrap_database_errors:
        tables.ensure_connection()
        cursor: sqlite3.Cursor = tables.connection.execute(_marked(sql), values)
        return cursor


@lru_cache(maxsize=512)
def _marked(sql: str) -> str:
    """A question with its marks as SQLite has them."""
    return sql.replace("%s", "?")


def next_number(table: type[models.Model]) -> int:
    """The number that the next row gets."""
    # A number is never given twice, also where the row that had it is gone.
    last = found("SELECT seq FROM sqlite_sequence WHERE name = %s", [table._meta.db_table])  # noqa: SLF001 - Django's documented way
    return (last[0][0] if last else 0) + 1


def write(table: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]], *, over: str = "") -> None:
    """Write these rows; `over` is what to do where one is there already."""
    names = ", ".join(f'"{column}"' for column in columns)
    marks = ", ".join(["%s"] * len(columns))
    sql = f"INSERT INTO {table._meta.db_table} ({names}) VALUES ({marks}) {over}"  # noqa: S608, SLF001 - names of columns alone, and as above
    tables = connections[DEFAULT_DB_ALIAS]
    with tables.wrap_database_errors:
        tables.ensure_connection()
        tables.connection.executemany(_marked(sql), rows)


def at_text(at: datetime | None) -> str | None:
    """An instant as the tables hold it."""
    return None if at is None else at.astimezone(UTC).replace(tzinfo=None).isoformat(" ")


class Remembered:
    """Objects made of rows that came again as they were: a row that changed in anything is another row."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._made: dict[tuple[Any, ...], Any] = {}

    def of(self, row: tuple[Any, ...], make: Callable[[], Any]) -> Any:
        """The object of this row, made where it is new."""
        made = self._made.get(row)
        if made is None:
            made = make()
            if len(self._made) >= self._most:
                self._made.clear()
            self._made[row] = made
        return copy(made)
