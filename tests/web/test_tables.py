from __future__ import annotations

import csv
import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from justhtml import JustHTML

from web.desk_page import words

THINGS = "/i/7k3f/things/"


@pytest.fixture
def rows(desk):
    from datetime import UTC, datetime, timedelta

    from web import fake_urls

    start = datetime(2025, 11, 24, tzinfo=UTC)
    fake_urls.ROWS[:] = [
        {
            "name": f"System {n:03}",
            "state": ("Running", "Suspected", "Unknown")[n % 3],
            "hours": None if n == 7 else n * 3 % 101,
            "since": start + timedelta(hours=n * 7 % 240),
        }
        for n in range(120)
    ]
    yield fake_urls.ROWS
    fake_urls.ROWS.clear()


def column(answer, at):
    page = JustHTML(answer.content.decode(), sanitize=False)
    return [row.query("th,td")[at].to_text().strip() for row in page.query("tbody tr")]


def test_a_table_shows_fifty_rows_and_the_way_to_the_rest(desk_page, rows):
    page = desk_page("northmere")
    answer = page.get(THINGS)
    assert len(column(answer, 0)) == 50
    assert column(page.get(f"{THINGS}?things-page=3"), 0)[-1] == "System 119"
    assert len(column(page.get(f"{THINGS}?things-page=all"), 0)) == 120


def test_a_table_sorts_numbers_as_numbers_and_puts_what_is_not_known_last(desk_page, rows):
    page = desk_page("northmere")
    for sort in ("hours", "-hours"):
        shown = column(page.get(f"{THINGS}?things-sort={sort}&things-page=all"), 2)
        assert shown[-1] == ""
        numbers = [int(each) for each in shown[:-1]]
        assert numbers == sorted(numbers, reverse=sort.startswith("-"))


def test_times_sort_as_times(desk_page, rows):
    shown = column(desk_page("northmere").get(f"{THINGS}?things-sort=since&things-page=all"), 0)
    order = {row["name"]: row["since"] for row in rows}
    assert [order[name] for name in shown] == sorted(order.values())


def test_a_table_filters_by_words_and_by_choice_together(desk_page, rows):
    answer = desk_page("northmere").get(f"{THINGS}?things-words=system+004&things-is-state=Suspected")
    assert column(answer, 0) == ["System 004"]
    assert "1 of 120 shown by the filter" in words(answer)
    assert "Nothing fits the filter" in words(desk_page("northmere").get(f"{THINGS}?things-words=zzz"))


@pytest.mark.parametrize(
    "address",
    ["?things-page=-1", "?things-page=9999999999", "?things-sort=none", "?things-page=%00", "?things-is-state=%3Cb%3E"],
)
def test_an_odd_address_is_a_table_all_the_same(desk_page, rows, address):
    desk_page("northmere").get(THINGS + address)


