"""The incident of the places' tests, with both councils at their desks."""

from __future__ import annotations

import pytest

from web.places.conftest import opened  # noqa: F401 - a fixture, by its name


@pytest.fixture
def ours(desk_page):
    """Northmere's tactical lead."""
    return desk_page("northmere")


@pytest.fixture
def theirs(desk_page):
    """Eastholt's tactical lead."""
    return desk_page("eastholt")
