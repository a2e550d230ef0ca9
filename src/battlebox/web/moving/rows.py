"""The tables of a desk as rows of plain values, the same whichever database holds them.

Law: a digest depends on what is in a table and on nothing else: not on the order of its rows, how a database spells a
time or a number, nor how it sorts letters.
Not here: writing them (copying.py). Django's own list of migrations is made, not moved, and counts of what partners ask
begin anew.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from django.apps import apps
from django.apps.registry import Apps
from django.db import connections, models

PAGE: Final = 500
UNMOVED: Final = frozenset({"django_migrations", "web_quota"})
"""Tables that are not moved."""


@dataclass(frozen=True, slots=True)
class Counted:
    """One table: how many rows, and 64 hex digits that are equal where every value is."""

    table: str
    rows: int
    digest: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table that is moved."""

    name: str
    model: type[models.Model]
    fields: tuple[models.Field[Any, Any], ...]
    key: models.Field[Any, Any]

    @classmethod
    def of(cls, model: type[models.Model]) -> Table:
        """The table of a model."""
        about = model._meta  # noqa: SLF001 - Django's own documented name
        return cls(about.db_table, model, tuple(about.local_concrete_fields), about.pk)

    def rows(self, using: str) -> Any:
        """All its rows, those too that pages leave out."""
        return self.model._base_manager.using(using)  # noqa: SLF001 - the same


def tables() -> tuple[Table, ...]:
    """Every table that is moved, by name."""
    found: list[type[models.Model]] = [*apps.get_models(include_auto_created=True), Notes]
    return tuple(sorted(map(Table.of, found), key=lambda each: each.name))


def pages(table: Table, using: str) -> Iterator[list[tuple[Any, ...]]]:
    """Its rows, some hundreds at a time, in the order of that database."""
    key, names = table.key.attname, [field.attname for field in table.fields]
    at = names.index(key)
    rows = table.rows(using).order_by(key).values_list(*names)
    page = list(rows[:PAGE])
    while page:
        yield page
        page = list(rows.filter(**{f"{key}__gt": page[-1][at]})[:PAGE])


def counted(table: Table, using: str) -> Counted:
    """What it holds, in short; it remembers 32 bytes for each row meanwhile."""
    said = [hashlib.sha256(_line(row)).digest() for page in pages(table, using) for row in page]
    whole = hashlib.sha256(f"{table.name} {counter(table, using)}\n".encode())
    for each in sorted(said):
        whole.update(each)
    return Counted(table.name, len(said), whole.hexdigest())


def counter(table: Table, using: str) -> int:
    """The highest number that the table ever gave to a row; 0 where it gives none, or gave none yet."""
    if not isinstance(table.key, models.AutoField):
        return 0
    connection = connections[using]
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table.name])
            found = cursor.fetchone()
            return int(found[0]) if found else 0
        cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [f'"{table.name}"', table.key.column])
        sequence = cursor.fetchone()[0]
        cursor.execute(f"SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM {sequence}")  # noqa: S608 - a name that PostgreSQL gave
        return int(cursor.fetchone()[0])


def _line(row: tuple[Any, ...]) -> bytes:
    return json.dumps([_plain(value) for value in row], sort_keys=True, ensure_ascii=True).encode("ascii")


def _plain(value: Any) -> Any:  # noqa: PLR0911 - one line for each kind of value
    """A value as JSON says it, with a letter before what JSON has no kind for."""
    if isinstance(value, datetime):
        return ["t", value.astimezone(UTC).isoformat(timespec="microseconds")]
    if isinstance(value, date):
        return ["d", value.isoformat()]
    if isinstance(value, timedelta):
        return ["s", value // timedelta(microseconds=1)]
    if isinstance(value, UUID | Decimal):
        return ["u", str(value)]
    if isinstance(value, bytes | bytearray | memoryview):
        return ["b", bytes(value).hex()]
    if isinstance(value, float) and value.is_integer():
        # PostgreSQL writes 1e5 in JSON as 100000.
        return int(value)
    if isinstance(value, dict):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return ["l", *(_plain(each) for each in value)]
    return value


class Notes(models.Model):
    """What Django keeps for a while, such as codes that were used: a table without a model of its own."""

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField()

    class Meta:
        """Known here alone."""

        apps = Apps()
        app_label = "web"
        db_table = "web_cache"

    def __str__(self) -> str:
        return self.cache_key
