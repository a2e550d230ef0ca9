"""How the brief says numbers: as a person would, never with a decimal.

Law: the same number in the same words.
Not here: sentences about an estate (test_brief.py).
"""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from battlebox.desk.brief.saying import (
    age,
    chance,
    clock,
    counted,
    duration,
    later,
    listed,
    part_of,
    people,
    plain,
    until,
    within,
)


@pytest.mark.parametrize(
    ("hours", "words"),
    [
        (0, "no time"),
        (0.1, "10 minutes"),
        (0.5, "30 minutes"),
        (1, "about 1 hour"),
        (5.4, "about 5 hours"),
        (35, "about 35 hours"),
        (72, "about 3 days"),
        (323, "about 13 days"),
        (336, "about 2 weeks"),
        (400, "about 2 weeks"),
        (1008, "about 6 weeks"),
    ],
)
def test_hours_are_said_as_a_person_would(hours, words):
    assert duration(hours) == words


@pytest.mark.parametrize(
    ("hours", "words"),
    [
        (0, "now"),
        (0.5, "in 30 minutes"),
        (1, "in 1 hour"),
        (4, "in 4 hours"),
        (48, "in 2 days"),
        (4.6, "in about 5 hours"),
    ],
)
def test_when_something_comes(hours, words):
    assert within(hours) == words


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "0"),
        (8, "8"),
        (19.6, "20"),
        (57, "about 60"),
        (1_237, "about 1,200"),
        (49_871, "about 50,000"),
        (3_600_000, "about 4 million"),
    ],
)
def test_people_are_rounded(number, words):
    assert people(number) == words


@pytest.mark.parametrize(
    ("share", "words"),
    [
        (0, "none"),
        (0.002, "less than 1 in 100"),
        (0.05, "about 5 in 100"),
        (0.3, "about 3 in 10"),
        (0.95, "about 9 in 10"),
        (0.99, "almost certain"),
        (1, "certain"),
    ],
)
def test_a_chance_is_so_many_in_ten(share, words):
    assert chance(share) == words


@given(st.floats(0, 1), st.floats(0, 1e5), st.floats(0, 1e9))
def test_nothing_is_said_with_a_decimal(share, hours, number):
    said = " ".join((chance(share), duration(hours), within(hours), people(number), part_of(number, 1e6, "it")))
    assert not re.search(r"\d\.\d", said)


@given(st.floats(0, 1e4), st.floats(0, 1e4))
def test_a_share_of_nothing_never_divides_by_it(part, whole):
    assert part_of(part, whole, "it")


def test_times_are_london_times_and_count_elapsed_hours_over_the_clock_change():
    friday = datetime(2026, 10, 23, 9, 0, tzinfo=UTC)
    assert clock(friday) == "Fri 23 Oct 2026, 10:00"
    assert clock(later(friday, 72)) == "Mon 26 Oct 2026, 09:00"
    assert until(friday, 72) == "until Mon 09:00"
    assert until(friday, 400) == "until 9 Nov"


def test_lists_say_what_they_leave_out():
    assert listed((), 3) == "none"
    assert listed(("a",), 3) == "a"
    assert listed(("a", "b", "c"), 3) == "a, b and c"
    assert listed(("a", "b", "c", "d"), 2) == "a, b and 2 more"
    assert counted(0, "body", "bodies") == "no bodies"


def test_ages_are_said_in_days_months_and_years():
    assert [age(days) for days in (0, 1, 12, 90, 800)] == [
        "today",
        "yesterday",
        "12 days ago",
        "about 3 months ago",
        "about 2 years ago",
    ]


def test_source_keys_are_not_read_aloud():
    assert plain("isolate, do not power off [P14].") == "isolate, do not power off"
    assert plain("payroll; the day is a working value [WV]") == "payroll; the day is a working value"