def test_csv_has_every_row_that_the_filter_leaves(desk_page, rows):
    answer = desk_page("northmere").get(f"{THINGS}?things-words=system&things-is-state=Unknown&things-csv=1")
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    found = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert found[0] == ["Name", "State", "Hours", "Since"]
    assert len(found) == 41


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", " ="])
def test_no_cell_of_a_csv_is_a_formula(desk_page, rows, start):
    rows[0]["name"] = f"{start}cmd|' /C calc'!A0"
    answer = desk_page("northmere").get(f"{THINGS}?things-csv=1")
    first = next(iter(list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"), newline="")))[1:]))[0]
    assert first.startswith("'")


@pytest.mark.usefixtures("django_stands")
@given(st.text(max_size=40))
def test_a_safe_cell_is_the_text_or_the_text_after_a_quote(text):
    from battlebox.web.tables import safe_cell

    assert safe_cell(text) in (text, f"'{text}")
    assert not safe_cell(text).lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r"))


def test_a_column_aside_is_filtered_by_and_exported_and_not_shown(django_stands):
    from django.http import QueryDict

    from battlebox.web.tables import Column, Kind, Table

    columns = (Column("name", "Name"), Column("rank", "Rank", Kind.CHOICE, aside=True))
    rows = [{"name": "a", "rank": "P1"}, {"name": "b", "rank": "P2"}]
    asked = QueryDict("x-is-rank=P2")
    shown = Table("x", "X", columns, rows).asked(asked).shown
    assert [head.column.key for head in shown.heads] == ["name"]
    assert [[cell.text for _, cell in row] for row in shown.rows] == [["b"]]
    assert [column.key for column, _ in shown.choices] == ["rank"]
    assert Table("x", "X", columns, rows).csv(asked).split() == ["Name,Rank", "b,P2"]


@pytest.mark.parametrize(("count", "filters", "folded"), [(0, False, False), (7, True, True), (8, True, False)])
def test_an_empty_table_has_no_filter_and_a_short_one_folds_it(django_stands, count, filters, folded):
    from django.http import QueryDict
    from django.template import Context, Template

    from battlebox.web.tables import Column, Table

    table = Table("x", "X", (Column("name", "Name"),), [{"name": str(n)} for n in range(count)]).asked(QueryDict())
    text = Template("{% table it %}").render(Context({"it": table}))
    assert ("x-words" in text, "Download as CSV" in text) == (filters, filters)
    assert ("desk-filters--open" in text) == (filters and not folded)


@pytest.mark.parametrize(
    ("asked", "opens"),
    [("", False), ("x-words=", False), ("x-sort=name", False), ("x-is-kind=", False), ("y-words=row", False),
     ("x-words=row", True), ("x-words=none", True), ("x-is-kind=a", True)],
)  # fmt: skip
def test_what_was_asked_for_stays_in_sight_also_where_every_row_fits_it(django_stands, asked, opens):
    from django.http import QueryDict
    from django.template import Context, Template

    from battlebox.web.tables import Column, Kind, Table

    columns = (Column("name", "Name"), Column("kind", "Kind", Kind.CHOICE))
    table = Table("x", "X", columns, [{"name": f"Row {n}", "kind": "a"} for n in range(9)]).asked(QueryDict(asked))
    text = Template("{% table it %}").render(Context({"it": table}))
    assert ("<details" in text, bool(re.search("<details[^>]* open>", text))) == (True, opens)


def test_filters_keep_each_other_and_the_sort(desk_page, rows):
    text = desk_page("northmere").get(f"{THINGS}?things-sort=-hours&things-words=system").content.decode()
    assert '<input type="hidden" name="things-sort" value="-hours">' in text
    assert "things-words=system&amp;things-sort=name" in text.replace(
        "things-sort=name&amp;things-words=system", "things-words=system&amp;things-sort=name"
    )


def test_a_row_makes_a_cell_when_it_is_looked_at_and_hides_no_mistake_in_making_it():
    from battlebox.web.tables import Row

    made = []
    row = Row("mail", {"name": lambda thing: made.append(thing) or thing.title(), "bad": lambda thing: {}[thing]})
    assert made == []
    assert (row["name"], made) == ("Mail", ["mail"])
    assert row.get("state", "blank") == "blank"
    assert list(row) == ["name", "bad"]
    with pytest.raises(KeyError, match="mail"):
        row.get("bad", "blank")


def test_of_many_rows_only_what_is_shown_or_chosen_by_is_made(desk):
    from django.http import QueryDict

    from battlebox.web.tables import Column, Kind, Row, Table

    made = []
    makes = {
        "name": lambda n: made.append(n) or f"System {n:03}",
        "state": lambda n: ("Running", "Suspected")[n % 2],
    }
    columns = (Column("name", "Name"), Column("state", "State", Kind.CHOICE))
    table = Table("things", "Things", columns, [Row(n, makes) for n in range(1_000)])
    shown = table.asked(QueryDict("")).shown
    assert len(set(made)) == len(shown.rows) == 50
    assert [value for _, values in shown.choices for value, _ in values] == ["Running", "Suspected"]
    # What is asked for looks at all of them, and finds what rows made beforehand would.
    asked = QueryDict("things-words=99&things-is-state=Suspected&things-sort=-name")
    whole = Table("things", "Things", columns, [dict(row) for row in table.rows])
    assert table.asked(asked).shown == whole.asked(asked).shown
    assert table.csv(asked) == whole.csv(asked)
    assert table.asked(asked).shown.found == 14


def test_cells_are_escaped_but_what_is_html_already(desk):
    from django.template import Context
    from django.utils.html import format_html

    from battlebox.web.gds.cells import plain_rows, table_rows
    from battlebox.web.tables import Cell, Column, Kind

    evil = '<b onclick="x">&'
    kept = format_html("<i>{}</i>", "A & B")
    cells = [Cell(evil, link=evil), Cell(evil, tag=evil, note=evil), Cell(kept, note=kept), Cell(3), Cell("")]
    columns = [Column("a", evil), Column("b", evil, Kind.NUMBER), Column("c", "C", Kind.TIME), Column("d", "D")]
    columns.append(columns[-1])
    for stacked in (True, False):
        large = table_rows(Context(), [list(zip(columns, cells, strict=True))], stacked=stacked)
        small = plain_rows(Context(), [[(evil, cell) for cell in cells]], stacked=stacked)
        for text in (large, small):
            page = JustHTML(f"<table><tbody>{text}</tbody></table>", sanitize=False)
            assert not list(page.query("b"))
            assert [each.to_text() for each in page.query("i")] == ["A & B", "A & B"]
            assert [each.to_text() for each in page.query("th, td")][3:] == ["3", ""]
            assert page.query_one("a").attrs["href"] == page.query_one("a").to_text() == evil
            heads = [each.attrs.get("data-head") for each in page.query("td")]
            assert all(heads) if stacked else not any(heads)
        first, second, third = list(JustHTML(f"<table>{large}</table>", sanitize=False).query("th, td"))[:3]
        assert (first.name, first.attrs["scope"]) == ("th", "row")
        assert "govuk-table__cell--numeric" in second.attrs["class"]
        assert "desk-cell-time" in third.attrs["class"]
