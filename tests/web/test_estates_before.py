"""Bringing an estate in before anything happens: by those who may, for their own body; an incident begins with it."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from battlebox.cli.opening import estate_path
from battlebox.desk.record import Installation
from desk.room import StillWatch
from web.desk_page import words


@pytest.fixture
def empty_desk(desk, tmp_path):
    """A desk in whose folder nothing happened yet."""
    from battlebox.web import records

    installation = Installation(tmp_path / "data", StillWatch())
    records.use(installation)
    yield installation
    installation.close()


def zipped(title="Northmere as of Monday"):
    """Northmere's estate under a title of its own, as a council would send it."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as file:
        for path in estate_path("northmere").iterdir():
            text = path.read_text()
            if path.name == "estate.toml":
                text = re.sub(r"(?m)^title = .*$", f'title = "{title}"', text)
            file.writestr(path.name, text)
    return SimpleUploadedFile("estate.zip", held.getvalue(), "application/zip")


def test_an_estate_is_brought_in_with_no_incident_and_offered_when_one_is_opened(empty_desk, desk_page):
    page = desk_page("northmere")
    assert "None is kept here yet" in words(page.get("/estates/"))
    kept = page.send("/estates/", {"sent": zipped(), "source": "the planner's stick"})
    assert "Northmere as of Monday" in words(page.follow(kept))
    assert not empty_desk.incidents
    form = page.get("/open/").content.decode()
    chosen = form.partition("selected>")[2].partition("<")[0]
    assert "Northmere as of Monday" in chosen
    assert "Northmere as of Monday" in words(desk_page("eastholt").get("/estates/")), "a body that is in it"


def test_a_mistake_in_it_is_shown_and_nothing_is_kept(empty_desk, desk_page):
    page = desk_page("northmere")
    rubbish = SimpleUploadedFile("systems.csv", b"system,name\nx,y\n", "text/csv")
    text = words(page.send("/estates/", {"sent": rubbish, "source": "a stick"}, expect=422))
    assert "Nothing was taken" in text
    assert not empty_desk.shelf.kept


def test_a_body_that_is_not_in_it_may_not_keep_it_and_a_loggist_may_not_at_all(empty_desk, desk_page, officer):
    page = desk_page(officer("elsewhere", role="tactical"))
    text = words(page.send("/estates/", {"sent": zipped(), "source": "a stick"}, expect=422))
    assert "Your body, elsewhere, is not in it" in text
    loggist = desk_page(officer("northmere", role="loggist"))
    assert "Check it and keep it" not in words(loggist.get("/estates/"))
    assert not empty_desk.shelf.kept
