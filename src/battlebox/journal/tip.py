"""The tip note: the last entry this desk acknowledged, kept outside the store so that a cut-off tail shows.

Law: the note is on disk before an entry is acknowledged, and is never newer than the store. A store older than its note
lost entries or is an old copy, and must not be written to with the same key.
Not here: the file (disk.py), what follows from a store that is behind (journal.py).
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Final, Protocol

from battlebox.journal import canon
from battlebox.journal.errors import JournalError
from battlebox.journal.header import Header
from battlebox.journal.store import Row, Store

# A block of a disk: where the power goes during a write, a disk may lose the block being written, and no other.
SLOT_BYTES: Final = 4096
_MARK: Final = b"battlebox/tip/1 "
_SUM_LETTERS: Final = 32


@dataclass(frozen=True, slots=True)
class Tip:
    """Number and id of the last entry acknowledged; `count` goes up with each note written."""

    n: int
    id: str
    count: int

    def to_bytes(self) -> bytes:
        """One slot of the note, with a checksum, SLOT_BYTES long."""
        body = canon.encode({"n": self.n, "id": self.id, "count": self.count})
        checksum = hashlib.sha256(_MARK + body).hexdigest()[:_SUM_LETTERS].encode()
        return (_MARK + checksum + b" " + body).ljust(SLOT_BYTES - 1) + b"\n"

    @classmethod
    def from_bytes(cls, slot: bytes) -> Tip | None:
        """Read a slot; None if it was torn, flipped or never written."""
        checksum, _, padded = slot.removeprefix(_MARK).partition(b" ")
        try:
            body = canon.decode(padded.strip(), what="a tip note")
        except JournalError:
            return None
        if not isinstance(body, dict) or set(body) != {"n", "id", "count"}:
            return None
        n, identity, count = body["n"], body["id"], body["count"]
        if not (isinstance(n, int) and isinstance(identity, str) and isinstance(count, int)):
            return None
        tip = cls(n, identity, count)
        # The whole slot is compared, so that no byte of it can change unseen.
        return tip if tip.to_bytes() == slot and checksum else None


class TipNote(Protocol):
    """Where a desk keeps its tip note for one journal."""

    def read(self) -> Tip | None:
        """The last note written; None if there never was one. Raises JournalError if it cannot be read."""
        ...

    def write(self, n: int, identity: str) -> None:
        """Keep the note; it is on disk when this returns. Raises OSError."""
        ...

    def is_whole(self) -> bool:
        """Whether no slot of the note was damaged."""
        ...


def is_followed(store: Store, note: TipNote, row: Row) -> bool:
    """Whether the entry is on the chain that ends in the note: that of what this desk itself wrote.

    Where the note or the chain is not there to tell, it is taken to be. Cost: one look at each entry between.
    """
    try:
        tip = note.read()
    except JournalError:
        return True
    here = store.row(tip.id) if tip else None
    while here is not None and here.n > row.n:
        here = store.row(Header.from_store(here.raw).prev)
    return here is None or here.id == row.id
