"""What can be wrong with an estate, in sentences for a tired person.

Law: one code per cause, one (sentence, hint) per code; faces choose layout, never wording.
Not here: exit codes (cli).
"""

from __future__ import annotations

from enum import StrEnum, auto
from typing import Final


class Code(StrEnum):
    """Every cause."""

    UNKNOWN_ID = auto()


TEXT: Final[dict[Code, tuple[str, str]]] = {
    Code.UNKNOWN_ID: (
        "nothing in this estate is called {id}",
        "did you mean {near}? `battlebox check` lists the tables",
    ),
}


class EstateError(Exception):
    """Something about an estate that stops the work; str() is the sentence."""

    def __init__(self, code: Code, sentence: str, hint: str) -> None:
        super().__init__(sentence)
        self.code = code
        self.hint = hint

    @classmethod
    def of(cls, code: Code, **found: object) -> EstateError:
        """The error for a cause, its sentence and hint filled with what was found."""
        sentence, hint = TEXT[code]
        return cls(code, sentence.format(**found), hint.format(**found))
