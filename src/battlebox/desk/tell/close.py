"""Facts that somebody's own words come close to, and that may not go where those words go: for a person to judge.

Law: it keeps nothing from going; it names what the gate cannot know to be the same, and words that are closer to what a
fact said once, or have another number than it. Words that were prepared say nothing of what happened.
Not here: what the gate holds (found.py), how near words are (desk.wording).
"""

from __future__ import annotations

from dataclasses import dataclass

from battlebox.desk.tell.clearance import Standing, standing_of
from battlebox.desk.tell.fact import SAYS, Fact, Status
from battlebox.desk.tell.found import Wordings
from battlebox.desk.tell.leave import Outlet, Stays, Whom, may_leave
from battlebox.desk.wording import Telling, names_in


@dataclass(frozen=True, slots=True)
class Close:
    """A fact that may not go there; or that may, and is not confirmed, or not as the words have it."""

    standing: Standing
    answer: Stays | None

    @property
    def why(self) -> str:
        """What is to be minded."""
        if self.answer is not None:
            return self.answer.why
        status = self.standing.fact.status
        if status is not Status.CONFIRMED:
            return f"it is {status.value}"
        return "the words may say what was said before, or another number"


def close_to(wordings: Wordings, text: str, outlet: Outlet, whom: Whom, *, asked: str = "") -> tuple[Close, ...]:
    """The facts that words come close to and do not have, which may not go there or are not so, or not confirmed.

    `asked` is the question that they answer: what they tell with it alone is among them.
    """
    # What stands there as it leaves is told already, whatever else it comes close to.
    whole = f"{asked} {text}" if asked else text
    telling, there, found = Telling(wordings.as_they_leave(whole)[1]), frozenset(wordings.within(text)), []
    answered = frozenset(wordings.within(whole)) if asked else frozenset[str]()
    for thing, said in wordings.said.items():
        if thing in there:
            continue
        names = names_of(wordings, thing)
        now = max(telling.nearness(each, names) for each in (said.wording, *said.tongues))
        before = max((telling.nearness(each, names) for each in said.old), default=0.0)
        if not now and not before and thing not in answered:
            continue
        standing = standing_of(wordings.sight, thing)
        if standing.fact.prepared:
            continue
        answer = may_leave(standing, outlet, whom, wordings.sight.now)
        is_open = standing.fact.status is not Status.CONFIRMED
        if isinstance(answer, Stays):
            found.append(Close(standing, answer))
        elif is_open or before > now or telling.has_other_number(said.wording, names):
            found.append(Close(standing, None))
    return tuple(found)


def names_of(wordings: Wordings, thing: str) -> frozenset[str]:
    """The names in a fact, and in what it was."""
    said = wordings.sight.told(thing, SAYS, Fact)
    return frozenset().union(*(names_in(each.value.wording) for each in said))
