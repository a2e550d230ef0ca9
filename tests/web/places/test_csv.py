"""Every table of the desk as CSV: a time has its date and its offset, for it is read on another day, elsewhere."""

from __future__ import annotations

import csv
import io
import re
from datetime import datetime, timedelta
from html import unescape
from urllib.parse import urljoin

import pytest

from battlebox.desk import Role
from battlebox.desk.command import Proposal, draft_report, issue_report, propose, take_role
from desk.lived import live, used_by
from desk.room import SHARED
from desk.room import officer as desk_officer

A_TIME = re.compile(r"\b\d{1,2}:\d{2}\b")
WHOLE = re.compile(r"\b\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}[+-]\d{2}:\d{2}\b")
TIMES = {
    "reports": {"As of", "Next one"},
    "tasks": {"Due"},
    "costs": {"When"},
    "decisions": {"When", "Look again"},
    "proposals": {"Answer needed by"},
    "asks": {"Ring again"},
    "roles": {"Since", "Until"},
}
"""Of each table that the night below fills, the columns in which there is a time."""


class Played:
    """The night of Northmere in the data folder of a test."""

    def __init__(self, opened):
        self.record, self.shelf, self.watch = opened.record, opened.installation.shelf, opened.watch

    def sight(self, body, *roles):
        from battlebox.desk.record import Sight

        return Sight.of(self.record, desk_officer(body, *roles))


@pytest.fixture
def lived(opened):
    """Yesterday's night, so that no page would say a bare time by itself, and today's on top."""
    room = live(Played(opened))
    lead = desk_officer("northmere")
    soon = opened.record.now() + timedelta(minutes=30)
    proposal = Proposal(Role.STRATEGIC, ("northmere.isolate-servers",), "it spreads", soon)
    propose(room.record, used_by(room).estate, lead, proposal, handling=SHARED)
    drawn = draft_report(
        room.sight("northmere"), used_by(room), handling=SHARED, headline="Mail is off", next_report=soon
    )
    issue_report(room.record, lead, drawn)
    take_role(room.record, lead, Role.TACTICAL, until=soon, handling=SHARED)
    return opened


def tables_of(page, opened):
    """Every table that links lead to, as CSV: name, heads and rows."""
    waiting, seen, found = [opened.at()], set(), {}
    while waiting:
        path = waiting.pop(0)
        bare = re.sub(r"/[^/]*$", "/", path.partition("?")[0])
        kind = re.sub(r"[0-9a-f]{8,}|[a-z]+\.[a-z-]+", "x", bare)
        if kind in seen or not path.startswith(opened.at()):
            continue
        seen.add(kind)
        answer = page.client.get(path)
        if answer.status_code != 200 or "html" not in answer.headers["Content-Type"]:
            continue
        html = answer.content.decode()
        for link in (unescape(each) for each in re.findall(r'href="(\?[^"]*-csv=1)"', html)):
            name = re.search(r"(\w+)-csv=1", link)[1]
            text = page.client.get(urljoin(path, link)).content.decode().removeprefix("\ufeff")
            heads, *rows = csv.reader(io.StringIO(text))
            found.setdefault(name, (heads, rows))
        waiting += [unescape(each) for each in re.findall(r'href="(/i/[^"#]*)', html)]
    return found


def test_every_time_in_every_table_has_its_date_and_offset(desk_page, lived):
    found = tables_of(desk_page("northmere"), lived)
    assert len(found) >= 23, sorted(found)
    faults = [
        f"{name}, {head}: {cell}"
        for name, (heads, rows) in found.items()
        for row in rows
        for head, cell in zip(heads, row, strict=True)
        if A_TIME.search(WHOLE.sub("", cell))
    ]
    assert not faults, "\n".join(faults)
    for name, columns in TIMES.items():
        heads, rows = found[name]
        for column in columns:
            cells = [row[heads.index(column)] for row in rows]
            assert any(WHOLE.fullmatch(cell) and datetime.fromisoformat(cell) for cell in cells), (
                f"{name}, {column}: {cells}"
            )


def test_a_time_in_summer_has_the_offset_of_summer(desk):
    from datetime import UTC

    from django.http import QueryDict

    from battlebox.web.tables import Cell, Column, Kind, Table

    columns = (Column("at", "When", Kind.TIME), Column("cell", "Then", Kind.TIME))
    at = [datetime(2026, month, 1, 12, 30, tzinfo=UTC) for month in (7, 12)]
    table = Table("x", "X", columns, [{"at": each, "cell": Cell("12:30", order=each)} for each in at])
    assert table.csv(QueryDict()).splitlines()[1:] == [
        "2026-07-01T13:30:00+01:00,2026-07-01T13:30:00+01:00",
        "2026-12-01T12:30:00+00:00,2026-12-01T12:30:00+00:00",
    ]
