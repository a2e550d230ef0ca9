"""Deadlines end when the law's own examples say, over both changes of the clocks, Easter and Christmas."""

from __future__ import annotations

import os
import random
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from battlebox.desk import DeskError
from battlebox.desk.tell import Allowance, Nation, Unit, bank_holidays, due_of
from desk.clock_readings import cases, read, said_by

LONDON = ZoneInfo("Europe/London")
ENGLAND = bank_holidays(Nation.ENGLAND)
DAY = timedelta(days=1)
MANY = {"full": 100_000}.get(os.environ.get("BATTLEBOX_EXAMPLES", ""), 3_000)


def at(text: str) -> datetime:
    """An instant as it is said in London; an hour that comes twice is the first."""
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


def due(begin: str, within: str, nation: Nation = Nation.ENGLAND):
    return due_of(at(begin), Allowance.from_text(within), bank_holidays(nation))


@pytest.mark.parametrize(
    ("begin", "within", "ends"),
    [
        ("2025-11-24 09:00", "72 hours", "by 09:00 GMT on Thursday 27 November 2025"),
        ("2025-12-19 16:30", "72 hours", "by 16:30 GMT on Monday 22 December 2025"),
        ("2026-03-28 10:00", "24 hours", "by 11:00 BST on Sunday 29 March 2026"),
        ("2026-03-28 10:00", "72 hours", "by 11:00 BST on Tuesday 31 March 2026"),
        ("2026-10-23 10:00", "72 hours", "by 09:00 GMT on Monday 26 October 2026"),
        ("2026-04-02 17:00", "72 hours", "by 17:00 BST on Sunday 5 April 2026"),
        ("2026-04-02 17:00", "3 working days", "by the end of Thursday 9 April 2026"),
        ("2025-12-24 09:00", "3 working days", "by the end of Wednesday 31 December 2025"),
        ("2025-12-24 09:00", "10 working days", "by the end of Monday 12 January 2026"),
        ("2025-11-24 09:00", "15 working days", "by the end of Monday 15 December 2025"),
        ("2025-11-24 09:00", "20 working days", "by the end of Monday 22 December 2025"),
        ("2026-01-31 23:59", "1 month", "by the end of Saturday 28 February 2026"),
        ("2026-11-30 00:00", "3 months", "by the end of Sunday 28 February 2027"),
        ("2026-11-24 09:00", "8 weeks", "by the end of Tuesday 19 January 2027"),
        ("2026-11-24 09:00", "7 days", "by the end of Tuesday 1 December 2026"),
        ("2026-11-24 09:00", "90 minutes", "by 10:30 GMT on Tuesday 24 November 2026"),
        ("2026-11-24 09:00", "by 1 December", "by the end of Tuesday 1 December 2026"),
        ("2026-12-01 23:59", "by 1 December", "by the end of Tuesday 1 December 2026"),
        ("2026-12-02 00:00", "by 1 December", "by the end of Wednesday 1 December 2027"),
        ("2026-11-24 09:00", "at once", "no time is set"),
        ("2026-11-24 09:00", "none", "no time is set"),
    ],
)
def test_a_clock_ends_when_the_example_says(begin, within, ends):
    assert due(begin, within).words == ends


@pytest.mark.parametrize(
    ("nation", "begin", "ends"),
    [
        (Nation.ENGLAND, "2026-06-12 09:00", date(2026, 6, 15)),
        (Nation.SCOTLAND, "2026-06-12 09:00", date(2026, 6, 16)),
        (Nation.WALES, "2026-04-02 09:00", date(2026, 4, 7)),
        (Nation.SCOTLAND, "2026-04-02 09:00", date(2026, 4, 6)),
        (Nation.NORTHERN_IRELAND, "2026-07-10 09:00", date(2026, 7, 14)),
        (Nation.ENGLAND, "2026-07-10 09:00", date(2026, 7, 13)),
        (Nation.SCOTLAND, "2026-01-01 09:00", date(2026, 1, 5)),
    ],
)
def test_each_nation_has_bank_holidays_of_its_own(nation, begin, ends):
    assert due(begin, "1 working day", nation).day == ends


def test_a_clock_that_runs_through_closed_days_names_them():
    assert due("2026-04-02 17:00", "72 hours").closed == (date(2026, 4, 3), date(2026, 4, 4), date(2026, 4, 5))
    assert due("2025-11-24 09:00", "72 hours").closed == ()
    assert len(due("2026-01-01 09:00", "9000 hours").closed) == 31


def test_past_the_end_of_the_list_the_count_says_so():
    over = due("2028-12-28 09:00", "3 working days")
    assert over.day == date(2029, 1, 2)
    assert "bank holidays are known from Monday 1 January 2024 to Sunday 31 December 2028 only" in over.doubt
    assert "check this date" in over.doubt
    assert "bank holidays are known" in due("2023-12-29 09:00", "1 working day").doubt
    assert due("2028-12-22 09:00", "3 working days").doubt == ""
    # The days that hours run through are named from the list, too.
    past = due("2028-12-20 09:00", "300 hours")
    assert date(2028, 12, 25) in past.closed
    assert date(2029, 1, 1) not in past.closed
    assert "to Sunday 31 December 2028 only: offices may be shut on more days than are named" in past.doubt
    assert due("2028-12-20 09:00", "72 hours").doubt == ""


