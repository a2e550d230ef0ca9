"""How a link between two bodies stands: what each says of its end, what the other made of it, and what follows.

Law: a link may be opened when each side's letter holds and the other has accepted it, and not before; a sign of the
attack or a suspicion that is newer than a letter ends it on both sides; what is past its day is over, whoever forgot.
Not here: writing any of it (letter.py, deciding.py, opening.py), what each side owes (owed.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from typing import Final

from battlebox.desk.brief.saying import clock
from battlebox.desk.picture import Names, Order, Picture
from battlebox.desk.reconnect.asking import Wanted, wanted_of
from battlebox.desk.reconnect.between import Ends, every_link, links_named
from battlebox.desk.reconnect.joining import LINK, Joined, joined_of
from battlebox.desk.reconnect.judgement import Judgement, Outcome, judgements_of
from battlebox.desk.reconnect.receiving import Assurance, Seal, letters_of
from battlebox.desk.reconnect.since import news_of
from battlebox.desk.record.sight import Sight, Stated


class LinkState(StrEnum):
    """How a link, or one side of it, stands."""

    OPEN = "open"
    CUT = "cut"
    ASKED = "assurance asked for"
    ASSURED = "assured by one side"
    ACCEPTED = "accepted by one side"
    CONDITIONAL = "accepted on conditions by one side"
    READY = "may reconnect"
    JOINED = "reconnected"
    REFUSED = "refused"
    LAPSED = "lapsed"
    REVOKED = "revoked"

    @property
    def is_void(self) -> bool:
        """Whether what was assured holds no longer."""
        return self in (LinkState.LAPSED, LinkState.REVOKED)


_AGREED: Final = frozenset({LinkState.ACCEPTED, LinkState.CONDITIONAL})
_OF_OUTCOME: Final = {
    Outcome.ACCEPT: LinkState.ACCEPTED,
    Outcome.CONDITIONAL: LinkState.CONDITIONAL,
    Outcome.REFUSE: LinkState.REFUSED,
}


@dataclass(frozen=True)
class Void:
    """Why a letter holds no longer: revoked or lapsed, and in words."""

    state: LinkState
    why: str
    is_review: bool = False
    """Whether the receiver did not look again in time, while the letter itself still runs."""


@dataclass(frozen=True)
class Side:
    """What one body (`issuer`) says of its end, and what the other made of it; `wanted` is the latest ask for it."""

    issuer: str
    receiver: str
    wanted: Stated[Wanted] | None = None
    letter: Assurance | None = None
    judged: tuple[Stated[Judgement], ...] = ()
    void: Void | None = None

    @property
    def state(self) -> LinkState:
        """How far this side has got; `open` while nothing was said."""
        if self.letter is None:
            return LinkState.ASKED if self.wanted else LinkState.OPEN
        if self.void is not None:
            return self.void.state
        return _OF_OUTCOME[self.judged[0].value.outcome] if self.judged else LinkState.ASSURED

    @property
    def conditions(self) -> str:
        """On which conditions the other accepted; blank where there are none."""
        return self.judged[0].value.conditions_words if self.state is LinkState.CONDITIONAL else ""


@dataclass(frozen=True)
class Link:
    """A link as it stands. `order` is what holds it cut; `joined` is what was last written of opening it again."""

    ends: Ends
    sides: tuple[Side, Side]
    order: Stated[Order] | None = None
    joined: Stated[Joined] | None = None

    @property
    def name(self) -> str:
        """The id of its path."""
        return self.ends.path.path

    @property
    def is_joined(self) -> bool:
        """Whether it was opened again, and no order was given to cut it since."""
        if self.joined is None or not self.joined.value.stage.is_open:
            return False
        return not self.is_held or (self.order is not None and self.order.value.given <= self.joined.value.opened)

    @property
    def is_held(self) -> bool:
        """Whether an order in force holds it cut."""
        return self.order is not None and self.order.value.stage.is_in_force

    @property
    def is_without(self) -> bool:
        """Whether it was opened without something that it needed, and that has not come since."""
        lacked = self.joined is not None and self.is_joined and bool(self.joined.value.missing)
        return lacked and (self.is_held or not self.is_agreed)

    @property
    def is_agreed(self) -> bool:
        """Whether each side's letter holds and was accepted by the other."""
        return all(side.state in _AGREED for side in self.sides)

    @cached_property
    def state(self) -> LinkState:
        """How it stands, the loudest first."""
        states = {side.state for side in self.sides}
        loud = next((each for each in (LinkState.REVOKED, LinkState.LAPSED) if each in states), None)
        if loud is not None:
            return loud
        if self.is_joined:
            return LinkState.JOINED
        if self.is_agreed:
            return LinkState.READY
        cut = self.is_held or (self.joined is not None and not self.joined.value.stage.is_open)
        rest = LinkState.CUT if cut else LinkState.OPEN
        return next((each for each in _STEPS if each in states), rest)

    @property
    def is_spoken_of(self) -> bool:
        """Whether anything was asked, assured or opened again."""
        return self.joined is not None or any(side.letter or side.wanted for side in self.sides)

    @property
    def conditions(self) -> tuple[tuple[str, str], ...]:
        """The conditions that hold, each with the body that set it."""
        return tuple((side.receiver, side.conditions) for side in self.sides if side.conditions)

    def side_of(self, issuer: str) -> Side:
        """The side on which a body speaks of its own end."""
        return next(side for side in self.sides if side.issuer == issuer)


