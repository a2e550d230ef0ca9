"""Who let a fact go, who would not, and who holds it back: clearances, holds, and the life-safety lane.

Law: a clearance is of one wording and of no other; a body's own word about itself wins over what others say it said;
a hold stands until whoever wrote it down says that it was lifted; the lane takes prepared words only, and owes every
clearance that it did not wait for.
Not here: whether a fact may leave (leave.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Final

from battlebox.desk.record.sight import Sight, Stated
from battlebox.desk.tell.contrary import contrary_to
from battlebox.desk.tell.fact import SAYS, Fact, Status, fact_of, facts_of, says_the_same, versions_of
from battlebox.desk.tell.twins import inner_of, twins_of
from battlebox.desk.wording import plain
from battlebox.marking import Tlp, strictest

CLEARANCE: Final = "clearance"
VERDICT: Final = "verdict"
HOLD: Final = "held"
LANE: Final = "lane"


class Verdict(StrEnum):
    """What a body says of a fact about it."""

    CLEARED = "cleared"
    REFUSED = "refused"


class Holder(StrEnum):
    """Who may ask that a fact be kept back."""

    POLICE = "police"
    NCA = "NCA"
    NCSC = "NCSC"
    COURT = "court"


@dataclass(frozen=True, slots=True)
class Clearance:
    """What a body said of one version (`of` is its entry): which office said it, how, when, and why."""

    body: str
    verdict: Verdict
    of: str
    who: str
    at: datetime
    channel: str = "at this desk"
    why: str = ""


@dataclass(frozen=True, slots=True)
class Hold:
    """A holder's wish that a fact be kept back, or that it may go again: who said so, when, and why."""

    holder: Holder
    in_force: bool
    who: str
    at: datetime
    why: str


@dataclass(frozen=True, slots=True)
class Lane:
    """Prepared words that go before they are cleared: of which version, who lets them go, when, and why."""

    of: str
    who: str
    at: datetime
    why: str


@dataclass(frozen=True)
class Standing:
    """A fact with everything that bears on its leaving.

    `said` are the versions that stand, latest first. `verdicts` hold the word of each body on the latest version, where
    it gave one; `lane` is set where that version may go before it is cleared. `twins` are the facts that say the same
    words (twins.py), themselves without twins; `against` are those that contradict it (contrary.py).
    """

    thing: str
    said: tuple[Stated[Fact], ...]
    verdicts: Mapping[str, Clearance]
    holds: tuple[Hold, ...] = ()
    lane: Lane | None = None
    twins: tuple[Standing, ...] = ()
    inner: tuple[Standing, ...] = ()
    against: tuple[Standing, ...] = ()

    @property
    def fact(self) -> Fact:
        """The latest version."""
        return self.said[0].value

    @property
    def owner(self) -> str:
        """The body that states it."""
        return self.said[0].body

    @property
    def clears(self) -> tuple[str, ...]:
        """The bodies that must clear it: never fewer than its owner and those it is about, whatever the entry says."""
        return tuple(sorted({self.owner, *self.fact.about, *self.fact.clears}))

    @property
    def waiting_for(self) -> tuple[str, ...]:
        """The bodies that have not said anything of this version."""
        return tuple(body for body in self.clears if body not in self.verdicts)

    @property
    def asks(self) -> tuple[str, ...]:
        """The bodies whose word is wanted: nobody's, once it is said no longer."""
        return () if self.fact.status is Status.SUPERSEDED else self.waiting_for

    @property
    def refused_by(self) -> tuple[str, ...]:
        """The bodies that would not."""
        return tuple(
            body for body in self.clears if body in self.verdicts and self.verdicts[body].verdict is Verdict.REFUSED
        )

    @property
    def is_cleared(self) -> bool:
        """Whether every body that must has cleared it."""
        return not self.waiting_for and not self.refused_by

    @property
    def label(self) -> Tlp:
        """The label that binds its words, wherever they are recorded: the strictest."""
        labels = [each.value.tlp for one in (self, *self.twins, *self.inner) for each in one.said]
        return strictest(labels) or Tlp.RED

    @property
    def at_odds(self) -> tuple[Standing, ...]:
        """The twins that are labelled, cleared or held otherwise: which of the two is so, somebody has to settle."""
        return tuple(each for each in self.twins if each.bounds != self.bounds)

    def is_own_word_on(self, other: Standing) -> bool:
        """Whether this is what a body says of itself alone, and the other what somebody else recorded of it, unheld."""
        is_own = self.clears == (self.owner,) and not self.fact.not_about
        return is_own and self.owner != other.owner and self.owner in other.fact.about and not other.holds

    @property
    def bounds(self) -> tuple[object, ...]:
        """All that says how far it may go: two facts with the same words should not differ in it."""
        held = frozenset(each.holder for each in self.holds)
        labels = frozenset((each.value.tlp, each.value.audience, each.value.not_before) for each in self.said)
        return labels, held, bool(self.refused_by), self.is_cleared


