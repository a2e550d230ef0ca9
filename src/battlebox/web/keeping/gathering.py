"""One consistent copy of everything a desk keeps, taken while it runs.

Law: in this order: 1. the tables, 2. each record, 3. all other files. What a table holds of an incident is made anew
from its record, so tables may be older than records and never newer; what an entry speaks of (an estate) was there
before it. The keys that sign entries and their tip notes stay: a desk that wrote on with an old one would fork its own
record.
Not here: the file they go into (archive.py), tables on a server (from_server.py).
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from battlebox import __version__
from battlebox.journal import DESK_LOCK, TURNS, DataFolder, JournalError, LaptopWatch, open_journal, open_store
from battlebox.share.sending import PRACTICE_MARK
from battlebox.web.door_log import FOLDER
from battlebox.web.keeping.archive import digest_of
from battlebox.web.keeping.errors import Code, KeepingError
from battlebox.web.keeping.from_server import copy_from_server
from battlebox.web.keeping.manifest import Kept, Link, Manifest, Recorded
from battlebox.web.keeping.steps import steps_in
from battlebox.web.starting.desk_settings import EXPORTS_WAITING, DeskSettings

TABLES: Final = "desk.sqlite3"
COPIES: Final = "copies"
_TRIES: Final = 3
_SPARE_BYTES: Final = 20 << 20
_WAIT_SECONDS: Final = 20
_SIGNS: Final = re.compile(r"(?P<pen>.+)-[0-9]{4}\.key")
# Bulletins are not chained: two desks that sign them with one key do no harm, and partners have checked that key.
_BULLETIN: Final = "bulletin-"
# What the desk makes anew by itself, and what is worth nothing elsewhere.
_LEFT: Final = frozenset({COPIES, EXPORTS_WAITING, FOLDER, "static", TURNS, DESK_LOCK, f"{DESK_LOCK}-journal"})
_LIVE: Final = re.compile(r"(desk\.sqlite3.*|incidents/[^/]+\.journal(-wal|-shm)?|(.*/)?[^/]+\.part(/.*)?|\.probe-\d+)")


@dataclass(slots=True)
class Gathered:
    """What goes into a backup, by name: a file of the copy, or bytes that no disk is to hold a second time."""

    sources: dict[str, Path | bytes] = field(default_factory=dict)
    links: list[Link] = field(default_factory=list)
    incidents: list[Recorded] = field(default_factory=list)
    pens: set[str] = field(default_factory=set)

    def manifest(self, steps: tuple[str, ...]) -> Manifest:
        """What it says of itself."""
        files = [_kept(name, source) for name, source in sorted(self.sources.items())]
        return Manifest(
            datetime.now(UTC).replace(microsecond=0), __version__, steps, tuple(files),
            tuple(sorted(self.links, key=lambda each: each.name)), tuple(self.incidents), tuple(sorted(self.pens)),
        )  # fmt: skip


def gather(desk: DeskSettings, place: Path) -> tuple[Gathered, Manifest]:
    """Copy it all into a folder of the desk's own. Raises KeepingError, OSError."""
    found = Gathered()
    tables = place / TABLES
    if desk.tables:
        copy_from_server(desk, tables)
        found.sources[TABLES] = tables
    elif desk.database.exists():
        copy_sqlite(desk.database, tables)
        found.sources[TABLES] = tables
    for path in DataFolder(desk.data).incidents():
        copy = place / "incidents" / path.name
        copy.parent.mkdir(mode=0o700, exist_ok=True)
        copy_sqlite(path, copy)
        found.incidents.append(recorded(copy))
        found.sources[f"incidents/{path.name}"] = copy
    if TABLES not in found.sources and not found.incidents:
        raise KeepingError.of(Code.NO_DESK, where=desk.data)
    _others(desk.data, place, found)
    return found, found.manifest(steps_in(tables))


