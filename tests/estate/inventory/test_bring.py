"""What holds of every export that is brought in: whose it is, what stays, what is told, what a second import says.

Law: what somebody wrote stays; everything that was read is in the report.
Not here: what one tool's things become (test_netbox.py and its siblings).
"""

import csv
import io
import json

import pytest

from battlebox.cli.estate import TOOLS
from battlebox.drill.sealed import exercise_copy
from battlebox.estate import EstateCode, EstateError, corrected, new_estate, read_tables
from battlebox.estate.inventory import Asked, Tool, import_export
from battlebox.estate.inventory.bring import READERS
from battlebox.journal import EXERCISE
from estate.inventory.exports import (
    ARCHIMATE_3,
    CATALOG,
    ITEMS_CSV,
    as_bytes,
    brought,
    by_id,
    cable,
    device,
    page,
    table,
    why_left,
    zipped,
)

DEVICES = {"d.json": page(device(1, "a"), device(2, "b"))}


def test_every_tool_has_a_reader_and_a_word_on_the_command_line():
    assert tuple(Tool) == TOOLS == tuple(READERS)


class TestWhoseItIs:
    def test_a_new_estate_has_the_council_that_was_named(self):
        found = brought("netbox", DEVICES, council="Northmere Borough Council")
        assert table(found.tables, "bodies") == [
            {"body": "northmere", "name": "Northmere Borough Council", "kind": "council"}
        ]
        assert found.tables.settings["title"] == "Northmere Borough Council, from NetBox"

    def test_an_estate_with_one_council_needs_no_name(self):
        first = brought("netbox", DEVICES, council="Eastholt").tables
        found = brought("netbox", {"d.json": page(device(3, "c"))}, council="", into=first)
        assert "eastholt.c" in by_id(found.tables, "systems")

    @pytest.mark.parametrize("council", ["northmere", "NORTHMERE"])
    def test_a_council_of_the_estate_is_named_by_its_id_or_its_name(self, council):
        before = new_estate("Northmere")
        found = brought("netbox", DEVICES, council=council, into=before)
        assert table(found.tables, "bodies") == table(before, "bodies")
        assert "northmere.a" in by_id(found.tables, "systems")

    def test_without_a_name_it_is_refused(self):
        with pytest.raises(EstateError) as refused:
            brought("netbox", DEVICES, council="")
        assert refused.value.code is EstateCode.EXPORT_WHOSE
        assert "--council" in refused.value.hint

    def test_a_list_of_a_drill_is_refused(self):
        drills = {"d.json": page(device(1, f"a {EXERCISE}"))}
        with pytest.raises(EstateError) as refused:
            brought("netbox", drills, drill_words=EXERCISE)
        assert refused.value.code is EstateCode.OF_A_DRILL
        into = exercise_copy(new_estate("Northmere"))
        assert brought("netbox", drills, into=into, drill_words=EXERCISE).report.took_any


class TestTheEstateThatIsMade:
    def test_a_service_to_write_over_stands_where_the_export_has_none(self):
        found = brought("netbox", DEVICES)
        service = by_id(found.tables, "services")["northmere.services-to-write"]
        assert service["people"] == "0"
        assert service["note"].startswith("[WV]")

    def test_an_estate_with_services_gets_none(self):
        before = new_estate("Northmere")
        found = brought("netbox", DEVICES, into=before)
        assert table(found.tables, "services") == table(before, "services")

    def test_what_joins_something_that_is_not_there_is_left_out(self):
        files = {"d.json": page(device(1, "a"), device(2, "b", status="planned")), "c.json": page(cable(1, 1, 2))}
        assert "paths" not in brought("netbox", files).tables.tables

    def test_a_letter_that_turns_the_writing_around_is_refused_by_item(self):
        found = brought("netbox", {"d.json": page(device(1, "a"), device(2, "b\u202egpj"))})
        assert [*by_id(found.tables, "systems")] == ["northmere.a"]
        assert [(one.item, "U+202E" in one.why) for one in found.report.left] == [(2, True)]

    def test_half_a_letter_becomes_a_mark(self):
        found = brought("netbox", {"d.json": b'[{"url":"x/api/dcim/devices/1/","name":"a\\ud800"}]'})
        assert table(found.tables, "systems")[0]["name"] == "a\N{REPLACEMENT CHARACTER}"

    def test_a_zip_is_opened(self):
        assert brought("netbox", {"all.zip": zipped({"x/d.json": DEVICES["d.json"]})}).report.took_any

    def test_a_zip_that_grows_too_far_is_refused(self):
        with pytest.raises(EstateError) as refused:
            brought("netbox", {"all.zip": zipped({"d.json": " " * 5_000_000})})
        assert refused.value.code is EstateCode.SENT_EXPANDS

    def test_the_same_files_give_the_same_tables_and_report(self):
        first, second = brought("netbox", DEVICES), brought("netbox", DEVICES)
        assert first.tables == second.tables
        assert first.report.to_bytes() == second.report.to_bytes()


