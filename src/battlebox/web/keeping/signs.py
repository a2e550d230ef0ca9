"""What a doctor finds of one thing: that it is well, wants looking at, or is broken, in a sentence with a hint.

Law: a sentence says what was found, and a hint what to do; neither holds a password or a name of a person.
Not here: looking (doctor.py and what it names).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """How a thing is."""

    WELL = "well"
    LOOK = "look"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Sign:
    """One thing, and how it is."""

    name: str
    state: State
    says: str
    hint: str = ""

    def __post_init__(self) -> None:
        if (self.state is not State.WELL) != bool(self.hint):
            raise ValueError(self.name)


def well(name: str, says: str) -> Sign:
    """Nothing to do."""
    return Sign(name, State.WELL, says)


def look(name: str, says: str, hint: str) -> Sign:
    """It works, and somebody should look."""
    return Sign(name, State.LOOK, says, hint)


def broken(name: str, says: str, hint: str) -> Sign:
    """The desk cannot be relied on until it is mended."""
    return Sign(name, State.BROKEN, says, hint)
