"""The drill that this desk plays, and where it stands when a page is asked for.

Law: whoever asks for a page brings the drill up to now: nothing is shown as coming that has come.
Not here: the pages (control.py, inbox.py).
"""

from __future__ import annotations

import threading
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Final

from django.conf import settings
from django.http import Http404

from battlebox.desk import LONDON
from battlebox.drill.control import SCENARIO, Stage
from battlebox.drill.pace import DrillWatch
from battlebox.drill.play import Course, Deed, deeds_of
from battlebox.web.records import installation
from battlebox.web.starting.desk_settings import DeskSettings

_KEPT: Final[dict[str, tuple[int, tuple[Deed, ...]]]] = {}
_LOCK: Final = threading.Lock()


@dataclass(frozen=True, slots=True)
class Playing:
    """The drill as it stands at a real instant."""

    stage: Stage
    course: Course
    deeds: tuple[Deed, ...]
    real: datetime

    @property
    def story(self) -> str:
        """The story's time, as it is said in London."""
        return self.stage.pace.pace().drill_now(self.real).astimezone(LONDON).strftime("%A %H:%M")

    @property
    def of(self) -> int:
        """How many minutes the scenario is played for."""
        return self.course.cast.scenario.minutes


def is_played() -> bool:
    """Whether this desk plays a drill that has a scenario."""
    desk: DeskSettings = settings.DESK
    return desk.drill and (desk.data / SCENARIO).exists()


def playing() -> Playing:
    """The drill, brought up to now. Raises Http404 on a desk that plays none."""
    if not is_played():
        raise Http404
    stage = _stage(settings.DESK.data)
    real = _real_now()
    deeds = _deeds()
    return Playing(stage, stage.step(deeds, real), deeds, real)


def _real_now() -> datetime:
    watch = installation().watch
    if not isinstance(watch, DrillWatch):
        raise Http404
    return watch.real_now()


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
