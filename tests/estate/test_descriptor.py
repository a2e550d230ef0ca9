"""The Data Package descriptor: what another tool is told of the tables is what they are.

Law: read back as JSON, never compared as text with a copy of itself.
Not here: the tables (test_bad_tables.py).
"""

from __future__ import annotations

import csv
import json
import re

import pytest

from battlebox.estate import TABLES as COLUMNS
from battlebox.estate import check, read_tables, write_tables
from estate.three_councils import TABLES, written


def described(path, name="datapackage.json"):
    """The descriptor that a check writes beside an estate."""
    report = check(path)
    assert report.ok
    assert report.unwritten is None
    folder = path if path.is_dir() else path.parent
    assert report.descriptor == folder / name
    return json.loads((folder / name).read_text(encoding="utf-8"))


def test_every_table_and_column_that_is_there_is_described_in_its_order(tmp_path):
    found = described(written(tmp_path / "estate"))
    assert [one["name"] for one in found["resources"]] == [name for name in COLUMNS if name in TABLES]
    for one in found["resources"]:
        header = next(csv.reader(TABLES[one["name"]].splitlines()))
        assert [field["name"] for field in one["schema"]["fields"]] == header
        assert one["path"] == f"{one['name']}.csv"
        assert one["schema"]["missingValues"] == [""]
        assert all(field["description"] for field in one["schema"]["fields"])


def test_the_rows_of_a_right_estate_satisfy_what_is_said_of_them(tmp_path):
    found = described(written(tmp_path / "estate"))
    rows = {name: list(csv.DictReader(text.splitlines(keepends=True))) for name, text in TABLES.items()}
    for one in found["resources"]:
        for field in one["schema"]["fields"]:
            for row in rows[one["name"]]:
                assert fits(row[field["name"]] or "", field), (one["name"], field, row)
        for key in one["schema"].get("foreignKeys", ()):
            there = {row[key["reference"]["fields"]] for row in rows[key["reference"]["resource"]]}
            assert {row[key["fields"]] for row in rows[one["name"]]} - {""} <= there


def fits(text, field):
    """Whether a cell is of the type and within the constraints that Table Schema gives."""
    rules = field.get("constraints", {})
    if not text:
        return not rules.get("required")
    if field["type"] in ("number", "integer"):
        number = float(text)
        whole = field["type"] == "number" or number == int(number)
        return whole and rules.get("minimum", number) <= number <= rules.get("maximum", number)
    if field["type"] == "boolean":
        return text in field["trueValues"] + field["falseValues"]
    if field["type"] == "date":
        return re.fullmatch(r"\d{4}-\d\d-\d\d", text) is not None
    return re.fullmatch(rules.get("pattern", ".*"), text, re.DOTALL) is not None and text in rules.get("enum", [text])


def test_a_workbook_has_its_sheets_described_beside_it(tmp_path):
    write_tables(read_tables(written(tmp_path / "estate")), tmp_path / "three.xlsx")
    found = described(tmp_path / "three.xlsx", "three.datapackage.json")
    assert {one["path"] for one in found["resources"]} == {"three.xlsx"}
    assert [one["dialect"]["sheet"] for one in found["resources"]] == [one["name"] for one in found["resources"]]


def test_checking_again_changes_nothing(tmp_path):
    folder = written(tmp_path / "estate")
    first = described(folder)
    assert described(folder) == first
    assert sorted(path.suffix for path in folder.iterdir()).count(".json") == 1


def test_an_estate_with_a_mistake_gets_no_descriptor(tmp_path):
    folder = written(tmp_path / "estate", bodies=TABLES["bodies"].replace("council", "councl"))
    assert not check(folder).ok
    assert not (folder / "datapackage.json").exists()


@pytest.mark.parametrize("name", COLUMNS)
def test_keys_named_by_other_tables_exist(name):
    for column in COLUMNS[name].columns:
        for other in column.refers:
            assert other == "fallback" or COLUMNS[other].key
        assert column.help
        assert not column.help.endswith(".")
