"""Times of the day: the same, however they are written."""

from __future__ import annotations

import pytest

from battlebox.desk.wording import plain, read, stands


@pytest.mark.parametrize(
    ("wording", "text"),
    [
        ("Shut at 02:10 after the alarm", f"It was shut at {time} after the alarm.")
        for time in (
            "2:10",
            "2.10",
            "02.10",
            "2:10am",
            "2.10 am",
            "2:10 a.m.",
            "02:10 hrs",
            "2:10 AM",
            "0210",
            "0210hrs",
            "0210 h",
        )
    ]
    + [
        ("Shut at 2.10pm after the alarm", "shut at 14:10 after the alarm"),
        ("Shut at 14:10 after the alarm", "shut at 2:10 p.m. after the alarm"),
        ("Shut at 2am after the alarm", "shut at 02:00 after the alarm"),
        ("Shut at 2.10pm after the alarm", "shut at 1410 hours after the alarm"),
        ("Shut at 2.10pm after the alarm", "shut at 1410hrs after the alarm"),
        ("Shut at 12:10am after the alarm", "shut at 00:10 after the alarm"),
        ("The gate was shut at 2.10pm", "The gate was shut at 14:10."),
    ],
)
def test_a_time_is_that_time(wording, text):
    assert stands(plain(wording), read(text))
    assert stands(plain(text), read(wording)) or "was" in text


@pytest.mark.parametrize(
    ("wording", "text"),
    [
        ("Shut at 02:10 after the alarm", "Shut at 2:10pm after the alarm"),
        ("Shut at 02:10 after the alarm", "Shut at 12:10 after the alarm"),
        ("Shut at 02:10 after the alarm", "Shut at 210 after the alarm"),
        ("It cost 2.10 pounds at the counter", "It cost 02.10 pm pounds at the counter"),
    ],
)
def test_another_time_is_another(wording, text):
    assert not stands(plain(wording), read(text))


def test_what_is_no_time_stays_as_it_is():
    assert read("2,000 hours of work") == read("2000 hours of work") == "2000 hours of work"
    assert read("Ring 0800 111 222") == "rlng 0800 111 222"
    assert read("it cost 2.10 million pounds") == "lt cost 2100000 pounds"
    assert stands(plain("The price rose by 2.10 per cent"), read("the price rose by 2.10 %"))
    assert stands(plain("It cost \u00a32.50 at the counter"), read("it cost 2.50 pounds at the counter"))
    assert stands(plain("In version 1.10.2 of the program"), read("in version 1.10.2 of the program"))
