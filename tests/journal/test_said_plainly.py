"""Refusals, warnings and rights that an officer meets: what is said names the true cause, and nothing half is left."""

from __future__ import annotations

import os
import shutil
import sqlite3
import warnings
from pathlib import Path

import pytest
from click.testing import CliRunner

from battlebox.cli.program import program
from battlebox.journal import (
    JournalCode,
    JournalError,
    canon,
    make_checkpoint,
    new_sealing_key,
    seal,
    unseal,
    verify,
    witness,
)
from battlebox.journal.store import Witnessed
from battlebox.journal.tip import is_followed
from journal.test_commands import Officer
from sim.region import Region, settle


@pytest.fixture
def officer(tmp_path: Path) -> Officer:
    officer = Officer(tmp_path)
    officer.types("one", "new", "--org", "northmere", "--name", "gold", "--admin", str(tmp_path / "admin.key"))
    officer.types("one", "append", "note:written", "--text", "the phones are out")
    return officer


def second(officer: Officer) -> str:
    """Another desk of the same body; its card."""
    officer.types("one", "export", str(officer.folder / "first"), "--to", "northmere")
    officer.types("two", "import", str(officer.folder / "first"))
    return officer.reads("two", "card")["card"]


def test_a_damaged_bag_is_not_blamed_on_the_words_nor_another_key_on_damage() -> None:
    words, mine, theirs = {"passphrase": "a b"}, new_sealing_key(), new_sealing_key()
    bag = seal(b"x" * 999, **words)
    keyed = seal(b"x" * 999, recipients=(mine[0],))
    for spoilt, opening in (
        (bag[:-1] + bytes([bag[-1] ^ 1]), words),
        (bag[:-9], {"passphrase": "a b"}),
        (b"hello", {"passphrase": "a b"}),
        (keyed[:-1] + bytes([keyed[-1] ^ 1]), {"secret": mine[1]}),
    ):
        with pytest.raises(JournalError, match="was damaged on its way"):
            unseal(spoilt, "bag", **opening)
    for whole, opening, code in (
        (bag, {"passphrase": "b a"}, JournalCode.WRONG_KEY),
        (keyed, {"passphrase": "a b"}, JournalCode.WRONG_RECIPIENT),
        (keyed, {"secret": theirs[1]}, JournalCode.WRONG_RECIPIENT),
        (keyed, {}, JournalCode.WRONG_RECIPIENT),
    ):
        with pytest.raises(JournalError) as refused:
            unseal(whole, "bag", **opening)
        assert refused.value.code is code


def test_a_bag_for_another_key_asks_for_no_words_and_one_with_words_shows_no_warning(officer: Officer) -> None:
    other = new_sealing_key()[0]
    officer.types("one", "export", str(officer.folder / "keyed"), "--all", "--recipient", other)
    refused = officer.types("two", "import", str(officer.folder / "keyed"), code=3)
    assert "incident.bbx is not sealed to this desk" in refused.stderr
    officer.types("one", "export", str(officer.folder / "words"), "--all", "--passphrase", "a b c")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        words = ["journal", "import", str(officer.folder / "words"), "--data", str(officer.folder / "two")]
        assert CliRunner().invoke(program, words, input="a b c\n").exit_code == 0
    assert "made for: this desk's own go-bag." in (officer.folder / "words" / "READ-ME-FIRST.txt").read_text()


def test_a_witness_that_lacks_a_proof_says_so_and_raises_no_alarm() -> None:
    region = Region()
    north, east = region.found(), region.join("east-1", "eastholt")
    settle(north, east)
    first = make_checkpoint(north)
    witness(east, first.to_text(), [], "eastholt/east-1")
    second = make_checkpoint(north)
    for since in (None, first.size - 1):
        with pytest.raises(JournalError, match="the proof is missing that the") as refused:
            witness(east, second.to_text(), [b"x" * 32] if since else [], "eastholt/east-1", since=since)
        assert f"--since {first.size}" in refused.value.hint
    for name in ("", "two words", "a+b", "é"):
        with pytest.raises(JournalError, match="cannot be a witness's name"):
            witness(east, second.to_text(), [], name)


