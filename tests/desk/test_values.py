"""What goes into a field of the record comes out of it, and an odd field from another version does no harm."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from battlebox.desk.picture import Belief, Cause, Condition, Observation, Spell, Suspicion
from battlebox.desk.record.values import read, write

WHENS = st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)).map(  # noqa: DTZ001 - bounds
    lambda when: when.replace(microsecond=0)
)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
SEEN = st.builds(
    Observation,
    condition=st.sampled_from(Condition),
    since=WHENS,
    seen_by=TEXTS,
    cause=st.sampled_from(Cause),
    note=TEXTS,
    before=st.lists(st.builds(Spell, WHENS, st.none() | WHENS), max_size=3).map(tuple),
)


@given(SEEN)
def test_reading_undoes_writing(seen):
    assert read(Observation, write(seen)) == seen


def test_a_field_a_later_version_added_is_passed_over_and_one_left_out_takes_its_default():
    data = {"state": "confirmed", "as_of": "2026-11-23T02:40:00+00:00", "source": "a scan", "colour": "mauve"}
    assert read(Belief, data) == Belief(Suspicion.CONFIRMED, datetime(2026, 11, 23, 2, 40, tzinfo=UTC), "a scan")


@pytest.mark.parametrize(
    "data",
    [
        None,
        [],
        {"state": "confirmed"},
        {"state": "mauve", "as_of": "2026-11-23T02:40:00+00:00", "source": "x"},
        {"state": "confirmed", "as_of": "2026-11-23T02:40:00", "source": "x"},
        {"state": "confirmed", "as_of": 7, "source": "x"},
        {"state": "confirmed", "as_of": "2026-11-23T02:40:00+00:00", "source": 7},
    ],
)
def test_what_is_not_of_the_shape_is_refused(data):
    with pytest.raises(ValueError, match=r"."):
        read(Belief, data)


def test_what_has_no_place_in_a_record_is_a_fault_of_ours():
    @dataclass(frozen=True)
    class Odd:
        share: float

    with pytest.raises(TypeError):
        write(Odd(0.5))
