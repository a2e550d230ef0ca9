"""A part of a page that asks again counts as the desk heard: the desk is asked once a turn, and not twice.

Law: no test here is skipped in CI; elsewhere they need a Chromium and the built front.
Not here: pages without such a part (test_browser.py), what a part answers (test_parts.py).
"""

from __future__ import annotations

import pytest

from web.test_back_button import chromium, fill, opened, players  # noqa: F401 - fixtures
from web.test_browser import desk_running, pytestmark, state  # noqa: F401 - fixtures and the mark

TURN_MS = 10_000


@pytest.fixture
def now(chromium, desk_running, state):  # noqa: F811 - the fixtures
    """Now, of an incident that was just opened, and what it asked the desk since."""
    page = opened(chromium, desk_running, state)
    page.clock.install()
    fill(page, "Screens are blank")
    page.locator("main form button").last.click()
    page.get_by_role("link", name="Now", exact=True).first.click()
    page.get_by_role("heading", name="What changed in the last hour").wait_for()
    asked = []
    page.on("requestfinished", lambda request: asked.append(request.url.split("localhost")[1].partition("/")[2]))
    yield page, asked
    page.context.close()


def turns(page, asked, many):
    """Let so many turns of ten seconds pass; what was asked for is answered before the page's clock runs on."""
    for _ in range(many * 5):
        page.clock.run_for(TURN_MS // 5)
        page.wait_for_timeout(200)
    return [each for each in asked if each == "heard/"], [each for each in asked if each.endswith("now/part/")]


def test_while_the_part_is_answered_nothing_else_is_asked(now):
    page, asked = now
    heard, parts = turns(page, asked, 4)
    assert heard == []
    assert len(parts) >= 4
    assert "Last heard from the desk" in page.locator("#desk-heard").inner_text()


def test_when_the_part_fails_the_desk_is_asked_and_the_page_says_that_it_is_old(now):
    page, asked = now
    page.route("**/now/part/", lambda route: route.abort())
    heard, parts = turns(page, asked, 3)
    assert heard
    assert not parts
    assert "Last heard from the desk" in page.locator("#desk-heard").inner_text()
    page.context.set_offline(True)
    turns(page, asked, 3)
    page.locator("#desk-heard").get_by_text("THIS PAGE IS OLD").wait_for()


def test_whoever_was_signed_out_is_told_although_the_part_is_answered(now):
    page, asked = now
    page.context.clear_cookies()
    turns(page, asked, 2)
    page.locator("#desk-heard").get_by_text("YOU ARE SIGNED OUT").wait_for()
