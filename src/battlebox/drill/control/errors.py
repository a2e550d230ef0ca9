"""What whoever runs a drill is refused, in sentences for a tired person.

Law: one code per cause, one (sentence, hint) per code.
Not here: what is refused while it is played (drill/play), mistakes in a scenario (drill/scenario).
"""

from __future__ import annotations

from enum import StrEnum, auto
from typing import Final


class Code(StrEnum):
    """Every cause."""

    NO_SOLO = auto()
    NO_SCENARIO = auto()
    NO_BODY = auto()


TEXT: Final[dict[Code, tuple[str, str]]] = {
    Code.NO_SOLO: (
        "`{title}` has no short exercise for one officer",
        "choose a scenario in which some injects are marked `solo = true`",
    ),
    Code.NO_BODY: ("the estate has no body {found}{near}", "name a row of the bodies table"),
    Code.NO_SCENARIO: ("{path} cannot be read: {why}", "put the scenario's file back into the drill's folder"),
}


class ControlError(Exception):
    """Something that is refused; str() is the sentence."""

    def __init__(self, code: Code, sentence: str, hint: str) -> None:
        super().__init__(sentence)
        self.code = code
        self.hint = hint

    @classmethod
    def of(cls, code: Code, **found: object) -> ControlError:
        """The error for a cause, its sentence and hint filled with what was found."""
        sentence, hint = TEXT[code]
        return ControlError(code, sentence.format(**found), hint.format(**found))