def test_another_desks_sheet_is_named_as_that(officer: Officer) -> None:
    card = second(officer)
    admin = ("--org", "northmere", "--name", "two", "--admin", str(officer.folder / "admin.key"), "--yes")
    officer.types("one", "enrol", card, *admin)
    told = officer.reads("one", "checkpoint")
    spoken = f"{told['size']} {told['words']}"
    officer.types("one", "export", str(officer.folder / "more"), "--to", "northmere")
    officer.types("two", "append", "note:written", "--text", "apart")
    officer.types("two", "import", str(officer.folder / "more"))
    seen = officer.types("two", "verify", "--sheet", spoken, code=1)
    assert "the sheet is of desk" in seen.stdout
    assert "does not begin" not in seen.stdout


def test_a_copied_desks_checkpoint_is_no_rollback_of_ours(officer: Officer) -> None:
    shutil.copytree(officer.folder / "one", officer.folder / "copy")
    officer.types("one", "append", "note:written", "--text", "here")
    officer.types("copy", "append", "note:written", "--text", "there")
    officer.types("copy", "export", str(officer.folder / "theirs"), "--to", "northmere")
    officer.types("one", "import", str(officer.folder / "theirs"))
    codes = [problem["code"] for problem in officer.reads("one", "verify", code=1)["problems"]]
    assert "forked" in codes
    assert "tree_changed" not in codes


def test_a_sheet_nobody_took_witnesses_nothing(officer: Officer, tmp_path: Path) -> None:
    entry = officer.reads("one", "append", "note:written", "--text", "x")["entry"]
    told = officer.types("one", "checkpoint", "--pdf", str(tmp_path / "sheet.pdf")).stderr
    assert "nobody is named as holder" in told
    assert officer.reads("one", "show", entry)["proof"] == "not yet witnessed"
    officer.types("one", "checkpoint", "--pdf", str(tmp_path / "sheet.pdf"), "--holder", "Eastholt")
    assert officer.reads("one", "show", entry)["proof"] == "held by 0 other desks, 1 printed checkpoint"
    refused = officer.types("one", "checkpoint", "--pdf", str(tmp_path / "none" / "sheet.pdf"), code=4)
    assert "there is no such folder" in refused.stderr
    assert not (tmp_path / "none").exists()


def test_a_proof_from_beyond_the_record_is_refused_before_anything_is_signed(officer: Officer) -> None:
    before = officer.reads("one", "verify")["entries"]
    refused = officer.types("one", "checkpoint", "--since", "999", code=2)
    assert f"the record has {before} entries, and nothing can be proved about 999" in refused.stderr
    assert officer.reads("one", "verify")["entries"] == before


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("note:written", "--text", "caf\udce9"), "what was written is no text"),
        (("note:written", "--text", "x", "--person", "\udcff"), "what names a person is no text"),
        (("note:written",), "the note is empty"),
        (("note:written", "--text", " \n"), "the note is empty"),
        (("task:opened", "--set", "a.b=1.5"), "numbers are whole"),
        (("note:written", "--tlp", "red", "--text", "x"), "nobody is named"),
        (("note:written", "--tlp", "red", "--to", "eastholt", "--text", "x"), "nobody is named"),
    ],
)
def test_what_cannot_be_recorded_is_refused_in_the_officers_words(officer: Officer, words: tuple, said: str) -> None:
    before = officer.reads("one", "verify")["entries"]
    refused = officer.types("one", "append", *words, code=2)
    assert said in refused.stderr
    assert "was damaged" not in refused.stderr
    assert officer.reads("one", "verify")["entries"] == before


