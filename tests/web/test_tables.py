from __future__ import annotations

import csv
import io

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


def test_filters_keep_each_other_and_the_sort(desk_page, rows):
    text = desk_page("northmere").get(f"{THINGS}?things-sort=-hours&things-words=system").content.decode()
    assert '<input type="hidden" name="things-sort" value="-hours">' in text
    assert "things-words=system&amp;things-sort=name" in text.replace(
        "things-sort=name&amp;things-words=system", "things-words=system&amp;things-sort=name"
    )