def test_in_time_is_until_the_instant_or_until_the_day_is_over():
    hours, days = due("2025-11-24 09:00", "72 hours"), due("2025-11-24 09:00", "3 working days")
    second = timedelta(seconds=1)
    assert not hours.is_late(at("2025-11-27 09:00"))
    assert hours.is_late(at("2025-11-27 09:00") + second)
    assert not days.is_late(at("2025-11-28 00:00") - second)
    assert days.is_late(at("2025-11-28 00:00"))
    assert not due("2025-11-24 09:00", "at once").is_late(at("2035-01-01 00:00"))


@pytest.mark.parametrize("within", ["999999 months", "999999 weeks", "999999 working days"])
def test_what_is_longer_than_a_life_is_not_counted(within):
    found = due("2026-11-24 09:00", within)
    assert (found.at, found.day) == (None, None)
    assert "longer than can be counted" in found.doubt


@pytest.mark.parametrize(
    "text",
    ["", "soon", "72", "72 h", "0 hours", "-3 hours", "3 working  days", "by 30 February", "by 29 February",
     "by 1 december", "by 0 May", "1.5 hours", "1234567 hours", "by 1 December 2026", "\uff11 hour"],
)  # fmt: skip
def test_what_is_no_time_allowed_is_refused(text):
    with pytest.raises(DeskError, match="is no time that a clock can allow") as refused:
        Allowance.from_text(text)
    assert "72 hours, 3 working days" in refused.value.hint


def test_an_instant_without_a_zone_is_our_own_fault():
    with pytest.raises(ValueError, match="2026"):
        due_of(datetime(2026, 1, 1), Allowance(Unit.HOURS, 1), ENGLAND)  # noqa: DTZ001


allowances = st.one_of(
    st.sampled_from([Allowance(Unit.NONE), Allowance(Unit.AT_ONCE)]),
    st.builds(
        Allowance,
        st.sampled_from([Unit.MINUTES, Unit.HOURS, Unit.DAYS, Unit.WORKING_DAYS, Unit.WEEKS, Unit.MONTHS]),
        st.integers(1, 999_999),
    ),
    st.dates(date(2025, 1, 1), date(2025, 12, 31)).map(lambda day: Allowance(Unit.DATE, day.day, day.month)),
)


@given(allowances)
def test_an_allowance_reads_as_it_was_written(allowance):
    assert Allowance.from_text(allowance.to_text()) == allowance


CHANGES = [date(2026, 3, 29), date(2026, 10, 25), date(2027, 3, 28), date(2027, 10, 31)]
near_a_change = st.builds(
    lambda day, minutes: datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(minutes=minutes),
    st.sampled_from(CHANGES),
    st.integers(-4 * 24 * 60, 2 * 24 * 60),
)


@given(near_a_change, st.integers(1, 120))
def test_hours_are_as_long_over_a_change_of_the_clocks_as_on_any_day(begin, hours):
    found = due_of(begin, Allowance(Unit.HOURS, hours), ENGLAND)
    assert found.at - begin == timedelta(hours=hours)
    assert said_by(found.words) == found.at.replace(second=0)


@given(near_a_change, st.integers(1, 15))
def test_a_day_clock_ends_at_midnight_in_london_on_either_side_of_a_change(begin, days):
    for unit in (Unit.DAYS, Unit.WORKING_DAYS):
        found = due_of(begin, Allowance(unit, days), ENGLAND)
        assert found.at.astimezone(LONDON).strftime("%H:%M:%S") == "00:00:00"
        assert found.at.astimezone(LONDON).date() == found.day + DAY
        assert not found.is_late(begin)


@given(st.datetimes(datetime(2024, 1, 1), datetime(2028, 12, 1), timezones=st.just(UTC)), st.integers(1, 200))  # noqa: DTZ001
def test_a_longer_clock_never_ends_sooner_and_a_later_one_never_before_it(begin, number):
    for unit in (Unit.HOURS, Unit.WORKING_DAYS, Unit.DAYS):
        one = due_of(begin, Allowance(unit, number), ENGLAND).at
        assert one <= due_of(begin, Allowance(unit, number + 1), ENGLAND).at
        assert one <= due_of(begin + DAY, Allowance(unit, number), ENGLAND).at


def test_many_instants_against_another_reading():
    seed = random.randrange(2**32)
    print("seed", seed)
    for case in cases(MANY, seed):
        at, words, day = read(case)
        found = due_of(case.begin, Allowance(Unit.HOURS, case.hours), ENGLAND)
        assert (found.at.timestamp(), found.words) == (at, words)
        assert said_by(found.words) == found.at.replace(second=0)
        assert due_of(case.begin, Allowance(Unit.WORKING_DAYS, case.days), ENGLAND).day == day


def test_the_other_reading_finds_a_clock_that_counts_by_the_wall_over_a_change():
    """The control: whoever adds hours to the time on the wall is wrong over a change of the clocks."""

    def wall(case):
        return case.begin.astimezone(LONDON) + timedelta(hours=case.hours)

    many = list(cases(MANY, 7))
    assert {case.begin.astimezone(LONDON).tzname() != wall(case).tzname() for case in many} == {True, False}
    for case in many:
        over = case.begin.astimezone(LONDON).tzname() != wall(case).tzname()
        assert (wall(case).timestamp() != read(case)[0]) == over
