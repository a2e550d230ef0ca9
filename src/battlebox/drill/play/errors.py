"""What is refused while a drill is played, in sentences for a tired person.

Law: one code per cause, one (sentence, hint) per code.
Not here: mistakes in a scenario (drill/scenario), what the desk refuses of what players do (desk).
"""

from __future__ import annotations

from enum import StrEnum, auto
from typing import Final


class Code(StrEnum):
    """Every cause."""

    BACKWARDS = auto()
    HANDED = auto()
    NO_INJECT = auto()
    NO_ZONE = auto()
    OTHER_WAY = auto()
    OVER = auto()
    NOT_HANDED = auto()
    BLANK_NOTE = auto()
    LONG_NOTE = auto()
    BAD_MARK = auto()
    # Findings.
    BLANK_FINDING = auto()
    LONG_FINDING = auto()
    PAST_FINDING = auto()
    NO_FINDING = auto()
    TAKEN = auto()
    # The log.
    NO_LOG = auto()
    BAD_LINE = auto()
    OTHER_SCENARIO = auto()
    CANNOT_KEEP = auto()


TEXT: Final[dict[Code, tuple[str, str]]] = {
    Code.BACKWARDS: (
        "the drill stands at T+{now} and cannot go back to T+{found}",
        "go on from here; what was written stays written",
    ),
    Code.HANDED: ("inject {number} was handed out at T+{minute}", "choose one that is still to come"),
    Code.NO_INJECT: ("the scenario has no inject {number}", "it has {known}"),
    Code.NO_ZONE: ("the moment {found} says no time zone", "write it with its offset, such as 2026-11-24T09:30+00:00"),
    Code.OTHER_WAY: (
        "inject {number} belongs to a way that the story did not go ({branch})",
        "hand out another, or say it yourself and note it",
    ),
    Code.OVER: ("the drill was ended at T+{minute}", "read its report, or begin another"),
    Code.NOT_HANDED: ("inject {number} was not handed out yet, so nobody can be marked on it", "hand it out first"),
    Code.BLANK_NOTE: ("the note is blank", "write what you saw, or give a mark"),
    Code.LONG_NOTE: ("the note is {found} characters long, and {most} fit", "shorten it"),
    Code.BAD_MARK: (
        "a mark is 0, 1 or 2, and not {found}",
        "look at the guide beside the inject: full is 2, half 1, none 0",
    ),
    Code.BLANK_FINDING: ("{field} is blank", "write it in a few words"),
    Code.LONG_FINDING: ("{field} is {found} characters long, and {most} fit", "shorten it"),
    Code.PAST_FINDING: (
        "{due} is past: today is {today}, and nobody can mend it by then",
        "write a day to come by which it can be done",
    ),
    Code.NO_FINDING: ("there is no finding {number} in this drill", "read the report anew: it may have been taken off"),
    Code.TAKEN: ("that suggestion was taken already, as finding {number}", "change that finding, or take it off"),
    Code.NO_LOG: ("there is no log of a drill in {path}", "look whether it is the folder of a drill"),
    Code.BAD_LINE: (
        "line {line} of {path} cannot be read: {why}",
        "put the file back from a copy; the record of the drill is whole without it",
    ),
    Code.OTHER_SCENARIO: (
        "the drill in {path} was begun on another {what}",
        "play it with the very scenario and estate it was begun with: both lie in its folder",
    ),
    Code.CANNOT_KEEP: (
        "{path} cannot be written: {why}",
        "look whether the disk is full or read-only, then do it again",
    ),
}


class PlayError(Exception):
    """Something that is refused; str() is the sentence."""

    def __init__(self, code: Code, sentence: str, hint: str) -> None:
        super().__init__(sentence)
        self.code = code
        self.hint = hint

    @classmethod
    def of(cls, code: Code, **found: object) -> PlayError:
        """The error for a cause, its sentence and hint filled with what was found."""
        sentence, hint = TEXT[code]
        return PlayError(code, sentence.format(**found), hint.format(**found))
