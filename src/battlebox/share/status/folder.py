"""The site on a disk: an edition put in place whole, the one before kept, and a folder held against its manifest.

Law: whoever reads the site reads one edition, the old or the new; what Battlebox did not make is never touched; a disk
that refuses leaves what stood.
Not here: what is in the files (site.py), other hosts (upload.py).

A new edition is filled in a folder of its own beside the site, synced, and then a link is moved to it in one step.
Where there are no links (a stick, another system), the old folder is renamed away and the new one takes its name:
readers miss it for a moment.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from battlebox.share.errors import Code, ShareError
from battlebox.share.status.manifest import MANIFEST, MANIFEST_BYTES_MAX, START, Manifest

LEFT_SECONDS: Final = 3600
"""After so long an edition that was never finished belongs to nobody any more."""
FILE_BYTES_MAX: Final = 8_000_000
PROBLEMS_MAX: Final = 200
TRIAL: Final = "battlebox-test.txt"
_TRIAL_BYTES: Final = 1 << 16
_OLD: Final = ".old"


@dataclass(frozen=True, slots=True)
class Problem:
    """One file that is not as it was signed."""

    code: str
    file: str
    message: str


@dataclass(frozen=True, slots=True)
class Checked:
    """A folder held against its manifest."""

    manifest: Manifest
    problems: tuple[Problem, ...]


def standing(path: Path) -> Manifest | None:
    """The manifest of the site in a folder; None where a first one may be put. Raises ShareError for anything else."""
    try:
        if path.is_symlink() and not _is_edition(path, _linked(path)):
            raise ShareError.of(Code.LINK_ELSEWHERE, path=path, target=_linked(path))
        if not path.exists() or (path.is_dir() and not any(path.iterdir())):
            return None
        if not path.is_dir() or not (path / MANIFEST).is_file():
            raise ShareError.of(Code.NOT_OURS, path=path)
    except OSError as wrong:
        raise ShareError.of(Code.CANNOT_READ, path=path, why=_why(wrong)) from wrong
    return read_manifest(path)


def read_manifest(path: Path) -> Manifest:
    """The manifest in a folder. Raises ShareError NOT_A_SITE, BAD_MANIFEST, NOT_SIGNED."""
    try:
        raw = _bytes(path / MANIFEST, MANIFEST_BYTES_MAX)
        return Manifest.from_text(raw.decode())
    except UnicodeDecodeError:
        raise ShareError.of(Code.BAD_MANIFEST, why="it is not text") from None
    except OSError as wrong:
        raise ShareError.of(Code.NOT_A_SITE, path=path) from wrong


def check_folder(path: Path) -> Checked:
    """Every file of a folder against its manifest. Raises ShareError where there is none that can be believed."""
    manifest = read_manifest(path)
    try:
        return Checked(manifest, tuple(_problems(path, manifest))[:PROBLEMS_MAX])
    except OSError as wrong:
        raise ShareError.of(Code.CANNOT_READ, path=path, why=_why(wrong)) from wrong


def read_site(path: Path) -> tuple[Manifest, dict[str, bytes]]:
    """A site to carry elsewhere, every byte as it was signed. Raises ShareError SPOILT if one is not."""
    checked = check_folder(path)
    if checked.problems:
        raise ShareError.of(Code.SPOILT, path=path, why=checked.problems[0].message)
    files = {name: _bytes(path / name, FILE_BYTES_MAX) for name in checked.manifest.files}
    for name, data in files.items():
        if hashlib.sha256(data).hexdigest() != checked.manifest.files[name]:
            raise ShareError.of(Code.SPOILT, path=path, why=f"{name} changed while it was read")
    return checked.manifest, files


def put_site(path: Path, manifest: Manifest, files: Mapping[str, bytes]) -> None:
    """Put an edition in place whole and keep the one before. Raises ShareError; what stood then still stands."""
    if not path.parent.is_dir():
        raise ShareError.of(Code.NO_FOLDER, path=path.parent)
    _apart(path)
    if (there := standing(path)) is not None:
        _nothing_strange(path, there)
    with _writing(path):
        was = _linked(path)
        beside = Path(tempfile.mkdtemp(dir=path.parent, prefix=f"{path.name}.{manifest.number:04}-"))
        stands = False
        try:
            _fill(beside, {**files, MANIFEST: manifest.to_text().encode()})
            if _linked(path) != was:
                raise ShareError.of(Code.BUSY, path=path)
            _swap(beside, path)
            stands = True
        finally:  # Ctrl-C leaves nothing behind either.
            if not stands:
                shutil.rmtree(beside, ignore_errors=True)
        _sync_folder(path.parent)
    _sweep(path, {was, _linked(path)}, manifest.number)


def _apart(path: Path) -> None:
    """Raises ShareError INSIDE for a place within a site, which would then not be as it was signed."""
    for folder in (path.parent.resolve(), *path.parent.resolve().parents):
        try:
            is_site = (folder / MANIFEST).is_file() and _bytes(folder / MANIFEST, MANIFEST_BYTES_MAX).startswith(START)
        except (OSError, ShareError):
            continue  # What cannot be read is no site of ours.
        if is_site:
            raise ShareError.of(Code.INSIDE, path=path, site=folder)


def _nothing_strange(path: Path, there: Manifest) -> None:
    """Raises ShareError STRANGE for a file that no edition signed for, as a host with sftp does."""
    try:
        strange = sorted(set(_names(path)) - set(there.files) - {MANIFEST})
    except OSError as wrong:
        raise ShareError.of(Code.CANNOT_READ, path=path, why=_why(wrong)) from wrong
    if strange:
        raise ShareError.of(Code.STRANGE, path=path, file=strange[0])


def try_folder(path: Path) -> None:
    """Put a small file beside the site as an edition would be, read it back and take it away. Raises ShareError."""
    if not path.parent.is_dir():
        raise ShareError.of(Code.NO_FOLDER, path=path.parent)
    _apart(path)
    standing(path)
    with _writing(path):
        beside = Path(tempfile.mkdtemp(dir=path.parent, prefix=f"{path.name}.test-"))
        try:
            said = os.urandom(_TRIAL_BYTES)
            _fill(beside, {TRIAL: said})
            if (beside / TRIAL).read_bytes() != said:
                raise ShareError.of(Code.SPOILT, path=path, why="what came back is not what was put there")
        finally:
            shutil.rmtree(beside, ignore_errors=True)


def _fill(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write every file, then sync every file: the first sync takes the others along, and the rest are quick."""
    for inner in sorted({Path(name).parent for name in files}):
        (folder / inner).mkdir(exist_ok=True)
        (folder / inner).chmod(0o755)
    for name, data in files.items():
        with (folder / name).open("xb") as file:
            file.write(data)
        (folder / name).chmod(0o644)
    for name in files:
        with (folder / name).open("r+b") as file:  # Some systems sync only what may be written.
            os.fsync(file.fileno())
    for inner in sorted({Path(name).parent for name in files}, reverse=True):
        _sync_folder(folder / inner)


