"""A long list of boxes in a browser: found by words, counted, and sent whether in sight or not; without scripts too."""

from __future__ import annotations

import re
from urllib.parse import parse_qs

import pytest

from battlebox.desk.picture import Belief, Subject, Suspicion, state_suspicion
from battlebox.estate import estate_of
from chromium import needs_chromium
from desk.room import SHARED
from web.conftest import PASSWORD
from web.places.conftest import Opened
from web.places.test_contain_many import large_estate
from web.test_starting import Running

pytestmark = needs_chromium
SPOKEN_OF = 50
GROUP = "details:visible"
ITEM = ".govuk-checkboxes__item:visible"


@pytest.fixture(scope="module")
def question(tmp_path_factory, chromium):
    """The question of Contain on a desk whose record holds fifty systems confirmed, and who is signed in there."""
    folder = tmp_path_factory.mktemp("ticks") / "desk"
    tables = large_estate()
    made = Opened(folder, tables=tables)
    estate = estate_of(tables)
    for row in estate.systems[:SPOKEN_OF]:
        belief = Belief(Suspicion.CONFIRMED, made.record.now(), "a scan", checked="all of it")
        state_suspicion(made.record, estate, made.lead, Subject.SYSTEM, row.system, belief, handling=SHARED)
    made.installation.close()
    desk = Running(folder)
    base = f"http://localhost:{desk.port}"
    context = chromium.new_context()
    page = context.new_page()
    code = re.search(r"code=(\S+)", desk.said)[1]
    page.goto(f"{base}/join/?code={code}")
    page.get_by_role("button").last.click()
    for name, words in (("display_name", "Duty Silver"), ("username", "duty.silver"), ("password", PASSWORD),
                        ("body", "northmere")):  # fmt: skip
        page.fill(f"#id_{name}", words)
    page.locator("main form button").last.click()
    page.get_by_role("heading", name="Your account", level=1).wait_for()
    yield f"{base}{made.at('contain/')}", context.storage_state()
    context.close()
    desk.end()


@pytest.fixture
def opened(chromium, question):
    address, state = question
    pages = []

    def open_it(**more):
        page = chromium.new_context(storage_state=state, **more).new_page()
        pages.append(page)
        page.goto(address)
        return page, page.locator("[data-desk-ticks]")

    yield open_it
    for page in pages:
        page.context.close()


def labels(ticks):
    return {words.strip() for words in ticks.locator(ITEM).all_inner_texts()}


def test_words_find_boxes_in_every_group_and_close_what_has_none(opened):
    _, ticks = opened()
    search = ticks.get_by_label("Find in this list")
    assert ticks.locator(GROUP).count() > 1
    assert labels(ticks) == set()
    search.fill("SYSTEM s4")
    found = {"System s4", *(f"System s{n}" for n in range(40, SPOKEN_OF))}
    assert labels(ticks) == found
    assert ticks.get_by_role("status").inner_text() == f"{len(found)} found."
    search.fill("s47")
    assert labels(ticks) == {"System s47"}
    assert ticks.locator(GROUP).count() == 1
    search.fill("nothing of the kind")
    assert (labels(ticks), ticks.locator(GROUP).count()) == (set(), 0)
    assert ticks.get_by_role("status").inner_text() == "0 found."
    search.fill("")
    assert ticks.get_by_role("status").inner_text() == ""
    assert ticks.locator(".govuk-checkboxes__item[hidden]").count() == 0


def test_what_is_ticked_is_counted_and_sent_though_the_search_hides_it(opened):
    page, ticks = opened()
    search = ticks.get_by_label("Find in this list")
    search.fill("s47")
    ticks.get_by_label("System s47", exact=True).check()
    heads = ticks.locator("summary")
    assert re.search(r"\(\d+, 1 ticked\)$", heads.locator("visible=true").inner_text())
    search.fill("s3")
    assert "System s47" not in labels(ticks)
    ticks.get_by_label("System s3", exact=True).check()
    ticks.get_by_label("System s31", exact=True).check()
    ticks.get_by_label("System s31", exact=True).uncheck()
    search.press("Enter")
    assert page.url.endswith("/contain/"), "Enter finds; it does not send the form"
    said = re.findall(r", (\d) ticked", " ".join(heads.all_text_contents()))
    assert sum(map(int, said)) == 2
    with page.expect_request(lambda asked: asked.method == "POST") as sent:
        page.locator("main form").last.locator("button").last.click()
    form = parse_qs(sent.value.post_data)
    assert form["leave:1000"] == ["s3", "s47"]


def test_without_scripts_there_is_no_search_and_every_group_opens(opened):
    _, ticks = opened(java_script_enabled=False)
    assert not ticks.get_by_label("Find in this list").is_visible()
    for head in ticks.locator("summary").all():
        head.click()
    assert len(labels(ticks)) == SPOKEN_OF
