"""Whether one entry was written after another: by its writer's own statement, never by a watch.

Law: what an entry names as its parents never changes, so an answer once found stands.
Not here: the order in which entries are read (fold.py).
"""

from __future__ import annotations

from battlebox.journal.header import Header
from battlebox.journal.store import Row, Store


class Ancestry:
    """Answers from a store, and remembers. Cost of a new question: one look at each entry between the two."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._known: dict[tuple[str, str], bool] = {}

    def author(self, identity: str) -> str | None:
        """The key that wrote an entry; None if it is not here."""
        row = self._store.row(identity) if identity else None
        return None if row is None else row.key

    def is_before(self, early: str, late: str) -> bool:
        """Whether the writer of `late` had seen `early`, itself or through others."""
        known = self._known.get((early, late))
        if known is not None:
            return known
        first, last = self._store.row(early), self._store.row(late)
        if first is None or last is None:
            return False
        known = self._known[early, late] = self._reaches(first, last)
        return known

    def _reaches(self, early: Row, late: Row) -> bool:
        waiting, seen = [late], {late.id}
        while waiting:
            for parent in Header.from_store(waiting.pop().raw).parents:
                if parent == early.id:
                    return True
                row = self._store.row(parent) if parent not in seen else None
                # Depth grows along every link, so what is no deeper than `early` cannot come after it.
                if row is not None and row.depth > early.depth:
                    seen.add(parent)
                    waiting.append(row)
        return False
