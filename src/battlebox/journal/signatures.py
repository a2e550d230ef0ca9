"""Check signatures in other processes while one process walks the record.

Law: the verdicts, and their order, are those of signing.py in this process; the number of processes changes how long it
takes and nothing else.
Not here: everything else that verifying checks (verify.py).
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from typing import Final

from battlebox.journal.entry import PREFIX
from battlebox.journal.signing import is_signed
from battlebox.journal.store import Row
from battlebox.journal.verify import HereSignatures, Signatures

BLOCK: Final = 500
WAITING_EACH_MAX: Final = 4

Asked = tuple[str, str, bytes, bytes]
Wrong = list[tuple[str, str]]


def wrong_of(block: list[Asked]) -> Wrong:
    """(id, key) of those (id, key, header, signature) that are not signed by their key."""
    return [(identity, key) for identity, key, raw, signature in block if not is_signed(key, PREFIX + raw, signature)]


class SpreadSignatures:
    """Hands blocks of entries to a pool, and checks a block itself while every other process has enough to do.

    No more than WAITING_EACH_MAX blocks for each process of the pool are ever in memory.
    """

    def __init__(self, pool: ProcessPoolExecutor, processes: int) -> None:
        self._pool = pool
        self._most = WAITING_EACH_MAX * processes
        self._block: list[Asked] = []
        self._verdicts: list[Future[Wrong] | Wrong] = []
        self._waiting: list[Future[Wrong]] = []

    def ask(self, row: Row) -> None:
        """Put an entry into the next block."""
        self._block.append((row.id, row.key, row.raw, row.signature))
        if len(self._block) >= BLOCK:
            self._send()

    def wrong(self) -> Iterator[tuple[str, str]]:
        """Wait for every block."""
        self._send()
        for verdict in self._verdicts:
            yield from verdict.result() if isinstance(verdict, Future) else verdict

    def _send(self) -> None:
        block, self._block = self._block, []
        self._waiting = [asked for asked in self._waiting if not asked.done()]
        if len(self._waiting) < self._most:
            self._waiting.append(self._pool.submit(wrong_of, block))
            self._verdicts.append(self._waiting[-1])
        else:
            self._verdicts.append(wrong_of(block))


@contextmanager
def signatures_in(processes: int) -> Iterator[Signatures]:
    """A checker of signatures over this many processes, this one included; one means here."""
    if processes == 1:
        yield HereSignatures()
        return
    others = processes - 1
    with ProcessPoolExecutor(others, mp_context=get_context("spawn")) as pool:
        yield SpreadSignatures(pool, others)
