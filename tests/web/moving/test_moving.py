"""A desk's tables go to PostgreSQL and come back, all of them or none, and read the same on both sides."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing

import psycopg
import pytest
from psycopg import conninfo

from web.test_starting import PROGRAM, Running, ask, browser, join

pytestmark = pytest.mark.one_store
NEEDLE = "the number of the kettle is 4711"


@pytest.fixture(scope="module")
def lived_in(tmp_path_factory):
    """A demonstration in which somebody signed in, with what SQLite and PostgreSQL might spell differently."""
    folder = tmp_path_factory.mktemp("lived") / "desk"
    desk = Running(folder, "--demo")
    _sign_in(desk, "rbkc.silver")
    assert desk.end() == 0
    with closing(sqlite3.connect(folder / "desk.sqlite3")) as tables:
        odd = {"z": 1e5, "a": [True, None, 0.1, "naïve ☎"], "b": {"y": 2**40, "x": -1.5}}
        tables.execute(
            "INSERT INTO web_job (id, kind, incident, body, asked, state, progress, words, answer, paper, made_at,"
            " owner_id) VALUES (?, 'odd', '', 'rbkc', ?, 'done', 0.30000000000000004, ?, '[]', ?,"
            " '2026-01-02 03:04:05.000006', 1)",
            ("0" * 31 + "7", json.dumps(odd), NEEDLE, bytes(range(256))),
        )
        # A number that a row had, and that no row has any more.
        tables.execute("UPDATE sqlite_sequence SET seq = seq + 40 WHERE name = 'web_alarm'")
        tables.execute("INSERT INTO sqlite_sequence SELECT 'web_alarm', 40 WHERE NOT EXISTS"
                       " (SELECT 1 FROM sqlite_sequence WHERE name = 'web_alarm')")  # fmt: skip
        tables.commit()
    return folder


@pytest.fixture
def desk(lived_in, tmp_path):
    """A copy of it."""
    folder = tmp_path / "desk"
    shutil.copytree(lived_in, folder)
    return folder


@pytest.fixture
def database(postgres):
    """The address of an empty database, and a way to ask it."""
    name = f"moving_{os.urandom(4).hex()}"
    with psycopg.connect(postgres, autocommit=True) as root:
        root.execute(f"CREATE DATABASE {name}")
    return postgres.replace("dbname=postgres", f"dbname={name}")


def _sign_in(desk, name):
    opener, password = browser(), re.search(r"desk is closed: (\S+)", desk.said)[1]
    token = re.search(r'csrfmiddlewaretoken" value="(\w+)"', ask(desk, "/account/login/", opener=opener))[1]
    said = {"csrfmiddlewaretoken": token, "login": name, "password": password}
    assert "Sign out" in ask(desk, "/account/login/", said, opener)


def _move(folder, to, *, before=""):
    """The command, as an operator runs it; `before` is run in its process first."""
    words = ["desk", "move", "--data", str(folder), "--to", str(to), "--json"]
    start = [PROGRAM] if not before else [sys.executable, "-c", f"{before}\nfrom battlebox.cli import main\nmain()"]
    return subprocess.run([*start, *words], capture_output=True, text=True, timeout=120, check=False)


def _things(database):
    with psycopg.connect(database) as asked:
        sql = "SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace"
        return asked.execute(sql).fetchone()[0]


def _whole(file):
    """Every cell of every table, as SQLite keeps it; JSON by what it says, for who writes it chooses the order."""
    with closing(sqlite3.connect(file)) as tables:
        names = [name for (name,) in tables.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY 1")]
        return {
            name: sorted(repr([_said(cell) for cell in row]) for row in tables.execute(f"SELECT * FROM {name}"))  # noqa: S608 - a name of ours
            for name in names
            if name != "django_migrations"
        }


def _said(cell):
    try:
        is_json = isinstance(cell, str) and cell[:1] in ("{", "[")
        return json.dumps(json.loads(cell), sort_keys=True) if is_json else cell
    except ValueError:
        return cell


def _refused(answer, *words):
    assert answer.returncode == 4, answer.stderr
    assert answer.stdout == ""
    for each in words:
        assert each in answer.stderr


def test_there_and_straight_back_every_cell_is_what_it_was(desk, database):
    before = _whole(desk / "desk.sqlite3")
    (desk / "desk.toml").write_text('# ours\nbody = "rbkc"\n', encoding="utf-8")
    there = _move(desk, database)
    assert there.returncode == 0, there.stderr
    assert not (desk / "desk.sqlite3").exists()
    assert (desk / "desk.toml").stat().st_mode & 0o777 == 0o600
    assert [_whole(file) for file in (desk / "copies").glob("moved-*.sqlite3")] == [before]
    back = _move(desk, desk)
    assert back.returncode == 0, back.stderr
    assert _whole(desk / "desk.sqlite3") == before
    assert NEEDLE in str(before)
    assert json.loads(there.stdout) == json.loads(back.stdout)
    assert (desk / "desk.toml").read_text(encoding="utf-8") == '# ours\nbody = "rbkc"\n'
    assert list(desk.glob("*.part*")) == []
    (record,) = [each for each in json.loads(back.stdout) if each["name"].startswith("incident ")]
    assert record["rows"] > 100


def test_who_is_signed_in_stays_so_there_and_back_and_the_desk_goes_on(tmp_path, database):
    # A real desk: a demonstration gives everybody a new password whenever it starts.
    folder = tmp_path / "desk"
    opener = _asked(folder, join)[0]
    assert _move(folder, database).returncode == 0
    assert "Who has access" in _asked(folder, lambda desk: ask(desk, "/", opener=opener))
    assert not (folder / "desk.sqlite3").exists()
    with psycopg.connect(database) as asked:
        assert asked.execute("SELECT count(*) FROM django_session").fetchone()[0] >= 1
        asked.execute("UPDATE web_officer SET display_name = 'Changed there' WHERE username = 'duty.silver'")
    assert _move(folder, folder).returncode == 0
    page = _asked(folder, lambda desk: ask(desk, "/", opener=opener))
    assert "Who has access" in page
    assert "Changed there" in page


def _asked(folder, what):
    """What a desk that runs on this folder answers; it is ended again."""
    desk = Running(folder)
    try:
        return what(desk)
    finally:
        assert desk.end() == 0, desk.said


def test_a_number_that_a_row_had_is_given_to_no_other(desk, database):
    assert _move(desk, database).returncode == 0
    with psycopg.connect(database) as asked:
        assert asked.execute("SELECT nextval(pg_get_serial_sequence('web_alarm', 'id'))").fetchone()[0] > 40


def test_a_desk_that_runs_is_not_moved_and_stays_as_it_is(desk, database):
    running = Running(desk, "--demo")
    try:
        _refused(_move(desk, database), "another desk is already running")
        assert _things(database) == 0
    finally:
        assert running.end() == 0
    assert not (desk / "desk.toml").exists()


def test_nor_are_tables_that_anything_else_has_open_on_either_side(desk, database):
    with closing(sqlite3.connect(desk / "desk.sqlite3")) as other:
        other.execute("SELECT count(*) FROM web_officer").fetchone()
        _refused(_move(desk, database), f"{desk} is in use by another program")
    with psycopg.connect(database):
        _refused(_move(desk, database), "is in use by another program", "stop the desk")
    assert _things(database) == 0
    assert _move(desk, database).returncode == 0
    with psycopg.connect(database):
        _refused(_move(desk, desk), "is in use by another program")
    assert not (desk / "desk.sqlite3").exists()


@pytest.mark.parametrize("encoding", ["LATIN1", "SQL_ASCII"])
def test_nothing_is_moved_into_what_does_not_take_every_letter_and_no_desk_begins_there(
    desk, database, tmp_path, encoding
):
    about = conninfo.conninfo_to_dict(database)
    name = f"{about['dbname']}_{encoding.lower()}"
    with psycopg.connect(database, autocommit=True) as root:
        root.execute(f"CREATE DATABASE {name} ENCODING '{encoding}' LOCALE 'C' TEMPLATE template0")
    address = conninfo.make_conninfo(database, dbname=name)
    before = _whole(desk / "desk.sqlite3")
    _refused(_move(desk, address), f"is in {encoding}, which does not take every letter", "createdb --encoding UTF8")
    assert _whole(desk / "desk.sqlite3") == before
    new = tmp_path / "new"
    new.mkdir(mode=0o700)
    (new / "desk.toml").write_text(f"tables = {json.dumps(address)}\n", encoding="utf-8")
    begun = subprocess.run([PROGRAM, "desk", "--data", new], capture_output=True, text=True, timeout=60, check=False)
    _refused(begun, f"is in {encoding}, which does not take every letter", "createdb --encoding UTF8")


def test_nothing_is_moved_into_what_is_not_empty(desk, database):
    before = _whole(desk / "desk.sqlite3")
    with psycopg.connect(database, autocommit=True) as asked:
        asked.execute("CREATE TABLE ours (one integer)")
    _refused(_move(desk, database), "is not empty", "createdb")
    assert _things(database) == 1
    with psycopg.connect(database, autocommit=True) as asked:
        asked.execute("DROP TABLE ours")
    assert _move(desk, database).returncode == 0
    (aside,) = (desk / "copies").glob("moved-*.sqlite3")
    shutil.copyfile(aside, desk / "desk.sqlite3")
    _refused(_move(desk, desk), f"{desk / 'desk.sqlite3'} is not empty")
    assert _whole(desk / "desk.sqlite3") == before


BEFORE_THE_SETTING = """
import os, signal
from battlebox.web.moving.switch import Switch
Switch.make = lambda self: os.kill(os.getpid(), signal.SIGKILL)
"""
HALF_WAY = """
import os, signal
import django.db.models.query as query
inner = query.QuerySet._insert
def insert(self, objs, fields, **more):
    if type(objs[0]).__name__ == "Membership" and more.get("raw"):
        os.kill(os.getpid(), signal.SIGKILL)
    return inner(self, objs, fields, **more)
