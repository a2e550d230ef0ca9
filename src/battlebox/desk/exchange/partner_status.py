"""How one council stands in the eyes of another: the same value is what we tell a partner and what a partner told us.

Law: suspected is not confirmed, and unknown is a state of its own; every part carries its time, its source and its
label; a status that was not renewed grows old, and says so.
Not here: what may be told to whom (told.py), the formats it travels in (share).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from battlebox.desk.brief.saying import duration
from battlebox.desk.command.task import Progress
from battlebox.desk.picture.containment import Stage
from battlebox.desk.picture.outage import Condition
from battlebox.desk.picture.suspicion import OLD_AFTER, Chance, Suspicion
from battlebox.marking import Tlp, strictest

_WORST_FIRST: Final = (Suspicion.CONFIRMED, Suspicion.SUSPECTED, Suspicion.UNKNOWN, Suspicion.CLEAR)
_HOUR: Final = timedelta(hours=1)
_NEW_H: Final = 1 / 60
"""What is younger than a minute, or ahead of our own watch, has no age."""


@dataclass(frozen=True, slots=True)
class Said:
    """What every part of a status has: its label, when it was so, and what tells it from others at the desk it is of.

    `key` is for making and finding ids, and is no part of what is said.
    """

    tlp: Tlp
    at: datetime
    key: str = field(compare=False)


@dataclass(frozen=True, slots=True)
class StateSaid(Said):
    """What is believed: `at` is as of when, `source` who says so, `checked` how far was looked, `since` it began."""

    state: Suspicion
    source: str
    checked: str = ""
    chance: Chance = Chance.MEDIUM
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class SystemSaid(Said):
    """One system: `code` is `body/system` as its owner's estate has it; blank `code` where only a name came.

    `containment` is in words where it is none of ours; `is_yours` where the system belongs to whoever is told.
    """

    code: str
    name: str
    state: StateSaid
    containment: str = Stage.RUNNING.value
    moved: datetime | None = None
    is_shared: bool = False
    is_yours: bool = False


@dataclass(frozen=True, slots=True)
class ServiceSaid(Said):
    """One service as somebody saw it; `at` is since when."""

    code: str
    name: str
    condition: Condition
    seen_by: str


@dataclass(frozen=True, slots=True)
class OrderSaid(Said):
    """One containment order and how far it has got; `at` is when that was."""

    name: str
    stage: Stage
    given: datetime


@dataclass(frozen=True, slots=True)
class AskSaid(Said):
    """What whoever is told is asked to do."""

    what: str
    why: str
    state: Progress = Progress.OPEN
    due: datetime | None = None


@dataclass(frozen=True, slots=True)
class FactSaid(Said):
    """A fact in the words in which it may leave; `at` is when it was last checked."""

    words: str
    standing: str
    confidence: str


@dataclass(frozen=True, slots=True)
class SignSaid(Said):
    """A sign of the attack that was seen."""

    what: str
    where: str
    source: str
    systems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PartnerStatus:
    """Everything that one council says of itself to another; `state` is how the council as a whole stands."""

    body: str
    name: str
    state: StateSaid | None = None
    systems: tuple[SystemSaid, ...] = ()
    services: tuple[ServiceSaid, ...] = ()
    orders: tuple[OrderSaid, ...] = ()
    asks: tuple[AskSaid, ...] = ()
    facts: tuple[FactSaid, ...] = ()
    signs: tuple[SignSaid, ...] = ()

    @property
    def parts(self) -> tuple[Said, ...]:
        """All that it says, each with its label and time."""
        own = () if self.state is None else (self.state,)
        return (*own, *self.systems, *self.services, *self.orders, *self.asks, *self.facts, *self.signs)

    @property
    def label(self) -> Tlp | None:
        """The strictest label in it; None where it says nothing."""
        return strictest(each.tlp for each in self.parts)

    @property
    def heard(self) -> datetime | None:
        """The newest time that it gives; None where it says nothing."""
        return max((each.at for each in self.parts), default=None)

    def is_stale(self, now: datetime) -> bool:
        """Whether nothing in it is younger than what the desk itself calls old; nothing said is stale."""
        return self.heard is None or now - self.heard > OLD_AFTER

    def age(self, now: datetime) -> str:
        """How old the newest of it is, in words."""
        if self.heard is None:
            return "nothing heard"
        hours = (now - self.heard) / _HOUR
        if hours < _NEW_H:
            return "new"
        old = "; not renewed since, ask again" if self.is_stale(now) else ""
        return f"{duration(hours)} old{old}"


def worst(states: Iterable[StateSaid]) -> StateSaid | None:
    """The state that counts for the whole: confirmed before suspected before unknown; of two alike, the newer."""
    return min(states, key=lambda each: (_WORST_FIRST.index(each.state), -each.at.timestamp()), default=None)
