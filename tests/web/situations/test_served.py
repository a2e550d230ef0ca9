"""From the saved entry to what Eastholt's next request finds: the thread itself, beside a writer, with its own tables.

Law: what this test wrote is taken out again at its end.
Not here: what is told (test_publishing.py).
"""

from __future__ import annotations

import time

import pytest

from battlebox.desk.picture import Suspicion
from battlebox.share.ground import RealDesk
from web.places.conftest import Opened
from web.situations.conftest import Situation

SERVED_SECONDS = 4.0
"""A second is promised where nothing else runs; a machine that tests many things at once gets more."""
ROUNDS = 5


@pytest.fixture
def standing(django_stands, tmp_path):
    """Not in a transaction: two threads use the tables."""
    from battlebox.web import incidents, records
    from battlebox.web.models import Collection, Given, IntelObject, Partner, Reach, Release

    made = Opened(tmp_path / "data")
    records.use(made.installation)
    try:
        yield Situation(made)
    finally:
        incidents.use(incidents.NoIncidents())
        made.installation.close()
        for table in (Given, Release, Collection, Partner, IntelObject, Reach):
            table.objects.all().delete()


def test_a_change_is_served_within_moments_of_being_saved(standing):
    from battlebox.web.situations.publish_thread import Publishing

    standing.believe()
    standing.switch_on()
    publishing = Publishing(standing.opened.installation, RealDesk("northmere"))
    publishing.lookout.begin()
    try:
        took = [_served(standing, at) for at in range(ROUNDS)]
    finally:
        publishing.lookout.end()
    print(f"served after {', '.join(f'{seconds:.2f}' for seconds in took)} seconds")
    assert max(took) < SERVED_SECONDS
    assert not publishing.lookout.thread.is_alive()


def _served(standing, at):
    """How long until Eastholt finds what was just saved."""
    state = Suspicion.SUSPECTED if at % 2 else Suspicion.CONFIRMED
    standing.believe("northmere.care", state, source=f"look number {at}")
    began = time.perf_counter()
    while time.perf_counter() - began < SERVED_SECONDS:
        answer = standing.ask("eastholt", standing.objects(), query="match%5Btype%5D=infrastructure")
        if f"look number {at}".encode() in answer.body:
            return time.perf_counter() - began
        time.sleep(0.01)
    return SERVED_SECONDS
