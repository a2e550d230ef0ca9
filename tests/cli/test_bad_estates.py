"""An estate that is written wrongly: `check` says every mistake, and every other command refuses it in the same words.

Law: exit 1 from check, 3 from the others; place, sentence and hint; no traceback and no file left behind.
Not here: each rule of the tables (tests/estate).
"""

from __future__ import annotations

import json
import zipfile

import openpyxl
import pytest

from cli.conftest import spoil

NO, INPUT = 1, 3

# A table, what stands there, what somebody wrote instead, and what the mistake says.
CELLS = {
    "a cell that is not a number": (
        "services.csv",
        ",24,1,public,all hours",
        ",two dozen,1,public,all hours",
        "services row 2 column people",
    ),
    "a share over 1": (
        "services.csv",
        ",24,1,public,all hours",
        ",24,1.5,public,all hours",
        "services row 2 column vulnerable",
    ),
    "hours below nothing": ("services.csv", "P1,safety,2,8", "P1,safety,-2,8", "services row 2 column rto_h"),
    "not a number at all": ("services.csv", "P1,safety,2,8", "P1,safety,nan,8", "services row 2 column rto_h"),
    "an infinity": ("services.csv", "P1,safety,2,8", "P1,safety,2,inf", "services row 2 column mtpd_h"),
    "an unknown priority": ("services.csv", "P1,safety,2,8", "P9,safety,2,8", "services row 2 column priority"),
    "an unknown purpose": ("services.csv", "P1,safety,2,8", "P1,fun,2,8", "services row 2 column protects"),
    "an unknown kind of body": (
        "bodies.csv",
        "Northmere Council,council",
        "Northmere Council,town",
        "bodies row 2 column kind",
    ),
    "an unknown body": (
        "systems.csv",
        "Northmere servers,northmere,",
        "Northmere servers,northmoor,",
        "systems row 2 column body",
    ),
    "an id in capitals": ("bodies.csv", "farwick,Farwick", "Farwick,Farwick", "bodies row 4 column body"),
    "a blank that must be filled": ("bodies.csv", "farwick,Farwick Council,", "farwick,,", "bodies row 4 column name"),
    "one id in two tables": ("segments.csv", "northmere.server-room,", "northmere.servers,", "northmere.servers"),
    "one id twice in a table": ("bodies.csv", "farwick,Farwick", "eastholt,Farwick", "eastholt"),
    "a reserved id": ("actions.csv", "eastholt.cut-left-over,", "everything,", "actions row 11 column action"),
    "a need on nothing": (
        "needs.csv",
        "northmere.care,northmere.servers",
        "northmere.care,northmere.server",
        "needs row 2 column on",
    ),
    "a need of itself": (
        "needs.csv",
        "northmere.care,northmere.servers",
        "northmere.care,northmere.care",
        "needs row 2",
    ),
    "the same need twice": (
        "needs.csv",
        "northmere.benefits,northmere.servers",
        "northmere.care,northmere.servers",
        "needs row 3",
    ),
    "a path to a service": (
        "paths.csv",
        "northmere.servers,northmere.care,",
        "northmere.servers,northmere.child-front-door,",
        "paths row 2 column to",
    ),
    "a chance over 1": ("paths.csv", "account,low,48", "account,1.2,48", "paths row 5 column chance"),
    "a chance in an unknown word": ("paths.csv", "account,low,48", "account,tiny,48", "paths row 5 column chance"),
    "a kind of path unknown": ("paths.csv", "northmere.care,admin", "northmere.care,magic", "paths row 2 column kind"),
    "yes or no in another word": ("paths.csv", "medium,24,y", "medium,24,perhaps", "paths row 7 column both_ways"),
    "a selector that names nothing": (
        "actions.csv",
        "system:northmere.mail,",
        "system:northmere.male,",
        "actions row 5 column isolates",
    ),
    "a path where things are asked for": (
        "actions.csv",
        "system:northmere.mail,",
        "path:shared.line,",
        "actions row 5 column isolates",
    ),
    "an action in conflict with itself": (
        "actions.csv",
        "eastholt.ask-carrier,tactical",
        "eastholt.cut-line,tactical",
        "actions row 10 column conflicts",
    ),
    "an action that lasts too short": (
        "actions.csv",
        "system:eastholt.mail,,,1,,",
        "system:eastholt.mail,,,1,3,",
        "actions row 9 column lasts_h",
    ),
    "a date that is none": ("dates.csv", "2026-03-09", "the ninth", "dates row 2 column when"),
    "a date that does not exist": ("dates.csv", "2026-03-09", "2026-02-30", "dates row 2 column when"),
    "a clock nobody can read": ("clocks.csv", "72 hours", "soonish", "clocks row 2 column within"),
    "an unknown column": ("bodies.csv", "body,name,kind,note", "body,name,kind,colour", "colour"),
    "a column missing": ("bodies.csv", "body,name,kind,note", "body,name,note", "kind"),
    "a row too long": (
        "bodies.csv",
        "farwick,Farwick Council,council,",
        "farwick,Farwick Council,council,x,y,z,",
        "bodies row 4",
    ),
    "an unknown setting": ("estate.toml", "licence =", "license =", "license"),
    "settings that are no TOML": ("estate.toml", "licence =", "licence", "estate"),
}


