"""Many rows into one table at once, without making an object of each.

Law: within a transaction that is the only writer, as every one of the desk's is on either store (web.postgres), so that
numbers can be given ahead; values are those that Django would write.
Not here: what is written (shelving.py, entries.py, ledger.py).
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from copy import copy
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, Final, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections, models

QUEUE: Final = threading.RLock()
"""Held around a transaction that writes: threads of one process wait in a line, where SQLite would have each ask again
after ever longer pauses. What must hold between processes is held by the transaction itself."""
_POSTGRES: Final = "postgresql"
_CELLS_MOST: Final = 30_000
"""Of one statement."""
ASKED_MOST: Final = 400
"""Ids in one question: SQLite has a limit."""
_Row = TypeVar("_Row")


def found(sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    """The rows that a question finds: for what every request asks, where Django would write the question each time."""
    # Django's own cursor writes the marks of each question anew, which takes longer than most answers.
    tables = _tables()
    with tables.wrap_database_errors:
        if tables.vendor == _POSTGRES:
            # No text of PostgreSQL holds a NUL, and it refuses to be asked for one: nothing equals NULL either.
            wanted = [None if isinstance(each, str) and "\0" in each else each for each in values]
            return list(tables.connection.execute(sql, wanted).fetchall())
        return list(tables.connection.execute(_marked(sql), values).fetchall())


def _tables() -> Any:
    """The connection, which stands."""
    tables = connections[DEFAULT_DB_ALIAS]
    if tables.vendor == _POSTGRES:
        tables.close_if_health_check_failed()
    tables.ensure_connection()
    return tables


@lru_cache(maxsize=512)
def _marked(sql: str) -> str:
    """A question with its marks as SQLite has them."""
    return sql.replace("%s", "?")


def is_on_a_server() -> bool:
    """Whether other processes, on other machines even, may share the tables."""
    return connections[DEFAULT_DB_ALIAS].vendor == _POSTGRES


def next_number(table: type[models.Model], many: int) -> int:
    """The number that the next row gets, which this and so many after it are then nobody else's."""
    # A number is never given twice, also where the row that had it is gone.
    name = table._meta.db_table  # noqa: SLF001 - Django's documented way
    if is_on_a_server():
        counter = "pg_get_serial_sequence(%s, 'id')"
        # The counter is at a number that was given, but for the first time: it is moved on by one, then by the rest.
        taken = found(f"SELECT nextval({counter})", [name])[0][0]
        if many > 1:
            found(f"SELECT setval({counter}, %s)", [name, taken + many - 1])
        return int(taken)
    last = found("SELECT seq FROM sqlite_sequence WHERE name = %s", [name])
    return (last[0][0] if last else 0) + 1


def write(table: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]], *, over: str = "") -> None:
    """Write these rows; `over` is what to do where one is there already."""
    names = ", ".join(f'"{column}"' for column in columns)
    marks = f"({', '.join(['%s'] * len(columns))})"
    into = f"INSERT INTO {table._meta.db_table} ({names}) VALUES "  # noqa: S608, SLF001 - names of columns alone, and as above
    tables = _tables()
    with tables.wrap_database_errors:
        if tables.vendor != _POSTGRES:
            tables.connection.executemany(_marked(f"{into}{marks} {over}"), rows)
            return
        # One statement of many rows: each of its own would be asked of the server by itself.
        for piece in pieces(list(rows), _CELLS_MOST // len(columns)):
            cells = [cell for row in piece for cell in row]
            tables.connection.execute(f"{into}{', '.join([marks] * len(piece))} {over}", cells)


def pieces(every: Sequence[_Row], most: int = ASKED_MOST) -> Iterator[Sequence[_Row]]:
    """So many at a time, as one question or statement may hold."""
    return (every[at : at + most] for at in range(0, len(every), most))


def marks_for(piece: Sequence[object]) -> str:
    """The marks of a piece within the brackets of IN."""
    return ",".join(["%s"] * len(piece))


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
