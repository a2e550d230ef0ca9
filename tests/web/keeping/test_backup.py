"""A backup holds all that a desk keeps; a desk restored from it reads the same; what is damaged restores nothing."""

from __future__ import annotations

import gzip
import io
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import tarfile
import threading
import zlib
from contextlib import closing

import pyrage
import pytest

from battlebox.journal import (
    DataFolder,
    Draft,
    Kind,
    LaptopWatch,
    needs_new_key,
    new_sealing_key,
    open_journal,
    open_store,
    verify,
)
from battlebox.web.keeping.backup import Sealing, backup
from battlebox.web.keeping.errors import KeepingError
from battlebox.web.keeping.gathering import recorded
from battlebox.web.keeping.restore import Key, restore
from battlebox.web.starting.desk_settings import DeskSettings
from web.test_starting import PROGRAM, Running, ask

pytestmark = pytest.mark.one_store
PLAIN = Sealing(plain=True)


def run(*words, before="", given=None):
    """The command, as an operator runs it; `before` is run in its process first."""
    start = [PROGRAM] if not before else [sys.executable, "-c", f"{before}\nfrom battlebox.cli import main\nmain()"]
    whole = [*start, "desk", *map(str, words)]
    return subprocess.run(whole, capture_output=True, text=True, timeout=120, check=False, input=given)


def names(file):
    with tarfile.open(file) as tar:
        return tar.getnames()


def whole(tables):
    """Every cell of every table."""
    with closing(sqlite3.connect(tables)) as asked:
        found = [name for (name,) in asked.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY 1")]
        return {name: sorted(map(repr, asked.execute(f"SELECT * FROM {name}"))) for name in found}  # noqa: S608 - a name of ours


def files(folder):
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_a_desk_that_runs_is_backed_up_sealed_and_opens_again_as_it_was(worked, tmp_path):
    data, made = worked
    assert made.returncode == 0, made.stderr
    about = json.loads(made.stdout)
    words = made.stderr.split("the passphrase, shown this once: ")[1].splitlines()[0]
    assert words not in made.stdout
    (file,) = data.parent.glob("battlebox-*.tar.gz.age")
    assert (about["file"], file.stat().st_mode & 0o777) == (str(file), 0o600)
    to = tmp_path / "again"
    assert run("restore", file, "--to", to, given="wrong words\n").returncode == 4
    assert not to.exists()
    done = run("restore", file, "--to", to, "--json", given=f"{words}\n")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["incidents"] == about["incidents"] != []
    assert whole(to / "desk.sqlite3").keys() == whole(data / "desk.sqlite3").keys()
    again = Running(to, "--demo")
    try:
        assert "Sign in" in ask(again, "/account/login/"), again.said
    finally:
        assert again.end() == 0
    (record,) = (to / "incidents").glob("*.journal")
    assert recorded(record).digest == about["incidents"][0]["digest"]
    # What was copied on the way is gone.
    assert sorted(path.name for path in (data / "copies").iterdir()) == ["last-backup.json"]


def test_everything_is_in_it_but_the_keys_that_sign_entries(kept, data, tmp_path):
    (data / "desk.toml").write_text('public = "user@host:/site"\nbody = "rbkc"\n', encoding="utf-8")
    (data / "public" / ".rbkc-1").mkdir(parents=True)
    (data / "public" / ".rbkc-1" / "index.html").write_text("out", encoding="utf-8")
    (data / "public" / "rbkc").symlink_to(".rbkc-1")
    (data / "demonstration").mkdir()
    (data / "demonstration" / "demonstration.txt").write_text("practice", encoding="utf-8")
    made = backup(kept, tmp_path / "b.tar.gz", PLAIN)
    found = set(names(made.file))
    left = {each for each in files(data) if each not in found and not each.startswith(("static/", "copies/", "logs/"))}
    signing = {f"keys/{body}-0001.key" for body in ("hf", "rbkc", "wcc")}
    tips = {each for each in left if each.endswith(".tip")}
    assert len(tips) == 3
    locks = {"desk.lock", "desk.lock-journal", "demonstration/demonstration.txt", "public/rbkc/index.html"}
    assert left - {f"desk.sqlite3{end}" for end in ("-shm", "-wal")} - locks == signing | tips
    assert {"keys/web-secret", "keys/admin-rbkc.key", "keys/bulletin-rbkc-0001.key", "sending.toml"} <= found
    done = restore(made.file, tmp_path / "again", Key())
    again = tmp_path / "again"
    assert (again / "public" / "rbkc" / "index.html").read_text(encoding="utf-8") == "out"
    assert done.pens == ("hf", "rbkc", "wcc")
    for name in signing:
        assert (again / name).read_bytes() != (data / name).read_bytes()
    # Two desks must neither send the same letter nor publish to the same place.
    assert done.aside == ("public", "sending.toml")
    assert not (again / "sending.toml").exists()
    assert (again / "sending.toml.aside").read_bytes() == (data / "sending.toml").read_bytes()
    settings = (again / "desk.toml").read_text(encoding="utf-8")
    assert settings.startswith("# Put aside by battlebox desk restore")
    assert 'surely off: public = "user@host:/site"\nbody = "rbkc"\n' in settings
    assert all(path.stat().st_mode & 0o077 == 0 for path in again.rglob("*") if not path.is_symlink())


@pytest.mark.parametrize(
    ("settings", "aside", "left"),
    [
        ('"tables" = "postgresql:///live"\nport = 8001\n', ["tables"], {"port": 8001}),
        ("'public' = '/srv/site'\nport = 8001\n", ["public"], {"port": 8001}),
        ('port = 8001\npublic = """\n/srv/site"""\n', ["desk.toml"], None),
        ('"t\\u0061bles" = "postgresql:///live"\n', ["desk.toml"], None),
    ],
)
def test_however_a_setting_is_written_a_restored_desk_does_not_reach_the_live_server_or_site(
    data, tmp_path, settings, aside, left
):
    (data / "desk.toml").write_text(settings, encoding="utf-8")
    made = backup(DeskSettings(data=data), tmp_path / "c.tar.gz", PLAIN)
    to = tmp_path / "again"
    assert [*restore(made.file, to, Key()).aside] == [*aside, "sending.toml"]
    found = DeskSettings.from_folder(to)
    assert (found.tables, found.public) == ("", "")
    if left is None:
        assert (to / "desk.toml.aside").read_text(encoding="utf-8") == settings
    else:
        assert found.port == left["port"]


def test_where_all_that_is_copied_would_fill_the_desks_own_disk_nothing_is_begun(kept, data, tmp_path, monkeypatch):
    need = sum(path.stat().st_size for path in data.rglob("*") if path.is_file())
    room = shutil._ntuple_diskusage(10 * need, 9 * need, 20 << 20)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: room)
    with pytest.raises(KeepingError, match=r"20 MB free, and \d+ MB are needed: all is copied there first"):
        backup(kept, tmp_path / "b.tar.gz", PLAIN)
    assert not list(tmp_path.glob("b.*"))
    assert not list((data / "copies").glob("backup-*"))
    monkeypatch.setattr(shutil, "disk_usage", lambda _: room._replace(free=(21 << 20) + need))
    backup(kept, tmp_path / "b.tar.gz", PLAIN)


