"""Which councils a wording names: by the name, half of it, its initials, its style, or its id.

Law: what stands in the estate is looked for as people say it; a street that is called after a place names no council,
and is known by its capital letters, so that what a council does in its streets is still the council's.
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
_TOGETHER: Final = {"bi-borough": 2, "biborough": 2, "tri-borough": 3, "triborough": 3}
"""What councils that work together are called, and how many they are: which of them is not said."""
_VEIL: Final = "Someplace"
_PLACES: Final = (
    *("Road", "Street", "Lane", "Avenue", "Square", "Terrace", "Row", "Mews", "Crescent", "Close", "Walk", "Hill"),
    *("Bridge", "Wharf", "Embankment", "Broadway", "Garden", "Gardens", "Green", "Park", "Market", "Court", "Station"),
    *("Tube", "Palace", "Abbey", "Cathedral", "Church", "Hospital", "Museum", "University", "College", "School"),
    *("Football", "FC", "Flower Show", "Apollo", "Olympia", "Pensioners", "Theatre", "Hotel"),
)
_PLACES_TOO: Final = ("station", "tube", "football", "bridge", "palace", "abbey", "cathedral", "wharf", "government")
"""Those that nobody takes for what a council does, though they are written small."""


_TITLES: Final = ("university", "palace", "duke", "duchess", "dean")
_DOTTED: Final = re.compile(r"\b(?:[^\W\d_]\.){2,}")


def _veils(place: str) -> re.Pattern[str]:
    """Where a word is a part of the name of a street, a house or a district."""
    large = "|".join((*_PLACES, *map(str.upper, _PLACES)))
    between = r"(?: (?:and|&|(?!(?i:council)\b)[A-Z][\w'\u2019]*)){0,2}"
    after = rf"{between} (?:{large})\b| (?:{'|'.join(_PLACES_TOO)})\b"
    before = rf"\b(?:(?i:{'|'.join(_TITLES)}) of|(?i:MPs?|peers|parliament) (?:at|in)|North|South|East|West)"
    council = r"(?! (?i:city |borough )?(?i:council)\b)"
    return re.compile(rf"{before} (?i:{re.escape(place)})\b{council}|\b(?i:{re.escape(place)})(?={after})")


def councils_named(estate: Estate, wording: str, clears: Collection[str]) -> tuple[str, ...]:
    """The names of councils that stand in a wording and have not to clear it."""
    text = _text(wording)
    councils = [row for row in estate.bodies if row.kind is BodyKind.COUNCIL]
    others = tuple(row for row in councils if row.body not in clears)
    together = max((number for said, number in _TOGETHER.items() if f" {plain(said)} " in text), default=0)
    if len(councils) - len(others) < min(together, len(councils)):
        return tuple(row.name for row in others)
    return tuple(row.name for row in others if _names(row.body, row.name, wording, text))


def _names(body: str, name: str, wording: str, text: str) -> bool:
    if any(_has(each, text) for each in _styled(body, name)):
        return True
    if name.startswith(_ROYAL) and re.search(f" {plain(_ROYAL)} (?!{plain('of')} )", text):
        return True
    places = _places(name)
    veiled = wording
    for place in places:
        veiled = _veils(place).sub(_VEIL, veiled)
    left = _text(veiled)
    return any(_has(_bare(place), left, plural=len(place) >= _HALF_LEAST) for place in places)


def _has(name: str, text: str, *, plural: bool = True) -> bool:
    """Whether a name stands in plain words, and its genitive, with which an apostrophe is easily forgotten."""
    return f" {name} " in text or (plural and f" {name}s " in text)


def _text(wording: str) -> str:
    """Plain words with a blank at either end, and initials that have full stops between them as one word."""
    return f" {_bare(_DOTTED.sub(lambda found: found[0].replace('.', ''), wording))} "


def _places(name: str) -> tuple[str, ...]:
    """What the council is called after, whole and by its parts."""
    short = short_body(name)
    halves = _AND.split(short)
    return (short, *(half for half in halves if len(half) >= _HALF_LEAST and half != short))


def _styled(body: str, name: str) -> Iterator[str]:
    """What is called so is the council and no place: plain, without an "and", which is as often written as a mark."""
    halves = [_bare(half) for half in _AND.split(short_body(name))]
    yield from (_bare(body), _bare(name))
    if len(halves) > 1:
        letters = [half[0] for half in halves]
        yield from (" ".join(reversed(halves)), " ".join(letters))
        for style in ("", *_STYLE_LETTERS):
            # As it is written with a mark between, and without.
            yield plain(f"{style}{letters[0]} {' '.join(letters[1:])}")
            yield from (plain(f"{style}{''.join(letters)}"),) if style else ()
    initials = "".join(word[0] for word in name.split() if word.casefold() not in _SMALL_WORDS)
    if len(initials) >= _INITIALS_LEAST:
        yield plain(initials)


def _bare(text: str) -> str:
    return " ".join(word for word in plain(text).split() if word != plain("and"))
