"""Workbooks: what goes in comes out, and what could hurt is not opened.

Law: CSV to workbook to CSV loses nothing; a bad workbook is refused by name, in a moment.
Not here: what the text means (test_bad_tables.py).
"""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from battlebox.estate import EstateCode, EstateError, RawTable, RawTables, check, read_estate, read_tables, write_tables
from battlebox.estate.columns import TABLES as COLUMNS
from battlebox.estate.sheets import csv_text, table_of_csv
from battlebox.estate.workbook import tables_of_workbook, workbook_bytes
from estate.three_councils import TABLES, written

C = EstateCode
CELLS = st.one_of(
    st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), max_size=20),
    st.sampled_from(
        ["=1+1", "+1", "-1", "@x", "#N/A", "TRUE", "007", "1.50", "1e5", "0.1", "2026-01-01", " x ", "a\nb"]
    ),
    st.sampled_from(["_x0041_", "_x0041_x0042_", "_x005F_", "_x000D_", '"', "'=1", "\t", ",", ";", "\u00a0", "0"]),
    st.integers().map(str),
    st.floats(allow_nan=False).map(str),
)


@st.composite
def raw_tables(draw):
    """Any text at all in some tables, trimmed as a table is."""
    tables = {}
    for name in draw(st.sets(st.sampled_from(list(COLUMNS)), min_size=1, max_size=2)):
        header = tuple(column.name for column in COLUMNS[name].columns)
        rows = draw(st.lists(st.lists(CELLS, max_size=len(header)), max_size=4))
        tables[name] = RawTable(header, tuple(tuple(row) for row in rows))
    return RawTables({name: trimmed(tables[name]) for name in COLUMNS if name in tables})


def trimmed(table):
    """The table as reading it back would have it: without blank cells and rows at its edges."""
    return table_of_csv("bodies", csv_text(table).encode())


@given(raw_tables())
def test_tables_to_workbook_and_back_lose_nothing(raw):
    again, mistakes = tables_of_workbook(workbook_bytes(raw), "estate.xlsx")
    assert mistakes == []
    assert again == raw
    assert [csv_text(table) for table in again.tables.values()] == [csv_text(table) for table in raw.tables.values()]


@given(raw_tables())
def test_tables_to_csv_and_back_lose_nothing(raw):
    for name, table in raw.tables.items():
        assert table_of_csv(name, csv_text(table).encode()) == table


def test_a_whole_estate_goes_through_a_workbook_and_stays_the_same_estate(tmp_path):
    folder = written(tmp_path / "three")
    write_tables(read_tables(folder), tmp_path / "three.xlsx")
    write_tables(read_tables(tmp_path / "three.xlsx"), tmp_path / "again")
    assert read_estate(tmp_path / "three.xlsx") == read_estate(folder)
    assert read_tables(tmp_path / "again") == read_tables(folder)
    assert read_estate(tmp_path / "again") == read_estate(folder)
    for name in TABLES:
        assert (tmp_path / "again" / f"{name}.csv").read_text(encoding="utf-8").count("\n") == TABLES[name].count("\n")


