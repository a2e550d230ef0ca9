"""Who let a fact go, who would not, and who holds it back: clearances, holds, and the life-safety lane.

Law: a clearance is of one wording and of no other; a body's own word about itself wins over what others say it said;
a hold stands until whoever wrote it down says that it was lifted; the lane takes prepared words only, and owes every
clearance that it did not wait for.
Not here: whether a fact may leave (leave.py).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Final

from battlebox.desk.brief.saying import clock
from battlebox.desk.errors import Code, DeskError
from battlebox.desk.officer import Act, Officer
from battlebox.desk.record.record import Record, Saved
from battlebox.desk.record.sight import Handling, Sight, Stated
from battlebox.desk.record.writing import draft, line, not_ahead, words
from battlebox.desk.tell.fact import SAYS, Fact, at_least, fact_of, facts_of, says_the_same, versions_of
from battlebox.desk.tell.twins import twins_of
from battlebox.journal import Kind
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
    words (twins.py), themselves without twins.
    """

    thing: str
    said: tuple[Stated[Fact], ...]
    verdicts: Mapping[str, Clearance]
    holds: tuple[Hold, ...] = ()
    lane: Lane | None = None
    twins: tuple[Standing, ...] = ()

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
        labels = [each.value.tlp for one in (self, *self.twins) for each in one.said]
        return strictest(labels) or Tlp.RED

    @property
    def at_odds(self) -> tuple[Standing, ...]:
        """The twins that are labelled, cleared or held otherwise: which of the two is so, somebody has to settle."""
        return tuple(each for each in self.twins if each.bounds != self.bounds)

    @property
    def bounds(self) -> tuple[object, ...]:
        """All that says how far it may go: two facts with the same words should not differ in it."""
        held = frozenset(each.holder for each in self.holds)
        labels = frozenset((each.value.tlp, each.value.audience, each.value.not_before) for each in self.said)
        return labels, held, bool(self.refused_by), self.is_cleared


def clear_fact(
    record: Record,
    officer: Officer,
    thing: str,
    clearance: Clearance,
    *,
    handling: Handling | None = None,
) -> Saved:
    """Record what a body says of a fact: of one's own body, or of another that said so by phone.

    1. Refuse an officer who may not, a fact that may not be seen, a body it is not about, a refusal without a reason,
       and a version that is not the one that stands.
    2. Append one entry `fact:cleared`.
    Raises DeskError.
    """
    officer.must(Act.CLEAR_FACT)
    sight = Sight.of(record, officer)
    said = _as_it_stands(sight, thing, clearance.of)
    if clearance.body not in said.value.clears:
        bodies = ", ".join(said.value.clears)
        raise DeskError.of(Code.NOT_CONCERNED, what="this fact", body=clearance.body, bodies=bodies)
    refuses = clearance.verdict is Verdict.REFUSED
    kept = Clearance(
        body=clearance.body,
        verdict=clearance.verdict,
        of=said.entry,
        who=line("who says so", clearance.who, what="their office"),
        at=not_ahead("when", clearance.at, record.now()),
        channel=line("how", clearance.channel, what="in person, by phone, in writing"),
        why=words("why", clearance.why, needed=refuses, what="what stands against it, or whom to ask"),
    )
    made = f"{CLEARANCE}/{thing.partition('/')[2]}/{kept.body}/{officer.body}"
    because = f"\nbecause {kept.why}" if kept.why else ""
    text = f"{kept.body} {kept.verdict.value} {said.number} ({kept.who}, {kept.channel}, {clock(kept.at)}){because}"
    about: dict[str, str | int] = {"fact": thing, "body": kept.body, "verdict": kept.verdict.value}
    written = draft(
        Kind.FACT_CLEARED, _for_those(said, officer, handling), (made, VERDICT, kept), words=text, about=about
    )
    return record.append(officer, written, thing=thing)


