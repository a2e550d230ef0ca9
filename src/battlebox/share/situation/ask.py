"""What the reader is asked to do: a course of action with its reason, and a task for those who read extensions.

Law: an ask is for the one that reads it, and says so in words; it names nobody's identity.
Not here: the issuer's own orders (order.py).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from battlebox.desk.command import Progress
from battlebox.desk.exchange import AskSaid
from battlebox.share.release import Held
from battlebox.share.situation.issuer import Pen
from battlebox.share.situation.label import REPEATED, Kind, one_of, pair, value_of
from battlebox.share.situation.order import TASK
from battlebox.share.situation.read import Read
from battlebox.share.situation.words import Line, Lines, clean, written

NOTHING: Final = "something that is not said"
_OUTCOMES: Final = {
    Progress.OPEN: "pending",
    Progress.DOING: "ongoing",
    Progress.BLOCKED: "ongoing",
    Progress.DONE: "successful",
    Progress.DROPPED: "cancelled",
}
_PROGRESS: Final = {
    "pending": Progress.OPEN,
    "ongoing": Progress.DOING,
    "successful": Progress.DONE,
    "failed": Progress.DROPPED,
    "cancelled": Progress.DROPPED,
}
_NAME: Final = "progress"


def write_ask(pen: Pen, seed: str, ask: AskSaid) -> Iterator[Held]:
    """What is asked, and the task that it is."""
    what, seeds = clean(ask.what) or NOTHING, (Kind.ASK, seed)
    sentence = f"{clean(pen.issuer.name)} asks this of you: {what}"
    lines: Lines = {Line.WHY: ask.why, Line.PROGRESS: ask.state.value, Line.DUE: ask.due, Line.AS_OF: ask.at}
    labels = [Kind.ASK.value, pair(_NAME, ask.state.value)]
    yield pen.write("course-of-action", seeds, ask.tlp, name=what, description=written(sentence, lines), labels=labels)
    yield pen.write(
        "task",
        seeds,
        ask.tlp,
        name=what,
        description=sentence,
        outcome=_OUTCOMES[ask.state],
        task_types=["external-support"],
        labels=[REPEATED, *labels],
        extensions=TASK,
    )


def read_ask(read: Read) -> AskSaid:
    """The ask that a course of action or a task is."""
    found = value_of(read.labels, _NAME, Progress)
    state = one_of(read.line(Line.PROGRESS), Progress) or next(iter(found), None)
    state = state or _PROGRESS.get(read.text("outcome").casefold(), Progress.OPEN)
    at = read.when(Line.AS_OF, "start_time") or read.at
    why = read.line(Line.WHY) or read.sentence
    return AskSaid(read.tlp, at, read.id, read.text("name") or NOTHING, why, state, read.due(Line.DUE))