def must_have_room(data: Path) -> None:
    """Refuse to copy into a disk on which the desk could write no more meanwhile. Raises KeepingError."""
    need = 0
    for path in _files(data):
        # What vanishes meanwhile needs no room.
        with suppress(FileNotFoundError):
            need += path.lstat().st_size
    free = shutil.disk_usage(data).free
    if free < need + _SPARE_BYTES:
        raise KeepingError.of(Code.NO_ROOM, where=data, free=free >> 20, need=(need + _SPARE_BYTES >> 20) + 1)


def copy_sqlite(source: Path, target: Path) -> None:
    """A copy of a database as it stands at one moment, whoever writes meanwhile. Raises KeepingError."""
    os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    try:
        with (
            closing(sqlite3.connect(f"{source.absolute().as_uri()}?mode=rw", uri=True, timeout=_WAIT_SECONDS)) as live,
            closing(sqlite3.connect(target)) as copy,
        ):
            live.backup(copy)
            fault = str(copy.execute("PRAGMA integrity_check(1)").fetchone()[0])
    except sqlite3.Error as wrong:
        raise KeepingError.of(Code.NOT_COPIED, what=source.name, why=str(wrong)) from wrong
    if fault != "ok":
        raise KeepingError.of(Code.NOT_COPIED, what=source.name, why=fault.splitlines()[0])


def recorded(path: Path) -> Recorded:
    """What a record comes to, read from its first entry to its last. Raises KeepingError."""
    try:
        store = open_store(path)
        with closing(store):
            journal = open_journal(store, None, DataFolder(path.parent.parent).tip, LaptopWatch())
            return Recorded(path.stem, journal.state.entries, journal.digest())
    except JournalError as wrong:
        raise KeepingError.of(Code.NOT_COPIED, what=path.name, why=str(wrong)) from wrong


def _others(data: Path, place: Path, found: Gathered) -> None:
    """Every other file; what vanishes or is swapped meanwhile is looked at again. Raises KeepingError."""
    for _ in range(_TRIES):
        try:
            sources, links, pens = _walked(data, place)
        except FileNotFoundError:
            continue
        found.sources |= sources
        found.links, found.pens = links, pens
        return
    raise KeepingError.of(Code.NOT_STEADY, what=data)


def _walked(data: Path, place: Path) -> tuple[dict[str, Path | bytes], list[Link], set[str]]:
    sources: dict[str, Path | bytes] = {}
    links: list[Link] = []
    pens: set[str] = set()
    for path in _files(data):
        name = path.relative_to(data).as_posix()
        if _LIVE.fullmatch(name):
            continue
        if path.is_symlink():
            to = str(path.readlink())
            if "/" not in to:
                links.append(Link(name, to))
            continue
        if name.startswith("keys/"):
            pen = _pen_of(path.name)
            if pen:
                pens.add(pen)
            elif path.suffix != ".tip":
                # A key that is taken off the desk must not go on lying in a corner of its disk.
                sources[name] = path.read_bytes()
            continue
        copy = place / "files" / name
        copy.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        shutil.copyfile(path, copy)
        sources[name] = copy
    return sources, links, pens


def _files(folder: Path, *, top: bool = True) -> Iterator[Path]:
    """Every file and link below a folder, in order; a demonstration in it is no part of the desk."""
    for path in sorted(folder.iterdir()):
        if top and path.name in _LEFT:
            continue
        if path.is_dir() and not path.is_symlink():
            if not (path / PRACTICE_MARK).exists():
                yield from _files(path, top=False)
        elif path.is_file() or path.is_symlink():
            yield path


def pens_of(data: Path) -> tuple[str, ...]:
    """For whom keys that sign entries are in this folder."""
    return tuple(sorted({pen for path in (data / "keys").glob("*.key") if (pen := _pen_of(path.name))}))


def _pen_of(name: str) -> str:
    """Whose key signs entries, by the name of its file; empty where it is no such key."""
    match = _SIGNS.fullmatch(name)
    return "" if match is None or match["pen"].startswith(_BULLETIN) else match["pen"]


def _kept(name: str, source: Path | bytes) -> Kept:
    if isinstance(source, bytes):
        return Kept(name, len(source), hashlib.sha256(source).hexdigest())
    return Kept(name, source.stat().st_size, digest_of(source))