def hold_fact(record: Record, officer: Officer, thing: str, hold: Hold, *, handling: Handling | None = None) -> Saved:
    """Record that police or others ask that a fact be kept back, or that they let it go.

    Appends one entry `fact:held`. Raises DeskError; what this body did not write down it cannot lift.
    """
    officer.must(Act.HOLD_FACT)
    sight = Sight.of(record, officer)
    said = fact_of(sight, thing)
    made = f"{HOLD}/{thing.partition('/')[2]}/{hold.holder.value}/{officer.body}"
    old = sight.latest(made, VERDICT, Hold)
    if not hold.in_force and (old is None or not old.value.in_force):
        hint = "whoever wrote it down says that it was lifted"
        raise DeskError.of(
            Code.WRONG_STATE,
            what=f"a hold of the {hold.holder.value}",
            state=f"not recorded by {officer.body}",
            act="lifted",
            hint=hint,
        )
    kept = Hold(
        hold.holder,
        hold.in_force,
        line("who says so", hold.who, what="their office"),
        not_ahead("when", hold.at, record.now()),
        words("why", hold.why, needed=True, what="what they said"),
    )
    what = "asks that it be kept back" if kept.in_force else "lets it go"
    text = f"{kept.holder.value} {what}: {said.number} ({kept.who}, {clock(kept.at)})\nbecause {kept.why}"
    about: dict[str, str | int] = {"fact": thing, "holder": kept.holder.value}
    written = draft(Kind.FACT_HELD, _for_those(said, officer, handling), (made, VERDICT, kept), words=text, about=about)
    return record.append(officer, written, thing=thing)


def use_lane(
    record: Record, officer: Officer, thing: str, *, why: str, who: str, handling: Handling | None = None
) -> Saved:
    """Let prepared words go now, and be cleared afterwards: one person says so, by name, because life is at risk.

    1. Refuse an officer who may not, another body's fact, words that were not prepared.
    2. Append one entry `fact:cleared`. The clearances are owed from then on (`owed_to`).
    Raises DeskError.
    """
    officer.must(Act.LIFE_SAFETY)
    said = fact_of(Sight.of(record, officer), thing)
    if said.body != officer.body:
        raise DeskError.of(Code.NOT_YOURS, what="this fact", owner=said.body, body=officer.body, act="send")
    if not said.value.prepared:
        raise DeskError.of(Code.NOT_PREPARED)
    reason = words("why", why, needed=True, what="whose life or safety is at risk")
    kept = Lane(said.entry, line("who lets it go", who, what="an office"), record.now(), reason)
    made = f"{LANE}/{thing.partition('/')[2]}"
    text = f"life-safety lane: {said.number} goes before it is cleared, says {kept.who}\nbecause {reason}"
    about: dict[str, str | int] = {"fact": thing, "lane": "yes"}
    written = draft(
        Kind.FACT_CLEARED, _for_those(said, officer, handling), (made, VERDICT, kept), words=text, about=about
    )
    return record.append(officer, written, thing=thing)


def standing_of(sight: Sight, thing: str) -> Standing:
    """A fact with its clearances, holds, lane and twins, as far as this reader may see them. Raises DeskError."""
    alone = _alone(sight, thing)
    return replace(alone, twins=tuple(_alone(sight, each) for each in twins_of(sight, thing)))


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


def owed_to(sight: Sight, thing: str) -> tuple[str, ...]:
    """The bodies that still have to clear words that went first by the lane; empty where it was not used."""
    standing = standing_of(sight, thing)
    return standing.waiting_for if standing.lane is not None else ()


def to_clear(sight: Sight) -> tuple[Standing, ...]:
    """Facts that wait for a word of this reader's body."""
    found = (standing_of(sight, thing) for thing, _ in facts_of(sight))
    return tuple(each for each in found if sight.officer.body in each.waiting_for)


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


def _as_it_stands(sight: Sight, thing: str, entry: str) -> Stated[Fact]:
    said = fact_of(sight, thing)
    if entry != said.entry:
        raise DeskError.of(Code.CHANGED_MEANWHILE, what="this fact", by=sight.name_of(said.by), at=clock(said.at))
    return said


def _for_those(said: Stated[Fact], officer: Officer, asked: Handling | None) -> Handling:
    """Whoever must clear a fact sees what others say of it, and who holds it: a narrower label would let it slip."""
    those = frozenset({*said.value.clears, said.body}) - {officer.body}
    return Handling(audience=those) if asked is None else at_least(asked, those)
