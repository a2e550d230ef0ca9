"""A next action, and what the rules that ask for it look at.

Law: plain values; nothing here is kept.
Not here: the rules (next_steps.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import IntEnum
from functools import cached_property
from typing import Final

from battlebox.desk.gate import SystemGates
from battlebox.desk.picture.containment import Order
from battlebox.desk.picture.known import Knowledge
from battlebox.desk.picture.picture import Picture, ServicePlight
from battlebox.desk.record.incident import Course, State
from battlebox.desk.record.sight import Sight, Stated
from battlebox.estate import Estate

SOON: Final = timedelta(hours=12)
"""How far ahead a stop or the end of a fallback is somebody's next action (a working value)."""


class Urgency(IntEnum):
    """What comes before what."""

    LIFE = 0
    EFFECT = 1
    DECISION = 2
    SOON = 3
    KNOW = 4
    TIDY = 5


@dataclass(frozen=True, slots=True)
class Step:
    """One next action: in words, why now, and the page where it is done (`thing` where that page is of one thing)."""

    urgency: Urgency
    words: str
    why: str
    page: str
    thing: str = ""


@dataclass(frozen=True)
class Standing:
    """What the rules look at: the sight, how the incident stands; picture, knowledge and gates where there are any.

    What several rules ask for is picked out once.
    """

    sight: Sight
    course: Stated[Course]
    picture: Picture | None
    known: tuple[Knowledge, ...]
    gates: tuple[SystemGates, ...] = ()

    @property
    def body(self) -> str:
        """Whose officer asks."""
        return self.sight.officer.body

    @property
    def estate(self) -> Estate | None:
        """The estate, where one was adopted."""
        return self.picture.estate if self.picture else None

    @cached_property
    def services(self) -> tuple[ServicePlight, ...]:
        """The body's own services that are stopped or will stop, in the order in which they hurt."""
        rows = self.picture.by_need() if self.picture else ()
        return tuple(row for row in rows if row.service.body == self.body)

    @cached_property
    def orders(self) -> tuple[Stated[Order], ...]:
        """Orders in force that the body gave."""
        if self.picture is None:
            return ()
        actions = self.picture.estate.action_by_id
        return tuple(
            order
            for name, order in self.picture.orders.items()
            if name in actions and actions[name].body == self.body and order.value.stage.is_in_force
        )

    @cached_property
    def own_gates(self) -> tuple[SystemGates, ...]:
        """The body's own systems on the board of gates."""
        return tuple(row for row in self.gates if row.system.body == self.body)

    @cached_property
    def own(self) -> Knowledge | None:
        """What is known of the body itself."""
        return next((row for row in self.known if row.body.body == self.body), None)

    @property
    def is_running(self) -> bool:
        """Whether there is still something to do about the incident itself."""
        return self.course.value.state in (State.TRIAGE, State.STOOD_UP)