@pytest.mark.parametrize(("table", "old", "new", "place"), CELLS.values(), ids=CELLS.keys())
def test_a_mistake_is_named_by_check_and_refused_by_impact(battlebox, northmere, *, table, old, new, place):
    spoil(northmere, table, old, new)
    before = sorted(northmere.iterdir())
    checked = battlebox("check", northmere)
    assert checked.code == NO
    assert place in checked.out
    asked = battlebox("impact", northmere, "--down", "northmere.phones")
    assert (asked.code, asked.out) == (INPUT, "")
    assert place in asked.err
    assert asked.err.count("battlebox: error: ") == asked.err.count("battlebox: hint: ") > 0
    assert "Traceback" not in checked.err + asked.err
    assert sorted(northmere.iterdir()) == before


def test_every_mistake_is_named_not_only_the_first(battlebox, northmere):
    spoil(northmere, "services.csv", "P1,safety,2,8", "P9,safety,-2,inf")
    spoil(northmere, "paths.csv", "account,low,48", "account,1.2,48")
    spoil(northmere, "needs.csv", "northmere.care,northmere.servers", "northmere.care,northmere.server")
    ran = battlebox("check", northmere, "--json")
    data = json.loads(ran.out)
    places = {(row["table"], row["row"], row["column"]) for row in data["errors"]}
    assert data["ok"] is False
    assert places >= {
        ("services", 2, "priority"),
        ("services", 2, "rto_h"),
        ("services", 2, "mtpd_h"),
        ("paths", 5, "chance"),
        ("needs", 2, "on"),
    }
    assert all(row["message"] and row["hint"] and row["code"] for row in data["errors"])


def _empty(place):
    (place / "bodies.csv").write_text("", encoding="utf-8")
    return place


def _header_only(place):
    (place / "services.csv").write_text("service,name,body,priority,rto_h,mtpd_h,people\n", encoding="utf-8")
    return place


def _missing_table(place):
    (place / "services.csv").unlink()
    return place


def _unknown_table(place):
    (place / "machines.csv").write_text("machine\nx\n", encoding="utf-8")
    return place


def _latin_1(place):
    text = (place / "bodies.csv").read_text(encoding="utf-8").replace("Farwick Council", "Fårwick Council")
    (place / "bodies.csv").write_bytes(text.encode("latin-1"))
    return place


def _open_quote(place):
    spoil(place, "bodies.csv", "farwick,Farwick Council", 'farwick,"Farwick Council')
    return place


def _huge_cell(place):
    spoil(place, "bodies.csv", "a stranger: no link to either", "x" * 10_000_000)
    return place


def _too_many_rows(place):
    with (place / "segments.csv").open("a", encoding="utf-8") as file:
        file.writelines(f"s{number},S,northmere\n" for number in range(2_000_000))
    return place


def _nothing_there(place):
    return place / "nowhere"


def _a_picture(place):
    path = place.parent / "estate.png"
    path.write_bytes(b"\x89PNG\r\n")
    return path


def _not_a_zip(place):
    path = place.parent / "estate.xlsx"
    path.write_bytes(b"this is no workbook")
    return path


def _zip_bomb(place):
    path = place.parent / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("[Content_Types].xml", "<Types/>")
        bomb.writestr("xl/worksheets/sheet1.xml", b"0" * 300_000_000)
    return path


