"""Every page of a lived-in desk and of a desk on its first day: axe, widths, focus, paper, and a silent policy.

Law: pages come from every_page.py; nothing is left out by hand but what is named there with its reason.
Not here: what the pages say.
"""

from __future__ import annotations

from collections import Counter, defaultdict

import pytest
from justhtml import JustHTML

from web import states
from web.every_page import NO_PAGE, routes
from web.first_day import FirstDay
from web.keyboard import faults_by_keyboard
from web.lived import demonstration as demonstrated
from web.lived import leave_new, walked
from web.test_browser import AXE, FLAGS, RULES, chromium, pytestmark  # noqa: F401 - a fixture, and a mark of this file
from web.test_starting import Running

WIDE, HALF, NARROW = 1280, 640, 320
SCREEN = {"width": WIDE, "height": 900}
FORMS_LEAST = 25
STATES_LEAST = 48
COLOURS_LEAST = 4
CELLS_LEAST = 3
STOPS_LEAST = 1000
OVERLAP = """() => {
  const faults = [];
  const low = (each) => Math.max(...[each, ...each.querySelectorAll('*')].map((one) => one.getBoundingClientRect())
    .filter((box) => box.width > 1 && box.height > 1).map((box) => box.bottom), -Infinity);
  for (const each of document.querySelectorAll('main, main > section, main > div')) {
    const parts = [...each.children].filter((one) => one.matches('h1, h2, h3, p, ul, ol, dl, section, form') &&
      getComputedStyle(one).display === 'block' && one.offsetHeight > 1);
    for (let place = 1; place < parts.length; place += 1) {
      const [above, below] = [parts[place - 1], parts[place]];
      if (above.matches('details') || low(above) <= below.getBoundingClientRect().top + 4) continue;
      if (above.getBoundingClientRect().left > below.getBoundingClientRect().right) continue;
      if (getComputedStyle(above).float !== 'none' || getComputedStyle(below).position === 'absolute') continue;
      faults.push(`lies on what follows: ${above.outerHTML.slice(0, 90)}`);
    }
  }
  return faults;
}"""
EMPTY = "form => { for (const each of form.querySelectorAll('input[type=text], textarea')) each.value = ''; }"
FOCUS = """() => { const s = getComputedStyle(document.activeElement);
  return document.activeElement !== document.body &&
    (s.outlineStyle !== 'none' || s.boxShadow !== 'none' || s.backgroundColor === 'rgb(255, 221, 0)'); }"""


@pytest.fixture(scope="module")
def demonstration(chromium, tmp_path_factory, django_stands):  # noqa: F811 - the fixture, by its name
    with demonstrated(chromium, tmp_path_factory.mktemp("pages") / "desk") as lived:
        yield lived


@pytest.fixture(scope="module")
def first_day(chromium, tmp_path_factory, django_stands):  # noqa: F811 - as above
    with walked(chromium, tmp_path_factory.mktemp("day") / "desk") as (day, lived):
        day.clock.print()
        yield day, lived


@pytest.fixture(scope="module")
def lived(demonstration, first_day):
    """Both: of the second what the first does not have, and the lists that are empty or begun there."""
    day = first_day[1]
    leave_new(day, demonstration)
    return demonstration, day


def test_the_five_moments_cost_no_more_than_they_may(first_day):
    day, _ = first_day
    assert len(day.clock.moments) == 5
    for moment in day.clock.moments:
        assert moment.clicks <= moment.clicks_max, str(moment)
        assert moment.seconds <= moment.seconds_max, str(moment)


def test_nobody_saw_an_error_all_day(first_day):
    assert [said for hand in first_day[0].hands for said in hand.asides] == []


def test_every_page_of_the_desk_is_looked_at(lived):
    named = {name for names in NO_PAGE.values() for name in names}
    seen = {name for each in lived for name in each.pages}
    left = sorted(routes() - seen - named)
    assert left == [], f"no officer here reaches them: {left}"
    assert sorted(named & seen) == [], "these are pages after all"
    assert sorted(named - routes()) == [], "these are no addresses any more"


