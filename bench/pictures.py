"""Take a picture of every page of the desk, wide, on a phone and on paper, for somebody to look at.

Law: every page that the tests look at, and no other; nothing is judged here.
Not here: what a browser can find wrong by itself (tests/web/test_every_page.py).

Use: python bench/run.py pictures, or pictures:services,now for a few. Writes out/pictures/.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from table import Row

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

WIDE, NARROW, TALL = 1280, 320, 900
FOLDER = Path("out/pictures")


def taken(wanted: str = "") -> list[Row]:
    """Three pictures of each page: `demo-now-1280.png`, `demo-now-320.png`, `demo-now.pdf`."""
    from playwright.sync_api import sync_playwright

    from chromium import CHROMIUM, FLAGS
    from web import states
    from web.lived import demonstration, leave_new, walked

    FOLDER.mkdir(parents=True, exist_ok=True)
    began, count = time.perf_counter(), 0
    only = frozenset(wanted.split(",")) if wanted else frozenset()
    with sync_playwright() as play, tempfile.TemporaryDirectory() as held:
        _know_addresses(Path(held) / "addresses")
        browser = play.chromium.launch(executable_path=CHROMIUM, headless=True, args=FLAGS)
        with demonstration(browser, Path(held) / "demo") as demo, walked(browser, Path(held) / "day") as (_, day):
            leave_new(day, demo)
            for name, lived in (("demo", demo), ("day", day)):
                for page, pages in lived.opened(browser):
                    for one in (one for one in pages if not only or one.route in only):
                        count += 1
                        page.goto(lived.base + one.path)
                        _three(page, f"{name}-{one.route}")
            for page, name in states.of_lived(browser, demo):
                if not only or name in only:
                    count += 1
                    _three(page, f"state-{name}")
        browser.close()
    note = f"{count} pages, wide, narrow and on paper, in {FOLDER}"
    return [Row("pictures of every page", "three of each", time.perf_counter() - began, note=note)]


def _know_addresses(folder: Path) -> None:
    """Set Django up, whose addresses name the pages."""
    import django
    from django.conf import settings

    from battlebox.web.settings import django_settings
    from battlebox.web.starting.desk_settings import DeskSettings
    from battlebox.web.starting.folder import prepare

    desk = DeskSettings(data=folder)
    settings.configure(**django_settings(desk, secret=prepare(desk), unsafe_passwords=True))
    django.setup()


def _three(page, name: str) -> None:
    for width in (WIDE, NARROW):
        page.set_viewport_size({"width": width, "height": TALL})
        page.screenshot(path=FOLDER / f"{name}-{width}.png", full_page=True)
    page.pdf(path=FOLDER / f"{name}.pdf", format="A4", prefer_css_page_size=True)
