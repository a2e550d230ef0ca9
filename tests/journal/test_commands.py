"""The commands as an officer types them: two desks, a stick, a stranger, a checkpoint, a restore drill."""

from __future__ import annotations

import gzip
import hashlib
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from battlebox.cli.program import program
from battlebox.journal import canon


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
    officer.types(
        "one", "append", "note:written", "--tlp", "red", "--to", "person:gold", "--plain", "--text", "for Gold alone"
    )
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
    assert "file note.txt, 6 bytes, sha256 92575b3b" in officer.types("one", "show", written).stdout
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


def test_words_for_gold_alone_open_with_golds_stick(officer: Officer, tmp_path: Path) -> None:
    stick = tmp_path / "gold.key"
    public = officer.types("one", "sealing-key", "--new", str(stick)).stdout.strip()
    assert public.startswith("age1")
    assert stick.stat().st_mode & 0o077 == 0
    red = ("--tlp", "red", "--to", "person:gold", "--text", "four million", "--seal-to", public)
    told = officer.types("one", "append", "note:written", *red).stdout.strip()
    assert "(sealed to named people)" in officer.types("one", "show", told).stdout
    assert "four million" in officer.types("one", "show", told, "--open", str(stick)).stdout
    assert officer.reads("one", "show", told, "--open", str(stick))["parts"] == [
        {"class": "sealed", "text": "four million"}
    ]
    refused = officer.types("one", "append", "note:written", "--text", "x", "--seal-to", "age1x", code=2)
    assert "'age1x' is no key to seal to" in refused.stderr
    # The desk's own key is made once, and what is sealed to it opens here without asking.
    mine = officer.types("one", "sealing-key").stdout
    assert officer.types("one", "sealing-key").stdout == mine
    told = officer.types("one", "append", "note:written", "--text", "ours", "--seal-to", mine.strip()).stdout.strip()
    assert "ours" in officer.types("one", "show", told).stdout


def test_an_import_that_comes_too_early_waits_and_is_named(officer: Officer, tmp_path: Path) -> None:
    officer.types("one", "export", str(tmp_path / "all"), "--to", "northmere")
    lines = gzip.decompress((tmp_path / "all" / "incident.jsonl.gz").read_bytes()).splitlines(keepends=True)
    officer.types("two", "import", str(tmp_path / "all"))
    for i in range(3):
        officer.types("one", "append", "note:written", "--text", f"later {i}")
    key = officer.types("two", "sealing-key").stdout.strip()
    bag = ("--recipient", key)
    officer.types("one", "export", str(tmp_path / "more"), "--to", "northmere")
    more = gzip.decompress((tmp_path / "more" / "incident.jsonl.gz").read_bytes()).splitlines(keepends=True)
    rest = [more[0], *more[len(lines) + 1 : -1]]
    end = {"end": hashlib.sha256(b"".join(rest)).hexdigest(), "entries": len(rest) - 1, "chunks": 0}
    early = tmp_path / "early.jsonl.gz"
    early.write_bytes(gzip.compress(b"".join(rest) + canon.encode(end) + b"\n"))
    refused = officer.types("two", "import", str(early), code=4)
    assert "early.jsonl.gz builds on entry" in refused.stderr
    assert "it is kept aside" in refused.stderr
    assert "1 imported files are kept aside" in officer.types("two", "show").stderr
    assert officer.reads("two", "verify")["notices"][0]["code"] == "waiting"
    officer.types("one", "export", str(tmp_path / "sealed"), "--to", "northmere", *bag)
    told = officer.types("two", "import", str(tmp_path / "sealed"))
    assert "a file that was kept aside fits now: 0 new entries" in told.stderr
    assert officer.reads("two", "verify")["notices"] == []
    held = next((tmp_path / "two" / "incidents").glob("*.held"))
    (held / "rotten.jsonl.gz").write_bytes(b"rotten")
    told = officer.types("two", "import", str(tmp_path / "more"))
    assert "a file goes on being kept aside: rotten.jsonl.gz is not a Battlebox journal export" in told.stderr