def rules(page):
    """What axe says: rules that hold, and each fault."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate(
        "rules => axe.run(document, {runOnly: {type: 'tag', values: rules}, resultTypes: ['violations']})", RULES
    )
    faults = [f"{each['id']}: {node['html'][:120]}" for each in found["violations"] for node in each["nodes"]]
    return len(found["passes"]), faults


def faults_of(page):
    """Everything that a browser alone can find wrong with a page."""
    # What is folded is opened first, or nobody would look into it.
    page.evaluate("() => document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    held, faults = rules(page)
    for width in (WIDE, HALF, NARROW):
        page.set_viewport_size({"width": width, "height": 800})
        wide = page.evaluate("document.documentElement.scrollWidth")
        faults += [f"scrolls sideways at {width}: {wide}"] if wide > width else []
        faults += page.evaluate(OVERLAP) if width != HALF else []
    page.set_viewport_size(SCREEN)
    page.keyboard.press("Tab")
    faults += [] if page.evaluate(FOCUS) else ["the first link's focus cannot be seen"]
    faults += [] if page.evaluate("document.documentElement.lang") == "en" else ["it has no language"]
    page.emulate_media(media="print")
    faults += [] if page.locator("h1").first.is_visible() else ["no heading on paper"]
    faults += ["the line of the desk on paper"] if page.locator("#desk-heard").is_visible() else []
    page.emulate_media(media="screen")
    return held, faults


def test_every_page_holds_for_everybody(chromium, lived):  # noqa: F811 - as above
    found, held = {}, Counter()
    for each in lived:
        for page, pages in each.opened(chromium, bypass_csp=True, viewport=SCREEN):
            for one in pages:
                page.goto(each.base + one.path)
                held[one.route], faults = faults_of(page)
                found.update({f"{one.route} {one.path}": faults} if faults else {})
    count = sum(len(each.pages) for each in lived)
    print(f"\n{count} pages of {len(held)} routes, {sum(held.values())} rules passed, {len(found)} pages with faults")
    assert found == {}


def test_every_control_of_every_page_is_reached_by_tab_in_order_and_seen(chromium, lived):  # noqa: F811 - as above
    found, stops = {}, Counter()
    for each in lived:
        for page, pages in each.opened(chromium, viewport=SCREEN):
            for one in pages:
                page.goto(each.base + one.path)
                stops[one.route], faults = faults_by_keyboard(page)
                found.update({f"{one.route} {one.path}": faults} if faults else {})
    print(f"\n{sum(stops.values())} stops of {len(stops)} routes")
    assert found == {}
    assert sum(stops.values()) > STOPS_LEAST


def test_filters_stand_open_where_there_is_room_and_fold_on_a_phone(chromium, demonstration):  # noqa: F811 - as above
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
        assert page.locator(field).is_visible(), "what was asked for stays on the page"
        assert page.locator(field).input_value() == "telecare"
    context.close()


def test_every_form_with_mistakes_holds_too(chromium, demonstration):  # noqa: F811 - as above
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


def test_states_that_no_link_leads_to_hold_too(chromium, demonstration):  # noqa: F811 - as above
    found, seen = {}, []
    for page, name in states.of_lived(chromium, demonstration, bypass_csp=True):
        seen.append(name)
        faults = faults_by_keyboard(page)[1] + faults_of(page)[1]
        found.update({name: faults} if faults else {})
    print(f"\n{len(seen)} states: {', '.join(seen)}")
    assert found == {}
    assert len(seen) >= STATES_LEAST


def test_no_state_is_told_by_its_colour_alone(chromium, lived):  # noqa: F811 - as above
    colours, cells, found = defaultdict(set), 0, []
    for each in lived:
        for page, pages in each.opened(chromium):
            for one in pages:
                answer = page.request.get(each.base + one.path)
                if "html" not in answer.headers.get("content-type", ""):
                    continue
                html = JustHTML(answer.text(), sanitize=False)
                for tag in html.query(".govuk-tag"):
                    text = " ".join(tag.to_text().split())
                    colour = next((name for name in tag.attrs["class"].split() if name.startswith("govuk-tag--")), "")
                    colours[one.path, text].add(colour)
                    found += [] if text else [f"{one.path}: a {colour} tag without a word"]
                for cell in html.query(".desk-map__cell, .desk-around__box.out, .desk-around__box.doubted"):
                    cells += 1
                    state = cell.query_one(".desk-map__state, .desk-around__state")
                    is_blank = "desk-map__cell--blank" in cell.attrs["class"]
                    if not is_blank and (state is None or not state.to_text().strip()):
                        found.append(f"{one.path}: {cell.attrs['class']} without a word")
    # One word in two colours on one page would say by the colour what the word does not.
    found += [f"{text} in {sorted(several)}" for text, several in colours.items() if len(several) > 1]
    assert found == []
    assert len({colour for several in colours.values() for colour in several}) >= COLOURS_LEAST
    assert cells >= CELLS_LEAST


def test_the_policy_is_silent_on_every_page(chromium, lived):  # noqa: F811 - as above
    broken = []
    for each in lived:
        for page, pages in each.opened(chromium):
            page.on("console", lambda said: broken.append(said.text) if "Content Security" in said.text else None)
            page.on("pageerror", lambda error: broken.append(str(error)))
            for one in pages:
                page.goto(each.base + one.path)
    assert broken == []


def test_now_is_painted_within_a_second(chromium, demonstration):  # noqa: F811 - as above
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


def test_the_first_ten_steps_need_no_scripts(chromium, tmp_path):  # noqa: F811 - as above
    desk = Running(tmp_path / "desk")
    day = FirstDay(chromium, desk, java_script_enabled=False).walk(*FirstDay.MORNING)
    assert "fallback" in day.silver.at("log/").text
    assert desk.end() == 0


def test_the_day_ends_stood_down_and_closed(first_day):
    """Last, for nothing can be written after."""
    first_day[0].end()
