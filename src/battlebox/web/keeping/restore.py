"""Restoring a desk from a backup, into a folder that is not there yet.

Law: 1. the whole backup is read and every digest compared, and nothing is written until then; 2. all goes into a folder
beside; 3. each record is read there and must come to the digest it had; 4. what would reach out from a second desk is
put aside, and keys that sign are made anew; 5. the folder gets its name in one step. Whoever is cut off before has
nothing.
Not here: starting the desk on it (starting).
"""

from __future__ import annotations

import io
import os
import re
import shutil
import sqlite3
import tempfile
import tomllib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final

from battlebox.estate import read_toml
from battlebox.journal import DataFolder, JournalError, unseal
from battlebox.web.keeping.archive import AGE, read
from battlebox.web.keeping.errors import Code, KeepingError, why_of
from battlebox.web.keeping.gathering import TABLES, recorded
from battlebox.web.keeping.manifest import Kept, Manifest
from battlebox.web.keeping.steps import known_steps
from battlebox.web.starting.desk_settings import FILE_NAME

SENDING: Final = "sending.toml"
ASIDE: Final = ".aside"
_REACH_OUT: Final = ("public", "tables")
_PUT_ASIDE: Final = re.compile(rf"""^[ \t]*["']?({"|".join(_REACH_OUT)})["']?[ \t]*=.*$""", re.MULTILINE)
_REMARK: Final = "# Put aside by battlebox desk restore; take the mark away once the old desk is surely off: "


