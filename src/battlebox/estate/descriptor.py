"""A Data Package descriptor of an estate, so that any tool that knows Table Schema can read the tables.

Law: it says what columns.py says, of the tables and columns that are there; it holds no data but the title.
Not here: where it is written (check.py), the tables themselves (tables.py).
"""

from __future__ import annotations

import json
from typing import Any, Final

from battlebox.estate.cells import HOURS_MAX, NUMBER_MAX
from battlebox.estate.column import Column, Form, Table
from battlebox.estate.columns import TABLES
from battlebox.estate.ids import ID_PATTERN
from battlebox.estate.raw import RawTable, RawTables

_TYPES: Final[dict[Form, tuple[str, dict[str, Any]]]] = {
    Form.ID: ("string", {}),
    Form.TEXT: ("string", {}),
    Form.WORD: ("string", {}),
    Form.NUMBER: ("number", {"minimum": 0, "maximum": NUMBER_MAX}),
    Form.COUNT: ("integer", {"minimum": 0, "maximum": NUMBER_MAX}),
    Form.SHARE: ("number", {"minimum": 0, "maximum": 1}),
    Form.CHANCE: ("string", {}),
    Form.HOURS: ("number", {"minimum": 0, "maximum": HOURS_MAX}),
    Form.DATE: ("date", {}),
    Form.FLAG: ("boolean", {}),
    Form.LIST: ("string", {}),
    Form.WORDS: ("string", {}),
    Form.SELECTORS: ("string", {}),
    Form.WITHIN: ("string", {}),
    Form.TIME: ("time", {}),
    Form.MOMENT: ("string", {}),
    Form.CHECKS: ("string", {}),
}


def descriptor(raw: RawTables, *, title: str, workbook: str | None = None) -> dict[str, Any]:
    """The descriptor of the tables that are there: of one CSV each, or of the sheets of the workbook named."""
    found: dict[str, Any] = {"profile": "tabular-data-package", "name": "estate", "title": title}
    if raw.settings.get("licence"):
        found["licenses"] = [{"name": "licence", "title": raw.settings["licence"]}]
    found["resources"] = [
        _resource(TABLES[name], table, raw, workbook) for name, table in raw.tables.items() if table.rows
    ]
    return found


def descriptor_text(raw: RawTables, *, title: str, workbook: str | None = None) -> str:
    """The descriptor as JSON, the same text for the same tables."""
    return json.dumps(descriptor(raw, title=title, workbook=workbook), indent=2, ensure_ascii=False) + "\n"


def _resource(table: Table, raw: RawTable, whole: RawTables, workbook: str | None) -> dict[str, Any]:
    columns = [column for name in raw.header if (column := table.column(name)) is not None]
    schema: dict[str, Any] = {"fields": [_field(table, column) for column in columns], "missingValues": [""]}
    if table.key:
        schema["primaryKey"] = table.key
    keys = [_foreign(column) for column in columns if _is_foreign(column, whole)]
    if keys:
        schema["foreignKeys"] = keys
    where: dict[str, Any] = {"path": f"{table.name}.csv", "format": "csv", "encoding": "utf-8"}
    if workbook is not None:
        where = {"path": workbook, "format": "xlsx", "dialect": {"sheet": table.name}}
    return {"name": table.name, "profile": "tabular-data-resource", "title": table.help, **where, "schema": schema}


def _field(table: Table, column: Column) -> dict[str, Any]:
    kind, bounds = _TYPES[column.form]
    constraints: dict[str, Any] = dict(bounds)
    if column.required:
        constraints["required"] = True
    if column.name == table.key:
        constraints["unique"] = True
    if column.form is Form.ID and "fallback" not in column.refers:
        constraints["pattern"] = ID_PATTERN
    if column.form is Form.WORDS:
        one = "|".join(column.words)
        constraints["pattern"] = f"({one})( *; *({one}))*"
    elif column.words:
        constraints["enum"] = list(column.words)
    field: dict[str, Any] = {"name": column.name, "type": kind, "description": column.help}
    if column.form is Form.FLAG:
        field |= {"trueValues": ["y"], "falseValues": ["n"]}
    if column.form is Form.TIME:
        field["format"] = "%H:%M"
    if column.unit:
        field["unit"] = column.unit
    if constraints:
        field["constraints"] = constraints
    return field


def _is_foreign(column: Column, whole: RawTables) -> bool:
    """Table Schema can say that a cell names a row of one table: not of several, and not in a list."""
    if column.form is not Form.ID or len(column.refers) != 1:
        return False
    return column.refers[0] in whole.tables


def _foreign(column: Column) -> dict[str, Any]:
    table = column.refers[0]
    return {"fields": column.name, "reference": {"resource": table, "fields": TABLES[table].key}}
