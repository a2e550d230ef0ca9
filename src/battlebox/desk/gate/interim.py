"""Interim access: a way to some of a system's data before it is back: a read-only extract, a clean device, a copy.

Law: it is never called restored; it has four short gates of its own, all of them answered before it is given; it ends
on a day, and says so loudly when that has passed.
Not here: fallbacks (picture), the gates of the system itself (standing.py).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from battlebox.desk.brief.saying import clock
from battlebox.desk.errors import Code, DeskError
from battlebox.desk.gate.gate import system_of
from battlebox.desk.officer import Act, Officer
from battlebox.desk.record.incident import not_sooner
from battlebox.desk.record.record import Record, Saved
from battlebox.desk.record.sight import Handling, Sight, Stated
from battlebox.desk.record.writing import done_by, draft, line, not_ahead, not_before, words
from battlebox.desk.tell import sharers_of
from battlebox.estate import Estate, System
from battlebox.journal import Kind

ACCESS: Final = "access"
GIVEN: Final = "given"
LASTS_MOST: Final = timedelta(days=92)
"""What is needed for longer is given again, with its gates looked at anew (a working value)."""


class Way(StrEnum):
    """How people get at it."""

    EXTRACT = "read-only extract"
    DEVICE = "clean device"
    COPY = "vendor's copy"


@dataclass(frozen=True, slots=True)
class Interim:
    """Interim access to one system, as it stands: running since, run by whom, until when.

    `untouched` says how the evidence stays untouched, `clean` how it is known that the device or copy is clean, `owner`
    who signed. `ended` is when it was ended, and `why` why.
    """

    system: str
    way: Way
    purpose: str
    untouched: str
    clean: str
    owner: str
    who: str
    since: datetime
    until: datetime
    ended: datetime | None = None
    why: str = ""

    def is_over(self, now: datetime) -> bool:
        """Whether its time has passed and nobody has ended it."""
        return self.ended is None and now >= self.until


@dataclass(frozen=True, slots=True)
class Access:
    """One interim access in the record; several versions stand beside each other until somebody settles them."""

    thing: str
    said: tuple[Stated[Interim], ...]

    @property
    def value(self) -> Interim:
        """As it stands."""
        return self.said[0].value

    @property
    def name(self) -> str:
        """What stands in an address."""
        return self.thing.partition("/")[2]


def give_access(
    record: Record, estate: Estate, officer: Officer, given: Interim, *, handling: Handling | None = None
) -> Saved:
    """Record that interim access to a system is given. One entry `access:given`.

    Raises DeskError for an officer who may not, a system that is not there or that their body has no part in, a blank
    among its gates, an end that is not ahead or more than three months off, a beginning long before the incident's.
    """
    officer.must(Act.INTERIM)
    row = system_of(estate, given.system)
    _must_share(estate, officer, row, "give access to")
    kept = replace(_checked(record, officer, given), ended=None, why="")
    thing = record.new_id(ACCESS)
    what = f"{row.name}: interim access, {kept.way.value}, for {kept.purpose}"
    text = f"{what}, until {clock(kept.until)}; signed by {kept.owner}"
    about: dict[str, str | int] = {"system": given.system}
    written = draft(Kind.ACCESS_GIVEN, handling or Handling(), (thing, GIVEN, kept), words=text, about=about)
    return record.append(officer, written, thing=thing)


def end_access(
    record: Record,
    estate: Estate,
    officer: Officer,
    thing: str,
    *,
    at: datetime,
    why: str,
    over: frozenset[str] | None = None,
) -> Saved:
    """Record that interim access was ended, as far as it was told. One entry `access:ended`. Raises DeskError."""
    officer.must(Act.INTERIM)
    old = access_of(Sight.of(record, officer), thing)
    row = system_of(estate, old.value.system)
    _must_share(estate, officer, row, "end access to")
    if old.value.ended is not None:
        raise DeskError.of(Code.ALREADY, what="this access", state="ended", number=old.said[0].number)
    when = not_ahead("when it ended", at, record.now())
    not_before("its end", when, "its beginning", old.value.since)
    reason = line("why", why, what="why it ended, and what people use now")
    kept = replace(old.value, ended=when, why=reason)
    how = Handling(old.said[0].tlp, frozenset(record.line(old.said[0].entry).header.audience))
    text = f"{row.name}: interim access ended, {kept.way.value}, because {reason}"
    about: dict[str, str | int] = {"system": kept.system}
    written = draft(Kind.ACCESS_ENDED, how, (thing, GIVEN, kept), words=text, about=about, over=over)
    return record.append(officer, written, thing=thing)


def accesses_of(sight: Sight) -> tuple[Access, ...]:
    """Every interim access that may be seen, in the order in which they were first given."""
    return tuple(Access(thing, said) for thing, said in sight.every(ACCESS, GIVEN, Interim).items())


def access_of(sight: Sight, thing: str) -> Access:
    """One interim access. Raises DeskError if it may not be seen."""
    sight.need(thing, GIVEN, Interim, what="interim access")
    return Access(thing, sight.stated(thing, GIVEN, Interim))


def running_for(accesses: tuple[Access, ...], systems: frozenset[str]) -> tuple[Access, ...]:
    """Those to any of these systems that nobody has ended."""
    return tuple(each for each in accesses if each.value.system in systems and each.value.ended is None)


def may_share(estate: Estate, officer: Officer, system: System) -> bool:
    """Whether the officer's body hosts a system, controls its data, or has something that needs it."""
    return officer.body in sharers_of(estate, system.system)


def _must_share(estate: Estate, officer: Officer, row: System, act: str) -> None:
    if not may_share(estate, officer, row):
        raise DeskError.of(Code.NOT_YOURS, what=f"`{row.name}`", owner=row.body, body=officer.body, act=act)


def _checked(record: Record, officer: Officer, given: Interim) -> Interim:
    now = record.now()
    not_before("until when", given.until, "now", now)
    not_before("until when", given.until, "since when", given.since)
    if given.until - now > LASTS_MOST:
        raise DeskError.of(Code.TOO_FAR, field="until when", most="three months")
    not_sooner("since when", given.since, Sight.of(record, officer))
    return replace(
        given,
        purpose=line("what for", given.purpose, what="which work it is for"),
        untouched=words("how the evidence stays untouched", given.untouched, needed=True, what="what is not touched"),
        clean=words("how it is known to be clean", given.clean, needed=True, what="which device or copy, checked how"),
        owner=line("who signs", given.owner, what="who answers for the system"),
        who=line("who runs it", given.who),
        since=done_by("since when", given.since, now),
    )
