"""Files that were made to hurt: refused with a sentence that calls them as they were called, and nothing is written."""

from __future__ import annotations

import gzip
import io
import stat
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from web.desk_page import words

ESTATE, ROLL, COPY = "estate/bring/", "reach/bring/", "log/take-in/"
FIELD = {ESTATE: "sent", ROLL: "file", COPY: "file"}
MORE = {ESTATE: {"source": "a stick"}, ROLL: {}, COPY: {"passphrase": ""}}


def zipped(*parts, how=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", how) as folder:
        for name, data in parts:
            folder.writestr(name, data)
    return out.getvalue()


def link_out():
    """A link to a file of this machine, as a zip keeps one."""
    part = zipfile.ZipInfo("systems.csv")
    part.create_system, part.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    return zipped((part, "/etc/passwd"))


def nested():
    """A zip in a zip in a zip."""
    data = b"\0" * 5_000_000
    for _ in range(3):
        data = zipped(("again.zip", data))
    return data


BOMB = zipped(("systems.csv", b"\0" * 120_000_000))
SHEET = zipped(("xl/worksheets/sheet1.xml", b" " * 150_000_000), ("[Content_Types].xml", b"<a/>"))
GZIPPED = gzip.compress(b"\0" * 400_000_000, 1)
HUGE_CELL = b"system,name,body\nnorthmere.x," + b"y" * 3_000_000 + b",northmere\n"
CASES = [
    (ESTATE, "bomb.zip", BOMB),
    (ESTATE, "r.xlsx", SHEET),
    (ESTATE, "nested.zip", nested()),
    (ESTATE, "climbs.zip", zipped(("../../../evil.csv", b"a,b\n1,2\n"))),
    (ESTATE, "root.zip", zipped(("/etc/cron.d/evil.csv", b"a,b\n1,2\n"))),
    (ESTATE, "link.zip", link_out()),
    (ESTATE, "systems.csv", HUGE_CELL),
    (ESTATE, "bodies.csv", "body,name\nnorthmere,Caf\xe9\n".encode("cp1252")),
    (ESTATE, "bodies.csv", "body,name\nnorthmere,x\n".encode("utf-16")),
    (ESTATE, "bodies.csv", b"body,name\nnorthmere,a\0b\n"),
    (ESTATE, "estate.toml", b"title = " + b"[" * 5000),
    (ESTATE, "my notes", b"words"),
    (ROLL, "bomb.xlsx", BOMB),
    (ROLL, "r.xlsx", SHEET),
    (ROLL, "people.zip", BOMB),
    (ROLL, "people.csv", b""),
    (ROLL, "people.csv", b"\xef\xbb\xbf"),
    (ROLL, "people.csv", b"\n\n"),
    (ROLL, "people.csv", b"name," + b"y" * 3_000_000),
    (COPY, "r.journal", b"SQLite format 3\x00" + b"\0" * 5000),
    (COPY, "bomb.zip", BOMB),
    (COPY, "bomb.zip", zipped(("incident.jsonl.gz", b"\0" * 300_000_000))),
    (COPY, "deep.zip", zipped(("incident.jsonl.gz", GZIPPED), how=zipfile.ZIP_STORED)),
    (COPY, "incident.jsonl.gz", GZIPPED),
    (COPY, "climbs.zip", zipped(("../../keys/incident.jsonl.gz", gzip.compress(b"{}\n")))),
    (COPY, "incident.jsonl.gz", gzip.compress(b"[" * 200_000)),
    (COPY, "words.journal", b"words"),
]


def everything(folder):
    """Every file under a folder, but for what sqlite keeps beside its own."""
    return sorted(str(each) for each in folder.rglob("*") if each.is_file() and each.suffix != ".journal-shm")


@pytest.fixture
def page(desk_page, officer):
    """A browser of somebody whose role may bring in each of the three."""
    from battlebox.web.models import Membership

    person = officer("northmere")
    for role in ("service_lead", "strategic"):
        Membership.objects.create(officer=person, body="northmere", role=role)
    return desk_page(person)


@pytest.mark.parametrize(
    ("place", "name", "data"), CASES, ids=[f"{place[:6]}-{name}-{n}" for n, (place, name, _) in enumerate(CASES)]
)
def test_a_file_that_was_made_to_hurt_is_refused_by_its_own_name_and_nothing_is_written(
    page, opened, place, name, data
):
    arrived = opened.record.catch_up()
    before = everything(opened.installation.path)
    sent = {FIELD[place]: SimpleUploadedFile(name, data), **MORE[place]}
    answer = page.send(opened.at(place), sent, expect=422)
    said = words(answer)
    assert "There is a problem" in said
    assert "may not" not in said
    # A name stays as it was given: no other capital than its own.
    assert f"{name[:1].upper()}{name[1:]}" not in said
    assert opened.record.catch_up() == arrived
    assert everything(opened.installation.path) == before


@pytest.mark.parametrize(
    ("place", "name", "data"),
    [
        (ESTATE, "my notes", b"words"),
        (ESTATE, "bomb.zip", BOMB),
        (ROLL, "people.zip", b"words"),
        (ROLL, "r.xlsx", b"x"),
    ],
)
def test_the_refusal_calls_the_file_as_it_was_called(page, opened, place, name, data):
    sent = {FIELD[place]: SimpleUploadedFile(name, data), **MORE[place]}
    assert f"{name} " in words(page.send(opened.at(place), sent, expect=422))


def test_the_page_that_takes_a_copy_in_and_its_refusal_name_the_same_kinds(page, opened):
    from battlebox.desk.record import TAKEN_KINDS

    assert all(kind in TAKEN_KINDS for kind in ("ZIP", "incident.jsonl.gz", "incident.bbx", ".journal"))
    kinds = TAKEN_KINDS[1:].replace(" .", ".")  # As the reader of pages puts it.
    assert kinds in words(page.get(opened.at(COPY)))
    for name, data in (("r.journal", b"words"), ("a.zip", zipped(("x", b"y"))), ("x.gz", gzip.compress(b"words"))):
        sent = {"file": SimpleUploadedFile(name, data), "passphrase": ""}
        said = words(page.send(opened.at(COPY), sent, expect=422))
        assert said.count(kinds) == 2, said[:600]


@pytest.mark.parametrize("place", [ESTATE, ROLL, COPY])
def test_a_hundred_megabytes_are_refused_before_they_are_read(page, opened, place):
    answer = page.post(opened.at(place), CONTENT_LENGTH=str(100 << 20), expect=413)
    assert "That is too large" in words(answer)


@pytest.mark.parametrize(
    ("data", "head"),
    [
        ("ref,name,phone\n1,Caf\xe9,020 7946 0018\n".encode("cp1252"), "phone"),
        ("ref,name,phone\n1,Caf\xe9,020 7946 0018\n".encode("utf-16"), "phone"),
        (b"ref,name,ph\0one\n1,a\0b,020 7946 0018\n", "phone"),
        (b"ref,<b>name</b>,\x1b[31mphone\n1,x,2\n", "[31mphone"),
    ],
    ids=["an old encoding", "a wide one", "letters that are none", "markup"],
)
def test_a_roll_in_odd_letters_is_read_or_refused_and_its_page_holds(page, opened, data, head):
    arrived = opened.record.catch_up()
    page.send(opened.at(ROLL), {"file": SimpleUploadedFile("people.csv", data)})
    columns = opened.at("reach/bring/columns/")
    assert head in words(page.get(columns))
    page.send(columns, {"name": "name"}, expect=422)
    assert opened.record.catch_up() == arrived
