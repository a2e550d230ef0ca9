"""An estate that a drill's desk gave: a real desk refuses it by name in every form, the drill's own takes it back."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from dataclasses import replace

import openpyxl
import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from justhtml import JustHTML

from battlebox.drill.sealed import exercise_copy
from battlebox.estate import read_tables, workbook_bytes, zip_bytes
from battlebox.journal import EXERCISE
from desk.room import StillWatch, shipped
from web.desk_page import filled, words

REFUSED = "This estate is of a drill (EXERCISE EXERCISE EXERCISE), and this desk is a real one"


@pytest.fixture
def given(opened, desk_page):
    """What a drill's desk gives of its estate: the zip and the workbook."""
    client = desk_page("northmere").client
    return {ending: client.get(opened.at(f"estate/{path}/")).content for ending, path in WAYS.items()}


WAYS = {"zip": "zip", "xlsx": "workbook"}


@pytest.fixture
def real(given, monkeypatch, tmp_path):
    """A real desk, in whose folder nothing happened yet."""
    from battlebox.desk.record import Installation
    from battlebox.web import records

    monkeypatch.setattr(settings, "DESK", replace(settings.DESK, drill=False))
    installation = Installation(tmp_path / "real", StillWatch())
    records.use(installation)
    yield installation
    installation.close()


def parts_of(packed):
    with zipfile.ZipFile(io.BytesIO(packed)) as held:
        return {each: held.read(each) for each in held.namelist()}


def packed(parts):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as file:
        for name, data in parts.items():
            file.writestr(name, data)
    return held.getvalue()


def moved(table):
    """As a spreadsheet saves it whose user put the first column last, and sorted the rows the other way round."""
    head, *rows = list(csv.reader(io.StringIO(table.decode(), newline="")))
    out = io.StringIO(newline="")
    csv.writer(out).writerows([*row[1:], row[0]] for row in (head, *rows[::-1]))
    return out.getvalue().encode("utf-8-sig")


def bring(desk_page, *files, expect=422):
    sent = [SimpleUploadedFile(name, data) for name, data in files]
    page = desk_page("northmere")
    answer = page.send("/estates/", {"sent": sent, "source": "a stick"}, expect=expect)
    return words(page.follow(answer) if expect == 302 else answer)


def forms(given, folder):
    """Every way in which it may come, by what it is called here."""
    parts = parts_of(given["zip"])
    tables = {name: data for name, data in parts.items() if name.endswith(".csv")}
    untitled = {"estate.toml": b'title = "Northmere"\n'}
    book = openpyxl.load_workbook(io.BytesIO(given["xlsx"]))
    del book["estate"]
    out = io.BytesIO()
    book.save(out)
    return {
        "zip": [("EXERCISE-estate.zip", given["zip"])],
        "zip, renamed and without its title": [("estate.zip", packed(tables | untitled))],
        "zip, columns moved": [("estate.zip", packed({name: moved(data) for name, data in tables.items()} | untitled))],
        "workbook": [("EXERCISE-estate.xlsx", given["xlsx"])],
        "workbook without its title": [("estate.xlsx", out.getvalue())],
        "one table": [("systems.csv", tables["systems.csv"])],
        "one table under the desk's name": [("EXERCISE-systems.csv", tables["systems.csv"])],
        "one table with semicolons": [("systems.csv", tables["systems.csv"].replace(b",", b";"))],
        "tables alone": list(tables.items()),
        "the drill's folder": [(each.name, each.read_bytes()) for each in sorted(folder.iterdir())],
        "the drill's folder, packed": [("e.zip", packed({each.name: each.read_bytes() for each in folder.iterdir()}))],
    }


def test_a_real_desk_refuses_it_by_name_in_every_form_and_keeps_nothing(given, opened, real, desk_page):
    (copy,) = opened.installation.shelf.kept
    for form, files in forms(given, opened.installation.shelf.path / copy).items():
        text = bring(desk_page, *files)
        assert REFUSED in text, form
        assert real.shelf.kept == (), form


def test_a_real_estate_is_taken_as_ever_and_one_of_a_drill_kept_before_is_offered_nowhere(real, desk_page):
    real.shelf.keep(exercise_copy(shipped("northmere")))
    page = desk_page("northmere")
    for address in ("/open/", "/estates/", "/readiness/estate/"):
        assert EXERCISE not in words(page.get(address)), address
    own = shipped("northmere")
    own = replace(own, settings={**own.settings, "title": "Northmere as of Monday"})
    assert "Northmere as of Monday" in bring(desk_page, ("estate.zip", zip_bytes(own)), expect=302)
    assert bring(desk_page, ("estate.xlsx", workbook_bytes(own)), expect=302)
    assert len(real.shelf.kept) == 2, "the drill's and the new one"


def test_every_row_of_what_a_drill_gives_says_so(given):
    tables = {name: data for name, data in parts_of(given["zip"]).items() if name.endswith(".csv")}
    assert len(tables) > 5
    for name, data in tables.items():
        head, *rows = csv.reader(io.StringIO(data.decode(), newline=""))
        assert head[0] == "exercise", name
        assert {row[0] for row in rows} <= {EXERCISE}, name


@pytest.mark.parametrize("form", ["zip", "zip, columns moved", "workbook", "tables alone"])
def test_the_drills_desk_takes_it_back_and_what_it_keeps_says_so(form, given, opened, desk_page):
    shelf = opened.installation.shelf
    (copy,) = shelf.kept
    bring(desk_page, *forms(given, shelf.path / copy)[form], expect=302)
    for digest in shelf.kept:
        kept = read_tables(shelf.path / digest)
        assert EXERCISE in kept.settings["title"]
        assert not any("exercise" in table.header for table in kept.tables.values())


def test_a_drills_desk_opens_an_incident_on_its_copy_alone(given, opened, desk_page):
    shelf = opened.installation.shelf
    (copy,) = shelf.kept
    bring(desk_page, ("estate.zip", zip_bytes(shipped("northmere"))), expect=302)
    bring(desk_page, *forms(given, shelf.path / copy)["zip"], expect=302)
    page = desk_page("northmere")
    offered = re.findall(r'<option value="(.*?)"', page.get("/open/").content.decode())
    assert offered == [f"kept:{copy}", ""]
    said = {"seen_first": "Screens are blank.", "title": "Red kettle"}
    others = {f"kept:{digest}" for digest in shelf.kept} - {f"kept:{copy}"}
    for other in ("shipped:northmere", "shipped:west-london", *others):
        for address, more in (("/open/", said), (opened.at("choose-estate/"), {})):
            text = words(page.post(address, {**filled_at(page, address), **more, "estate": other}, expect=422))
            assert "A drill is played on its own copy of the estate, and on no other" in text, (other, address)
    assert len(opened.installation.incidents) == 1
    assert page.send("/open/", {**said, "estate": f"kept:{copy}"}, expect=302)
    assert len(opened.installation.incidents) == 2
    page.get(opened.at("estate/revisions/shipped:northmere/"), expect=404)
    assert "shipped with Battlebox" not in words(page.get(opened.at("estate/revisions/")))


def filled_at(page, address):
    return filled(JustHTML(page.get(address).content.decode(), sanitize=False))
