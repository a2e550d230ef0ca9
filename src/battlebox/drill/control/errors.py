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
    NO_REPLAY = auto()
    NOT_OVER = auto()
    CANNOT_READ = auto()


TEXT: Final[dict[Code, tuple[str, str]]] = {
    Code.NO_SOLO: (
        "`{title}` has no short exercise for one officer",
        "choose a scenario in which some injects are marked `solo = true`",
    ),
    Code.NO_BODY: ("the estate has no body {found}{near}", "name a row of the bodies table"),
    Code.NO_REPLAY: (
        "this drill was made without a replay",
        "make the next one with `battlebox drill make --replay`: it cannot be switched on afterwards",
    ),
    Code.NOT_OVER: ("the replay is for afterwards, and this drill is not over", "end the drill first"),
    Code.CANNOT_READ: ("{path} cannot be read: {why}", "take it away, and have the replay worked out again"),
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
