"""The incident of Northmere and Eastholt in which Northmere's servers are confirmed hit."""

from __future__ import annotations

import pytest

from battlebox.desk.picture import Suspicion
from desk.restoring import SERVERS, Restoring
from web.places.conftest import Opened, jobs

__all__ = ["jobs"]


class Hit(Opened):
    """The incident; `at` writes into it without a page, as in the desk's own tests."""

    def __init__(self, path):
        super().__init__(path)
        self.write = Restoring(self)
        self.write.believe(SERVERS, Suspicion.CONFIRMED)

    shelf = property(lambda self: self.installation.shelf)

    def form(self, gate="", system=SERVERS):
        return self.at(f"gates/{system}/" + (f"gate/{gate}/" if gate else ""))
