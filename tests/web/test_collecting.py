"""While the desk serves, Python looks through everything that is kept only now and then."""

from __future__ import annotations

import gc


def test_a_long_table_does_not_make_python_look_through_the_whole_estate():
    from battlebox.web.starting.collecting import OLD, YOUNG, collect_rarely

    before = gc.get_threshold()
    try:
        collect_rarely()
        looks = gc.get_stats()[2]["collections"]
        kept = [[number] for number in range(YOUNG * (OLD // 2))]
        assert gc.get_stats()[2]["collections"] == looks
        assert kept
    finally:
        gc.set_threshold(*before)
