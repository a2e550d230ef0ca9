"""What the command line itself refuses, in sentences for a tired person.

Law: one code per cause, one (sentence, hint) per code; what the rooms below refuse is said in their own words.
Not here: exit codes (exits.py).
"""

from __future__ import annotations

from enum import StrEnum, auto
from typing import Final


class Code(StrEnum):
    """Every cause."""

    BAD_HIT = auto()
    BAD_CHANCE = auto()
    BAD_HOURS = auto()
    BAD_ID = auto()
    BAD_TIME = auto()
    NO_SUCH_TIME = auto()
    BAD_SECONDS = auto()
    BAD_DATE = auto()
    NO_NAME = auto()
    NOT_A_SYSTEM = auto()
    NOT_A_BODY = auto()
    NOTHING_TO_RESTORE = auto()
    NOTHING_OF_BODY = auto()
    NOT_PLANNED = auto()
    BAD_USAGE = auto()
    NO_SHIPPED = auto()
    NO_FOLDER = auto()
    OTHERS_FOLDER = auto()
    PAPER_FAILED = auto()
    OUTPUT_FAILED = auto()
    STOPPED = auto()
    FAULT = auto()


TEXT: Final[dict[Code, tuple[str, str]]] = {
    Code.BAD_HIT: ("{found} does not say what is hit", "write SYSTEM, SYSTEM:0.3, SYSTEM:medium or SYSTEM:0.3@12"),
    Code.BAD_CHANCE: (
        "{found} is not a chance",
        "write a share from 0 to 1 such as 0.3, or low, medium or high; leave it out for a confirmed hit",
    ),
    Code.BAD_HOURS: ("{found} is not a number of hours", "write hours from 0 up, such as 4 or 1.5"),
    Code.BAD_ID: ("{found} is not an id", "ids are small letters, digits, dots, dashes and underscores"),
    Code.BAD_TIME: (
        "{found} is not a time from 1970 to 2100",
        "write it as 2025-11-24T09:30; London time unless you add an offset",
    ),
    Code.NO_SUCH_TIME: (
        "{found} was never on a clock in London: the clocks went forward over it",
        "write the time an hour later, or add an offset such as +00:00",
    ),
    Code.BAD_SECONDS: ("{found} is not a number of seconds from {least} to 3600", "write seconds such as 30"),
    Code.NOT_A_SYSTEM: (
        "no system, segment or body with systems is called {found}",
        "name what is to be brought back by its id; `battlebox check` lists the tables",
    ),
    Code.NOT_PLANNED: (
        "{found} is in no plan, so nothing of it can slip",
        "name a system of the order above by its id, with how many hours longer: --slip ID@H",
    ),
    Code.NOT_A_BODY: ("no body is called {found}", "name a row of the bodies table"),
    Code.NOTHING_OF_BODY: (
        "nothing that is down is for {body} to bring back",
        "leave out --for, or name systems of {body} with --down",
    ),
    Code.NOTHING_TO_RESTORE: (
        "no order of return can be made: {id} is in none, because {why}",
        "`battlebox check` names what the tables lack",
    ),
    Code.BAD_DATE: ("{found} is not a date from 1970 to 2100", "write it as 2025-11-24"),
    Code.NO_NAME: ("the name of {what} is empty", "write a name; in a script, look whether a variable is unset"),
    Code.BAD_USAGE: ("{found}", "see battlebox{command} --help"),
    Code.NO_SHIPPED: (
        "there is no estate called {found}",
        "name a folder, an .xlsx workbook, or one that is shipped: {names}",
    ),
    Code.NO_FOLDER: ("there is no folder {found}", "make the folder first, or name another place"),
    Code.OTHERS_FOLDER: (
        "{folder} belongs to {owner}, who could not read what root writes there",
        "run the same as that user, such as runuser -u {owner} -- battlebox ...; nothing was changed",
    ),
    Code.PAPER_FAILED: ("the paper could not be set: {why}", "run it again without --pdf and report this as a fault"),
    Code.OUTPUT_FAILED: ("the output could not be written: {why}", "free some space, or send the output elsewhere"),
    Code.STOPPED: ("stopped before it was done", "nothing was left half written; run the command again when ready"),
    Code.FAULT: (
        "battlebox has a fault: {why}",
        "your files were not changed; run it again with BATTLEBOX_DEBUG=1 and report what it prints",
    ),
}


class CliError(Exception):
    """Something the command line refuses; str() is the sentence."""

    def __init__(self, code: Code, sentence: str, hint: str) -> None:
        super().__init__(sentence)
        self.code = code
        self.hint = hint

    @classmethod
    def of(cls, code: Code, **found: object) -> CliError:
        """The error for a cause, its sentence and hint filled with what was found."""
        sentence, hint = TEXT[code]
        return cls(code, sentence.format(**found), hint.format(**found))
