"""An edition brought to where residents read it, away from this desk, and what became of it, as it was found there.

Law: what stands is read back and not assumed; where something failed, it is found out whether the words of the edition
before still stand, and where nobody can know, that is said.
Not here: the stores and hosts (cloud.py, ssh.py, sftp.py), the order of files in a store (upload.py), what is written
down (desk).
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from battlebox.share.errors import Code, ShareError
from battlebox.share.ground import RealDesk
from battlebox.share.status.cloud import SCHEMES, CloudStore
from battlebox.share.status.feeds import FRONT
from battlebox.share.status.folder import TRIAL
from battlebox.share.status.manifest import MANIFEST, Manifest
from battlebox.share.status.publishing import Published, may_replace
from battlebox.share.status.sftp import SftpHost
from battlebox.share.status.ssh import ADDRESS, SshHost
from battlebox.share.status.upload import Readable, Store, manifest_in, send

WITH_FACTS: Final = (FRONT, "feed.atom", "feed.json", "status.json")
"""The files that carry facts: while they are as they were, no new word of a fact is public."""


Place = Store | SftpHost
"""Where an edition can be sent: files one by one, or all of them at once."""


class Came(StrEnum):
    """What came of sending an edition."""

    STANDS = "stands there"
    FAILED = "did not arrive"
    UNKNOWN = "may stand in part"


@dataclass(frozen=True, slots=True)
class Delivered:
    """What came of it, and why, in words; nothing is said where it stands as it was signed."""

    came: Came
    why: str = ""


def is_away(target: str) -> bool:
    """Whether a target is no folder of this machine: a cloud's store, or a host with ssh or sftp."""
    scheme, is_scheme, _ = target.partition("://")
    return bool(is_scheme and scheme in (*SCHEMES, "sftp")) or ADDRESS.fullmatch(target) is not None


def store_at(desk: RealDesk, target: str) -> Place:
    """The store or the host of a target. Raises ShareError."""
    if target.startswith("sftp://"):
        return SftpHost(desk, target)
    return SshHost(desk, target) if ADDRESS.fullmatch(target) else CloudStore(desk, target)


def deliver(
    store: Place,
    held: Manifest | None,
    made: Published,
    step: Callable[[float, str], None],
    *,
    stopped: type[Exception],
) -> Delivered:
    """Bring an edition there and read it back; `held` is what stood there. `step` may raise `stopped` to end it."""
    try:
        bring(store, held, (made.manifest, made.files), step)
    except (ShareError, stopped) as wrong:
        why = str(wrong) if isinstance(wrong, ShareError) else "it was stopped"
        return Delivered(Came.FAILED if _is_as_before(store, held) else Came.UNKNOWN, why)
    differs = _differs(store, made)
    return Delivered(Came.UNKNOWN, differs) if differs else Delivered(Came.STANDS)


def try_store(store: Place, step: Callable[[float, str], None]) -> None:
    """Put a small file there, read it back and take it away again: no page is touched. Raises ShareError."""
    said = f"A test of publishing, {secrets.token_hex(8)}. It may be removed.\n".encode()
    try:
        step(0.1, "asking what stands there")
        manifest_in(store)
        step(0.3, "putting a small file there")
        found = store.tried(said) if isinstance(store, SftpHost) else _tried(store, said, step)
    except OSError as wrong:
        raise ShareError.of(Code.NOT_SENT, target=store.target, file=TRIAL, why=str(wrong).lower()[:200]) from wrong
    if found != said:
        raise ShareError.of(
            Code.NOT_SENT, target=store.target, file=TRIAL, why="what came back is not what was put there"
        )


def _tried(store: Store, said: bytes, step: Callable[[float, str], None]) -> bytes | None:
    store.put(TRIAL, said, "text/plain; charset=utf-8")
    step(0.6, "reading it back")
    found = store.get(TRIAL)
    step(0.8, "taking it away again")
    store.remove(TRIAL)
    return found


def bring(
    place: Place,
    held: Manifest | None,
    site: tuple[Manifest, Mapping[str, bytes]],
    step: Callable[[float, str], None],
    *,
    older: bool = False,
) -> int:
    """Send an edition in the place's own way; how many old files are gone by it. Raises ShareError.

    `held` is what stands there, `site` a manifest with its files.
    """
    manifest, files = site
    if not isinstance(place, SshHost | SftpHost):
        return send(place, manifest, files, older=older, step=step)
    may_replace(held, manifest, where=place.target, older=older)
    every = {**files, MANIFEST: manifest.to_text().encode()}
    known = frozenset[str]() if held is None else {*held.files, MANIFEST}

    def heard() -> None:
        step(0.4, f"sending {len(every)} files")

    try:
        there = set(place.names())
        if held is None and there:
            raise ShareError.of(Code.NOT_OURS, path=place.target)
        gone = sorted((known & there) - set(every))
        if isinstance(place, SftpHost):
            _by_swap(place, every, sorted(there - known), heard)
        else:
            _by_rsync(place, every, gone, heard, step)
    except OSError as wrong:
        why = str(wrong).lower()[:200]
        raise ShareError.of(Code.NOT_SENT, target=place.target, file="the pages", why=why) from wrong
    return len(gone)


def _by_rsync(
    host: SshHost,
    files: Mapping[str, bytes],
    gone: list[str],
    heard: Callable[[], None],
    step: Callable[[float, str], None],
) -> None:
    host.put_all(files, heard)
    for name in gone:
        step(0.8, f"removing {name}")
        host.remove(name)


def _by_swap(host: SftpHost, files: Mapping[str, bytes], strange: list[str], heard: Callable[[], None]) -> None:
    if strange:
        why = "no edition signed for it, and a swap would take it out of public: move it away first"
        raise ShareError.of(Code.NOT_SENT, target=host.target, file=f"the pages, because of {strange[0]}", why=why)
    host.swap(files, heard)


def _is_as_before(store: Readable, held: Manifest | None) -> bool:
    """Whether every file that carries facts is still as it stood; what cannot be read is not known to be."""
    was = {} if held is None else held.files
    try:
        found = _read(store, WITH_FACTS)
        return all(_digest(found[name]) == was.get(name) for name in WITH_FACTS)
    except OSError:
        return False


def _differs(store: Readable, made: Published) -> str:
    """What does not read back as it was signed; blank where all that was read does."""
    try:
        found = _read(store, (MANIFEST, *WITH_FACTS))
        if found[MANIFEST] != made.manifest.to_text().encode():
            return "another list of files stands there"
        wrong = [name for name in WITH_FACTS if _digest(found[name]) != made.manifest.files[name]]
    except OSError as why:
        return f"it cannot be read back: {why}"[:200]
    return f"{wrong[0]} does not read back as it was signed" if wrong else ""


def _read(store: Readable, names: tuple[str, ...]) -> dict[str, bytes | None]:
    """Files as they stand there, with one sign-in where each would take one of its own. Raises OSError."""
    return store.read(names) if isinstance(store, SftpHost) else {name: store.get(name) for name in names}


def _digest(data: bytes | None) -> str | None:
    return None if data is None else hashlib.sha256(data).hexdigest()
