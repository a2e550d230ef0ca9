"""A desk is brought to a new version whole, or stays the old one whole, wherever it is cut off and whatever fails."""

from __future__ import annotations

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest

from battlebox.web.keeping.errors import KeepingError
from battlebox.web.keeping.restore import Key, restore
from battlebox.web.keeping.steps import ASKED, known_steps, steps_in
from battlebox.web.keeping.upgrade import upgrade
from battlebox.web.starting.desk_settings import DeskSettings
from web.keeping.test_backup import run, whole

pytestmark = pytest.mark.one_store
BACK = """
import sys
from pathlib import Path
import django
from django.conf import settings
from battlebox.web.settings import django_settings
from battlebox.web.starting.desk_settings import DeskSettings
settings.configure(**django_settings(DeskSettings(data=Path(sys.argv[1]), tables=sys.argv[2])))
django.setup()
from django.core.management import call_command
call_command("migrate", "web", "0007", verbosity=0)
"""


def step_back(folder, tables=""):
    subprocess.run([sys.executable, "-c", BACK, str(folder), tables], check=True, timeout=60)


@pytest.fixture(scope="module")
def old(worked_at, tmp_path_factory):
    """The desk as a version before this one left it."""
    folder = tmp_path_factory.mktemp("old") / "desk"
    shutil.copytree(worked_at, folder)
    step_back(folder)
    assert steps_in(folder / "desk.sqlite3") == known_steps()[:7]
    return folder


@pytest.fixture
def desk(old, tmp_path):
    folder = tmp_path / "desk"
    shutil.copytree(old, folder)
    return folder


def beside(folder):
    return sorted(path.name for path in folder.glob("desk.sqlite3*"))


def test_it_is_brought_up_to_date_with_a_backup_and_the_old_tables_kept(desk, tmp_path):
    before = whole(desk / "desk.sqlite3")
    done = run("upgrade", "--data", desk, "--backup", tmp_path / "b.tar.gz", "--plain", "--json")
    assert done.returncode == 0, done.stderr
    # Whatever reads it finds one answer there, and no word of a library's.
    about = json.loads(done.stdout)
    assert (about["changed"], about["records"]) == (True, 1)
    assert steps_in(desk / "desk.sqlite3") == known_steps()
    assert whole(about["old_tables"]) == before
    assert whole(desk / "desk.sqlite3")["web_officer"] == before["web_officer"]
    assert beside(desk) == ["desk.sqlite3"]
    again = run("restore", tmp_path / "b.tar.gz", "--to", tmp_path / "again")
    assert again.returncode == 0, again.stderr
    assert whole(tmp_path / "again" / "desk.sqlite3") == before
    twice = run("upgrade", "--data", desk)
    assert "of this version already" in twice.stdout, twice.stderr


LOSES_ROWS = """
from importlib import import_module
from django.db import migrations
step = import_module("battlebox.web.migrations.0008_readiness").Migration
step.operations.append(migrations.RunPython(lambda apps, schema: schema.execute("DELETE FROM web_membership")))
"""
STOPS = """
from importlib import import_module
from django.db import migrations
import_module("battlebox.web.migrations.0009_shared_quotas").Migration.operations.append(
    migrations.RunSQL("UPDATE nowhere SET one = 1"))
"""
# In the last step: one that makes the table anew after it would see the row before the upgrade does.
DANGLES = """
from django.db import migrations
from django.db.migrations.loader import MigrationLoader
inner = MigrationLoader.load_disk
def load_disk(self):
    inner(self)
    last = max(step for step in self.disk_migrations if step[0] == "web")
    self.disk_migrations[last].operations.append(migrations.RunSQL("UPDATE web_membership SET officer_id = 987654"))
MigrationLoader.load_disk = load_disk
"""


FULL = """
import sqlite3
import battlebox.web.keeping.upgrade as it
def copy_tables(desk):
    raise sqlite3.OperationalError("database or disk is full")
it.copy_tables = copy_tables
"""


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (FULL, "database or disk is full"),
        (LOSES_ROWS, "the table web_membership had"),
        (STOPS, "no such table: nowhere"),
        (DANGLES, "foreign key"),
    ],
    ids=[
        "there is no room for the old tables",
        "a step loses rows",
        "a step stops half-way",
        "a step leaves a row that points nowhere",
    ],
)
def test_an_upgrade_that_fails_rolls_back_by_itself(desk, fault, said):
    before = (desk / "desk.sqlite3").read_bytes()
    done = run("upgrade", "--data", desk, before=fault)
    assert done.returncode == 4, done.stderr
    assert "the desk was not brought to this version" in done.stderr
    assert said in done.stderr.lower()
    assert (desk / "desk.sqlite3").read_bytes() == before
    assert beside(desk) == ["desk.sqlite3"]


