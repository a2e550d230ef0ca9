"""What short answers to a question that was taken down tell: "Was data copied?", and "Undoubtedly." tells that it was.

Law: an answer without words of its own tells what it is asked, so it rests on the facts that the question is about, and
goes nowhere where one of them may not; whole sentences say what they say, and are read by themselves.
Not here: which words answer (yes_or_no.py), what they say of words right before them (replies.py).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from battlebox.desk.errors import Code, DeskError
from battlebox.desk.tell.clearance import standing_of
from battlebox.desk.tell.close import names_of
from battlebox.desk.tell.fact import Status
from battlebox.desk.tell.found import Wordings, named
from battlebox.desk.tell.leave import Outlet, Stays, Whom, may_leave
from battlebox.desk.tell.replies import told_by
from battlebox.desk.wording import Telling, names_in

_POINTS_LEAST = 2
"""How much of a question a fact must have at the least: a name, or two words; or all that there is to ask."""
_OFTEN = 3
"""In how many facts a name stands before it is one that every other question has."""


@dataclass(frozen=True, slots=True)
class Answered:
    """The answer with what it says of the question; the facts that it tells in so many words, and those it is about.

    `question` is blank where it tells nothing of it.
    """

    words: str
    question: str = ""
    told: tuple[str, ...] = ()
    about: tuple[str, ...] = ()

    @property
    def facts(self) -> tuple[str, ...]:
        """All of them."""
        return (*self.told, *self.about)

    def must_go(self, wordings: Wordings, outlet: Outlet, whom: Whom) -> None:
        """Raises DeskError that names each of the facts which may not go there."""
        sight, bars, ask = wordings.sight, list[str](), dict[str, None]()
        for standing in (standing_of(sight, each) for each in self.facts):
            answer = may_leave(standing, outlet, whom, sight.now)
            if isinstance(answer, Stays):
                bars.append(f"{named(standing)}: {answer.why}")
                ask |= dict.fromkeys(answer.ask)
        if bars:
            why = f"so short an answer tells what they asked, which is about {'; '.join(bars)}"
            other = "write instead what may be said, as a sentence of its own"
            hint = f"{other}, or ask {', '.join(ask)}" if ask else other
            raise DeskError.of(Code.MAY_NOT_LEAVE, why=why, hint=hint)


def answered(wordings: Wordings, question: str, answer: str) -> Answered:
    """What an answer tells with the question. What a sentence asks in so many words it asks, and nothing near it."""
    words, told, about = answer, dict[str, None](), dict[str, None]()
    alone = frozenset(wordings.within(answer))
    for asked, sentences in told_by(answer, question):
        said = " . ".join(sentences)
        words += f" . {said} . "
        exactly = [each for each in wordings.within(said) if each not in alone]
        told |= dict.fromkeys(exactly)
        about |= dict.fromkeys(() if exactly else _about(wordings, asked, names_in(question)))
    rest = tuple(each for each in about if each not in told and each not in alone)
    return Answered(words, question if told or rest else "", tuple(told), rest)


def _about(wordings: Wordings, asked: str, names: frozenset[str]) -> list[str]:
    """The facts that stand and that a sentence, as it is `read`, comes close to, or that have most of what it asks."""
    question, own = Telling(asked), {thing: names_of(wordings, thing) for thing in wordings.said}
    often = Counter(name for each in own.values() for name in each)
    telling = {name for name in names.union(*own.values()) if often[name] <= _OFTEN}
    found = []
    for thing, said in wordings.said.items():
        fact = standing_of(wordings.sight, thing).fact
        if fact.prepared or fact.status is Status.SUPERSEDED:
            continue
        those = (said.wording, *said.tongues, *said.old)
        is_near = any(question.nearness(each, own[thing]) for each in those)
        if is_near or any(Telling(each).nearness(asked, frozenset(telling), points=_POINTS_LEAST) for each in those):
            found.append(thing)
    return found
