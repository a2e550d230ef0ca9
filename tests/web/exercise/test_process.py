"""A drill's desk as it is started: refused where it is none, everybody's name said, and no word leaves the machine."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from datetime import UTC, datetime

import pytest

from battlebox.drill.pace import Pace
from battlebox.drill.sealed import Original, make_sealed
from battlebox.journal import EXERCISE
from chromium import needs_chromium
from desk.room import StillWatch, officer, shipped
from web.hand import text_of
from web.test_starting import PROGRAM, Running, ask, browser

WATCHED = """
import os, sys

def told(event, given):
    if event in ("socket.connect", "socket.sendto", "socket.getaddrinfo", "subprocess.Popen", "os.system"):
        with open(os.environ["WATCHED"], "a") as out:
            out.write(f"{event} {given[1] if event in ('socket.connect', 'socket.sendto') else given[0]!r}\\n")

sys.addaudithook(told)
"""


@pytest.fixture
def drill(tmp_path):
    folder = tmp_path / "drill"
    made = Pace.started(datetime.now(UTC), datetime(2025, 11, 24, 2, 40, tzinfo=UTC))
    make_sealed(folder, "Autumn drill", Original(shipped("northmere")), ("northmere", "eastholt"), made)
    return folder


def refused(*words):
    done = subprocess.run([PROGRAM, "desk", *map(str, words)], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 4, done.stderr
    return done.stderr


def test_a_drills_folder_is_no_real_desks_and_no_demonstrations(drill):
    assert f"{drill} holds a drill ({EXERCISE}), and a real desk is asked for" in refused("--data", drill)
    assert "holds something else than a demonstration" in refused("--data", drill, "--demo")
    assert "leave one of --drill and --demo out" in refused("--data", drill, "--drill", "--demo")
    assert not (drill / "desk.sqlite3").exists()


def test_a_real_desks_folder_is_no_drills(tmp_path):
    (tmp_path / "desk").mkdir()
    assert "holds no drill, and a drill's desk is asked for" in refused("--data", tmp_path / "desk", "--drill")
    assert list((tmp_path / "desk").iterdir()) == []


def test_a_drill_keeps_its_tables_on_no_server(drill):
    (drill / "desk.toml").write_text('tables = "postgresql://desk@db.northmere.example/desk"\n')
    assert "names a server for its tables" in refused("--data", drill, "--drill")


def test_a_drill_whose_clock_is_gone_does_not_start_by_the_laptops(drill):
    (drill / "pace.log").unlink()
    assert "the drill's clock in" in refused("--data", drill, "--drill")


@pytest.mark.parametrize("way", ["drill's into a real", "real into a drill's"])
def test_no_desk_starts_beside_a_record_of_the_other_kind(drill, tmp_path, way):
    from battlebox.desk.record import Handling, Installation, open_incident

    real = tmp_path / "real"
    real.mkdir()
    there, here = (drill, real) if way == "drill's into a real" else (real, drill)
    installation = Installation(there, StillWatch())
    record = installation.found(("northmere",), title="Blue kettle")
    open_incident(record, officer("northmere"), title="Blue kettle", seen="blank", handling=Handling())
    installation.close()
    [path] = (there / "incidents").glob("*.journal")
    (here / "incidents").mkdir(exist_ok=True)
    shutil.copy(path, here / "incidents" / path.name)
    said = refused("--data", here, *(["--drill"] if here == drill else []))
    assert ("is of a drill" if here == real else "is the record of a real incident") in said
    assert "move" in said


def test_a_drills_desk_runs_says_what_it_is_and_connects_to_nobody(drill, tmp_path, monkeypatch):
    """It is given everything that a real desk would send with, and what it connects to is written down."""
    (tmp_path / "sitecustomize.py").write_text(WATCHED)
    log = tmp_path / "watched.txt"
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(filter(None, (str(tmp_path), os.environ.get("PYTHONPATH", "")))))
    monkeypatch.setenv("WATCHED", str(log))
    (drill / "sending.toml").write_text('[mail]\nhost = "relay.example.net"\nfrom = "desk@northmere.example"\n')
    (drill / "sending.toml").chmod(0o600)
    # The watch does see what connects.
    probe = "import socket\ntry: socket.create_connection(('127.0.0.1', 9), 1)\nexcept OSError: pass"
    subprocess.run([sys.executable, "-c", probe], check=True)
    assert "socket.connect ('127.0.0.1', 9)" in log.read_text()
    desk = Running(drill, "--drill")
    try:
        assert f"{EXERCISE}: this is a drill's desk, and nothing leaves it" in desk.said
        assert "northmere.gold, northmere.silver" in desk.said
        password = re.search(r"until the desk is closed: (\S+)", desk.said)[1]
        assert EXERCISE in ask(desk, "/account/login/")
        opener = browser()
        token = re.search(r'csrfmiddlewaretoken" value="(\w+)"', ask(desk, "/account/login/", opener=opener))[1]
        said = {"login": "northmere.silver", "password": password, "csrfmiddlewaretoken": token}
        page = ask(desk, "/account/login/", said, opener)
        assert "No incident is open for your body" in page
        assert EXERCISE in page
    finally:
        desk.end()
    found = log.read_text().splitlines()
    outside = [each for each in found if not re.search(r"127\.0\.0\.1|'localhost'|::1", each)]
    assert outside == []
    assert password not in desk.said.replace(f"closed: {password}", "")


@needs_chromium
@pytest.mark.parametrize("kind", ["a drill's desk", "a real desk"])
def test_each_sheet_of_a_drills_printed_page_says_exercise(kind, drill, tmp_path, chromium):
    of_drill = kind == "a drill's desk"
    desk = Running(drill, "--drill") if of_drill else Running(tmp_path / "real")
    try:
        page = chromium.new_page()
        page.goto(f"http://localhost:{desk.port}/account/login/")
        page.evaluate(
            "document.querySelector('main').append(...Array.from({length: 200}, () => {"
            "const line = document.createElement('p'); line.textContent = 'A line.'; return line}))"
        )
        sheets = text_of(page.pdf(format="A4", prefer_css_page_size=True)).split("\f")
        page.close()
    finally:
        desk.end()
    assert len(sheets) > 2
    assert {EXERCISE in each for each in sheets} == {of_drill}
