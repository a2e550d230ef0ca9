"""Which councils a wording names: by the name, half of it, its initials, its style, or its id.

Law: what stands in the estate is looked for as people say it; a street that is called after a place names no council.
Not here: who must clear a fact (fact.py).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Final

from battlebox.desk.brief.reach import short_body
from battlebox.desk.wording import plain
from battlebox.estate import BodyKind, Estate

_AND: Final = re.compile(r"\s+(?:and|&)\s+")
_SMALL_WORDS: Final = frozenset({"of", "and", "the", "&"})
_HALF_LEAST: Final = 6
"""A part of a name with fewer letters may be an ordinary word, such as Bath."""
_INITIALS_LEAST: Final = 3
_ROYAL: Final = "Royal Borough"
_STYLE_LETTERS: Final = ("rb", "lb")
"""Royal Borough, London Borough: people put them before the initials, whatever the estate calls the council."""


def _any_of(*words: str) -> str:
    return "|".join(map(plain, words))


_BEFORE: Final = rf"(?<!{plain('university of')} )(?<!{plain('palace of')} )"
_PLACE: Final = _any_of(
    *(
        "road",
        "street",
        "high street",
        "bridge road",
        "lane",
        "avenue",
        "square",
        "terrace",
        "row",
        "bridge",
        "wharf",
        "embankment",
    ),
    *("broadway", "gardens", "palace", "abbey", "cathedral", "church", "station", "tube", "hospital", "museum"),
    *("university", "college", "football", "fc"),
)
_AFTER: Final = rf"(?! (?:{_PLACE})\b)"


def councils_named(estate: Estate, wording: str, clears: Collection[str]) -> tuple[str, ...]:
    """The names of councils that stand in a wording and have not to clear it."""
    text = f" {_bare(wording)} "
    rows = (row for row in estate.bodies if row.kind is BodyKind.COUNCIL and row.body not in clears)
    return tuple(row.name for row in rows if any(_stands(name, text) for name in _called(row.body, row.name)))


def _stands(name: str, text: str) -> bool:
    return f" {name} " in text and re.search(rf"{_BEFORE}(?<= ){re.escape(name)}(?= ){_AFTER}", text) is not None


def _called(body: str, name: str) -> Iterator[str]:
    """What people call a council, plain and without an "and", which is written as a mark as often."""
    short = short_body(name)
    halves = [_bare(half) for half in _AND.split(short)]
    yield from (_bare(short), _bare(body), " ".join(reversed(halves)))
    if len(halves) > 1:
        letters = [half[0] for half in halves]
        yield from (half for half in halves if len(half) >= _HALF_LEAST)
        yield " ".join(letters)
        for style in ("", *_STYLE_LETTERS):
            # As it is written with a mark between, and without.
            yield plain(f"{style}{letters[0]} {' '.join(letters[1:])}")
            yield from (plain(f"{style}{''.join(letters)}"),) if style else ()
    initials = "".join(word[0] for word in name.split() if word.casefold() not in _SMALL_WORDS)
    if len(initials) >= _INITIALS_LEAST:
        yield plain(initials)
    if name.startswith(_ROYAL):
        yield plain(_ROYAL)


def _bare(text: str) -> str:
    return " ".join(word for word in plain(text).split() if word != plain("and"))
