"""A word beside a task, by anybody who sees it and may write in the log: it changes nothing of the task itself.

Law: what a body other than the task's own has to say stands here, with its writer, and overwrites nobody's word.
Not here: changing and closing (task.py).
"""

from __future__ import annotations

from typing import Final

from battlebox.desk.command.task import TASK, task_of
from battlebox.desk.officer import Act, Officer
from battlebox.desk.record.record import Record, Saved
from battlebox.desk.record.sight import Handling, Sight, Stated
from battlebox.desk.record.writing import draft, words
from battlebox.journal import Kind

REMARK: Final = "remark"
SAYS: Final = "says"


def remark_on(record: Record, officer: Officer, thing: str, said: str) -> Saved:
    """Write a word beside a task, for those who see the task. Raises DeskError."""
    officer.must(Act.REMARK)
    task = task_of(Sight.of(record, officer), thing)
    text = words("the word", said, needed=True, what="what there is to say of it")
    header = record.line(task.opened.entry).header
    how = Handling(task.opened.tlp, frozenset({*header.audience, task.opened.body} - {officer.body}))
    name = record.new_id(f"{REMARK}/{_name(thing)}")
    shown = f"on the task `{task.what}`: {text}"
    written = draft(Kind.TASK_CHANGED, how, (name, SAYS, text), words=shown, about={"task": thing})
    return record.append(officer, written, thing=name)


def remarks_on(sight: Sight, thing: str) -> tuple[Stated[str], ...]:
    """The words beside a task that may be seen, in the order in which they were first written."""
    here = f"{REMARK}/{_name(thing)}/"
    found = (sight.latest(name, SAYS, str) for name in sight.record.things(REMARK) if name.startswith(here))
    return tuple(each for each in found if each is not None)


def _name(thing: str) -> str:
    return thing.removeprefix(f"{TASK}/")
