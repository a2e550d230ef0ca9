"""The doctor says of each thing whether it is well, wants looking at or is broken, and changes nothing."""

from __future__ import annotations

import json
import os
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from battlebox.web.keeping import doctor
from battlebox.web.keeping.doctor import examine
from battlebox.web.keeping.signs import Sign, State, broken
from battlebox.web.keeping.steps import known_steps
from battlebox.web.starting.desk_settings import DeskSettings
from web.keeping.test_backup import run
from web.keeping.test_root import NEEDS_ROOT

pytestmark = pytest.mark.one_store


def signs(desk):
    return {each.name: each for each in examine(desk)}


def files(folder):
    return {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.rglob("*") if path.is_file()}


def test_of_a_desk_that_is_well_it_says_so_of_each_thing_and_changes_nothing(kept, data):
    before = files(data)
    found = signs(kept)
    after = files(data)
    assert {path: held for path, held in after.items() if not path.name.endswith(("-shm", "-wal"))} == before
    (record,) = (name for name in found if name.startswith("record "))
    machine = {"python", "pages", "folder", "disk", "clock", "kernels", "certificate", "backup"}
    assert set(found) == machine | {"tables", record, "admin keys"}
    assert [name for name, each in found.items() if each.state is State.BROKEN] == []
    assert "160 entries, each as it was signed" in found[record].says
    assert "hf, rbkc, wcc" in found["admin keys"].says
    assert found["admin keys"].state is State.LOOK


def openly(data):
    (data / "keys" / "admin-rbkc.key").chmod(0o644)


def settings_openly(data):
    (data / "sending.toml").chmod(0o640)


def as_root(data):
    """What root once wrote into the folder of the desk's own user."""
    for path in (data, *data.rglob("*")):
        os.chown(path, 65534, 65534, follow_symlinks=False)
    os.chown(data / "desk.sqlite3", 0, 0)


def folder_openly(data):
    data.chmod(0o755)


def ahead(data):
    later = (datetime.now(UTC) + timedelta(hours=3)).timestamp()
    os.utime(data / "desk.sqlite3", (later, later))


def newer(data):
    with closing(sqlite3.connect(data / "desk.sqlite3")) as tables, tables:
        tables.execute("INSERT INTO django_migrations (app, name, applied) VALUES ('web', '0999_future', '2030-01-01')")


STOOD = 6
"""So many steps had the tables of a desk that fell behind."""


def behind(data):
    with closing(sqlite3.connect(data / "desk.sqlite3")) as tables, tables:
        tables.execute("DELETE FROM django_migrations WHERE app = 'web' AND name > '0007'")


def damaged(data):
    raw = bytearray((data / "desk.sqlite3").read_bytes())
    raw[4096:12288] = os.urandom(8192)
    (data / "desk.sqlite3").write_bytes(raw)


def altered(data):
    (path,) = (data / "incidents").glob("*.journal")
    with closing(sqlite3.connect(path)) as record, record:
        record.execute("DROP TRIGGER entry_never_UPDATE")
        record.execute("UPDATE entry SET raw = zeroblob(length(raw)) WHERE s = 100")


def cut_off(data):
    (path,) = (data / "incidents").glob("*.journal")
    with closing(sqlite3.connect(path)) as record, record:
        record.execute("DROP TRIGGER entry_never_DELETE")
        record.execute("DELETE FROM entry WHERE s = (SELECT max(s) FROM entry)")


def long_ago(data):
    at = (datetime.now(UTC) - timedelta(days=9)).isoformat()
    (data / "copies" / "last-backup.json").write_text(json.dumps({"at": at}), encoding="ascii")


def never(data):
    (data / "copies" / "last-backup.json").unlink()


def ends_in(days):
    def make(data):
        key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
        name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "a desk")])
        made = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        made = made.not_valid_before(now - timedelta(days=90)).not_valid_after(now + timedelta(days=days, hours=1))
        whole = made.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)
        (data / "keys" / "server.crt").write_bytes(whole)

    return make


