"""The estate an incident runs on: where it came from, its tables, its gaps, what was corrected, and the way out.

Law: what is an example or a working value says so before it is read; what cannot be seen is not there.
Not here: changing it, and choosing another (change.py), the pack (pack.py).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Final

from django.conf import settings
from django.http import Http404, HttpResponse
from django.utils.text import capfirst

from battlebox.desk import Act
from battlebox.desk.picture import Mark, cells_of, revision_of, tables_as_adopted, tables_in_use
from battlebox.desk.readiness import GapGroup, gap_groups
from battlebox.estate import (
    SETTINGS,
    TABLES,
    Form,
    Gap,
    RawTable,
    RawTables,
    with_drill_column,
    without_others_people,
    workbook_bytes,
    zip_bytes,
)
from battlebox.journal import EXERCISE
from battlebox.web.asking import OfficerRequest, in_incident
from battlebox.web.estates_to_choose import is_shipped
from battlebox.web.gds.reached import reached
from battlebox.web.incident.at_desk import AtDesk
from battlebox.web.incident.lists import FALLBACK_OF
from battlebox.web.incident.wording import when
from battlebox.web.pages import page
from battlebox.web.publishing.tried import published_on
from battlebox.web.records import installation
from battlebox.web.tables import Cell, Column, Kind, Row, Table, table_page

EXAMPLE: Final = "An example, not your council's own: its figures are working values. Do not act on them."
SETTINGS_TABLE: Final = "settings"
FIRST_ROW: Final = 2
WORKBOOK: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_NUMBERS: Final = (Form.NUMBER, Form.COUNT, Form.SHARE, Form.HOURS)
_BESIDE: Final = (
    ("estate", "Estate"),
    ("estate_gaps", "Gaps"),
    ("estate_corrections", "Corrections"),
    ("estate_revisions", "Revisions"),
    ("estate_bring", "Bring one in"),
    ("estate_pack", "Printed pack"),
)
_TABLES: Final = (Column("table", "Table"), Column("holds", "What it holds"), Column("rows", "Rows", Kind.NUMBER))
_GAPS: Final = (
    Column("gap", "Gap"),
    Column("group", "Kind", Kind.CHOICE),
    Column("row", "About"),
    Column("id", "Id", aside=True),
)
_CORRECTIONS: Final = (
    Column("number", "Entry"),
    Column("table", "Table", Kind.CHOICE),
    Column("row", "Row"),
    Column("column", "Column"),
    Column("was", "Was"),
    Column("value", "Says now"),
    Column("why", "Why"),
    Column("who", "By"),
    Column("at", "When", Kind.TIME),
)
_SETTINGS: Final = (
    Column("key", "Setting"),
    Column("value", "Value"),
    Column("whose", "Whose", Kind.CHOICE),
    Column("help", "What it is"),
)


def beside_estate(desk: AtDesk, here: str) -> list[tuple[str, str, bool]]:
    """The pages about the estate, for the line of links above each."""
    needs = ("estate_gaps", "estate_corrections", "estate_pack")
    return [(title, desk.at(name), name == here) for name, title in _BESIDE if desk.has_estate or name not in needs]


def tables_now(desk: AtDesk) -> RawTables:
    """The tables with what was corrected, as text, without the people of others; not there where no estate may be."""
    if not desk.has_estate:
        raise Http404
    return without_others_people(tables_in_use(desk.sight, installation().shelf), desk.officer.body)


def is_example(desk: AtDesk) -> bool:
    """Whether the estate in use is one of those shipped, or says itself that it is made up."""
    return desk.estate.illustrative or is_shipped(desk.used.digest)


@in_incident
def estate(request: OfficerRequest) -> HttpResponse:
    """The revision in use, and its tables."""
    desk = AtDesk.of(request)
    may = desk.officer.may(Act.ESTATE)
    if not desk.has_estate:
        rows: list[dict[str, Any]] = []
        facts: list[tuple[str, str]] = []
    else:
        raw = tables_now(desk)
        facts = _facts(desk)
        rows = [_table_row(desk, name, raw) for name in TABLES if name in raw.tables]
        help_words = "weights, chances and hours that every figure rests on"
        link = desk.at("estate_table", SETTINGS_TABLE)
        rows.append({"table": Cell("settings", link=link), "holds": help_words, "rows": len(SETTINGS)})
    return table_page(
        request,
        "places/estate.html",
        Table("tables", "Its tables", _TABLES, rows),
        here="estate",
        beside=beside_estate(desk, "estate"),
        has_estate=desk.has_estate,
        elsewhere=desk.estate_elsewhere,
        facts=facts,
        example=EXAMPLE if desk.has_estate and is_example(desk) else "",
        bring=desk.at("estate_bring") if may else "",
        choose=desk.at("estate_revisions"),
        pack=desk.at("estate_pack"),
        workbook=desk.at("estate_workbook"),
        zipped=desk.at("estate_zip"),
    )


def _facts(desk: AtDesk) -> list[tuple[str, str]]:
    named, now = revision_of(desk.sight), desk.sight.now
    corrections = len(cells_of(desk.sight))
    as_of = desk.estate.as_of
    return [
        ("Estate", named.value.title),
        ("Revision", f"{named.value.digest[:12]} (the whole name: {named.value.digest})"),
        ("From", named.value.source),
        ("Describes", when(as_of, now) if as_of else "It does not say as of when. Treat it as old."),
        ("In use since", f"{when(named.at, now)}, {named.number}, by {desk.name_of(named.by)}"),
        *([("Why this one", named.value.why)] if named.value.why else []),
        ("Corrected since", f"{corrections} cells" if corrections != 1 else "1 cell"),
        *([("Terms", desk.estate.licence)] if desk.estate.licence else []),
    ]


def _table_row(desk: AtDesk, name: str, raw: RawTables) -> dict[str, Any]:
    filled = sum(1 for row in raw.tables[name].rows if any(row))
    return {"table": Cell(name, link=desk.at("estate_table", name)), "holds": TABLES[name].help, "rows": filled}


@in_incident
def estate_table(request: OfficerRequest, name: str) -> HttpResponse:
    """One table: every row that is in it, each leading to its cells."""
    desk = AtDesk.of(request)
    raw = tables_now(desk)
    example = EXAMPLE if is_example(desk) else ""
    if name == SETTINGS_TABLE:
        table = Table("rows", "Settings", _SETTINGS, [_setting(desk, raw, key) for key in _keys(raw)])
        words = "Settings are changed in the estate itself: bring in a revision that has your own."
    elif name in TABLES and name in raw.tables:
        table = _rows(desk, name, raw.tables[name])
        words = f"{capfirst(TABLES[name].help)}."
    else:
        raise Http404
    return table_page(
        request, "places/estate_table.html", table, here="estate", name=name, words=words, example=example,
        beside=beside_estate(desk, ""), back=desk.at("estate"),
    )  # fmt: skip


def _rows(desk: AtDesk, name: str, held: RawTable) -> Table:
    form = TABLES[name]
    shown = [column for column in form.columns if column.name in held.header]
    columns = [] if form.key else [Column("row", "Row", Kind.NUMBER)]
    for column in shown:
        few = column.form in (Form.WORD, Form.FLAG) or column.name == "body"
        kind = Kind.NUMBER if column.form in _NUMBERS else Kind.CHOICE if few else Kind.WORDS
        columns.append(Column(column.name, column.name, kind))
    mended = {(each.value.row, each.value.column) for each in cells_of(desk.sight) if each.value.table == name}

    def made(column: str, found: tuple[str, dict[str, str]]) -> Cell:
        row, said = found
        link = desk.at("estate_row", name, row) if column == form.key else ""
        text, mark = said.get(column, ""), _mark(desk, name, said, column)
        note = "corrected" if (row, column) in mended else ""
        return Cell(reached(text, mark) if mark else text, link=link, note=note, csv=text if mark else "")

    makes: dict[str, Callable[[tuple[str, dict[str, str]]], Cell]] = {
        column.name: partial(made, column.name) for column in shown
    }
    if not form.key:
        makes["row"] = lambda found: Cell(found[0], link=desk.at("estate_row", name, found[0]))
    rows = []
    for number, cells in enumerate(held.rows, FIRST_ROW):
        said = dict(zip(held.header, cells, strict=False))
        row = said.get(form.key, "").strip() if form.key else str(number)
        if row and any(cells):
            rows.append(Row((row, said), makes))
    return Table("rows", name.capitalize(), tuple(columns), rows, empty="The table is empty.")


_REACHED: Final = {"channels": ("name", "address"), "people": ("phone", "other")}


def _mark(desk: AtDesk, table: str, said: dict[str, str], column: str) -> Mark | None:
    """What is to be said beside a number or an address of the estate; nothing beside any other cell."""
    if column not in _REACHED.get(table, ()):
        return None
    found = desk.channels
    mark = found.mark(said.get("channel", "")) if table == "channels" else found.mark_on(said.get(column, ""))
    return mark if mark.words else None


def _keys(raw: RawTables) -> list[str]:
    return list(dict.fromkeys([*SETTINGS, *raw.settings]))


def _setting(desk: AtDesk, raw: RawTables, key: str) -> dict[str, str]:
    form = SETTINGS.get(key)
    default = form.default if form else ""
    value = raw.settings.get(key, default).strip('"')
    # What is written out and is the same as what is shipped is a working value all the same.
    shipped = value == default or is_example(desk)
    figure = key.startswith(("harm.", "cyber.", "restore."))
    whose = "Battlebox's working value, not your council's own" if figure and shipped else "The estate's own"
    return {"key": key, "value": value, "whose": whose if value else "Not said", "help": form.help if form else ""}


@in_incident
def estate_gaps(request: OfficerRequest) -> HttpResponse:
    """What a planner wants to know, in groups, the worst first."""
    desk = AtDesk.of(request)
    raw = tables_now(desk)
    groups = gap_groups(desk.used, desk.sight.now.date(), published_on(desk))
    homes = {row: name for name, form in TABLES.items() if form.key and name in raw.tables
             for row in _ids(raw.tables[name], form.key)}  # fmt: skip

    def at_home(row: Mapping[str, Any]) -> Mapping[str, Any]:
        name = row["id"].removeprefix(FALLBACK_OF)
        return {**row, "row": Cell(row["row"], link=desk.at("estate_row", homes[name], name) if name in homes else "")}

    makes: Mapping[str, Callable[[tuple[GapGroup, Gap]], str]] = {
        "gap": lambda found: capfirst(found[1].message),
        "group": lambda found: found[0].title,
        "row": lambda found: capfirst(desk.names.any(found[1].id)),
        "id": lambda found: found[1].id,
    }
    rows = [Row((group, gap), makes) for group in groups for gap in group.found]
    return table_page(
        request,
        "places/estate_gaps.html",
        Table(
            "gaps",
            "Every gap",
            _GAPS,
            rows,
            empty="No gap was found. What is not written in was not looked at.",
            dressed=at_home,
        ),
        here="estate",
        beside=beside_estate(desk, "estate_gaps"),
        heads=("What is missing", "Found", "What to do"),
        groups=[(group.title, len(group.found), group.do) for group in groups],
        example=EXAMPLE if is_example(desk) else "",
    )


def _ids(held: RawTable, key: str) -> list[str]:
    place = held.header.index(key) if key in held.header else 0
    return [row[place].strip() for row in held.rows if len(row) > place]


@in_incident
def estate_corrections(request: OfficerRequest) -> HttpResponse:
    """Every cell that was found wrong since, with what it said before."""
    desk = AtDesk.of(request)
    tables_now(desk)
    kept = tables_as_adopted(desk.sight, installation().shelf)
    rows = [
        {
            "number": each.number,
            "table": each.value.table,
            "row": Cell(each.value.row, link=desk.at("estate_row", each.value.table, each.value.row)),
            "column": each.value.column,
            "was": cell_of(kept, each.value.table, each.value.row, each.value.column) or "blank",
            "value": each.value.value or "blank",
            "why": each.value.why,
            "who": desk.name_of(each.by),
            "at": Cell(when(each.at, desk.sight.now), order=each.at),
        }
        for each in cells_of(desk.sight)
    ]
    table = Table(
        "corrections", "Corrected so far", _CORRECTIONS, rows,
        empty="Nothing was corrected. To correct a cell, open its table, then its row.",
    )  # fmt: skip
    return table_page(request, "places/estate_corrections.html", table, here="estate",
                      beside=beside_estate(desk, "estate_corrections"))  # fmt: skip


def cell_of(raw: RawTables, table: str, row: str, column: str) -> str | None:
    """What a cell says; None where there is no such row."""
    form, held = TABLES.get(table), raw.tables.get(table)
    if form is None or held is None:
        return None
    for number, cells in enumerate(held.rows, FIRST_ROW):
        said = dict(zip(held.header, cells, strict=False))
        if any(cells) and (said.get(form.key, "").strip() if form.key else str(number)) == row:
            return said.get(column, "")
    return None


@in_incident
def estate_row(request: OfficerRequest, name: str, row: str) -> HttpResponse:
    """One row, cell by cell, each with the way to correct it."""
    desk = AtDesk.of(request)
    raw = tables_now(desk)
    form = TABLES.get(name)
    if form is None or cell_of(raw, name, row, "") is None:
        raise Http404
    may = desk.officer.may(Act.ESTATE)
    rows = []
    for column in form.columns:
        value = cell_of(raw, name, row, column.name) or "blank"
        to_correct = may and column.name != form.key
        link = ("Correct", desk.at("estate_correct", name, row, column.name)) if to_correct else ()
        said = {form.key: row, column.name: value}
        rows.append((column.name, reached(value, _mark(desk, name, said, column.name)), *link))
    return page(
        request, "places/estate_row.html", here="estate", title=f"{row} in {name}", rows=rows, may=may,
        beside=beside_estate(desk, ""), back=desk.at("estate_table", name), table=name,
        example=EXAMPLE if is_example(desk) else "",
    )  # fmt: skip


@in_incident
def estate_workbook(request: OfficerRequest) -> HttpResponse:
    """The estate in use as one workbook, with what was corrected."""
    desk = AtDesk.of(request)
    return _file(desk, workbook_bytes(_given(desk)), WORKBOOK, "xlsx")


@in_incident
def estate_zip(request: OfficerRequest) -> HttpResponse:
    """The estate in use as a zip of CSV tables, with what was corrected."""
    desk = AtDesk.of(request)
    return _file(desk, zip_bytes(_given(desk)), "application/zip", "zip")


def _given(desk: AtDesk) -> RawTables:
    """The tables as they leave this desk: of a drill, each says so on every row, and goes nowhere without it."""
    tables = tables_now(desk)
    return with_drill_column(tables, EXERCISE) if settings.DESK.drill else tables


def _file(desk: AtDesk, data: bytes, kind: str, ending: str) -> HttpResponse:
    answer = HttpResponse(data, content_type=kind)
    name = f"estate-{desk.used.digest[:12]}.{ending}"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
