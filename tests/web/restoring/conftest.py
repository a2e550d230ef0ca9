"""An incident in which child protection referrals ran on paper for a day, and work again."""

from __future__ import annotations

import pytest

from desk.restore.backlogs import was_out
from web.places.conftest import opened

__all__ = ["opened"]


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
