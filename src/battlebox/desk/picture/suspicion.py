"""What is suspected of a system, a path or a body: apart from whether it is contained, and never more than is known.

Law: a thing nobody has spoken of is unknown, which does not mean that it is not affected; `no sign found` always says
as of when, by whom, and how far was looked; a statement not rechecked grows old, and says so.
Not here: orders and their effect (containment.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from battlebox.desk.errors import Code, DeskError
from battlebox.desk.officer import Act, Officer, is_machine
from battlebox.desk.record.record import Record, Saved
from battlebox.desk.record.sight import Handling, Sight, Stated
from battlebox.desk.record.writing import draft, line, not_ahead, words
from battlebox.estate import Estate, Near
from battlebox.journal import Kind

SUSPICION: Final = "suspicion"
OLD_AFTER: Final = timedelta(hours=12)
"""When a statement that was not rechecked is shown as old (a working value)."""


class Suspicion(StrEnum):
    """What is believed of one thing."""

    CONFIRMED = "confirmed"
    SUSPECTED = "suspected"
    UNKNOWN = "unknown"
    CLEAR = "no sign found"


class Chance(StrEnum):
    """How likely a suspicion is held to be; the estate says what each word is worth in figures."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


class Subject(StrEnum):
    """What a suspicion can be about."""

    SYSTEM = "system"
    PATH = "path"
    BODY = "body"


@dataclass(frozen=True, slots=True)
class Belief:
    """What one officer stated. `as_of` is when it was so, `source` who or what says it, `checked` how far was looked.

    `since` is when a compromise is held to have begun; `chance` goes with `suspected` alone.
    """

    state: Suspicion
    as_of: datetime
    source: str
    checked: str = ""
    chance: Chance = Chance.MEDIUM
    since: datetime | None = None
    note: str = ""

    def is_old(self, now: datetime) -> bool:
        """Whether it should be looked at again; `unknown` never grows old."""
        return self.state is not Suspicion.UNKNOWN and now - self.as_of > OLD_AFTER


def state_suspicion(
    record: Record,
    estate: Estate,
    officer: Officer,
    subject: Subject,
    name: str,
    belief: Belief,
    *,
    handling: Handling | None = None,
    over: frozenset[str] | None = None,
    also: tuple[tuple[str, str, object], ...] = (),
) -> Saved:
    """Record what is believed of a system, a path or a body; `also` is what else the same entry says.

    1. Refuse an officer who may not, a machine that says more than `suspected`, an id the estate does not have, `no
       sign found` without how far was looked.
    2. Append one entry `suspicion:stated`; `over` are the versions that were on the screen.
    Raises DeskError.
    """
    officer.must(Act.SUSPECT)
    if is_machine(officer.id) and belief.state is not Suspicion.SUSPECTED:
        raise DeskError.of(Code.NO_JUDGEMENT, what=belief.state.value)
    known = known_names(estate, subject)
    if name not in known:
        raise DeskError.of(
            Code.UNKNOWN_ID, what=subject.value, id=name, near=Near().words(name, known, "; the nearest is {}")
        )
    line("source", belief.source, what="who or what says so")
    not_ahead("as of", belief.as_of, record.now())
    if belief.state is Suspicion.CLEAR:
        line("how far checked", belief.checked, what="what was looked at, and with what")
    note = words("note", belief.note)
    thing = f"{subject.value}/{name}"
    said = f"{name}: {belief.state.value}" + (
        f" ({belief.chance.value})" if belief.state is Suspicion.SUSPECTED else ""
    )
    text = "\n".join(filter(None, [f"{said}, says {belief.source}", note]))
    about: dict[str, str | int] = {"subject": subject.value, "id": name}
    sets = ((thing, SUSPICION, belief), *also)
    written = draft(Kind.SUSPICION_STATED, handling or Handling(), *sets, words=text, about=about, over=over)
    return record.append(officer, written, thing=thing)


def beliefs_of(sight: Sight, subject: Subject, name: str) -> tuple[Stated[Belief], ...]:
    """What is believed of one thing, latest first; empty where nobody has spoken of it."""
    return sight.stated(f"{subject.value}/{name}", SUSPICION, Belief)


def spoken_of(sight: Sight, subject: Subject) -> dict[str, tuple[Stated[Belief], ...]]:
    """Everything of that kind that somebody has spoken of, by id."""
    every = sight.every(subject.value, SUSPICION, Belief)
    return {thing.partition("/")[2]: said for thing, said in every.items()}


def known_names(estate: Estate, subject: Subject) -> tuple[str, ...]:
    """The ids of that kind in an estate."""
    tables = {
        Subject.SYSTEM: estate.system_by_id,
        Subject.PATH: estate.path_by_id,
        Subject.BODY: estate.body_by_id,
    }
    return tuple(tables[subject])
