"""The desk's memory, in one process and over a line to the first of several."""

from __future__ import annotations

import threading
from multiprocessing import Pipe

import pytest

from battlebox.web import desk_memory
from battlebox.web.desk_memory import KEPT_MOST, OwnMemory
from battlebox.web.starting.memory_line import LineMemory, answer


@pytest.fixture(params=["own", "line"])
def memory(request):
    """Both kinds; of the second, each question is answered by another thread, as by another process."""
    kept = OwnMemory()
    if request.param == "own":
        yield kept
        return
    ours, theirs = Pipe()

    def keep():
        while answer(kept, ours):
            pass

    keeper = threading.Thread(target=keep)
    keeper.start()
    yield LineMemory(theirs)
    theirs.close()
    keeper.join()
    ours.close()


def test_what_is_put_is_there_until_it_is_taken(memory):
    memory.put("copy/1", b"ferry walnut", 60)
    assert memory.get("copy/1").data == b"ferry walnut"
    assert 0 < memory.get("copy/1").seconds <= 60
    assert memory.take("copy/1").data == b"ferry walnut"
    assert memory.get("copy/1") is memory.take("copy/1") is None


def test_what_is_over_is_gone(memory, monkeypatch):
    memory.put("held/a", b"x", 10)
    later = desk_memory.time.monotonic() + 11
    monkeypatch.setattr(desk_memory.time, "monotonic", lambda: later)
    assert memory.get("held/a") is None


def test_what_is_dropped_by_its_beginning_leaves_the_rest(memory):
    for key in ("held/a/1", "held/a/2", "held/b/1"):
        memory.put(key, key.encode(), 60)
    memory.drop("held/a/")
    assert [memory.get(key) is None for key in ("held/a/1", "held/a/2", "held/b/1")] == [True, True, False]


def test_of_too_much_the_oldest_goes(memory):
    for n in range(KEPT_MOST + 1):
        memory.put(f"held/{n}", b"x", 60)
    assert memory.get("held/0") is None
    assert memory.get("held/1") is not None


def test_many_threads_each_get_their_own_answer(memory):
    wrong = []

    def ask(n):
        for _ in range(50):
            memory.put(f"held/{n}", str(n).encode(), 60)
            found = memory.get(f"held/{n}")
            if found is None or found.data != str(n).encode():
                wrong.append(n)

    lines = [threading.Thread(target=ask, args=(n,)) for n in range(8)]
    for each in lines:
        each.start()
    for each in lines:
        each.join()
    assert wrong == []
