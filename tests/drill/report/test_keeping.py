"""Findings that somebody takes: all or none, once each, open until evidence closes them."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from battlebox.desk import DeskError, Role
from battlebox.desk.readiness import Exercise, close_finding, exercises_of, findings_of
from battlebox.drill.report import Taken, keep_findings
from desk.readiness.test_book import MemoryBook, an

NOW = datetime(2026, 11, 27, 12, tzinfo=UTC)
HELD = Exercise(0, "The tapes do not answer", date(2026, 11, 27), "Gold, Silver, IT")
WARN = Taken("Settle who warns partners", "partner liaison", date(2027, 1, 8))
LOG = Taken("Seat a loggist beside Gold", "loggist", date(2026, 12, 18))


def test_they_stay_open_until_evidence_closes_them():
    book = MemoryBook()
    kept = keep_findings(book, an(), HELD, (WARN, LOG), NOW)
    found = findings_of(book.notes())
    assert [(each.what, each.owner, each.due, each.is_open, each.exercise) for each in found] == [
        (LOG.what, LOG.owner, LOG.due, True, kept.exercise),
        (WARN.what, WARN.owner, WARN.due, True, kept.exercise),
    ]
    close_finding(book, an(), kept.new[1], evidence="Silver saw two loggists on the roster of 1 December", now=NOW)
    assert [each.is_open for each in findings_of(book.notes())] == [True, False]


def test_kept_twice_each_is_there_once():
    book = MemoryBook()
    first = keep_findings(book, an(), HELD, (WARN,), NOW)
    again = keep_findings(book, an(), HELD, (WARN, LOG), NOW)
    assert (again.exercise, again.there) == (first.exercise, first.new)
    assert len(exercises_of(book.notes())) == 1
    assert len(findings_of(book.notes())) == 2


@pytest.mark.parametrize(
    "bad", [Taken("", "loggist", LOG.due), Taken("x" * 400, "loggist", LOG.due), Taken("x", " ", LOG.due)]
)
def test_where_one_is_refused_none_is_kept(bad):
    book = MemoryBook()
    with pytest.raises(DeskError):
        keep_findings(book, an(), HELD, (WARN, bad), NOW)
    assert book.notes() == ()


def test_an_observer_keeps_none():
    book = MemoryBook()
    with pytest.raises(DeskError):
        keep_findings(book, an(Role.OBSERVER), HELD, (WARN,), NOW)
    assert book.notes() == ()


def test_what_came_of_it_is_not_known_until_somebody_says_so():
    book = MemoryBook()
    keep_findings(book, an(), HELD, (), NOW)
    assert not exercises_of(book.notes())[0].nothing_to_mend
    other = Exercise(0, "Another", HELD.on, HELD.who, nothing_to_mend=True)
    keep_findings(book, an(), other, (WARN,), NOW)
    assert not next(each for each in exercises_of(book.notes()) if each.title == "Another").nothing_to_mend
