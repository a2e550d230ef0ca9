"""The rows of a table: the one part that is put together here and not in a template, for a page has hundreds of cells.

Law: everything that stands in a cell is escaped, but what says itself that it is HTML; the markup is that of
gds/table.html and gds/plain_table.html, which hold what stands around the rows.
Not here: which rows (tables.py), heads and tools (the templates).
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import Any, Final

from django.template import Context
from django.template.base import render_value_in_context
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString

LONG: Final = 20
"""A cell of a large table with more letters than this may break its line."""
WORDY: Final = 40
"""The same of a small one."""


def table_rows(context: Context, rows: Iterable[Iterable[tuple[Any, Any]]], *, stacked: bool = False) -> SafeString:
    """Rows of (column, cell) of a large table; the first cell of each is its head."""
    role, begin = (' role="row"', ' role="cell"') if stacked else ("", "")
    made = []
    for row in rows:
        made.append(f'\n    <tr class="govuk-table__row"{role}>')
        for place, (column, cell) in enumerate(row):
            kind = column.kind.name
            shape = (
                " govuk-table__cell--numeric" if kind == "NUMBER"
                else " desk-cell-time" if kind == "TIME"
                else " desk-cell-long" if _length(cell.text) > LONG
                else ""
            )  # fmt: skip
            inner = _inner(context, cell)
            if place == 0:
                head = ' role="rowheader"' if stacked else ""
                made.append(f'\n      <th scope="row"{head} class="govuk-table__header{shape}">{inner}</th>')
            else:
                named = f'{begin} data-head="{_safe(context, column.title)}"' if stacked else ""
                made.append(f'\n      <td{named} class="govuk-table__cell{shape}">{inner}</td>')
        made.append("\n    </tr>")
    return SafeString("".join(made))


def plain_rows(context: Context, rows: Iterable[Iterable[tuple[str, Any]]], *, stacked: bool = False) -> SafeString:
    """Rows of (head, cell) of a small table."""
    role = ' role="row"' if stacked else ""
    made = []
    for row in rows:
        made.append(f'\n    <tr class="govuk-table__row"{role}>')
        for head, cell in row:
            shape = " desk-cell-words" if _length(cell.text) > WORDY else ""
            named = f' role="cell" data-head="{_safe(context, head)}"' if stacked else ""
            made.append(f'<td class="govuk-table__cell{shape}"{named}>{_inner(context, cell)}</td>')
        made.append("</tr>")
    return SafeString("".join(made))


def tag_html(words: str, colour: str = "") -> SafeString:
    """A word in a coloured box: the words carry the meaning."""
    shade = f" govuk-tag--{escape(colour)}" if colour else ""
    inner = escape(words) if type(words) is str else conditional_escape(words)
    return SafeString(f'<strong class="govuk-tag{shade}">{inner}</strong>')


def _inner(context: Context, cell: Any) -> str:
    """What stands between the marks of a cell."""
    if cell.link:
        text = f'<a class="govuk-link" href="{_safe(context, cell.link)}">{_safe(context, cell.text)}</a>'
    elif cell.tag:
        text = tag_html(cell.text, cell.tag)
    else:
        text = _safe(context, cell.text)
    return f'{text}<br><span class="govuk-hint">{_safe(context, cell.note)}</span>' if cell.note else text


def _safe(context: Context, value: Any) -> str:
    """A value as a template shows it; nearly all are words, and those take no detour."""
    return escape(value) if type(value) is str else str(render_value_in_context(value, context))


def _length(text: Any) -> int:
    return len(text) if isinstance(text, str) else 0
