"""Drills to report on: the demonstration's record, and short ones that are played minute by minute."""

from __future__ import annotations

from datetime import timedelta

from battlebox.desk.picture import estate_in_use
from battlebox.desk.record import Sight
from battlebox.desk.tell import shipped_library
from battlebox.drill.play import Course
from battlebox.drill.report import AfterAction, Played, after_action
from desk.room import officer
from drill.play.tapes import BEGAN, Players


def played_by(
    players: Players, *, course: Course | None = None, minutes: int = 60, notes=(), body="northmere"
) -> Played:
    """A drill of Northmere, as an officer of a body sees it."""
    room = players.room
    used = estate_in_use(room.sight("northmere"), room.shelf)
    ended = course.story_at(course.minute) if course else BEGAN + timedelta(minutes=minutes)
    sight = Sight.of(room.record, officer(body))
    return Played(sight, used, shipped_library().with_own(used.estate), BEGAN, ended, course, tuple(notes))


def report_of(players: Players, **more) -> AfterAction:
    return after_action(played_by(players, **more), "A rehearsal")


def opened() -> Players:
    """Players whose desk was opened at the beginning of the drill."""
    players = Players()
    players.room.watch.at = BEGAN
    return players


def measure(report: AfterAction, key: str):
    return next(each for each in report.found.measures if each.key == key)


def share(report: AfterAction, start: str):
    return next(each for each in report.found.log.shares if each.title.startswith(start))
