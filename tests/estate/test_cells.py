"""Text and value are each other's inverse, and hours are rounded the one agreed way.

Law: properties are tried on what hypothesis invents, not on examples we chose.
Not here: whole tables (test_bad_tables.py).
"""

from __future__ import annotations

from datetime import date, datetime
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from battlebox.estate import MICROHOURS, Check, Form, hours_text
from battlebox.estate.cells import HOURS_MAX, NUMBER_MAX, CellError, microhours_of, text_of, value_of

LONDON = ZoneInfo("Europe/London")
IDS = st.from_regex(r"\A[a-z0-9][a-z0-9._-]{0,20}\Z")
VALUES = {
    Form.ID: IDS,
    Form.NUMBER: st.floats(0, NUMBER_MAX),
    Form.COUNT: st.integers(0, NUMBER_MAX),
    Form.SHARE: st.floats(0, 1),
    Form.CHANCE: st.one_of(st.floats(0, 1), st.sampled_from(["low", "medium", "high"])),
    Form.HOURS: st.integers(0, HOURS_MAX * MICROHOURS),
    Form.DATE: st.dates(),
    Form.FLAG: st.booleans(),
    Form.LIST: st.lists(IDS, unique=True, min_size=1).map(tuple),
    Form.TIME: st.times().map(lambda time: time.replace(second=0, microsecond=0)),
    Form.MOMENT: st.datetimes().map(lambda one: one.replace(second=0, microsecond=0, tzinfo=LONDON)),
    Form.CHECKS: st.lists(
        st.builds(Check, IDS, st.one_of(st.none(), st.dates())), unique_by=lambda check: check.name, min_size=1
    ).map(tuple),
    Form.SELECTORS: st.lists(IDS.map("system:{}".format), unique=True, min_size=1).map(tuple),
}


@pytest.mark.parametrize("form", VALUES, ids=str)
@given(data=st.data())
def test_every_value_written_is_read_as_itself(form, data):
    value = data.draw(VALUES[form])
    assert value_of(form, text_of(form, value)) == value


@given(st.integers(0, HOURS_MAX * 10**9))
@example(1)
@example(499)
@example(500)
@example(1499)
@example(1500)
def test_hours_are_rounded_half_up_to_whole_microhours(thousandths_of_a_microhour):
    whole, part = divmod(thousandths_of_a_microhour, 10**9)
    expected = (thousandths_of_a_microhour + 500) // 1000
    assert microhours_of(f"{whole}.{part:09d}") == expected


@given(st.from_regex(r"\A[0-9]{1,5}(\.[0-9]{1,40})?(e-?[0-9])?\Z"))
def test_hours_of_any_length_are_exact_before_they_are_rounded(text):
    exact = Fraction(text) * MICROHOURS
    if Fraction(text) <= HOURS_MAX:
        assert microhours_of(text) == (exact + Fraction(1, 2)) // 1


@given(st.integers())
def test_hours_text_says_the_same_number(microhours):
    assert Fraction(hours_text(microhours)) * MICROHOURS == microhours


@given(st.sampled_from([form for form in Form if form not in (Form.TEXT, Form.WORD)]), st.text())
def test_no_text_whatever_does_anything_but_be_read_or_refused_by_name(form, text):
    try:
        value = value_of(form, text)
    except CellError:
        return
    assert value_of(form, text_of(form, value)) == value


@pytest.mark.parametrize("text", ["nan", "NaN", "inf", "-inf", "1_000", "1,000", "0x10", "٣", "--1", "1e99999", ""])
def test_what_python_would_take_for_a_number_and_people_would_not_is_refused(text):
    with pytest.raises(CellError):
        value_of(Form.NUMBER, text)


def test_dates_have_one_form():
    assert value_of(Form.DATE, " 2026-11-24 ") == date(2026, 11, 24)
    for text in ("20261124", "2026-W48-2", "24/11/2026", "2026-11-24T00:00", "2026-13-01"):
        with pytest.raises(CellError):
            value_of(Form.DATE, text)


@pytest.mark.parametrize(
    "text", ["72 hours", "1 hour", "3 working days", "30 minutes", "2 weeks", "1 month", "at once"]
)
def test_times_allowed_are_read(text):
    assert value_of(Form.WITHIN, text) == text


@pytest.mark.parametrize("text", ["0 hours", "72", "72h", "-1 days", "soon", "3 business days", "1.5 hours"])
def test_times_that_nobody_could_keep_or_read_are_refused(text):
    with pytest.raises(CellError):
        value_of(Form.WITHIN, text)


def test_a_moment_is_a_day_on_the_councils_clock_or_an_hour_of_it():
    assert value_of(Form.MOMENT, "2026-07-01 14:00") == datetime.fromisoformat("2026-07-01T13:00:00+00:00")
    assert value_of(Form.MOMENT, "2026-07-01") == datetime.fromisoformat("2026-06-30T23:00:00+00:00")
    for text in ("2026-07-01T14:00", "14:00", "2026-07-01 24:00", "2026-07-01 9:00", "2026-02-30 09:00", "soon"):
        with pytest.raises(CellError):
            value_of(Form.MOMENT, text)


def test_a_check_has_its_last_day_if_it_runs_out():
    assert value_of(Form.CHECKS, "social work registration until 2027-03-31; enhanced DBS") == (
        Check("social work registration", date(2027, 3, 31)),
        Check("enhanced DBS"),
    )
    with pytest.raises(CellError) as refused:
        value_of(Form.CHECKS, "enhanced DBS until March")
    assert refused.value.words["found"] == "March"


@pytest.mark.parametrize("text", ["7:00", "24:00", "07:60", "0700", "7am", "07:00:00"])
def test_times_of_day_have_one_form(text):
    with pytest.raises(CellError):
        value_of(Form.TIME, text)
