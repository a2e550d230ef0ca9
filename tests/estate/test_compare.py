"""Two revisions beside each other, cell by cell."""

from __future__ import annotations

from battlebox.estate import RawTable, RawTables, Way, compare

OLD = RawTables(
    {
        "bodies": RawTable(("body", "name", "kind"), (("a", "Ash", "council"), ("b", "Beech", "nhs"))),
        "needs": RawTable(("of", "on"), (("x", "y"), ("x", "z"))),
    },
    {"title": "Old"},
)


def test_an_estate_is_no_different_from_itself():
    assert compare(OLD, OLD) == ()


def test_order_blanks_and_a_column_that_says_nothing_are_no_difference():
    bodies = RawTable(("kind", "body", "name", "note"), (("nhs", "b", "Beech ", ""), ("council", "a", "Ash"), ()))
    needs = RawTable(("on", "of"), (("z", "x"), ("y", "x")))
    assert compare(OLD, RawTables({"bodies": bodies, "needs": needs}, {"title": "Old"})) == ()


def test_rows_are_added_changed_and_gone():
    bodies = RawTable(("body", "name", "kind"), (("a", "Alder", "council"), ("c", "Cedar", "police")))
    found = compare(OLD, RawTables({"bodies": bodies, "needs": OLD.tables["needs"]}, {"title": "New"}))
    said = [(each.table, each.row, each.way, each.column, each.before, each.after) for each in found]
    assert said == [
        ("bodies", "a", Way.CHANGED, "name", "Ash", "Alder"),
        ("bodies", "c", Way.ADDED, "", "", "body c; kind police; name Cedar"),
        ("bodies", "b", Way.GONE, "", "body b; kind nhs; name Beech", ""),
        ("estate", "title", Way.CHANGED, "value", "Old", "New"),
    ]


def test_rows_without_an_id_are_counted():
    twice = RawTables(OLD.tables | {"needs": RawTable(("of", "on"), (("x", "y"), ("x", "y")))}, OLD.settings)
    found = [(each.way, each.row) for each in compare(OLD, twice)]
    assert found == [(Way.ADDED, "of x; on y"), (Way.GONE, "of x; on z")]
