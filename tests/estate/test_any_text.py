"""Whatever is written in the tables, they are read or refused by name: no text makes the reader fall over.

Law: cells, rows, columns and bytes are changed at random; only the room's own errors may come out.
Not here: which mistake it is (test_bad_tables.py), workbooks (test_workbook.py).
"""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from battlebox.estate import EstateFaults, Mistake, RawTable, RawTables, estate_of
from battlebox.estate.descriptor import descriptor
from battlebox.estate.gaps import gaps
from battlebox.estate.settings import flat_settings
from battlebox.estate.sheets import table_of_csv
from estate.three_councils import SETTINGS, TABLES

GOOD = {name: table_of_csv(name, text.encode()) for name, text in TABLES.items()}
IDS = sorted({cell for table in GOOD.values() for row in table.rows for cell in row if cell.islower()})
CELLS = st.one_of(
    st.sampled_from(IDS),
    st.sampled_from(["", "{", "{0}", "%", "=1", "nan", "-1", "1e9", "0", "1", "0.5", ";", "a;b", "everything", "P1"]),
    st.sampled_from(
        ["paths:", "paths:/", "paths:a/b/c", "kind:", ":", "body:", "fallback:", "fallback:care", "x" * 99]
    ),
    st.text(max_size=8),
)


@st.composite
def spoilt_tables(draw):
    """The three councils with some cells, rows, columns or tables changed to anything."""
    tables = dict(GOOD)
    for _ in range(draw(st.integers(1, 6))):
        name = draw(st.sampled_from(sorted(tables)))
        header, rows = list(tables[name].header), [list(row) for row in tables[name].rows]
        what = draw(st.sampled_from(["cell", "cell", "cell", "row", "column", "blank"]))
        if what == "cell" and any(rows):
            row = draw(st.sampled_from([row for row in rows if row]))
            row[draw(st.integers(0, len(row) - 1))] = draw(CELLS)
        elif what == "row":
            rows.insert(draw(st.integers(0, len(rows))), draw(st.lists(CELLS, max_size=len(header) + 2)))
        elif what == "column":
            header[draw(st.integers(0, len(header) - 1))] = draw(CELLS)
        else:
            rows = rows[: draw(st.integers(0, len(rows)))]
        tables[name] = RawTable(tuple(header), tuple(map(tuple, rows)))
    keys = st.sampled_from([*flat_settings(SETTINGS), "cyber.evict_h", "harm", "x.y"])
    return RawTables(tables, flat_settings(SETTINGS) | draw(st.dictionaries(keys, CELLS, max_size=3)))


@given(spoilt_tables())
def test_any_text_in_the_tables_is_read_or_refused_with_a_place(raw):
    try:
        estate = estate_of(raw)
    except EstateFaults as error:
        for mistake in error.mistakes:
            assert mistake.hint  # Being read is right too.
            assert mistake.table in {*TABLES, "estate"}  # As above.
    else:
        assert all(gap.message for gap in gaps(estate, date(2026, 6, 1)))
        assert descriptor(raw, title=estate.title)["resources"]


@given(st.sampled_from(sorted(TABLES)), st.integers(0, 400), st.binary(max_size=6))
def test_any_bytes_in_a_file_are_a_table_or_one_mistake(name, at, put):
    data = TABLES[name].encode()
    found = table_of_csv(name, data[:at] + put + data[at:])
    assert isinstance(found, RawTable | Mistake)
    if isinstance(found, Mistake):
        assert found.row is not None
        assert found.row >= 1
