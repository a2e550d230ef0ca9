"""The one file that a backup is: tar, compressed, with the manifest first; sealed with age unless asked otherwise.

Law: what is read is checked member by member against the manifest, and to the last byte, before anybody believes it; a
name that the manifest does not hold is refused. Nothing unsealed touches a disk but the desk's own.
Not here: what goes in (gathering.py), where it is put (restore.py).
"""

from __future__ import annotations

import gzip
import hashlib
import io
import tarfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import IO, BinaryIO, Final

from battlebox.web.keeping.errors import Code, KeepingError
from battlebox.web.keeping.manifest import Kept, Manifest

MANIFEST: Final = "manifest.json"
AGE: Final = b"age-encryption.org/v1\n"
_PIECE: Final = 1 << 20
_MANIFEST_BYTES_MAX: Final = 256 << 20
_LEVEL: Final = 3

Take = Callable[[Kept, Iterator[bytes]], None]
"""Takes one file, piece by piece; every piece must be asked for."""


def write(out: BinaryIO, manifest: Manifest, sources: Mapping[str, Path | bytes]) -> None:
    """Write all of it. Raises KeepingError where a source is not as the manifest says."""
    with (
        gzip.GzipFile(fileobj=out, mode="wb", compresslevel=_LEVEL, mtime=0) as packed,
        tarfile.open(fileobj=packed, mode="w|", format=tarfile.PAX_FORMAT) as tar,
    ):
        said = manifest.to_text().encode("ascii")
        tar.addfile(_member(MANIFEST, len(said), manifest), io.BytesIO(said))
        for kept in manifest.files:
            source = sources[kept.name]
            with io.BytesIO(source) if isinstance(source, bytes) else source.open("rb") as file:
                tar.addfile(_member(kept.name, kept.length, manifest), file)


def _member(name: str, length: int, manifest: Manifest) -> tarfile.TarInfo:
    member = tarfile.TarInfo(name)
    member.size, member.mode, member.mtime = length, 0o600, int(manifest.made_at.timestamp())
    return member


def read(stream: IO[bytes], file: Path, take: Take) -> Manifest:
    """Read all of it, and hand each file on; what it says of itself. Raises KeepingError."""
    try:
        with gzip.GzipFile(fileobj=stream, mode="rb") as packed:
            with tarfile.open(fileobj=packed, mode="r|") as tar:
                manifest = _manifest(tar, file)
                for kept in manifest.files:
                    _one(tar, kept, file, take)
                if tar.next() is not None:
                    raise KeepingError.of(Code.SPOILT, file=file, why="it holds more than its list names")
            # The sum at the very end is looked at only by who reads so far.
            while packed.read(_PIECE):
                pass
    except (tarfile.TarError, zlib.error, EOFError, gzip.BadGzipFile) as wrong:
        raise KeepingError.of(Code.SPOILT, file=file, why=str(wrong).lower() or "it ends too early") from wrong
    return manifest


def _manifest(tar: tarfile.TarFile, file: Path) -> Manifest:
    member = tar.next()
    if member is None or member.name != MANIFEST or not member.isreg() or member.size > _MANIFEST_BYTES_MAX:
        raise KeepingError.of(Code.NOT_A_BACKUP, file=file, why=f"it does not begin with {MANIFEST}")
    opened = tar.extractfile(member)
    try:
        return Manifest.from_text(opened.read().decode("ascii") if opened else "")
    except ValueError as wrong:
        raise KeepingError.of(Code.NOT_A_BACKUP, file=file, why=str(wrong)) from wrong


def _one(tar: tarfile.TarFile, kept: Kept, file: Path, take: Take) -> None:
    member = tar.next()
    opened = None if member is None or not member.isreg() else tar.extractfile(member)
    if member is None or opened is None or (member.name, member.size) != (kept.name, kept.length):
        raise KeepingError.of(Code.SPOILT, file=file, why=f"{kept.name} is not where its list says")
    digest = hashlib.sha256()
    take(kept, _pieces(opened, digest.update))
    if digest.hexdigest() != kept.sha256:
        raise KeepingError.of(Code.SPOILT, file=file, why=f"{kept.name} is not what it was")


def _pieces(opened: IO[bytes], note: Callable[[bytes], None]) -> Iterator[bytes]:
    while piece := opened.read(_PIECE):
        note(piece)
        yield piece


def digest_of(path: Path) -> str:
    """The SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
