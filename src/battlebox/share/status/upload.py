"""An edition sent to a store of files elsewhere: pages first, the manifest last.

Law: an edition is not put over a newer one by mistake; only what an edition before had signed for is removed.
Not here: a folder, which is swapped in whole (folder.py); which stores there are (cloud.py); hosts that are reached by
rsync or sftp (ssh.py, sftp.py).

A store of files knows no swap. The order keeps a reader who comes in between on whole pages: pages of services, then
lists, then feeds, then the manifest, and only then what is no longer part of the site is removed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Final, Protocol

from battlebox.share.errors import Code, ShareError
from battlebox.share.status.feeds import FRONT
from battlebox.share.status.manifest import MANIFEST, MANIFEST_BYTES_MAX, Manifest
from battlebox.share.status.publishing import may_replace

TYPES: Final = {
    ".html": "text/html; charset=utf-8",
    ".atom": "application/atom+xml",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
}


class Readable(Protocol):
    """Where a site may stand: names and bytes. `target` is its address, as somebody named it."""

    target: str

    def get(self, name: str) -> bytes | None:
        """A file; None where there is none. Raises OSError."""
        ...


class Store(Readable, Protocol):
    """A store of files, each of which is put by itself."""

    def put(self, name: str, data: bytes, kind: str) -> None:
        """Put a file in place of whatever has its name. Raises OSError."""
        ...

    def names(self) -> Iterable[str]:
        """Every name below the store's root. Raises OSError."""
        ...

    def remove(self, name: str) -> None:
        """Remove a file. Raises OSError."""
        ...


def _silent(_share: float, _words: str) -> None:
    """Nobody waits for it on a screen."""


def send(
    store: Store,
    manifest: Manifest,
    files: Mapping[str, bytes],
    *,
    older: bool = False,
    step: Callable[[float, str], None] = _silent,
) -> int:
    """Send an edition; how many files were removed afterwards. `step` hears the share done. Raises ShareError."""
    held = manifest_in(store)
    may_replace(held, manifest, where=store.target, older=older)
    names = (*sorted(files, key=_order), MANIFEST)
    for at, name in enumerate(names):
        step(at / len(names), f"sending {name}")
        data = manifest.to_text().encode() if name == MANIFEST else files[name]
        try:
            store.put(name, data, TYPES[name[name.rindex(".") :]])
        except OSError as wrong:
            raise ShareError.of(Code.NOT_SENT, target=store.target, file=name, why=_why(wrong)) from wrong
    # Only what an edition before this one had signed for is ours to remove.
    gone = [] if held is None else [name for name in held.files if name not in files]
    try:
        there = set(store.names()) if gone else set()
        removed = [name for name in gone if name in there]
        for name in removed:
            store.remove(name)
    except OSError as wrong:
        raise ShareError.of(
            Code.NOT_SENT, target=store.target, file="the removal of old pages", why=_why(wrong)
        ) from wrong
    return len(removed)


def manifest_in(store: Readable) -> Manifest | None:
    """The manifest of what stands in a store; None where nothing does. Raises ShareError."""
    try:
        raw = store.get(MANIFEST)
    except OSError as wrong:
        raise ShareError.of(Code.NOT_SENT, target=store.target, file=MANIFEST, why=_why(wrong)) from wrong
    if raw is None:
        return None
    if len(raw) > MANIFEST_BYTES_MAX:
        raise ShareError.of(Code.BAD_MANIFEST, why="it is too long")
    return Manifest.from_text(raw.decode(errors="replace"))


def _order(name: str) -> tuple[int, str]:
    """Pages before the lists that lead to them, the front before the feeds."""
    if "/" in name:
        return (0 if name.startswith("s/") else 1), name
    return (2 if name == FRONT else 3), name


def _why(wrong: OSError) -> str:
    return (wrong.strerror or str(wrong)).lower()[:200]
