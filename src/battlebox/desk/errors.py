"""What the desk refuses, in sentences for a tired person.

Law: one code per cause, one (sentence, hint) per code; faces choose layout, never wording.
Not here: mistakes in a form's shape (web), what the journal and the estate refuse themselves.
"""

from __future__ import annotations

from enum import StrEnum, auto
from typing import Final


class Code(StrEnum):
    """Every cause."""

    NOT_ALLOWED = auto()
    NO_PEN = auto()
    NOT_SEEN = auto()
    BLANK = auto()
    TOO_LONG = auto()
    WRONG_STATE = auto()
    UNKNOWN_ID = auto()
    OTHER_BODY = auto()
    CHANGED_MEANWHILE = auto()
    ALREADY = auto()
    FUTURE = auto()
    BAD_ESTATE = auto()


TEXT: Final[dict[Code, tuple[str, str]]] = {
    Code.NOT_ALLOWED: (
        "your role here ({roles}) may not {act}",
        "ask someone who holds {who}, or have the tactical lead give you a role",
    ),
    Code.NO_PEN: (
        "this desk holds no key to write for {body}",
        "sign in at a desk of {body}, or have its admin enrol this one",
    ),
    Code.NOT_SEEN: (
        "there is no {what} {id} that you may see",
        "go back to the list and choose from it",
    ),
    Code.BLANK: ("{field} is blank", "write {what}; `not known yet` is an answer"),
    Code.TOO_LONG: ("{field} is {found} characters long, and {most} fit", "shorten it, or attach the rest as a file"),
    Code.WRONG_STATE: ("{what} is {state}, so it cannot be {act}", "{hint}"),
    Code.UNKNOWN_ID: ("the estate has no {what} {id}{near}", "choose from the list on the Estate page"),
    Code.OTHER_BODY: (
        "{what} is for {owner} to order, not for {body}",
        "ask {owner}: record it as an ask, with the person you rang",
    ),
    Code.CHANGED_MEANWHILE: (
        "{what} was changed while you wrote, by {by} at {at}",
        "both versions are kept: read them and choose one",
    ),
    Code.ALREADY: ("{what} is already {state}", "nothing needs to be done; see {number}"),
    Code.FUTURE: ("{field} lies {ahead} ahead of this desk's own time", "check the date, or the laptop's clock"),
    Code.BAD_ESTATE: ("with that change the estate has a mistake: {mistake}", "{hint}"),
}


class DeskError(Exception):
    """A refusal of the desk; str() is the sentence."""

    def __init__(self, code: Code, sentence: str, hint: str) -> None:
        super().__init__(sentence)
        self.code = code
        self.hint = hint

    @classmethod
    def of(cls, code: Code, **found: object) -> DeskError:
        """The error for a cause, its sentence and hint filled with what was found."""
        sentence, hint = TEXT[code]
        return cls(code, sentence.format(**found), hint.format(**found))
