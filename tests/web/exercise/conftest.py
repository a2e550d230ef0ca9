"""A desk that serves a drill, for the tests of what leaves it.

Law: after each test the desk is what it was.
Not here: the process of such a desk (test_process.py).
"""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.conf import settings

from battlebox.drill.sealed import SealedDrill, exercise_copy
from battlebox.estate import digest_of
from battlebox.journal import DRILL_MARK
from battlebox.share import EXERCISE_STAMP, stamp_papers
from desk.room import shipped
from web.places.conftest import Opened


@pytest.fixture
def drilling(desk, monkeypatch):
    """The desk of these tests is a drill's.

    A test that sets more of the desk does so by the same monkeypatch: that puts all of it back, last first. Putting the
    desk back by hand here, before that, would leave it what the test found: a drill's, for every test to come.
    """
    monkeypatch.setattr(settings, "DESK", replace(settings.DESK, drill=True))
    stamp_papers(EXERCISE_STAMP)
    yield settings.DESK
    stamp_papers("")


@pytest.fixture
def opened(desk, drilling, tmp_path):
    """A drill of Northmere and Eastholt in a marked folder, on a copy of the estate that says so, as each drill is."""
    from battlebox.web import records

    (tmp_path / "data").mkdir()
    real = shipped("northmere")
    copy = exercise_copy(real)
    mark = SealedDrill("Blue kettle", digest_of(copy), digest_of(real), ("northmere", "eastholt"))
    (tmp_path / "data" / DRILL_MARK).write_text(mark.to_text())
    made = Opened(tmp_path / "data", tables=copy)
    records.use(made.installation)
    yield made
    made.installation.close()
