"""Bringing an estate in, comparing it, and going over to it: whole or not at all, each mistake with what to write."""

from __future__ import annotations

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from battlebox.desk.picture import Cause, Condition, Observation, observe, revision_of
from battlebox.estate import RawTable, RawTables, corrected, digest_of, workbook_bytes, zip_bytes
from desk.restoring import GATES
from desk.room import SHARED, shipped
from web.desk_page import words

BRING = "estate/bring/"
SOURCE = "the planner's stick"


def _changed():
    return corrected(shipped("northmere"), "services", "northmere.child-front-door", "rto_h", "1")


def _file(name, data):
    return SimpleUploadedFile(name, data)


def _bring(page, opened, *files, expect=302, source=SOURCE):
    return page.send(opened.at(BRING), {"sent": list(files), "source": source}, expect=expect)


@pytest.mark.parametrize("ending", ["xlsx", "zip", "csv"])
def test_an_estate_is_brought_in_compared_and_adopted_with_a_reason(desk_page, opened, ending):
    page, raw = desk_page("northmere"), _changed()
    if ending == "csv":
        with zipfile.ZipFile(io.BytesIO(zip_bytes(raw))) as parts:
            files = [_file(name, parts.read(name)) for name in parts.namelist()]
    else:
        files = [_file(f"ours.{ending}", workbook_bytes(raw) if ending == "xlsx" else zip_bytes(raw))]
    answer = _bring(page, opened, *files)
    text = words(page.follow(answer))
    assert "services northmere.child-front-door changed rto_h 2 1" in text
    assert revision_of(opened.sight()).value.digest == digest_of(shipped("northmere"))
    where = answer.headers["Location"]
    after = words(page.follow(page.send(where, {"why": "the night plan was signed"})))
    assert "Saved as A-6" in after
    assert "Why this one the night plan was signed" in after
    assert revision_of(opened.sight()).value.digest == digest_of(raw)


def test_a_gate_of_ours_that_would_fall_away_is_named_with_the_systems_that_wait_for_it(desk_page, opened):
    row = ("fire", "northmere", "other", "Fire officer", *[""] * (len(GATES) - 4))
    raw = shipped("northmere")
    with_one = RawTables({**raw.tables, "gates": RawTable(GATES, (row,))}, raw.settings)
    page = desk_page("northmere")
    where = _bring(page, opened, _file("ours.zip", zip_bytes(with_one))).headers["Location"]
    page.follow(page.send(where, {"why": "the fire officer signs as well"}))
    seen = Observation(Condition.OUT, opened.record.now(), "night engineer", Cause.US)
    observe(opened.record, opened.estate, opened.lead, "northmere.servers", seen, handling=SHARED)
    text = words(page.get(opened.at("estate/revisions/shipped:northmere/")))
    assert "The gate Fire officer falls away: without it may go live Northmere servers" in text
    assert "falls away" not in words(page.get(where))


def test_adopting_without_a_reason_is_refused(desk_page, opened):
    page = desk_page("northmere")
    answer = page.send(opened.at("estate/revisions/shipped:northmere/"), {"why": " "}, expect=422)
    assert "Why this one" in words(answer)


def test_every_mistake_is_told_with_its_place_and_nothing_is_kept(desk_page, opened):
    page = desk_page("northmere")
    raw = corrected(_changed(), "services", "northmere.child-front-door", "rto_h", "soon")
    raw = corrected(raw, "systems", "northmere.servers", "body", "nobody")
    before = opened.installation.shelf.kept
    text = words(_bring(page, opened, _file("ours.zip", zip_bytes(raw)), expect=422))
    assert "Nothing was taken: 2 mistakes" in text
    assert "services 2 rto_h soon" in text
    assert "systems" in text
    assert "nobody" in text
    again = _bring(page, opened, _file("o.zip", zip_bytes(raw)), expect=422)
    assert 'value="the planner&#x27;s stick"' in again.content.decode()
    assert opened.installation.shelf.kept == before


def _bomb():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("services.csv", b"0" * 30_000_000)
    return out.getvalue()


def _many():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as parts:
        for number in range(200):
            parts.writestr(f"{number}.csv", b"a")
    return out.getvalue()


