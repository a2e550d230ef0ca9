"""An incident of Northmere and Eastholt on an estate with phones, mail and numbers; Farwick is a stranger."""

from __future__ import annotations

import pytest

from desk.phones import OUT, estate_with_phones, say
from web.places.conftest import Opened


class Phones(Opened):
    """The incident, where things can be said to be out without a page."""

    shelf = property(lambda self: self.installation.shelf)

    def out(self, name, condition=OUT, **more):
        return say(self, name, condition, **more)


@pytest.fixture
def opened(desk, tmp_path):
    """The incident as the source of incidents."""
    from battlebox.web import records

    made = Phones(tmp_path / "data", tables=estate_with_phones())
    records.use(made.installation)
    yield made
    made.installation.close()
