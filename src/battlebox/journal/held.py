"""Bundles that came before the entries they build on: kept aside in whole, and taken in when those come.

Law: a bundle is taken in whole or not at all; one that waits changes nothing, and is counted where people look.
Not here: the files (folder.py), checking a bundle (bundle.py).
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Final

from battlebox.journal.errors import Code, JournalError
from battlebox.journal.export import take_bundle
from battlebox.journal.folder import HeldFolder, read_file, reading
from battlebox.journal.gobag import BAG_BYTES_MAX, needs_words, unseal
from battlebox.journal.journal import Journal
from battlebox.journal.taken import Taken

SEALED_SUFFIX: Final = ".bbx"
_SEAL_BYTES_MAX: Final = 1 << 20
_HEAD_BYTES: Final = 64


@contextmanager
def opened(path: Path, *, secret: str = "", passphrase: str = "") -> Iterator[BinaryIO]:
    """The bundle in a file, unsealed in memory if it is sealed. Raises JournalError."""
    if path.suffix == SEALED_SUFFIX:
        bag = read_file(path, BAG_BYTES_MAX + _SEAL_BYTES_MAX)
        yield io.BytesIO(unseal(bag, path.name, secret="" if passphrase else secret, passphrase=passphrase))
        return
    with reading(path) as file:
        yield file


def is_sealed_by_words(path: Path) -> bool:
    """Whether a passphrase opens this file. Raises JournalError if it cannot be read."""
    if path.suffix != SEALED_SUFFIX:
        return False
    with reading(path) as file:
        return needs_words(file.read(_HEAD_BYTES))


def hold(held: HeldFolder, path: Path, wrong: JournalError) -> JournalError:
    """Keep a file aside that could not be taken in because entries are missing; what to tell. Raises JournalError."""
    held.keep(path)
    return JournalError.of(Code.HELD, name=path.name, parent=wrong.parent)


def take_held(journal: Journal, held: HeldFolder, *, secret: str = "") -> tuple[list[Taken], list[JournalError]]:
    """Take in what was kept aside and now fits. Also given: why each of the rest goes on waiting."""
    taken: list[Taken] = []
    while True:
        before, wrong = len(taken), list[JournalError]()
        for path in held.paths():
            try:
                with opened(path, secret=secret) as stream:
                    taken.append(take_bundle(journal, stream, path.name))
            except JournalError as refused:
                wrong.append(refused)
            else:
                held.drop(path)
        # One may be what another waits for.
        if len(taken) == before:
            return taken, wrong
