"""Findings of a drill at the real desk: brought by a form or a command, open until evidence closes them."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date, timedelta

import pytest
from click.testing import CliRunner
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from battlebox.cli.program import run
from battlebox.desk import Role
from battlebox.desk.readiness import due_words
from battlebox.drill.report import Taken, as_json
from battlebox.journal import DRILL_MARK, EXERCISE
from drill.report.reports import opened, report_of
from web.desk_page import words

PATH = "/readiness/findings/bring/"
RING = Taken("Settle who rings Eastholt <b>", "partner liaison", date(2027, 1, 8), "warn-partners", 1)
SEAT = Taken("Seat a loggist beside Gold", "head of IT", date(2026, 12, 18), "", 3)


def today():
    """Asked for anew each time: a run of all tests may go over midnight."""
    return date.today()  # noqa: DTZ011 - the desk of these tests goes by the machine's own day


@pytest.fixture(scope="module")
def text():
    held = today() - timedelta(days=2)
    return as_json(replace(report_of(opened(), minutes=1), findings=(RING, SEAT), held=held))


def file(text, **fields):
    raw = json.dumps({**json.loads(text), **fields}).encode() if fields else text.encode()
    return SimpleUploadedFile("EXERCISE-after-action-report.json", raw, content_type="application/json")


def brought(page, text, *, expect=302, who="", **fields):
    return page.send(PATH, {"file": file(text, **fields), "who": who}, expect=expect)


@pytest.mark.usefixtures("ready")
class TestTheForm:
    def test_each_finding_is_open_until_evidence_closes_it(self, desk_page, text):
        page = desk_page("northmere")
        said = words(page.follow(brought(page, text, who="Gold, Silver, IT")))
        assert "Exercise R-1. Findings that are open now: R-2, R-3." in said
        day = due_words(date(2027, 1, 8), today())
        assert f"Settle who rings Eastholt <b> partner liaison {day} Open A rehearsal" in said
        held = words(page.get("/readiness/exercises/"))
        assert "A rehearsal R-1" in held
        assert "Gold, Silver, IT 2 found, 2 still open" in held
        page.send("/readiness/findings/2/close/", {"evidence": "  "}, expect=422)
        assert "2 found, 2 still open" in words(page.get("/readiness/exercises/"))
        for number in (2, 3):
            page.follow(page.send(f"/readiness/findings/{number}/close/", {"evidence": "Seen on the wall, 3 December"}))
        assert "2 found, 0 still open" in words(page.get("/readiness/exercises/"))
        assert re.search(
            r"Exercises held, with everything found in them mended .*?1 of 1", words(page.get("/readiness/"))
        )

    def test_brought_twice_each_is_there_once_and_what_is_new_is_added(self, desk_page, text):
        page = desk_page("northmere")
        page.follow(brought(page, text, findings=json.loads(text)["findings"][:1], provisional=True))
        said = words(page.follow(brought(page, text)))
        assert "Exercise R-1. Findings that are open now: R-3. 1 more were here already." in said
        assert words(page.get("/readiness/exercises/")).count("A rehearsal") == 1

    def test_of_a_drill_that_still_ran_it_says_so(self, desk_page, text):
        page = desk_page("northmere")
        said = words(page.follow(brought(page, text, provisional=True)))
        assert "The drill was still running: bring the file once more when it is over." in said

    @pytest.mark.parametrize("council", ["eastholt", "farwick"])
    def test_other_councils_neither_take_them_nor_see_them(self, desk_page, text, council):
        mine, other = desk_page("northmere"), desk_page(council)
        mine.follow(brought(mine, text))
        said = words(brought(other, text, expect=422))
        assert "These are findings of Northmere Council, and this is the book of" in said
        for path in ("/readiness/findings/", "/readiness/exercises/"):
            assert "rehearsal" not in words(other.get(path))
        other.get("/readiness/findings/2/", expect=404)

    @pytest.mark.parametrize("role", [Role.OBSERVER, Role.LOGGIST])
    def test_who_may_not_keep_findings_brings_none(self, desk_page, officer, text, role):
        page = desk_page(officer("northmere", role=role.value))
        page.post(PATH, {"file": file(text), "who": ""}, expect=422)
        assert "rehearsal" not in words(page.get("/readiness/exercises/"))

    def test_another_file_of_a_drill_is_refused_loudly_and_nothing_is_kept(self, desk_page):
        page = desk_page("northmere")
        said = words(brought(page, f'{{"type": "bundle", "x_exercise": "{EXERCISE}"}}', expect=422))
        assert f"This file is of a drill ({EXERCISE}) and holds no findings: nothing in it happened." in said
        assert "No exercise is written down here." in words(page.get("/readiness/exercises/"))

    def test_a_drill_of_a_day_that_is_to_come_is_refused(self, desk_page, text):
        page = desk_page("northmere")
        ahead = (today() + timedelta(days=28)).isoformat()
        assert "28 days" in words(brought(page, text, expect=422, held=ahead))

    def test_a_drills_own_desk_takes_none(self, desk_page, text, monkeypatch):
        page = desk_page("northmere")
        monkeypatch.setattr(settings, "DESK", replace(settings.DESK, drill=True))
        said = words(brought(page, text, expect=422))
        assert "This is a drill's desk: what is kept here is forgotten with the drill." in said


@pytest.mark.usefixtures("ready")
class TestTheReportAnywhereElse:
    """The file of a report is refused wherever it is not asked for."""

    def test_as_intelligence(self, text, tmp_path):
        path = tmp_path / "report.json"
        path.write_text(text)
        from battlebox.web.share_command import share

        done = CliRunner().invoke(share, ["bring", str(path)])
        assert done.exit_code == 3
        assert "refused" in done.output

    def test_as_a_record_and_as_an_estate(self, text, tmp_path, capsys):
        path = tmp_path / "report.json"
        path.write_text(text)
        assert run(["journal", "import", str(path), "--data", str(tmp_path / "desk")]) != 0
        assert run(["check", str(path)]) != 0
        assert capsys.readouterr().out == ""


@pytest.mark.usefixtures("ready")
class TestTheCommand:
    @pytest.fixture
    def said(self, tmp_path, capsys):
        def call(text, *more, data=None):
            path = tmp_path / "report.json"
            path.write_text(text)
            code = run(["share", "findings", str(path), "--data", str(data or tmp_path / "desk"), *more])
            return code, *capsys.readouterr()

        return call

    def test_it_keeps_them_as_the_form_does(self, officer, desk_page, text, said):
        person = officer("northmere", name="nora")
        code, _, err = said(text, "--by", "Nora", "--who", "Gold")
        assert (code, err) == (0, "battlebox: Exercise R-1. Findings that are open now: R-2, R-3.\n")
        code, out, _ = said(text, "--by", "nora", "--json")
        kept = json.loads(out)
        assert (kept["new"], kept["there"], kept["body"]) == ([], [2, 3], "northmere")
        assert "2 found, 2 still open" in words(desk_page(person).get("/readiness/exercises/"))

    def test_an_officer_of_another_body_or_of_none_may_not(self, officer, text, said):
        officer("eastholt", name="esther")
        officer("northmere", name="owen", role=Role.OBSERVER)
        for name, wanted in (("esther", "nobody of that name has a role for northmere"), ("x", "nobody of that name")):
            code, _, err = said(text, "--by", name)
            assert code == 4
            assert wanted in err
        code, _, err = said(text, "--by", "owen")
        assert code == 4
        assert "observer" in err

    def test_a_drills_folder_and_a_file_that_is_none_are_refused(self, text, said, tmp_path):
        folder = tmp_path / "drill"
        folder.mkdir()
        (folder / DRILL_MARK).write_text("")
        code, _, err = said(text, "--by", "nora", data=folder)
        assert code == 4
        assert "this is a drill's desk" in err
        assert sorted(path.name for path in folder.iterdir()) == [DRILL_MARK]
        code, _, err = said(f'{{"says": "{EXERCISE}"}}', "--by", "nora")
        assert code == 3
        assert "holds no findings" in err
