"""What a browser alone can see: axe, the keyboard, 320 px, zoom, a silent content policy, a page that goes stale.

Law: no test here is skipped in CI; elsewhere they need a Chromium and the built front.
Not here: anything that the page client can check (page_checks.py).
"""

from __future__ import annotations

import re

import pytest

from chromium import AXE, RULES, needs_chromium
from web.conftest import PASSWORD
from web.test_starting import Running

pytestmark = needs_chromium
PAGES = [
    "/",
    "/join/",
    "/access/",
    "/access/slips/",
    "/access/seal/",
    "/access/monitoring/",
    "/access/monitoring/make/",
    "/api/",
    "/account/second-factor/",
    "/account/second-factor/totp/activate/",
    "/account/second-factor/webauthn/add/",
    "/account/password/",
    "/licences/",
    "/nowhere/",
]


@pytest.fixture(scope="module")
def desk_running(tmp_path_factory):
    desk = Running(tmp_path_factory.mktemp("browser") / "desk")
    yield desk
    if desk.process.poll() is None:
        desk.end()


@pytest.fixture(scope="module")
def state(desk_running, chromium):
    """Somebody joins with the keyboard alone; the cookies they then have."""
    context = chromium.new_context()
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    code = re.search(r"code=(\S+)", desk_running.said)[1]
    page.goto(f"http://localhost:{desk_running.port}/join/")
    for word in (code, "Duty Silver", "duty.silver", PASSWORD, "northmere"):
        # The first Tab goes to the skip link, which then leads past everything that repeats.
        if word in (code, "Duty Silver"):
            page.keyboard.press("Tab")
            assert page.evaluate("document.activeElement.textContent") == "Skip to main content"
            page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.tagName") == "INPUT"
        page.keyboard.type(word)
        if word in (code, "northmere"):
            page.keyboard.press("Enter")
            page.get_by_role("heading", name="Who are you?" if word == code else "Your account", level=1).wait_for()
            page.wait_for_load_state()
    assert page.locator("h1").inner_text() == "Your account"
    assert said == []
    kept = context.storage_state()
    context.close()
    return kept


def opened(chromium, desk, state, path, **more):
    page = chromium.new_context(storage_state=state, **more).new_page()
    page.goto(f"http://localhost:{desk.port}{path}")
    return page


def axe(page):
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("rules => axe.run(document, {runOnly: {type: 'tag', values: rules}})", RULES)
    return [f"{each['id']}: {node['html'][:120]}" for each in found["violations"] for node in each["nodes"]]


@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing_and_nothing_scrolls_sideways(chromium, desk_running, state, path):
    # axe is put into the page, which the policy would forbid; the policy has its own test.
    page = opened(chromium, desk_running, state, path, bypass_csp=True, viewport={"width": 1200, "height": 800})
    assert axe(page) == []
    # 320 px is also what 1280 px are at four times zoom, and 640 px at twice.
    for width in (640, 320):
        page.set_viewport_size({"width": width, "height": 700})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert axe(page) == []
    page.context.close()


def test_axe_finds_nothing_at_the_door_and_in_a_form_with_mistakes(chromium, desk_running, state):
    page = opened(chromium, desk_running, None, "/account/login/", bypass_csp=True)
    assert axe(page) == []
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_load_state()
    assert page.evaluate("document.activeElement.className") == "govuk-error-summary"
    assert axe(page) == []
    page.context.close()


