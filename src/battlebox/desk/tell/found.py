"""Which facts of the register stand in somebody's words, and whether they stand there as they are.

Law: a wording of the register, present or past, is that fact, whoever typed it, wherever, and in whatever language the
record has it; what is not confirmed says so, and what is said no longer is not said.
Not here: what counts as the same words (alike.py), whether a fact may leave (leave.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Self

from battlebox.desk.errors import Code, DeskError
from battlebox.desk.record.sight import Sight
from battlebox.desk.tell.alike import SHORT, plain, stands, without
from battlebox.desk.tell.clearance import Standing, standing_of
from battlebox.desk.tell.fact import SAYS, Fact, Status, facts_of
from battlebox.desk.tell.leave import Outlet, Stays, Whom, label_lets, may_leave
from battlebox.desk.tell.rendering import all_renderings

_SHOWN: Final = 80
_ASKED: Final = re.compile(f"(?:{'|'.join(map(plain, ('whether', 'if', 'how many', 'how much')))}) (.+)")
"""What is not yet known, as a question; without its first words it would say that it is so."""
_AS_READ: Final = "the page as it is read"


@dataclass(frozen=True, slots=True)
class Wordings:
    """Every wording of every fact that may be seen, plain: as it leaves now, what else says the same, what it ever was.

    What else says the same is the wording alone, the wording without its "whether", and either in another language.
    """

    sight: Sight
    outward: dict[str, str]
    now: dict[str, tuple[str, ...]]
    ever: dict[str, tuple[str, ...]]

    @classmethod
    def of(cls, sight: Sight) -> Self:
        """Those that this officer may see."""
        facts = {thing: said.value for thing, said in facts_of(sight)}
        tongues: dict[str, list[str]] = {}
        for each in all_renderings(sight):
            tongues.setdefault(plain(each.english), []).append(plain(each.words))
        now, ever = {}, {}
        for thing, fact in facts.items():
            wording = plain(fact.wording)
            asked = _ASKED.fullmatch(wording) if fact.status is Status.UNKNOWN else None
            bare = asked[1] if asked and len(asked[1].replace(" ", "")) >= SHORT else ""
            now[thing] = _all(wording, bare, *tongues.get(wording, ()))
            old = [plain(each.value.wording) for each in sight.told(thing, SAYS, Fact)]
            ever[thing] = _all(*now[thing], *(words for each in old for words in (each, *tongues.get(each, ()))))
        return cls(sight, {thing: plain(fact.outward) for thing, fact in facts.items()}, now, ever)

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
            thing for thing in self.outward if thing in found or any(stands(each, rest) for each in self.ever[thing])
        )

    def unsaid(self, things: Iterable[str], text: str, spoken: Iterable[tuple[str, str]] = ()) -> tuple[str, ...]:
        """Those of the facts that do not stand in the words as they leave, nor as another language has them."""
        words, found = plain(text), self.as_they_leave(text)[0]
        told = {thing for thing, said in spoken if stands(plain(said), words)}
        return tuple(each for each in things if each not in found and each not in told)

    def must_say(
        self, standing: Standing, text: str, quotable: Iterable[str] = (), spoken: Iterable[tuple[str, str]] = ()
    ) -> None:
        """Raises DeskError where a fact stands there more surely than it is, or as it was before it changed.

        `quotable` are older wordings that its readers were told, which may stand beside what is said now; `spoken` are
        facts as another language has them, with how sure each is.
        """
        now, rest = standing.fact, self.as_they_leave(text)[1]
        aside = [plain(said) for _, said in spoken]
        if not self.unsaid((standing.thing,), text, spoken):
            aside += map(plain, quotable)
        for each in sorted(filter(None, aside), key=len, reverse=True):
            rest = without(each, rest)
        why = ""
        if now.status is not Status.CONFIRMED and any(stands(each, rest) for each in self.now[standing.thing]):
            why = f"{named(standing)} is {now.status.value}, and the words do not say so"
        elif any(stands(each, rest) for each in self.ever[standing.thing] if each not in self.now[standing.thing]):
            why = f"{named(standing)} was said otherwise before, and the words say it as it was"
        if why:
            raise DeskError.of(Code.MAY_NOT_LEAVE, why=why, hint=f"write: {now.outward}")

    def in_public(
        self, fields: Iterable[tuple[str, str]], quotable: Iterable[str] = ()
    ) -> tuple[tuple[Standing, ...], tuple[DeskError, ...]]:
        """The facts that stand in words for everybody to read, and what keeps any of them from going, field by field.

        `fields` are what each is called, and its words, in the order in which they are read: what begins in one and
        ends in the next stands there as well. `quotable` is as for `must_say`.
        """
        written, told = [(name, text) for name, text in fields if text], tuple(quotable)
        found: dict[str, Standing] = {}
        bars: dict[str, list[DeskError]] = {}
        for name, text in (*written, (_AS_READ, "\n".join(text for _, text in written))):
            for thing in self.within(text):
                standing = found.setdefault(thing, standing_of(self.sight, thing))
                if name == _AS_READ and thing in bars:
                    continue
                try:
                    self._may_be_public(standing, text, told)
                except DeskError as wrong:
                    hint = wrong.found["hint"]
                    bar = DeskError.of(Code.MAY_NOT_LEAVE, why=f"{name}: {wrong.found['why']}", hint=hint)
                    bars.setdefault(thing, []).append(bar)
        return tuple(found.values()), tuple(bar for each in bars.values() for bar in each)

    def shown_to(self, text: str, readers: Iterable[Whom]) -> None:
        """Raises DeskError where a fact stands in words for other bodies that its label does not let them read."""
        whoever = tuple(readers)
        for standing in (standing_of(self.sight, thing) for thing in self.within(text)):
            for whom in whoever:
                answer = label_lets(standing, Outlet.PARTNER_FILE, whom, self.sight.now)
                if isinstance(answer, Stays):
                    who = whom.body or "everybody in this incident"
                    why = f"{named(standing)} may not be read by {who}: {answer.why}"
                    raise DeskError.of(Code.MAY_NOT_LEAVE, why=why, hint=_hint(answer))

    def _may_be_public(self, standing: Standing, text: str, quotable: tuple[str, ...]) -> None:
        answer = may_leave(standing, Outlet.PUBLIC_PAGE, Whom(), self.sight.now)
        if isinstance(answer, Stays):
            raise DeskError.of(Code.MAY_NOT_LEAVE, why=f"{named(standing)}: {answer.why}", hint=_hint(answer))
        self.must_say(standing, text, quotable)


def _all(*words: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each for each in words if each))


def _hint(answer: Stays) -> str:
    return f"ask {', '.join(answer.ask)}, or leave it out" if answer.ask else "leave it out"


def named(standing: Standing) -> str:
    """A fact as a sentence of the desk names it."""
    wording = standing.fact.wording
    shown = wording if len(wording) <= _SHOWN else wording[:_SHOWN] + "…"
    return f"fact {standing.said[0].number} ({shown.rstrip('.')})"
