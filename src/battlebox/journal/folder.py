"""A desk's data folder, and every plain file of the journal: keys, exports, what is kept for later.

Law: a key is never overwritten; a file is there whole or not at all; what a disk refuses is said in a sentence.
Not here: SQLite stores and tip notes (disk.py), what is in the files (bundle.py, signing.py).
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import BinaryIO, Final

from battlebox.journal.disk import TipFile, is_locked, sync_folder
from battlebox.journal.errors import Code, JournalError
from battlebox.journal.signing import SEED_BYTES, SigningKey

DESK_LOCK: Final = "desk.lock"
"""The file that a desk which serves from a data folder keeps locked."""
TURNS: Final = "turns"
"""The folder of the files that the processes of one desk lock; nothing is in them, and they belong in no copy."""
DRILL_MARK: Final = "drill.toml"
"""The file that makes a data folder a drill's; it holds drills alone, and no other folder holds one."""


@dataclass(frozen=True, slots=True)
class DataFolder:
    """A desk's data folder: `incidents/ID.journal`, and `keys/`, which is never exported and never backed up.

    `pen` names whose keys are meant: one machine may hold those of several bodies, each with keys of its own.
    """

    path: Path
    pen: str = "desk"

    def store_path(self, incident: str) -> Path:
        """Where the store of an incident is."""
        return self.path / "incidents" / f"{incident[:16]}.journal"

    def incidents(self) -> list[Path]:
        """The stores that are here, by name."""
        return sorted((self.path / "incidents").glob("*.journal"))

    def held(self, incident: str) -> HeldFolder:
        """Imports of an incident that wait for entries that are not here."""
        return HeldFolder(self.path / "incidents" / f"{incident[:16]}.held")

    def tip(self, incident: str, key: str) -> TipFile:
        """The tip note of one key in one incident."""
        return TipFile(self.path / "keys" / f"{incident[:16]}-{key[:16]}.tip")

    def tips(self, incident: str) -> tuple[tuple[str, TipFile], ...]:
        """Every key this installation had, with its tip note in one incident."""
        keys = [_read_key(path).public for path in self._keys()]
        return tuple((key, self.tip(incident, key)) for key in keys)

    @property
    def is_drill(self) -> bool:
        """Whether it is a drill's folder."""
        return (self.path / DRILL_MARK).exists()

    @property
    def is_open(self) -> bool:
        """Whether a desk serves from this folder now: it alone writes with these keys meanwhile."""
        return is_locked(self.path / DESK_LOCK)

    @property
    def foreign_owner(self) -> str:
        """Where root asks and the folder is another user's, that user: they could not read what root writes there."""
        if os.name != "posix" or os.geteuid() != 0 or not self.path.exists() or self.path.stat().st_uid == 0:
            return ""
        try:
            return self.path.owner()
        except KeyError:
            return f"#{self.path.stat().st_uid}"

    def of(self, pen: str) -> DataFolder:
        """The same folder with the keys of another pen."""
        return DataFolder(self.path, pen)

    def key(self) -> SigningKey | None:
        """This installation's newest key; None if it has none."""
        kept = self._keys()
        return _read_key(kept[-1]) if kept else None

    def new_key(self) -> SigningKey:
        """Make a key and keep it; earlier ones stay as they are, to read by."""
        key = SigningKey.new()
        kept = self._keys()
        number = int(kept[-1].stem.rpartition("-")[2]) + 1 if kept else 1
        write_new(self.path / "keys" / f"{self.pen}-{number:04}.key", key.seed.hex().encode() + b"\n", secret=True)
        return key

    def _keys(self) -> list[Path]:
        return sorted((self.path / "keys").glob(f"{self.pen}-[0-9][0-9][0-9][0-9].key"))

    def secret(self, name: str) -> str | None:
        """A secret line kept among the keys, such as the sealing key; None if there is none."""
        path = self.path / "keys" / name
        return path.read_text(encoding="ascii").strip() if path.is_file() else None

    def keep_secret(self, name: str, line: str) -> None:
        """Keep a secret line among the keys. Raises JournalError if the name is taken."""
        write_new(self.path / "keys" / name, line.encode("ascii") + b"\n", secret=True)

    def drop_secret(self, name: str) -> None:
        """Take a secret line off this machine: overwritten once, then removed. What is not there is no fault."""
        path = self.path / "keys" / name
        if path.is_file():
            with path.open("r+b") as file:
                file.write(bytes(path.stat().st_size))
                file.flush()
                os.fsync(file.fileno())
            path.unlink()
            sync_folder(path.parent)


