"""Walk the first day of West London in a browser, from a fresh desk to the closing, and time its five moments.

Law: a whole day each time, on a desk of its own; what is printed is the middle of the days.
Not here: the limits (tests/web/test_every_page.py).

Use: python bench/run.py first-day, or first-day:3 with a number of days.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from pathlib import Path

from table import Row

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))


def whole_day(browser):
    """One day; its moments and its seconds."""
    from web.first_day import FirstDay
    from web.test_starting import Running

    with tempfile.TemporaryDirectory() as folder:
        desk = Running(Path(folder) / "desk")
        began = time.monotonic()
        try:
            day = FirstDay(browser, desk).walk(*FirstDay.MORNING, *FirstDay.DAY, FirstDay.end)
        finally:
            desk.end()
        return day.clock.moments, time.monotonic() - began


def walked(count: int = 5) -> list[Row]:
    """The moments of so many days, each with its clicks and fields, and the whole day."""
    from playwright.sync_api import sync_playwright

    from chromium import CHROMIUM, FLAGS

    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, headless=True, args=FLAGS)
        days = [whole_day(browser) for _ in range(count)]
        browser.close()
    rows = []
    for each in zip(*(moments for moments, _ in days), strict=True):
        one, middle = each[0], statistics.median(moment.seconds for moment in each)
        note = f"{one.clicks} clicks (of {one.clicks_max}), {one.typed} fields; goal {one.seconds_max:.0f} s"
        rows.append(Row(one.name, f"middle of {count} days", middle, note=note))
    middle = statistics.median(seconds for _, seconds in days)
    return [*rows, Row("the whole first day in a browser", f"middle of {count} days", middle)]
