"""Words of the life-safety lane: agreed before the bad day, and true whatever has happened.

Law: they say nothing about the incident, so there is nothing in them to hold back; they go as they stand or not at all.
Not here: who lets them go first (clearing.py).
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

from battlebox.desk.errors import Code, DeskError


@dataclass(frozen=True, slots=True)
class Prepared:
    """One sentence or two, with a title to choose it by."""

    id: str
    title: str
    words: str


@cache
def all_prepared() -> tuple[Prepared, ...]:
    """Those that came with Battlebox, in their order."""
    text = (resources.files("battlebox.desk.tell") / "prepared.toml").read_text("utf-8")
    return tuple(Prepared(row["id"], row["title"], row["words"]) for row in tomllib.loads(text)["words"])


def prepared_words(name: str) -> str:
    """The words of that id. Raises DeskError if there are none."""
    for each in all_prepared():
        if each.id == name:
            return each.words
    raise DeskError.of(Code.NOT_SEEN, what="prepared words", id=name)
