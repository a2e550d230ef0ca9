"""Facts that somebody's own words come close to, and that may not go where those words go: for a person to judge.

Law: it keeps nothing from going; it names what the gate cannot know to be the same.
Not here: what the gate holds (found.py), how near words are (desk.wording).
"""

from __future__ import annotations

from dataclasses import dataclass

from battlebox.desk.tell.clearance import Standing, standing_of
from battlebox.desk.tell.fact import Status
from battlebox.desk.tell.found import Wordings
from battlebox.desk.tell.leave import Outlet, Stays, Whom, may_leave
from battlebox.desk.wording import Telling


@dataclass(frozen=True, slots=True)
class Close:
    """A fact that may not go there; or that may, and is not confirmed."""

    standing: Standing
    answer: Stays | None


def close_to(wordings: Wordings, text: str, outlet: Outlet, whom: Whom) -> tuple[Close, ...]:
    """The facts that words come close to and do not have, which may not go there or are not confirmed."""
    # What stands there as it leaves is told already, whatever else it comes close to.
    telling, there, found = Telling(wordings.as_they_leave(text)[1]), frozenset(wordings.within(text)), []
    for thing, said in wordings.said.items():
        if thing in there or not any(telling.comes_close(each) for each in said.ever):
            continue
        standing = standing_of(wordings.sight, thing)
        answer = may_leave(standing, outlet, whom, wordings.sight.now)
        if isinstance(answer, Stays):
            found.append(Close(standing, answer))
        elif standing.fact.status is not Status.CONFIRMED:
            found.append(Close(standing, None))
    return tuple(found)
