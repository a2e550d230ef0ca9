"""Other people's lists for tests: files made up in the shapes that inventories and plans really have, and short ones.

Law: nothing here is a real body's list.
Not here: what is proved of them (test_intake.py, test_spreadsheet.py).
"""

from pathlib import Path

from battlebox.estate import ColumnMap, Rows, read_map, read_rows, take_in

FILES = Path(__file__).parent / "files"


def table(raw, name):
    """The rows of a table as mappings, blank cells left out."""
    found = raw.tables[name]
    return [{key: cell for key, cell in zip(found.header, row, strict=False) if cell} for row in found.rows]


def brought(file, mapping):
    told = read_map(FILES / mapping)
    return take_in(read_rows(FILES / file, sheet=told.sheet, separator=told.separator), told)


def take(csv_text, map_text, into=None):
    rows = Rows.from_bytes(csv_text.encode())
    mapping = ColumnMap.from_text(map_text)
    return take_in(rows, mapping) if into is None else take_in(rows, mapping, into)


SYSTEMS = """
[[take]]
table = "systems"
[take.columns]
system = { from = "Name", prefix = "northmere." }
name = "Name"
body = { always = "northmere" }
"""