_STEPS: Final = (
    LinkState.REFUSED,
    LinkState.CONDITIONAL,
    LinkState.ACCEPTED,
    LinkState.ASSURED,
    LinkState.ASKED,
)


def links_of(sight: Sight, picture: Picture) -> tuple[Link, ...]:
    """Every link between two bodies as it stands, in the estate's order."""
    return _links(sight, picture, every_link(picture.used))


def spoken_links(sight: Sight, picture: Picture) -> tuple[Link, ...]:
    """The links of which anything was asked, assured or opened again: few, however many links there are."""
    names = [path for found in letters_of(sight) for path in found.letter.paths]
    names += [path for each in wanted_of(sight).values() for path in each.value.paths]
    names += [thing.partition("/")[2] for thing in sight.record.things(LINK)]
    found = _links(sight, picture, links_named(picture.estate, names))
    return tuple(each for each in found if each.is_spoken_of)


def passed_links(sight: Sight, picture: Picture) -> tuple[tuple[str, str], ...]:
    """The gates of links that take no more time, by link and key: the link may be reconnected, or is."""
    gates = [row for row in picture.estate.gates if row.of in picture.estate.path_by_id]
    found = _links(sight, picture, links_named(picture.estate, (row.of for row in gates)))
    done = {link.name for link in found if link.state in (LinkState.READY, LinkState.JOINED)}
    return tuple((row.of, row.key) for row in gates if row.of in done)


def link_now(sight: Sight, picture: Picture, ends: Ends) -> Link:
    """One link as it stands."""
    return _links(sight, picture, (ends,))[0]


def why_void(
    sight: Sight, names: Names, ends: Ends, found: Assurance, judged: Iterable[Stated[Judgement]] = ()
) -> Void | None:
    """Why a letter about a link holds no longer, and what was decided on it with it; None while it holds."""
    revoked = next(_revoked(sight, names, ends, found), "")
    if revoked:
        return Void(LinkState.REVOKED, revoked)
    if found.letter.valid_until <= sight.now:
        return Void(LinkState.LAPSED, f"it was valid until {clock(found.letter.valid_until)}")
    late = next((each for each in judged if each.value.review <= sight.now), None)
    if late is None:
        return None
    why = f"{names.body(late.body)} was to look at it again by {clock(late.value.review)}"
    return Void(LinkState.LAPSED, why, is_review=True)


def _revoked(sight: Sight, names: Names, ends: Ends, found: Assurance) -> Iterator[str]:
    for each in found.withdrawn:
        yield f"{names.body(each.body)} says that it is not to be relied on: {each.value.why}"
    if found.seal is Seal.UNKNOWN:
        yield f"it is {Seal.UNKNOWN.value}"
    yield from news_of(sight, names, ends, found)


def _links(sight: Sight, picture: Picture, rows: Iterable[Ends]) -> tuple[Link, ...]:
    letters = {}
    for found in letters_of(sight):
        for path in found.letter.paths:
            letters[path, found.letter.issuer] = found
    asked = {(path, each.value.of, each.body): each for each in wanted_of(sight).values() for path in each.value.paths}
    opened = frozenset(sight.record.things(LINK))
    made, names = [], Names(picture.estate)
    for ends in rows:
        name = ends.path.path
        begun = (
            Side(body, to, asked.get((name, body, to)), letters.get((name, body)))
            for body, to in (ends.bodies, ends.bodies[::-1])
        )
        one, other = (_side(sight, names, each, ends) for each in begun)
        joined = joined_of(sight, name, ends.parties) if f"{LINK}/{name}" in opened else None
        made.append(Link(ends, (one, other), picture.held.get(name), joined))
    return tuple(made)


def _side(sight: Sight, names: Names, said: Side, ends: Ends) -> Side:
    """A side with what became of its letter."""
    found, wanted = said.letter, said.wanted
    if found is None:
        return said
    judged = judgements_of(sight, found)
    # What was asked before a letter came was answered by it.
    waits = wanted if wanted is not None and wanted.at > found.said.at else None
    return replace(said, wanted=waits, judged=judged, void=why_void(sight, names, ends, found, judged))
