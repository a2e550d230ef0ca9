"""Walk the first day of West London in a browser, from a fresh desk to the closing, and time its five moments.

Law: a whole day each time, on a desk of its own; what is printed is the middle of the days.
Not here: the limits (tests/web/test_every_page.py).

Use: python bench/first_day.py [days]
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

DAYS = 5


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


def main() -> None:
    """Print the table."""
    from playwright.sync_api import sync_playwright

    from web.test_browser import CHROMIUM, FLAGS

    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, headless=True, args=FLAGS)
        days = [whole_day(browser) for _ in range(int(sys.argv[1]) if len(sys.argv) > 1 else DAYS)]
        browser.close()
    for each in zip(*(moments for moments, _ in days), strict=True):
        middle = statistics.median(one.seconds for one in each)
        print(f"{each[0].name}: {each[0].clicks} clicks, {each[0].typed} fields, {middle:.1f} s")
    print(f"the whole day: {statistics.median(seconds for _, seconds in days):.0f} s (middle of {len(days)})")


if __name__ == "__main__":
    main()
