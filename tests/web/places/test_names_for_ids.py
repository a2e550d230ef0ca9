"""West London at hour three, walked by its links: a body's id stands on no page but where the estate's own cells do."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from justhtml import JustHTML

from battlebox.desk.record import Installation
from battlebox.journal.watch import LaptopWatch

# The tables of the estate and what is found missing in them show the very cells; sign-in names begin with a body's id.
CELLS = ("/estate/tables/", "/estate/gaps/", "/estate/corrections/", "/access/", "/account/")
BARE = re.compile(r"(?<![\w./:@-])(?:rbkc|wcc|hf)(?![\w@/-])(?:\.[a-z0-9-]+)*")
MOST_OF_ONE_KIND = 2


@pytest.fixture
def west_london(desk, tmp_path):
    """The demonstration in a folder of its own."""
    from battlebox.web import records
    from battlebox.web.starting import demo

    made = Installation(tmp_path / "data", LaptopWatch())
    records.use(made)
    demo.set_the_stage()
    made.close()
    # Opened again: the record was played into the folder beside it.
    again = Installation(tmp_path / "data", LaptopWatch())
    records.use(again)
    yield f"/i/{again.incidents[0][:8]}/"
    again.close()


def read(answer):
    """What a person reads in the page's main part, code and scripts left out; and where its links lead."""
    main = JustHTML(answer.content.decode(), sanitize=False).query_one("main")
    links = [each.attrs.get("href", "").partition("#")[0] for each in main.query("a")]
    for code in main.query("code, script"):
        code.parent.remove_child(code)
    return " ".join(main.to_text().split()), links


@pytest.mark.parametrize("who", ["rbkc.silver", "wcc.gold"])
def test_no_page_shows_the_id_of_a_body(desk_page, west_london, who):
    from battlebox.web.models import Officer
    from battlebox.web.navigation import menu

    page = desk_page(Officer.objects.get(username=who))
    waiting = [place.address for place in menu(west_london.split("/")[2])]
    waiting += [west_london + rest for rest in ("log/copy/", "orders/", "decisions/", "first/", "people/ring/")]
    seen, kinds, found = set(), Counter(), []
    while waiting:
        address = waiting.pop(0)
        kind = re.sub(r"[^/]*[.\d][^/]*", "*", address.removeprefix(west_london))
        if (
            address in seen
            or kinds[kind] >= MOST_OF_ONE_KIND
            or "?" in address
            or any(each in address for each in CELLS)
        ):
            continue
        seen.add(address)
        kinds[kind] += 1
        answer = page.client.get(address)
        if answer.status_code != 200 or not answer.headers["Content-Type"].startswith("text/html"):
            continue
        text, links = read(answer)
        waiting += [each for each in links if each.startswith(west_london)]
        found += [f"{address}: ...{text[max(0, at.start() - 60) : at.end() + 30]}..." for at in BARE.finditer(text)]
    assert len(seen) > 80
    assert not found, "\n".join(found)
