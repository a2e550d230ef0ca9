"""How soon a changed fact is in public: at a desk that runs as a process of its own, from the click to the page.

Law: the clock runs from sending the form until another edition stands where residents read; that it has the new words
is looked at each time.
Not here: what is listed besides (tests/web/publishing/test_running_desk.py), the site alone (status_site.py).

Use: python bench/run.py publish, or publish:9 with a number of clicks.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from pathlib import Path

from table import Row

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

GOAL_SECONDS = 5


def corrected(count: int = 5) -> list[Row]:
    """So many corrections, one after another, on the small estate and on three hundred services."""
    from desk.room import shipped
    from web.publishing.corrected import Corrected
    from web.publishing.test_at_size import three_hundred

    rows = []
    for name, tables in (("the small estate", shipped("northmere")), ("300 services", three_hundred()[0])):
        with tempfile.TemporaryDirectory() as folder:
            desk = Corrected(Path(folder), tables)
            times = []
            try:
                for number in range(count):
                    wording = f"{number + 1},200 people are waiting."
                    desk.say_anew(wording=wording)
                    desk.clear()
                    times.append(desk.publish())
                    if wording not in desk.front:
                        sys.exit("the page does not have the new words")
            finally:
                desk.end()
        note = f"{min(times):.2f} to {max(times):.2f} s; goal: {GOAL_SECONDS} s"
        rows.append(
            Row(f"a changed fact public, {name}", f"middle of {count} clicks", statistics.median(times), note=note)
        )
    return rows
