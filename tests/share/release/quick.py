"""The tests that the mutants meet first: the oracle on some hundred cases, and the labels' own oracle.

Law: seconds, not minutes; whatever is here is said again by a test of its own.
Not here: the whole of the cases (test_leaks.py, tests/marking).
"""

from __future__ import annotations

import random

from cases import NOON, cases
from oracle import goes
from test_decide import NOON as TEST_NOON
from test_decide import any_recipient, any_thing
from test_decide import oracle as labels_oracle

from battlebox.marking import Allow, decide
from battlebox.share.release import may_leave, reach_of, read_again


def test_both_readings_and_the_oracle_agree():
    for case in cases(600, 7):
        want = goes(case.world, case.fact, case.to)
        assert isinstance(may_leave(reach_of(case.held, case.shelf), case.to, NOON), Allow) is want
        assert read_again(case.held, case.to, NOON, case.shelf) is want


def test_the_labels_and_their_oracle_agree():
    draw = random.Random(20251124)
    for _ in range(3_000):
        thing, to = any_thing(draw), any_recipient(draw)
        assert isinstance(decide(thing, to, TEST_NOON), Allow) == labels_oracle(thing, to, TEST_NOON)