def _twice():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as parts:
        parts.writestr("one/bodies.csv", b"body,name,kind\n")
        parts.writestr("two/bodies.csv", b"body,name,kind\n")
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("a.zip", _bomb(), "would grow past what an estate can need"),
        ("a.xlsx", _bomb(), "would grow past what an estate can need"),
        ("a.zip", _many(), "200 parts"),
        ("a.zip", _twice(), "bodies.csv is in it twice"),
        ("a.zip", b"PK\x03\x04 rubbish", "cannot be opened"),
        ("a.zip", zip_bytes(shipped("northmere"))[:-900], "cannot be opened"),
        ("a.xlsx", b"\xff\xfe rubbish", "cannot be opened"),
        ("a.xlsx", zip_bytes(shipped("northmere")), "it is damaged"),
        ("a.xlsm", b"PK", "macros"),
        ("a.pdf", b"%PDF", "is no estate that can be taken in"),
        ("../../etc/passwd", b"root", "is no estate that can be taken in"),
        ("services.csv", b"", "Nothing was taken"),
        ("services.csv", b"\xff\xfe\x00", "Nothing was taken"),
        ("services.csv", b"<script>alert(1)</script>\n", "Nothing was taken"),
        ("estate.toml", b"title = [[[", "Nothing was taken"),
        ("nonsense.csv", b"a,b\n1,2\n", "Nothing was taken"),
    ],
)
def test_rubbish_is_refused_with_a_sentence(desk_page, opened, name, data, says):
    page, before = desk_page("northmere"), opened.installation.shelf.kept
    assert says in words(_bring(page, opened, _file(name, data), expect=422))
    assert opened.installation.shelf.kept == before


def test_a_zip_with_other_files_in_it_is_refused(desk_page, opened):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as parts:
        parts.writestr("../../run.sh", b"echo")
    assert "with run.sh in it" in words(
        _bring(desk_page("northmere"), opened, _file("a.zip", out.getvalue()), expect=422)
    )


def test_an_estate_without_ones_own_body_is_refused(desk_page, opened):
    page = desk_page("northmere")
    text = words(_bring(page, opened, _file("a.zip", zip_bytes(shipped("west-london"))), expect=422))
    assert "Your body, northmere, is not in it" in text


def test_nothing_sent_is_said(desk_page, opened):
    answer = desk_page("northmere").send(opened.at(BRING), {"source": SOURCE}, expect=422)
    assert "The estate" in words(answer)


def test_what_is_too_large_for_the_desk_is_refused_before_it_is_read(desk_page, opened):
    page = desk_page("northmere")
    _bring(page, opened, _file("a.zip", b"x" * (26 * 1024 * 1024)), expect=413)


@pytest.mark.parametrize("role", ["observer", "loggist", "operational"])
def test_a_role_that_may_not_change_it_is_refused(desk_page, officer, opened, role):
    page, before = desk_page(officer("northmere", role=role)), opened.installation.shelf.kept
    sent = {"sent": [_file("a.zip", zip_bytes(_changed()))], "source": SOURCE}
    answer = page.post(opened.at(BRING), sent, expect=422)
    assert "may not change the estate" in words(answer)
    assert opened.installation.shelf.kept == before
    where = opened.at("estate/revisions/shipped:northmere/")
    refused = page.post(where, {"why": "because"}, expect=422)
    assert "may not change the estate" in words(refused)


def test_revisions_of_others_are_not_there(desk_page, opened, council):
    page = desk_page(council)
    answer = page.get(opened.at("estate/revisions/"), expect=404 if council == "farwick" else 200)
    if council != "farwick":
        assert "West London" not in words(answer)
        page.get(opened.at("estate/revisions/shipped:west-london/"), expect=404)
        page.get(opened.at("estate/revisions/kept:../../x/"), expect=404)


def test_an_incident_without_an_estate_says_what_to_do(desk_page, opened, tmp_path):
    from battlebox.desk.record import open_incident
    from desk.room import SHARED

    bare = opened.installation.found(("northmere",), (), title="Grey spoon")
    open_incident(bare, opened.lead, title="Grey spoon", seen="nothing works", handling=SHARED)
    page = desk_page("northmere")
    short = bare.incident[:8]
    text = words(page.get(f"/i/{short}/estate/"))
    assert "This incident has no estate that you may see" in text
    assert "Choose an estate" in text
    for path in ("gaps/", "corrections/", "tables/services/", "workbook/", "zip/"):
        page.get(f"/i/{short}/estate/{path}", expect=404)
    page.get(f"/i/{short}/estate/pack/")
    assert "all of it is new" in words(page.get(f"/i/{short}/estate/revisions/shipped:northmere/"))