def test_a_held_sheet_is_compared_by_text_and_by_words(officer: Officer, tmp_path: Path) -> None:
    told = officer.reads("one", "checkpoint")
    (tmp_path / "note.txt").write_text(told["note"], encoding="utf-8")
    spoken = f"{told['size']} {told['words']}"
    seen = officer.types("one", "verify", "--sheet", str(tmp_path / "note.txt"), "--sheet", spoken)
    assert seen.stderr.count(f"the record begins with exactly the {told['size']} entries of the sheet") == 2
    # Eight bits of the words check the rest: one wrong size in 256 fits, and is then no such record.
    misheard = [
        officer.types("one", "verify", "--sheet", f"{wrong} {told['words']}", code=1).stdout
        for wrong in range(told["size"] + 1, told["size"] + 9)
    ]
    assert any("the words do not fit together" in said for said in misheard)
    assert "no-such-note cannot be read" in officer.types("one", "verify", "--sheet", "no-such-note", code=1).stdout


def test_two_versions_of_a_field_are_named_until_somebody_chooses(officer: Officer, tmp_path: Path) -> None:
    officer.types("one", "export", str(tmp_path / "out"), "--to", "northmere")
    officer.types("two", "import", str(tmp_path / "out"))
    card = officer.reads("two", "card", "--qr", str(tmp_path / "card.svg"))["card"]
    assert (tmp_path / "card.svg").read_text().startswith("<svg")
    enrol = ("--org", "northmere", "--name", "two", "--admin", str(tmp_path / "admin.key"))
    CliRunner().invoke(program, ["journal", "enrol", card, *enrol, "--data", str(tmp_path / "one")], input="n\n")
    officer.types("one", "enrol", card, *enrol, "--yes")
    officer.types("one", "export", str(tmp_path / "enrolled"), "--to", "northmere")
    officer.types("two", "import", str(tmp_path / "enrolled"))
    for desk, state in (("one", "open"), ("two", "shut")):
        officer.types(desk, "append", "task:changed", "--set", f'task/1.state="{state}"')
    officer.types("one", "merge", str(next((tmp_path / "two" / "incidents").glob("*.journal"))))
    assert "task/1 state has 2 versions: choose one by writing it again" in officer.types("one", "show").stderr
    officer.types("one", "append", "task:changed", "--set", 'task/1.state="open"', "--by", "officer/7")
    assert "versions" not in officer.types("one", "show").stderr
    told = officer.types("one", "show", "--last", "2", "--json").stdout
    assert json.loads(told)["entries"][-1]["by"] == "officer/7"


def test_what_another_desk_wrote_cannot_move_the_cursor(officer: Officer) -> None:
    told = officer.types("one", "append", "note:written", "--text", "calm\x1b[2J\rEVERYTHING IS FINE").stdout.strip()
    for words in (("show",), ("show", told)):
        shown = officer.types("one", *words).stdout
        assert "\x1b" not in shown
        assert "\r" not in shown
        assert "EVERYTHING IS FINE" in shown


def test_what_belongs_to_another_incident_or_folder_is_refused(officer: Officer, tmp_path: Path) -> None:
    officer.types("one", "export", str(tmp_path / "out"), "--to", "northmere")
    officer.types("one", "export", str(tmp_path / "out"), "--to", "northmere", code=4)
    officer.types("one", "import", str(tmp_path / "out"), "--incident", "ffff", code=3)
    officer.types("other", "new", "--org", "northmere", "--name", "x", "--admin", str(tmp_path / "admin.key"))
    card = officer.reads("other", "card")["card"]
    enrol = ("--org", "northmere", "--name", "x", "--admin", str(tmp_path / "admin.key"), "--yes")
    assert "about another incident" in officer.types("one", "enrol", card, *enrol, code=3).stderr
    officer.types("one", "revoke", "zz", "--org", "northmere", "--admin", str(tmp_path / "admin.key"), code=2)
    officer.types("one", "new", "--org", "northmere", "--name", "y", "--admin", str(tmp_path / "admin.key"))
    several = officer.types("one", "show", code=2)
    assert "there are several incidents here" in several.stderr
    also = ("--also", "eastholt=nonsense")
    new = ("new", "--org", "northmere", "--name", "z", "--admin", str(tmp_path / "admin.key"))
    assert "is not BODY=KEY" in officer.types("three", *new, *also, code=2).stderr
    told = officer.reads("three", *new, "--also", f"eastholt={'ab' * 32}")
    assert len(told["words"].split()) == 6
    (tmp_path / "odd.key").write_text("no key")
    officer.types("four", "new", "--org", "n", "--name", "z", "--admin", str(tmp_path / "odd.key"), code=3)


def test_an_empty_folder_says_how_to_begin(officer: Officer) -> None:
    refused = officer.types("nowhere", "show", code=3)
    assert "there is no journal at" in refused.stderr
    assert "battlebox journal new" in refused.stderr
