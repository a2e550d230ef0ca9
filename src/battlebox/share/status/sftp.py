"""A host with sftp and nothing else as a place for a site: an edition is sent beside it, then takes its name.

Law: what stands is touched by nothing but two renames, after every byte of the new edition is there; where the second
fails the first is taken back. What no edition signed for is neither replaced nor removed.
Not here: what may be replaced (delivery.py), where the keys to a host lie (ssh).

The edition before stays beside the new one until the next is sent: sftp can move a folder at once, and not remove one.
"""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from pathlib import Path, PurePosixPath
from typing import Final

from battlebox.share.errors import Code, ShareError
from battlebox.share.ground import RealDesk
from battlebox.share.status.folder import TRIAL
from battlebox.share.status.program import ALONE, WAIT_SECONDS, run

SFTP: Final = re.compile(
    r"sftp://([A-Za-z0-9_][A-Za-z0-9._-]*@[A-Za-z0-9][A-Za-z0-9.-]*)(?::(\d{1,5}))?"
    r"(/[A-Za-z0-9._/-]*[A-Za-z0-9._-])"
)
_OPTIONS: Final = (*ALONE, "-o", "ServerAliveInterval=5", "-o", f"ServerAliveCountMax={WAIT_SECONDS // 5}")
_CHATTER: Final = ("sftp> ", "Connected to", "Fetching", "Uploading", "@")
"""Lines in which it says what it does; and the frame around the warning of a host with another key."""
_LINE: Final = re.compile(r"^([dl-])\S*\s+\S+\s+\S+\s+\S+\s+\d+\s+\S+\s+\S+\s+\S+\s+(.+)$")
_NO_FILE: Final = ("not found", "no such file")
_NO_ROOM: Final = ": failure"
_UNKNOWN: Final = 255


