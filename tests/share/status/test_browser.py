"""What a browser alone can see of the site: axe, 320 px, the keyboard, paper, the notice that it is out of date.

Law: no test here is skipped in CI; elsewhere they need a Chromium and axe, which `make setup` brings.
Not here: what the pages say (test_pages.py).
"""

from __future__ import annotations

import io
import unicodedata
from datetime import UTC, datetime
from importlib import resources
from pathlib import Path

import pypdf
import pytest

from battlebox.share.status import page_of_file, publish, put_site
from chromium import AXE, RULES, needs_chromium
from share.status.hosts import served
from share.status.notices import KEY, MARKUP, made, many, service

IN_TIME, LATE = "2025-12-02T10:00:00Z", "2025-12-02T13:00:01Z"
PAGES = ["example/index", "example/s/housing-benefit", "example/s/licences", "many/index", "many/g/group-0-of-services"]
pytestmark = needs_chromium


@pytest.fixture(scope="module")
def sites(tmp_path_factory):
    """The example, a large site and one full of markup, as files."""
    folder = tmp_path_factory.mktemp("sites")
    example = Path(str(resources.files("battlebox.share.status") / "shipped" / "west-london.toml"))
    at = datetime(2025, 12, 2, 9, 31, tzinfo=UTC)
    put_site(folder / "example", *_parts(publish(page_of_file(example), KEY, at)))
    put_site(folder / "many", *_parts(made(services=many(120))))
    long = "Donaudampfschifffahrtsgesellschaftskapitaensmuetzenabzeichen"
    line = f"{long} 999"
    odd = service(name=long, group=long, now=[long * 20, MARKUP], phone=line, place=long, do=long, urgent=MARKUP)
    put_site(folder / "odd", *_parts(made(services=[odd], headline=MARKUP, body=long)))
    return folder


def _parts(site):
    return site.manifest, site.files


@pytest.fixture(scope="module")
def address(sites):
    with served(sites) as found:
        yield found


@pytest.fixture
def opened(chromium, address):
    """Open a page at a time of day; what the browser complains of is kept on the page."""
    contexts = []

    def open_at(name, at=IN_TIME, **more):
        context = chromium.new_context(**more)
        contexts.append(context)
        page = context.new_page()
        page.complaints, page.asked = [], []
        page.on("console", lambda message: page.complaints.append(message.text))
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.on("request", lambda request: page.asked.append(request.url))
        page.clock.install(time=at)
        page.goto(f"{address}/{name}.html")
        return page

    yield open_at
    for context in contexts:
        context.close()


def axe(page):
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("rules => axe.run(document, {runOnly: {type: 'tag', values: rules}})", RULES)
    return [f"{each['id']}: {node['html'][:120]}" for each in found["violations"] for node in each["nodes"]]


@pytest.mark.parametrize(
    ("name", "at"),
    [*((name, IN_TIME) for name in (*PAGES, "odd/index", "odd/s/service-0")), ("example/s/housing-benefit", LATE)],
)
def test_axe_finds_nothing_and_nothing_scrolls_sideways(opened, name, at):
    # axe is put into the page, which the page's own policy would forbid; the policy has its own test.
    page = opened(name, at, bypass_csp=True, viewport={"width": 1280, "height": 800})
    assert axe(page) == []
    for width in (640, 320):
        page.set_viewport_size({"width": width, "height": 700})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert axe(page) == []


@pytest.mark.parametrize("name", ["example/index", "many/g/group-0-of-services", "odd/s/service-0"])
def test_the_pages_own_policy_lets_its_style_and_script_run_and_asks_for_nothing_else(opened, address, name):
    page = opened(name, "2090-01-01T00:00:00Z")
    assert page.complaints == []
    assert page.locator("#late").count() == 1
    assert page.evaluate("getComputedStyle(document.querySelector('header')).backgroundColor") == "rgb(15, 76, 74)"
    assert {url.rpartition("/")[2] for url in page.asked} <= {f"{name.rpartition('/')[2]}.html", "icon.svg"}
    assert all(url.startswith(address) for url in page.asked)


def test_the_policy_stops_a_script_that_somebody_slips_in(opened):
    page = opened("example/index")
    page.evaluate(
        "const s = document.createElement('script'); s.textContent = 'window.bad = 1'; document.body.append(s)"
    )
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"window.bad = 1\">')")
    page.wait_for_timeout(100)
    assert page.evaluate("window.bad") is None
    assert any("Content Security Policy" in said for said in page.complaints)


def test_a_page_that_is_in_time_has_no_notice_and_says_when_it_will_be_late(opened):
    page = opened("example/s/housing-benefit")
    assert page.locator("#late").count() == 0
    assert page.get_by_text("If it is later than that now, this page is out of date.").is_visible()


def test_a_page_that_is_left_open_says_by_itself_that_it_is_out_of_date(opened):
    page = opened("example/s/housing-benefit", "2025-12-02T12:59:30Z")
    assert page.locator("#late").count() == 0
    page.clock.run_for(60_000)
    notice = page.get_by_role("alert")
    assert notice.inner_text() == (
        "This page is out of date. A new one was due by 1pm on Tuesday 2 December 2025 and has not come. "
        "Things may have changed: ring before you rely on it."
    )
    page.clock.run_for(600_000)
    assert page.locator("#late").count() == 1


def test_without_scripts_a_page_says_the_same_but_for_the_notice(opened):
    with_them = opened("example/s/housing-benefit").locator("main").inner_text()
    page = opened("example/s/housing-benefit", LATE, java_script_enabled=False)
    assert page.locator("main").inner_text() == with_them


def test_the_keyboard_reaches_every_link_and_its_place_can_be_seen(opened):
    page = opened("example/s/housing-benefit")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to main content"
    links = page.locator("a").count()
    for _ in range(links - 1):
        page.keyboard.press("Tab")
        assert page.evaluate("getComputedStyle(document.activeElement).backgroundColor") == "rgb(255, 221, 0)"
    assert page.evaluate("document.activeElement.textContent") == "Signed list of its files"


def test_targets_are_large_enough_for_a_thumb(opened):
    page = opened("example/index", viewport={"width": 320, "height": 700})
    heights = page.evaluate(
        "[...document.querySelectorAll('.rows a, footer a')].map(a => a.getBoundingClientRect().height)"
    )
    assert min(heights) >= 24


def test_paper_says_what_the_screen_says_without_its_furniture(opened):
    page = opened("example/s/housing-benefit")
    paper = pypdf.PdfReader(io.BytesIO(page.pdf(format="A4")))
    said = unicodedata.normalize("NFKC", " ".join(" ".join(sheet.extract_text() for sheet in paper.pages).split()))
    assert len(paper.pages) <= 2
    for words in ("Housing benefit", "Changed: do this instead", "020 7946 0231", "Next update due by 1pm on Tuesday"):
        assert words in said
    assert "Skip to main content" not in said
    assert "Feed (Atom)" not in said