def _macros(place):
    path = place.parent / "estate.xlsm"
    path.write_bytes(_workbook(place).read_bytes())
    return path


def _hidden_macros(place):
    path = _workbook(place)
    with zipfile.ZipFile(path, "a") as book:
        book.writestr("xl/vbaProject.bin", b"macro")
    return path


def _outside_links(place):
    path = _workbook(place)
    with zipfile.ZipFile(path, "a") as book:
        book.writestr("xl/externalLinks/externalLink1.xml", "<externalLink/>")
    return path


def _excel_date(place):
    path = _workbook(place)
    book = openpyxl.load_workbook(path)
    book["dates"]["C2"] = "=TODAY()"
    book.save(path)
    return path


def _unknown_sheet(place):
    path = _workbook(place)
    book = openpyxl.load_workbook(path)
    book.create_sheet("machines")["A1"] = "machine"
    book.save(path)
    return path


def _workbook(place):
    path = place.parent / "estate.xlsx"
    book = openpyxl.Workbook()
    book.remove(book.active)
    for table in sorted(place.glob("*.csv")):
        sheet = book.create_sheet(table.stem)
        for line in table.read_text(encoding="utf-8").splitlines():
            sheet.append([cell or None for cell in line.split(",")])
    book.save(path)
    return path


# How the files are spoilt, and what is said of them.
FILES = {
    "an empty file": (_empty, "bodies"),
    "a header and no rows": (_header_only, "services"),
    "a table that must be there": (_missing_table, "services"),
    "a table nobody knows": (_unknown_table, "machines"),
    "letters of another age": (_latin_1, "utf-8"),
    "a quote that never closes": (_open_quote, "bodies"),
    "a cell of ten megabytes": (_huge_cell, "bodies row 4: the cell is longer"),
    "two million rows": (_too_many_rows, "segments"),
    "no estate there": (_nothing_there, "northmere"),
    "a picture": (_a_picture, "is not an estate"),
    "a workbook that is none": (_not_a_zip, "cannot be read as a workbook"),
    "a workbook that would burst": (_zip_bomb, "would grow"),
    "a workbook with macros": (_macros, "holds macros"),
    "a workbook with hidden macros": (_hidden_macros, "holds macros"),
    "a workbook that leans on others": (_outside_links, "links to other workbooks"),
    "a formula where a date stands": (_excel_date, "dates row 2 column when"),
    "a sheet nobody knows": (_unknown_sheet, "machines"),
}


@pytest.mark.parametrize(("spoilt", "words"), FILES.values(), ids=FILES.keys())
def test_a_spoilt_file_is_refused_with_a_hint(battlebox, northmere, spoilt, words):
    ran = battlebox("impact", spoilt(northmere), "--down", "northmere.phones")
    assert (ran.code, ran.out) == (INPUT, "")
    assert words in ran.err.lower()
    assert "battlebox: hint: " in ran.err
    assert "Traceback" not in ran.err


def test_two_systems_may_need_each_other(battlebox, northmere):
    with (northmere / "needs.csv").open("a", encoding="utf-8") as file:
        file.write("northmere.servers,northmere.care,,,,,\n")
    ran = battlebox("impact", northmere, "--down", "northmere.care", "--json")
    assert ran.code == 0
    assert "northmere.servers" in {row["id"] for row in json.loads(ran.out)["stops"]}


@pytest.mark.parametrize(
    "change",
    [
        lambda data: b"\xef\xbb\xbf" + data,
        lambda data: data.replace(b"\n", b"\r\n"),
        lambda data: data.replace(b"Farwick Council", b'"Farwick\nCouncil"'),
    ],
    ids=["a byte order mark", "line ends of Windows", "a line break inside quotes"],
)
def test_how_a_spreadsheet_saves_text_is_no_mistake(battlebox, northmere, change):
    path = northmere / "bodies.csv"
    path.write_bytes(change(path.read_bytes()))
    assert battlebox("check", northmere).code == 0


def test_check_finds_the_shipped_estates_free_of_mistakes(battlebox, northmere):
    ran = battlebox("check", northmere, "--json")
    data = json.loads(ran.out)
    assert (ran.code, data["ok"], data["errors"]) == (0, True, [])
    assert {row["code"] for row in data["gaps"]} >= {"no_fallback"}
    assert set(data["gaps"][0]) == {"code", "id", "message"}
