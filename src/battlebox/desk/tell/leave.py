"""May this fact leave by this way, to them, now? The question that everything which goes out is asked.

Law: what is not cleared by everybody it is about does not leave; a public page carries TLP:CLEAR and nothing else; what
no rule allows stays. A refusal says whom to ask.
Not here: asking (people do), the label's own rules (`marking.decide`).

The rules, in the order in which they are asked:
1. One version stands, and it is not superseded.
2. Nobody holds it back: police, NCA, NCSC or a court.
3. No body it is about has refused; each has cleared this wording, or it goes by the life-safety lane.
4. Its label and its audience let it go to them by that way.
5. No other fact with the same words stays by one of these; prepared words are stopped by a hold or a refusal alone.
   What a body says of itself alone is not bound by what another recorded of it and nobody holds.
6. No other fact whose words stand within it is held, refused, or labelled so that it stays.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from battlebox.desk.tell.clearance import Standing
from battlebox.desk.tell.fact import Status
from battlebox.marking import Deny, Recipient, WayOut, decide


class Outlet(StrEnum):
    """Where words go."""

    PUBLIC_PAGE = "public page"
    PRESS = "press line"
    SOCIAL = "social post"
    PHONE_MESSAGE = "recorded phone message"
    POSTER = "poster"
    RADIO = "radio and walk-in script"
    LETTER = "letter to people"
    STAFF_MEMO = "staff memo"
    MEMBERS = "members' briefing"
    PARTNER_CALL = "partner call note"
    PARTNER_FILE = "file to a partner"
    PARTNER_FEED = "feed to a partner"
    REGULATOR = "report to a regulator"

    @property
    def way(self) -> WayOut:
        """How that travels, as the labels see it."""
        return _WAYS.get(self, WayOut.PUBLIC)


_WAYS: Final = {
    Outlet.STAFF_MEMO: WayOut.FILE,
    Outlet.MEMBERS: WayOut.FILE,
    Outlet.PARTNER_CALL: WayOut.HAND,
    Outlet.PARTNER_FILE: WayOut.FILE,
    Outlet.PARTNER_FEED: WayOut.FEED,
    Outlet.REGULATOR: WayOut.FILE,
}


_TO_MANY: Final = frozenset({Outlet.STAFF_MEMO, Outlet.MEMBERS, Outlet.PARTNER_FEED})
"""What all of a body's people read: a fact that names its readers goes there only where it names that body."""


@dataclass(frozen=True, slots=True)
class Whom:
    """Who would have it: a body or an outsider, perhaps one person there; nobody in particular where it is public."""

    body: str = ""
    person: str = ""
    client_of: frozenset[str] = frozenset()
    community: bool = False


class Bar(StrEnum):
    """Why a fact stays; the value is the sentence."""

    TWO_VERSIONS = "two versions of it stand"
    SUPERSEDED = "it was superseded"
    HELD = "it is held back"
    REFUSED = "somebody it is about has refused"
    NOT_CLEARED = "somebody it is about has not cleared it"
    LABEL = "its label does not let it go there"
    TWIN = "the same words are another fact, which may not go there"
    WITHIN = "it has the words of another fact, which may not go there"


@dataclass(frozen=True, slots=True)
class Goes:
    """It may leave, in these words; `owed` are the clearances that the life-safety lane did not wait for."""

    words: str
    owed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Stays:
    """It may not: why, in words, and whom to ask."""

    bar: Bar
    why: str
    ask: tuple[str, ...] = ()


Answer = Goes | Stays