def standing_of(sight: Sight, thing: str) -> Standing:
    """A fact with its clearances, holds, lane and twins, as far as this reader may see them. Raises DeskError."""
    alone = _alone(sight, thing)
    # Of itself a body may speak, whatever another recorded of it in the same words and has not cleared.
    twins = (_alone(sight, each) for each in twins_of(sight, thing))
    return replace(
        alone,
        twins=tuple(each for each in twins if not alone.is_own_word_on(each)),
        inner=tuple(_alone(sight, each) for each in inner_of(sight, thing)),
        against=tuple(_alone(sight, each) for each in contrary_to(sight, thing)),
    )


def _alone(sight: Sight, thing: str) -> Standing:
    fact_of(sight, thing)
    said = versions_of(sight, thing)
    told = {each.entry: each.value for each in sight.told(thing, SAYS, Fact)}
    name = thing.partition("/")[2]
    own: dict[str, Clearance] = {}
    heard: dict[str, Clearance] = {}
    for made in _written_of(sight, CLEARANCE).get(name, ()):
        for each in sight.stated(made, VERDICT, Clearance):
            value = each.value
            if made.split("/")[3] == each.body and _is_of(value.of, told, said[0]):
                words_of = own if each.body == value.body else heard
                words_of[value.body] = _stricter(words_of.get(value.body), value)
    lanes = (each for each in sight.stated(f"{LANE}/{name}", VERDICT, Lane) if each.body == said[0].body)
    lane = next((each.value for each in lanes if _is_of(each.value.of, told, said[0])), None)
    return Standing(thing, said, heard | own, tuple(_holds(sight, name)), lane)


def binding(standings: Iterable[Standing]) -> tuple[Standing, ...]:
    """Those of several facts with words in common that bind: not those on which a body's own word is among them."""
    found = tuple(standings)
    said: dict[str, list[Standing]] = {}
    for each in found:
        said.setdefault(plain(each.fact.wording), []).append(each)
    return tuple(each for each in found if not any(own.is_own_word_on(each) for own in said[plain(each.fact.wording)]))


def owed_to(sight: Sight, thing: str) -> tuple[str, ...]:
    """The bodies that still have to clear words that went first by the lane; empty where it was not used."""
    standing = standing_of(sight, thing)
    return standing.waiting_for if standing.lane is not None else ()


def to_clear(sight: Sight) -> tuple[Standing, ...]:
    """Facts that wait for a word of this reader's body."""
    found = (standing_of(sight, thing) for thing, _ in facts_of(sight))
    return tuple(each for each in found if sight.officer.body in each.asks)


def _holds(sight: Sight, name: str) -> Iterator[Hold]:
    """Holds in force, whoever wrote them down; two versions of one: it stands while either says so."""
    for made in _written_of(sight, HOLD).get(name, ()):
        said = [each.value for each in sight.stated(made, VERDICT, Hold) if each.body == made.split("/")[3]]
        yield from [each for each in said if each.in_force][:1]


def _written_of(sight: Sight, kind: str) -> dict[str, list[str]]:
    """The clearances or the holds by the fact they are of, found once for all: there are hundreds of facts."""

    def find() -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for made in sight.things(kind, VERDICT):
            found.setdefault(made.split("/")[1], []).append(made)
        return found

    return sight.shared(("written of facts", kind), (kind,), find)


def _is_of(entry: str, told: Mapping[str, Fact], now: Stated[Fact]) -> bool:
    """Whether what was said of one version is said of the one that stands."""
    return entry == now.entry or (entry in told and says_the_same(told[entry], now.value))


def _stricter(one: Clearance | None, other: Clearance) -> Clearance:
    """Of two words of one body, the refusal; of two alike, the later."""
    if one is None:
        return other
    if one.verdict is not other.verdict:
        return one if one.verdict is Verdict.REFUSED else other
    return max(one, other, key=lambda each: each.at)
