"""Spans of a drill in words, and how far it has come: within its minutes, past them, or ended.

Law: whoever reads it knows whether the drill is over, and since when; a drill that nobody ended never looks like one
that has minutes left.
Not here: how its clock runs (drill/pace).
"""

from __future__ import annotations

from typing import Final

_HOUR: Final = 60
_DAY: Final = 24 * _HOUR


def at_words(minute: int, planned: int | None) -> str:
    """`T+12`; past the minutes that were planned `T+720, 11 hours past its 60 minutes`. Without a plan, T+ alone."""
    past = 0 if planned is None else minute - planned
    return f"T+{minute}" if past <= 0 else f"T+{minute}, {minutes_words(past)} past its {planned} minutes"


def so_far_words(minute: int, planned: int, *, is_over: bool) -> str:
    """How far it has come, as a sentence; of one that ran on, since when it should have been over."""
    past = minute - planned
    if past <= 0:
        return f"T+{minute} of {planned} minutes."
    if is_over:
        return f"It ran on to T+{minute}, {minutes_words(past)} past its {planned} minutes."
    return (
        f"The {planned} minutes of this drill were over {minutes_words(past)} ago by its own clock, which is at "
        f"T+{minute}. Nobody has ended it."
    )


def minutes_words(minutes: int) -> str:
    """`40 minutes`, `2 hours 5 minutes`, `3 days 1 hour`: exact below a day, to the hour from there on."""
    if minutes < 1:
        return "under a minute"
    if minutes >= _DAY:
        days, rest = divmod(round(minutes / _HOUR), 24)
        return _joined((days, "day"), (rest, "hour"))
    return _joined((minutes // _HOUR, "hour"), (minutes % _HOUR, "minute"))


def _joined(*parts: tuple[int, str]) -> str:
    return " ".join(f"{number} {name}{'' if number == 1 else 's'}" for number, name in parts if number)
