"""A settled region of desks, and the two kinds of store."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator

import pytest

from battlebox.journal.sql import SqlStore
from sim.region import Region, memory_store, settle


@pytest.fixture
def region() -> Region:
    """Two desks of Northmere and one of Eastholt, which all hold the same."""
    region = Region()
    region.found()
    region.join("north-2", "northmere")
    region.join("east-1", "eastholt")
    settle(*region.desks.values())
    return region


@pytest.fixture(params=["sqlite", "postgres"])
def stores(request: pytest.FixtureRequest) -> Iterator[Callable[[], SqlStore]]:
    """Makes an empty store, each time another."""
    if request.param == "sqlite":
        yield memory_store
        return
    from battlebox.journal import postgres as room

    address = request.getfixturevalue("postgres")
    made: list[SqlStore] = []

    def make() -> SqlStore:
        name = f"s{os.urandom(6).hex()}"
        room.new_store(address, name)
        made.append(room.open_store(address, name))
        return made[-1]

    yield make
    for store in made:
        store.close()
