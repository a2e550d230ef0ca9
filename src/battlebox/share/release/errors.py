"""What the release of intelligence refuses, in sentences for a tired person.

Law: one code per cause, one (sentence, hint) per code; none tells what is held, or repeats what was sent.
Not here: why a thing is kept back or from whom (kept.py, marking); those are answers, not mistakes.
"""

from __future__ import annotations

from enum import StrEnum, auto
from typing import Final


class Code(StrEnum):
    """Every cause."""

    # A thing that is not taken in.
    FALSE_LABEL = auto()
    OTHER_OWNER = auto()
    OTHER_IDENTITY = auto()
    OTHER_AUTHOR = auto()
    BAD_STAMP = auto()
    BEFORE_CREATED = auto()
    NOT_OWNER = auto()
    CONFLICT = auto()
    CREATED_CHANGED = auto()
    AUTHOR_CHANGED = auto()
    REVOKED = auto()
    # What is kept.
    BAD_REACH = auto()
    BAD_ROW = auto()
    ROW_MISSING = auto()
    ROW_CHANGED = auto()


TEXT: Final[dict[Code, tuple[str, str]]] = {
    Code.FALSE_LABEL: (
        "it has the id of a traffic light label and says something else",
        "leave it out, everybody has the labels; or send it as its owners publish it",
    ),
    Code.OTHER_OWNER: (
        "it was brought in the name of a body that did not bring it",
        "bring it in the name of whoever it comes from",
    ),
    Code.OTHER_IDENTITY: (
        "it is the identity of another body",
        "send your own identity alone; every body sends its own",
    ),
    Code.OTHER_AUTHOR: (
        "it says that another body made it, and that body sends its own",
        "ask that body to send it, or write your own object about it",
    ),
    Code.BAD_STAMP: (
        "its times cannot be read",
        "write created and modified as 2026-11-23T04:10:00.000Z",
    ),
    Code.BEFORE_CREATED: (
        "it was modified before it was created",
        "correct the two times and send it again",
    ),
    Code.NOT_OWNER: (
        "only the body whose it is may change it or its marking",
        "ask that body to change it, or write your own object about it",
    ),
    Code.CONFLICT: (
        "something else came first under the same id and version",
        "give what you changed a later time of modification",
    ),
    Code.CREATED_CHANGED: (
        "its time of creation is not that of its earlier version",
        "keep created as it was in every version",
    ),
    Code.AUTHOR_CHANGED: (
        "its author is not that of its earlier version",
        "keep created_by_ref as it was in every version, or send it as a new object",
    ),
    Code.REVOKED: (
        "it was revoked, and nothing comes after that",
        "send what you have to say as a new object with an id of its own",
    ),
    Code.BAD_REACH: (
        "this is not how far a thing may travel, as it is kept here",
        "work it out again from the thing",
    ),
    Code.BAD_ROW: (
        "row {seq} of the ledger is not written as a row is",
        "compare it with a copy: somebody has changed it, or it was cut short",
    ),
    Code.ROW_MISSING: (
        "row {seq} of the ledger is not there",
        "compare the ledger with a copy: somebody has taken rows out, or put them in another order",
    ),
    Code.ROW_CHANGED: (
        "row {seq} of the ledger was changed, or does not follow from the row before it",
        "compare it with a copy; rows before it are sound",
    ),
}


class ReleaseError(Exception):
    """Something that release refuses; str() is the sentence."""

    def __init__(self, code: Code, sentence: str, hint: str) -> None:
        super().__init__(sentence)
        self.code = code
        self.hint = hint
        self.exit_code = 1

    @classmethod
    def of(cls, code: Code, **found: object) -> ReleaseError:
        """The error for a cause, its sentence and hint filled with what was found."""
        sentence, hint = TEXT[code]
        return cls(code, sentence.format(**found), hint.format(**found))
