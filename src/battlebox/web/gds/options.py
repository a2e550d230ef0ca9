"""What can be chosen in a list, as one string: a list of a hundred asked of a template takes longer than its page.

Law: what comes in is escaped as a template would.
Not here: the list around it (templates/django/forms/widgets/select.html).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString

Group = tuple[str | None, Iterable[Mapping[str, Any]], int]
"""As Django's widgets give them: the group's name, its options, its number."""


def options(groups: Iterable[Group]) -> SafeString:
    """Every option, those of a named group together."""
    found = []
    for name, rows, _ in groups:
        lines = (
            format_html(
                '\n  <option value="{}"{}>{}</option>',
                str(row["value"]),
                _SELECTED if row["selected"] else "",
                row["label"],
            )
            for row in rows
        )
        if name:
            found += [format_html('\n  <optgroup label="{}">', name), *lines, "\n  </optgroup>"]
        else:
            found += lines
    return SafeString("".join(found))


_SELECTED = SafeString(" selected")
