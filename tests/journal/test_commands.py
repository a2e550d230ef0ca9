"""The commands as an officer types them: two desks, a stick, a stranger, a checkpoint, a restore drill."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from battlebox.cli import program


class Officer:
    """Types commands in one folder of desks."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def types(self, desk: str, *words: str, code: int = 0) -> Result:
        found = CliRunner().invoke(program, ["journal", *words, "--data", str(self.folder / desk)])
        assert found.exit_code == code, found.output + repr(found.exception)
        assert "Traceback" not in found.output
        return found

    def reads(self, desk: str, *words: str, code: int = 0) -> dict:
        return json.loads(self.types(desk, *words, "--json", code=code).stdout)


@pytest.fixture
def officer(tmp_path: Path) -> Officer:
    officer = Officer(tmp_path)
    officer.types("one", "new", "--org", "northmere", "--name", "gold", "--admin", str(tmp_path / "admin.key"))
    officer.types("one", "append", "note:written", "--text", "the phones are out")
    return officer


def test_a_record_is_written_shown_and_verified(officer: Officer) -> None:
    written = officer.reads("one", "append", "task:opened", "--set", 'task/1.state="open"', "--tlp", "green")["entry"]
    assert officer.reads("one", "verify") == {
        "ok": True, "entries": 3, "problems": [], "notices": [], "withheld": 0, "erased": 0,
    }  # fmt: skip
    shown = officer.reads("one", "show", written[:8])
    assert shown["kind"] == "task:opened"
    assert shown["proof"] == "not yet witnessed"
    assert "the phones are out" in officer.types("one", "show").stdout


def test_a_desk_joins_by_a_stick_and_its_words_and_writes_back(officer: Officer, tmp_path: Path) -> None:
    officer.types("one", "export", str(tmp_path / "out"), "--to", "northmere")
    officer.types("two", "import", str(tmp_path / "out"))
    card = officer.reads("two", "card")
    assert not card["enrolled"]
    officer.types("two", "append", "note:written", "--text", "the library is open")
    officer.types("two", "export", str(tmp_path / "back"), "--to", "northmere")
    assert officer.reads("one", "import", str(tmp_path / "back"))["new"] == 3
    assert officer.reads("one", "verify", code=1)["problems"][0]["code"] == "not_enrolled"
    admin = str(tmp_path / "admin.key")
    enrol = officer.types(
        "one", "enrol", card["card"], "--org", "northmere", "--name", "two", "--admin", admin, "--yes"
    )
    assert card["words"] in enrol.stderr
    assert officer.reads("one", "verify")["ok"]
    other = next((tmp_path / "two" / "incidents").glob("*.journal"))
    assert officer.reads("one", "merge", str(other))["new"] == 0


def test_a_restore_drill_from_one_stick_and_a_passphrase_ends_with_a_new_key(officer: Officer, tmp_path: Path) -> None:
    officer.types("one", "append", "note:written", "--tlp", "red", "--text", "for Gold alone")
    officer.types("one", "export", str(tmp_path / "plain"), "--all", code=4)
    told = officer.types("one", "export", str(tmp_path / "bag"), "--all", "--passphrase", "new").stderr
    words = told.split("shown this once: ")[1].strip()
    refused = officer.types("new", "import", str(tmp_path / "bag"), "--passphrase", "wrong", code=3)
    assert "error: the passphrase does not open incident.bbx" in refused.stderr
    assert not (tmp_path / "new").exists()
    officer.types("new", "import", str(tmp_path / "bag"), "--passphrase", words)
    assert "for Gold alone" in officer.types("new", "show").stdout
    assert officer.reads("new", "verify")["ok"]
    assert officer.reads("new", "card")["key"] != officer.reads("one", "card")["key"]


def test_a_removal_needs_a_second_hand_and_a_hold_stops_it(officer: Officer, tmp_path: Path) -> None:
    said = officer.reads("one", "append", "note:written", "--text", "Mrs Example")["entry"]
    officer.types("one", "redact", said, "0", code=2)
    asked = officer.types("one", "redact", said, "0", "--ground", "UK GDPR art. 17").stdout.strip()
    officer.types("one", "agree", asked, code=4)
    admin = ("--org", "northmere", "--admin", str(tmp_path / "admin.key"))
    hold = officer.types("one", "hold", "--ground", "public inquiry").stdout.strip()
    assert "under legal hold: public inquiry" in officer.types("one", "agree", asked, *admin, code=4).stderr
    officer.types("one", "lift", hold)
    officer.types("one", "agree", asked, *admin)
    assert "(removed)" in officer.types("one", "show", said).stdout
    assert officer.types("one", "redact", "--finish").stdout == "0 parts deleted\n"
    assert officer.reads("one", "verify")["erased"] == 1


def test_a_checkpoint_is_printed_and_witnessed(officer: Officer, tmp_path: Path) -> None:
    told = officer.reads("one", "checkpoint", "--since", "0")
    assert len(told["words"].split()) == 12
    (tmp_path / "note.json").write_text(json.dumps(told), encoding="utf-8")
    officer.types("one", "export", str(tmp_path / "out"), "--to", "northmere")
    officer.types("two", "import", str(tmp_path / "out"))
    signed = officer.types("two", "witness", str(tmp_path / "note.json"), "--name", "eastholt/one").stdout
    assert signed.count("\u2014 ") == 2
    (tmp_path / "bad.json").write_text("{}", encoding="utf-8")
    officer.types("two", "witness", str(tmp_path / "bad.json"), "--name", "x", code=3)
    officer.types("one", "checkpoint", "--pdf", str(tmp_path / "sheet.pdf"), "--holder", "eastholt duty officer")
    assert (tmp_path / "sheet.pdf").read_bytes().startswith(b"%PDF")


def test_a_file_goes_with_an_entry_and_a_lost_key_is_revoked(officer: Officer, tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("pay us", encoding="utf-8")
    written = officer.types("one", "append", "note:written", "--attach", str(tmp_path / "note.txt")).stdout.strip()
    assert "(a file)" in officer.types("one", "show", written).stdout
    key = officer.reads("one", "card")["key"]
    revoke = ("revoke", key[:8], "--org", "northmere", "--last-good", written, "--admin", str(tmp_path / "admin.key"))
    revoked = officer.types("one", *revoke).stdout.strip()
    assert officer.reads("one", "verify")["notices"][0]["code"] == "after_revocation"
    officer.types("one", "adopt", revoked)


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (("append", "task:teleported"), 2, "task:teleported is not a kind of entry"),
        (("append", "note:written", "--tlp", "purple"), 2, "'purple' is not a traffic light label"),
        (("append", "note:written", "--set", "x"), 2, "is not THING.FIELD=JSON"),
        (("show", "zz"), 2, "there is no entry zz here"),
        (("import", "/dev/null"), 3, "is not a Battlebox journal export"),
        (("import", "no-such-file"), 3, "no-such-file cannot be read: No such file or directory"),
        (("enrol", "x", "--org", "a", "--name", "b", "--admin", "no-such-file"), 3, "message cannot be read"),
    ],
)
def test_what_is_refused_is_refused_in_two_lines(
    officer: Officer, words: tuple[str, ...], code: int, sentence: str
) -> None:
    assert sentence in officer.types("one", *words, code=code).stderr


def test_an_empty_folder_says_how_to_begin(officer: Officer) -> None:
    refused = officer.types("nowhere", "show", code=3)
    assert "there is no journal at" in refused.stderr
    assert "battlebox journal new" in refused.stderr
