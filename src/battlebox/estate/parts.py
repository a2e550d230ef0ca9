"""The parts an .xlsx file is made of, written from text: sheets of plain strings and plain numbers.

Law: no formula can come out, since no part has a place for one; the same sheets give the same bytes; no files.
Not here: which sheets and which columns hold numbers (workbook.py).
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

_PLAIN_NUMBER: Final = re.compile(r"(0|[1-9]\d{0,14})|(0|[1-9]\d{0,6})\.\d{0,5}[1-9]", re.ASCII)
"""Numbers that a spreadsheet keeps exactly as they are spelt; any other spelling stays text."""
_ESCAPABLE: Final = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_LIKE_A_FORMULA: Final = ("=", "+", "-", "@")
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_PLAIN, _BOLD, _QUOTED = 0, 1, 2
_STYLES: Final = (
    f'{_HEAD}<styleSheet xmlns="{_MAIN}">'
    '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>'
    '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" quotePrefix="1" applyNumberFormat="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its name, its header, its rows of text, and for each column whether it holds numbers."""

    name: str
    header: Sequence[str]
    rows: Sequence[Sequence[str]]
    numeric: Sequence[bool]


def xlsx_bytes(sheets: Sequence[Sheet]) -> bytes:
    """The workbook of some sheets; every cell must be free of control characters."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as parts:
        for name, text in _parts(sheets):
            # A fixed time: the same estate gives the same file, whoever writes it and when.
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            parts.writestr(info, text.encode())
    return out.getvalue()


def _parts(sheets: Sequence[Sheet]) -> Iterator[tuple[str, str]]:
    numbers = range(1, len(sheets) + 1)
    named = "".join(f'<sheet name="{sheets[n - 1].name}" sheetId="{n}" r:id="rId{n}"/>' for n in numbers)
    links = "".join(_link(n, f"{_OFFICE}/worksheet", f"worksheets/sheet{n}.xml") for n in numbers)
    kinds = "".join(_override(f"/xl/worksheets/sheet{n}.xml", f"{_TYPE}.worksheet+xml") for n in numbers)
    yield "[Content_Types].xml", _content_types(kinds)
    yield "_rels/.rels", _links(_link(1, f"{_OFFICE}/officeDocument", "xl/workbook.xml"))
    yield (
        "xl/workbook.xml",
        f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{named}</sheets></workbook>',
    )
    yield "xl/_rels/workbook.xml.rels", _links(links + _link(len(sheets) + 1, f"{_OFFICE}/styles", "styles.xml"))
    yield "xl/styles.xml", _STYLES
    for number, sheet in zip(numbers, sheets, strict=True):
        yield f"xl/worksheets/sheet{number}.xml", "".join(_sheet(sheet))


def _content_types(sheets: str) -> str:
    rels = "application/vnd.openxmlformats-package.relationships+xml"
    book = _override("/xl/workbook.xml", f"{_TYPE}.sheet.main+xml")
    styles = _override("/xl/styles.xml", f"{_TYPE}.styles+xml")
    return (
        f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" ContentType="{rels}"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{book}{styles}{sheets}</Types>'
    )


def _override(part: str, kind: str) -> str:
    return f'<Override PartName="{part}" ContentType="{kind}"/>'


def _link(number: int, kind: str, target: str) -> str:
    return f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'


def _links(inner: str) -> str:
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{inner}</Relationships>'


def _sheet(sheet: Sheet) -> Iterator[str]:
    corner = f"{_column(max(0, len(sheet.header) - 1))}{len(sheet.rows) + 1}"
    yield f'{_HEAD}<worksheet xmlns="{_MAIN}"><dimension ref="A1:{corner}"/>'
    yield '<sheetViews><sheetView workbookViewId="0">'
    yield '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
    yield f'<cols><col min="1" max="{max(1, len(sheet.header))}" width="18" customWidth="1"/></cols><sheetData>'
    yield f'<row r="1">{"".join(_cell(_column(at), 1, text, _BOLD) for at, text in enumerate(sheet.header))}</row>'
    columns = [(_column(at), numeric) for at, numeric in enumerate(sheet.numeric)]
    for number, row in enumerate(sheet.rows, start=2):
        if row:
            columns += [(_column(at), False) for at in range(len(columns), len(row))]
            cells = zip(columns, row, strict=False)
            yield f'<row r="{number}">{"".join(_typed(column, number, text, n) for (column, n), text in cells)}</row>'
    yield "</sheetData></worksheet>"


def _column(at: int) -> str:
    """The letters of a column counted from 0: A, Z, AA."""
    letters = ""
    at += 1
    while at:
        at, rest = divmod(at - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _typed(column: str, row: int, text: str, numeric: bool) -> str:  # noqa: FBT001  # One cell of a million.
    if not text:
        return ""
    if numeric and _PLAIN_NUMBER.fullmatch(text):
        return f'<c r="{column}{row}"><v>{text}</v></c>'
    return _cell(column, row, text, _QUOTED if text.startswith(_LIKE_A_FORMULA) else _PLAIN)


def _cell(column: str, row: int, text: str, style: int) -> str:
    shown = escape(_ESCAPABLE.sub("_x005F_", text) if "_x" in text else text, quote=False)
    styled = f' s="{style}"' if style else ""
    return f'<c r="{column}{row}"{styled} t="inlineStr"><is><t xml:space="preserve">{shown}</t></is></c>'
