"""The replay of a drill in its folder: worked out once, after the end, and kept beside the log.

Law: there is none of a drill that was made without, and none before its end.
Not here: what it holds (drill/truth), who may see it (web).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from battlebox.drill.control.errors import Code, ControlError
from battlebox.drill.control.stage import Stage
from battlebox.drill.play import Deed
from battlebox.drill.truth import Replay, replay_of
from battlebox.journal import replacing

REPLAY: Final = "replay.json"


def look_back(
    stage: Stage, deeds: Iterable[Deed], tell: Callable[[int, int], None] = lambda _done, _of: None
) -> Replay:
    """Work the replay out and keep it. Raises ControlError where there is to be none, or the drill is not over."""
    if not stage.has_replay:
        raise ControlError.of(Code.NO_REPLAY)
    course = stage.course
    if not course.is_over:
        raise ControlError.of(Code.NOT_OVER)
    made = replay_of(stage.world, course, deeds, tell=tell)
    with replacing(stage.folder / REPLAY) as file:
        file.write(made.to_text().encode())
    return made


def looked_back(stage: Stage) -> Replay | None:
    """The replay that is kept; None while there is none. Raises ControlError for a file that is none."""
    path = stage.folder / REPLAY
    if not stage.has_replay or not path.exists():
        return None
    try:
        return Replay.from_text(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as wrong:
        raise ControlError.of(Code.CANNOT_READ, path=path, why=str(wrong).lower()) from wrong
