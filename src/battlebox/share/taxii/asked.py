"""What a reader asks for: how many, from where on, and which things and versions.

Law: what is asked and not understood is refused, never left out: a filter that is ignored gives more than was asked.
Not here: finding it (web.taxii).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from battlebox.share.taxii.errors import Code, TaxiiError
from battlebox.share.taxii.stamp import micros_of, order_of

LIMIT_USUAL: Final = 100
LIMIT_MAX: Final = 1000
_VALUES_MAX: Final = 200
_LETTERS_MAX: Final = 300
_DIGITS_MAX: Final = 18
_MATCH: Final = re.compile(r"match\[(.*)\]")


class Which(StrEnum):
    """Versions by their place."""

    FIRST = "first"
    LAST = "last"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Picked:
    """Which things, by what they are. An empty set is no condition."""

    ids: frozenset[str] = frozenset()
    types: frozenset[str] = frozenset()
    spec_versions: frozenset[str] = frozenset()
    places: frozenset[Which] = frozenset({Which.LAST})
    orders: frozenset[str] = frozenset()
    """Versions by their instant, as `order_of` spells them."""

    def to_text(self) -> str:
        """The same choice is the same text: what a cursor is bound to."""
        parts = (self.ids, self.types, self.spec_versions, self.places, self.orders)
        return "|".join(",".join(sorted(part)) for part in parts)


@dataclass(frozen=True, slots=True)
class Asked:
    """One request for a page. `after` is in microseconds since 1970, and not included."""

    limit: int = LIMIT_USUAL
    after: int = 0
    next: str = ""
    picked: Picked = Picked()

    @classmethod
    def from_query(cls, query: Mapping[str, Iterable[str]], *, filters: frozenset[str]) -> Asked:
        """What the query asks, where these match filters make sense. Raises TaxiiError."""
        found: dict[str, frozenset[str]] = {}
        for name, values in query.items():
            match = _MATCH.fullmatch(name)
            if match is None:
                continue
            if match[1] not in filters:
                raise TaxiiError(Code.UNKNOWN_MATCH)
            found[match[1]] = _values(values)
        places, orders = _versions(found.get("version"))
        picked = Picked(
            found.get("id", frozenset()),
            found.get("type", frozenset()),
            found.get("spec_version", frozenset()),
            places,
            orders,
        )
        return cls(_limit(query), _after(query), _one(query, "next", Code.BAD_NEXT), picked)


def _one(query: Mapping[str, Iterable[str]], name: str, wrong: Code) -> str:
    values = list(query.get(name, ()))
    if len(values) > 1:
        raise TaxiiError(wrong)
    return values[0] if values else ""


def _limit(query: Mapping[str, Iterable[str]]) -> int:
    if "limit" not in query:
        return LIMIT_USUAL
    text = _one(query, "limit", Code.BAD_LIMIT)
    if not (text.isascii() and text.isdigit()) or len(text) > _DIGITS_MAX or int(text) < 1:
        raise TaxiiError(Code.BAD_LIMIT)
    return min(int(text), LIMIT_MAX)


def _after(query: Mapping[str, Iterable[str]]) -> int:
    if "added_after" not in query:
        return 0
    micros = micros_of(_one(query, "added_after", Code.BAD_ADDED_AFTER))
    if micros is None:
        raise TaxiiError(Code.BAD_ADDED_AFTER)
    return micros


def _values(values: Iterable[str]) -> frozenset[str]:
    found = [each for value in values for each in value.split(",")]
    if len(found) > _VALUES_MAX or any(not each or len(each) > _LETTERS_MAX for each in found):
        raise TaxiiError(Code.BAD_MATCH)
    return frozenset(found)


def _versions(found: frozenset[str] | None) -> tuple[frozenset[Which], frozenset[str]]:
    if found is None:
        return frozenset({Which.LAST}), frozenset()
    places = frozenset(each for each in Which if each.value in found)
    rest = found - places
    if any(micros_of(each) is None for each in rest):
        raise TaxiiError(Code.BAD_MATCH)
    return places, frozenset(order_of(each) for each in rest)
