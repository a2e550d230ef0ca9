"""What a backup, a restore and an upgrade refuse, in sentences for a tired person.

Law: one code per cause, one (sentence, hint) per code.
Not here: what a desk refuses to start with (web/errors.py).
"""

from __future__ import annotations

import errno
from enum import StrEnum, auto
from typing import Final


class Code(StrEnum):
    """Every cause."""

    NO_DESK = auto()
    HOW_SEALED = auto()
    THERE_ALREADY = auto()
    INSIDE = auto()
    NOT_COPIED = auto()
    NOT_STEADY = auto()
    NO_ROOM = auto()
    NOT_A_BACKUP = auto()
    SPOILT = auto()
    NEEDS_WORDS = auto()
    NEWER = auto()
    OTHERWISE = auto()
    NOT_WRITTEN = auto()
    UNDONE = auto()
    NO_UPGRADE = auto()


TEXT: Final[dict[Code, tuple[str, str]]] = {
    Code.NO_DESK: (
        "{where} holds no desk",
        "name the desk's data folder with --data",
    ),
    Code.HOW_SEALED: (
        "a backup holds keys, and nothing was said of how it is to be sealed",
        "add --recipient AGE-KEY or --passphrase new; --plain only for a place as guarded as the desk itself",
    ),
    Code.THERE_ALREADY: (
        "{where} is there already",
        "name one that is not there yet: nothing is ever written over",
    ),
    Code.INSIDE: (
        "{where} lies in the desk's own folder, and would be lost with it",
        "name a place on another disk, such as a stick",
    ),
    Code.NOT_COPIED: (
        "{what} cannot be copied as it is: {why}",
        "stop the desk, copy its whole folder aside untouched, then run battlebox desk doctor; no backup was made",
    ),
    Code.NOT_STEADY: (
        "{what} changed each time while it was copied",
        "try again in a minute; no backup was made",
    ),
    Code.NO_ROOM: (
        "the disk of {where} has {free} MB free, and {need} MB are needed: all is copied there first",
        "free some space there, `copies` first: a desk whose disk is full records nothing; no backup was made",
    ),
    Code.NOT_A_BACKUP: (
        "{file} is no backup of a desk: {why}",
        "name the file that battlebox desk backup wrote; nothing was written",
    ),
    Code.SPOILT: (
        "{file} is damaged: {why}",
        "take another copy of this backup, or the one before it; nothing was written",
    ),
    Code.NEEDS_WORDS: (
        "{file} is sealed, and what was given does not open it",
        "give its words with --passphrase, or the file of its key with --key; nothing was written",
    ),
    Code.NEWER: (
        "{file} was made by a newer Battlebox ({version})",
        "restore it with that version; nothing was written",
    ),
    Code.OTHERWISE: (
        "{what} does not read as it did when the backup was made",
        "take another copy of this backup, or the one before it; nothing was kept of what was written",
    ),
    Code.NOT_WRITTEN: (
        "{where} cannot be written: {why}",
        "free some space or name another place; nothing was kept of what was written",
    ),
    Code.UNDONE: (
        "the desk was not brought to this version: {why}",
        "it is whole and as it was: go on with the version it had, and report this",
    ),
    Code.NO_UPGRADE: ("{why}", "{hint}"),
}

# Exit codes of the command line, as docs/commands.md lists them; what is not named here is 4, refused.
_EXITS: Final = {Code.HOW_SEALED: 2, Code.NOT_A_BACKUP: 3, Code.SPOILT: 3, Code.OTHERWISE: 3}
_REFUSED: Final = 4


class KeepingError(Exception):
    """Something that keeping a desk refuses; str() is the sentence."""

    def __init__(self, code: Code, sentence: str, hint: str) -> None:
        super().__init__(sentence)
        self.code = code
        self.hint = hint
        self.exit_code = _EXITS.get(code, _REFUSED)

    def __reduce__(self) -> tuple[type[KeepingError], tuple[Code, str, str]]:
        """As it goes from one process to another."""
        return KeepingError, (self.code, str(self), self.hint)

    @classmethod
    def of(cls, code: Code, **found: object) -> KeepingError:
        """The error for a cause, its sentence and hint filled with what was found."""
        sentence, hint = TEXT[code]
        return cls(code, sentence.format(**found), hint.format(**found))


def why_of(wrong: OSError) -> str:
    """Why a disk or a folder refused, in words that follow a colon."""
    if wrong.errno in (errno.ENOSPC, errno.EDQUOT):
        return "the disk is full"
    return (wrong.strerror or type(wrong).__name__).lower()
