"""Between the story's instants and the whole microhours in which a world counts.

Law: microhours from the beginning of the story, whatever leaps; what was before it is below 0.
Not here: minutes of play (drill/play).
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from battlebox.drill.play import Course
from battlebox.estate import MICROHOURS

_HOUR_MS: Final = 3_600_000
_MS: Final = timedelta(milliseconds=1)


def microhours(course: Course, at: datetime) -> int:
    """An instant of the story as the world counts it, rounded down."""
    return (at - course.began) // _MS * MICROHOURS // _HOUR_MS


def instant(course: Course, at_microhours: int) -> datetime:
    """And back, to the second before which it lies."""
    seconds = -(-at_microhours * 3_600 // MICROHOURS)
    return course.began + timedelta(seconds=seconds)
