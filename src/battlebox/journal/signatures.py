"""Check signatures in other processes while one process walks the record.

Law: the verdicts are those of signing.py; the number of processes changes how long it takes and nothing else.
Not here: everything else that verifying checks (verify.py).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from typing import Final

from battlebox.journal.entry import PREFIX
from battlebox.journal.signing import is_signed
from battlebox.journal.store import Row
from battlebox.journal.verify import HereSignatures, Signatures

BLOCK: Final = 2_000
WAITING_MAX: Final = 8

Asked = tuple[str, str, bytes, bytes]


def wrong_of(block: list[Asked]) -> list[tuple[str, str]]:
    """(id, key) of those (id, key, header, signature) that are not signed by their key."""
    return [(identity, key) for identity, key, raw, signature in block if not is_signed(key, PREFIX + raw, signature)]


class SpreadSignatures:
    """Hands blocks of entries to a pool; no more than WAITING_MAX blocks are ever in memory."""

    def __init__(self, pool: ProcessPoolExecutor) -> None:
        self._pool = pool
        self._block: list[Asked] = []
        self._waiting: deque[Future[list[tuple[str, str]]]] = deque()
        self._wrong: list[tuple[str, str]] = []

    def ask(self, row: Row) -> None:
        """Put an entry into the next block."""
        self._block.append((row.id, row.key, row.raw, row.signature))
        if len(self._block) >= BLOCK:
            self._send()

    def wrong(self) -> Iterator[tuple[str, str]]:
        """Wait for every block."""
        self._send()
        while self._waiting:
            self._wrong += self._waiting.popleft().result()
        return iter(self._wrong)

    def _send(self) -> None:
        if len(self._waiting) >= WAITING_MAX:
            self._wrong += self._waiting.popleft().result()
        self._waiting.append(self._pool.submit(wrong_of, self._block))
        self._block = []


@contextmanager
def signatures_in(processes: int) -> Iterator[Signatures]:
    """A checker of signatures over this many processes; one means here."""
    if processes == 1:
        yield HereSignatures()
        return
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        yield SpreadSignatures(pool)
