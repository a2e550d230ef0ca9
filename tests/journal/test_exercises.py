"""A drill's record says so in its first entry, and no desk of the other kind opens it or takes it in."""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
from datetime import UTC, datetime

import pytest
from click.testing import CliRunner

from battlebox.cli.program import program
from battlebox.desk.record import Handling, Installation, open_incident, take_copy
from battlebox.drill.pace import Pace, PaceFile
from battlebox.journal import (
    DRILL_MARK,
    EXERCISE,
    Header,
    JournalCode,
    JournalError,
    export_whole,
    is_exercise,
    open_store,
    paper,
)
from battlebox.marking import Tlp
from desk.room import StillWatch, officer

SHARED = Handling(Tlp.AMBER, frozenset({"northmere", "eastholt"}))
CODES = {"real": JournalCode.IS_EXERCISE, "drill": JournalCode.NOT_EXERCISE}


@pytest.fixture
def desks(tmp_path):
    """A real desk and a drill's, each with an incident: by name, its folder, its installation and its record."""
    found = {}
    for name in ("real", "drill"):
        folder = tmp_path / name
        folder.mkdir()
        if name == "drill":
            (folder / DRILL_MARK).write_text("")
            PaceFile.in_folder(folder).start(Pace.started(datetime.now(UTC), datetime.now(UTC)))
        here = Installation(folder, StillWatch())
        record = here.found(("northmere", "eastholt"), title="Blue kettle")
        open_incident(record, officer("northmere"), title="Blue kettle", seen="screens are blank", handling=SHARED)
        found[name] = (folder, here, record)
    yield found
    for _, here, _ in found.values():
        here.close()


def run(*words):
    return CliRunner().invoke(program, [str(word) for word in words])


def store_in(folder):
    [path] = (folder / "incidents").glob("*.journal")
    return path


def test_the_first_entry_of_a_drill_says_so_where_anybody_can_read_it(desks):
    folder, _, record = desks["drill"]
    assert record.standing.exercise
    store = open_store(store_in(folder))
    assert is_exercise(store)
    assert Header.from_store(store.row_at(1).raw).about["exercise"] == EXERCISE
    store.close()
    assert not desks["real"][2].standing.exercise


@pytest.mark.parametrize(
    ("whose", "where", "words"),
    [
        (
            "drill",
            "real",
            "is of a drill (EXERCISE EXERCISE EXERCISE), and this desk is a real",
        ),
        ("real", "drill", "is the record of a real incident, and this desk is a drill's"),
    ],
)
class TestTheOtherKind:
    def test_a_file_laid_into_the_folder_is_not_opened(self, desks, whose, where, words):
        desks[whose][1].close()
        name = store_in(desks[whose][0]).name
        shutil.copy(store_in(desks[whose][0]), desks[where][0] / "incidents" / name)
        with pytest.raises(JournalError) as wrong:
            desks[where][1].record(name.removesuffix(".journal"))
        assert wrong.value.code is CODES[where]
        assert words in str(wrong.value)
        assert "open it at the desk it belongs to" in wrong.value.hint

    def test_the_commands_do_not_open_it(self, desks, whose, where, words):
        desks[whose][1].close()
        desks[where][1].close()
        shutil.move(store_in(desks[whose][0]), desks[where][0] / "incidents" / "other.journal")
        for command in (["show"], ["append", "note:written", "--text", "we are here"]):
            done = run("journal", *command, "--incident", "other", "--data", desks[where][0])
            assert done.exit_code != 0, command
            assert words in done.stderr, command

    def test_an_export_is_not_imported_and_nothing_is_kept(self, desks, tmp_path, whose, where, words):
        stick = tmp_path / "stick"
        desks[whose][1].close()
        desks[where][1].close()
        made = run("journal", "export", stick, "--to", "northmere", "--for", "northmere", "--data", desks[whose][0])
        assert made.exit_code == 0, made.stderr
        before = sorted(path.name for path in (desks[where][0] / "incidents").iterdir())
        done = run("journal", "import", stick, "--data", desks[where][0])
        assert done.exit_code != 0
        assert words in done.stderr
        assert sorted(path.name for path in (desks[where][0] / "incidents").iterdir()) == before

    def test_what_a_page_takes_in_is_refused_by_name_as_an_export_and_as_a_store(self, desks, whose, where, words):
        record = desks[where][2]
        theirs = desks[whose][2]
        arrived = record.arrived
        out = io.BytesIO()
        with theirs.lock:
            out.write(export_whole(theirs.with_pen(officer("northmere"), lambda pen: pen), to="northmere"))
        desks[whose][1].close()
        for data in (out.getvalue(), store_in(desks[whose][0]).read_bytes()):
            with pytest.raises(JournalError) as wrong:
                take_copy(record, officer("northmere"), data, "from-a-stick", passphrase="")
            assert wrong.value.code is CODES[where]
            assert words in str(wrong.value)
        assert record.catch_up() == arrived


@pytest.mark.parametrize("drill", [True, False])
def test_every_page_that_goes_with_a_copy_says_so(drill):
    pages = (
        paper.explanation("a" * 64, desk="A", entries=3, withheld=0, to="", sealed=False, exercise=drill),
        paper.restoring("a" * 64, desk="A", entries=3, exercise=drill),
    )
    for page in pages:
        assert page.startswith(f"{EXERCISE}\n") == drill


def test_the_verifier_that_stands_alone_says_that_a_copy_is_of_a_drill(desks, tmp_path):
    said = {}
    for name, (folder, here, _) in desks.items():
        here.close()
        made = run("journal", "export", tmp_path / name, "--to", "northmere", "--for", "northmere", "--data", folder)
        assert made.exit_code == 0, made.stderr
        (copy,) = (tmp_path / name).glob("incident.jsonl.gz")
        command = [sys.executable, "-I", "-S", str(tmp_path / name / "verify_journal.py"), str(copy)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout
        said[name] = done.stdout
    assert f"{EXERCISE}: of a drill, not of an incident\nincident " in said["drill"]
    assert EXERCISE not in said["real"]
