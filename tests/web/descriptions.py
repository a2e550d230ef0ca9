"""The descriptions in OpenAPI that docs/formats has, and whether one of the desk has an answer.

Law: nothing slow is loaded here, for the client of every page asks.
Not here: requests made up from them (described.py).
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from functools import cache
from pathlib import Path

FORMATS = Path(__file__).parents[2] / "docs" / "formats"


def description(name):
    return json.loads((FORMATS / f"{name}.openapi.json").read_text(encoding="utf-8"))


def is_json(answer):
    return "json" in answer.headers.get("Content-Type", "")


def is_described(answer):
    """Whether an answer in JSON came from an address, and by a way of asking, that the desk's description has."""
    asked = answer.request
    method = "get" if asked["REQUEST_METHOD"] == "HEAD" else asked["REQUEST_METHOD"].lower()
    return any(pattern.fullmatch(asked["PATH_INFO"]) for pattern in _patterns().get(method, ()))


@cache
def _patterns():
    found = defaultdict(list)
    for path, says in description("desk")["paths"].items():
        pattern = re.compile("[^/]+".join(re.escape(part) for part in re.split(r"\{\w+\}", path)))
        for method in says.keys() - {"parameters"}:
            found[method].append(pattern)
    return found
