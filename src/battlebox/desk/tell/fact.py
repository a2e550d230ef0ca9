"""Facts: what is said to be so, how sure that is, who says it, and whom it is about.

Law: a fact is never edited: a new wording is a new version, which nobody has cleared yet, and the old one stays to be
read; a fact about somebody, or about something shared, is theirs to clear as well.
Not here: clearance (clearance.py), whether it may leave (leave.py), where it went (release.py).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Final

from battlebox.desk.errors import Code, DeskError
from battlebox.desk.officer import Act, Officer
from battlebox.desk.record.record import Record, Saved
from battlebox.desk.record.sight import Handling, Sight, Stated
from battlebox.desk.record.writing import draft, line, not_ahead, readable, words
from battlebox.desk.tell.councils import councils_named
from battlebox.desk.tell.exposure import controllers_of
from battlebox.desk.tell.prepared import prepared_words
from battlebox.estate import Estate, Near
from battlebox.journal import Kind
from battlebox.marking import Tlp

FACT: Final = "fact"
SAYS: Final = "says"


class Status(StrEnum):
    """How a fact stands."""

    CONFIRMED = "confirmed"
    BELIEVED = "believed"
    UNKNOWN = "unknown"
    DENIED = "denied"
    SUPERSEDED = "superseded"


class Confidence(StrEnum):
    """How sure its source is held to be."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


class Outsider(StrEnum):
    """Those who are told and are no body of the estate; an audience may name them."""

    ICO = "ico"
    NCSC = "ncsc"
    POLICE = "police"
    MHCLG = "mhclg"
    NHS_ENGLAND = "nhs-england"
    DWP = "dwp"
    INSURER = "insurer"
    ACQUIRER = "acquirer"
    OMBUDSMAN = "ombudsman"

    @property
    def words(self) -> str:
        """As it is said."""
        return _OUTSIDERS.get(self, self.value.upper())


_OUTSIDERS: Final = {
    Outsider.POLICE: "police",
    Outsider.NHS_ENGLAND: "NHS England",
    Outsider.INSURER: "the insurer",
    Outsider.ACQUIRER: "the bank that takes card payments",
    Outsider.OMBUDSMAN: "the ombudsman",
}


@dataclass(frozen=True, slots=True)
class Fact:
    """One version of a fact.

    `tlp` and `audience` say how far the wording itself may travel; `about` are the bodies it speaks of, `systems` the
    systems; `clears` are the bodies that must clear it, the writer's own among them. `said` is when it was first said,
    `checked` when it was last checked, `not_before` until when it is kept. `prepared` names words of the life-safety
    lane, where it is made of them. `not_about` says why a council that the wording names has nothing to clear.
    """

    wording: str
    status: Status
    source: str
    confidence: Confidence
    said: datetime
    checked: datetime
    tlp: Tlp = Tlp.AMBER_STRICT
    audience: frozenset[str] = frozenset()
    about: tuple[str, ...] = ()
    systems: tuple[str, ...] = ()
    clears: tuple[str, ...] = ()
    prepared: str = ""
    not_before: datetime | None = None
    why: str = ""
    not_about: str = ""

    @property
    def outward(self) -> str:
        """The wording as it leaves: what is not confirmed says so."""
        return f"{OUTWARD[self.status]}{self.wording}"


OUTWARD: Final = {
    Status.CONFIRMED: "",
    Status.BELIEVED: "Believed, not confirmed: ",
    Status.UNKNOWN: "Not yet known: ",
    Status.DENIED: "This is not true: ",
    Status.SUPERSEDED: "No longer said: ",
}


def sharers_of(estate: Estate, system: str) -> frozenset[str]:
    """The bodies that share a system: its host, those that control its data, those whose things need it directly."""
    row = estate.system_by_id[system]
    owners = {thing: each.body for thing, each in estate.thing_by_id.items()}
    needing = {owners[need.of] for need in estate.needs if need.on == system and need.of in owners}
    return frozenset({row.body, *controllers_of(row), *needing})


def state_fact(
    record: Record, estate: Estate, officer: Officer, fact: Fact, *, handling: Handling | None = None
) -> Saved:
    """State a fact: what is so, who says so, how sure that is, when it was checked.

    Those who must clear it are worked out here and may read the entry, whatever label the wording itself has.
    1. Refuse an officer who may not, a blank, a time ahead, a body or system the estate does not have; prepared words
       that were changed; a wording that names a council which has not to clear it, unless it is said why not.
    2. Append one entry `fact:stated`.
    Raises DeskError.
    """
    officer.must(Act.FACT)
    kept = _checked(record, estate, officer.body, fact)
    thing = record.new_id(FACT)
    return _write(record, officer, Kind.FACT_STATED, thing, kept, handling)


