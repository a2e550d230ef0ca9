"""Which facts of the register stand in somebody's words, and whether they stand there as they are.

Law: a wording of the register, present or past, is that fact, whoever typed it, wherever, and in whatever language the
record has it; what is not confirmed says so, and what is said no longer is not said.
Not here: what counts as the same words (desk.wording), which sentences say how a fact stands (hedged.py) or
quote what was said (quoted.py), whether it may leave (leave.py).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, partial
from typing import Final, Self

from battlebox.desk.errors import Code, DeskError
from battlebox.desk.record.sight import Sight
from battlebox.desk.tell.clearance import Standing, binding, standing_of
from battlebox.desk.tell.fact import FACT, SAYS, Fact, Status, facts_of
from battlebox.desk.tell.hedged import says_how, says_less
from battlebox.desk.tell.leave import Answer, Outlet, Stays, Whom, between_desks, may_leave
from battlebox.desk.tell.quoted import is_quoted
from battlebox.desk.tell.rendering import RENDERING, Rendering, all_renderings
from battlebox.desk.tell.replies import hangs, heard, warned
from battlebox.desk.wording import answers_of, foreign_answers, letters_of, plain, spread, stands, without
from battlebox.marking import Tlp, strictest

_SHOWN: Final = 80
_AS_READ: Final = "the page as it is read"
Question = Callable[[Standing, Outlet, Whom, datetime], Answer]
ANYBODY: Final = Whom()
"""Nobody in particular: who reads what is public."""


@dataclass(frozen=True)
class Said:
    """All that says one fact, plain: as it leaves, its wording, what says the same, and what it ever was.

    `answers` are what its wording would say if it were no question; `tongues` are either in another language.
    """

    outward: str
    wording: str
    answers: tuple[str, ...] = ()
    tongues: tuple[str, ...] = ()
    old: tuple[str, ...] = ()

    @cached_property
    def now(self) -> tuple[str, ...]:
        """What says it as it is now, the longest first."""
        return _longest((self.wording, *self.answers, *self.tongues))

    @cached_property
    def ever(self) -> tuple[str, ...]:
        """What says it now, or said it once."""
        return _longest((*self.now, *self.old))

    @cached_property
    def all(self) -> tuple[str, ...]:
        """The same, and as it leaves."""
        return (self.outward, *self.ever)


@dataclass(frozen=True, slots=True)
class Wordings:
    """Every wording of every fact that may be seen, read once for all who see the same."""

    sight: Sight
    said: Mapping[str, Said]

    @classmethod
    def of(cls, sight: Sight) -> Self:
        """Those that this officer may see."""
        return cls(sight, sight.shared(("wordings",), (FACT, RENDERING), lambda: _all_said(sight)))

    def as_they_leave(self, text: str) -> tuple[frozenset[str], str]:
        """The facts that stand there as they leave, and the words as they are `read` without them.

        The longest are taken out before the others: what is part of one alone is no other fact.
        """
        return _taken_out(self.said, text)

    def within(self, text: str) -> tuple[str, ...]:
        """The facts of which a wording, present or past, stands in these words, whole or in several sentences."""
        found, rest = self.as_they_leave(text)
        # What leaves as it is may be a part of another fact, of which the rest stands elsewhere.
        every = heard(text)
        return tuple(
            thing
            for thing, said in self.said.items()
            if thing in found or any(stands(each, rest) or spread(each, every) for each in said.ever)
        )

    def unsaid(self, things: Iterable[str], text: str, spoken: Iterable[tuple[str, str]] = ()) -> tuple[str, ...]:
        """Those of the facts that do not stand in the words as they leave, nor as another language has them."""
        words, found = heard(text), self.as_they_leave(text)[0]
        told = {thing for thing, said in spoken if stands(plain(said), words)}
        return tuple(each for each in things if each not in found and each not in told)

    def must_say(
        self, standing: Standing, text: str, quotable: Iterable[str] = (), spoken: Iterable[tuple[str, str]] = ()
    ) -> None:
        """Raises DeskError where a fact stands there more surely than it is, or as it was before it changed.

        `quotable` are older wordings that its readers were told: beside what is said now they may stand as what was
        said. `spoken` are facts as another language has them, with how sure each is.
        """
        now, said, rest = standing.fact, self.said[standing.thing], self.as_they_leave(text)[1]
        for each in _longest(plain(words) for _, words in spoken):
            rest = without(each, rest)
        if not self.unsaid((standing.thing,), text, spoken):
            for each in _longest(map(plain, quotable)):
                rest = without(each, rest, is_quoted)
        why = ""
        if now.status is not Status.CONFIRMED and _says_more(now.status, said, rest):
            why = f"{named(standing)} is {now.status.value}, and the words do not say so"
        elif now.status is Status.CONFIRMED and _says_less(said, text):
            why = f"{named(standing)} is confirmed, and the words say that it is not"
        elif any(_is_said(each, rest) for each in said.old):
            why = f"{named(standing)} was said otherwise before, and the words say it as it was"
        if why:
            raise DeskError.of(Code.MAY_NOT_LEAVE, why=why, hint=f"write: {now.outward}")

    def in_fields(
        self,
        fields: Iterable[tuple[str, str]],
        quotable: Iterable[str] = (),
        outlet: Outlet = Outlet.PUBLIC_PAGE,
        whom: Whom = ANYBODY,
        beside: Iterable[str] = (),
    ) -> tuple[tuple[Standing, ...], tuple[DeskError, ...]]:
        """The facts that stand in words of several fields, and what keeps any of them from going, field by field.

        `fields` are what each is called, and its words: what begins in one and ends in another stands there as well.
        `quotable` is as for `must_say`; everybody may read it unless it goes by another `outlet`, to `whom`. `beside`
        are facts that are read with them as they leave: what begins there and ends in a field stands there as well.
        """
        written, told = [(name, text) for name, text in fields if text], tuple(quotable)
        bars: dict[str, list[DeskError]] = {}
        chosen = tuple(beside)
        # Nobody knows which of the chosen facts is read right after a field.
        after = (f"{text}\n{each}" for _, text in written if hangs(text) for each in chosen)
        whole = "\n".join((*(text for _, text in written), *chosen, *after))
        everything = letters_of(heard(whole))
        near = {
            thing: said for thing, said in self.said.items() if any(letters_of(one) in everything for one in said.all)
        }
        rows = [(name, text, thing) for name, text in written for thing in _standing_in(near, text)]
        rows += [(_AS_READ, whole, thing) for thing in self.within(whole)]
        those = dict.fromkeys(thing for _, _, thing in rows)
        found = {each.thing: each for each in binding(standing_of(self.sight, thing) for thing in those)}
        for name, text, thing in rows:
            if thing not in found or (name == _AS_READ and thing in bars):
                continue
            standing = found[thing]
            try:
                self._may_go(standing, text, told, outlet, whom)
            except DeskError as wrong:
                hint = wrong.found["hint"]
                bar = DeskError.of(Code.MAY_NOT_LEAVE, why=f"{name}: {wrong.found['why']}", hint=hint)
                bars.setdefault(thing, []).append(bar)
        odd = _at_odds(found.values())
        first = () if odd is None else (odd,)
        return tuple(found.values()), (*first, *(bar for each in bars.values() for bar in each))

    def shown_to(self, text: str, readers: Iterable[Whom], *, besides: str = "", may: Question = between_desks) -> None:
        """Raises DeskError where a fact stands in words for other bodies that they may not read.

        `besides` is a fact that they read in any case; `may` is what is asked of each other: for a paper, whether it
        may leave.
        """
        whoever = tuple(readers)
        for standing in (standing_of(self.sight, thing) for thing in self.within(text) if thing != besides):
            # Whoever must clear a fact reads it anyway.
            for whom in (each for each in whoever if each.body not in standing.clears):
                answer = may(standing, Outlet.PARTNER_FILE, whom, self.sight.now)
                if isinstance(answer, Stays):
                    who = whom.body or "everybody in this incident"
                    why = f"{named(standing)} may not be read by {who}: {answer.why}"
                    raise DeskError.of(Code.MAY_NOT_LEAVE, why=why, hint=_hint(answer))

    def shown_to_bodies(self, text: str, bodies: Iterable[str], *, besides: str = "") -> None:
        """The same for bodies, one's own left out: it reads what it wrote. Raises DeskError."""
        self.shown_to(text, [Whom(body) for body in bodies if body != self.sight.officer.body], besides=besides)

    def said_under(self, text: str, label: Tlp) -> None:
        """Raises DeskError where a fact stands in words of that label and is marked more strictly, or not as it is."""
        found = tuple(standing_of(self.sight, thing) for thing in self.within(text))
        must_agree(found)
        for standing in found:
            marked = standing.fact.tlp
            if strictest((marked, label)) is not label:
                why = f"{named(standing)} is {marked.to_text()}, and the words go out as {label.to_text()}"
                raise DeskError.of(Code.MAY_NOT_LEAVE, why=why, hint="give it the stricter label, or leave it out")
            self.must_say(standing, text)

    def _may_go(self, standing: Standing, text: str, quotable: tuple[str, ...], outlet: Outlet, whom: Whom) -> None:
        answer = may_leave(standing, outlet, whom, self.sight.now)
        if isinstance(answer, Stays):
            raise DeskError.of(Code.MAY_NOT_LEAVE, why=f"{named(standing)}: {answer.why}", hint=_hint(answer))
        self.must_say(standing, text, quotable)


