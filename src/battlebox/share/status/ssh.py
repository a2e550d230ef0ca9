"""A host with ssh as a store of files, by rsync, which every host knows.

Law: nobody is asked for a password; a host that is not known is refused, one that does not answer is given up; what
Battlebox did not put there is never removed.
Not here: what may be replaced (delivery.py), where the keys to a host lie (ssh).

New files take their names together at the end (`--delay-updates`), so that a reader who comes in between is on one
edition. What a sending that broke off had ready waits there in a folder of rsync's own, and is used up by the next.
"""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final

from battlebox.share.errors import Code, ShareError
from battlebox.share.ground import RealDesk
from battlebox.share.status.program import ALONE, WAIT_SECONDS, run

ADDRESS: Final = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]*@[A-Za-z0-9][A-Za-z0-9.-]*:/[A-Za-z0-9._/-]*[A-Za-z0-9._-]")
_SHELL: Final = " ".join(("ssh", *ALONE))
_MISSING: Final = 23
_READY: Final = ".~tmp~"
_LINE: Final = re.compile(r"^[^d]\S*\s+[\d,]+\s+\S+\s+\S+\s(.+)$")


class SshHost:
    """A folder on a host, as `user@host:/folder`. Only a real desk has one."""

    def __init__(self, desk: RealDesk, target: str, *, shell: str = "") -> None:
        if type(desk) is not RealDesk:
            raise TypeError(f"a host elsewhere is for a real desk, not for {type(desk).__name__}")
        if ADDRESS.fullmatch(target) is None:
            why = "it names no user, host or folder that can be signed in to"
            raise ShareError.of(Code.BAD_TARGET, target=target, why=why, right="user@host:/folder")
        if shutil.which("rsync") is None:
            raise ShareError.of(Code.NO_RSYNC)
        self.target, self._shell = target, shell or _SHELL

    def get(self, name: str) -> bytes | None:
        """A file; None where there is none. Raises OSError."""
        with tempfile.TemporaryDirectory() as place:
            code, said = self._run([f"{self.target}/{name}", f"{place}/found"])
            if code == _MISSING and "no such file" in said.lower():
                return None
            _whole(code, said)
            return (Path(place) / "found").read_bytes()

    def put(self, name: str, data: bytes, _kind: str) -> None:
        """Put a file in place of whatever has its name. Raises OSError."""
        self.put_all({name: data})

    def put_all(self, files: Mapping[str, bytes], heard: Callable[[], None] = lambda: None) -> None:
        """Put files; they take their names together. `heard` is called while it goes on. Raises OSError."""
        with tempfile.TemporaryDirectory() as place:
            for name, data in files.items():
                path = Path(place) / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(data)
            _whole(*self._run(["--recursive", "--checksum", "--delay-updates", "--chmod=D755,F644",
                               f"{place}/", f"{self.target}/"], heard))  # fmt: skip

    def names(self) -> Iterable[str]:
        """Every name below the folder; none where there is no folder yet. Raises OSError."""
        code, said = self._run(["--recursive", "--list-only", f"{self.target}/"])
        if code == _MISSING and "no such file" in said.lower():
            return []
        _whole(code, said)
        found = (line[1] for each in said.splitlines() if (line := _LINE.match(each)) is not None)
        return [name for name in found if _READY not in name.split("/")]

    def remove(self, name: str) -> None:
        """Remove a file. Raises OSError."""
        with tempfile.TemporaryDirectory() as place:
            which = Path(place) / "which"
            which.write_text(f"{name}\n", encoding="utf-8")
            (Path(place) / "none" / name).parent.mkdir(parents=True)
            _whole(*self._run(["--delete-missing-args", f"--files-from={which}", f"{place}/none/", f"{self.target}/"]))

    def _run(self, words: Sequence[str], heard: Callable[[], None] = lambda: None) -> tuple[int, str]:
        """What rsync ended with, and what it said."""
        return run(["rsync", f"--timeout={WAIT_SECONDS}", "--rsh", self._shell, *words], heard)


def _whole(code: int, said: str) -> None:
    """Raises OSError with the first cause that was said, where it did not end well."""
    if code:
        lines = [line.strip() for line in said.splitlines() if line.strip()]
        causes = [line for line in lines if not line.startswith(("rsync error", "rsync: connection unexpectedly"))]
        raise OSError((causes or lines or [f"rsync ended with {code}"])[0][:200])
