"""The incident of the places, and an officer's own addresses at it."""

from __future__ import annotations

import re

import pytest

from web.places.conftest import jobs, opened

__all__ = ["jobs", "opened"]
MADE = re.compile(r"http://localhost:8000(/f/[A-Za-z0-9_-]{32}/incident\.(?:ics|atom))")


@pytest.fixture
def made(opened):
    """Make an address by the page, and give it: `made(page, "calendar", says="words")`."""

    def make(page, kind, says="words"):
        answer = page.send(opened.at("follow/new/"), {"kind": kind, "says": says}, expect=200)
        return MADE.search(answer.content.decode())[1]

    return make
