"""A part: who or what of a scenario an estate has to fill, such as the system most others stand on.

Law: a scenario speaks of parts and never of ids, so that one file plays on any estate; a part says how it is picked.
Not here: picking.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from battlebox.drill.scenario.errors import Code, ScenarioError
from battlebox.drill.scenario.words import an_id, line

PLAYER: Final = "player"
"""The part that is always there: the body whose officers play."""
OTHERS: Final = "others"
"""What a sign may be about in place of a part: any body but the player."""
_TAKEN: Final = {PLAYER: "player is always there", OTHERS: "others are all other bodies"}


class PartKind(StrEnum):
    """What fills a part."""

    BODY = "body"
    SYSTEM = "system"
    SERVICE = "service"
    PATH = "path"
    CHANNEL = "channel"

    @property
    def words(self) -> str:
        """As it is said."""
        return "link" if self is PartKind.PATH else self.value


class Pick(StrEnum):
    """How it is picked from the estate; `of` and `at` are other parts."""

    SHARES_WITH = "shares-with"
    """A body that shares IT with the body `of`: councils first, then by how much they share."""
    SUPPLIES = "supplies"
    """A supplier with a system of its own on which the body `of` depends, or from which a path leads into it."""
    STRANGER_TO = "stranger-to"
    """A body that shares nothing with the body `of`."""
    MOST_STAND_ON = "most-stand-on"
    """The system of the body `of` that most of its services stand on."""
    BEHIND = "behind"
    """The system on which the service `of` stands most directly."""
    HOLDS_DATA_OF = "holds-data-of"
    """A system that the body `at` hosts and in which the body `of` has data of its own."""
    REACHED_FROM = "reached-from"
    """The system into which a path leads from the system `of`: of the body `at`, where that is said."""
    LIKE = "like"
    """A system or service of the body `of` whose name, kind or LGSL number is like one of the words in `like`."""
    SOONEST_HARM = "soonest-harm"
    """The service of the body `of` of the first priority that does harm soonest."""
    STANDS_ON = "stands-on"
    """A service of the body `at` that stands on the system `of`: the one that does harm soonest."""
    BETWEEN = "between"
    """The link between the bodies `of` and `at` by which most of what they share runs."""
    REACHES_PUBLIC = "reaches-public"
    """The channel by which most people reach the body `of`."""


PICKS: Final[dict[PartKind, frozenset[Pick]]] = {
    PartKind.BODY: frozenset({Pick.SHARES_WITH, Pick.SUPPLIES, Pick.STRANGER_TO}),
    PartKind.SYSTEM: frozenset({Pick.MOST_STAND_ON, Pick.BEHIND, Pick.HOLDS_DATA_OF, Pick.REACHED_FROM, Pick.LIKE}),
    PartKind.SERVICE: frozenset({Pick.SOONEST_HARM, Pick.STANDS_ON, Pick.LIKE}),
    PartKind.PATH: frozenset({Pick.BETWEEN}),
    PartKind.CHANNEL: frozenset({Pick.REACHES_PUBLIC}),
}
"""What picks what."""
OF: Final[dict[Pick, PartKind]] = {
    Pick.BEHIND: PartKind.SERVICE,
    Pick.REACHED_FROM: PartKind.SYSTEM,
    Pick.STANDS_ON: PartKind.SYSTEM,
}
"""What `of` must be; a body, where nothing is said here."""
AT: Final[dict[Pick, bool]] = {
    Pick.HOLDS_DATA_OF: True,
    Pick.STANDS_ON: True,
    Pick.BETWEEN: True,
    Pick.REACHED_FROM: False,
}
"""Picks that take `at`, a body, and whether they need it."""
_LIKE_MOST: Final = 12


@dataclass(frozen=True, slots=True)
class Part:
    """One part.

    `words` says what it is, as in `the system most others stand on`. `like` are words of a name or a kind: what fits
    one is preferred, the earlier the better, and with the pick `like` nothing else will do. `apart` are parts that
    something else must fill. `stand_in` is what texts say where the estate has nothing that fills it; blank where it
    cannot be played without.
    """

    id: str
    kind: PartKind
    pick: Pick
    words: str
    of: str = PLAYER
    at: str = ""
    like: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()
    stand_in: str = ""

    def __post_init__(self) -> None:
        an_id("id", self.id)
        if self.id in _TAKEN:
            raise ScenarioError.of(Code.TWICE, what="the part", found=self.id, name=f"id: {_TAKEN[self.id]}")
        line("words", self.words, "what it is, as in: the system most others stand on")
        if self.pick not in PICKS[self.kind]:
            picks = ", ".join(sorted(PICKS[self.kind]))
            raise ScenarioError.of(
                Code.UNKNOWN_WORD, name="pick", found=self.pick.value, near=f"for a {self.kind}, write one of {picks}"
            )
        an_id("of", self.of)
        what = f"a {self.kind} picked by {self.pick}"
        if AT.get(self.pick) and not self.at:
            raise ScenarioError.of(Code.NOT_THERE, what=what, name="at", hint="write the id of the other body's part")
        if self.at and self.pick not in AT:
            raise ScenarioError.of(Code.NOT_NEEDED, what=what, name="at")
        if self.pick is Pick.LIKE and not self.like:
            hint = 'write words of its name or kind: ["backup"]'
            raise ScenarioError.of(Code.NOT_THERE, what=what, name="like", hint=hint)
        if self.like and self.kind is PartKind.PATH:
            raise ScenarioError.of(Code.NOT_NEEDED, what=what, name="like")
        if len(self.like) > _LIKE_MOST:
            raise ScenarioError.of(Code.TOO_MANY, found=len(self.like), what="words in like", most=_LIKE_MOST)
        for each in self.like:
            line("like", each, "words of its name or kind")
        if self.stand_in:
            line("stand_in", self.stand_in, "")
