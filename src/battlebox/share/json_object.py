"""An object of JSON in which each name stands once: readers differ in which of two they take, so it is refused.

Law: the name that stands twice is known to whoever refuses it; what stood under it is not.
Not here: how a refusal looks (foreign, status, web.machines), STIX by the thousand (intel.doubled).
"""

from __future__ import annotations

from typing import Any


class NameTwice(ValueError):
    """A name stands twice in one object; `name` says which."""

    def __init__(self, name: str) -> None:
        super().__init__("a name stands in it twice")
        self.name = name


def named_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """The object of these names and values, for `json.loads(..., object_pairs_hook=named_once)`. Raises NameTwice."""
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise NameTwice(name)
        found[name] = value
    return found