def _longest(words: Iterable[str]) -> tuple[str, ...]:
    """Each once, without blanks, the longest first: what is part of another is looked for after it."""
    return tuple(sorted(dict.fromkeys(filter(None, words)), key=len, reverse=True))


def _taken_out(those: Mapping[str, Said], text: str) -> tuple[frozenset[str], str]:
    rest, found = heard(text), set[str]()
    for words in _longest(said.outward for said in those.values()):
        if stands(words, rest):
            found |= {thing for thing, said in those.items() if said.outward == words}
            rest = without(words, rest)
    return frozenset(found), rest


def _standing_in(those: Mapping[str, Said], text: str) -> tuple[str, ...]:
    """Which of them stand there in one piece."""
    found, rest = _taken_out(those, text)
    return tuple(t for t, said in those.items() if t in found or any(stands(each, rest) for each in said.ever))


def _all_said(sight: Sight) -> dict[str, Said]:
    tongues: dict[str, list[Rendering]] = {}
    for each in all_renderings(sight):
        tongues.setdefault(plain(each.english), []).append(each)
    return {thing: _said(sight, thing, said.value, tongues) for thing, said in facts_of(sight)}


def _said(sight: Sight, thing: str, fact: Fact, tongues: Mapping[str, list[Rendering]]) -> Said:
    """All that says a fact. A question in another language is that question without a word, whichever it is."""
    wording, is_open = plain(fact.wording), fact.status is Status.UNKNOWN
    spoken = [plain(each.words) for each in tongues.get(wording, ())]
    if is_open:
        spoken += [answer for each in spoken for answer in foreign_answers(each)]
    old = {plain(each.value.wording): None for each in sight.told(thing, SAYS, Fact)}
    old |= {plain(each.words): None for words in old for each in tongues.get(words, ())}
    answers = answers_of(fact.wording) if is_open else ()
    now = {wording, *answers, *spoken}
    return Said(
        plain(fact.outward), wording, answers, tuple(spoken), tuple(each for each in old if each and each not in now)
    )


