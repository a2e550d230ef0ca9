"""An edition brought to where residents read it, away from this desk, and what became of it, as it was found there.

Law: what stands is read back and not assumed; where something failed, it is found out whether the words of the edition
before still stand, and where nobody can know, that is said.
Not here: the stores (cloud.py, ssh.py), the order of files in a store (upload.py), what is written down (desk).
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable
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
from battlebox.share.status.ssh import ADDRESS, SshHost
from battlebox.share.status.upload import Store, manifest_in, send

WITH_FACTS: Final = (FRONT, "feed.atom", "feed.json", "status.json")
"""The files that carry facts: while they are as they were, no new word of a fact is public."""


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
    """Whether a target is no folder of this machine: a cloud's store or a host with ssh."""
    return (target.partition("://")[0] in SCHEMES and "://" in target) or ADDRESS.fullmatch(target) is not None


def store_at(desk: RealDesk, target: str) -> Store:
    """The store of a target. Raises ShareError."""
    return SshHost(desk, target) if ADDRESS.fullmatch(target) else CloudStore(desk, target)


def deliver(
    store: Store,
    held: Manifest | None,
    made: Published,
    step: Callable[[float, str], None],
    *,
    stopped: type[Exception],
) -> Delivered:
    """Bring an edition there and read it back; `held` is what stood there. `step` may raise `stopped` to end it."""
    try:
        if isinstance(store, SshHost):
            _by_rsync(store, held, made, step)
        else:
            send(store, made.manifest, made.files, step=step)
    except (ShareError, stopped) as wrong:
        why = str(wrong) if isinstance(wrong, ShareError) else "it was stopped"
        return Delivered(Came.FAILED if _is_as_before(store, held) else Came.UNKNOWN, why)
    differs = _differs(store, made)
    return Delivered(Came.UNKNOWN, differs) if differs else Delivered(Came.STANDS)


def try_store(store: Store, step: Callable[[float, str], None]) -> None:
    """Put a small file there, read it back and take it away again: no page is touched. Raises ShareError."""
    said = f"A test of publishing, {secrets.token_hex(8)}. It may be removed.\n".encode()
    try:
        step(0.1, "asking what stands there")
        manifest_in(store)
        step(0.3, "putting a small file there")
        store.put(TRIAL, said, "text/plain; charset=utf-8")
        step(0.6, "reading it back")
        found = store.get(TRIAL)
        step(0.8, "taking it away again")
        store.remove(TRIAL)
    except OSError as wrong:
        raise ShareError.of(Code.NOT_SENT, target=store.target, file=TRIAL, why=str(wrong).lower()[:200]) from wrong
    if found != said:
        raise ShareError.of(
            Code.NOT_SENT, target=store.target, file=TRIAL, why="what came back is not what was put there"
        )


def _by_rsync(host: SshHost, held: Manifest | None, made: Published, step: Callable[[float, str], None]) -> None:
    may_replace(held, made.manifest, where=host.target)
    try:
        if held is None and any(host.names()):
            raise ShareError.of(Code.NOT_OURS, path=host.target)
        files = {**made.files, MANIFEST: made.manifest.to_text().encode()}
        host.put_all(files, lambda: step(0.4, f"sending {len(files)} files"))
        gone = sorted(set(held.files) - set(files)) if held is not None else []
        there = set(host.names()) if gone else set()
        for name in gone:
            if name in there:
                step(0.8, f"removing {name}")
                host.remove(name)
    except OSError as wrong:
        why = str(wrong).lower()[:200]
        raise ShareError.of(Code.NOT_SENT, target=host.target, file="the pages", why=why) from wrong


def _is_as_before(store: Store, held: Manifest | None) -> bool:
    """Whether every file that carries facts is still as it stood; what cannot be read is not known to be."""
    was = {} if held is None else held.files
    try:
        return all(_digest(store.get(name)) == was.get(name) for name in WITH_FACTS)
    except OSError:
        return False


def _differs(store: Store, made: Published) -> str:
    """What does not read back as it was signed; blank where all that was read does."""
    try:
        if store.get(MANIFEST) != made.manifest.to_text().encode():
            return "another list of files stands there"
        wrong = [name for name in WITH_FACTS if _digest(store.get(name)) != made.manifest.files[name]]
    except OSError as why:
        return f"it cannot be read back: {why}"[:200]
    return f"{wrong[0]} does not read back as it was signed" if wrong else ""


def _digest(data: bytes | None) -> str | None:
    return None if data is None else hashlib.sha256(data).hexdigest()