def test_the_policy_stays_silent_and_nothing_leaves_the_machine(chromium, desk_running, state):
    context = chromium.new_context(storage_state=state)
    page = context.new_page()
    broken, asked = [], []
    page.on("console", lambda message: broken.append(message.text) if "Content Security" in message.text else None)
    page.on("pageerror", lambda error: broken.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    for path in PAGES:
        page.goto(f"http://localhost:{desk_running.port}{path}")
    assert broken == []
    assert {re.match(r"\w+://([^/]*)", url)[1] for url in asked if not url.startswith("data:")} == {
        f"localhost:{desk_running.port}"
    }
    context.close()


def test_focus_can_be_seen(chromium, desk_running, state):
    page = opened(chromium, desk_running, state, "/access/")
    for _ in range(12):
        page.keyboard.press("Tab")
        seen = page.evaluate(
            """() => { const s = getComputedStyle(document.activeElement);
            return s.outlineStyle !== 'none' || s.boxShadow !== 'none' || s.backgroundColor === 'rgb(255, 221, 0)'; }"""
        )
        assert seen, page.evaluate("document.activeElement.outerHTML")
    page.context.close()


def test_paper_gets_words_and_no_furniture(chromium, desk_running, state):
    page = opened(chromium, desk_running, state, "/access/")
    page.emulate_media(media="print")
    assert not page.locator(".desk-table-tools").is_visible()
    assert not page.locator(".desk-heard").is_visible()
    assert page.locator("h1").is_visible()
    assert page.locator("table").is_visible()
    page.context.close()


def test_a_page_works_without_scripts(chromium, desk_running, state):
    page = opened(chromium, desk_running, state, "/access/", java_script_enabled=False)
    page.get_by_text("Find and filter").first.click()
    page.fill("#people-words", "duty silver")
    page.get_by_role("button", name="Filter").click()
    page.wait_for_url("**people-words=*")
    assert page.locator("tbody tr").count() == 1
    page.context.close()


def test_what_is_being_written_survives_a_closed_page_and_is_let_go_when_thrown_away(chromium, desk_running, state):
    page = opened(chromium, desk_running, state, "/access/slips/")
    page.fill("#id_count", "7")
    page.wait_for_timeout(600)
    assert page.evaluate("Object.keys(localStorage).length") == 1
    page.reload()
    assert page.locator("#id_count").input_value() == "1"
    page.get_by_role("button", name="Bring it back").click()
    assert page.locator("#id_count").input_value() == "7"
    page.reload()
    page.get_by_role("button", name="Throw it away").click()
    assert page.evaluate("Object.keys(localStorage).length") == 0
    page.context.close()


def test_a_page_says_that_it_is_old_when_the_desk_is_silent(chromium, desk_running, state):
    context = chromium.new_context(storage_state=state)
    page = context.new_page()
    page.clock.install()
    page.goto(f"http://localhost:{desk_running.port}/")
    line = page.locator("#desk-heard")
    assert "Last heard from the desk at" in line.inner_text()
    context.set_offline(True)
    page.clock.run_for(40_000)
    line.get_by_text("THIS PAGE IS OLD").wait_for()
    assert line.get_by_role("alert").is_visible()
    context.set_offline(False)
    page.clock.run_for(11_000)
    line.get_by_text("Last heard from the desk").wait_for()
    context.clear_cookies()
    page.clock.run_for(11_000)
    line.get_by_text("YOU ARE SIGNED OUT").wait_for()
    context.close()


def test_a_page_says_that_it_is_old_when_the_desk_takes_questions_and_never_answers(chromium, desk_running, state):
    context = chromium.new_context(storage_state=state)
    page = context.new_page()
    page.clock.install()
    page.goto(f"http://localhost:{desk_running.port}/")
    line = page.locator("#desk-heard")
    asked = []
    # As a laptop whose lid was shut: the question is taken, and nothing comes back.

    def hold(route):
        asked.append(route)

    page.route(f"**{line.get_attribute('data-address')}", hold)
    page.clock.run_for(40_000)
    line.get_by_text("THIS PAGE IS OLD").wait_for()
    # The page's own clock runs ahead of what the browser tells of its questions.
    for _ in range(100):
        if asked:
            break
        page.wait_for_timeout(100)
    assert asked
    page.unroute_all(behavior="ignoreErrors")
    page.clock.run_for(11_000)
    line.get_by_text("Last heard from the desk").wait_for()
    context.close()


def test_a_passkey_is_added_and_opens_the_desk_by_itself(chromium, desk_running, state):
    page = opened(chromium, desk_running, state, "/account/second-factor/webauthn/add/")
    keys = page.context.new_cdp_session(page)
    keys.send("WebAuthn.enable")
    key = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    keys.send(
        "WebAuthn.addVirtualAuthenticator",
        {"options": {**key, "isUserVerified": True, "automaticPresenceSimulation": True}},
    )
    if page.locator("#id_password").count():
        # Some time has gone by since the password was typed.
        page.fill("#id_password", PASSWORD)
        page.get_by_role("button", name="Confirm").click()
    page.get_by_label("It opens the desk by itself, without a password").check()
    page.get_by_role("button", name="Add").click()
    page.get_by_role("heading", name="Your recovery codes").wait_for()
    page.context.clear_cookies()
    page.goto(f"http://localhost:{desk_running.port}/account/login/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.get_by_role("heading", name="The desk", exact=True).wait_for()
    assert "Duty Silver" in page.locator("header").inner_text()
    page.context.close()
