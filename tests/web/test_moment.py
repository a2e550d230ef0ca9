"""A moment typed in London time on the days when the clocks change: one is meant, or it is asked which."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django import forms


def typed(day, month, year, time):
    from battlebox.web.moment import MomentField

    return MomentField().clean([str(day), str(month), str(year), time])


@pytest.mark.parametrize(
    ("time", "hour", "minute"),
    [
        ("00:59", 23, 59),
        ("01:30 BST", 0, 30),
        ("0130bst", 0, 30),
        ("01:30 GMT", 1, 30),
        ("1.30 gmt", 1, 30),
        ("02:00", 2, 0),
        ("02:00 GMT", 2, 0),
    ],
)
def test_when_the_clocks_go_back_the_zone_says_which_of_two(desk, time, hour, minute):
    day = 24 if hour > 20 else 25
    assert typed(25, 10, 2026, time) == datetime(2026, 10, day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize("time", ["01:00", "01:30", "01:59"])
def test_in_the_hour_that_comes_twice_it_is_asked_which(desk, time):
    with pytest.raises(forms.ValidationError) as asked:
        typed(25, 10, 2026, time)
    assert asked.value.messages == [
        f"That hour comes twice: the clocks went back. Write {time} BST for the first or {time} GMT for the second"
    ]


@pytest.mark.parametrize("time", ["01:00", "01:30", "01:30 BST", "01:30 GMT", "01:59"])
def test_when_the_clocks_go_forward_the_hour_that_is_not_is_refused(desk, time):
    with pytest.raises(forms.ValidationError, match="That hour does not exist"):
        typed(29, 3, 2026, time)


def test_either_side_of_the_hour_that_is_not(desk):
    assert typed(29, 3, 2026, "00:59") == datetime(2026, 3, 29, 0, 59, tzinfo=UTC)
    assert typed(29, 3, 2026, "02:00") == datetime(2026, 3, 29, 1, 0, tzinfo=UTC)


@pytest.mark.parametrize(("time", "keeps"), [("14:00 GMT", "BST"), ("14:00 BST", "GMT")])
def test_a_zone_that_london_does_not_keep_then_is_refused(desk, time, keeps):
    month = 7 if keeps == "BST" else 1
    with pytest.raises(forms.ValidationError, match=f"London keeps {keeps} then"):
        typed(1, month, 2026, time)


@pytest.mark.parametrize("hour", [0, 1])
def test_what_stands_in_a_form_comes_back_as_the_same_moment(desk, hour):
    from battlebox.web.moment import MomentField, MomentWidget

    at = datetime(2026, 10, 25, hour, 30, tzinfo=UTC)
    assert MomentField().clean(MomentWidget().decompress(at)) == at


def test_lists_say_which_of_two_hours(desk):
    from battlebox.web.clock_words import when_words
    from battlebox.web.incident.wording import when

    first, second = (datetime(2026, 10, 25, hour, 30, tzinfo=UTC) for hour in (0, 1))
    later = datetime(2026, 10, 26, tzinfo=UTC)
    for say in (when, when_words):
        assert [say(at, second) for at in (first, second)] == ["01:30 BST", "01:30 GMT"]
        assert [say(at, later) for at in (first, second)] == ["25 Oct, 01:30 BST", "25 Oct, 01:30 GMT"]
