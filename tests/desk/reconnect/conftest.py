"""A room with links for every test of reconnection."""

from __future__ import annotations

import pytest

from desk.reconnect.links import Links


@pytest.fixture
def room():
    return Links.opened()
