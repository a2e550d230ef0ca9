"""How a command ends: its exit code, and the two lines that say what went wrong and what to do.

Law: one exit code per kind of failure, as docs/commands.md lists them; wording comes from the rooms, layout from here.
Not here: catching what nobody expected (program.py).
"""

from __future__ import annotations

import sys
from enum import IntEnum
from typing import TYPE_CHECKING, Final

from battlebox.cli.errors import CliError, Code

if TYPE_CHECKING:
    from battlebox.desk import DeskError
    from battlebox.engine import EngineError
    from battlebox.estate import EstateError
    from battlebox.journal import JournalError
    from battlebox.marking import MarkingError
    from battlebox.share.status import ShareError


class Exit(IntEnum):
    """What each exit code means; 130 and 141 are what a shell itself says for Ctrl-C and a closed pipe."""

    DONE = 0
    NO = 1
    USAGE = 2
    INPUT = 3
    REFUSED = 4
    FAULT = 70
    INTERRUPTED = 130
    PIPE_CLOSED = 141


def tell(sentence: str, hint: str) -> None:
    """Print an error and its hint to stderr: lower case, no full stop."""
    sys.stderr.write(f"battlebox: error: {_plain(sentence)}\nbattlebox: hint: {_plain(hint)}\n")


def say(words: str) -> None:
    """Print one line of words to stderr."""
    sys.stderr.write(f"battlebox: {words}\n")


def of_cli(error: CliError) -> Exit:
    """The exit code of what the command line refuses."""
    tell(str(error), error.hint)
    if error.code is Code.NO_SHIPPED:
        return Exit.INPUT
    return Exit.REFUSED if error.code in _CLI_REFUSED else Exit.USAGE


_CLI_REFUSED: Final = {
    Code.NO_FOLDER, Code.OTHERS_FOLDER, Code.PAPER_FAILED, Code.OUTPUT_FAILED, Code.NOTHING_TO_RESTORE,
}  # fmt: skip


def of_estate(error: EstateError) -> Exit:
    """The exit code of what is wrong with an estate, every mistake told."""
    from battlebox.estate import EstateCode, EstateFaults  # The reader of workbooks is slow to load; --version is not.

    if isinstance(error, EstateFaults):
        for mistake in error.mistakes:
            tell(f"{mistake.place}: {mistake.message}", mistake.hint)
        return Exit.INPUT
    tell(str(error), error.hint)
    if error.code in (EstateCode.CANNOT_WRITE, EstateCode.TARGET_EXISTS):
        return Exit.REFUSED
    usage = (EstateCode.UNKNOWN_ID, EstateCode.GENERATE_SIZE, EstateCode.GENERATE_FEW)
    return Exit.USAGE if error.code in usage else Exit.INPUT


def of_engine(error: EngineError) -> Exit:
    """The exit code of a question the engine refuses."""
    from battlebox.engine import EngineCode  # The engine is slow to load; --version is not.

    tell(str(error), error.hint)
    refused = {
        EngineCode.HORIZON_SHORT,
        EngineCode.STUDY_EXISTS,
        EngineCode.STUDY_OTHER_ESTATE,
        EngineCode.STUDY_OTHER_PROGRAM,
        EngineCode.STUDY_UNFINISHED,
        EngineCode.STUDY_NOT_WRITTEN,
        EngineCode.STUDY_UNSEEN,
        EngineCode.CLUSTER_LIBRARY,
        EngineCode.CLUSTER_NONE,
        EngineCode.CLUSTER_EMPTY,
    }
    if error.code in {EngineCode.STUDY_NONE, EngineCode.STUDY_SPOILT, EngineCode.STUDY_EMPTY}:
        return Exit.INPUT
    return Exit.REFUSED if error.code in refused else Exit.USAGE


