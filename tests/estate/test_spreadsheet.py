"""A foreign list that does not fit its map, and every form a list comes in.

Law: a file that cannot be taken in says why and writes nothing; separators and encodings are found and told.
Not here: what becomes of its rows (test_intake.py).
"""

import pytest

from battlebox.estate import (
    ColumnMap,
    EstateCode,
    EstateError,
    Rows,
    import_estate,
    read_map,
    read_rows,
    rows_of_file,
    take_in,
)
from estate.lists import FILES, SYSTEMS, table, take


class TestAFileThatDoesNotFit:
    def test_a_column_that_is_not_there_is_named_with_the_nearest_and_all_that_are(self):
        with pytest.raises(EstateError, match="no column called Name: did you mean names") as refused:
            take_in(Rows.from_bytes(b"Names,Owner\nA,B\n"), ColumnMap.from_text(SYSTEMS + 'owner = "Owner"\n'))
        assert refused.value.hint == "its columns are: Names, Owner"

    def test_no_header_is_said(self):
        with pytest.raises(EstateError, match="no row among the first 30 names any column of the map") as refused:
            take("a,b\n1,2\n", SYSTEMS)
        assert "header = 4" in refused.value.hint

    @pytest.mark.parametrize("number", [9, 1_000_000])
    def test_a_header_row_past_the_end_is_said(self, number):
        with pytest.raises(EstateError, match="no row among the first 2"):
            take("Name\nA\n", f"[from]\nheader = {number}\n{SYSTEMS}")

    def test_an_empty_file_is_said(self):
        with pytest.raises(EstateError, match="names any column of the map"):
            take("", SYSTEMS)

    def test_a_sheet_that_is_not_there_is_said_with_those_that_are(self):
        with pytest.raises(EstateError, match="no sheet called BIA 2025") as refused:
            read_rows(FILES / "continuity.xlsx", sheet="BIA 2025")
        assert refused.value.hint == "its sheets are: Read me, BIA 2026"

    @pytest.mark.parametrize("name", ["list.xls", "list.pdf", "list"])
    def test_a_file_that_is_no_spreadsheet_is_refused(self, tmp_path, name):
        (tmp_path / name).write_bytes(b"x")
        with pytest.raises(EstateError, match=r"is neither a .csv nor an .xlsx file") as refused:
            read_rows(tmp_path / name)
        assert "save it as .xlsx" in refused.value.hint

    def test_a_file_that_is_not_there_is_said(self, tmp_path):
        with pytest.raises(EstateError, match=r"there is no file .*gone.toml") as refused:
            read_map(tmp_path / "gone.toml")
        assert refused.value.hint == f"look at its name; it was looked for in {tmp_path}"
        with pytest.raises(EstateError, match=r"there is no file .*gone.csv"):
            read_rows(tmp_path / "gone.csv")
        with pytest.raises(EstateError, match=r"cannot be read: it is a folder"):
            read_map(tmp_path)

    def test_where_nothing_is_taken_nothing_is_written(self, tmp_path):
        (tmp_path / "list.csv").write_text("Name,Owner\n,x\n")
        (tmp_path / "map.toml").write_text(SYSTEMS)
        report = import_estate(tmp_path / "list.csv", tmp_path / "map.toml", tmp_path / "estate")
        assert not report.took_any
        assert "nothing was taken and nothing was written" in report.as_text()
        assert not (tmp_path / "estate").exists()


class TestWhateverTheExportCameAs:
    @pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
    def test_any_usual_separator_is_found(self, separator):
        intake = take(f"Name{separator}Owner\nA{separator}B\n", SYSTEMS + 'owner = "Owner"\n')
        assert table(intake.tables, "systems")[0]["owner"] == "B"

    def test_windows_text_is_read_and_said(self):
        rows = Rows.from_bytes("Name\nCaf\xe9 \x96 till\n".encode("latin-1"))
        intake = take_in(rows, ColumnMap.from_text(SYSTEMS))
        assert table(intake.tables, "systems")[0]["name"] == "Café \u2013 till"
        assert "the file is not UTF-8 and was read as Windows text" in intake.report.assumed[0]

    def test_utf_16_and_byte_order_marks_are_read(self):
        for data in ("Name\nA\n".encode("utf-16"), "Name\nA\n".encode("utf-8-sig")):
            intake = take_in(Rows.from_bytes(data), ColumnMap.from_text(SYSTEMS))
            assert table(intake.tables, "systems")[0]["name"] == "A"

    def test_two_columns_of_one_name_and_one_of_none_can_all_be_used(self):
        intake = take("Name,Owner,Owner,\nA,B,C,D\n", SYSTEMS + 'owner = "Owner (2)"\nnote = "column D"\n')
        row = table(intake.tables, "systems")[0]
        assert (row["owner"], row["note"]) == ("C", "D")
        assert intake.report.unused == ("Owner",)

    def test_a_column_is_found_whatever_its_spaces_and_capitals(self):
        intake = take('"  NAME\n"\nA\n', SYSTEMS)
        assert table(intake.tables, "systems")[0]["name"] == "A"

    def test_a_formula_is_brought_in_as_the_text_it_is(self):
        intake = take("Name,Owner\nA,=1+1\n", SYSTEMS + 'owner = "Owner"\n')
        assert table(intake.tables, "systems")[0]["owner"] == "=1+1"

    def test_a_cell_of_ten_megabytes_is_refused(self):
        with pytest.raises(EstateError, match="longer than 32767 characters"):
            take(f"Name\n{'x' * 10_000_000}\n", SYSTEMS)

    def test_a_character_that_cannot_be_printed_is_told(self):
        intake = take("Name,Owner\nA,b\x07\n", SYSTEMS + 'owner = "Owner"\n')
        assert [one.code for one in intake.report.blanked] == [EstateCode.CONTROL_CHARACTER]


def test_a_file_in_memory_reads_as_the_same_file_on_disk_does(tmp_path):
    data = b"number;name\n1;Ada\n"
    (tmp_path / "list.csv").write_bytes(data)
    assert rows_of_file(data, "list.csv") == read_rows(tmp_path / "list.csv")


def test_a_file_in_memory_that_is_no_spreadsheet_is_refused():
    with pytest.raises(EstateError) as wrong:
        rows_of_file(b"x", "list.pdf")
    assert wrong.value.code is EstateCode.NOT_A_SPREADSHEET
