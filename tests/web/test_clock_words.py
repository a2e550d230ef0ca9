"""Times and spans in words: London time, the date when it is not today, never a decimal."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

NOW = datetime(2026, 7, 1, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (NOW, "13:00"),
        (NOW - timedelta(hours=13), "00:00"),
        (NOW - timedelta(hours=14), "30 Jun, 23:00"),
        (NOW - timedelta(days=365), "1 Jul 2025, 13:00"),
    ],
)
def test_a_moment_is_said_in_london_time_with_its_date_when_it_is_not_today(desk, moment, words):
    from battlebox.web.clock_words import when_words

    assert desk is not None
    assert when_words(moment, NOW) == words


@pytest.mark.parametrize(
    ("span", "words"),
    [
        (timedelta(seconds=-5), "0 min"),
        (timedelta(minutes=59), "59 min"),
        (timedelta(hours=3), "3 h"),
        (timedelta(hours=3, minutes=20), "3 h 20 min"),
        (timedelta(days=1), "1 day"),
        (timedelta(days=2, hours=4, minutes=50), "2 days 4 h"),
    ],
)
def test_a_span_is_said_in_its_two_largest_units(desk, span, words):
    from battlebox.web.clock_words import span_words

    assert desk is not None
    assert span_words(span) == words