@pytest.mark.parametrize(
    ("change", "name", "state", "says"),
    [
        (openly, "folder", State.BROKEN, "others on this machine can read keys/admin-rbkc.key"),
        (settings_openly, "folder", State.BROKEN, "others on this machine can read sending.toml"),
        (folder_openly, "folder", State.LOOK, "can look into"),
        pytest.param(as_root, "folder", State.BROKEN, "root wrote desk.sqlite3, which", marks=NEEDS_ROOT),
        (ahead, "clock", State.BROKEN, "it went back"),
        (newer, "tables", State.BROKEN, "a newer Battlebox wrote them (0999_future)"),
        (behind, "tables", State.LOOK, f"{len(known_steps()) - STOOD} steps behind"),
        (damaged, "tables", State.BROKEN, "desk.sqlite3 is damaged"),
        (altered, "record", State.BROKEN, "wrong"),
        (cut_off, "record", State.BROKEN, "wrong"),
        (long_ago, "backup", State.LOOK, "9 days ago"),
        (never, "backup", State.LOOK, "none was ever made"),
        (ends_in(200), "certificate", State.WELL, "ends in 200 days"),
        (ends_in(9), "certificate", State.LOOK, "ends in 9 days"),
        (ends_in(-3), "certificate", State.BROKEN, "ended 3 days ago"),
        (lambda data: (data / "keys" / "server.crt").write_text("none"), "certificate", State.BROKEN, "cannot be read"),
    ],
)
def test_what_is_not_well_is_found_and_named_and_nothing_else(kept, data, change, name, state, says):
    change(data)
    found = {each: sign for each, sign in signs(kept).items() if each.partition(" ")[0] == name}
    (sign,) = found.values()
    assert (sign.state, bool(sign.hint)) == (state, state is not State.WELL)
    assert says in sign.says
    if state is State.BROKEN:
        others = [each for each in examine(kept) if each.state is State.BROKEN and each.name not in found]
        assert others == []


def test_a_full_disk_and_a_folder_that_is_not_there(kept, monkeypatch, tmp_path):
    for free, state in ((1 << 20, State.BROKEN), (500 << 20, State.LOOK), (5 << 30, State.WELL)):
        monkeypatch.setattr(doctor.shutil, "disk_usage", lambda _, free=free: SimpleNamespace(free=free))
        assert signs(kept)["disk"].state is state
    gone = signs(DeskSettings(data=tmp_path / "gone"))
    assert gone["folder"].state is State.BROKEN
    assert not (tmp_path / "gone").exists()


def test_a_server_that_does_not_answer_is_broken_and_its_password_is_in_no_word(kept):
    desk = replace(kept, tables="postgresql://desk:hunter2needle@localhost:1/desk")
    found = signs(desk)["postgresql"]
    assert found.state is State.BROKEN
    assert "the database desk at localhost cannot be used" in found.says
    assert "hunter2needle" not in found.says + found.hint


def test_a_server_that_answers_is_asked_how_far_its_tables_are(kept, postgres):
    found = signs(replace(kept, tables=postgres))
    assert found["postgresql"].state is State.WELL
    assert "the first start makes them" in found["tables"].says


def test_the_command_says_it_in_lines_and_in_json_and_by_its_exit_code(data):
    good = run("doctor", "--data", data)
    assert good.returncode == 0
    assert good.stdout.splitlines()[0].startswith("well   python: Battlebox")
    openly(data)
    bad = run("doctor", "--data", data, "--json")
    assert bad.returncode == 1
    said = json.loads(bad.stdout)
    assert said["ok"] is False
    (found,) = [each for each in said["checks"] if each["state"] == "broken"]
    assert found["name"] == "folder"
    assert found["hint"].startswith("run chmod")
    # Of a key its name is said, and never what is in it.
    assert (data / "keys" / "admin-rbkc.key").read_text(encoding="ascii").strip() not in bad.stdout + bad.stderr


def test_a_sign_that_is_not_well_has_a_hint():
    with pytest.raises(ValueError, match="tables"):
        broken("tables", "they are damaged", "")
    with pytest.raises(ValueError, match="tables"):
        Sign("tables", State.WELL, "they are well", "do this")