def change_fact(
    record: Record,
    estate: Estate,
    officer: Officer,
    thing: str,
    fact: Fact,
    *,
    why: str,
    handling: Handling | None = None,
    over: frozenset[str] | None = None,
) -> Saved:
    """Say it anew, at another status, or that it was checked again; `over` are the versions that were on the screen.

    Whatever changes what may be read outside voids the clearances; a mere new check keeps them (clearance.py).
    Appends one entry `fact:changed`. Raises DeskError for another body's fact, or one that may not be seen.
    """
    officer.must(Act.FACT)
    old = fact_of(Sight.of(record, officer), thing)
    if old.body != officer.body:
        raise DeskError.of(Code.NOT_YOURS, what="this fact", owner=old.body, body=officer.body, act="change")
    reason = words("why", why, needed=True, what="what changed, and who says so")
    kept = replace(_checked(record, estate, officer.body, fact), said=old.value.said, why=reason)
    # Whoever was told the old words is told the new ones: to them the old would stand for ever.
    told = frozenset(record.line(old.entry).header.audience)
    how = at_least(handling or Handling(old.tlp), told | frozenset(kept.clears) - {officer.body})
    return _write(record, officer, Kind.FACT_CHANGED, thing, kept, how, over)


def fact_of(sight: Sight, thing: str) -> Stated[Fact]:
    """The latest version of a fact. Raises DeskError where none may be seen."""
    found = versions_of(sight, thing)
    if not found:
        raise DeskError.of(Code.NOT_SEEN, what=FACT, id=thing)
    return found[0]


def versions_of(sight: Sight, thing: str) -> tuple[Stated[Fact], ...]:
    """The versions that stand, latest first: more than one is a conflict. Only whoever stated a fact can change it."""
    found = sight.stated(thing, SAYS, Fact)
    if not found:
        return ()
    owner = sight.told(thing, SAYS, Fact)[0].body
    return tuple(each for each in found if each.body == owner)


def facts_of(sight: Sight) -> tuple[tuple[str, Stated[Fact]], ...]:
    """Every fact that may be seen with its latest version, in the order in which they were first stated."""
    found = ((thing, versions_of(sight, thing)) for thing in sight.things(FACT, SAYS))
    return tuple((thing, said[0]) for thing, said in found if said)


def at_least(handling: Handling, bodies: frozenset[str]) -> Handling:
    """That label, but so that these bodies see the entry as well: RED, which names people, becomes AMBER+STRICT."""
    tlp = Tlp.AMBER_STRICT if handling.tlp is Tlp.RED else handling.tlp
    # Without an audience a free label lets everybody see it already; naming some would shut the others out.
    is_for_all = not handling.audience and handling.tlp in (Tlp.GREEN, Tlp.CLEAR)
    return Handling(tlp, frozenset() if is_for_all else handling.audience | bodies)


def says_the_same(one: Fact, other: Fact) -> bool:
    """Whether two versions read alike outside, and travel and are cleared alike: what was cleared of one is of both."""
    return _outside(one) == _outside(other)


def _outside(fact: Fact) -> tuple[object, ...]:
    return (fact.wording, fact.status, fact.tlp, fact.audience, fact.clears, fact.prepared, fact.not_before)


def _checked(record: Record, estate: Estate, body: str, fact: Fact) -> Fact:
    now = record.now()
    for name in fact.about:
        _in_estate("body", name, tuple(estate.body_by_id))
    for name in fact.audience:
        _in_estate("body", name, (*estate.body_by_id, *Outsider))
    for name in fact.systems:
        _in_estate("system", name, tuple(estate.system_by_id))
    wording = line("the wording", readable("the wording", fact.wording), what="one sentence that can be read aloud")
    if fact.prepared and wording != prepared_words(fact.prepared):
        raise DeskError.of(Code.NOT_PREPARED)
    clears = {body, *fact.about}
    for name in fact.systems:
        sharers = sharers_of(estate, name)
        clears |= sharers
    named = () if fact.prepared or fact.not_about.strip() else councils_named(estate, wording, clears)
    if named:
        raise DeskError.of(Code.NAMES_COUNCIL, councils=", ".join(named))
    return replace(
        fact,
        wording=wording,
        source=line("the source", fact.source, what="who or what says so"),
        said=not_ahead("first said", fact.said, now),
        checked=not_ahead("last checked", fact.checked, now),
        clears=tuple(sorted(clears)),
        why=words("why", fact.why),
        not_about=words("why it is not about them", fact.not_about),
    )


def _in_estate(what: str, name: str, known: tuple[str, ...]) -> None:
    if name not in known:
        raise DeskError.of(Code.UNKNOWN_ID, what=what, id=name, near=Near().words(name, known, "; the nearest is {}"))


def _write(
    record: Record,
    officer: Officer,
    kind: Kind,
    thing: str,
    fact: Fact,
    handling: Handling | None,
    over: frozenset[str] | None = None,
) -> Saved:
    how = handling or Handling(audience=frozenset(fact.clears) - {officer.body})
    because = f"\nbecause {fact.why}" if fact.why else ""
    text = f"{fact.status.value} ({fact.confidence.value}), says {fact.source}: {fact.wording}{because}"
    about: dict[str, str | int] = {"status": fact.status.value, "tlp": fact.tlp.value}
    return record.append(
        officer, draft(kind, how, (thing, SAYS, fact), words=text, about=about, over=over), thing=thing
    )
