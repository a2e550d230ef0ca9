"""Recording what a machine says: that it suspects a system, that a thing stopped or came back, that something is so.

Law: a machine's word replaces an earlier one of its own body's machines, and no person's. Where a person's word stands
and no machine has spoken since, a graver one is laid beside it, and somebody chooses; any other is a line of the log.
Not here: that it is recorded once (asked.py), whose things they are (own.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from battlebox.desk.errors import Code, DeskError
from battlebox.desk.monitoring.asked import Asked, Told, once
from battlebox.desk.monitoring.own import must_own
from battlebox.desk.officer import MACHINE_BEGINS, Officer, is_machine
from battlebox.desk.picture import (
    Belief,
    Cause,
    Chance,
    Condition,
    Observation,
    Subject,
    Suspicion,
    beliefs_of,
    observe,
    observed,
    state_suspicion,
)
from battlebox.desk.record import Handling, Note, Record, Saved, Sight, Stated, write_note
from battlebox.desk.record.writing import LATE_AFTER
from battlebox.desk.tell import Confidence, Fact, Status, state_fact
from battlebox.estate import Estate

_OURS: Final = Handling()
LONG_AGO: Final = timedelta(days=366)
"""What a machine says of a time before is refused: a clock that lost its battery would start deadlines of years ago."""
_GRAVITY: Final[dict[object, int]] = {
    Suspicion.UNKNOWN: 0,
    Suspicion.CLEAR: 0,
    Suspicion.SUSPECTED: 1,
    Suspicion.CONFIRMED: 2,
    Condition.UNKNOWN: 0,
    Condition.WORKING: 1,
    Condition.SLOW: 2,
    Condition.OUT: 3,
}


@dataclass(frozen=True, slots=True)
class _Heard:
    """What stands of a thing: the entries of machines of the body, and of all others the gravest."""

    machines: frozenset[str]
    numbers: tuple[str, ...]
    gravest: int

    @classmethod
    def of(cls, officer: Officer, said: tuple[Stated[Any], ...]) -> _Heard:
        """Of the versions that stand."""
        own = frozenset(each.entry for each in said if each.body == officer.body and is_machine(each.by))
        others = [each for each in said if each.entry not in own]
        gravest = max((_GRAVITY[_state(each.value)] for each in others), default=-1)
        return cls(own, tuple(each.number for each in others), gravest)

    def lets_in(self, state: Suspicion | Condition) -> bool:
        """Whether a machine's word of this state is a version of its own."""
        return bool(self.machines) or _GRAVITY[state] > self.gravest


def machine(key: str, name: str, body: str) -> Officer:
    """Who writes what a machine says: its key, by name, for one body, with no role."""
    return Officer(f"{MACHINE_BEGINS}{key}", f"{name} (monitoring)", body)


def say_suspicion(
    record: Record,
    estate: Estate,
    officer: Officer,
    asked: Asked,
    system: str,
    *,
    chance: Chance,
    as_of: datetime,
    note: str = "",
) -> Told:
    """Record that a machine suspects a system: `suspected`, and never more. Raises DeskError."""

    def write() -> Saved:
        must_own(estate, officer.body, (system,), "system")
        _must_be_of_late(record, "as of", as_of)
        belief = Belief(Suspicion.SUSPECTED, as_of, officer.name, chance=chance, note=note)
        heard = _Heard.of(officer, beliefs_of(Sight.of(record, officer), Subject.SYSTEM, system))
        if not heard.lets_in(belief.state):
            told = f"{system}: {belief.state.value} ({chance.value}), says {officer.name}"
            return _noted(record, officer, asked, heard, told, as_of, note)
        return state_suspicion(
            record, estate, officer, Subject.SYSTEM, system, belief,
            handling=_OURS, over=heard.machines, also=asked.also,
        )  # fmt: skip

    return once(record, officer, asked, write)


def say_outage(
    record: Record,
    estate: Estate,
    officer: Officer,
    asked: Asked,
    thing: str,
    *,
    condition: Condition,
    since: datetime,
    note: str = "",
) -> Told:
    """Record that a machine saw a thing out, slow or working again; people say from what cause. Raises DeskError."""

    def write() -> Saved:
        must_own(estate, officer.body, (thing,), "system", "service", "channel")
        _must_be_of_late(record, "since", since)
        seen = Observation(condition, since, officer.name, Cause.UNKNOWN, note)
        heard = _Heard.of(officer, observed(Sight.of(record, officer), estate).get(thing, ()))
        if not heard.lets_in(condition):
            told = f"{thing}: {condition.value}, seen by {officer.name}"
            return _noted(record, officer, asked, heard, told, since, note)
        return observe(
            record, estate, officer, thing, seen, handling=_OURS, over=heard.machines, also=asked.also
        )  # fmt: skip

    return once(record, officer, asked, write)


def say_fact(
    record: Record,
    estate: Estate,
    officer: Officer,
    asked: Asked,
    wording: str,
    *,
    confidence: Confidence,
    as_of: datetime,
    systems: tuple[str, ...] = (),
) -> Told:
    """Record that a machine says that something is so: believed, not confirmed, for its own body. Raises DeskError."""

    def write() -> Saved:
        must_own(estate, officer.body, systems, "system")
        _must_be_of_late(record, "as of", as_of)
        fact = Fact(wording, Status.BELIEVED, officer.name, confidence, as_of, as_of, systems=systems)
        return state_fact(record, estate, officer, fact, handling=_OURS, also=asked.also)

    return once(record, officer, asked, write)


def _must_be_of_late(record: Record, field: str, when: datetime) -> None:
    ago = record.now() - when
    if ago > LONG_AGO:
        raise DeskError.of(Code.LONG_AGO, field=field, ago=f"{ago.days:,} days")


def _noted(
    record: Record, officer: Officer, asked: Asked, heard: _Heard, told: str, when: datetime, note: str
) -> Saved:
    """A line of the log, which changes nothing: a person's word stands."""
    facts = "\n".join(filter(None, [f"{told}. What {', '.join(heard.numbers)} says stands.", note]))
    late = "a machine sent it late" if record.now() - when > LATE_AFTER else ""
    return write_note(record, officer, Note(facts, when, late=late), handling=_OURS, also=asked.also)


def _state(value: Belief | Observation) -> Suspicion | Condition:
    return value.state if isinstance(value, Belief) else value.condition
