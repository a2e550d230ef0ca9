"""How far advice on a few made-up councils is from the best: the small version of `make bench PART=gaps`.

Law: the seeds are fixed, so chance never fails a build.
Not here: estates made to be awkward (test_search.py), a hundred councils (bench/gaps.py).
"""

from __future__ import annotations

from statistics import median

from engine.asking import many
from engine.distance import Distance, advised, enumerated


def few(seconds: float = 60.0) -> list[Distance]:
    return [enumerated(seed, seconds) for seed in range(many() // 12 + 3)]


def test_a_plan_found_by_search_is_within_one_percent_of_the_best_in_the_middle_and_five_at_the_worst():
    found = few()
    assert not any(row.is_cut for row in found)
    for which in ("above", "above_fresh"):
        shares = sorted((getattr(row, which), row.systems, row.seed) for row in found)
        assert median(share for share, _, _ in shares) <= 0.01, (which, shares[-3:])
        assert shares[-1][0] <= 0.05, (which, shares[-3:])
    # Harm on worlds not seen differs by what chance makes of few worlds, and not by what plans were fitted to.
    assert all(0 < row.noise < 0.2 and abs(row.over) <= 4 * row.noise for row in found), found


def test_advice_on_a_council_of_forty_systems_holds_on_worlds_not_seen():
    row = advised(40, 5, 60.0)
    assert abs(row.over) <= 0.05, row
    assert 0 < row.gap < 0.5, row
