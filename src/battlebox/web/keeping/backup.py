"""Making a backup: one file, sealed, of everything a desk keeps, while the desk runs.

Law: the file has its name only when all of it is on disk, and never takes the place of another; what was copied on the
way is gone at the end, however it ends. When the last one was made is noted in the folder, for the doctor.
Not here: what goes in (gathering.py), the form of the file (archive.py).
"""

from __future__ import annotations

import io
import json
import shutil
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC
from multiprocessing import get_context
from pathlib import Path
from typing import BinaryIO, Final

from battlebox.journal import replacing, seal
from battlebox.web.keeping.archive import digest_of, write
from battlebox.web.keeping.errors import Code, KeepingError, why_of
from battlebox.web.keeping.gathering import COPIES, Gathered, gather, must_have_room
from battlebox.web.keeping.manifest import Manifest
from battlebox.web.starting.desk_settings import DeskSettings
from battlebox.web.starting.folder import refuse_root

LAST: Final = "last-backup.json"
_STALE_SECONDS: Final = 24 * 3600


@dataclass(frozen=True, slots=True)
class Sealing:
    """How a backup is sealed: to keys, else by words, else not at all."""

    recipients: tuple[str, ...] = ()
    passphrase: str = ""
    plain: bool = False

    def __post_init__(self) -> None:
        if not (self.recipients or self.passphrase or self.plain):
            raise KeepingError.of(Code.HOW_SEALED)

    @property
    def ending(self) -> str:
        """How the name of a file ends that is sealed so."""
        return ".tar.gz" if self.plain else ".tar.gz.age"


@dataclass(frozen=True, slots=True)
class BackedUp:
    """A backup that was made."""

    file: Path
    length: int
    sha256: str
    manifest: Manifest


def backup(desk: DeskSettings, to: Path, sealing: Sealing) -> BackedUp:
    """Make a backup in a file, or in a folder, named for when. Raises KeepingError, WebError, JournalError."""
    target = to.absolute()
    if not target.is_dir() and target.exists():
        raise KeepingError.of(Code.THERE_ALREADY, where=target)
    if target.resolve().is_relative_to(desk.data.resolve()):
        raise KeepingError.of(Code.INSIDE, where=target)
    if not desk.data.is_dir():
        raise KeepingError.of(Code.NO_DESK, where=desk.data)
    refuse_root(desk.data)
    must_have_room(desk.data)
    with _refusing(desk.data), _place(desk.data / COPIES) as place:
        gathered, manifest = gather(desk, place)
        if target.is_dir():
            target /= f"battlebox-{manifest.made_at.strftime('%Y%m%dT%H%M%SZ')}{sealing.ending}"
        if target.exists():
            raise KeepingError.of(Code.THERE_ALREADY, where=target)
        with replacing(target) as file:
            _fill(file, gathered, manifest, sealing)
    made = BackedUp(target, target.stat().st_size, digest_of(target), manifest)
    _note(desk.data, made)
    return made


def backup_apart(desk: DeskSettings, to: Path, sealing: Sealing) -> BackedUp:
    """The same, also where this process has the tables open already: on a server, in a process of its own.

    Django is set up once in a process. Raises as `backup` does.
    """
    if not desk.tables:
        return backup(desk, to, sealing)
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as apart:
        return apart.submit(backup, desk, to, sealing).result()


def _fill(file: BinaryIO, gathered: Gathered, manifest: Manifest, sealing: Sealing) -> None:
    if sealing.plain:
        write(file, manifest, gathered.sources)
        return
    whole = io.BytesIO()
    write(whole, manifest, gathered.sources)
    file.write(seal(whole.getvalue(), recipients=sealing.recipients, passphrase=sealing.passphrase))


@contextmanager
def _place(copies: Path) -> Iterator[Path]:
    """A folder of the desk's own to copy into; what one that was killed left there a day ago is removed."""
    copies.mkdir(mode=0o700, exist_ok=True)
    for old in copies.glob("backup-*.part"):
        with suppress(OSError):
            if old.stat().st_mtime < time.time() - _STALE_SECONDS:
                shutil.rmtree(old)
    place = Path(tempfile.mkdtemp(prefix="backup-", suffix=".part", dir=copies))
    try:
        yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)


@contextmanager
def _refusing(where: Path) -> Iterator[None]:
    try:
        yield
    except OSError as wrong:
        raise KeepingError.of(Code.NOT_WRITTEN, where=wrong.filename or where, why=why_of(wrong)) from wrong


def _note(data: Path, made: BackedUp) -> None:
    """When, where, and by which digest it is known; nothing that is secret."""
    said = {
        "at": made.manifest.made_at.astimezone(UTC).isoformat(),
        "file": str(made.file),
        "length": made.length,
        "sha256": made.sha256,
    }
    with replacing(data / COPIES / LAST) as file:
        file.write(json.dumps(said, indent=1).encode("ascii") + b"\n")