def of_share(error: ShareError) -> Exit:
    """The exit code of what the sharing room refuses, every mistake told with its place."""
    from battlebox.share.status import ShareCode, ShareMistakes  # The room is slow to load; --version is not.

    refused = {
        ShareCode.NOT_PUBLIC,
        ShareCode.NEXT_PAST,
        ShareCode.UPDATED_AHEAD,
        ShareCode.PAGE_TOO_LARGE,
        ShareCode.CLOCK_BACK,
        ShareCode.OTHER_SITE,
        ShareCode.OLDER,
        ShareCode.NO_FOLDER,
        ShareCode.EXISTS,
        ShareCode.NOT_OURS,
        ShareCode.INSIDE,
        ShareCode.STRANGE,
        ShareCode.LINK_ELSEWHERE,
        ShareCode.CANNOT_WRITE,
        ShareCode.BUSY,
        ShareCode.NOT_SENT,
        ShareCode.NO_LIBRARY,
        ShareCode.PRACTICE,
        ShareCode.NOT_SIGNED,
        ShareCode.SPOILT,
    }
    every = error.mistakes if isinstance(error, ShareMistakes) else (error,)
    for each in every:
        tell(f"{each.place}: {each}" if each.place else str(each), each.hint)
    if error.code is ShareCode.BAD_TARGET:
        return Exit.USAGE
    return Exit.REFUSED if all(each.code in refused for each in every) else Exit.INPUT


def of_journal(error: JournalError) -> Exit:
    """The exit code of what the journal refuses."""
    tell(str(error), error.hint)
    code = error.code.name
    if code in _JOURNAL_USAGE:
        return Exit.USAGE
    return Exit.REFUSED if code in _JOURNAL_REFUSED else Exit.INPUT


def of_desk(error: DeskError) -> Exit:
    """The exit code of what the desk refuses."""
    tell(str(error), error.hint)
    return Exit.REFUSED


def of_drill(error: Exception) -> Exit:
    """The exit code of what a wing of drills refuses, every mistake told with its place."""
    every: tuple[Exception, ...] = getattr(error, "mistakes", (error,))
    for each in every:
        place, hint = (str(getattr(each, name, "")) for name in ("place", "hint"))
        tell(f"{place}: {each}" if place else str(each), hint)
    return Exit(int(getattr(error, "exit_code", Exit.REFUSED)))


def of_marking(error: MarkingError) -> Exit:
    """The exit code of a label that is none."""
    tell(str(error), error.hint)
    return Exit.USAGE


def of_itself(error: Exception) -> Exit:
    """The exit code of what the web face or a wing of sharing refuses: its class cannot be named here, and says it."""
    tell(str(error), str(getattr(error, "hint", "")))
    return Exit(int(getattr(error, "exit_code", Exit.REFUSED)))


def _plain(words: str) -> str:
    text = " ".join(words.split()).rstrip(".")
    return text[:1].lower() + text[1:] if text[1:2].islower() else text


_JOURNAL_USAGE: Final = frozenset(
    {
        "NO_ENTRY",
        "NO_PART",
        "UNKNOWN_KIND",
        "KIND_BY_COMMAND",
        "BAD_WORD",
        "BAD_WORDS",
        "NOT_A_WORD",
        "PUBLIC_PERSON",
        "BAD_RECIPIENT",
        "NOT_TEXT",
        "NO_PERSON",
        "TOO_FEW",
        "SEALED_FILE",
    }
)
_JOURNAL_REFUSED: Final = frozenset(
    {
        "STORE_EXISTS",
        "STORE_FAILED",
        "STORE_FULL",
        "STORE_READ_ONLY",
        "STORE_BUSY",
        "TIP_FAILED",
        "NOT_WRITTEN",
        "NO_KEY",
        "IN_USE",
        "KEY_EXISTS",
        "ON_HOLD",
        "SAME_PERSON",
        "NOT_ASKED",
        "NOT_ADMIN",
        "RED_IN_FILE",
        "NO_HOLD",
        "NOT_ERASED",
        "HELD",
        "HELD_FULL",
        "ROLLED_BACK",
        "BAD_PROOF",
        "NO_PROOF",
        "DONE_ALREADY",
    },
)
