"""The same incident as for the other places, and jobs that a test does itself."""

from __future__ import annotations

import pytest
from justhtml import JustHTML

from battlebox.estate import read_tables
from desk.roster.council import council
from web.desk_page import filled
from web.places.conftest import Opened, do_all, jobs, opened

__all__ = ["do_all", "jobs", "opened", "planning", "untouched"]


def untouched(page, address):
    """The form of a page as a browser would send it, to be sent later."""
    return filled(JustHTML(page.get(address).content.decode(), sanitize=False))


@pytest.fixture
def planning(desk, tmp_path):
    """The incident on an estate with a small roster."""
    from battlebox.web import records

    tables = read_tables(council(tmp_path / "estate", availability="availability,of,kind,from\n"))
    made = Opened(tmp_path / "data", tables=tables)
    records.use(made.installation)
    yield made
    made.installation.close()
