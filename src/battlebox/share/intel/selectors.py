"""What a marking of a part points at: `description`, `labels.[0]`, `extensions.archive-ext.comment`.

Law: a selector names a property or an entry that is there; one that points at nothing marks nothing.
Not here: what the marking means (labels.py).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def selects(says: Mapping[str, Any], selector: str) -> bool:
    """Whether there is something where the selector points; its form was checked by the schema."""
    at: object = says
    for step in selector.split("."):
        if step.startswith("["):
            place = int(step[1:-1])
            if not isinstance(at, list) or place >= len(at):
                return False
            at = at[place]
        elif isinstance(at, Mapping) and step in at:
            at = at[step]
        else:
            return False
    return True
