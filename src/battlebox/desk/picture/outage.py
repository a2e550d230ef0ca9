"""What was seen to stop, slow down or work again, and from what cause; what people see wins over the model.

Law: every outage has a cause, `unknown` being one; nobody's word that something works is overwritten by a forecast.
Not here: what is forecast (picture.py), fallbacks (fallback.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from battlebox.desk.errors import Code, DeskError
from battlebox.desk.officer import Act, Officer
from battlebox.desk.record.record import Record, Saved
from battlebox.desk.record.sight import Handling, Sight, Stated
from battlebox.desk.record.writing import draft, line, not_ahead, words
from battlebox.estate import Estate, Near
from battlebox.journal import Kind

SEEN: Final = "seen"


class Condition(StrEnum):
    """How a thing was seen to be."""

    OUT = "out"
    SLOW = "working with delays"
    WORKING = "working"
    UNKNOWN = "not known"
    """Nobody can say: what was said before is taken back, and the model counts again."""


class Cause(StrEnum):
    """Why it is so."""

    ATTACKER = "attacker"
    US = "us"
    HOST = "host"
    PARTNER = "partner"
    SUPPLIER = "supplier"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Spell:
    """One stretch of being out, from hour to hour; still going on where it has no end."""

    begin: datetime
    end: datetime | None = None


@dataclass(frozen=True, slots=True)
class Observation:
    """What was seen of a system, service or channel: how it is since an instant, who saw it, and its cause.

    `before` are the stretches it was out earlier in the incident: time out counts altogether.
    """

    condition: Condition
    since: datetime
    seen_by: str
    cause: Cause = Cause.UNKNOWN
    note: str = ""
    before: tuple[Spell, ...] = ()

    @property
    def spells(self) -> tuple[Spell, ...]:
        """Every stretch it was seen to be out."""
        return (*self.before, Spell(self.since)) if self.condition is Condition.OUT else self.before


def observe(
    record: Record,
    estate: Estate,
    officer: Officer,
    name: str,
    seen: Observation,
    *,
    handling: Handling | None = None,
    over: frozenset[str] | None = None,
    also: tuple[tuple[str, str, object], ...] = (),
) -> Saved:
    """Record how a system, service or channel was seen to be, since when and why; `also` is what else the entry says.

    1. Refuse an officer who may not, an id the estate does not have, a time in the future.
    2. Close the stretch that was open if it works again.
    3. Append one entry `outage:observed`.
    Raises DeskError.
    """
    officer.must(Act.OBSERVE)
    kind = kind_of(estate, name)
    line("who saw it", seen.seen_by)
    not_ahead("since", seen.since, record.now())
    thing = f"{kind}/{name}"
    before = Sight.of(record, officer).latest(thing, SEEN, Observation)
    kept = Observation(
        seen.condition,
        seen.since,
        seen.seen_by,
        seen.cause,
        words("note", seen.note),
        _spells(before.value if before else None, seen.since),
    )
    has_cause = seen.condition in (Condition.OUT, Condition.SLOW)
    cause = f", cause: {seen.cause.value}" if has_cause else ""
    text = "\n".join(filter(None, [f"{name}: {seen.condition.value}{cause}, seen by {seen.seen_by}", kept.note]))
    about: dict[str, str | int] = {"kind": kind, "id": name, "condition": seen.condition.value}
    sets = ((thing, SEEN, kept), *also)
    written = draft(Kind.OUTAGE_OBSERVED, handling or Handling(), *sets, words=text, about=about, over=over)
    return record.append(officer, written, thing=thing)


def _spells(last: Observation | None, until: datetime) -> tuple[Spell, ...]:
    """The stretches that are over when a new observation begins: one that would end before it began is forgotten."""
    if last is None:
        return ()
    if last.condition is not Condition.OUT or until <= last.since:
        return last.before
    return (*last.before, Spell(last.since, until))


def counting(said: tuple[Stated[Observation], ...]) -> Stated[Observation] | None:
    """Of what was seen of one thing, what counts: the latest, where it says how the thing is."""
    return said[0] if said and said[0].value.condition is not Condition.UNKNOWN else None


def observed(sight: Sight, estate: Estate) -> dict[str, tuple[Stated[Observation], ...]]:
    """What was seen of everything anybody looked at, by id, latest first."""
    things = estate.thing_by_id
    every = (sight.every(kind, SEEN, Observation) for kind in ("system", "service", "channel"))
    named = ((thing.partition("/")[2], said) for found in every for thing, said in found.items())
    return {name: said for name, said in named if name in things}


def kind_of(estate: Estate, name: str) -> str:
    """`system`, `service` or `channel`. Raises DeskError if the estate has no such thing."""
    for kind, table in (
        ("system", estate.system_by_id),
        ("service", estate.service_by_id),
        ("channel", estate.channel_by_id),
    ):
        if name in table:
            return kind
    near = Near().words(name, tuple(estate.thing_by_id), "; the nearest is {}")
    raise DeskError.of(Code.UNKNOWN_ID, what="system, service or channel", id=name, near=near)
