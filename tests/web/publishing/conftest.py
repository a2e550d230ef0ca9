"""The public page of a small council: where it is published, and the incident on its estate."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.conf import settings

from web.places.conftest import Opened


@pytest.fixture
def public(desk, monkeypatch, tmp_path):
    """The desk publishes into a folder of its own."""
    folder = tmp_path / "host" / "public"
    folder.parent.mkdir()
    monkeypatch.setattr(settings, "DESK", replace(settings.DESK, public=str(folder), data=tmp_path / "data"))
    return folder


@pytest.fixture
def room(desk, tmp_path):
    """The incident on the small estate, as tests of facts know it."""
    from battlebox.web import records

    made = Opened(tmp_path / "data")
    made.shelf = made.installation.shelf
    records.use(made.installation)
    yield made
    made.installation.close()
