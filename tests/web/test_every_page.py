"""Every page of a lived-in desk and of a desk on its first day: axe, widths, focus, paper, and a silent policy.

Law: pages come from every_page.py; nothing is left out by hand but what is named there with its reason.
Not here: what the pages say; states that no link leads to, forms with mistakes (test_every_state.py).
"""

from __future__ import annotations

from collections import Counter, defaultdict

import pytest
from justhtml import JustHTML

from chromium import needs_chromium
from web.every_page import NO_PAGE, routes
from web.faults import SCREEN, faults_of
from web.keyboard import faults_by_keyboard
from web.lived import demonstration as demonstrated
from web.lived import leave_new, walked

pytestmark = needs_chromium
COLOURS_LEAST = 4
CELLS_LEAST = 3
STOPS_LEAST = 1000


@pytest.fixture(scope="module")
def demonstration(chromium, tmp_path_factory, django_stands):
    with demonstrated(chromium, tmp_path_factory.mktemp("pages") / "desk") as lived:
        yield lived


@pytest.fixture(scope="module")
def first_day(chromium, tmp_path_factory, django_stands):
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


def test_every_page_holds_for_everybody(chromium, lived):
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


def test_every_control_of_every_page_is_reached_by_tab_in_order_and_seen(chromium, lived):
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


def test_no_state_is_told_by_its_colour_alone(chromium, lived):
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


def test_the_policy_is_silent_on_every_page(chromium, lived):
    broken = []
    for each in lived:
        for page, pages in each.opened(chromium):
            page.on("console", lambda said: broken.append(said.text) if "Content Security" in said.text else None)
            page.on("pageerror", lambda error: broken.append(str(error)))
            for one in pages:
                page.goto(each.base + one.path)
    assert broken == []


def test_the_day_ends_stood_down_and_closed(first_day):
    """Last, for nothing can be written after."""
    first_day[0].end()
