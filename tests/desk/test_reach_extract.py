"""An extract is read by its own column names, mistakes are told all at once, and with one nothing is taken."""

from __future__ import annotations

import io

import openpyxl
import pytest

from battlebox.desk import DeskCode, DeskError
from battlebox.desk.reach import ExtractFaults, Level, read_extract
from battlebox.estate import Rows, read_rows

COLUMNS = {
    "number": "Client ID", "name": "Full name", "patch": "Ward", "need": "Service", "level": "RAG",
    "phones": "Tel", "address": "Address", "language": "Interpreter", "do_not_phone": "Do not call",
    "two_person": "Two person", "note": "Alert",
}  # fmt: skip
HEADER = ("Client ID", "Full name", "Ward", "Service", "RAG", "Tel", "Address", "Interpreter", "Do not call",
          "Two person", "Alert", "NHS number")  # fmt: skip
GOOD = ("77", "Ada Brown", "North", "telecare", "red", "020 7946 0001; 07700 900001", "1 High Street", "Polish",
        "Yes", "", "key safe", "999 999 9999")  # fmt: skip


def rows(*lines):
    return Rows((HEADER, *lines))


def with_cell(name, text):
    at = HEADER.index(COLUMNS[name])
    return (*GOOD[:at], text, *GOOD[at + 1 :])


def faults(*lines, columns=COLUMNS, **more):
    with pytest.raises(ExtractFaults) as refused:
        read_extract(rows(*lines), columns, levels={"red": "critical"}, **more)
    return refused.value


def test_a_row_becomes_a_person_and_what_was_not_asked_for_is_left_behind_and_named():
    extract = read_extract(rows(GOOD), COLUMNS, levels={"Red": "critical"})
    (person,) = extract.people
    assert (person.number, person.name, person.level) == ("77", "Ada Brown", Level.CRITICAL)
    assert person.phones == ("020 7946 0001", "07700 900001")
    assert (person.do_not_phone, person.two_person, person.language) == (True, False, "Polish")
    assert extract.left_out == ("NHS number",)
    assert "999 999 9999" not in repr(extract.people)


def test_who_must_not_be_phoned_is_on_no_call_sheet_even_with_a_number():
    (person,) = read_extract(rows(GOOD), COLUMNS, levels={"red": "critical"}).people
    assert person.phones
    assert not person.can_be_phoned


@pytest.mark.parametrize(
    ("name", "text", "code", "words"),
    [
        ("number", "", DeskCode.EMPTY_CELL, "the number the source knows them by"),
        ("name", "  ", DeskCode.EMPTY_CELL, "the name to ask for"),
        ("need", "", DeskCode.EMPTY_CELL, "such as telecare"),
        ("patch", "", DeskCode.EMPTY_CELL, "a patch or ward"),
        ("level", "purple", DeskCode.BAD_LEVEL, "critical, high, medium or low"),
        ("phones", "7.7009E+11", DeskCode.BAD_PHONE, "write its digits"),
        ("phones", "ring the daughter", DeskCode.BAD_PHONE, "write its digits"),
        ("do_not_phone", "maybe", DeskCode.BAD_YES_NO, "write yes or no"),
        ("two_person", "?", DeskCode.BAD_YES_NO, "write yes or no"),
        ("name", "Ada\x07", DeskCode.UNPRINTABLE, "take it out"),
        ("note", "x" * 301, DeskCode.TOO_LONG, "shorten it"),
    ],
)
def test_every_mistake_names_its_row_its_column_and_what_to_write(name, text, code, words):
    refused = faults(
        GOOD, with_cell("number", "78") if name != "number" else with_cell("number", "79"), with_cell(name, text)
    )
    mine = [fault for fault in refused.faults if fault.code is code]
    assert [(fault.row, fault.column) for fault in mine] == [(4, COLUMNS[name])]
    assert words in mine[0].hint


def test_all_mistakes_are_told_at_once_and_nothing_is_taken():
    refused = faults(with_cell("patch", ""), with_cell("level", "blue"), GOOD)
    # Row 3 and row 4 repeat the number of row 2.
    assert [(fault.row, fault.code) for fault in refused.faults] == [
        (2, DeskCode.EMPTY_CELL),
        (3, DeskCode.TWICE),
        (3, DeskCode.BAD_LEVEL),
        (4, DeskCode.TWICE),
    ]
    assert "4 mistakes and nothing of it was taken; the first is in row 2, column Ward" in str(refused)


