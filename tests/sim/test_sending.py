"""Killed on the way, the program tells nobody twice and forgets nobody: the small form of `make bench PART=sending`."""

from __future__ import annotations

import pytest

from sim.sending import Trial

SEED = 20_251_124


@pytest.fixture
def trial(tmp_path):
    made = Trial(tmp_path, 80)
    yield made
    made.providers.close()


def test_a_desk_that_is_killed_while_it_sends_tells_nobody_twice_and_forgets_nobody(trial):
    found = trial.run(kills=3, seed=SEED, seconds_max=240)
    print(f"seed {SEED}: {found}")
    assert found.faults == []
    assert found.duplicates == 0
    assert found.kills == 3
    assert found.told + found.listed == 80
    assert found.told > 70