def test_a_record_that_does_not_read_stops_it_too(desk):
    (path,) = (desk / "incidents").glob("*.journal")
    with closing(sqlite3.connect(path)) as record, record:
        record.execute("DROP TRIGGER entry_never_UPDATE")
        record.execute("UPDATE entry SET raw = zeroblob(length(raw)) WHERE s = 100")
    before = (desk / "desk.sqlite3").read_bytes()
    done = run("upgrade", "--data", desk)
    assert done.returncode == 4
    assert f"the record {path.stem}" in done.stderr
    assert (desk / "desk.sqlite3").read_bytes() == before


KILL = "import os, signal\nkill = lambda *a, **k: os.kill(os.getpid(), signal.SIGKILL)\n"
PLACES = {
    "the copy is made": KILL + "import battlebox.web.keeping.upgrade as it\nit.how_far = kill",
    "between two steps": KILL
    + "from importlib import import_module\nfrom django.db import migrations\n"
    + "import_module('battlebox.web.migrations.0009_shared_quotas').Migration.operations.append("
    + "migrations.RunPython(kill))",
    "all is checked": KILL + "import battlebox.web.keeping.upgrade as it\nit.copy_tables = kill",
    "the old tables are kept": KILL
    + "from pathlib import Path\ninner = Path.replace\n"
    + "Path.replace = lambda self, to: kill() if self.name.endswith('.upgrading') else inner(self, to)",
    "the new ones have their name": KILL + "import battlebox.web.keeping.upgrade as it\nit._sync = kill",
}


# Where something lies about that the next try must clear away.
AGAIN = ("between two steps", "the new ones have their name")


@pytest.mark.parametrize("place", PLACES)
def test_killed_anywhere_it_is_the_old_one_whole_or_the_new_one_whole(desk, place):
    before = whole(desk / "desk.sqlite3")
    assert run("upgrade", "--data", desk, before=PLACES[place]).returncode == -signal.SIGKILL
    is_new = place == "the new ones have their name"
    assert steps_in(desk / "desk.sqlite3") == (known_steps() if is_new else known_steps()[:7])
    after = whole(desk / "desk.sqlite3")
    assert after["web_officer"] == before["web_officer"]
    assert is_new or after == before
    if place not in AGAIN:
        return
    done = run("upgrade", "--data", desk)
    assert done.returncode == 0, done.stderr
    assert steps_in(desk / "desk.sqlite3") == known_steps()
    assert beside(desk) == ["desk.sqlite3"]


def test_it_is_refused_while_anything_else_has_the_tables_open_and_of_a_newer_version(desk):
    with closing(sqlite3.connect(desk / "desk.sqlite3")) as other:
        other.execute("SELECT count(*) FROM web_officer").fetchone()
        held = run("upgrade", "--data", desk)
        assert held.returncode == 4
        assert "another program has desk.sqlite3 open" in held.stderr
        with other:
            other.execute(
                "INSERT INTO django_migrations (app, name, applied) VALUES ('web', '0999_future', '2030-01-01')"
            )
    newer = run("upgrade", "--data", desk)
    assert newer.returncode == 4
    assert "written by a newer Battlebox" in newer.stderr


def test_on_a_server_it_is_one_transaction_with_a_backup_before(data, postgres, tmp_path):
    import psycopg

    name = f"upgraded_{os.urandom(4).hex()}"
    with psycopg.connect(postgres, autocommit=True) as root:
        root.execute(f"CREATE DATABASE {name}")
    address = postgres.replace("dbname=postgres", f"dbname={name}")
    assert run("move", "--data", data, "--to", address).returncode == 0
    step_back(data, address)

    def steps():
        with psycopg.connect(address) as asked:
            return tuple(name for (name,) in asked.execute(ASKED))

    with pytest.raises(KeepingError, match="nothing here would keep the old ones"):
        upgrade(DeskSettings(data=data, tables=address), lambda: None, print, has_backup=False)
    words = ("upgrade", "--data", data, "--plain", "--backup")
    undone = run(*words, tmp_path / "1.tar.gz", before=STOPS)
    assert undone.returncode == 4, undone.stderr
    assert "the desk was not brought to this version" in undone.stderr
    assert steps() == known_steps()[:7]
    done = run(*words, tmp_path / "2.tar.gz")
    assert done.returncode == 0, done.stderr
    assert steps() == known_steps()
    again = restore(tmp_path / "2.tar.gz", tmp_path / "again", Key()).folder
    # The tables of the older version, in its own form.
    assert steps_in(again / "desk.sqlite3") == known_steps()[:7]
