"""A desk whose folder nothing happened in, on which officers of three councils keep their own books of readiness."""

from __future__ import annotations

import re

import pytest

from battlebox.desk.record import Installation
from desk.room import StillWatch
from web.desk_page import words


@pytest.fixture
def ready(desk, tmp_path):
    from battlebox.web import records

    installation = Installation(tmp_path / "data", StillWatch())
    records.use(installation)
    yield installation
    installation.close()


@pytest.fixture
def northmere(ready, desk_page):
    """Silver of Northmere, with the shipped estate chosen and one item in the battle box."""
    page = desk_page("northmere")
    page.follow(page.send("/readiness/estate/", {"estate": "shipped:northmere"}))
    torch = {"name": "Torch <b>", "place": "Guard room", "owner": "duty planner", "days_max": "30"}
    page.follow(page.send("/readiness/items/new/", torch))
    return page


@pytest.fixture
def item(northmere):
    """The address of that item's page."""
    text = northmere.get("/readiness/items/").content.decode()
    return re.search(r'href="(/readiness/things/[0-9a-f]{12}/)"', text)[1]


@pytest.fixture
def link(northmere, item):
    """A link to confirm it, as it was shown once."""
    text = words(northmere.send(f"{item}link/", expect=200))
    return "/c/" + re.search(r"/c/([^/\s]+)/", text)[1] + "/"
