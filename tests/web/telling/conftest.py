"""The incident of the places' tests, with a system that holds Eastholt's data seen out."""

from __future__ import annotations

import pytest

from battlebox.desk import Role
from battlebox.desk.picture import Condition, Observation, observe
from desk.room import SHARED
from web.places.conftest import hit, jobs, opened, sending  # noqa: F401 - fixtures, by their names


@pytest.fixture
def out(opened):  # noqa: F811 - the fixture
    """Northmere's care records, of which Eastholt controls a part, are out since one hour before now."""

    def make(hours=1, system="northmere.care"):
        from datetime import timedelta

        since = opened.record.now() - timedelta(hours=hours)
        seen = Observation(Condition.OUT, since, "duty officer")
        return observe(opened.record, opened.estate, opened.lead, system, seen, handling=SHARED)

    return make


@pytest.fixture
def press(desk_page, officer):
    return desk_page(officer("northmere", role=Role.COMMUNICATIONS.value))


@pytest.fixture
def partner(desk_page, officer):
    return desk_page(officer("eastholt", role=Role.COMMUNICATIONS.value))
