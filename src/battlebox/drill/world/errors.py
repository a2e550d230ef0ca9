"""What the truth behind a drill refuses, in sentences for a tired person.

Law: one code per cause, one (sentence, hint) per code; faces choose layout, never wording.
Not here: mistakes of a scenario file (drill/scenario), hits and seeds that the engine refuses itself.
"""

from __future__ import annotations

from enum import StrEnum, auto
from typing import Final


class Code(StrEnum):
    """Every cause."""

    NO_SUCH = auto()
    ENDS_BEFORE = auto()
    BACKWARDS = auto()
    LOOKS_NOWHERE = auto()
    NO_WINDOW = auto()


TEXT: Final[dict[Code, tuple[str, str]]] = {
    Code.NO_SUCH: (
        "the estate of this drill has no {what} {id}{near}",
        "name one of its own: a drill is played on a copy of the estate, kept from when it began",
    ),
    Code.ENDS_BEFORE: (
        "{what} {id} begins at hour {begins} of the story and ends before that, at hour {ends}",
        "give the end a later time, or leave it out while it goes on",
    ),
    Code.BACKWARDS: (
        "a look at {id} takes {found} hours",
        "say how long a look takes as 0 or more hours",
    ),
    Code.LOOKS_NOWHERE: (
        "a look names no system to look at",
        "name one system at least",
    ),
    Code.NO_WINDOW: (
        "nothing can happen within {found} hours",
        "say how many hours of the story are played, more than none",
    ),
}


class WorldError(Exception):
    """A refusal of the truth behind a drill; str() is the sentence."""

    def __init__(self, code: Code, sentence: str, hint: str) -> None:
        super().__init__(sentence)
        self.code = code
        self.hint = hint

    @classmethod
    def of(cls, code: Code, **found: object) -> WorldError:
        """The error for a cause, its sentence and hint filled with what was found."""
        sentence, hint = TEXT[code]
        return cls(code, sentence.format(**found), hint.format(**found))
