"""Names of bodies that do not exist, each saying so.

Law: no name is that of a real council, supplier or force, and every one ends in "(made up)"; ids are unique.
Not here: how many of which kind there are (layout.py).
"""

from __future__ import annotations

from itertools import count
from typing import Final

from battlebox.estate.region.draws import Draws
from battlebox.estate.things import BodyKind

MARK: Final = "(made up)"
"""Ends the name of every body."""

_STEMS: Final = [
    "Amber",
    "Bramble",
    "Cinder",
    "Dapple",
    "Ember",
    "Fable",
    "Gossamer",
    "Hazel",
    "Indigo",
    "Juniper",
    "Kestrel",
    "Larch",
    "Marble",
    "Nettle",
    "Opal",
    "Pepper",
    "Quill",
    "Russet",
    "Saffron",
    "Thistle",
    "Umber",
    "Velvet",
    "Willow",
    "Yarrow",
    "Zephyr",
]
_ENDINGS: Final = ("mere", "holt", "wick", "combe", "stow", "fold", "march", "garth")
_PATTERNS: Final = {
    BodyKind.COUNCIL: "{} Council",
    BodyKind.SUPPLIER: "{} Systems, supplier",
    BodyKind.NHS: "{} NHS trust",
    BodyKind.POLICE: "{} Police",
    BodyKind.PARTNERSHIP: "{} shared IT partnership",
}


class Names:
    """Hands out names, each once."""

    def __init__(self, draws: Draws) -> None:
        every = [stem + ending for ending in _ENDINGS for stem in _STEMS]
        self._left = list(draws.some_of(every, len(every)))
        self._again = (f"{name} {number}" for number in count(2) for name in every)

    def next(self, kind: BodyKind) -> tuple[str, str]:
        """The id and the name of one more body."""
        place = self._left.pop() if self._left else next(self._again)
        return place.lower().replace(" ", "-"), f"{_PATTERNS[kind].format(place)} {MARK}"