def _says_more(status: Status, said: Said, rest: str) -> bool:
    """Whether words as they are `read` have a fact that is not confirmed, in sentences that do not say so."""
    for each in said.now:
        if each == said.wording and said.answers:
            # A question says nothing by itself; what it would say is asked next.
            continue
        if each not in said.tongues:
            rest = without(each, rest, partial(says_how, status, question=said.wording * (each in said.answers)))
        if _is_said(each, rest):
            return True
    return False


def _says_less(said: Said, text: str) -> bool:
    """Whether a sentence says of what is confirmed that it is not so, or not known."""
    words = warned(text)
    return without(said.wording, words, says_less) != words


def _is_said(wording: str, rest: str) -> bool:
    return stands(wording, rest) or spread(wording, rest)


def _hint(answer: Stays) -> str:
    return f"ask {', '.join(answer.ask)}, or leave it out" if answer.ask else "leave it out"


def must_agree(standings: Iterable[Standing]) -> None:
    """Raises DeskError where two facts that are told side by side contradict each other, and says which."""
    wrong = _at_odds(standings)
    if wrong is not None:
        raise wrong


def _at_odds(standings: Iterable[Standing]) -> DeskError | None:
    told = {each.thing: each for each in standings}
    for one in told.values():
        for other in one.against:
            if other.thing in told:
                said = " and ".join(f"{named(each)} is {each.fact.status.value}" for each in (one, other))
                why = f"{said}: they contradict each other, and stand side by side"
                return DeskError.of(Code.MAY_NOT_LEAVE, why=why, hint="supersede one of the two, or leave one out")
    return None


def named(standing: Standing) -> str:
    """A fact as a sentence of the desk names it."""
    wording = standing.fact.wording
    shown = wording if len(wording) <= _SHOWN else wording[:_SHOWN] + "…"
    return f"fact {standing.said[0].number} ({shown.rstrip('.')})"
