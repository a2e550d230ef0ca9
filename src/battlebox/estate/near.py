"""What somebody probably meant: the nearest of the names that exist.

Law: it only ever adds words to a hint; no name is corrected on anybody's behalf.
Not here: the hints (errors.py).
"""

from __future__ import annotations

from collections.abc import Collection
from difflib import get_close_matches

POOL_MAX = 2_000
"""Names compared with one misspelling: difflib takes about 10 microseconds a name."""
LENGTH_SLACK = 3
"""Characters by which a suggestion may be longer or shorter than what was written."""
TRIES_MAX = 100
"""Misspellings looked up among many names before hints go without suggestions: a wrong column repeats its mistake."""


class Near:
    """Suggests names. One per reading, so that an estate of nothing but mistakes is still refused in seconds."""

    def __init__(self) -> None:
        self._tries = 0

    def words(self, name: str, pool: Collection[str], lead: str = ": did you mean {}?") -> str:
        """`lead` filled with the nearest name, or blank if none is near."""
        found = self.name(name, pool)
        return "" if found is None else lead.format(found)

    def name(self, name: str, pool: Collection[str]) -> str | None:
        """The nearest name of the pool, or None."""
        small = name.strip().lower()[:80]
        if not small or self._tries > TRIES_MAX:
            return None
        if len(pool) > TRIES_MAX:
            self._tries += 1
            alike = (one for one in pool if one[:1].lower() == small[:1] and abs(len(one) - len(small)) <= LENGTH_SLACK)
            pool = [one for one, _ in zip(alike, range(POOL_MAX), strict=False)]
        names = {one.lower(): one for one in pool}
        near = get_close_matches(small, names, n=1, cutoff=0.6)
        return names[near[0]] if near else None
