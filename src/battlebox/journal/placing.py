"""The place of an entry that comes in: what it follows, and the number and depth that come of that.

Law: an entry is placed by what it names and by nothing else; what it names must be here.
Not here: its own bytes (entry.py), whether its desk is believed (standing.py).
"""

from __future__ import annotations

from typing import Final

from battlebox.journal.entry import Entry
from battlebox.journal.errors import Code, JournalError
from battlebox.journal.store import Store

_RECENT_MAX: Final = 50_000


class Placing:
    """Checks the place of entries that come in against those already here and those just kept."""

    def __init__(self, store: Store, arrived: int) -> None:
        self._store = store
        self.arrived = arrived
        self._recent: dict[str, tuple[str, int, int]] = {}

    def check(self, entry: Entry) -> None:
        """Raises JournalError unless the entry's parents are here and its number and depth follow from them."""
        header = entry.header
        deepest = -1
        for parent in header.parents:
            key, n, depth = self._find(entry, parent)
            deepest = max(deepest, depth)
            if parent == header.prev and (key != header.key or n != header.n - 1):
                raise JournalError.of(Code.BAD_LINK, entry=entry.id, desk=header.key)
        if header.depth != deepest + 1:
            found = {"found": header.depth, "right": deepest + 1}
            raise JournalError.of(Code.BAD_DEPTH, entry=entry.id, desk=header.key, **found)
        for write in header.writes:
            for replaced in write.over:
                self._find(entry, replaced)
        if len(self._recent) > _RECENT_MAX:
            self._recent.clear()
        self._recent[entry.id] = (header.key, header.n, header.depth)

    def _find(self, entry: Entry, wanted: str) -> tuple[str, int, int]:
        known = self._recent.get(wanted)
        if known is not None:
            return known
        row = self._store.row(wanted)
        if row is None:
            raise JournalError.of(Code.MISSING_PARENT, entry=entry.id, desk=entry.header.key, parent=wanted)
        return (row.key, row.n, row.depth)
