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
from battlebox.desk.tell.found import Wordings
from battlebox.desk.tell.going import kept_back
from battlebox.desk.tell.leave import Outlet, Whom
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
        sight = wordings.sight
        bars, ask = kept_back((standing_of(sight, each) for each in self.facts), outlet, whom, sight.now)
        if bars:
            why = f"so short an answer tells what they asked, which is about {bars}"
            other = "write instead what may be said, as a sentence of its own"
            raise DeskError.of(Code.MAY_NOT_LEAVE, why=why, hint=f"{other}, or ask {ask}" if ask else other)


def answered(wordings: Wordings, question: str, answer: str) -> Answered:
    """What an answer tells with the question. What a sentence asks in so many words it asks, and nothing near it."""
    words, told, about = answer, dict[str, None](), dict[str, None]()
    alone = frozenset(wordings.within(answer))
    near: _Near | None = None
    for asked, sentences in dict(told_by(answer, question)).items():
        said = " . ".join(sentences)
        words += f" . {said} . "
        exactly = wordings.within(said)
        told |= dict.fromkeys(each for each in exactly if each not in alone)
        if not exactly:
            near = near or _Near(wordings, names_in(question))
            about |= dict.fromkeys(near.to(asked))
    rest = tuple(each for each in about if each not in told and each not in alone)
    return Answered(words, question if told or rest else "", tuple(told), rest)


class _Near:
    """The facts that stand, each with its words and its names, asked which of them a sentence is about."""

    __slots__ = ("_facts", "_names")

    def __init__(self, wordings: Wordings, asked: frozenset[str]) -> None:
        own = {thing: names_of(wordings, thing) for thing in wordings.said}
        often = Counter(name for each in own.values() for name in each)
        self._names = frozenset(name for name in asked.union(*own.values()) if often[name] <= _OFTEN)
        self._facts = []
        for thing, said in wordings.said.items():
            fact = standing_of(wordings.sight, thing).fact
            if not fact.prepared and fact.status is not Status.SUPERSEDED:
                those = (said.wording, *said.tongues, *said.old)
                self._facts.append((thing, own[thing], tuple((each, Telling(each)) for each in those)))

    def to(self, asked: str) -> list[str]:
        """Those that a sentence, as it is `read`, comes close to, or that have most of what it asks."""
        question = Telling(asked)
        return [
            thing
            for thing, names, those in self._facts
            if any(
                question.nearness(each, names) or telling.nearness(asked, self._names, points=_POINTS_LEAST)
                for each, telling in those
            )
        ]
