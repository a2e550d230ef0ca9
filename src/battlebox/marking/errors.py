"""What the marking room refuses, in sentences for a tired person.

Law: one code per cause, one (sentence, hint) per code; faces choose layout, never wording.
Not here: reasons for keeping a thing from someone (decide.py); a denial is an answer, not a mistake.
"""

from __future__ import annotations

from enum import StrEnum, auto
from typing import Final


class Code(StrEnum):
    """Every cause."""

    UNKNOWN_LABEL = auto()


TEXT: Final[dict[Code, tuple[str, str]]] = {
    Code.UNKNOWN_LABEL: (
        "{found} is not a traffic light label",
        "write TLP:RED, TLP:AMBER+STRICT, TLP:AMBER, TLP:GREEN or TLP:CLEAR",
    ),
}


class MarkingError(Exception):
    """A marking that cannot be read; str() is the sentence."""

    def __init__(self, code: Code, sentence: str, hint: str) -> None:
        super().__init__(sentence)
        self.code = code
        self.hint = hint

    @classmethod
    def of(cls, code: Code, **found: object) -> MarkingError:
        """The error for a cause, its sentence and hint filled with what was found."""
        sentence, hint = TEXT[code]
        return cls(code, sentence.format(**found), hint.format(**found))
