"""With the phones dead, no page offers their number without saying so: every page is walked, by its links."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from justhtml import JustHTML

from battlebox.desk import Role
from battlebox.desk.command import take_role
from battlebox.desk.picture import Fallback, invoke
from desk.phones import OUT, number
from desk.room import SHARED
from desk.room import officer as desk_officer

DEAD = ("Northmere switchboard", number("northmere"), "desk@northmere.example", "Northmere mailbox")
MARKS = ("does not work", ": out", "is down", "seen to be out", "cannot go on without")
# What was said at the time, what an estate said before, and the cell that is being corrected.
SAID_BEFORE = ("/log/", "/reports/", "/decisions/", "/estate/corrections/", "/estate/gaps/", "/estate/revisions/")
CORRECTED = re.compile(r"/estate/tables/\w+/[^/]+/\w+/")
# Tables of what stops with what, which give out nothing; and the boxes of what is out, in the question of Contain.
LOSSES, IS_OUT = ("these stop", "meaning"), re.compile(r"/contain/.*<label>")
BLOCKS = "li, tr, p, dd, option, h1, h2, h3, caption, title, label, legend, summary, textarea"
OF_EACH = 4


def blocks(page):
    """The smallest blocks of a page's main part in which a dead channel is named."""
    for each in page.query_one("main").query(BLOCKS):
        if names_one(each) and not any(names_one(one) for one in each.query(BLOCKS)):
            yield each


def names_one(each):
    return any(dead in text(each) for dead in DEAD)


def text(each):
    return " ".join(each.to_text().split())


def offered(answer, path):
    """What names a dead channel without its mark."""
    page = JustHTML(answer.content.decode(), sanitize=False)
    for each in page.query("script"):
        each.parent.remove_child(each)
    for each in page.query("table"):
        heads = text(each.query("tr")[0]).casefold() if each.query("tr") else ""
        if any(head in heads for head in LOSSES):
            each.parent.remove_child(each)
    whole = text(page.query_one("main")).casefold()
    for each in blocks(page):
        said = text(each).casefold()
        # A page about the channel itself says it once, below its heading.
        if each.name in ("h1", "h2", "summary", "caption", "title") and "does not work" in whole:
            continue
        found = f"{path}: <{each.name}> {text(each)[:160]}"
        if not any(mark in said for mark in MARKS) and not IS_OUT.search(found):
            yield found


@pytest.fixture
def silent(opened):
    """Northmere's lines and mail are dead; its fallback runs on the switchboard; a role is reached by it."""
    child = "northmere.child-front-door"
    running = Fallback(True, opened.record.now(), "duty manager", 4, "northmere.switchboard")
    invoke(opened.record, opened.estate, desk_officer("northmere"), child, running, handling=SHARED)
    gold = desk_officer("northmere", Role.STRATEGIC)
    take_role(opened.record, gold, Role.STRATEGIC, since=opened.record.now(), reach=f"{number('northmere')} ext 3")
    opened.out("northmere.phones", OUT)
    opened.out("northmere.mailbox", OUT)
    return opened


def walk(page, opened):
    """Every page of the incident, by its links, a few of each kind."""
    waiting, seen, kinds = [opened.at(), opened.at("people/ring/"), opened.at("first/")], set(), Counter()
    while waiting:
        path = waiting.pop(0)
        kind = re.sub(r"[^/]*[.\d][^/]*", "*", path.removeprefix(opened.at()))
        about = "switchboard" in path or "mailbox" in path
        if path in seen or "?" in path or CORRECTED.search(path) or (kinds[kind] >= OF_EACH and not about):
            continue
        seen.add(path)
        kinds[kind] += 1
        answer = page.client.get(path)
        if answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/html"):
            yield path, answer
            links = JustHTML(answer.content.decode(), sanitize=False).query("main a, nav a")
            hrefs = [each.attrs.get("href", "").partition("#")[0] for each in links]
            waiting += [href for href in hrefs if href.startswith(opened.at())]


@pytest.mark.parametrize("council", ["northmere", "eastholt"])
def test_no_page_offers_a_dead_channel_without_its_mark(desk_page, officer, silent, council):
    page = desk_page(officer(council, role="tactical"))
    found, pages, named = [], 0, 0
    for path, answer in walk(page, silent):
        pages += 1
        if not any(each in path for each in SAID_BEFORE):
            named += any(dead in answer.content.decode() for dead in DEAD)
            found += offered(answer, path)
    assert not found, "\n".join(found)
    assert pages > 60
    assert named >= 10


def test_a_page_that_offered_one_would_be_found(desk_page, silent):
    """The check itself: the same pages with their marks taken out are faults."""
    answer = desk_page("northmere").client.get(silent.at("people/ring/"))
    assert not list(offered(answer, "ring"))
    answer.content = re.sub(rb"does not work", b"is fine", answer.content).replace(b"is out", b"is fine")
    assert list(offered(answer, "ring"))


@pytest.mark.parametrize("path", ["", "first/", "people/ring/", "people/", "channels/", "estate/tables/people/",
                                  "services/northmere.child-front-door/", "fallbacks/"])  # fmt: skip
def test_with_the_phones_alive_nothing_is_struck(desk_page, opened, path):
    assert "<s>" not in desk_page("northmere").get(opened.at(path)).content.decode()


def test_the_list_to_ring_gives_the_number_that_works_first_and_strikes_the_other(desk_page, silent):
    body = desk_page("northmere").get(silent.at("people/ring/")).content.decode()
    live, dead = body.index("07700 910000"), body.index(f"<s>{number('northmere')} ext 12</s>")
    assert live < dead
    assert "Instead: 07700 910000" in body


def test_the_printed_pack_says_it_beside_the_number(desk_page, silent, tmp_path):
    import subprocess

    answer = desk_page("northmere").client.get(silent.at("estate/pack/northmere/"))
    (tmp_path / "pack.pdf").write_bytes(answer.content)
    read = subprocess.run(["pdftotext", "-layout", "pack.pdf", "-"], cwd=tmp_path, capture_output=True, check=True)
    said = " ".join(read.stdout.decode().split())
    assert "Does not work" in said
    assert "does not work" in said
