"""The commands of the journal at the folder of a desk in the browser: its keys, and one program at a time."""

from __future__ import annotations

import os
import sqlite3

import pytest

from battlebox.desk.picture import adopt_estate
from battlebox.desk.record import Installation, Note, card_to_enrol, open_incident, write_note
from battlebox.journal import DataFolder, LaptopWatch
from desk.room import SHARED, officer, shipped


def founded(folder, hosted=("northmere",), others=("eastholt", "farwick")):
    """A data folder as the desk leaves it: an incident, with the keys of the bodies that write there; its id."""
    installation = Installation(folder, LaptopWatch())
    record = installation.found(hosted, others, title="Blue kettle")
    lead = officer("northmere")
    open_incident(record, lead, title="Blue kettle", seen="screens are blank", handling=SHARED)
    adopt_estate(record, lead, installation.shelf, shipped("northmere"), source="shipped", handling=SHARED)
    installation.close()
    return record.incident


def test_the_go_bag_is_written_with_the_desks_own_key_and_the_record_stays_right(battlebox, tmp_path):
    data = tmp_path / "data"
    founded(data)
    before = sorted(path.name for path in (data / "keys").glob("*.key"))
    done = battlebox("journal", "export", str(tmp_path / "stick"), "--all", "--passphrase", "new", "--data", str(data))
    assert done.code == 0, done.err
    assert "had no key" not in done.err
    assert sorted(path.name for path in (data / "keys").glob("*.key")) == before
    proved = battlebox("journal", "verify", "--data", str(data))
    assert proved.code == 0, proved.out
    assert "nothing is wrong" in proved.out
    assert "unknown desk" not in (tmp_path / "stick" / "RESTORE.txt").read_text()


def test_where_it_writes_for_several_bodies_it_is_told_for_which(battlebox, tmp_path):
    data = tmp_path / "data"
    founded(data, ("northmere", "eastholt"), ("farwick",))
    asked = ("journal", "append", "note:written", "--text", "we go on", "--data", str(data))
    refused = battlebox(*asked)
    assert refused.code == 2
    assert "this laptop writes for several bodies (eastholt, northmere); choose one with --for" in refused.err
    assert battlebox(*asked, "--for", "farwick").code == 2
    assert battlebox(*asked, "--for", "eastholt").code == 0
    shown = battlebox("journal", "show", "--last", "1", "--data", str(data))
    assert "B-1" in shown.out or "B " in shown.out, shown.out
    assert battlebox("journal", "verify", "--data", str(data)).code == 0


@pytest.mark.parametrize(
    "asked",
    [
        ("append", "note:written", "--text", "x"),
        ("checkpoint",),
        ("export", "{stick}", "--all", "--passphrase", "new"),
        ("card",),
    ],
)
def test_while_a_desk_is_open_nothing_is_written_beside_it(battlebox, tmp_path, asked):
    data = tmp_path / "data"
    founded(data)
    holder = sqlite3.connect(data / "desk.lock", isolation_level=None)
    holder.execute("PRAGMA locking_mode=EXCLUSIVE")
    holder.execute("BEGIN EXCLUSIVE")
    before = battlebox("journal", "show", "--last", "1", "--data", str(data)).out
    refused = battlebox("journal", *(each.format(stick=tmp_path / "stick") for each in asked), "--data", str(data))
    assert refused.code == 4, refused.err
    assert "a desk is open on" in refused.err
    assert "close the desk with Ctrl-C" in refused.err
    assert battlebox("journal", "show", "--last", "1", "--data", str(data)).out == before
    holder.close()
    if asked[0] == "append":
        assert battlebox("journal", *asked, "--data", str(data)).code == 0


def test_a_second_laptop_goes_on_from_the_stick_first_unbelieved_then_enrolled_with_one_key(battlebox, tmp_path):
    first, second = tmp_path / "first", tmp_path / "second"
    incident = founded(first)
    admin = tmp_path / "admin"
    admin.write_text(DataFolder(first).secret("admin-northmere.key") + "\n")
    stick = str(tmp_path / "stick")
    words = battlebox("journal", "export", stick, "--all", "--passphrase", "new", "--data", str(first)).err
    secret = words.partition("shown this once: ")[2].split("\n")[0].strip()
    taken = battlebox("journal", "import", stick, "--passphrase", secret, "--data", str(second))
    assert taken.code == 0, taken.err
    assert "nothing is wrong" in battlebox("journal", "verify", "--data", str(second)).out

    installation = Installation(second, LaptopWatch())
    installation.take_up(incident, "farwick")
    assert not installation.record(incident).has_pens, "Farwick does not take part: it gets no pen"
    installation.take_up(incident, "northmere")
    record = installation.record(incident)
    card = card_to_enrol(record, "northmere")
    kept = write_note(record, officer("northmere"), Note("we are on the second laptop", record.now()), handling=SHARED)
    assert kept.number.startswith("?")
    installation.close()

    shown = battlebox("journal", "card", "--data", str(second)).out
    assert card.text in shown, "the browser's card and the command's are one"
    named = ("--org", "northmere", "--name", "N second", "--admin", str(admin), "--yes", "--data", str(second))
    assert battlebox("journal", "enrol", card.text, *named).code == 0
    again = Installation(second, LaptopWatch())
    record = again.record(incident)
    assert card_to_enrol(record, "northmere") is None
    saved = write_note(record, officer("northmere"), Note("and it counts", record.now()), handling=SHARED)
    assert saved.number.startswith("N-")
    assert not again.verify(incident, progress=lambda _: None).problems
    again.close()


def test_nothing_is_taken_in_beside_a_desk_that_is_open(battlebox, tmp_path):
    first, second, stick = tmp_path / "first", tmp_path / "second", str(tmp_path / "stick")
    founded(first)
    words = battlebox("journal", "export", stick, "--all", "--passphrase", "new", "--data", str(first)).err
    secret = words.partition("shown this once: ")[2].split("\n")[0].strip()
    second.mkdir()
    holder = sqlite3.connect(second / "desk.lock", isolation_level=None)
    holder.execute("PRAGMA locking_mode=EXCLUSIVE")
    holder.execute("BEGIN EXCLUSIVE")
    asked = ("journal", "import", stick, "--passphrase", secret, "--data", str(second))
    assert battlebox(*asked).code == 4
    assert not list(second.glob("incidents/*"))
    holder.close()
    assert battlebox(*asked).code == 0


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="only root can give a folder away")
def test_root_writes_nothing_into_the_folder_of_somebody_else_and_may_look(battlebox, tmp_path):
    data, bag = tmp_path / "data", tmp_path / "stick"
    founded(data)
    at = ("--data", str(data))
    assert battlebox("journal", "export", str(bag), *at).code == 0
    for path in (data, *data.rglob("*")):
        os.chown(path, 65534, 65534, follow_symlinks=False)

    def kept():
        return {path: path.read_bytes() for path in data.rglob("*") if path.is_file()}

    before = kept()
    for words in (
        ("append", "note:written", "--text", "we go on"),
        ("new", "--org", "northmere", "--name", "a", "--title", "Red kettle", "--admin", str(tmp_path / "admin.key")),
        ("import", str(bag)),
        ("sealing-key",),
    ):
        done = battlebox("journal", *words, *at)
        assert done.code == 4, (words, done.err)
        assert f"{data} belongs to nobody, who could not read what root writes there" in done.err
        assert kept() == before, words
    assert not (tmp_path / "admin.key").exists()
    assert "journal:opened" in battlebox("journal", "show", *at).out
    assert {path.lstat().st_uid for path in data.rglob("*")} == {65534}