def test_somebody_with_neither_phone_nor_address_cannot_be_reached():
    at = HEADER.index("Address")
    bare = (*GOOD[: at - 1], "", "", *GOOD[at + 1 :])
    (fault,) = faults(bare).faults
    assert (fault.code, fault.row) == (DeskCode.NO_WAY_TO_REACH, 2)


def test_a_column_that_is_not_there_names_the_nearest_and_a_field_we_do_not_keep_is_refused():
    missing = faults(GOOD, columns=COLUMNS | {"patch": "Wrad"})
    assert "no column Wrad: did you mean Ward?" in str(missing.faults[0].message)
    more = faults(GOOD, columns=COLUMNS | {"diagnosis": "Alert"})
    assert "has no field diagnosis" in more.faults[0].message
    assert "only these are kept: number, name" in more.faults[0].hint
    short = faults(GOOD, columns={"number": "Client ID", "name": "Full name", "need": "Service"})
    assert "no column for the patch" in short.faults[0].message


def test_a_header_and_no_people_is_no_list():
    (fault,) = faults().faults
    assert fault.code is DeskCode.NO_PEOPLE


def test_a_first_zero_that_a_spreadsheet_took_is_put_back_and_told():
    extract = read_extract(rows(with_cell("phones", "7700900001")), COLUMNS, levels={"red": "high"})
    assert extract.people[0].phones == ("07700900001",)
    assert extract.guesses == ("a first 0 was put back on 1 of the phone numbers",)


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
def test_a_csv_file_and_a_workbook_say_the_same(tmp_path, ending):
    path = tmp_path / ("extract" + ending)
    if ending == ".csv":
        text = "\n".join(",".join(f'"{cell}"' for cell in line) for line in (("Extract of Monday",), HEADER, GOOD))
        path.write_text(text, encoding="utf-8")
    else:
        book, held = openpyxl.Workbook(), io.BytesIO()
        for line in (("Extract of Monday",), HEADER, GOOD):
            book.active.append(line)
        book.save(held)
        path.write_bytes(held.getvalue())
    extract = read_extract(read_rows(path), COLUMNS, levels={"red": "critical"})
    assert extract == read_extract(rows(GOOD), COLUMNS, levels={"red": "critical"})


def test_a_refusal_is_a_refusal_of_the_desk():
    assert isinstance(faults(with_cell("need", "")), DeskError)


@pytest.mark.parametrize(
    ("address", "postcode", "kept"),
    [
        ("1 High Street", "W8 7NX", "1 High Street, W8 7NX"),
        ("1 High Street, w87nx", "W8 7NX", "1 High Street, w87nx"),
        ("1 High Street", "", "1 High Street"),
        ("", "W8 7NX", ""),
    ],
)
def test_a_postcode_in_a_column_of_its_own_is_kept_behind_the_address(address, postcode, kept):
    header = (*HEADER, "Post code")
    line = (*with_cell("address", address), postcode)
    extract = read_extract(Rows((header, line)), {**COLUMNS, "postcode": "Post code"}, levels={"red": "critical"})
    assert extract.people[0].address == kept
    assert "Post code" not in extract.left_out


def test_a_postcode_alone_is_no_way_to_reach_anybody_and_may_be_the_patch_as_well():
    columns = {**COLUMNS, "patch": "Post code", "postcode": "Post code"}
    header = (*HEADER, "Post code")
    (person,) = read_extract(Rows((header, (*GOOD, "W8 7NX"))), columns, levels={"red": "critical"}).people
    assert (person.patch, person.address) == ("W8 7NX", "1 High Street, W8 7NX")
    bare = list(with_cell("address", ""))
    bare[HEADER.index("Tel")] = ""
    with pytest.raises(ExtractFaults) as refused:
        read_extract(Rows((header, (*bare, "W8 7NX"))), columns, levels={"red": "critical"})
    assert [each.code for each in refused.value.faults] == [DeskCode.NO_WAY_TO_REACH]


def test_an_address_that_is_too_long_with_its_postcode_is_named_with_its_row():
    line = (*with_cell("address", "x" * 298), "W8 7NX")
    with pytest.raises(ExtractFaults) as refused:
        read_extract(Rows(((*HEADER, "Post code"), line)), {**COLUMNS, "postcode": "Post code"},
                     levels={"red": "critical"})  # fmt: skip
    (fault,) = refused.value.faults
    assert (fault.code, fault.place) == (DeskCode.TOO_LONG, "row 2, column Address")