@dataclass(frozen=True, slots=True)
class Key:
    """What opens a sealed backup: a secret age key, or words; neither for one that is not sealed."""

    secret: str = ""
    passphrase: str = ""


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore came to."""

    folder: Path
    manifest: Manifest
    aside: tuple[str, ...]
    """What was put aside, so that two desks do not both send, publish or write to one server."""
    pens: tuple[str, ...]
    """For whom a new key was made, which an admin has yet to enrol."""


def restore(file: Path, to: Path, key: Key) -> Restored:
    """Restore into a folder that is not there. Raises KeepingError, JournalError."""
    target = to.absolute()
    if target.is_symlink() or (target.exists() and not (target.is_dir() and not any(target.iterdir()))):
        raise KeepingError.of(Code.THERE_ALREADY, where=target)
    whole = _unsealed(file, key)
    with _opened(file, whole) as stream:
        manifest = read(stream, file, _pass_over)
    if set(manifest.tables) - set(known_steps()):
        raise KeepingError.of(Code.NEWER, file=file, version=manifest.version)
    with _refusing(target), _beside(target) as place:
        with _opened(file, whole) as stream:
            if read(stream, file, lambda kept, pieces: _pour(place, kept, pieces)) != manifest:
                raise KeepingError.of(Code.SPOILT, file=file, why="it changed while it was read")
        for link in manifest.links:
            path = place / link.name
            _make(path.parent)
            path.symlink_to(link.to)
        _must_be_as_it_was(place, manifest)
        aside = _put_aside(place)
        for pen in manifest.pens:
            DataFolder(place, pen).new_key()
        if os.name == "posix" and os.geteuid() == 0 and target.exists():
            _give(place, target.stat())
        _sync(place)
        place.rename(target)
        _sync_one(target.parent)
    return Restored(target, manifest, aside, manifest.pens)


def is_sealed(file: Path) -> bool:
    """Whether it must be opened first. Raises KeepingError."""
    with _opened(file, None) as stream:
        return stream.read(len(AGE)) == AGE


def _unsealed(file: Path, key: Key) -> bytes | None:
    """All of it in memory, where it is sealed: nothing that was sealed touches a disk before it was looked at."""
    if not is_sealed(file):
        return None
    if not (key.secret or key.passphrase):
        raise KeepingError.of(Code.NEEDS_WORDS, file=file)
    with _opened(file, None) as stream:
        held = stream.read()
    try:
        return unseal(held, file.name, secret=key.secret, passphrase=key.passphrase)
    except JournalError as wrong:
        if "damaged" in str(wrong):
            raise KeepingError.of(Code.SPOILT, file=file, why="its seal is broken") from wrong
        raise KeepingError.of(Code.NEEDS_WORDS, file=file) from wrong


@contextmanager
def _opened(file: Path, whole: bytes | None) -> Iterator[IO[bytes]]:
    if whole is not None:
        yield io.BytesIO(whole)
        return
    try:
        stream = file.open("rb")
    except OSError as wrong:
        raise KeepingError.of(Code.NOT_A_BACKUP, file=file, why=why_of(wrong)) from wrong
    with stream:
        yield stream


def _pass_over(kept: Kept, pieces: Iterator[bytes]) -> None:
    del kept
    for _ in pieces:
        pass


def _pour(place: Path, kept: Kept, pieces: Iterator[bytes]) -> None:
    path = place / kept.name
    _make(path.parent)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        for piece in pieces:
            out.write(piece)


def _make(folder: Path) -> None:
    """A folder for its owner alone, with those above it."""
    if not folder.exists():
        _make(folder.parent)
        folder.mkdir(mode=0o700)


def _must_be_as_it_was(place: Path, manifest: Manifest) -> None:
    """Read the tables and each record as a desk would. Raises KeepingError."""
    if (place / TABLES).exists():
        with closing(sqlite3.connect(place / TABLES)) as tables:
            if tables.execute("PRAGMA integrity_check(1)").fetchone()[0] != "ok":
                raise KeepingError.of(Code.OTHERWISE, what=TABLES)
    for was in manifest.incidents:
        try:
            reads = recorded(place / "incidents" / f"{was.name}.journal") == was
        except KeepingError:
            reads = False
        if not reads:
            raise KeepingError.of(Code.OTHERWISE, what=f"the record {was.name}")


def _put_aside(place: Path) -> tuple[str, ...]:
    """Whatever would let two desks send the same message, publish the same page or write to the same server."""
    aside = []
    settings = place / FILE_NAME
    if settings.exists():
        before = settings.read_text(encoding="utf-8")
        text = _PUT_ASIDE.sub(lambda line: f"{_REMARK}{line[0].strip()}", before)
        if _reach_out(text):
            # It says so in a way that no line of its own can be taken out of.
            settings.rename(place / (FILE_NAME + ASIDE))
            aside.append(FILE_NAME)
        elif text != before:
            aside += sorted(set(_PUT_ASIDE.findall(before)))
            settings.write_text(text, encoding="utf-8")
    if (place / SENDING).exists():
        (place / SENDING).rename(place / (SENDING + ASIDE))
        aside.append(SENDING)
    return tuple(aside)


def _reach_out(text: str) -> bool:
    """Whether these settings still lead out of the folder, or cannot be read at all."""
    try:
        return any(name in read_toml(text) for name in _REACH_OUT)
    except tomllib.TOMLDecodeError:
        return True


def _give(place: Path, owner: os.stat_result) -> None:
    """To whom the empty folder belonged, where root restores for another user."""
    for folder, _, files in os.walk(place):
        for path in (Path(folder), *(Path(folder) / name for name in files)):
            os.chown(path, owner.st_uid, owner.st_gid, follow_symlinks=False)


@contextmanager
def _beside(target: Path) -> Iterator[Path]:
    """A folder beside, gone unless it got its name; what one that was killed left there is removed first."""
    target.parent.mkdir(parents=True, exist_ok=True)
    prefix = f".{target.name}-"
    for old in target.parent.glob(f"{prefix}????????.part"):
        shutil.rmtree(old)
    place = Path(tempfile.mkdtemp(prefix=prefix, suffix=".part", dir=target.parent))
    try:
        yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)


@contextmanager
def _refusing(where: Path) -> Iterator[None]:
    try:
        yield
    except OSError as wrong:
        raise KeepingError.of(Code.NOT_WRITTEN, where=where, why=why_of(wrong)) from wrong


def _sync(place: Path) -> None:
    for folder, _, files in os.walk(place):
        for name in files:
            if not (Path(folder) / name).is_symlink():
                _sync_one(Path(folder) / name)
        _sync_one(Path(folder))


def _sync_one(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
