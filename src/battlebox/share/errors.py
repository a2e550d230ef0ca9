"""What the sharing room refuses, in sentences for a tired person.

Law: one code per cause, one (sentence, hint) per code; faces choose layout, never wording.
Not here: exit codes (cli), reasons for keeping a thing from somebody (marking).
"""

from __future__ import annotations

from enum import StrEnum, auto
from typing import Final


class Code(StrEnum):
    """Every cause."""

    # The means of sending.
    BAD_MEANS = auto()


TEXT: Final[dict[Code, tuple[str, str]]] = {
    Code.BAD_MEANS: ("{file} has {found}", "{advice}"),
}


class ShareError(Exception):
    """Something this room refuses; str() is the sentence."""

    def __init__(self, code: Code, sentence: str, hint: str) -> None:
        super().__init__(sentence)
        self.code = code
        self.hint = hint

    @classmethod
    def of(cls, code: Code, **found: object) -> ShareError:
        """The error for a cause, its sentence and hint filled with what was found."""
        sentence, hint = TEXT[code]
        return cls(code, sentence.format(**found), hint.format(**found))