def _swap(beside: Path, path: Path) -> None:
    if not path.is_dir() or path.is_symlink() or not any(path.iterdir()):
        try:
            _link(beside, path)
        except (OSError, NotImplementedError):
            if path.is_symlink():
                raise
        else:
            return
    _rename(beside, path)


def _link(beside: Path, path: Path) -> None:
    """Move the link to the new edition in one step."""
    link = beside.with_name(f".{beside.name}.link")
    link.symlink_to(beside.name, target_is_directory=True)
    try:
        if path.is_dir() and not path.is_symlink():
            path.rmdir()
        link.replace(path)
    except OSError:
        link.unlink(missing_ok=True)
        raise


def _rename(beside: Path, path: Path) -> None:
    """Without links: the old edition steps aside, and comes back if the new one cannot take its place."""
    old = path.with_name(path.name + _OLD)
    if old.is_dir() and (old / MANIFEST).is_file():
        shutil.rmtree(old)
    if path.exists():
        path.rename(old)
    try:
        beside.rename(path)
    except OSError:
        with suppress(OSError):
            old.rename(path)
        raise


def _sweep(path: Path, kept: set[str], number: int) -> None:
    """Remove editions older than the one before, and what a killed build left; what cannot be removed may stay.

    One of the same number may be about to be put in place by somebody else, so it is left to the next edition.
    """
    with suppress(OSError):
        for found in list(path.parent.iterdir()):
            if found.name in kept or found.is_symlink() or not _is_edition(path, found.name):
                continue
            older = int(found.name.rpartition(".")[2].partition("-")[0]) < number and (found / MANIFEST).is_file()
            if older or time.time() - found.stat().st_mtime > LEFT_SECONDS:
                shutil.rmtree(found, ignore_errors=True)


def _linked(path: Path) -> str:
    """What the site's link says; nothing where it is no link."""
    return str(path.readlink()) if path.is_symlink() else ""


def _is_edition(path: Path, name: str) -> bool:
    """Whether a name beside the site is that of one of its editions."""
    return re.fullmatch(re.escape(path.name) + r"\.\d{4,9}-[a-z0-9_]{8}", name) is not None


def _problems(path: Path, manifest: Manifest) -> Iterator[Problem]:
    there = set(_names(path))
    for name, digest in manifest.files.items():
        if name not in there:
            yield Problem("missing", name, f"{name} is missing")
        elif (path / name).is_symlink() or any(part.is_symlink() for part in (path / name).relative_to(path).parents):
            yield Problem("link", name, f"{name} is a link to somewhere else")
        elif _digest(path / name) != digest:
            yield Problem("changed", name, f"{name} is not as it was signed")
    for name in sorted(there - set(manifest.files) - {MANIFEST}):
        yield Problem("extra", name, f"{name} is there, and nobody signed for it")


def _names(path: Path) -> Iterator[str]:
    """Every file below, without following links."""
    for folder, folders, names in os.walk(path):
        where = Path(folder)
        links = [name for name in folders if (where / name).is_symlink()]
        for name in (*names, *links):
            yield (where / name).relative_to(path).as_posix()


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _bytes(path: Path, most: int) -> bytes:
    with path.open("rb") as file:
        raw = file.read(most + 1)
    if len(raw) > most:
        raise ShareError.of(Code.TOO_LARGE, path=path, most=most)
    return raw


def _sync_folder(path: Path) -> None:
    with suppress(OSError):  # Not every system syncs folders.
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


@contextmanager
def _writing(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as wrong:
        raise ShareError.of(Code.CANNOT_WRITE, path=path, why=_why(wrong)) from wrong


def _why(wrong: OSError) -> str:
    return (wrong.strerror or str(wrong)).lower()
