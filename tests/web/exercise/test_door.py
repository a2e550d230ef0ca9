"""EXERCISE EXERCISE EXERCISE on every page and in every file that a drill's desk gives, and nothing leaves without."""

from __future__ import annotations

import ast
import io
import subprocess
import zipfile
from dataclasses import replace
from datetime import UTC, datetime

import docx
import pytest
from django.conf import settings
from django.http import HttpResponse, StreamingHttpResponse
from django.test import RequestFactory

from battlebox.desk.command import ReportPage
from battlebox.journal import EXERCISE
from battlebox.share import EXERCISE_STAMP, after_action_paper, report_document
from battlebox.share.exercise import OF_A_PAGE, kinds
from laws.tree import SOURCE, source
from web.places.test_routes import every, is_known
from web.test_ways_out import everything

__all__ = ["every"]

PAGES_LEAST, FILES_LEAST = 100, 8
HEADER = "X-Exercise"
AT = datetime(2026, 11, 24, 12, tzinfo=UTC)


def through(answer, path="/"):
    """What comes out of the door."""
    # Django stands only within a test.
    from battlebox.web.exercise import SaysExercise

    return SaysExercise(lambda _: answer)(RequestFactory().get(path))


def pdf_pages(raw, tmp_path):
    (tmp_path / "paper.pdf").write_bytes(raw)
    read = subprocess.run(["pdftotext", "-layout", "paper.pdf", "-"], cwd=tmp_path, capture_output=True, check=True)
    return [" ".join(page.split()) for page in read.stdout.decode().split("\f")[:-1]]


def says_so(answer, tmp_path):
    """Whether a person who opens this, in whatever it is opened with, reads it."""
    raw, kind = answer.content, answer.headers["Content-Type"].partition(";")[0]
    if kind == "application/pdf":
        return all(EXERCISE in page for page in pdf_pages(raw, tmp_path))
    if raw.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(raw)) as packed:
            return any(EXERCISE.encode() in packed.read(each) for each in packed.infolist())
    if kind == "text/html" and b"<body" in raw:
        return EXERCISE.encode() in raw[raw.index(b"<body") :]
    return EXERCISE.encode() in raw.replace(b"\r\n ", b"")


def test_every_address_of_a_drill_says_so_on_its_page_or_in_its_file(every, desk_page, officer, tmp_path):
    client = desk_page(everything(officer, "northmere")).client
    silent, pages, files = [], 0, set()
    for name, address in every.items():
        if name == "account_logout":
            continue
        answer = client.get(address)
        if not answer.content or answer.streaming:
            continue
        is_page = answer.headers["Content-Type"].startswith("text/html")
        if answer.headers["Content-Type"].partition(";")[0] in OF_A_PAGE:
            continue
        pages += is_page
        files |= set() if is_page else {name}
        # A part that a page asks for stands within the page.
        is_part = is_page and b"<body" not in answer.content
        if not is_part and not says_so(answer, tmp_path):
            silent.append(f"{name} {answer.status_code} {answer.headers['Content-Type']}")
        named = answer.headers.get("Content-Disposition", "")
        if "filename=" in named and 'filename="EXERCISE-' not in named:
            silent.append(f"{name}: {named}")
        if answer.headers.get(HEADER) != EXERCISE:
            silent.append(f"{name} has no header")
    print(f"\n{pages} pages and {len(files)} files: {', '.join(sorted(files))}")
    assert silent == []
    assert pages >= PAGES_LEAST
    assert len(files) >= FILES_LEAST
    assert any(is_known(name, every[name]) for name in files)


def test_a_page_for_nobody_says_so_too_at_the_door_and_where_nothing_is(drilling, desk_page):
    client = desk_page().client
    for address in ("/account/login/", "/join/", "/no-such-page/"):
        answer = client.get(address, follow=True)
        assert EXERCISE.encode() in answer.content[answer.content.index(b"<body") :], address


def test_the_banner_stands_on_the_pages_outside_incidents(opened, desk_page):
    page = desk_page("northmere").get("/")
    assert b"EXERCISE EXERCISE EXERCISE. This is practice: nothing here is real" in page.content
    assert b">Blue kettle</a>" in page.content


def test_a_file_of_a_kind_that_cannot_say_so_does_not_leave(drilling, capsys):
    answer = through(HttpResponse(b"RIFF", content_type="audio/wav"), "/song/")
    assert answer.status_code == 500
    assert b"RIFF" not in answer.content
    assert b"cannot say that it is of an exercise" in answer.content
    assert "a file of audio/wav was held back from /song/" in capsys.readouterr().err
    from battlebox.web.exercise import say_exercise

    with pytest.raises(ValueError, match="piece by piece"):
        say_exercise(StreamingHttpResponse([b"a"], content_type="text/csv"))


def test_a_page_that_forgot_its_banner_gets_one(drilling):
    answer = through(HttpResponse("<html><body class='x'><p>Bare</p></body></html>"), "/")
    assert b"<body class='x'><p role=\"note\"><strong>EXERCISE EXERCISE EXERCISE</strong></p>" in answer.content


def test_a_real_desk_is_left_alone(desk):
    answer = through(HttpResponse(b"a,b\n", content_type="text/csv"), "/")
    assert answer.content == b"a,b\n"
    assert HEADER not in answer.headers


def test_every_kind_of_answer_that_the_desk_makes_has_its_way_to_say_so():
    """A new way out is red here until share/exercise.py says how it is marked."""
    found = {}
    for module in source():
        if module.path.relative_to(SOURCE).parts[0] != "web":
            continue
        for node in ast.walk(module.tree):
            if isinstance(node, ast.keyword) and node.arg == "content_type" and isinstance(node.value, ast.Constant):
                found.setdefault(node.value.value.partition(";")[0], module.name)
    unknown = {kind: place for kind, place in found.items() if kind not in kinds() | OF_A_PAGE | {"text/html"}}
    assert not unknown
    assert len(found) >= 6


@pytest.mark.usefixtures("opened")
def test_it_asks_nobody_for_a_second_factor_and_a_real_desk_does(desk_page, officer, monkeypatch):
    monkeypatch.setattr(settings, "DESK", replace(settings.DESK, second_factor_after_hours=72))
    page = desk_page(officer("northmere"))
    assert "second factor" not in page.get("/").content.decode()
    monkeypatch.setattr(settings, "DESK", replace(settings.DESK, drill=False))
    assert "Within 72 hours it needs a second factor" in page.get("/").content.decode()


def test_once_a_drills_test_that_set_more_of_the_desk_has_ended_the_desk_is_no_drills(desk):
    """The one above sets the desk of a drill anew, and is put back together with it."""
    assert settings.DESK is desk
    assert not settings.DESK.drill


def test_a_report_says_once_in_a_line_that_it_is_an_exercise(drilling, tmp_path):
    page = ReportPage("After-action report: Tapes", EXERCISE, (), "Nothing was done.", ())
    document = docx.Document(io.BytesIO(report_document(page, AT)))
    for place in (document.sections[0].header, document.sections[0].footer):
        assert place.paragraphs[0].text == EXERCISE_STAMP
    for text in pdf_pages(after_action_paper(page, AT), tmp_path):
        assert text.count(EXERCISE) == 2, "at its head and at its foot"
        assert text.count(EXERCISE_STAMP) == 1
