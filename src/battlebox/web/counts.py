"""Where Django keeps what it needs for minutes: used codes in the tables, counts of what was tried in memory.

Law: a code that was used stays used after a restart. A count is taken in an instant, however many come in at once from
one address; on a server several processes may serve one desk, and they count together, in the tables.
Not here: how often what may be tried (settings.py, limits.py).
"""

from __future__ import annotations

from typing import Any, Final

from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache
from django.core.cache.backends.db import DatabaseCache
from django.core.cache.backends.locmem import LocMemCache
from django.db import transaction

COUNTED: Final = ("allauth:rl:", "tries:")
"""How the keys of counts begin: the library's and our own."""


class CountsTogether(DatabaseCache):
    """The table, where no count is lost between processes."""

    def incr(self, key: str, delta: int = 1, version: int | None = None) -> int:
        """As the base, which reads and then writes: nobody else writes in between."""
        with transaction.atomic():
            return super().incr(key, delta, version)


class CountsInMemory(DatabaseCache):
    """The table, but for counts.

    The library takes a lock of a count for each sign-in and gives up after a second; in a file each takes several
    writes to the disk, and of two dozen people at one door some would be told that they tried too often.
    """

    def __init__(self, table: str, params: dict[str, Any]) -> None:
        super().__init__(table, params)
        self._counts = LocMemCache("counts", params)

    def _of(self, key: str) -> BaseCache:
        return self._counts if key.startswith(COUNTED) else super()  # type: ignore[return-value]  # Its methods alone.

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        """As the base."""
        return self._of(key).get(key, default, version)

    def set(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> None:
        """As the base."""
        self._of(key).set(key, value, timeout, version)

    def add(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        """As the base."""
        return bool(self._of(key).add(key, value, timeout, version))

    def delete(self, key: str, version: int | None = None) -> bool:
        """As the base."""
        return bool(self._of(key).delete(key, version))

    def incr(self, key: str, delta: int = 1, version: int | None = None) -> int:
        """As the base; a count in memory is raised in one step."""
        return int(self._of(key).incr(key, delta, version))

    def clear(self) -> None:
        """Both."""
        self._counts.clear()
        super().clear()
