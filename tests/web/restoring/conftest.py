"""Incidents of coming back: referrals that ran on paper for a day; servers of Northmere that are confirmed hit."""

from __future__ import annotations

import pytest

from battlebox.desk.picture import Suspicion
from desk.restore.backlogs import was_out
from desk.restoring import SERVERS, Restoring
from web.places.conftest import Opened, opened

__all__ = ["opened"]


class Hit(Opened):
    """The incident; `write` writes into it without a page, as the desk's own tests do."""

    shelf = property(lambda self: self.installation.shelf)

    def __init__(self, path):
        super().__init__(path)
        self.write = Restoring(self)
        self.write.believe(SERVERS, Suspicion.CONFIRMED)

    def gates(self, rest="", system=SERVERS):
        """An address under the gates of a system."""
        return self.at(f"gates/{system}/{rest}")


@pytest.fixture
def hit(desk, tmp_path):
    """The incident as the source of incidents."""
    from battlebox.web import records

    made = Hit(tmp_path / "data")
    records.use(made.installation)
    yield made
    made.installation.close()


class Back:
    """What tests ask of it: the incident, and the desk's own room for the same record."""

    def __init__(self, opened):
        self.opened, self.record, self.watch = opened, opened.record, opened.watch
        self.shelf, self.sight, self.at = opened.installation.shelf, opened.sight, opened.at


@pytest.fixture
def back(opened):
    """It was out, on its fallback, for a day."""
    made = Back(opened)
    was_out(made)
    return made
