"""The words in `labels` by which a part says what it is and how it stands, for partners that read no extension.

Law: a label of ours is a word, or a word and a value; what others write is read generously, and never as a traffic
light label.
Not here: the lines of a text (words.py).
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Final, TypeVar

E = TypeVar("E", bound=StrEnum)


class Kind(StrEnum):
    """What a part is."""

    SITUATION = "situation"
    STATE = "state of the council"
    SYSTEM = "system"
    SERVICE = "service"
    ORDER = "containment order"
    ASK = "ask"
    FACT = "fact"
    SIGN = "sign"


REPEATED: Final = "said in words elsewhere"
"""On what says in an extension's terms what another thing of ours says in words: it is not read twice."""
SHARED: Final = "shared"
YOURS: Final = "yours"


def pair(name: str, value: str) -> str:
    """A label with a value."""
    return f"{name}:{value}"


def value_of(labels: Iterable[str], name: str, values: type[E], others: dict[str, E] | None = None) -> tuple[E, ...]:
    """The values of a kind that stand in labels: with their name, or alone; `others` are more words for them."""
    found = (one_of(label.removeprefix(f"{name}:"), values, others) for label in labels)
    return tuple(each for each in found if each is not None)


def one_of(text: str, values: type[E], others: dict[str, E] | None = None) -> E | None:
    """The value that a text is, whatever its letters' size; None for none."""
    word = " ".join(text.casefold().replace("_", " ").replace("-", " ").split())
    known = {each.value.casefold().replace("-", " "): each for each in values}
    return known.get(word) or (others or {}).get(word)
