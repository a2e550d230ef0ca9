"""A step of somebody else's list taken over as a task of ours, by a person, once in an incident.

Law: nothing is done by taking a step over: its words are copied and a person is its owner; what came under a label
stays as strict.
Not here: the lists (share.foreign), tasks themselves (command/task.py).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from battlebox.desk.command.task import Link, NewTask, Task, open_task, tasks_of
from battlebox.desk.errors import Code, DeskError
from battlebox.desk.officer import Officer
from battlebox.desk.record.record import Record, Saved
from battlebox.desk.record.sight import Handling, Sight
from battlebox.desk.record.writing import LINE_MOST

_CUT: Final = " …"


@dataclass(frozen=True, slots=True)
class TakenStep:
    """Which step of which list, and its words. `list_name` is the list's own name with its version."""

    list_name: str
    number: int
    what: str
    note: str = ""

    @property
    def name(self) -> str:
        """As a task names it."""
        return f"{self.list_name}#{self.number}"


def take_step(record: Record, officer: Officer, step: TakenStep, handling: Handling) -> Saved:
    """Open a task of this officer's for a step. Appends one entry `task:opened`.

    Raises DeskError for a step that is a task already, and for an officer who may not open tasks.
    """
    there = steps_taken(Sight.of(record, officer), step.list_name).get(step.number)
    if there is not None:
        raise DeskError.of(Code.STEP_TAKEN, number=there.opened.number)
    what, note = step.what, step.note
    if len(what) > LINE_MOST:
        # A line in a list must fit; all of it stands below.
        what, note = what[: LINE_MOST - len(_CUT)] + _CUT, f"{what}\n{note}"
    task = NewTask(what, owner=officer.someone, links={Link.STEP: step.name}, note=note)
    return open_task(record, officer, task, handling=handling)


def steps_taken(sight: Sight, list_name: str) -> Mapping[int, Task]:
    """The tasks that steps of a list became, by the step's number, as far as the reader may see them."""
    found: dict[int, Task] = {}
    for task in tasks_of(sight):
        name, _, number = task.links.get(Link.STEP, "").rpartition("#")
        if name == list_name and number.isdecimal():
            found.setdefault(int(number), task)
    return found
