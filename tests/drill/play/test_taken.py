"""Findings in the log of a drill: numbered once, changed and taken off, and read again after a restart."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from battlebox.drill.play import LOG, ActKind, DrillLog, PlayCode, PlayError, Taken
from drill.play.tapes import BEGAN, cast

NOW = datetime(2026, 11, 27, 12, tzinfo=UTC)
RING = Taken("Settle who rings", "partner liaison", date(2027, 1, 8), "warn-partners")


@pytest.fixture
def log(tmp_path):
    made = DrillLog(tmp_path)
    made.course = made.begin(cast(), BEGAN, "digest", NOW)
    return made


def test_numbers_are_given_once_and_a_restart_reads_the_same(log, tmp_path):
    first = log.take(log.course, RING, NOW)
    second = log.take(log.course, Taken(" Seat a  loggist\n", "loggist", RING.due), NOW)
    assert [(each.number, each.what) for each in (first, second)] == [(1, "Settle who rings"), (2, "Seat a loggist")]
    log.drop(log.course, 2, NOW)
    third = log.take(log.course, Taken("Print the list", "loggist", RING.due), NOW)
    assert third.number == 3
    assert DrillLog(tmp_path).taken() == (first, third)


def test_one_reads_as_it_was_last_written(log):
    log.take(log.course, RING, NOW)
    log.take(log.course, Taken("Ring Eastholt first", "head of IT", date(2027, 2, 1), RING.key, 1), NOW)
    assert log.taken() == (Taken("Ring Eastholt first", "head of IT", date(2027, 2, 1), RING.key, 1),)
    assert [act.kind for act in log.acts()] == [ActKind.BEGUN, ActKind.TAKEN, ActKind.TAKEN]


def test_a_drill_that_is_over_takes_them_too(log):
    over = log.keep(log.course, log.course.ending(), NOW)
    assert log.take(over, RING, NOW).number == 1
    assert log.ended_at() == NOW


def test_a_day_that_is_past_is_refused_in_words_and_one_that_was_to_come_may_go_by(log):
    with pytest.raises(PlayError, match="8 January 2020 is past: today is 27 November 2026") as wrong:
        log.take(log.course, Taken("Settle who rings", "loggist", date(2020, 1, 8)), NOW)
    assert wrong.value.hint == "write a day to come by which it can be done"
    log.take(log.course, Taken("Settle who rings", "loggist", NOW.date()), NOW)
    # Its day has gone by since, and its words are still to be mended.
    later = NOW + timedelta(days=90)
    assert log.take(log.course, Taken("Settle who rings whom", "loggist", NOW.date(), number=1), later).number == 1


@pytest.mark.parametrize(
    ("taken", "code"),
    [
        (Taken(" ", "loggist", RING.due), PlayCode.BLANK_FINDING),
        (Taken("x", "\n", RING.due), PlayCode.BLANK_FINDING),
        (Taken("x" * 301, "loggist", RING.due), PlayCode.LONG_FINDING),
        (Taken("x", "x" * 121, RING.due), PlayCode.LONG_FINDING),
        (Taken("x", "loggist", RING.due, number=9), PlayCode.NO_FINDING),
        (Taken("In other words", "loggist", RING.due, RING.key), PlayCode.TAKEN),
        (Taken("x", "loggist", date(2020, 1, 8)), PlayCode.PAST_FINDING),
        (Taken("x", "loggist", date(2026, 11, 26)), PlayCode.PAST_FINDING),
        (Taken("Ring", "loggist", date(2026, 11, 26), RING.key, 1), PlayCode.PAST_FINDING),
    ],
)
def test_what_is_not_whole_is_refused_and_the_log_stays(log, taken, code):
    log.take(log.course, RING, NOW)
    before = log.acts()
    with pytest.raises(PlayError) as wrong:
        log.take(log.course, taken, NOW)
    assert wrong.value.code is code
    assert log.acts() == before


def test_what_is_not_there_is_not_taken_off(log):
    with pytest.raises(PlayError, match="no finding 1 in this drill"):
        log.drop(log.course, 1, NOW)


def test_a_line_that_holds_no_finding_is_named(log, tmp_path):
    log.take(log.course, RING, NOW)
    path = tmp_path / LOG
    path.write_text(path.read_text().replace('"2027-01-08"', '"some day"'))
    with pytest.raises(PlayError, match="line 2 of"):
        log.taken()
