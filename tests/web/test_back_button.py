"""The back button, then Save: with and without a script, from the browser's memory and from its disk, one entry.

Law: no test here is skipped in CI; elsewhere they need a Chromium and the built front.
Not here: what the desk answers to a form that was saved before (test_saved_before.py).
"""

from __future__ import annotations

import re

import pytest

from chromium import CHROMIUM, FLAGS
from web.test_browser import desk_running, pytestmark, state  # noqa: F401 - fixtures and the mark

ONCE = "main form input[name=once]"


@pytest.fixture(scope="module")
def players():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        yield play


@pytest.fixture(scope="module")
def chromium(players):
    browser = players.chromium.launch(executable_path=CHROMIUM, headless=True, args=FLAGS)
    yield browser
    browser.close()


@pytest.fixture(scope="module")
def keeps_pages(players):
    """A browser that keeps whole pages for its back button, as people's do; under test they do not by themselves."""
    browser = players.chromium.launch(
        executable_path=CHROMIUM, headless=True, args=FLAGS, ignore_default_args=["--disable-back-forward-cache"]
    )
    yield browser
    browser.close()


def incidents(page, desk):
    page.goto(f"http://localhost:{desk.port}/")
    return len(set(re.findall(r'href="/i/(\w{8})/', page.content())))


def fill(page, title):
    page.fill("#id_title", title)
    page.fill("#id_seen_first", "Screens are blank in the contact centre")


def opened(browser, desk, state, **more):  # noqa: F811 - the fixture's value
    page = browser.new_context(storage_state=state, **more).new_page()
    page.goto(f"http://localhost:{desk.port}/open/")
    return page


@pytest.mark.parametrize("has_script", [True, False])
def test_back_then_save_again_is_one_incident(chromium, desk_running, state, has_script):  # noqa: F811 - as above
    page = opened(chromium, desk_running, state, java_script_enabled=has_script)
    before = page.locator(ONCE).get_attribute("value")
    fill(page, f"Blue kettle {has_script}")
    page.get_by_role("button", name="Open it").click()
    page.get_by_text("Saved as").first.wait_for()
    page.go_back()
    assert page.url.endswith("/open/")
    assert page.locator(ONCE).input_value() == before
    fill(page, f"Blue kettle {has_script}")
    page.get_by_role("button", name="Open it").click()
    page.get_by_text("it was not saved twice").wait_for()
    count = incidents(page, desk_running)
    page.goto(f"http://localhost:{desk_running.port}/open/")
    assert page.locator(ONCE).input_value() != before
    assert count == incidents(page, desk_running)
    assert page.content().count(f"Blue kettle {has_script}") == 1
    page.context.close()


def test_back_to_a_page_that_the_browser_kept_whole_is_one_incident(keeps_pages, desk_running, state):  # noqa: F811
    page = opened(keeps_pages, desk_running, state)
    page.evaluate("window.isTheSame = true")
    before = page.locator(ONCE).input_value()
    fill(page, "Green kettle")
    page.get_by_role("button", name="Open it").click()
    page.get_by_text("Saved as").first.wait_for()
    # Such a page is not loaded: it is there.
    page.go_back(wait_until="commit")
    page.wait_for_url("**/open/", wait_until="commit")
    assert page.evaluate("window.isTheSame") is True, "the browser did not keep it: this test would test nothing"
    assert page.locator(ONCE).input_value() == before
    page.get_by_role("button", name="Open it").click()
    page.get_by_text("it was not saved twice").wait_for()
    page.context.close()


def test_a_page_that_was_asked_for_anew_on_the_way_back_keeps_its_token(chromium, desk_running, state):  # noqa: F811
    """Some browsers keep nothing: the page comes from the desk with a new token, and a script puts the old one back."""
    page = opened(chromium, desk_running, state)
    before = page.locator(ONCE).input_value()
    page.context.new_cdp_session(page).send("Network.setCacheDisabled", {"cacheDisabled": True})
    fill(page, "Red kettle")
    page.get_by_role("button", name="Open it").click()
    page.get_by_text("Saved as").first.wait_for()
    asked = []
    page.on("response", lambda answer: asked.append(answer.url) if not answer.from_service_worker else None)
    page.go_back()
    page.wait_for_url("**/open/")
    assert any(url.endswith("/open/") for url in asked)
    assert page.locator(ONCE).input_value() == before
    page.context.close()


def test_other_words_after_the_back_button_are_shown_and_can_be_saved_as_their_own(chromium, desk_running, state):  # noqa: F811
    page = opened(chromium, desk_running, state)
    fill(page, "Grey kettle")
    page.get_by_role("button", name="Open it").click()
    page.get_by_text("Saved as").first.wait_for()
    page.go_back()
    fill(page, "Black kettle")
    page.get_by_role("button", name="Open it").click()
    page.get_by_role("heading", name=re.compile("Saved already, as ")).wait_for()
    assert page.locator("#id_title").input_value() == "Black kettle"
    page.get_by_role("button", name="Save as a new entry").click()
    page.get_by_text("Saved as").first.wait_for()
    page.context.close()
