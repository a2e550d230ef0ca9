"""Whose keys this installation writes with, and those that another process of the same desk began meanwhile.

Law: no key is made here; what one process begins to write with, the others find before they write next.
Not here: making keys, opening a record (installation.py).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from battlebox.journal import DataFolder, Journal, SigningKey, open_beside

if TYPE_CHECKING:
    from battlebox.desk.record.record import Record


def key_for(folder: DataFolder, body: str, reading: Journal) -> SigningKey | None:
    """The key that writes for a body: the one of the commands, if the body's admin enrolled it for that body."""
    key = folder.key()
    desks = reading.state.standing.desks.get(key.public, ()) if key is not None else ()
    return key if any(desk.org == body for desk in desks) else folder.of(body).key()


@dataclass
class PensBegun:
    """Asked at each catching up: it looks at the keys only where their folder has changed."""

    path: Path
    _looked_at: int = -1

    def __call__(self, record: Record) -> Mapping[str, Journal]:
        """The bodies that can be written for now and could not before."""
        now = (self.path / "keys").stat().st_mtime_ns
        if now == self._looked_at:
            return {}
        folder, reading, found = DataFolder(self.path), record.journal, dict[str, Journal]()
        for body in reading.state.standing.orgs:
            key = None if body in record.bodies else key_for(folder, body, reading)
            if key is not None:
                found[body] = open_beside(reading, key, folder.tip)
        self._looked_at = now
        return found