def test_what_is_written_meanwhile_is_whole_in_it_or_not_at_all(kept, data, tmp_path):
    (path,) = (data / "incidents").glob("*.journal")
    folder, over = DataFolder(data, "rbkc"), threading.Event()
    with closing(sqlite3.connect(data / "desk.sqlite3")) as tables:
        tables.execute("CREATE TABLE pair (n INTEGER, half TEXT)")

    def write():
        store, n = open_store(path), 0
        journal = open_journal(store, folder.key(), folder.tip, LaptopWatch())
        with closing(store), closing(sqlite3.connect(data / "desk.sqlite3", timeout=20)) as tables:
            while not over.is_set():
                n += 1
                journal.append(Draft(Kind.NOTE_WRITTEN, text=f"line {n}"))
                with tables:
                    tables.execute("INSERT INTO pair VALUES (?, 'left')", (n,))
                    tables.execute("INSERT INTO pair VALUES (?, 'right')", (n,))

    before = recorded(path).entries
    writer = threading.Thread(target=write)
    writer.start()
    try:
        made = [backup(kept, tmp_path / f"{number}.tar.gz", PLAIN) for number in range(3)]
    finally:
        over.set()
        writer.join()
    counts = [each.manifest.incidents[0].entries for each in made]
    assert before <= counts[0] < counts[1] < counts[2] <= recorded(path).entries
    for number, each in enumerate(made):
        again = tmp_path / f"again-{number}"
        restore(each.file, again, Key())
        with closing(sqlite3.connect(again / "desk.sqlite3")) as tables:
            odd = tables.execute("SELECT n FROM pair GROUP BY n HAVING count(*) <> 2").fetchall()
        assert odd == []
        with closing(open_store(again / "incidents" / path.name)) as store:
            assert verify(store).problems == []


