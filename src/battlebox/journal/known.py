"""What the entries of one store say, kept up once for all who read it and write in it with keys of their own.

Law: nothing here follows from a key that somebody holds; a desk of thirty bodies reads an entry once, not thirty times.
Not here: writing and taking in (journal.py), what entries mean (fold.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from threading import RLock

from battlebox.journal.ancestry import Ancestry
from battlebox.journal.fold import Field, Fold
from battlebox.journal.header import SEEN_MAX, Header
from battlebox.journal.standing import standing_in
from battlebox.journal.store import Store


@dataclass(frozen=True, slots=True)
class Own:
    """A desk's last entry."""

    n: int
    id: str
    depth: int


class Known:
    """Hold `lock` while using it."""

    def __init__(self, store: Store) -> None:
        self.lock = RLock()
        self.ancestry = Ancestry(store)
        self.belief = 0
        """Goes up whenever all is folded anew."""
        self.arrived = 0
        self.tips: dict[str, set[str]] = {}
        self.forked: set[str] = set()
        self._store = store
        self._own: dict[str, Own] = {}
        self._heads: dict[str, tuple[int, str]] = {}
        self._unfolded: dict[str, dict[Field, str]] = {}
        self.rebuild()

    def own(self, key: str) -> Own | None:
        """The last entry of a key; None before its first."""
        return self._own.get(key)

    def unfolded(self, key: str, place: Field) -> str | None:
        """The last entry of a key that wrote a field and is not believed."""
        return self._unfolded.get(key, {}).get(place)

    def seen(self, own: Own | None) -> list[tuple[str, int]]:
        """Heads of believed desks other than this entry, the deepest first: what its desk writes after."""
        mine, desks = own.id if own else "", self.fold.standing.desks
        heads = [(depth, head) for head, (depth, key) in self._heads.items() if head != mine and key in desks]
        return [(head, depth) for depth, head in sorted(heads, reverse=True)[:SEEN_MAX]]

    def catch_up(self) -> None:
        """Take in what was written since."""
        stale = False
        for row in self._store.rows(self.arrived):
            stale = stale or row.control
            self.take(row.s, row.id, Header.from_store(row.raw))
        if stale:
            self.rebuild()

    def rebuild(self) -> None:
        """Fold everything anew, because who is believed has changed."""
        self.belief += 1
        self.fold = Fold(standing_in(self._store))
        self.arrived = 0
        for kept in (self._heads, self.tips, self.forked, self._unfolded, self._own):
            kept.clear()
        for row in self._store.rows():
            self.take(row.s, row.id, Header.from_store(row.raw))

    def take(self, s: int, identity: str, header: Header) -> None:
        """Take in the entry that arrived next."""
        self.arrived = s
        key = header.key
        if key in self.fold.standing.desks:
            for parent in header.parents:
                self._heads.pop(parent, None)
            self._heads[identity] = (header.depth, key)
        tips = self.tips.setdefault(key, set())
        if header.prev in tips:
            tips.remove(header.prev)
        elif tips or header.prev:
            self.forked.add(key)
        tips.add(identity)
        own = self._own.get(key)
        if own is None or header.n > own.n:
            self._own[key] = Own(header.n, identity, header.depth)
        if not self.fold.apply(identity, header).is_folded:
            unfolded = self._unfolded.setdefault(key, {})
            for write in header.writes:
                unfolded[(write.thing, write.name)] = identity
