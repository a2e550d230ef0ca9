"""The drill that this desk plays, and where it stands when a page is asked for.

Law: whoever asks for a page brings the drill up to now: nothing is shown as coming that has come.
Not here: the pages (control.py, inbox.py).
"""

from __future__ import annotations

import threading
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache, wraps
from http import HTTPStatus
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.http import Http404, HttpResponse
from django.utils.text import capfirst

from battlebox.desk import LONDON
from battlebox.drill.control import SCENARIO, ControlError, Stage
from battlebox.drill.pace import Run
from battlebox.drill.play import Course, Deed, PlayError, deeds_of, so_far_words
from battlebox.drill.scenario import ScenarioError
from battlebox.drill.truth import Found, found
from battlebox.web.asking import OfficerRequest, View, in_body
from battlebox.web.desk_time import drill_watch
from battlebox.web.failures import failed
from battlebox.web.records import installation
from battlebox.web.starting.desk_settings import CONTROL, DeskSettings

_KEPT: Final[dict[str, tuple[int, tuple[Deed, ...]]]] = {}
_LOCK: Final = threading.Lock()
_MISTAKES_SHOWN: Final = 10
_FOUND: Final[dict[Path, tuple[tuple[int, ...], tuple[Found, ...]]]] = {}


@dataclass(frozen=True, slots=True)
class Playing:
    """The drill as it stands at a real instant."""

    stage: Stage
    course: Course
    deeds: tuple[Deed, ...]
    real: datetime

    @property
    def story(self) -> str:
        """The story's time, as it is said in London; of a drill that is over, that of its end."""
        ended = self.course.ended
        at = self.stage.pace.pace().drill_now(self.real) if ended is None else self.course.story_at(ended)
        return story_words(at)

    @property
    def so_far(self) -> str:
        """How far it has come, as a sentence."""
        return so_far_words(self.course.minute, self.stage.minutes, is_over=self.course.is_over)

    @property
    def has_run_out(self) -> bool:
        """Whether its minutes are over and nobody has ended it."""
        return not self.course.is_over and self.course.minute > self.stage.minutes

    @property
    def clock_words(self) -> str:
        """How the clock stands, as a sentence for whoever runs the drill; since when, where it was left."""
        pace = self.stage.pace.pace()
        if not self.stage.has_started:
            return "The drill has not begun: nothing happens until its clock is started."
        left = pace.left_at(self.real)
        since = "" if left is None else f" It has stood since {_day_words(left.astimezone(LONDON))}."
        return pace.words(self.real) + since

    @property
    def stands_still(self) -> bool:
        """Whether nothing comes to anybody until whoever runs the drill lets its clock go on."""
        is_running = self.stage.pace.pace().run(self.real) is Run.RUNNING
        return self.stage.has_started and not is_running and not self.course.is_over

    @property
    def found(self) -> tuple[Found, ...]:
        """What has come to players of the truth behind it; worked out once for each minute and each entry."""
        course, folder = self.course, self.stage.folder
        mark = (course.minute, len(course.happened), len(course.handed), len(self.deeds))
        with _LOCK:
            known = _FOUND.get(folder)
        if known is None or known[0] != mark:
            known = (mark, found(self.stage.world, course, self.deeds))
            with _LOCK:
                _FOUND[folder] = known
        return known[1]


def story_words(at: datetime) -> str:
    """A time of the story, as it is said in London."""
    return at.astimezone(LONDON).strftime("%A %H:%M")


def _day_words(at: datetime) -> str:
    return f"{at:%A} {at.day} {at:%B %Y}, {at:%H:%M}"


def in_drill(view: View) -> View:
    """A page of the drill, which it is given brought up to now; on a desk that plays none it is not there."""

    @wraps(view)
    def asked(request: OfficerRequest, *args: Any, **more: Any) -> HttpResponse:
        try:
            drill = playing_now()
        except (ScenarioError, ControlError, PlayError) as wrong:
            return _spoiled(request, wrong)
        return view(request, drill, *args, **more)

    return in_body(asked)


def _spoiled(request: OfficerRequest, wrong: ScenarioError | ControlError | PlayError) -> HttpResponse:
    """The page of a drill whose folder was spoiled; what is wrong is told to whoever runs it, and to no player."""
    if request.officer.username != CONTROL:
        words = ["Tell whoever runs the drill."]
    else:
        every: tuple[Exception, ...] = getattr(wrong, "mistakes", (wrong,))
        words = [_mistake(each) for each in every[:_MISTAKES_SHOWN]]
        words.append("Put the drill's files back as they were when it was made, and open this page again.")
    kept = "What players wrote into the record is kept."
    title = "This drill cannot be read from its folder"
    return failed(request, HTTPStatus.SERVICE_UNAVAILABLE, *words, kept, title=title)


def _mistake(wrong: Exception) -> str:
    """One mistake, as `battlebox drill check` says it."""
    place, hint = (str(getattr(wrong, name, "")) for name in ("place", "hint"))
    said = f"{place}: {wrong}" if place else str(wrong)
    return f"{capfirst(said)}. {capfirst(hint)}" + ("" if hint.endswith("?") else ".")


def playing_now() -> Playing:
    """The drill, brought up to now. Raises Http404 where this desk plays none."""
    desk: DeskSettings = settings.DESK
    watch = drill_watch()
    if watch is None or not desk.drill or not (desk.data / SCENARIO).exists():
        raise Http404
    stage, real, deeds = _stage(desk.data), watch.real_now(), _deeds()
    return Playing(stage, stage.step(deeds, real), deeds, real)


@lru_cache(maxsize=2)
def _stage(folder: Path) -> Stage:
    return Stage.opened(folder)


def _deeds() -> tuple[Deed, ...]:
    """Everything that players did, in every incident of this desk."""
    found: list[Deed] = []
    for name in installation().incidents:
        record = installation().record(name)
        arrived = record.catch_up()
        with _LOCK:
            known = _KEPT.get(name)
            if known is None or known[0] > arrived:
                known = (0, ())
            if known[0] < arrived:
                known = (arrived, (*known[1], *deeds_of(record, known[0])))
                _KEPT[name] = known
        found += known[1]
    return tuple(found)