class TestASecondImport:
    def test_the_same_export_changes_nothing(self):
        first = brought("netbox", DEVICES)
        again = brought("netbox", DEVICES, into=first.tables)
        assert again.tables == first.tables
        assert not again.report.changed_any
        assert {one.how for one in again.report.became} == {"there already"}

    def test_what_somebody_wrote_stays_and_what_the_export_says_is_told(self):
        first = brought("netbox", DEVICES)
        mended = corrected(first.tables, "systems", "northmere.a", "kind", "Our own word")
        again = brought("netbox", DEVICES, into=mended)
        assert by_id(again.tables, "systems")["northmere.a"]["kind"] == "Our own word"
        assert again.report.since.stayed == ("systems kind of northmere.a: Our own word stayed, d.json says Server",)

    def test_with_replace_the_export_is_put_over_it_and_the_change_told(self):
        first = brought("netbox", DEVICES)
        mended = corrected(first.tables, "systems", "northmere.a", "kind", "Our own word")
        again = brought("netbox", DEVICES, into=mended, replaces=True)
        assert by_id(again.tables, "systems")["northmere.a"]["kind"] == "Server"
        assert again.report.since.changed == ("systems kind of northmere.a: Our own word, now Server",)

    def test_what_no_export_says_is_never_put_over_what_somebody_wrote(self):
        files = {"i.csv": ITEMS_CSV}
        tables = brought("servicenow", files).tables
        for column, cell in (("people", "120"), ("rto_h", "2"), ("note", "ours")):
            tables = corrected(tables, "services", "northmere.home-care", column, cell)
        again = brought("servicenow", files, into=tables, replaces=True)
        assert again.tables == tables
        assert not again.report.changed_any
        assert again.report.since.stayed == ()

    def test_blank_cells_are_filled(self):
        first = brought("netbox", DEVICES)
        blanked = corrected(first.tables, "systems", "northmere.a", "kind", "")
        again = brought("netbox", DEVICES, into=blanked)
        assert by_id(again.tables, "systems")["northmere.a"]["kind"] == "Server"
        assert [one.how for one in again.report.became if one.id == "northmere.a"] == ["filled"]

    def test_what_is_gone_is_told_and_its_row_stays(self, tmp_path):
        (tmp_path / "d.json").write_bytes(as_bytes(DEVICES["d.json"]))
        into = tmp_path / "estate"
        import_export(Tool.NETBOX, [tmp_path / "d.json"], into, Asked("Northmere"))
        (tmp_path / "d.json").write_bytes(as_bytes(page(device(1, "a"), device(3, "c"))))
        report = import_export(Tool.NETBOX, [tmp_path / "d.json"], into, Asked())
        assert [one.partition(":")[0] for one in report.since.gone] == ["systems"]
        assert "northmere.b was in the export the last time, and is not now" in report.since.gone[0]
        assert {*by_id(read_tables(into), "systems")} == {"northmere.a", "northmere.b", "northmere.c"}

    def test_a_body_that_was_said_once_is_known_by_its_name(self):
        files = {"d.json": page(device(1, "a", tenant="Eastholt Council"))}
        first = brought("netbox", files, bodies={"Eastholt Council": "eastholt"})
        assert not brought("netbox", files, into=first.tables).report.changed_any

    def test_a_spoilt_report_of_the_last_time_says_nothing(self, tmp_path):
        (tmp_path / "d.json").write_bytes(as_bytes(DEVICES["d.json"]))
        into = tmp_path / "estate"
        import_export(Tool.NETBOX, [tmp_path / "d.json"], into, Asked("Northmere"))
        (into / "mapping-netbox.json").write_text("[" * 9_000)
        assert import_export(Tool.NETBOX, [tmp_path / "d.json"], into, Asked()).since.gone == ()

    def test_a_workbook_has_its_report_beside_it(self, tmp_path):
        (tmp_path / "d.json").write_bytes(as_bytes(DEVICES["d.json"]))
        import_export(Tool.NETBOX, [tmp_path / "d.json"], tmp_path / "e.xlsx", Asked("Northmere"))
        assert json.loads((tmp_path / "e.mapping-netbox.json").read_bytes())["tool"] == "netbox"
        assert {*by_id(read_tables(tmp_path / "e.xlsx"), "systems")} == {"northmere.a", "northmere.b"}