class SftpHost:
    """A folder on a host, as `sftp://user@host/folder`. Only a real desk has one."""

    def __init__(self, desk: RealDesk, target: str) -> None:
        if type(desk) is not RealDesk:
            raise TypeError(f"a host elsewhere is for a real desk, not for {type(desk).__name__}")
        found = SFTP.fullmatch(target)
        if found is None:
            why = "it names no user, host or folder that can be signed in to"
            raise ShareError.of(Code.BAD_TARGET, target=target, why=why, right="sftp://user@host/folder")
        if shutil.which("sftp") is None:
            raise ShareError.of(Code.NO_SFTP)
        self.target, self._login, self._port = target, found[1], found[2] or ""
        self._path = PurePosixPath(found[3])
        self._new = self._path.with_name(f".{self._path.name}.battlebox-new")
        self._old = self._path.with_name(f".{self._path.name}.battlebox-old")

    def get(self, name: str) -> bytes | None:
        """A file; None where there is none. Raises OSError."""
        return self.read((name,))[name]

    def read(self, names: Iterable[str]) -> dict[str, bytes | None]:
        """Files, all in one sign-in; None where there is none of a name. Raises OSError."""
        return self._read(self._path, names)

    def names(self) -> Iterable[str]:
        """Every name below the folder; none where there is no folder yet. Raises OSError."""
        return self._tree(self._path)[0]

    def swap(self, files: Mapping[str, bytes], heard: Callable[[], None] = lambda: None) -> None:
        """Have these files, and no others, stand there from one moment to the next. Raises OSError."""
        beside = self._listed(self._path.parent)
        is_there = beside.get(self._path.name)
        if is_there not in (None, "d"):
            raise OSError(f"{self._path} is no folder there, perhaps a link: name the folder itself")
        if self._new.name in beside:
            self._clear(self._new)
        try:
            self._fill(self._new, files, heard)
            if is_there and self._old.name in beside:
                self._clear(self._old)
        except OSError:
            with suppress(OSError):  # What stands there still stands, with or without these beside it.
                self._clear(self._new)
            raise
        away = [f"rename {self._path} {self._old}"] if is_there else []
        try:
            self._do([*away, f"rename {self._new} {self._path}"])
        except OSError:
            with suppress(OSError):  # Where the new one has the name, this is refused and changes nothing.
                self._do([f"rename {self._old} {self._path}"])
            raise

    def tried(self, said: bytes) -> bytes | None:
        """What comes back of a small file put beside the site, as an edition is, and taken away. Raises OSError."""
        if self._new.name in self._listed(self._path.parent):
            self._clear(self._new)
        self._fill(self._new, {TRIAL: said})
        moved = self._new.with_name(f".{self._path.name}.battlebox-test")
        self._do([f"rename {self._new} {moved}"])
        try:
            return self._read(moved, (TRIAL,))[TRIAL]
        finally:
            self._clear(moved)

    def _fill(
        self, folder: PurePosixPath, files: Mapping[str, bytes], heard: Callable[[], None] = lambda: None
    ) -> None:
        """Make the folder and put every file into it, readable by everybody whatever is usual here and there."""
        with tempfile.TemporaryDirectory() as place:
            within = {str(PurePosixPath(name).parent) for name in files} - {"."}
            folders = [folder, *(folder / each for each in sorted(within))]
            asks = [ask for each in folders for ask in (f"mkdir {each}", f"chmod 755 {each}")]
            for number, (name, data) in enumerate(files.items()):
                path = Path(place) / str(number)
                path.write_bytes(data)
                path.chmod(0o644)
                asks += [f"put {path} {folder / name}", f"chmod 644 {folder / name}"]
            self._do(asks, heard)

    def _clear(self, folder: PurePosixPath) -> None:
        """Take away a folder of ours beside the site."""
        files, folders = self._tree(folder)
        asks = [f"rm {folder / each}" for each in files]
        self._do([*asks, *(f"rmdir {folder / each}" for each in reversed(folders)), f"rmdir {folder}"])

    def _tree(self, folder: PurePosixPath) -> tuple[list[str], list[str]]:
        """Every file below a folder and every folder, those above before those within."""
        files: list[str] = []
        folders: list[str] = []
        ahead = [""]
        while ahead:
            at = ahead.pop()
            found = {(f"{at}/{name}" if at else name): kind for name, kind in self._listed(folder / at).items()}
            files += [name for name, kind in found.items() if kind != "d"]
            ahead += (deeper := [name for name, kind in found.items() if kind == "d"])
            folders += deeper
        return files, folders

    def _listed(self, folder: PurePosixPath) -> dict[str, str]:
        """What is in a folder: each name with `d` for a folder, `l` for a link, `-` for a file; nothing without one."""
        code, said = self._run([f"cd {folder}", "ls -lan"])
        if code and code != _UNKNOWN and _has(said, _NO_FILE):
            return {}
        _whole(code, said)
        found = (line for each in said.splitlines() if (line := _LINE.match(each)))
        return {line[2]: line[1] for line in found if line[2] not in (".", "..")}

    def _read(self, folder: PurePosixPath, names: Iterable[str]) -> dict[str, bytes | None]:
        with tempfile.TemporaryDirectory() as place:
            paths = {name: Path(place) / str(number) for number, name in enumerate(names)}
            # With a dash it goes on to the next where one is not there.
            code, said = self._run(f"-get {folder / name} {path}" for name, path in paths.items())
            _whole(code, said)
            if any(not _has(line, _NO_FILE) for line in _answers(said)):
                _whole(1, said)
            return {name: path.read_bytes() if path.exists() else None for name, path in paths.items()}

    def _do(self, asks: Iterable[str], heard: Callable[[], None] = lambda: None) -> None:
        _whole(*self._run(asks, heard))

    def _run(self, asks: Iterable[str], heard: Callable[[], None] = lambda: None) -> tuple[int, str]:
        """What sftp ended with, and what it said; it stops at the first that is refused."""
        with tempfile.TemporaryDirectory() as place:
            batch = Path(place) / "batch"
            batch.write_text("".join(f"{ask}\n" for ask in asks), encoding="utf-8")
            port = ("-P", self._port) if self._port else ()
            return run(["sftp", *_OPTIONS, *port, "-b", str(batch), self._login], heard)


def _answers(said: str) -> list[str]:
    """The lines in which it says what stands in the way."""
    return [line.strip() for line in said.splitlines() if line.strip() and not line.startswith(_CHATTER)]


def _has(said: str, words: Iterable[str]) -> bool:
    return any(each in said.lower() for each in words)


def _whole(code: int, said: str) -> None:
    """Raises OSError with what stood in the way, where it did not end well."""
    if not code:
        return
    lines = _answers(said)
    # ssh says first what is wrong; sftp stops at what was refused, and says that last.
    why = (lines[0] if code == _UNKNOWN else lines[-1]) if lines else f"sftp ended with {code}"
    full = " (its disk may be full)" if why.lower().endswith(_NO_ROOM) else ""
    raise OSError(f"{why[:200]}{full}")
