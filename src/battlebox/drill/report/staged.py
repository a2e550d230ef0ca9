"""The report of a drill in its folder: which record is read, until when, and what its log holds besides.

Law: nothing is written; a drill that runs is reported as far as it has come, and says so.
Not here: opening the folder and its records (a face), what is measured (the other modules of this wing).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from battlebox.desk import LONDON, DeskError, Officer, Role
from battlebox.desk.picture import InUse, estate_in_use
from battlebox.desk.record import Record, Sight, course_for
from battlebox.desk.tell import shipped_library
from battlebox.drill.control import Stage
from battlebox.drill.play import Course
from battlebox.drill.report.after_action import AfterAction, after_action
from battlebox.drill.report.errors import Code, ReportError
from battlebox.drill.report.played import Played
from battlebox.estate import Shelf


def report_on(
    stage: Stage, course: Course, records: Iterable[Record], real: datetime, *, incident: str = ""
) -> AfterAction:
    """The report of a drill as it stands at a real instant; `course` is it, brought up to then.

    Read is the incident whose id begins with `incident`; without one, that in which the player's body wrote most.
    Raises ReportError where there is no such one.
    """
    body = stage.cast.player
    every = {each: found.title for each in records if (found := course_for(each, body)) is not None}
    here = [each for each in every if each.incident.startswith(incident)]
    if not here:
        raise ReportError.of(Code.NO_INCIDENT, body=stage.cast.says("{player}"), found=incident[:16])
    record = max(here, key=lambda each: (_written(each, body), -each.now().timestamp(), each.incident))
    sight = Sight.of(record, Officer("o-report", "", body, frozenset({Role.OBSERVER})))
    used = _estate(stage, sight)
    began = course.began
    return after_action(Played(
        sight, used, shipped_library().with_own(used.estate), began, max(began, stage.story_end(course, real)), course,
        stage.log.notes(), stage.held or real.astimezone(LONDON).date(), stage.log.taken(),
        is_running=not course.is_over, incident=every[record],
        others=tuple(title for each, title in every.items() if each is not record), planned=stage.minutes,
    ))  # fmt: skip


def _written(record: Record, body: str) -> int:
    keys = {key for key, desks in record.standing.desks.items() if any(each.org == body for each in desks)}
    return sum(line.header.key in keys for line in record.lines())


def _estate(stage: Stage, sight: Sight) -> InUse:
    """The estate of the incident; where its players adopted none, the copy that the drill was made with."""
    try:
        return estate_in_use(sight, Shelf(stage.folder / "estates"))
    except DeskError:
        return stage.estate
