"""What is refused of a drill's clock, in sentences for a tired person.

Law: one code per cause, one (sentence, hint) per code.
Not here: what is refused of scenarios (drill.scenario).
"""

from __future__ import annotations

from enum import StrEnum, auto
from typing import Final


class Code(StrEnum):
    """Every cause."""

    NO_ZONE = auto()
    BAD_RATE = auto()
    NOT_BEGUN = auto()
    BEGUN_TWICE = auto()
    REAL_BACK = auto()
    DRILL_BACK = auto()
    DOES_NOT_FOLLOW = auto()
    BAD_LINE = auto()
    TOO_MANY = auto()
    NOT_PAUSED = auto()
    PAUSED = auto()
    NOT_KEPT = auto()
    KEPT_TWICE = auto()


TEXT: Final[dict[Code, tuple[str, str]]] = {
    Code.NO_ZONE: ("{found} is no instant to the millisecond in a known time zone", "write it with its zone, in UTC"),
    Code.BAD_RATE: (
        "a drill cannot run at {found} times the pace of the day",
        "choose a whole number from 1 to {most}",
    ),
    Code.NOT_BEGUN: ("the drill's clock does not begin with its start", "its file was changed; begin the drill anew"),
    Code.BEGUN_TWICE: ("the drill's clock was started a second time", "a drill starts once: resume it, or jump"),
    Code.REAL_BACK: ("mark {at} of the drill's clock is before the one above it", "its file was changed by hand"),
    Code.DRILL_BACK: (
        "a drill's clock never goes back: it shows {now}, and {found} was asked for",
        "choose a later time; a drill that is to be played again is begun anew",
    ),
    Code.DOES_NOT_FOLLOW: (
        "mark {at} of the drill's clock shows {found}, and {right} follows from the one above it",
        "its file was changed by hand; begin the drill anew",
    ),
    Code.BAD_LINE: (
        "line {line} of {name} is no mark of a drill's clock: {found}",
        "put the file back from a copy of the drill's folder, or begin the drill anew",
    ),
    Code.TOO_MANY: ("the drill's clock was set more than {most} times", "begin the drill anew"),
    Code.NOT_PAUSED: ("the drill's clock is running already", "pause it first, or change its pace"),
    Code.PAUSED: ("the drill's clock is paused already", "resume it"),
    Code.NOT_KEPT: ("the drill's clock in {name} cannot be read or written: {why}", "look at the disk and its rights"),
    Code.KEPT_TWICE: ("there is a drill's clock in {name} already", "a drill starts once: resume it, or jump"),
}


class PaceError(Exception):
    """Something that is refused; str() is the sentence."""

    def __init__(self, code: Code, sentence: str, hint: str) -> None:
        super().__init__(sentence)
        self.code = code
        self.hint = hint

    @classmethod
    def of(cls, code: Code, **found: object) -> PaceError:
        """The error for a cause, filled with what was found."""
        sentence, hint = TEXT[code]
        return cls(code, sentence.format(**found), hint.format(**found))
