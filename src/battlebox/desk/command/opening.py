"""An incident begun from cold: its record founded, a quiet triage opened, an estate adopted if there is one.

Law: everything that can be refused is refused before anything is written; a quiet triage is seen by the bodies at this
desk alone, until somebody stands it up for more.
Not here: the pages, what comes next (first_minutes.py).
"""

from __future__ import annotations

from dataclasses import dataclass

from battlebox.desk.errors import Code, DeskError
from battlebox.desk.officer import Act, Officer
from battlebox.desk.picture.revision import adopt_estate
from battlebox.desk.record.incident import open_incident
from battlebox.desk.record.installation import Installation
from battlebox.desk.record.record import Record, Saved
from battlebox.desk.record.sight import Handling
from battlebox.desk.record.writing import line, words
from battlebox.estate import EstateFaults, RawTables, estate_of
from battlebox.marking import Tlp


@dataclass(frozen=True, slots=True)
class FirstWords:
    """What is known at 02:40: a name that gives nothing away, and what was seen."""

    title: str
    seen: str


@dataclass(frozen=True, slots=True)
class Chosen:
    """An estate to run on, and where it came from."""

    raw: RawTables
    source: str


def open_from_cold(
    installation: Installation, officer: Officer, hosted: tuple[str, ...], said: FirstWords, chosen: Chosen | None
) -> tuple[Record, Saved]:
    """Found the record, open the triage, adopt the estate.

    1. Refuse an officer who may not, blanks, an estate with mistakes or without the officer's body.
    2. Found the record: `hosted` bodies write at this desk, the officer's first; the estate's other bodies may join.
    3. Append `incident:opened`, for the hosted bodies alone, and `estate:named`, for every body that may join.
    Without an estate only the hosted bodies can ever take part. Raises DeskError, JournalError.
    """
    officer.must(Act.STAND)
    title = line("the title", said.title, what="a name that gives nothing away")
    seen = words("what was seen", said.seen, needed=True, what="what was seen, by whom")
    bodies = bodies_of(chosen, officer.body) if chosen else (officer.body,)
    writing = (officer.body, *(body for body in hosted if body != officer.body and (not chosen or body in bodies)))
    others = tuple(body for body in bodies if body not in writing)
    record = installation.found(writing, others, title=title)
    opened = open_incident(record, officer, title=title, seen=seen, handling=Handling(Tlp.AMBER, frozenset(writing)))
    if chosen:
        handling = Handling(Tlp.AMBER, frozenset({*writing, *others}))
        adopt_estate(record, officer, installation.shelf, chosen.raw, source=chosen.source, handling=handling)
    return record, opened


def bodies_of(chosen: Chosen, body: str) -> tuple[str, ...]:
    """The bodies of an estate. Raises DeskError if it has mistakes, or not this body."""
    try:
        estate = estate_of(chosen.raw)
    except EstateFaults as faults:
        first = faults.mistakes[0]
        raise DeskError.of(Code.BAD_ESTATE, mistake=first.message, hint=first.hint) from faults
    if body not in estate.body_by_id:
        raise DeskError.of(Code.NOT_IN_ESTATE, estate=estate.title, body=body)
    return tuple(estate.body_by_id)
