"""What is refused of a drill's folder, in sentences for a tired person.

Law: one code per cause, one (sentence, hint) per code.
Not here: the folder (folder.py).
"""

from __future__ import annotations

from enum import StrEnum, auto
from typing import Final


class Code(StrEnum):
    """Every cause."""

    NOT_EMPTY = auto()
    NO_MARK = auto()
    BAD_MARK = auto()


TEXT: Final[dict[Code, tuple[str, str]]] = {
    Code.NOT_EMPTY: ("{folder} holds something already", "name an empty folder, or one that is not there yet"),
    Code.NO_MARK: ("{folder} holds no drill", "name the folder in which a drill was made"),
    Code.BAD_MARK: ("{file} is no mark of a drill: {why}", "put it back from a copy, or begin the drill anew"),
}


class SealedError(Exception):
    """Something that is refused; str() is the sentence."""

    def __init__(self, code: Code, sentence: str, hint: str) -> None:
        super().__init__(sentence)
        self.code = code
        self.hint = hint

    @classmethod
    def of(cls, code: Code, **found: object) -> SealedError:
        """The error for a cause, filled with what was found."""
        sentence, hint = TEXT[code]
        return cls(code, sentence.format(**found), hint.format(**found))
