"""Something one owner does by a time: opened, changed field by field, done or dropped.

Law: two people who change two fields of one task lose nothing, and two who change one field leave both versions to be
seen; a task without an owner is on a list of its own; only the body that gave it and the body whose officer owns it
change or close it.
Not here: the lists a role starts from (actioncard.py), what others write beside it (remark.py).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final

from battlebox.desk.errors import Code, DeskError
from battlebox.desk.officer import Act, Officer, Role, Someone
from battlebox.desk.record.record import Record, Saved
from battlebox.desk.record.sight import Handling, Sight, Stated
from battlebox.desk.record.writing import draft, line, words
from battlebox.journal import Kind

TASK: Final = "task"
_SETS = list[tuple[str, str, object]]


class Progress(StrEnum):
    """How far a task has got."""

    OPEN = "open"
    DOING = "being done"
    BLOCKED = "blocked"
    DONE = "done"
    DROPPED = "dropped"

    @property
    def is_over(self) -> bool:
        """Whether nothing more is to be done."""
        return self in (Progress.DONE, Progress.DROPPED)


class Link(StrEnum):
    """What a task can hang on."""

    SERVICE = "service"
    SYSTEM = "system"
    DECISION = "decision"
    CARD = "card"
    STEP = "step"
    """A step of a list that came from somebody else, by the list's name and the step's number."""


@dataclass(frozen=True, slots=True)
class NewTask:
    """A task to be. `owner` may be nobody yet; `role` is whose work it is; `links` are ids by what they name."""

    what: str
    owner: Someone | None = None
    due: datetime | None = None
    role: Role | None = None
    links: dict[Link, str] = field(default_factory=dict)
    note: str = ""


@dataclass(frozen=True, slots=True)
class TaskChange:
    """What changes of a task: None leaves a field as it is; `no_owner` and `no_due` take one away."""

    what: str | None = None
    owner: Someone | None = None
    due: datetime | None = None
    state: Progress | None = None
    role: Role | None = None
    note: str | None = None
    no_owner: bool = False
    no_due: bool = False


@dataclass(frozen=True, slots=True)
class Task:
    """One task as it stands. `owner` is an id, blank for nobody; `split` names fields of which two versions stand."""

    thing: str
    opened: Stated[str]
    what: str
    state: Progress
    owner: str
    due: datetime | None
    role: Role | None
    note: str
    links: dict[Link, str] = field(hash=False)
    split: tuple[str, ...] = ()
    entries: frozenset[str] = frozenset()

    @property
    def is_open(self) -> bool:
        """Whether something is still to be done."""
        return not self.state.is_over

    def is_overdue(self, now: datetime) -> bool:
        """Whether it should have been done by now."""
        return self.is_open and self.due is not None and self.due < now


def open_task(record: Record, officer: Officer, task: NewTask, *, handling: Handling | None = None) -> Saved:
    """Record a task. Appends one entry `task:opened`. Raises DeskError."""
    officer.must(Act.OPEN_TASK)
    thing = record.new_id(TASK)
    what = line("what is to be done", task.what, what="what is to be done")
    sets: _SETS = [(thing, "what", what), (thing, "state", Progress.OPEN)]
    if task.owner is not None:
        sets.append((thing, "owner", _owner(task.owner)))
    if task.due is not None:
        sets.append((thing, "due", task.due))
    if task.role is not None:
        sets.append((thing, "role", task.role))
    note = words("note", task.note)
    if note:
        sets.append((thing, "note", note))
    sets += [(thing, link.value, line(link.value, name)) for link, name in sorted(task.links.items()) if name]
    text = "\n".join(filter(None, [f"task: {what}" + ("" if task.owner else " (nobody's yet)"), note]))
    written = draft(Kind.TASK_OPENED, handling or Handling(), *sets, words=text, about={"task": thing})
    return record.append(officer, written, thing=thing, naming=(task.owner,))


def change_task(
    record: Record,
    officer: Officer,
    thing: str,
    change: TaskChange,
    *,
    handling: Handling | None = None,
    over: frozenset[str] | None = None,
) -> Saved:
    """Change some fields of a task, its state among them; done or dropped closes it, and another state opens it again.

    `over` are the entries that were on the screen. Appends one entry, `task:closed` where it closes. Raises DeskError,
    also for an officer of a body that neither gave the task nor owns it: such a one may only take on what is nobody's.
    """
    officer.must(Act.TASK)
    sight = Sight.of(record, officer)
    old = task_of(sight, thing)
    if not may_change(sight, old, change):
        owner = " and ".join(sorted(bodies_of(sight, old)))
        act = "close" if change.state is not None and change.state.is_over else "change"
        raise DeskError.of(Code.NOT_YOURS, what=f"`{old.what}`", owner=owner, body=officer.body, act=act)
    sets, said = _changes(thing, old, change)
    if not sets:
        raise DeskError.of(Code.BLANK, field="the change", what="at least one field anew")
    if change.state is not None and change.state is old.state and len(sets) == 1 and not old.split:
        state = f"{old.state.value}, so nothing changes"
        raise DeskError.of(Code.ALREADY, what=f"`{old.what}`", state=state, number=old.opened.number)
    closes = change.state is not None and change.state.is_over
    kind = Kind.TASK_CLOSED if closes else Kind.TASK_CHANGED
    how = handling or Handling(old.opened.tlp, frozenset(record.line(old.opened.entry).header.audience))
    text = f"task `{old.what}`: {'; '.join(said)}"
    written = draft(kind, how, *sets, words=text, about={"task": thing}, over=over)
    return record.append(officer, written, thing=thing, naming=(change.owner,))


def _changes(thing: str, old: Task, change: TaskChange) -> tuple[_SETS, list[str]]:
    sets: _SETS = []
    said: list[str] = []
    if change.what is not None:
        what = line("what is to be done", change.what, what="what is to be done")
        sets.append((thing, "what", what))
        said.append(f"now `{what}`")
    if change.owner is not None or change.no_owner:
        sets.append((thing, "owner", _owner(change.owner) if change.owner and not change.no_owner else None))
        said.append("nobody's" if change.no_owner else "new owner")
    if change.due is not None or change.no_due:
        sets.append((thing, "due", None if change.no_due else change.due))
        said.append("no time set" if change.no_due else "new time")
    if change.role is not None:
        sets.append((thing, "role", change.role))
        said.append(f"for {change.role.words}")
    if change.note is not None:
        note = words("note", change.note)
        sets.append((thing, "note", note or None))
        said.append(note or "note taken away")
    if change.state is not None:
        sets.append((thing, "state", change.state))
        said.append(change.state.value if change.state is not old.state else f"still {change.state.value}")
    return sets, said


def _owner(person: Someone) -> str:
    return line("the owner", person.id, what="who does it")


def task_of(sight: Sight, thing: str) -> Task:
    """One task as it stands. Raises DeskError if it may not be seen."""
    opened = sight.need(thing, "what", str, what=TASK)
    states = sight.stated(thing, "state", Progress)
    owners = sight.stated(thing, "owner", str)
    dues = sight.stated(thing, "due", datetime)
    roles = sight.stated(thing, "role", Role)
    notes = sight.stated(thing, "note", str)
    whats = sight.stated(thing, "what", str)
    fields: dict[str, tuple[Stated[str] | Stated[Progress] | Stated[datetime] | Stated[Role], ...]] = {
        "what": whats,
        "state": states,
        "owner": owners,
        "due": dues,
        "role": roles,
        "note": notes,
    }
    links = {link: said[0].value for link in Link if (said := sight.stated(thing, link.value, str))}
    return Task(
        thing=thing,
        opened=opened,
        what=whats[0].value,
        state=states[0].value if states else Progress.OPEN,
        owner=owners[0].value if owners else "",
        due=dues[0].value if dues else None,
        role=roles[0].value if roles else None,
        note=notes[0].value if notes else "",
        links=links,
        split=tuple(name for name, said in fields.items() if len(said) > 1),
        entries=frozenset(each.entry for said in fields.values() for each in said),
    )


def bodies_of(sight: Sight, task: Task) -> frozenset[str]:
    """The bodies that may change a task: the one that gave it, and the one whose officer owns it."""
    given = sight.told(task.thing, "what", str)
    owned = sight.stated(task.thing, "owner", str) if task.owner else ()
    return frozenset({given[0].body if given else task.opened.body, *(each.body for each in owned)})


def may_change(sight: Sight, task: Task, change: TaskChange | None = None) -> bool:
    """Whether the reader's body may change a task so (None: at all); what is nobody's, any body may take on."""
    if sight.officer.body in bodies_of(sight, task):
        return True
    takes = TaskChange(owner=change.owner) if change else TaskChange()
    return not task.owner and task.is_open and change is not None and change.owner is not None and change == takes


def tasks_of(sight: Sight) -> tuple[Task, ...]:
    """Every task that may be seen, in the order in which they were opened."""

    def find() -> tuple[Task, ...]:
        return tuple(task_of(sight, thing) for thing in sight.things(TASK, "what"))

    return sight.shared("tasks", (TASK,), find)


def by_urgency(tasks: tuple[Task, ...]) -> tuple[Task, ...]:
    """Those still open, the soonest due first, those without a time last."""
    timed = sorted((task for task in tasks if task.is_open and task.due is not None), key=lambda task: str(task.due))
    return (*timed, *(task for task in tasks if task.is_open and task.due is None))


def mine(tasks: tuple[Task, ...], officer: Officer) -> tuple[Task, ...]:
    """What this officer owns and has still to do."""
    return tuple(task for task in by_urgency(tasks) if task.owner == officer.id)


def unowned(tasks: tuple[Task, ...]) -> tuple[Task, ...]:
    """What nobody has taken on."""
    return tuple(task for task in by_urgency(tasks) if not task.owner)


def overdue(tasks: tuple[Task, ...], now: datetime) -> tuple[Task, ...]:
    """What should have been done by now."""
    return tuple(task for task in by_urgency(tasks) if task.is_overdue(now))
