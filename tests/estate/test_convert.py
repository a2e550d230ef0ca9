"""Convert: one estate, two forms.

Law: there and back gives the same bytes; what stood there before is replaced whole or not at all.
Not here: what a workbook may hold (test_bad_tables.py), the command (tests/cli).
"""

import os

import pytest

from battlebox.estate import (
    EstateCode,
    EstateError,
    EstateFaults,
    RawTable,
    RawTables,
    convert_estate,
    new_estate,
    read_tables,
    write_tables,
)


def contents(folder):
    return {one.name: one.read_bytes() for one in sorted(folder.iterdir())}


def test_a_folder_becomes_a_workbook_and_a_folder_again_with_the_same_bytes(tmp_path):
    write_tables(new_estate("Northmere Borough Council"), tmp_path / "northmere")
    convert_estate(tmp_path / "northmere", tmp_path / "northmere.xlsx")
    convert_estate(tmp_path / "northmere.xlsx", tmp_path / "again")
    assert contents(tmp_path / "again") == contents(tmp_path / "northmere")


def test_what_looks_like_a_formula_or_a_number_comes_back_as_it_was_written(tmp_path):
    odd = RawTables(
        {
            "bodies": RawTable(
                ("body", "name", "kind", "gss", "note"),
                (
                    ("northmere", "=1+1", "council", "007", "two\nlines"),
                    ("eastholt", "+44 20", "council", "1e5", "@here; 'quoted' \"twice\""),
                    ("farwick", "-", "council", "0.50", "£ é 北"),
                ),
            )
        },
        {"title": "=title", "harm.after_rto": "4"},
    )
    write_tables(odd, tmp_path / "odd.xlsx")
    convert_estate(tmp_path / "odd.xlsx", tmp_path / "odd")
    assert read_tables(tmp_path / "odd") == odd


def test_a_workbook_that_is_there_is_kept_unless_force_is_said(tmp_path):
    write_tables(new_estate("Eastholt"), tmp_path / "eastholt")
    (tmp_path / "old.xlsx").write_bytes(b"old")
    with pytest.raises(EstateError, match="is there already"):
        convert_estate(tmp_path / "eastholt", tmp_path / "old.xlsx")
    assert (tmp_path / "old.xlsx").read_bytes() == b"old"
    convert_estate(tmp_path / "eastholt", tmp_path / "old.xlsx", force=True)
    assert read_tables(tmp_path / "old.xlsx") == read_tables(tmp_path / "eastholt")


def test_a_folder_replaced_by_force_loses_its_old_tables_and_keeps_its_other_files(tmp_path):
    new = RawTables({"bodies": RawTable(("body", "name", "kind"), (("farwick", "Farwick", "council"),))})
    write_tables(new, tmp_path / "new.xlsx")
    write_tables(new_estate("Farwick"), tmp_path / "old")
    (tmp_path / "old" / "notes.txt").write_text("mine")
    (tmp_path / "old" / "plans").mkdir()
    (tmp_path / "old" / "plans" / "plan.txt").write_text("mine too")
    convert_estate(tmp_path / "new.xlsx", tmp_path / "old", force=True)
    assert {one.name for one in (tmp_path / "old").iterdir()} == {"bodies.csv", "notes.txt", "plans"}
    assert (tmp_path / "old" / "plans" / "plan.txt").read_text() == "mine too"
    assert {one.name for one in tmp_path.iterdir()} == {"old", "new.xlsx"}


@pytest.mark.parametrize("force", [False, True])
def test_force_does_not_put_a_workbook_where_a_folder_is_nor_the_other_way(tmp_path, force):
    write_tables(new_estate("Northmere"), tmp_path / "northmere")
    (tmp_path / "folder.xlsx").mkdir()
    (tmp_path / "folder.xlsx" / "mine").write_text("mine")
    (tmp_path / "file").write_text("mine")
    for target in ("folder.xlsx", "file"):
        with pytest.raises(EstateError, match="is there already"):
            convert_estate(tmp_path / "northmere", tmp_path / target, force=force)
    assert (tmp_path / "file").read_text() == "mine"
    assert (tmp_path / "folder.xlsx" / "mine").read_text() == "mine"


@pytest.mark.parametrize("ending", [".xls", ".xlsm", ".ods", ".csv", ".json"])
def test_a_form_that_is_not_written_is_refused_by_name(tmp_path, ending):
    write_tables(new_estate("Northmere"), tmp_path / "northmere")
    with pytest.raises(EstateError, match="is not an estate") as refused:
        convert_estate(tmp_path / "northmere", tmp_path / f"out{ending}")
    assert refused.value.code is EstateCode.NOT_AN_ESTATE
    assert ".xlsx" in refused.value.hint
    assert not (tmp_path / f"out{ending}").exists()


def test_an_estate_that_cannot_be_read_writes_nothing(tmp_path):
    (tmp_path / "bad").mkdir()
    (tmp_path / "bad" / "bodies.csv").write_bytes(b"")
    with pytest.raises(EstateFaults, match="has no header row"):
        convert_estate(tmp_path / "bad", tmp_path / "out.xlsx")
    with pytest.raises(EstateError, match="there is no estate at"):
        convert_estate(tmp_path / "nowhere", tmp_path / "out.xlsx")
    assert not (tmp_path / "out.xlsx").exists()


def test_a_full_disk_leaves_the_old_estate_standing(tmp_path, monkeypatch):
    """The disk is said to be full at the moment of writing; full disks themselves are tried in tests/cli."""
    write_tables(new_estate("Northmere"), tmp_path / "northmere")
    write_tables(new_estate("Farwick"), tmp_path / "farwick.xlsx")
    before = contents(tmp_path / "northmere")

    def full(_):
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(EstateError, match="no space left") as refused:
        convert_estate(tmp_path / "farwick.xlsx", tmp_path / "northmere", force=True)
    assert "nothing was changed" in refused.value.hint
    assert contents(tmp_path / "northmere") == before
    assert {one.name for one in tmp_path.iterdir()} == {"northmere", "farwick.xlsx"}
