"""A drill's clock: it runs, faster, stands, jumps ahead, never back, and stops by itself when it is left alone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from battlebox.drill.pace import IDLE_MOST, RATE_MOST, Deed, Mark, Pace, PaceCode, PaceError, Run

REAL = datetime(2026, 11, 29, 9, 0, tzinfo=UTC)
DRILL = datetime(2026, 11, 24, 2, 40, tzinfo=UTC)
MS = timedelta(milliseconds=1)


def later(minutes=0, **more):
    return REAL + timedelta(minutes=minutes, **more)


@pytest.fixture
def pace():
    return Pace.started(REAL, DRILL)


def test_it_runs_in_real_time_from_the_time_it_was_given(pace):
    assert pace.drill_now(later(7)) == DRILL + timedelta(minutes=7)
    assert pace.run(later(7)) is Run.RUNNING
    assert pace.words(later(7)) == "The drill runs in real time."


def test_faster_paused_resumed_and_ahead(pace):
    pace = pace.at_rate(later(10), 6).paused(later(20)).resumed(later(50)).jumped(later(51), DRILL + timedelta(hours=4))
    assert pace.drill_now(later(15)) == DRILL + timedelta(minutes=10 + 5 * 6)
    assert pace.drill_now(later(30)) == pace.drill_now(later(20)) == DRILL + timedelta(minutes=70)
    assert pace.drill_now(later(51) - MS) == DRILL + timedelta(minutes=76) - 6 * MS
    assert pace.drill_now(later(52)) == DRILL + timedelta(hours=4, minutes=6)
    assert pace.rate(later(52)) == 6
    assert pace.words(later(52)) == "The drill runs at 6 times the pace of the day."


def test_a_jump_while_it_is_paused_leaves_it_paused(pace):
    pace = pace.paused(later(1)).jumped(later(2), DRILL + timedelta(days=28))
    assert pace.drill_now(later(600)) == DRILL + timedelta(days=28)
    assert pace.run(later(3)) is Run.PAUSED
    assert pace.resumed(later(4)).rate(later(5)) == 1


@pytest.mark.parametrize("to", [DRILL, DRILL + timedelta(minutes=5), DRILL - timedelta(days=1)])
def test_it_never_goes_back(pace, to):
    with pytest.raises(PaceError, match="never goes back") as wrong:
        pace.jumped(later(5), to)
    assert wrong.value.code is PaceCode.DRILL_BACK


@pytest.mark.parametrize("rate", [0, -1, RATE_MOST + 1, True, 1.5])
def test_a_pace_that_is_none_is_refused(pace, rate):
    with pytest.raises(PaceError, match="cannot run at"):
        pace.at_rate(later(1), rate)


def test_what_is_so_already_is_refused(pace):
    with pytest.raises(PaceError, match="running already"):
        pace.resumed(later(1))
    with pytest.raises(PaceError, match="paused already"):
        pace.paused(later(1)).paused(later(2))


def test_a_drill_left_running_for_a_month_stands_after_twelve_hours_of_its_own_and_says_so(pace):
    month = REAL + timedelta(days=31)
    assert pace.drill_now(month) == DRILL + IDLE_MOST
    assert pace.run(month) is Run.LEFT
    assert pace.rate(month) == 0
    assert pace.left_at(month) == REAL + IDLE_MOST
    assert "paused by itself: nobody did anything for 12 hours of its time" in pace.words(month)
    again = pace.resumed(month)
    assert again.drill_now(month + timedelta(hours=1)) == DRILL + IDLE_MOST + timedelta(hours=1)
    assert again.run(month + timedelta(hours=1)) is Run.RUNNING


def test_what_somebody_does_keeps_it_going_and_is_not_written_down_each_time(pace):
    for hour in range(1, 40):
        pace = pace.goes_on(REAL + timedelta(hours=hour))
        assert pace.goes_on(REAL + timedelta(hours=hour, minutes=1)) is pace
    assert pace.drill_now(REAL + timedelta(hours=40)) == DRILL + timedelta(hours=40)
    assert pace.run(REAL + timedelta(hours=40)) is Run.RUNNING
    left = REAL + timedelta(days=31)
    assert pace.goes_on(left) is pace, "what stands by itself goes on when somebody says so"


def test_a_machine_whose_own_clock_goes_back_makes_the_drill_wait(pace):
    pace = pace.at_rate(later(30), 2)
    assert pace.drill_now(later(-60)) == DRILL
    back = pace.paused(later(10))
    assert back.marks[-1].real == later(30)
    assert back.drill_now(later(31)) == DRILL + timedelta(minutes=30)


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        ("", PaceCode.NOT_BEGUN, "does not begin with its start"),
        ("a b 1 started\n", PaceCode.BAD_LINE, "line 1 of pace.log is no mark"),
        ("2026-11-29T09:00:00.000Z 2026-11-24T02:40:00.000Z 1 started", PaceCode.BAD_LINE, "it has no end"),
        ("2026-11-29T09:00:00.000Z 2026-11-24T02:40:00.000Z 1 paused\n", PaceCode.BAD_RATE, "at 1 times"),
        ("2026-11-29T09:00:00.000 2026-11-24T02:40:00.000 1 started\n", PaceCode.NO_ZONE, "no instant"),
        ("2026-11-29T09:00:00Z 2026-11-24T02:40:00Z 1 started\n", PaceCode.BAD_LINE, "line 1"),
        ("2026-11-29T09:00:00.000Z 2026-11-24T02:40:00.000Z 61 started\n", PaceCode.BAD_RATE, "61 times"),
    ],
)
def test_a_file_that_was_changed_is_refused_with_its_line(text, code, words):
    with pytest.raises(PaceError) as wrong:
        Pace.from_text(text, name="pace.log")
    assert wrong.value.code is code
    assert words in str(wrong.value)
    assert wrong.value.hint


@pytest.mark.parametrize(
    ("mark", "code"),
    [
        (Mark(later(-1), DRILL, 0, Deed.PAUSED), PaceCode.REAL_BACK),
        (Mark(later(5), DRILL + timedelta(minutes=6), 0, Deed.PAUSED), PaceCode.DOES_NOT_FOLLOW),
        (Mark(later(5), DRILL + timedelta(minutes=4), 0, Deed.PAUSED), PaceCode.DRILL_BACK),
        (Mark(later(5), DRILL + timedelta(minutes=5), 1, Deed.STARTED), PaceCode.BEGUN_TWICE),
    ],
)
def test_marks_that_do_not_follow_from_each_other_are_refused(pace, mark, code):
    with pytest.raises(PaceError) as wrong:
        Pace((*pace.marks, mark))
    assert wrong.value.code is code


@st.composite
def paces(draw):
    """A drill as people play it, with this machine's clock going back now and then."""
    real, made = REAL, Pace.started(REAL, DRILL, rate=draw(st.integers(1, RATE_MOST)))
    for _ in range(draw(st.integers(0, 12))):
        real += MS * draw(st.integers(-60_000, 50_000_000))
        deed = draw(st.sampled_from(["pause", "rate", "jump", "on"]))
        try:
            if deed == "pause":
                made = made.paused(real) if draw(st.booleans()) else made.resumed(real)
            elif deed == "rate":
                made = made.at_rate(real, draw(st.integers(1, RATE_MOST)))
            elif deed == "jump":
                made = made.jumped(real, made.drill_now(real) + MS * draw(st.integers(1, 10**9)))
            else:
                made = made.goes_on(real)
        except PaceError as wrong:
            # What stands already, or would go back, is refused and changes nothing; anything else is a fault here.
            if wrong.code not in (PaceCode.PAUSED, PaceCode.NOT_PAUSED, PaceCode.DRILL_BACK):
                raise
    return made


@given(paces())
def test_text_and_back_is_the_same(pace):
    assert Pace.from_text(pace.to_text()) == pace


@given(paces(), st.lists(st.integers(-(10**6), 10**9), min_size=2, max_size=20))
def test_later_is_never_earlier(pace, instants):
    shown = [pace.drill_now(REAL + MS * each) for each in sorted(instants)]
    assert shown == sorted(shown)


@given(paces(), st.integers(0, 10**9))
def test_real_when_is_the_first_instant_that_shows_it(pace, ahead):
    wanted = DRILL + MS * ahead
    found = pace.real_when(wanted)
    if found is None:
        assert pace.drill_now(pace.marks[-1].real + timedelta(days=400)) < wanted
    else:
        assert pace.drill_now(found) >= wanted
        assert pace.drill_now(found - MS) < wanted or found == pace.marks[0].real
