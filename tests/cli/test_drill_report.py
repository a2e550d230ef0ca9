"""`battlebox drill report`: the words of the page as text, PDF, document and file; the folder stays as it was."""

from __future__ import annotations

import io
import json
from datetime import UTC, date, datetime, timedelta

import docx
import pypdf
import pytest

from battlebox.desk.record import Installation, open_incident
from battlebox.drill.control import Setting, Stage
from battlebox.drill.pace import DrillWatch, PaceFile
from battlebox.drill.play import Taken
from battlebox.drill.report import carried_from
from battlebox.journal import EXERCISE
from desk.room import SHARED, StillWatch, officer, shipped
from drill.play.tapes import TEXT

HELD = datetime(2026, 11, 20, 13, tzinfo=UTC)
RING = Taken("Settle who rings Eastholt", "partner liaison", date(2027, 1, 8))


def contents(folder):
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file() and path.suffix != ".lock"}


@pytest.fixture
def stage(tmp_path):
    """A drill that was played on 20 November 2026, with one finding; nobody ended it."""
    setting = Setting(TEXT.encode(), "tapes.toml", shipped("northmere"), player="northmere")
    made = Stage.set_up(tmp_path / "drill", setting, HELD)
    made.pace.set(lambda pace: pace.resumed(HELD))
    wall = StillWatch(at=HELD + timedelta(minutes=3))
    here = Installation(made.folder, DrillWatch(PaceFile.in_folder(made.folder), wall))
    record = here.found(("northmere", "eastholt"), title="Blue kettle")
    open_incident(record, officer("northmere"), title="Blue kettle", seen="screens are blank", handling=SHARED)
    made.take(RING, wall.at)
    here.close()
    return made


def test_it_says_the_words_of_the_page_and_changes_nothing(battlebox, stage):
    before = contents(stage.folder)
    ran = battlebox("drill", "report", stage.folder)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(f"{EXERCISE}\nAfter-action report: The tapes do not answer\n")
    assert "Played by: Northmere Council, on 20 November 2026" in ran.out
    assert "From the record of: Blue kettle" in ran.out
    assert "      To mend: Settle who rings Eastholt\n      Who sees to it: partner liaison" in ran.out
    assert ran.out.rstrip().endswith(EXERCISE)
    assert "Somebody has the backup server" not in ran.out
    assert {path: raw for path, raw in contents(stage.folder).items() if path in before} == before


def test_the_file_is_the_one_that_is_carried(battlebox, stage):
    ran = battlebox("drill", "report", stage.folder, "--json")
    found = carried_from(ran.out.encode())
    assert (found.body, found.held) == ("northmere", HELD.date())
    assert [each.what for each in found.taken] == [RING.what]
    assert json.loads(ran.out)["minutes"] == 60


def test_paper_and_document_say_exercise(battlebox, stage, tmp_path):
    ran = battlebox("drill", "report", stage.folder, "--pdf", tmp_path / "a.pdf", "--docx", tmp_path / "a.docx")
    assert ran.code == 0
    paper = pypdf.PdfReader(io.BytesIO((tmp_path / "a.pdf").read_bytes()))
    assert all(EXERCISE in page.extract_text() for page in paper.pages)
    assert docx.Document(tmp_path / "a.docx").sections[0].header.paragraphs[0].text == EXERCISE


def test_one_that_still_runs_says_that_it_is_provisional(battlebox, stage):
    stage.do(lambda course: course.switching(by_itself=False), HELD)
    ran = battlebox("drill", "report", stage.folder)
    assert "battlebox: the drill is still running, at T+" in ran.err
    assert "After-action report, provisional: The tapes do not answer" in ran.out


def test_a_folder_that_is_no_drill_and_an_incident_that_is_none_are_refused(battlebox, stage, tmp_path):
    ran = battlebox("drill", "report", tmp_path)
    assert (ran.code, ran.out) == (4, "")
    assert "holds no drill" in ran.err
    ran = battlebox("drill", "report", stage.folder, "--incident", "zz")
    assert (ran.code, ran.out) == (4, "")
    assert "no incident zz of this drill has Northmere Council in it" in ran.err