def may_leave(fact: Standing, outlet: Outlet, whom: Whom, now: datetime) -> Answer:
    """Whether a fact may leave by an outlet, to somebody, at the aware instant `now`; the first rule that bars it."""
    answer = _by_itself(fact, outlet, whom, now)
    if isinstance(answer, Stays):
        return answer
    for twin in fact.twins:
        stays = _by_itself(twin, outlet, whom, now)
        if isinstance(stays, Stays) and (not fact.fact.prepared or stays.bar in (Bar.HELD, Bar.REFUSED)):
            one, other = fact.said[0].number, twin.said[0].number
            why = f"{other} says the same words as {one}, and may not go there ({stays.why})"
            ask = tuple(dict.fromkeys((fact.owner, twin.owner)))
            return Stays(Bar.TWIN, f"{why}; supersede one of the two, or correct its label", ask)
    for inner in fact.inner:
        stays = _by_itself(inner, outlet, whom, now)
        if isinstance(stays, Stays) and stays.bar in (Bar.HELD, Bar.REFUSED, Bar.LABEL):
            one, other = fact.said[0].number, inner.said[0].number
            why = f"{one} has the words of {other}, which may not go there ({stays.why})"
            return Stays(
                Bar.WITHIN, f"{why}; say it anew without them", tuple(dict.fromkeys((fact.owner, inner.owner)))
            )
    return answer


def _by_itself(fact: Standing, outlet: Outlet, whom: Whom, now: datetime) -> Answer:
    """The same of a fact alone, whatever else says its words."""
    for rule in _RULES:
        bar = rule(fact)
        if bar is not None:
            return bar
    return label_lets(fact, outlet, whom, now)


def label_lets(fact: Standing, outlet: Outlet, whom: Whom, now: datetime) -> Answer:
    """Whether its label and audience alone let a fact go there."""
    verdict = decide(fact.fact.marked(fact.owner), reader_of(outlet, whom), now)
    if fact.fact.audience and outlet in _TO_MANY and not (whom.body and whom.body in fact.fact.audience):
        return Stays(Bar.LABEL, "it is for the partners that it names, in a call or a file for each", (fact.owner,))
    if isinstance(verdict, Deny):
        return Stays(Bar.LABEL, f"{fact.fact.tlp.to_text()}: {verdict.reason.value}", (fact.owner,))
    return Goes(fact.fact.outward, fact.waiting_for)


def between_desks(fact: Standing, outlet: Outlet, whom: Whom, now: datetime) -> Answer:
    """Whether a fact may stand in what desks write to each other: that needs no clearance, but nothing held goes."""
    return _held(fact) or _refused(fact) or label_lets(fact, outlet, whom, now)


def reader_of(outlet: Outlet, whom: Whom) -> Recipient:
    """Whoever has what goes by an outlet, as the labels see them."""
    way = outlet.way
    if way is WayOut.PUBLIC:
        # Nobody in particular has it: a body named there would only look like somebody allowed.
        return Recipient(way)
    return Recipient(way, body=whom.body, person=whom.person, client_of=whom.client_of, community=whom.community)


def _versions(fact: Standing) -> Stays | None:
    if len(fact.said) > 1:
        numbers = " and ".join(each.number for each in fact.said)
        return Stays(Bar.TWO_VERSIONS, f"{Bar.TWO_VERSIONS.value}: {numbers}; choose one first", (fact.owner,))
    if fact.fact.status is Status.SUPERSEDED:
        return Stays(Bar.SUPERSEDED, Bar.SUPERSEDED.value, (fact.owner,))
    return None


def _held(fact: Standing) -> Stays | None:
    if not fact.holds:
        return None
    said = "; ".join(f"{hold.holder.value} ({hold.who}): {hold.why}" for hold in fact.holds)
    return Stays(Bar.HELD, f"{Bar.HELD.value} by {said}", tuple(hold.holder.value for hold in fact.holds))


def _refused(fact: Standing) -> Stays | None:
    bodies = fact.refused_by
    if not bodies:
        return None
    said = "; ".join(f"{body} ({fact.verdicts[body].who}): {fact.verdicts[body].why}" for body in bodies)
    return Stays(Bar.REFUSED, f"{Bar.REFUSED.value}: {said}", bodies)


def _not_cleared(fact: Standing) -> Stays | None:
    if not fact.waiting_for or fact.lane is not None:
        return None
    return Stays(Bar.NOT_CLEARED, f"{Bar.NOT_CLEARED.value}: {', '.join(fact.waiting_for)}", fact.waiting_for)


_RULES: Final[tuple[Callable[[Standing], Stays | None], ...]] = (_versions, _held, _refused, _not_cleared)