def test_bytes_that_are_no_text_are_refused_on_stdin_and_in_a_ground(officer: Officer) -> None:
    where = ["--data", str(officer.folder / "one")]
    piped = CliRunner().invoke(program, ["journal", "append", "note:written", "--text", "-", *where], input=b"caf\xe9")
    assert (piped.exit_code, "what was typed in is no text" in piped.stderr) == (2, True)
    assert "what was given is no text" in officer.types("one", "hold", "--ground", "\udcff", code=2).stderr


def test_red_words_that_stay_readable_and_strangers_in_the_audience_are_said(officer: Officer) -> None:
    red = ("append", "note:written", "--tlp", "red", "--to", "person:gold", "--text", "x")
    assert "keeps these RED words readable" in officer.types("one", *red).stderr
    assert "RED" not in officer.types("one", *red, "--plain").stderr
    told = officer.types("one", "append", "note:written", "--text", "x", "--to", "eastholm").stderr
    assert "eastholm is no body of this incident (they are: northmere)" in told
    assert officer.types("one", "append", "note:written", "--text", "x", "--to", "northmere").stderr == ""


def test_a_file_without_end_or_too_large_is_refused_before_any_of_it_is_kept(
    officer: Officer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    os.mkfifo(tmp_path / "pipe")
    for endless in ("/dev/zero", str(tmp_path / "pipe")):
        refused = officer.types("one", "append", "note:written", "--text", "x", "--attach", endless, code=3)
        assert "it is no plain file" in refused.stderr
    (tmp_path / "big").write_bytes(b"12345")
    monkeypatch.setattr("battlebox.journal.ATTACHED_BYTES_MAX", 4)
    refused = officer.types("one", "append", "note:written", "--text", "x", "--attach", str(tmp_path / "big"), code=3)
    assert "is larger than 4 bytes" in refused.stderr
    store = next((tmp_path / "one" / "incidents").glob("*.journal"))
    assert sqlite3.connect(store).execute("SELECT count(*) FROM chunk").fetchone() == (0,)


def test_a_record_and_its_copies_are_for_their_owner_alone(officer: Officer, tmp_path: Path) -> None:
    officer.types("one", "export", str(tmp_path / "out"), "--to", "northmere")
    officer.types("two", "import", str(tmp_path / "out"))
    made = [tmp_path / "out", tmp_path / "one", tmp_path / "two"]
    for path in (inner for top in made[1:] for inner in top.rglob("*")):
        assert path.stat().st_mode & 0o077 == 0, path
    assert {path.stat().st_mode & 0o777 for path in made[0].iterdir()} == {0o600}


def test_an_export_goes_beside_what_a_stick_already_has_and_over_no_other(officer: Officer, tmp_path: Path) -> None:
    (tmp_path / "stick").mkdir()
    (tmp_path / "stick" / "holiday.jpg").write_bytes(b"x")
    officer.types("one", "export", str(tmp_path / "stick"), "--to", "northmere")
    refused = officer.types("one", "export", str(tmp_path / "stick"), "--to", "northmere", code=4)
    assert "an export is there already" in refused.stderr
    assert (tmp_path / "stick" / "holiday.jpg").read_bytes() == b"x"


def test_merge_takes_what_labels_allow_and_the_rest_only_if_asked(officer: Officer, tmp_path: Path) -> None:
    second(officer)
    admin = ("--org", "northmere", "--name", "two", "--admin", str(tmp_path / "admin.key"), "--yes")
    officer.types("one", "enrol", officer.reads("two", "card")["card"], *admin)
    red = officer.reads(
        "one", "append", "note:written", "--tlp", "red", "--to", "person:gold", "--plain", "--text", "four million"
    )["entry"]
    strict = officer.reads("one", "append", "note:written", "--text", "for us")["entry"]
    store = next((tmp_path / "one" / "incidents").glob("*.journal"))
    told = officer.types("two", "merge", str(store)).stderr
    assert "1 parts stayed behind" in told
    assert "for us" in officer.types("two", "show", strict).stdout
    assert "(not in this copy)" in officer.types("two", "show", red).stdout
    officer.types("two", "merge", str(store), "--as-is")
    assert "four million" in officer.types("two", "show", red).stdout


def test_a_merge_that_is_refused_leaves_no_trace_on_the_screen(officer: Officer, tmp_path: Path) -> None:
    officer.types("far", "new", "--org", "farwick", "--name", "x", "--admin", str(tmp_path / "far.key"))
    other = next((tmp_path / "far" / "incidents").glob("*.journal"))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        told = officer.types("one", "merge", str(other), code=3).stderr
    assert "this is about another incident" in told
    assert "Exception ignored" not in told


def test_a_lost_key_and_a_lost_store_are_said_and_a_new_key_taken(officer: Officer, tmp_path: Path) -> None:
    officer.types("one", "export", str(tmp_path / "out"), "--to", "northmere")
    before = officer.reads("one", "card")["key"]
    shutil.rmtree(tmp_path / "one" / "incidents")
    told = officer.types("one", "import", str(tmp_path / "out")).stderr
    assert "this desk had this record before, and lost it" in told
    assert officer.reads("one", "card")["key"] != before
    officer.types("one", "export", str(tmp_path / "again"), "--to", "northmere")
    officer.types("two", "import", str(tmp_path / "again"))
    for key in (tmp_path / "one" / "keys").glob("*.key"):
        key.unlink()
    assert "this desk had no key; it now has" in officer.types("one", "append", "note:written", "--text", "x").stderr


def test_after_a_rollback_an_entry_is_said_to_be_under_a_new_key(officer: Officer, tmp_path: Path) -> None:
    shutil.copytree(tmp_path / "one" / "incidents", tmp_path / "old")
    officer.types("one", "append", "note:written", "--text", "lost")
    shutil.rmtree(tmp_path / "one" / "incidents")
    shutil.copytree(tmp_path / "old", tmp_path / "one" / "incidents")
    told = officer.types("one", "append", "note:written", "--text", "after").stderr
    assert "error:" not in told
    assert "warning: the journal of desk" in told
    assert "what is entered now is recorded under that key" in told


def test_nothing_is_enrolled_or_revoked_twice_and_a_no_is_no_fault(officer: Officer, tmp_path: Path) -> None:
    card = second(officer)
    admin = ("--org", "northmere", "--admin", str(tmp_path / "admin.key"))
    where = ["--data", str(tmp_path / "one")]
    words = ["journal", "enrol", card, *admin, "--name", "two", *where]
    refused = CliRunner().invoke(program, words, input="n\n")
    assert (refused.exit_code, "nothing was enrolled" in refused.stderr) == (1, True)
    officer.types("one", "enrol", card, *admin, "--name", "two", "--yes")
    again = officer.types("one", "enrol", card, *admin, "--name", "two", "--yes", code=4)
    assert "is enrolled as that already" in again.stderr
    officer.types("two", "append", "note:written", "--text", "x")
    store = next((tmp_path / "two" / "incidents").glob("*.journal"))
    officer.types("one", "merge", str(store))
    key = card.rpartition(":")[2]
    officer.types("one", "revoke", key, *admin)
    assert "is revoked from there on already" in officer.types("one", "revoke", key, *admin, code=4).stderr


def test_the_admin_key_prints_its_public_half_for_another_bodys_founding(officer: Officer, tmp_path: Path) -> None:
    public = CliRunner().invoke(program, ["journal", "admin-key", str(tmp_path / "east.key"), "--new"]).stdout.strip()
    assert CliRunner().invoke(program, ["journal", "admin-key", str(tmp_path / "east.key")]).stdout.strip() == public
    also = ("--also", f"eastholt={public}", "--admin", str(tmp_path / "admin.key"))
    officer.types("joint", "new", "--org", "northmere", "--name", "gold", *also)
    missing = CliRunner().invoke(program, ["journal", "admin-key", str(tmp_path / "none.key")])
    assert (missing.exit_code, (tmp_path / "none.key").exists()) == (3, False)


def test_the_state_shows_fields_and_the_digests_two_desks_compare(officer: Officer, tmp_path: Path) -> None:
    officer.types("one", "append", "task:opened", "--set", 'task/1.state="open"')
    officer.types("one", "export", str(tmp_path / "out"), "--to", "northmere")
    officer.types("two", "import", str(tmp_path / "out"))
    here, there = officer.reads("one", "show", "--state"), officer.reads("two", "show", "--state")
    assert here == there
    assert [(row["thing"], row["field"], row["value"]) for row in here["fields"]] == [("task/1", "state", "open")]
    told = officer.types("one", "show", "--state").stdout
    assert f"set digest {here['set']}\nstate digest {here['state']}\n" in told
    assert "task/1 state: open" in told


def test_notes_with_other_line_ends_are_read(officer: Officer, tmp_path: Path) -> None:
    told = officer.reads("one", "checkpoint", "--since", "1")
    (tmp_path / "note.txt").write_bytes(told["note"].replace("\n", "\r\n").encode())
    assert "begins with exactly" in officer.types("one", "verify", "--sheet", str(tmp_path / "note.txt")).stderr
    assert told["since"] == 1
    signed = officer.types("one", "witness", str(tmp_path / "note.txt"), "--name", "eastholt/east-1").stdout
    assert "eastholt/east-1" in signed


def test_what_was_witnessed_is_guarded_in_the_store() -> None:
    region = Region()
    north = region.found()
    note = make_checkpoint(north)
    with north.store.writing():
        north.store.set_witnessed(Witnessed(note.origin, note.size, note.root.hex(), note.to_text()))
    assert verify(north.store).ok
    for change in (
        lambda: north.store.set_witnessed(Witnessed(note.origin, note.size - 1, note.root.hex(), note.to_text())),
        lambda: north.store._database.run("DELETE FROM witnessed"),
        lambda: north.store._database.run("DELETE FROM meta"),
    ):
        with pytest.raises(JournalError), north.store.writing():
            change()
    assert north.store.witnessed(note.origin).size == note.size


def test_a_disk_that_is_full_when_a_record_arrives_is_left_as_it_was(
    officer: Officer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    officer.types("one", "export", str(tmp_path / "out"), "--to", "northmere")

    def full(beside: Path) -> None:
        beside.parent.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(b"")
        raise JournalError.of(JournalCode.STORE_FULL, name=beside)

    monkeypatch.setattr("battlebox.journal.arriving_store", full)
    assert "is full" in officer.types("two", "import", str(tmp_path / "out"), code=4).stderr
    assert list((tmp_path / "two" / "incidents").iterdir()) == []


def test_an_entry_counts_as_this_desks_own_unless_its_note_tells_otherwise() -> None:
    region = Region()
    north = region.found()
    for _ in range(3):
        make_checkpoint(north)
    row = north.row(north.own.id)
    note = region.notes["north-1"]
    assert is_followed(north.store, note, row)
    note.write(1, north.store.row_at(2).id)
    # One beyond the note is not on its chain, and what the chain does pass is.
    assert not is_followed(north.store, note, row)
    assert is_followed(north.store, note, north.store.row_at(1))
    note.write(9, "ab" * 32)
    assert is_followed(north.store, note, row)

    class Torn:
        def read(self) -> None:
            raise JournalError.of(JournalCode.TIP_DAMAGED, name="x")

    assert is_followed(north.store, Torn(), row)


def test_what_no_json_can_hold_is_a_fault_of_the_caller_and_not_of_the_words() -> None:
    with pytest.raises(TypeError, match="not JSON serializable"):
        canon.encode({"x": object()})
