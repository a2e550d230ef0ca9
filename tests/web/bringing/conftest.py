"""The incident of the places' tests, Northmere's partners, and files that come in."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from web.partnering.conftest import Sharing
from web.places.conftest import opened

__all__ = ["opened"]


@pytest.fixture
def sharing(opened):
    return Sharing()


@pytest.fixture
def bring(opened, sharing):
    """Send a file up and say yes to it: the page of what became of it, as text."""
    from web.desk_page import words

    def send(page, body, name="file", owner="eastholt", *, yes=True, **more):
        file = SimpleUploadedFile(name, body)
        answer = page.send(opened.at("partners/came/bring/"), {"file": file, "owner": owner, **more})
        at = answer.headers["Location"]
        if yes:
            page.send(at, {"why": "on a stick; rung on the printed number"})
        return at, words(page.get(at))

    return send