def test_a_restored_desk_writes_with_a_key_of_its_own_and_forks_nothing(kept, data, tmp_path):
    made = backup(kept, tmp_path / "b.tar.gz", PLAIN)
    again = restore(made.file, tmp_path / "again", Key()).folder
    (path,) = (again / "incidents").glob("*.journal")
    old, new = DataFolder(data, "rbkc").key(), DataFolder(again, "rbkc").key()
    with closing(open_store(path)) as store:
        tips = DataFolder(again, "rbkc").tip
        assert needs_new_key(open_journal(store, new, tips, LaptopWatch()), tips(path.stem, new.public)) is None
        assert needs_new_key(open_journal(store, old, tips, LaptopWatch()), tips(path.stem, old.public)) is not None


def means_the_same(one, other):
    """Whether both unpack to the same: a word that is spelt once may be pointed to in two places."""
    try:
        return gzip.decompress(one) == gzip.decompress(other)
    except (OSError, EOFError, zlib.error):
        return False


def test_every_damaged_byte_is_noticed_and_nothing_is_written(kept, tmp_path):
    good = backup(kept, tmp_path / "b.tar.gz", PLAIN).file.read_bytes()
    bad = tmp_path / "bad.tar.gz"
    # The first ten bytes are gzip's heading: its time and system mean nothing.
    for at in [10, 11, 12, *range(13, len(good), len(good) // 60), len(good) - 5, len(good) - 1]:
        changed = good[:at] + bytes([good[at] ^ 1]) + good[at + 1 :]
        if means_the_same(changed, good):
            continue
        bad.write_bytes(changed)
        with pytest.raises(KeepingError, match=r"is damaged|is no backup"):
            restore(bad, tmp_path / "again", Key())
    for length in (0, 5, 100, len(good) // 2, len(good) - 1):
        bad.write_bytes(good[:length])
        with pytest.raises(KeepingError, match=r"is damaged|is no backup"):
            restore(bad, tmp_path / "again", Key())
    assert sorted(path.name for path in tmp_path.iterdir()) == ["b.tar.gz", "bad.tar.gz", "desk"]


def test_a_key_seals_it_so_that_no_words_need_be_kept_on_the_desk(kept, data, tmp_path):
    public, secret = new_sealing_key()
    made = backup(kept, tmp_path / "b.age", Sealing(recipients=(public,)))
    raw = made.file.read_bytes()
    for name in ("keys/web-secret", "keys/admin-rbkc.key"):
        assert (data / name).read_bytes().strip() not in raw
    with gzip.open(io.BytesIO(pyrage.decrypt(raw, [pyrage.x25519.Identity.from_str(secret)]))) as opened:
        assert (data / "keys" / "admin-rbkc.key").read_bytes().strip() in opened.read()
    with pytest.raises(KeepingError, match="is sealed"):
        restore(made.file, tmp_path / "again", Key())
    with pytest.raises(KeepingError, match="does not open it"):
        restore(made.file, tmp_path / "again", Key(secret=new_sealing_key()[1]))
    for at in range(200, len(raw), len(raw) // 20):
        (tmp_path / "bad.age").write_bytes(raw[:at] + bytes([raw[at] ^ 1]) + raw[at + 1 :])
        with pytest.raises(KeepingError, match=r"is damaged|does not open"):
            restore(tmp_path / "bad.age", tmp_path / "again", Key(secret=secret))
    assert not (tmp_path / "again").exists()
    assert restore(made.file, tmp_path / "again", Key(secret=secret)).manifest == made.manifest


def test_nothing_is_written_over(kept, data, tmp_path):
    made = backup(kept, tmp_path / "b.tar.gz", PLAIN)
    with pytest.raises(KeepingError, match="is there already"):
        backup(kept, tmp_path / "b.tar.gz", PLAIN)
    with pytest.raises(KeepingError, match="own folder"):
        backup(kept, data / "b.tar.gz", PLAIN)
    with pytest.raises(KeepingError, match="own folder"):
        backup(kept, data, PLAIN)
    with pytest.raises(KeepingError, match="is there already"):
        restore(made.file, data, Key())
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")
    with pytest.raises(KeepingError, match="is there already"):
        restore(made.file, tmp_path / "link", Key())
    (tmp_path / "empty").mkdir()
    assert restore(made.file, tmp_path / "empty", Key()).manifest == made.manifest


FIRST_FILE = """
import os, signal
import battlebox.web.keeping.restore as it
inner = it._pour
def pour(place, kept, pieces):
    if kept.name.startswith("incidents/"):
        os.kill(os.getpid(), signal.SIGKILL)
    inner(place, kept, pieces)
it._pour = pour
"""
LAST_STEP = """
import os, signal
import battlebox.web.keeping.restore as it
it._sync = lambda place: os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.parametrize("when", [FIRST_FILE, LAST_STEP], ids=["half-way", "before its name"])
def test_killed_on_its_way_it_leaves_no_desk_and_the_next_try_cleans_up(kept, tmp_path, when):
    made = backup(kept, tmp_path / "b.tar.gz", PLAIN)
    to = tmp_path / "again"
    assert run("restore", made.file, "--to", to, before=when).returncode == -signal.SIGKILL
    assert not to.exists()
    assert len(list(tmp_path.glob(".again-*.part"))) == 1
    assert restore(made.file, to, Key()).manifest == made.manifest
    assert list(tmp_path.glob(".again-*.part")) == []


def test_a_file_that_holds_more_than_its_list_or_something_else_is_refused(kept, tmp_path):
    made = backup(kept, tmp_path / "b.tar.gz", PLAIN)
    with tarfile.open(made.file) as tar:
        members = [(each, tar.extractfile(each).read()) for each in tar.getmembers()]
    link = tarfile.TarInfo(members[1][0].name)
    link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
    more = tarfile.TarInfo("../more")
    for number, changed in enumerate(
        (members[:-1], [*members, (more, b"")], [members[0], (link, b""), *members[2:]], members[1:], members[::-1])
    ):
        bad = tmp_path / f"bad-{number}.tar.gz"
        with tarfile.open(bad, "w:gz") as tar:
            for member, held in changed:
                tar.addfile(member, io.BytesIO(held))
        with pytest.raises(KeepingError, match=r"is damaged|is no backup"):
            restore(bad, tmp_path / "again", Key())
    assert not (tmp_path / "again").exists()


def test_one_of_a_newer_version_is_refused(kept, data, tmp_path):
    with closing(sqlite3.connect(data / "desk.sqlite3")) as tables, tables:
        tables.execute("INSERT INTO django_migrations (app, name, applied) VALUES ('web', '0999_future', '2030-01-01')")
    made = backup(kept, tmp_path / "b.tar.gz", PLAIN)
    with pytest.raises(KeepingError, match="newer Battlebox"):
        restore(made.file, tmp_path / "again", Key())
    assert not (tmp_path / "again").exists()


def test_a_desk_that_cannot_be_read_is_not_called_backed_up(kept, data, tmp_path):
    raw = bytearray((data / "desk.sqlite3").read_bytes())
    raw[5000:9000] = os.urandom(4000)
    (data / "desk.sqlite3").write_bytes(raw)
    with pytest.raises(KeepingError, match=r"desk\.sqlite3 cannot be copied"):
        backup(kept, tmp_path / "b.tar.gz", PLAIN)
    assert not (tmp_path / "b.tar.gz").exists()
    assert list((data / "copies").glob("*.part")) == []


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["--data", "DATA"], 2, "nothing was said of how it is to be sealed"),
        (["--data", "DATA", "--plain", "--passphrase", "new"], 2, "write one of"),
        (["--data", "NOWHERE", "--plain"], 4, "holds no desk"),
        (["--data", "DATA", "--recipient", "age1nobody"], 2, "age1nobody"),
    ],
)
def test_what_cannot_be_done_is_refused_with_a_sentence_and_leaves_no_file(data, tmp_path, words, code, said):
    places = {"DATA": data, "NOWHERE": tmp_path / "nowhere"}
    answer = run("backup", tmp_path / "b.age", *(places.get(each, each) for each in words))
    assert (answer.returncode, answer.stdout) == (code, "")
    assert said in answer.stderr
    assert not (tmp_path / "b.age").exists()


def test_tables_on_a_server_are_restored_where_there_is_none(data, postgres, tmp_path):
    import psycopg

    name = f"kept_{os.urandom(4).hex()}"
    with psycopg.connect(postgres, autocommit=True) as root:
        root.execute(f"CREATE DATABASE {name}")
    address = postgres.replace("dbname=postgres", f"dbname={name}")
    before = whole(data / "desk.sqlite3")
    assert run("move", "--data", data, "--to", address).returncode == 0
    with psycopg.connect(address) as other:
        # Somebody is in the midst of writing, and holds the turn.
        other.execute("SELECT pg_advisory_xact_lock(1111643186)")
        other.execute("UPDATE web_officer SET display_name = 'half-way'")
        made = run("backup", tmp_path / "b.tar.gz", "--plain", "--data", data)
    assert made.returncode == 0, made.stderr
    done = run("restore", tmp_path / "b.tar.gz", "--to", tmp_path / "again", "--json")
    assert json.loads(done.stdout)["aside"] == ["tables", "sending.toml"], done.stderr
    after = whole(tmp_path / "again" / "desk.sqlite3")
    for skipped in ("django_migrations", "web_quota", "sqlite_sequence"):
        before.pop(skipped, None)
        after.pop(skipped, None)
    assert after.keys() == before.keys()
    assert [name for name in before if len(before[name]) != len(after[name])] == []
    assert after["web_officer"] == before["web_officer"]
