"""Every reader of what comes from outside reads any bytes, or refuses them by name, in a moment.

Law: a find that was mended stays as a file in `finds`.
Not here: being led by coverage (bench/readers.py), which goes on for minutes.
"""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest

from fuzzing.changes import changed
from fuzzing.harnesses import HARNESSES

INPUTS, SECONDS_MOST = 100, 0.4
ONE_SECONDS_MOST = 2.0
FINDS = sorted((Path(__file__).parent / "finds").glob("*.bin"))


@pytest.mark.parametrize("name", HARNESSES)
def test_changed_seeds_are_read_or_refused_by_name(name):
    harness, chance = HARNESSES[name], random.Random(f"fuzz {name}")
    began, tried = time.process_time(), 0
    for data in harness.seeds:
        harness(data)
    while tried < INPUTS and time.process_time() - began < SECONDS_MOST:
        data, before = changed(harness.seeds, chance), time.process_time()
        try:
            harness(data)
        except BaseException as wrong:
            wrong.add_note(f"{name} was given {data[:400]!r}")
            raise
        assert time.process_time() - before < ONE_SECONDS_MOST, f"{name} took too long over {data[:400]!r}"
        tried += 1
    assert tried >= 5


@pytest.mark.parametrize("path", FINDS, ids=lambda path: path.stem)
def test_what_was_found_once_is_refused_by_name(path):
    HARNESSES[path.stem.partition("--")[0]](path.read_bytes())


def test_a_reader_that_falls_over_is_seen():
    from fuzzing.harnesses import Harness

    with pytest.raises(ZeroDivisionError):
        Harness(lambda data: len(data) // data.count(b"}"), (ValueError,), ())(b"x")
