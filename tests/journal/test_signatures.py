"""Signatures checked by several processes: the same verdicts in the same order, whoever was busy."""

from __future__ import annotations

from concurrent.futures import Future

import pytest

from battlebox.journal import signatures
from battlebox.journal.entry import PREFIX
from battlebox.journal.signatures import WAITING_EACH_MAX, SpreadSignatures
from battlebox.journal.store import Row
from sim.region import key_of


class BusyPool:
    """A pool that takes work and does none of it until it is told to."""

    def __init__(self) -> None:
        self.asked: list[tuple[Future, object, list]] = []

    def submit(self, check, block) -> Future:
        self.asked.append((Future(), check, block))
        return self.asked[-1][0]

    def work(self) -> None:
        for future, check, block in self.asked:
            if not future.done():
                future.set_result(check(block))


def row(number: int, *, right: bool) -> Row:
    key = key_of("one")
    raw = f"header {number}".encode()
    return Row(number, f"{number:064x}", key.public, number, 0, False, 0, raw, key.sign(PREFIX + raw if right else raw))


def test_the_process_that_walks_checks_what_the_others_have_no_time_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signatures, "BLOCK", 2)
    pool = BusyPool()
    spread = SpreadSignatures(pool, 1)
    for number in range(30):
        spread.ask(row(number, right=number % 3 != 0))
    assert len(pool.asked) == WAITING_EACH_MAX
    pool.work()
    for number in range(30, 36):
        spread.ask(row(number, right=number % 3 != 0))
    # Those that were waiting are done, so that the pool takes work again.
    assert len(pool.asked) > WAITING_EACH_MAX
    spread.ask(row(36, right=False))
    found = []
    for identity, key in spread.wrong():
        pool.work()
        assert key == key_of("one").public
        found.append(int(identity, 16))
    assert found == list(range(0, 37, 3))
