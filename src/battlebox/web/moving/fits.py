"""What SQLite takes and PostgreSQL does not: a text that is too long, a letter of value 0, a number that is too large.

Law: what does not fit is named by table, row and column before anything is written.
Not here: what is in it, which is nobody's to read on a terminal.
"""

from __future__ import annotations

from typing import Any

from django.db import connections, models

from battlebox.web.errors import Code, WebError
from battlebox.web.moving.rows import Table, pages


def must_fit(table: Table, source: str, target: str) -> None:
    """Refuse the first value that the target would not take. Raises WebError."""
    key = table.fields.index(table.key)
    for page in pages(table, source):
        for row in page:
            for field, value in zip(table.fields, row, strict=True):
                why = _unfit(field, value, target)
                if why:
                    raise WebError.of(Code.MOVE_UNFIT, table=table.name, row=row[key], column=field.column, why=why)


def _unfit(field: models.Field[Any, Any], value: Any, target: str) -> str:
    if isinstance(value, str):
        if field.max_length is not None and len(value) > field.max_length:
            return f"it has {len(value)} letters and may have {field.max_length}"
        return "it holds a letter of value 0" if "\0" in value else ""
    if isinstance(value, dict | list):
        return "it holds a letter of value 0" if _has_nul(value) else ""
    if isinstance(value, int) and not isinstance(value, bool):
        # JSON takes any number, and a number that points to another row was given by that table.
        low, high = connections[target].ops.integer_field_ranges.get(field.get_internal_type(), (value, value))
        if not low <= value <= high:
            return f"it must be a number from {low} to {high}"
    return ""


def _has_nul(value: Any) -> bool:
    if isinstance(value, dict):
        return any(_has_nul(key) or _has_nul(each) for key, each in value.items())
    if isinstance(value, list):
        return any(map(_has_nul, value))
    return isinstance(value, str) and "\0" in value
