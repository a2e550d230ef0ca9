"""Every page of a lived-in desk and of a desk on its first day: axe, widths, focus, paper, and a silent policy.

Law: pages come from every_page.py; nothing is left out by hand but what is named there with its reason.
Not here: what the pages say; states that no link leads to, forms with mistakes (test_every_state.py).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import partial

import pytest
from justhtml import JustHTML

from chromium import needs_chromium
from web.every_page import NO_PAGE, routes
from web.faults import SCREEN, bring_axe, faults_of
from web.keyboard import faults_by_keyboard
from web.lived import demonstration as demonstrated
from web.lived import leave_new, shared, walked

pytestmark = [needs_chromium, pytest.mark.one_store]
COLOURS_LEAST = 4
CELLS_LEAST = 3
STOPS_LEAST = 1000
RULES_LEAST = 10


@pytest.fixture(scope="module")
def demonstration(chromium, tmp_path_factory, django_stands):
    with demonstrated(chromium, tmp_path_factory.mktemp("pages") / "desk", shared(tmp_path_factory)) as lived:
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


@dataclass(frozen=True)
class Look:
    """One page, looked at once: what it holds, and what each of those below asks of it."""

    route: str
    path: str
    html: str
    stops: int
    by_keyboard: list
    held: int
    faults: list
    said: list
    """What the browser complained of while the page was there: its policy broken, a script that failed."""

    @property
    def name(self):
        return f"{self.route} {self.path}"


@pytest.fixture(scope="module")
def looks(chromium, lived):
    """Every page, loaded once under its own policy: by keyboard first, as it comes; then axe, and widths."""
    looks = []
    for each in lived:
        for page, pages in each.opened(chromium, viewport=SCREEN):
            said = []
            page.on("console", partial(_complained, said))
            page.on("pageerror", partial(_failed, said))
            bring_axe(page)
            for one in pages:
                said.clear()
                html = page.goto(each.base + one.path).text()
                stops, by_keyboard = faults_by_keyboard(page)
                held, faults = faults_of(page)
                looks.append(Look(one.route, one.path, html, stops, by_keyboard, held, faults, list(said)))
    return looks


def _complained(said, message):
    if "Content Security" in message.text:
        said.append(message.text)


def _failed(said, error):
    said.append(str(error))


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


def test_every_page_holds_for_everybody(looks):
    held = {one.route: one.held for one in looks}
    found = {one.name: one.faults for one in looks if one.faults}
    said = f"{len(looks)} pages of {len(held)} routes, {sum(held.values())} rules passed"
    print(f"\n{said}, {len(found)} pages with faults")
    assert found == {}
    assert min(held.values()) >= RULES_LEAST


def test_every_control_of_every_page_is_reached_by_tab_in_order_and_seen(looks):
    stops = {one.route: one.stops for one in looks}
    print(f"\n{sum(stops.values())} stops of {len(stops)} routes")
    assert {one.name: one.by_keyboard for one in looks if one.by_keyboard} == {}
    assert sum(stops.values()) > STOPS_LEAST


def test_no_state_is_told_by_its_colour_alone(looks):
    colours, cells, found = defaultdict(set), 0, []
    for one in looks:
        html = JustHTML(one.html, sanitize=False)
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


def test_the_policy_is_silent_on_every_page(looks):
    assert {one.name: one.said for one in looks if one.said} == {}


def test_the_day_ends_stood_down_and_closed(first_day):
    """Last, for nothing can be written after."""
    first_day[0].end()
