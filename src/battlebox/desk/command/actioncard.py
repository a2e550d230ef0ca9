"""Action cards: what a role does first, in order, ready to be ticked; on paper before the bad day, as tasks on it.

Law: a card is advice of our own (working values), and what becomes of each line is a task like any other.
Not here: the words of the cards (actioncard_lists.py), tasks themselves (task.py), who holds the role (role.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from battlebox.desk.command.actioncard_lists import CARDS, Card
from battlebox.desk.command.task import TASK, Link, Progress, Task, TaskChange, change_task, tasks_of
from battlebox.desk.errors import Code, DeskError
from battlebox.desk.officer import Act, Officer, Role, Someone
from battlebox.desk.record.record import Record, Saved
from battlebox.desk.record.sight import Handling, Sight
from battlebox.desk.record.writing import draft
from battlebox.journal import Kind

CARD_BY_ID: Final = {card.id: card for card in CARDS}


@dataclass(frozen=True, slots=True)
class Ticked:
    """A card in use by one body: its lines with the task that each became, in the order of the card."""

    card: Card
    body: str
    tasks: tuple[Task, ...]

    @property
    def done(self) -> int:
        """How many lines are done or dropped."""
        return sum(task.state.is_over for task in self.tasks)

    @property
    def next(self) -> tuple[Task, ...]:
        """The next three things to do."""
        return tuple(task for task in self.tasks if task.is_open)[:3]


def cards_for(role: Role) -> tuple[Card, ...]:
    """The cards of a role, in the order in which they are used."""
    return tuple(card for card in CARDS if card.role is role)


def card_of(name: str) -> Card:
    """The card of that id. Raises DeskError."""
    card = CARD_BY_ID.get(name)
    if card is None:
        raise DeskError.of(Code.NOT_SEEN, what="action card", id=name)
    return card


def take_card(
    record: Record,
    officer: Officer,
    name: str,
    *,
    owner: Someone | None = None,
    begin: datetime | None = None,
    handling: Handling | None = None,
) -> Saved:
    """Turn a card into tasks, one for each line, due from `begin` on.

    1. Refuse an officer who may not, a card that is not there, one that this body has in use already.
    2. Append one entry `task:opened` that opens them all.
    Raises DeskError.
    """
    officer.must(Act.OPEN_TASK)
    card = card_of(name)
    with record.lock:
        taken = next(
            (each for each in cards_in_use(Sight.of(record, officer), officer.body) if each.card is card), None
        )
        if taken is not None:
            raise DeskError.of(
                Code.ALREADY, what=f"`{card.title}`", state="in use", number=taken.tasks[0].opened.number
            )
        start = begin or record.now()
        group = record.new_id(TASK)
        sets: list[tuple[str, str, object]] = []
        for place, row in enumerate(card.lines, 1):
            thing = f"{group}.{place:02}"
            sets += [(thing, "what", row.what), (thing, "role", card.role)]
            sets += [(thing, Link.CARD.value, f"{card.id}/{place:02}")]
            if row.within_minutes is not None:
                sets.append((thing, "due", start + timedelta(minutes=row.within_minutes)))
            if owner is not None:
                sets.append((thing, "owner", owner.id))
        text = f"action card taken up: {card.title}, {len(card.lines)} lines, for {card.role.words}"
        about: dict[str, str | int] = {"card": card.id}
        written = draft(Kind.TASK_OPENED, handling or Handling(), *sets, words=text, about=about)
        return record.append(officer, written, thing=group, naming=(owner,))


def tick(record: Record, officer: Officer, thing: str, *, note: str | None = None) -> Saved:
    """Tick one line off. Raises DeskError if it was ticked already."""
    return change_task(record, officer, thing, TaskChange(state=Progress.DONE, note=note))


def cards_in_use(sight: Sight, body: str) -> tuple[Ticked, ...]:
    """The cards that a body has taken up and this reader may see."""
    found: dict[str, list[Task]] = {}
    for task in tasks_of(sight):
        if Link.CARD in task.links and task.opened.body == body:
            found.setdefault(task.links[Link.CARD].partition("/")[0], []).append(task)
    return tuple(
        Ticked(CARD_BY_ID[name], body, tuple(sorted(tasks, key=lambda task: task.links[Link.CARD])))
        for name, tasks in found.items()
        if name in CARD_BY_ID
    )
