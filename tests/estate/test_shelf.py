"""Revisions are kept by content: the same text has the same name, and a changed file is noticed."""

from __future__ import annotations

from dataclasses import replace
from importlib import resources
from pathlib import Path

import pytest

from battlebox.estate import EstateError, Shelf, corrected, digest_of, estate_of, read_tables

SHIPPED = Path(str(resources.files("battlebox") / "estate" / "shipped"))


FIRST = {
    "northmere": "46c62663371c867f5f0ca8c812c2b56f926e6037f57b488c2abad4e36050778a",
    "west-london": "c087e0ec437b6e6b62956d52b75e655c6f6f26ed0232323167587031a9f55dcf",
}
"""The shipped estates as they were written for version 1 of the format."""
SECOND = ("environments", "works", "gates", "shifts", "posts", "people", "availability")
THIRD = {"services": ("audience", None), "systems": ("data_kinds", ())}
"""The column that version 3 brought to a table, and what it is where it was never written."""


def first_version(raw):
    """The tables of version 1 alone, with its columns."""
    tables = {name: table for name, table in raw.tables.items() if name not in SECOND}
    return replace(raw, tables=tables | {name: without(tables[name], column) for name, (column, _) in THIRD.items()})


def without(table, column):
    """A table as it was before it had a column."""
    at = table.header.index(column)
    rows = tuple((*row[:at], *row[at + 1 :]) for row in table.rows)
    return replace(table, header=(*table.header[:at], *table.header[at + 1 :]), rows=rows)


@pytest.mark.parametrize("name", FIRST)
def test_an_estate_of_version_1_keeps_its_digest_and_all_it_says(name):
    whole = read_tables(SHIPPED / name)
    before = first_version(whole)
    assert digest_of(before) == FIRST[name]
    now, then = dict(vars(estate_of(whole))), vars(estate_of(before))
    for table, (column, blank) in THIRD.items():
        assert any(getattr(row, column) != blank for row in now[table])
        now[table] = tuple(replace(row, **{column: blank}) for row in now[table])
    others = {field for field in then if now[field] != then[field] and not field.endswith("_by_id")}
    assert others == {name for name in SECOND if now[name]}
    assert now["environments"]
    assert now["posts"]


@pytest.fixture
def raw():
    return read_tables(SHIPPED / "northmere")


@pytest.mark.parametrize("name", ["northmere", "west-london"])
def test_what_is_kept_is_found_again_by_its_name(tmp_path, name):
    shelf, tables = Shelf(tmp_path / "estates"), read_tables(SHIPPED / name)
    digest = shelf.keep(tables)
    assert (shelf.keep(tables), shelf.digests()) == (digest, (digest,))
    assert estate_of(shelf.fetch(digest)) == estate_of(tables)


def test_a_kept_revision_that_was_changed_is_refused(tmp_path, raw):
    shelf = Shelf(tmp_path)
    digest = shelf.keep(raw)
    with (tmp_path / digest / "bodies.csv").open("a") as file:
        file.write("elsewhere,Elsewhere Council,council,\n")
    with pytest.raises(EstateError, match="is not the one it was"):
        shelf.fetch(digest)


@pytest.mark.parametrize("digest", ["", "..", "0" * 64, "../" + "0" * 61])
def test_a_name_that_is_no_revision_is_refused(tmp_path, digest):
    with pytest.raises(EstateError, match="there is no estate at revision"):
        Shelf(tmp_path).fetch(digest)


def test_one_cell_is_corrected_and_no_other(raw):
    changed = corrected(raw, "services", "northmere.housing-benefit", "rto_h", "24")
    estate = estate_of(changed)
    assert estate.service_by_id["northmere.housing-benefit"].rto_microhours == 24_000_000
    assert digest_of(changed) != digest_of(raw)
    assert corrected(changed, "services", "northmere.housing-benefit", "rto_h", "48") == raw


def test_a_column_that_was_left_out_can_be_corrected_too(raw):
    assert "gss" not in raw.tables["bodies"].header
    changed = corrected(raw, "bodies", "northmere", "gss", "E09999999")
    assert estate_of(changed).body_by_id["northmere"].gss == "E09999999"


def test_rows_without_an_id_are_named_by_their_number(raw):
    changed = corrected(raw, "needs", "5", "holds_h", "3")
    assert estate_of(changed).needs[3].holds_microhours == 3_000_000


@pytest.mark.parametrize(
    ("table", "row", "column"),
    [
        ("nothing", "northmere", "name"),
        ("bodies", "nobody", "name"),
        ("bodies", "northmere", "colour"),
        ("needs", "1", "holds_h"),
        ("needs", "900", "holds_h"),
        ("needs", "first", "holds_h"),
        ("crews", "nobody", "name"),
    ],
)
def test_a_cell_that_is_not_there_is_named(raw, table, row, column):
    with pytest.raises(EstateError, match=rf"no cell in table {table}, row {row}, column {column}"):
        corrected(raw, table, row, column, "x")


def test_a_file_beside_a_revision_is_kept_once_also_where_the_revision_was_here_before(tmp_path):
    shelf, raw = Shelf(tmp_path / "estates"), read_tables(SHIPPED / "northmere")
    digest = shelf.keep(raw)
    assert shelf.beside(digest, "mapping-netbox.json") == b""
    shelf.keep(raw, {"mapping-netbox.json": b"first"})
    shelf.keep(raw, {"mapping-netbox.json": b"second"})
    assert shelf.beside(digest, "mapping-netbox.json") == b"first"
    assert shelf.beside("../x", "mapping-netbox.json") == b""
    assert shelf.fetch(digest) == raw
