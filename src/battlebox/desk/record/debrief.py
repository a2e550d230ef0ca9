"""The debrief: the day for it, and what it found: what was expected, what happened, why they differ, what is to change.

Law: there is one once the incident is stood down; what was written of it at first can always be read; it is written
after closing as well.
Not here: closing (incident.py), the tasks that follow (command/task.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from battlebox.desk.brief.saying import clock
from battlebox.desk.errors import Code, DeskError
from battlebox.desk.officer import Act, Officer
from battlebox.desk.record.incident import INCIDENT, State, course_of
from battlebox.desk.record.record import Record, Saved
from battlebox.desk.record.sight import Handling, Sight, Stated
from battlebox.desk.record.writing import draft, words
from battlebox.journal import Kind

DEBRIEF: Final = "debrief"
ASKED: Final = (
    ("who", "who took part"),
    ("expected", "what was expected to happen"),
    ("happened", "what happened"),
    ("differed", "why they differ"),
    ("change", "what is to change, who sees to it, by when"),
)
"""What a debrief holds, in the order in which it is asked."""


@dataclass(frozen=True, slots=True)
class Debrief:
    """When it is or was held; who took part (offices), and what it found. All but the day may be blank at first."""

    at: datetime
    who: str = ""
    expected: str = ""
    happened: str = ""
    differed: str = ""
    change: str = ""

    @property
    def is_held(self) -> bool:
        """Whether anything of it is written."""
        return any(getattr(self, name) for name, _ in ASKED)


def write_debrief(
    record: Record,
    officer: Officer,
    debrief: Debrief,
    *,
    handling: Handling | None = None,
    over: frozenset[str] | None = None,
) -> Saved:
    """Set the day of the debrief, or write what it found. Appends one entry `incident:changed`.

    Raises DeskError for an officer who may not, and while the incident is not stood down.
    """
    officer.must(Act.STAND)
    now = course_of(Sight.of(record, officer))
    if now.value.state not in (State.STOOD_DOWN, State.CLOSED):
        hint = "stand it down first; until then write in the log"
        raise DeskError.of(Code.WRONG_STATE, what="the incident", state=now.value.state, act="debriefed", hint=hint)
    said = {name: words(what, getattr(debrief, name)) for name, what in ASKED}
    kept = Debrief(debrief.at, **said)
    lines = [f"{what}: {said[name]}" for name, what in ASKED if said[name]]
    text = "\n".join([f"debrief{'' if lines else ' set for'} {clock(kept.at)}", *lines])
    how = handling or Handling(now.tlp, frozenset(record.line(now.entry).header.audience))
    written = draft(Kind.INCIDENT_CHANGED, how, (INCIDENT, DEBRIEF, kept), words=text, over=over)
    return record.append(officer, written, thing=INCIDENT)


def debrief_of(sight: Sight) -> Stated[Debrief] | None:
    """What is written of the debrief; None where nothing is that may be seen."""
    return sight.latest(INCIDENT, DEBRIEF, Debrief)