query.QuerySet._insert = insert
"""


def test_killed_half_way_nothing_has_changed_and_the_next_try_goes_through(desk, database):
    before = _whole(desk / "desk.sqlite3")
    assert _move(desk, database, before=HALF_WAY).returncode == -signal.SIGKILL
    assert _whole(desk / "desk.sqlite3") == before
    assert not (desk / "desk.toml").exists()
    assert _things(database) == 0
    assert _move(desk, database).returncode == 0
    assert _move(desk, desk, before=HALF_WAY).returncode == -signal.SIGKILL
    assert not (desk / "desk.sqlite3").exists()
    assert database in (desk / "desk.toml").read_text(encoding="utf-8")
    assert (desk / "desk.sqlite3.part").exists()
    assert _move(desk, desk).returncode == 0
    assert _whole(desk / "desk.sqlite3") == before
    assert list(desk.glob("*.part*")) == []


def test_killed_before_the_setting_the_desk_is_where_it_was_and_the_full_database_is_refused(desk, database):
    before = _whole(desk / "desk.sqlite3")
    assert _move(desk, database, before=BEFORE_THE_SETTING).returncode == -signal.SIGKILL
    assert _whole(desk / "desk.sqlite3") == before
    assert not (desk / "desk.toml").exists()
    _refused(_move(desk, database), "is not empty")


def test_what_postgresql_does_not_take_is_named_by_table_row_and_column(desk, database):
    with closing(sqlite3.connect(desk / "desk.sqlite3")) as tables:
        tables.execute("UPDATE web_officer SET display_name = ? WHERE username = 'wcc.gold'", ("x" * 900,))
        number = tables.execute("SELECT id FROM web_officer WHERE username = 'wcc.gold'").fetchone()[0]
        tables.commit()
    answer = _move(desk, database)
    _refused(answer, f"web_officer, row {number}, column display_name", "it has 900 letters")
    assert "xxx" not in answer.stderr
    with closing(sqlite3.connect(desk / "desk.sqlite3")) as tables:
        tables.execute("UPDATE web_officer SET display_name = ? WHERE username = 'wcc.gold'", ("a\0b",))
        tables.commit()
    _refused(_move(desk, database), f"web_officer, row {number}, column display_name", "a letter of value 0")
    assert _things(database) == 0


TAMPER = """
import django.db.models.query as query
inner = query.QuerySet._insert
def insert(self, objs, fields, **more):
    if type(objs[0]).__name__ == "Membership":
        objs[0].body = "farwick"
    return inner(self, objs, fields, **more)
