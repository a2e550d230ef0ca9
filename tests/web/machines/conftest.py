"""Keys of three councils and an incident of two, in the tables and the record of one test."""

from __future__ import annotations

import pytest

from web.machines.monitored import Monitored
from web.places.conftest import jobs, opened
from web.taxii.conftest import straight

__all__ = ["jobs", "opened", "straight"]


@pytest.fixture
def monitored(straight, opened):
    """Northmere is hit, Eastholt shares its IT, Farwick is a stranger; each has keys."""
    return Monitored(opened)