def test_text_that_looks_like_a_formula_is_never_written_as_one(tmp_path):
    table = RawTable(("body", "name", "kind"), (("a", "=HYPERLINK(1)", "council"), ("b", "@SUM(1)", "+1")))
    write_tables(RawTables({"bodies": table}), tmp_path / "estate.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "estate.xlsx")["bodies"]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} == {"s"}
    with zipfile.ZipFile(tmp_path / "estate.xlsx") as parts:
        assert not any(b"<f>" in parts.read(name) for name in parts.namelist())


def workbook(**sheets):
    """The bytes of a workbook as a spreadsheet would write it."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_spreadsheets_own_numbers_dates_and_truths_are_read_as_a_person_would_type_them():
    day = datetime(2026, 3, 1, tzinfo=UTC).replace(tzinfo=None)
    data = workbook(
        systems=[["system", "records", "sensitive", "restore_tested_on", "note"], ["a", 10.0, 0.1, day, True]]
    )
    raw, mistakes = tables_of_workbook(data, "estate.xlsx")
    assert mistakes == []
    assert raw.tables["systems"].rows == (("a", "10", "0.1", "2026-03-01", "y"),)


def test_a_formula_is_text_and_told_as_a_formula_where_a_number_should_be(tmp_path):
    rows = [line.split(",") for line in TABLES["bodies"].splitlines()]
    systems = [["system", "name", "body", "records"], ["mail", "Mail", "northmere", "=1+1"]]
    services = [["service", "name", "body", "priority", "rto_h", "mtpd_h", "people"]]
    services += [["care", "Care", "northmere", "P1", 0, 24, 5]]
    (tmp_path / "estate.xlsx").write_bytes(workbook(bodies=rows, systems=systems, services=services))
    report = check(tmp_path / "estate.xlsx")
    assert [(one.code, one.row, one.column, one.found) for one in report.errors] == [(C.FORMULA, 2, "records", "=1+1")]


def test_rows_are_counted_as_the_spreadsheet_shows_them_blank_ones_too():
    data = workbook(bodies=[["body", "name", "kind"], [], ["a", "A", "council"], [None, None, None], ["b", "B", "x"]])
    raw, _ = tables_of_workbook(data, "estate.xlsx")
    assert raw.tables["bodies"].rows == ((), ("a", "A", "council"), (), ("b", "B", "x"))


def test_a_sheet_that_no_estate_has_is_told_by_name():
    _, mistakes = tables_of_workbook(workbook(bodys=[["body"]]), "estate.xlsx")
    assert [(one.code, one.table) for one in mistakes] == [(C.UNKNOWN_TABLE, "bodys")]
    assert "rename it to bodies" in mistakes[0].hint


def test_a_setting_told_twice_is_told():
    _, mistakes = tables_of_workbook(workbook(estate=[["key", "value"], ["title", "A"], ["title", "B"]]), "x.xlsx")
    assert [(one.code, one.row) for one in mistakes] == [(C.SETTING_TWICE, 3)]


def spoilt(change):
    """A good workbook with its zip changed."""
    source = zipfile.ZipFile(io.BytesIO(workbook(bodies=[["body", "name", "kind"]])))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as parts:
        for name in source.namelist():
            parts.writestr(name, change(name, source.read(name)))
        for name, data in change(None, b"") or ():
            parts.writestr(name, data)
    return out.getvalue()


def adding(name, data):
    """A change that adds a part."""
    return lambda part, found: [(name, data)] if part is None else found


def in_sheet(data):
    """A change that replaces the one sheet."""
    return lambda part, found: () if part is None else (data if part.startswith("xl/worksheets/") else found)


BAD = {
    "macros": (spoilt(adding("xl/vbaProject.bin", b"x")), C.MACROS, "plain .xlsx"),
    "links": (spoilt(adding("xl/externalLinks/externalLink1.xml", b"<x/>")), C.EXTERNAL_LINKS, "break the links"),
    "bomb": (spoilt(in_sheet(b" " * 30_000_000)), C.WORKBOOK_EXPANDS, "new workbook"),
    "many parts": (
        spoilt(lambda part, found: [(f"x{n}", b"") for n in range(1001)] if part is None else found),
        C.WORKBOOK_EXPANDS,
        "new workbook",
    ),
    "document type": (
        spoilt(in_sheet(b'<!DOCTYPE a [<!ENTITY b "c">]><worksheet>&b;</worksheet>')),
        C.WORKBOOK_EXPANDS,
        "new workbook",
    ),
    "damaged": (spoilt(in_sheet(b"<worksheet><sheetData><row><c")), C.NOT_A_WORKBOOK, "save it again"),
    "half": (workbook(bodies=[["body"]])[:700], C.NOT_A_WORKBOOK, "save it again"),
    "not a zip": (b"\xd0\xcf\x11\xe0 an old or locked one", C.NOT_A_WORKBOOK, "password"),
    "empty": (b"", C.NOT_A_WORKBOOK, "save it again"),
    "another zip": (spoilt(lambda part, _: () if part is None else b""), C.NOT_A_WORKBOOK, "save it again"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_workbook_that_could_hurt_or_is_none_is_refused_by_name(tmp_path, name):
    data, code, hint = BAD[name]
    path = tmp_path / "estate.xlsx"
    path.write_bytes(data)
    with pytest.raises(EstateError) as caught:
        check(path)
    assert caught.value.code is code
    assert "estate.xlsx" in str(caught.value)
    assert hint in caught.value.hint


def test_a_sheet_that_claims_to_be_endless_is_read_as_long_as_it_is():
    rows = '<row r="1"><c r="A1" t="inlineStr"><is><t>body</t></is></c></row>'
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    inner = f'<dimension ref="A1:XFD1048576"/><sheetData>{rows}</sheetData>'
    sheet = f'<worksheet xmlns="{space}">{inner}</worksheet>'
    raw, _ = tables_of_workbook(spoilt(in_sheet(sheet.encode())), "estate.xlsx")
    assert raw.tables["bodies"] == RawTable(("body",))


def test_a_row_wider_than_any_table_is_told():
    _, mistakes = tables_of_workbook(workbook(bodies=[["body"], ["x"] * 300]), "estate.xlsx")
    assert [(one.code, one.row) for one in mistakes] == [(C.TOO_MANY_COLUMNS, 2)]


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ('<x:c r="A2"><x:v>12</x:v></x:c>', "12"),
        ("<x:c><x:v>1.5E-3</x:v></x:c>", "0.0015"),
        ('<x:c r="A2" t="b"><x:v>0</x:v></x:c>', "n"),
        ('<x:c r="A2" t="e"><x:v>#N/A</x:v></x:c>', "#N/A"),
        ('<x:c r="A2" t="str"><x:f>1+1</x:f><x:v>2</x:v></x:c>', "=1+1"),
        ('<x:c r="A2"><x:f t="shared" si="0"/><x:v>2</x:v></x:c>', "="),
        (
            '<x:c r="A2" t="inlineStr"><x:is><x:r><x:t>a</x:t></x:r><x:r><x:t>b_x000D_c</x:t></x:r></x:is></x:c>',
            "ab\nc",
        ),
        ('<x:c r="A2" t="inlineStr"><x:is><x:t>a</x:t><x:rPh><x:t>said</x:t></x:rPh></x:is></x:c>', "a"),
    ],
)
def test_cells_are_read_whatever_way_a_spreadsheet_writes_them(cell, text):
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    head = '<x:row r="1"><x:c r="A1" t="inlineStr"><x:is><x:t>body</x:t></x:is></x:c></x:row>'
    rows = f'<x:sheetData>{head}<x:row r="2">{cell}</x:row></x:sheetData>'
    sheet = f'<x:worksheet xmlns:x="{space}">{rows}</x:worksheet>'
    raw, _ = tables_of_workbook(spoilt(in_sheet(sheet.encode())), "estate.xlsx")
    assert raw.tables["bodies"].rows == ((text,),)


@pytest.mark.parametrize("rows", ['<row r="2"/><row r="1"/>', '<row r="99999999"/>', '<row r="x"/>'])
def test_a_sheet_whose_rows_are_out_of_order_is_damaged(rows):
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    sheet = f'<worksheet xmlns="{space}"><sheetData>{rows}</sheetData></worksheet>'
    with pytest.raises(EstateError, match="cannot be read as a workbook: it is damaged"):
        tables_of_workbook(spoilt(in_sheet(sheet.encode())), "estate.xlsx")


GOOD = workbook(
    bodies=[["body", "name", "kind"], ["a", "=1", "council"]],
    systems=[["system", "records", "restore_tested_on"], ["s", 1.5, datetime(2026, 3, 1)]],  # noqa: DTZ001  # As Excel has it.
    estate=[["key", "value"], ["title", "A"]],
)


@given(st.data())
def test_no_damage_to_the_file_does_anything_but_be_read_or_refused_by_name(data):
    spoiled = bytearray(GOOD)
    for _ in range(data.draw(st.integers(1, 8))):
        spoiled[data.draw(st.integers(0, len(GOOD) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.one_of(st.just(len(GOOD)), st.integers(0, len(GOOD))))
    try:
        tables_of_workbook(bytes(spoiled[:cut]), "estate.xlsx")
    except EstateError as error:
        assert error.hint  # noqa: PT017  # Being read is right too.


@given(st.data())
def test_no_damage_inside_a_sheet_does_anything_but_be_read_or_refused_by_name(data):
    with zipfile.ZipFile(io.BytesIO(GOOD)) as parts:
        name = data.draw(st.sampled_from(parts.namelist()))
        text = parts.read(name)
    at = data.draw(st.integers(0, len(text)))
    put = data.draw(
        st.one_of(st.binary(max_size=4), st.sampled_from([b"<c>", b"9999999999", b'"', b"<row/>", b"</c>"]))
    )
    changed = text[:at] + put + text[at + data.draw(st.integers(0, 6)) :]
    try:
        tables_of_workbook(_changed(name, lambda _: changed), "estate.xlsx")
    except EstateError as error:
        assert error.hint  # noqa: PT017  # Being read is right too.


@pytest.mark.parametrize("number", ["1e300", "-5", "1e999"])
def test_a_date_that_no_calendar_has_is_told_at_its_place(number):
    with zipfile.ZipFile(io.BytesIO(GOOD)) as parts:
        sheet = next(name for name in parts.namelist() if b"<v>46082" in parts.read(name))
    raw, _ = tables_of_workbook(
        _changed(sheet, lambda text: text.replace(b"<v>46082", b"<v>" + number.encode())), "estate.xlsx"
    )
    assert not raw.tables["systems"].rows[0][2].startswith("20")


def _changed(part, change):
    """The good workbook with one part changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(GOOD)) as source, zipfile.ZipFile(out, "w") as parts:
        for name in source.namelist():
            data = source.read(name)
            parts.writestr(name, change(data) if name == part else data)
    return out.getvalue()