@dataclass(frozen=True, slots=True)
class HeldFolder:
    """Files that wait, named by their content; no more than HELD_MOST, no more than HELD_BYTES_MAX together."""

    path: Path

    def paths(self) -> list[Path]:
        """The files that wait."""
        return sorted(path for path in self.path.glob("*") if path.suffix != ".part")

    def keep(self, path: Path) -> None:
        """Keep a copy of a file. Raises JournalError if there is no room for it."""
        size = path.stat().st_size
        here = [held.stat().st_size for held in self.paths()]
        if len(here) >= HELD_MOST or sum(here) + size > HELD_BYTES_MAX:
            raise JournalError.of(Code.HELD_FULL, name=path.name)
        raw = read_file(path, HELD_BYTES_MAX)
        with replacing(self.path / (hashlib.sha256(raw).hexdigest()[:32] + path.suffix)) as file:
            file.write(raw)

    def drop(self, path: Path) -> None:
        """Let go of a file that was taken in."""
        path.unlink(missing_ok=True)


HELD_MOST: Final = 64
HELD_BYTES_MAX: Final = 256 << 20


def _read_key(path: Path) -> SigningKey:
    try:
        return SigningKey.from_seed(bytes.fromhex(path.read_text(encoding="ascii").strip()))
    except (OSError, ValueError) as wrong:
        raise JournalError.of(Code.NOT_A_FILE, name=path, why=f"it is no key of {SEED_BYTES} bytes") from wrong


def write_new(path: Path, data: bytes, *, secret: bool = False) -> None:
    """Write a file that is not there yet, whole and on disk. Raises JournalError if it is there."""
    if path.exists():
        raise JournalError.of(Code.KEY_EXISTS, name=path)
    beside = path.with_name(path.name + ".part")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        beside.unlink(missing_ok=True)
        handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600 if secret else 0o644)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        _name(beside, path)
        sync_folder(path.parent)
    except OSError as wrong:
        raise JournalError.of(Code.NOT_WRITTEN, name=path, why=wrong.strerror or str(wrong)) from wrong
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)


def _name(beside: Path, path: Path) -> None:
    """A link, unlike a rename, fails if the name was taken meanwhile; a stick's file system may know no links."""
    try:
        path.hardlink_to(beside)
    except FileExistsError:
        raise JournalError.of(Code.KEY_EXISTS, name=path) from None
    except OSError:
        beside.rename(path)


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """A file to write that takes its name only when all of it is on disk. Raises JournalError."""
    beside = path.with_name(path.name + ".part")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        beside.unlink(missing_ok=True)
        # What a record holds is for its owner, until its owner hands it on.
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
        sync_folder(path.parent)
    except OSError as wrong:
        raise JournalError.of(Code.NOT_WRITTEN, name=path, why=wrong.strerror or str(wrong)) from wrong
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)


def read_file(path: Path, most: int) -> bytes:
    """The whole of a file of at most `most` bytes. Raises JournalError."""
    try:
        if path.stat().st_size > most:
            raise JournalError.of(Code.TOO_LARGE, what=str(path), most=most)
        return path.read_bytes()
    except OSError as wrong:
        raise JournalError.of(Code.NOT_A_FILE, name=path, why=wrong.strerror or str(wrong)) from wrong


def verifier_source() -> bytes:
    """The program that goes with every export."""
    return resources.files("battlebox.journal.alone").joinpath("verify_journal.py").read_bytes()


def extractor_source() -> bytes:
    """The program that goes with every export and writes out the attached files."""
    return resources.files("battlebox.journal.alone").joinpath("extract_files.py").read_bytes()


@contextmanager
def reading(path: Path) -> Iterator[BinaryIO]:
    """A file to read from its beginning. Raises JournalError."""
    try:
        with path.open("rb") as file:
            yield file
    except OSError as wrong:
        raise JournalError.of(Code.NOT_A_FILE, name=path, why=wrong.strerror or str(wrong)) from wrong
