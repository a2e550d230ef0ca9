"""The incident of Northmere and Eastholt in which Northmere's servers are confirmed hit."""

from __future__ import annotations

import pytest

from battlebox.desk.picture import Suspicion
from desk.restoring import SERVERS, Restoring
from web.places.conftest import Opened


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