class TestTheReport:
    FOUND = brought("netbox", {"d.json": page(device(1, "a"), device(2, "b", status="planned"), device(3, "=c"))})

    def test_every_thing_has_a_row_in_the_table_and_none_starts_a_formula(self):
        rows = list(csv.DictReader(io.StringIO(self.FOUND.report.as_csv())))
        assert [(row["item"], row["called"], row["id"], row["how"]) for row in rows if row["file"]] == [
            ("1", "a", "northmere.a", "new"),
            ("3", "'=c", "northmere.c", "new"),
            ("2", "b", "", "left out"),
        ]

    def test_it_says_what_nobody_but_the_owner_can(self):
        lines = self.FOUND.report.as_text().splitlines()
        assert "  systems rebuild_h: not said for 2 of 2: without it there is no order of return" in lines
        assert "  services people: not said for 1 of 1: 0 weighs nothing in any answer" in lines

    def test_an_import_of_nothing_makes_nothing(self):
        found = brought("netbox", {"d.json": page(device(2, "b", status="planned"))})
        assert not found.report.took_any
        assert why_left(found.report) == {"its status is planned: it is not in use": 1}
        assert "nothing was written" in found.report.as_text()


def test_what_an_export_says_twice_is_one_row_and_new_but_once():
    found = brought("netbox", {"a.json": page(device(1, "d1"), device(2, "d2"), device(2, "d2"))})
    hows = [(one.id, one.how) for one in found.report.became if one.kind == "device"]
    assert hows == [("northmere.d1", "new"), ("northmere.d2", "new"), ("northmere.d2", "there already")]
    assert "systems: 2 new, from devices" in found.report.as_text()


@pytest.mark.parametrize("coding", ["utf-16", "utf-8-sig"])
def test_what_a_shell_of_windows_wrote_is_read(coding):
    said = json.dumps(page(device(1, "Caf\u00e9")), ensure_ascii=False).encode(coding)
    assert "northmere.cafe" in by_id(brought("netbox", {"a.json": said}).tables, "systems")
    told, plain = (brought("archimate", {"m.xml": each}) for each in (ARCHIMATE_3.encode(coding), ARCHIMATE_3))
    assert by_id(told.tables, "systems") == by_id(plain.tables, "systems")
    assert brought("backstage", {"c.yaml": CATALOG.encode(coding)}).report.took_any


@pytest.mark.parametrize("cut", [b"\xff\xfe\x00", b"\xff\xfe\x00\xd8\x41\x00", b"\xe9"])
@pytest.mark.parametrize(("tool", "name"), [("netbox", "a.json"), ("archimate", "a.xml"), ("backstage", "a.yaml")])
def test_half_a_letter_in_either_coding_is_refused_with_what_to_do(tool, name, cut):
    with pytest.raises(EstateError, match="neither UTF-8 nor UTF-16 text: save it as UTF-8"):
        brought(tool, {name: cut})


def test_what_is_refused_in_xml_is_refused_however_it_is_written():
    said = ARCHIMATE_3.replace("?>", '?><!DOCTYPE x [<!ENTITY y "z">]>', 1)
    with pytest.raises(EstateError, match="a document type or entities"):
        brought("archimate", {"m.xml": said.encode("utf-16")})
