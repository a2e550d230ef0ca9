"""Which facts of the register stand in somebody's words, and whether they stand there as they are.

Law: a wording of the register, present or past, is that fact, whoever typed it and wherever; what is not confirmed says
so, and what is said no longer is not said.
Not here: what counts as the same words (alike.py), whether a fact may leave (leave.py).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Self

from battlebox.desk.errors import Code, DeskError
from battlebox.desk.record.sight import Sight
from battlebox.desk.tell.alike import plain, stands, without
from battlebox.desk.tell.clearance import Standing, standing_of
from battlebox.desk.tell.fact import SAYS, Fact, facts_of
from battlebox.desk.tell.leave import Outlet, Stays, Whom, may_leave

_SHOWN: Final = 80


@dataclass(frozen=True, slots=True)
class Wordings:
    """Every wording of every fact that may be seen, plain: as it leaves now, and all that it ever was."""

    sight: Sight
    outward: dict[str, str]
    ever: dict[str, tuple[str, ...]]

    @classmethod
    def of(cls, sight: Sight) -> Self:
        """Those that this officer may see."""
        outward = {thing: plain(said.value.outward) for thing, said in facts_of(sight)}
        ever = {
            thing: tuple(dict.fromkeys(plain(each.value.wording) for each in sight.told(thing, SAYS, Fact)))
            for thing in outward
        }
        return cls(sight, outward, ever)

    def as_they_leave(self, text: str) -> tuple[frozenset[str], str]:
        """The facts that stand there as they leave, and the plain words without them.

        The longest are taken out before the others: what is part of one alone is no other fact.
        """
        rest, found = plain(text), set[str]()
        for words in sorted(set(self.outward.values()), key=len, reverse=True):
            if words and stands(words, rest):
                found |= {thing for thing, each in self.outward.items() if each == words}
                rest = without(words, rest)
        return frozenset(found), rest

    def within(self, text: str) -> tuple[str, ...]:
        """The facts of which a wording, present or past, stands in these words."""
        found, rest = self.as_they_leave(text)
        return tuple(
            thing
            for thing in self.outward
            if thing in found or any(stands(each, rest) for each in self.ever[thing] if each)
        )

    def unsaid(self, things: Iterable[str], text: str, spoken: Iterable[tuple[str, str]] = ()) -> tuple[str, ...]:
        """Those of the facts that do not stand in the words as they leave, nor as another language has them."""
        words, found = plain(text), self.as_they_leave(text)[0]
        told = {thing for thing, said in spoken if stands(plain(said), words)}
        return tuple(each for each in things if each not in found and each not in told)

    def must_say(self, standing: Standing, text: str) -> None:
        """Raises DeskError where a fact stands there more surely than it is, or as it was before it changed."""
        words, now = plain(text), standing.fact
        if stands(plain(now.outward), words):
            return
        if stands(plain(now.wording), words):
            why = f"{named(standing)} is {now.status.value}, and the words do not say so"
            raise DeskError.of(Code.MAY_NOT_LEAVE, why=why, hint=f"write: {now.outward}")
        if any(stands(each, words) for each in self.ever.get(standing.thing, ()) if each):
            why = f"{named(standing)} was said otherwise before, and the words say it as it was"
            raise DeskError.of(Code.MAY_NOT_LEAVE, why=why, hint=f"write: {now.outward}")

    def in_public(self, fields: Iterable[tuple[str, str]]) -> tuple[tuple[Standing, ...], tuple[DeskError, ...]]:
        """The facts that stand in words for everybody to read, and what keeps any of them from going, field by field.

        `fields` are what each is called, and its words.
        """
        found: dict[str, Standing] = {}
        bars = []
        for name, text in fields:
            for thing in self.within(text) if text else ():
                standing = found.setdefault(thing, standing_of(self.sight, thing))
                try:
                    self._may_be_public(standing, text)
                except DeskError as wrong:
                    hint = wrong.found["hint"]
                    bars.append(DeskError.of(Code.MAY_NOT_LEAVE, why=f"{name}: {wrong.found['why']}", hint=hint))
        return tuple(found.values()), tuple(bars)

    def _may_be_public(self, standing: Standing, text: str) -> None:
        answer = may_leave(standing, Outlet.PUBLIC_PAGE, Whom(), self.sight.now)
        if isinstance(answer, Stays):
            hint = f"ask {', '.join(answer.ask)}, or leave it out" if answer.ask else "leave it out"
            raise DeskError.of(Code.MAY_NOT_LEAVE, why=f"{named(standing)}: {answer.why}", hint=hint)
        self.must_say(standing, text)


def named(standing: Standing) -> str:
    """A fact as a sentence of the desk names it."""
    wording = standing.fact.wording
    shown = wording if len(wording) <= _SHOWN else wording[:_SHOWN] + "…"
    return f"fact {standing.said[0].number} ({shown.rstrip('.')})"
