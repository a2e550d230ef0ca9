"""What is refused of a drill's report and of the file it is carried in, in sentences for a tired person.

Law: one code per cause, one (sentence, hint) per code; what may be read from the file is named with its field.
Not here: reading the file (carried.py), what the book of readiness refuses (desk/readiness).
"""

from __future__ import annotations

from enum import StrEnum, auto
from typing import Final


class Code(StrEnum):
    """Every cause."""

    NO_INCIDENT = auto()
    TOO_LARGE = auto()
    NOT_JSON = auto()
    NOT_A_REPORT = auto()
    OTHER_DRILL_FILE = auto()
    OTHER_FORMAT = auto()
    NO_FIELD = auto()
    BAD_FIELD = auto()
    TWICE = auto()
    TOO_MANY = auto()
    OTHER_BODY = auto()
    AT_A_DRILL = auto()


_MAKE: Final = (
    "take the JSON file from the report's page at the drill's desk, or with `battlebox drill report FOLDER --json`"
)

TEXT: Final[dict[Code, tuple[str, str]]] = {
    Code.NO_INCIDENT: (
        "no incident {found} of this drill has {body} in it, so there is nothing to measure",
        "open an incident at the drill's desk and play; what was written there is what counts",
    ),
    Code.TOO_LARGE: ("the file has more than {most} MB", "take the report's own JSON file: it is far smaller"),
    Code.NOT_JSON: ("the file is no JSON: {why}", _MAKE),
    Code.NOT_A_REPORT: ("the file is no report of a drill: it has no `format` {wanted}", _MAKE),
    Code.OTHER_DRILL_FILE: (
        "this file is of a drill (EXERCISE EXERCISE EXERCISE) and holds no findings: nothing in it happened",
        "only the report's own JSON file may be brought here; keep this one away from a real desk",
    ),
    Code.OTHER_FORMAT: (
        "the report is of format {found}, and this Battlebox reads {wanted}",
        "bring this Battlebox up to date",
    ),
    Code.NO_FIELD: ("`{field}` is missing from the file", _MAKE),
    Code.BAD_FIELD: ("`{field}` is not {wanted}", _MAKE),
    Code.TWICE: ("`{field}` stands in the file twice", _MAKE),
    Code.TOO_MANY: ("the file has {found} findings, and {most} fit", "take some off at the drill's desk"),
    Code.OTHER_BODY: (
        "these are findings of {found}, and this is the book of {body}",
        "bring them at the desk of {found}; each council keeps its own",
    ),
    Code.AT_A_DRILL: (
        "this is a drill's desk: what is kept here is forgotten with the drill",
        "bring the file at the real desk",
    ),
}


class ReportError(Exception):
    """Something that is refused; str() is the sentence."""

    def __init__(self, code: Code, sentence: str, hint: str) -> None:
        super().__init__(sentence)
        self.code = code
        self.hint = hint
        self.exit_code = 4 if code in (Code.NO_INCIDENT, Code.OTHER_BODY, Code.AT_A_DRILL) else 3

    @classmethod
    def of(cls, code: Code, **found: object) -> ReportError:
        """The error for a cause, filled with what was found."""
        sentence, hint = TEXT[code]
        return cls(code, " ".join(sentence.format(**found).split()), hint.format(**found))
