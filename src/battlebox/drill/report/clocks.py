"""Each clock of the body that played: when it began, when it was due, when it was met, and by how long late.

Law: a state is the desk's own (desk/tell); a clock that was decided not to apply says by which reason; one that nothing
started is not counted as met.
Not here: counting deadlines (desk/tell), the first report to anybody (firsts.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from battlebox.desk.tell import ClockState, Course, clocks_of
from battlebox.drill.play import minutes_words
from battlebox.drill.report.played import Played

_MINUTE = 60


@dataclass(frozen=True, slots=True)
class ClockPlayed:
    """One clock. `late_minutes` is how long after its end it was met, or how long it is over at the end of the drill.

    They are minutes of the story, for the law counts no other; None where it is not late or has no time.
    """

    id: str
    title: str
    to: str
    force: str
    state: ClockState
    counts: str
    begin: datetime | None
    due: datetime | None
    due_words: str
    met: datetime | None
    entry: str
    late_minutes: int | None
    why: str
    sources: tuple[str, ...]
    doubts: tuple[str, ...]

    @property
    def is_overdue(self) -> bool:
        """Whether it was still open at the end of the drill, and over."""
        return self.met is None and self.late_minutes is not None

    @property
    def said(self) -> str:
        """How it stands, in words: `met`, `met 2 hours late`, `running`, `not met, and over for 3 hours`."""
        late = "" if self.late_minutes is None else minutes_words(self.late_minutes)
        if self.is_overdue:
            return f"not met, and over for {late}"
        return f"met {late} late" if late else self.state.value


def clocks_played(played: Played) -> tuple[ClockPlayed, ...]:
    """Every clock of this body that anything started, in the order of the library."""
    courses = clocks_of(played.end, played.picture, played.library)
    return tuple(
        _clock(played, each)
        for each in courses
        if each.body == played.body and each.state is not ClockState.NOT_TRIGGERED and not each.clock.off
    )


def _clock(played: Played, course: Course) -> ClockPlayed:
    ended = played.ended
    told = course.reports[0].said if course.reports else None
    met = told.value.at if told else None
    due = course.due.at
    late = None
    if due is not None and (course.state.is_open or met is not None) and course.due.is_late(met or ended):
        late = int(((met or ended) - due).total_seconds() // _MINUTE)
    clock = course.clock
    matter = f" ({played.names.body(course.matter)})" if course.matter else ""
    return ClockPlayed(
        clock.id, clock.title + matter, clock.to,
        clock.force.words if clock.force else "not said", course.state, course.counts, course.begin, due,
        course.due.words, met, told.number if told else "", late, course.reason, clock.source, course.doubts,
    )  # fmt: skip
