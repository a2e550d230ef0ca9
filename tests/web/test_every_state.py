"""States of a lived-in desk that no link leads to: forms with mistakes, folded filters, no scripts, the first paint.

Law: a desk of its own, so that this file runs beside test_every_page.py; each count has a least.
Not here: every page that a link leads to (test_every_page.py).
"""

from __future__ import annotations

import re

import pytest

from chromium import needs_chromium
from web import states
from web.faults import NARROW, SCREEN, faults_of, rules
from web.first_day import FirstDay
from web.keyboard import faults_by_keyboard
from web.lived import demonstration as demonstrated
from web.lived import shared
from web.test_starting import Running

pytestmark = [needs_chromium, pytest.mark.one_store]
FORMS_LEAST = 25
STATES_LEAST = 48
EMPTY = "form => { for (const each of form.querySelectorAll('input[type=text], textarea')) each.value = ''; }"


@pytest.fixture(scope="module")
def demonstration(chromium, tmp_path_factory, django_stands):
    with demonstrated(chromium, tmp_path_factory.mktemp("states") / "desk", shared(tmp_path_factory)) as lived:
        yield lived


def test_filters_stand_open_where_there_is_room_and_fold_on_a_phone(chromium, demonstration):
    state = demonstration.states["rbkc.silver"]
    context = chromium.new_context(storage_state=state, viewport=SCREEN, java_script_enabled=False)
    page = context.new_page()
    for route, field, button in (("services", "#services-words", "Filter"), ("log", "#id_words", "Find in the log")):
        page.goto(demonstration.base + demonstration.pages[route].path)
        page.set_viewport_size(SCREEN)
        assert page.locator(field).is_visible()
        page.set_viewport_size({"width": NARROW, "height": 800})
        assert not page.locator(field).is_visible()
        page.locator(".desk-filters summary").first.press("Enter")
        page.fill(field, "telecare")
        page.get_by_role("button", name=button, exact=True).first.click()
        # A click is over when the answer begins; what is folded on it is known at its end.
        page.wait_for_url(re.compile("words=telecare"))
        assert page.locator(field).is_visible(), "what was asked for stays on the page"
        assert page.locator(field).input_value() == "telecare"
    context.close()


def test_every_form_with_mistakes_holds_too(chromium, demonstration):
    found, seen = {}, 0
    for page, pages in demonstration.opened(chromium, bypass_csp=True, viewport=SCREEN):
        for one in pages:
            # As whoever skipped to the main part with the keyboard has it in the address.
            page.goto(demonstration.base + one.path + "#main-content")
            form = page.locator("main form[novalidate]").last
            if not form.count() or not form.locator("input[type=text], textarea").count():
                continue
            form.evaluate(EMPTY)
            form.locator("button").last.click()
            page.wait_for_load_state()
            if not page.locator(".govuk-error-summary").count():
                continue
            seen += 1
            _, faults = rules(page)
            if page.evaluate("document.activeElement.className") != "govuk-error-summary":
                faults.append("the mistakes are not read out first")
            found.update({f"{one.route} {one.path}": faults} if faults else {})
    print(f"\n{seen} forms with mistakes")
    assert seen >= FORMS_LEAST
    assert found == {}


def test_states_that_no_link_leads_to_hold_too(chromium, demonstration):
    found, seen = {}, []
    for page, name in states.of_lived(chromium, demonstration, bypass_csp=True):
        seen.append(name)
        faults = faults_by_keyboard(page)[1] + faults_of(page)[1]
        found.update({name: faults} if faults else {})
    print(f"\n{len(seen)} states: {', '.join(seen)}")
    assert found == {}
    assert len(seen) >= STATES_LEAST


def test_now_is_painted_within_a_second(chromium, demonstration):
    context = chromium.new_context(storage_state=demonstration.states["rbkc.silver"])
    page = context.new_page()
    painted = []
    for _ in range(5):
        page.goto(demonstration.base + demonstration.pages["now"].path)
        # The browser tells of its first paint a moment after the page is there.
        page.wait_for_function("() => performance.getEntriesByName('first-contentful-paint').length > 0", timeout=5000)
        painted.append(page.evaluate(
            "() => performance.getEntriesByName('first-contentful-paint').map((each) => each.startTime)[0]"
        ))  # fmt: skip
    context.close()
    print(f"\nfirst paint of Now: {', '.join(f'{each:.0f}' for each in painted)} ms")
    assert sorted(painted)[2] < 1000


def test_the_first_ten_steps_need_no_scripts(chromium, tmp_path):
    desk = Running(tmp_path / "desk")
    day = FirstDay(chromium, desk, java_script_enabled=False).walk(*FirstDay.MORNING)
    assert "fallback" in day.silver.at("log/").text
    assert desk.end() == 0