query.QuerySet._insert = insert
"""


def test_one_cell_that_arrives_otherwise_undoes_all(desk, database):
    _refused(_move(desk, database, before=TAMPER), "web_membership does not read the same")
    assert _things(database) == 0
    assert (desk / "desk.sqlite3").exists()


@pytest.mark.parametrize("to", ["elsewhere", "mysql://desk@db.example/desk"])
def test_where_it_cannot_go_is_said_with_where_it_can(desk, to):
    answer = _move(desk, to)
    _refused(answer, f"{to} is neither the address of a database nor the desk's own folder", "--to postgresql://")


def test_a_folder_without_a_desk_and_a_server_without_one_are_refused(desk, database, tmp_path):
    (tmp_path / "none").mkdir()
    _refused(_move(tmp_path / "none", database), "holds no tables of a desk")
    _refused(_move(desk, desk), "the tables are in", "already")
    (desk / "desk.toml").write_text(f'tables = "{database}"\n', encoding="utf-8")
    (desk / "desk.sqlite3").rename(tmp_path / "aside")
    _refused(_move(desk, desk), "holds no tables of a desk")
    _refused(_move(desk, database), "already", "move them back first")


def test_options_before_the_word_move_are_not_lost_without_a_word(desk):
    words = [PROGRAM, "desk", "--data", str(desk), "move", "--to", "x"]
    answer = subprocess.run(words, capture_output=True, text=True, check=False)
    assert answer.returncode == 2
    assert "write options after move" in answer.stderr
