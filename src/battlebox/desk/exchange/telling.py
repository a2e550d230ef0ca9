"""Whether a partner is told how we stand, by machine and with every change: off until two people switched it on.

Law: what nobody switched on is off; each of our bodies tells its own partners; switching off takes one person and
counts at once.
Not here: what is told (told.py), sending it (web).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from battlebox.desk.errors import Code, DeskError
from battlebox.desk.officer import Act, Officer
from battlebox.desk.record.record import Record, Saved
from battlebox.desk.record.sight import Handling, Sight, Stated
from battlebox.desk.record.writing import draft, line
from battlebox.journal import Kind

TELLING: Final = "telling"
SWITCH: Final = "switch"


@dataclass(frozen=True, slots=True)
class Telling:
    """Whether it is on, and why; `partner` is the body that is told."""

    partner: str
    is_on: bool
    why: str


def telling_of(home: str, partner: str) -> str:
    """The thing of which the switch is a field: one for each of our bodies and each partner of it."""
    return f"{TELLING}/{home}/{partner}"


def telling_to(sight: Sight, partner: str) -> Stated[Telling] | None:
    """How the switch of the reader's own body stands for a partner; None where nobody ever touched it.

    Where two versions stand, off counts.
    """
    found = sight.stated(telling_of(sight.officer.body, partner), SWITCH, Telling)
    return min(found, key=lambda each: each.value.is_on) if found else None


def told_partners(sight: Sight) -> tuple[str, ...]:
    """The partners for whom the reader's own body ever switched it on or off, each once."""
    home = sight.officer.body
    names = (thing.partition("/")[2] for thing in sight.things(TELLING, SWITCH))
    return tuple(partner for body, _, partner in (name.partition("/") for name in names) if body == home)


def is_told(sight: Sight, partner: str) -> bool:
    """Whether a partner is told now."""
    switch = telling_to(sight, partner)
    return switch is not None and switch.value.is_on


def stop_telling(record: Record, officer: Officer, partner: str, *, why: str) -> Saved:
    """Tell a partner nothing more of how we stand, in one entry `partner:changed`; one person is enough.

    Raises DeskError for an officer who may not, without a reason, and where it is off.
    """
    officer.must(Act.PARTNER)
    switch = telling_to(Sight.of(record, officer), partner)
    if switch is None or not switch.value.is_on:
        number = "the page of that partner" if switch is None else switch.number
        raise DeskError.of(Code.ALREADY, what=f"telling {partner} how we stand", state="off", number=number)
    kept = Telling(partner, is_on=False, why=line("why", why, what="why"))
    text = f"{partner} is told no more how we stand, and what it was told is withdrawn. Why: {kept.why}"
    written = draft(
        Kind.PARTNER_CHANGED,
        Handling(),
        (telling_of(officer.body, partner), SWITCH, kept),
        words=text,
        about={"body": partner},
    )
    return record.append(officer, written)
