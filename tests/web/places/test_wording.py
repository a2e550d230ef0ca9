"""Instants and stretches of time as a person says them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

NOW = datetime(2026, 7, 24, 1, 40, tzinfo=UTC)


@pytest.mark.parametrize(("at", "said"), [
    (datetime(2026, 7, 24, 2, 5, tzinfo=UTC), "03:05"),
    (datetime(2026, 7, 23, 23, 5, tzinfo=UTC), "00:05"),
    (datetime(2026, 7, 23, 22, 5, tzinfo=UTC), "23 Jul, 23:05"),
    (datetime(2027, 1, 2, 8, 0, tzinfo=UTC), "2 Jan 2027, 08:00"),
    (None, "never"),
])  # fmt: skip
def test_an_instant_is_told_in_london_with_its_date_when_it_is_not_today(django_stands, at, said):
    from battlebox.web.incident.wording import when

    assert when(at, NOW, never="never") == said


@pytest.mark.parametrize(("minutes", "said"), [
    (0, "no time"), (0.4, "no time"), (40, "40 min"), (60, "1 h"), (130, "2 h 10 min"), (-130, "2 h 10 min"),
    (47 * 60, "47 h"), (49 * 60 + 5, "2 days 1 h"), (72 * 60, "3 days"),
])  # fmt: skip
def test_a_stretch_of_time(minutes, said):
    from battlebox.web.incident.wording import span

    assert span(timedelta(minutes=minutes)) == said


@pytest.mark.parametrize(("minutes", "said"), [(0, "now"), (120, "in 2 h"), (-120, "2 h ago")])
def test_how_far_off(minutes, said):
    from battlebox.web.incident.wording import ago

    assert ago(NOW + timedelta(minutes=minutes), NOW) == said
