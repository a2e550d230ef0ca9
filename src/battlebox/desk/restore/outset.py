"""What an order of return begins with: which systems are out and since when, from the picture, and what partners said.

Law: only what somebody saw, ordered or confirmed is out; others' systems come back when they say, never by our plan.
Not here: the problem (problem.py), the order (shown.py).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from battlebox.desk.errors import Code, DeskError
from battlebox.desk.officer import Act, Officer
from battlebox.desk.picture.outage import Condition
from battlebox.desk.picture.picture import Picture
from battlebox.desk.picture.revision import InUse
from battlebox.desk.picture.suspicion import Subject, Suspicion, spoken_of
from battlebox.desk.record.record import Record, Saved
from battlebox.desk.record.sight import Handling, Sight, Stated
from battlebox.desk.record.writing import draft, line
from battlebox.desk.restore.problem import HOUR, Ask
from battlebox.desk.restore.waiting import Waiting
from battlebox.estate import MICROHOURS, Estate, things_of
from battlebox.journal import Kind

BACK: Final = "back"
SAYS: Final = "says"


@dataclass(frozen=True, slots=True)
class OutSince:
    """A system that is to be brought back: since when it is out, and how that is known."""

    system: str
    since: datetime
    why: str


@dataclass(frozen=True, slots=True)
class Apart:
    """Systems that are out since one time and are left out of an order; by their ids, for there may be thousands."""

    since: datetime
    systems: tuple[str, ...]

    @classmethod
    def of(cls, rows: Iterable[OutSince]) -> tuple[Apart, ...]:
        """The same rows, those of one time together."""
        found: dict[datetime, list[str]] = {}
        for row in rows:
            found.setdefault(row.since, []).append(row.system)
        return tuple(cls(since, tuple(names)) for since, names in found.items())


@dataclass(frozen=True, slots=True)
class Promise:
    """When a partner says that its system is back, and who said so."""

    system: str
    at: datetime
    who: str


@dataclass(frozen=True, slots=True)
class Outset:
    """One question for an order of return: on which estate, for which body, with what out, from which hour 0.

    `cells` is how many cells of the estate had been corrected by then; `passed` are the gates that were answered: the
    system, and the gate's kind or, for the council's own, its key. `apart` is what is out and was left out of it.
    """

    digest: str
    body: str
    origin: datetime
    out: tuple[OutSince, ...]
    promised: tuple[Promise, ...] = ()
    seed: int = 1
    seconds: int = 20
    cells: int = 0
    passed: tuple[tuple[str, str], ...] = ()
    apart: tuple[Apart, ...] = ()

    def is_of(self, used: InUse) -> bool:
        """Whether the estate is still what it was when this was asked."""
        return (self.digest, self.cells) == (used.digest, len(used.cells))

    def ask(self) -> Ask:
        """The same for the planner."""
        return Ask(
            out={row.system: microhours_of(row.since - self.origin) for row in self.out},
            now=self.origin,
            body=self.body,
            back={row.system: max(0, microhours_of(row.at - self.origin)) for row in self.promised},
            passed=frozenset(self.passed),
            apart={name: microhours_of(row.since - self.origin) for row in self.apart for name in row.systems},
        )


def microhours_of(span: timedelta) -> int:
    """A span in whole microhours."""
    return round(span / HOUR * MICROHOURS)


def out_now(sight: Sight, picture: Picture) -> tuple[OutSince, ...]:
    """Systems that are out as somebody saw, ordered or confirmed it, in the order of the estate."""
    estate = picture.estate
    found: dict[str, OutSince] = {}
    for name, said in spoken_of(sight, Subject.SYSTEM).items():
        if any(each.value.state is Suspicion.CONFIRMED for each in said):
            found[name] = OutSince(name, picture.now, f"confirmed hit, {said[0].number}")
    for order in picture.orders.values():
        action = estate.action_by_id.get(order.value.action)
        if action is not None and order.value.stage.is_in_force:
            for name in things_of(estate, action.stops):
                found[name] = OutSince(name, order.value.given, f"switched off by order {order.number}")
    for name, seen in picture.seen.items():
        if seen[0].value.condition is Condition.OUT:
            found[name] = OutSince(name, seen[0].value.since, f"seen to be out, {seen[0].number}")
    return tuple(found[row.system] for row in estate.systems if row.system in found)


def asked_of_partners(picture: Picture, out: tuple[OutSince, ...], body: str) -> tuple[OutSince, ...]:
    """Systems of others that are out and that a body's own systems or services wait for."""
    estate, systems = picture.estate, {row.system for row in out}
    waiting = Waiting.of(estate, frozenset({*picture.stops, *systems}), frozenset(systems))
    ours = (name for name, row in estate.thing_by_id.items() if row.body == body)
    reached = waiting.reached(ours)
    return tuple(row for row in out if row.system in reached and estate.system_by_id[row.system].body != body)


def promises_of(sight: Sight, estate: Estate, body: str) -> tuple[Promise, ...]:
    """What partners said of their systems, as far as this reader may know; the latest word on each."""
    theirs = {row.system for row in estate.systems if row.body != body}
    said: list[Stated[Promise]] = [found[0] for found in sight.every(BACK, SAYS, Promise).values()]
    return tuple(each.value for each in said if each.value.system in theirs)


def promise(
    record: Record, estate: Estate, officer: Officer, said: Promise, *, handling: Handling | None = None
) -> Saved:
    """Record when a partner says that its system is back.

    Raises DeskError for an officer who may not, for a system that is not there or is this body's own: that is planned.
    """
    officer.must(Act.ASK)
    row = estate.system_by_id.get(said.system)
    if row is None:
        raise DeskError.of(Code.UNKNOWN_ID, what="system", id=said.system, near="")
    if row.body == officer.body:
        raise DeskError.of(Code.OWN_TO_RESTORE, what=row.name, body=row.body)
    who = line("who said it", said.who, what="who of theirs said so")
    text = f"{row.name} is back {said.at:%Y-%m-%d %H:%M} UTC, says {who}"
    kept = Promise(said.system, said.at, who)
    thing = f"{BACK}/{said.system}"
    return record.append(
        officer, draft(Kind.PLAN_PROMISED, handling or Handling(), (thing, SAYS, kept), words=text), thing=thing
    )
