"""Media types: what a reader accepts, and what a sender says that it sends.

Law: a TAXII type of another version is not ours; a type without a version is read as ours.
Not here: refusing (errors.py).
"""

from __future__ import annotations

from typing import Final

TYPE: Final = "application/taxii+json"
VERSION: Final = "2.1"
_ANY: Final = frozenset({"*/*", "application/*"})


def accepts(header: str) -> bool:
    """Whether somebody who accepts this takes TAXII 2.1; who says nothing takes anything."""
    return not header.strip() or any(_is_taken(part) for part in header.split(","))


def is_taxii(header: str) -> bool:
    """Whether this Content-Type says that TAXII 2.1 was sent."""
    return _is_ours(*_read(header))


def _is_taken(part: str) -> bool:
    kind, more = _read(part)
    try:
        is_wanted = float(more.get("q", "1")) > 0
    except ValueError:
        return False
    return is_wanted and (kind in _ANY or _is_ours(kind, more))


def _is_ours(kind: str, more: dict[str, str]) -> bool:
    return kind == TYPE and more.get("version", VERSION) == VERSION


def _read(part: str) -> tuple[str, dict[str, str]]:
    kind, *rest = part.split(";")
    pairs = (each.partition("=") for each in rest)
    return kind.strip().lower(), {name.strip().lower(): value.strip().strip('"') for name, _, value in pairs}
