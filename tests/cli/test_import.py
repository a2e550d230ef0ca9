"""`battlebox estate import --from TOOL`: what it prints, writes and refuses.

Law: nothing half written; nothing taken, nothing written.
Not here: what becomes of each thing (tests/estate/inventory).
"""

import json

import pytest

from estate.inventory.exports import DEVICES_CSV, as_bytes, device, page


@pytest.fixture
def devices(tmp_path):
    place = tmp_path / "devices.csv"
    place.write_bytes(DEVICES_CSV)
    return place


def test_an_export_becomes_an_estate_that_check_accepts(battlebox, devices, tmp_path):
    into = tmp_path / "estate"
    ran = battlebox("estate", "import", devices, "--from", "netbox", "--council", "Northmere", "--into", into)
    assert ran.code == 0
    assert ran.out.startswith("NETBOX INTO Northmere\nREAD\n")
    assert "systems: 1 new, from devices, such as fw-01, now northmere.fw-01" in ran.out
    assert battlebox("check", into).code == 0
    assert (into / "mapping-netbox.json").is_file()


def test_the_report_as_json_and_as_a_table(battlebox, devices, tmp_path):
    place = tmp_path / "report.csv"
    words = ("estate", "import", devices, "--from", "netbox", "--council", "Northmere")
    ran = battlebox(*words, "--into", tmp_path / "estate", "--report", place, "--json")
    assert json.loads(ran.out)["became"][0]["id"] == "northmere.fw-01"
    assert place.read_text().splitlines()[0] == "file,item,kind,called,became,id,how,why"


def test_a_report_is_not_written_over_another_file(battlebox, devices, tmp_path):
    words = ("estate", "import", devices, "--from", "netbox", "--council", "Northmere")
    (tmp_path / "report.csv").write_text("mine")
    ran = battlebox(*words, "--into", tmp_path / "estate", "--report", tmp_path / "report.csv")
    assert ran.code == 4
    assert not (tmp_path / "estate").exists()
    assert (tmp_path / "report.csv").read_text() == "mine"


def test_where_nothing_is_taken_nothing_is_written(battlebox, tmp_path):
    (tmp_path / "d.json").write_bytes(as_bytes(page(device(1, "a", status="planned"))))
    words = ("estate", "import", tmp_path / "d.json", "--from", "netbox", "--council", "Northmere")
    ran = battlebox(*words, "--into", tmp_path / "estate")
    assert ran.code == 1
    assert not (tmp_path / "estate").exists()


@pytest.mark.parametrize(
    ("more", "code", "says"),
    [
        ((), 2, "name a column map with --map, or the tool"),
        (("--from", "netbox", "--map", "x.toml"), 2, "name a column map with --map, or the tool"),
        (("--map", "x.toml", "--council", "Northmere"), 2, "none of --council"),
        (("--from", "netbox"), 3, "nothing says whose the export is"),
        (("--from", "netbox", "--council", "N", "--body", "Eastholt"), 2, "--body takes a name and the id of a body"),
        (("--from", "netbox", "--council", "N", "--report", "r.doc"), 2, "ends in .csv, .json or .txt"),
        (("--from", "abacus", "--council", "N"), 2, "abacus"),
    ],
)
def test_what_is_refused_says_what_to_do(battlebox, devices, tmp_path, more, code, says):
    ran = battlebox("estate", "import", devices, "--into", tmp_path / "estate", *more)
    assert (ran.code, says in ran.err) == (code, True), ran.err
    assert not (tmp_path / "estate").exists()


def test_a_file_that_is_not_there_is_named(battlebox, tmp_path):
    ran = battlebox(
        "estate", "import", tmp_path / "no.json", "--from", "netbox", "--council", "N", "--into", tmp_path / "e"
    )
    assert ran.code == 3
    assert f"there is no file {tmp_path}/no.json" in ran.err
    assert f"hint: look at its name; it was looked for in {tmp_path}\n" in ran.err
    assert "who may read" not in ran.err
    gone = tmp_path / "not" / "no.json"
    ran = battlebox("estate", "import", gone, "--from", "netbox", "--council", "N", "--into", tmp_path / "e")
    assert f"looked for in {tmp_path}/not, a folder that is not there either" in ran.err
