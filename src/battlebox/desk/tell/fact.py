"""Facts: what is said to be so, how sure that is, who says it, and whom it is about.

Law: a fact is never edited: a new wording is a new version, which nobody has cleared yet, and the old one stays to be
read; a fact about somebody, or about something shared, is theirs to clear as well.
Not here: stating one (stating.py), clearance (clearance.py), whether it may leave (leave.py), where it went
(release.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from battlebox.desk.errors import Code, DeskError
from battlebox.desk.record.sight import Handling, Sight, Stated
from battlebox.marking import Marked, Tlp

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

    def marked(self, owner: str) -> Marked:
        """What says how far the wording may travel, as the labels see it; `owner` is the body that states it."""
        return Marked(owner=owner, tlp=self.tlp, audience=self.audience, not_before=self.not_before)


OUTWARD: Final = {
    Status.CONFIRMED: "",
    Status.BELIEVED: "Believed, not confirmed: ",
    Status.UNKNOWN: "Not yet known: ",
    Status.DENIED: "This is not true: ",
    Status.SUPERSEDED: "No longer said: ",
}


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
