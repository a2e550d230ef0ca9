"""The description of the addresses for machines, in OpenAPI 3.1: what a desk answers, and what docs/formats keeps.

Law: made from the addresses themselves; the same bytes each time.
Not here: the page that shows it to people (explained.py).
"""

from __future__ import annotations

from functools import cache
from typing import Any

import orjson

from battlebox.web.machines.addresses import api


def described() -> dict[str, Any]:
    """The description as values."""
    found: dict[str, Any] = orjson.loads(description())
    return found


@cache
def description() -> bytes:
    """Its bytes."""
    says = dict(api.get_openapi_schema(path_prefix="/api/v1/"))
    return orjson.dumps(says, option=orjson.OPT_INDENT_2 | orjson.OPT_NON_STR_KEYS) + b"\n"
