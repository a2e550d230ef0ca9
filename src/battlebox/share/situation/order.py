"""A containment order: a course of action with its stage in words, and a task for those who read extensions.

Law: an order is not an effect: what others call done is acknowledged to us, and never verified, unless they say by our
own word that it was.
Not here: what is asked of the reader (ask.py).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from battlebox.desk.exchange import OrderSaid
from battlebox.desk.picture import Stage
from battlebox.share.intel import facts, to_stamp
from battlebox.share.release import Held
from battlebox.share.situation.issuer import Pen
from battlebox.share.situation.label import REPEATED, Kind, one_of, pair, value_of
from battlebox.share.situation.read import Read
from battlebox.share.situation.words import Line, Lines, clean, written

TASK: Final = {facts.TASK: {"extension_type": "new-sdo"}}
NO_NAME: Final = "an order without a name"
_OUTCOMES: Final = {
    Stage.RUNNING: "pending",
    Stage.ORDERED: "pending",
    Stage.ACKNOWLEDGED: "ongoing",
    Stage.VERIFIED: "successful",
    Stage.REOPENED: "cancelled",
}
_STAGES: Final = {
    "pending": Stage.ORDERED,
    "ongoing": Stage.ACKNOWLEDGED,
    "successful": Stage.ACKNOWLEDGED,
    "failed": Stage.REOPENED,
    "cancelled": Stage.REOPENED,
}
_STAGE: Final = "stage"
_OVER: Final = (Stage.VERIFIED, Stage.REOPENED)


def write_order(pen: Pen, seed: str, order: OrderSaid) -> Iterator[Held]:
    """The order, and the task that it is."""
    name, seeds = clean(order.name) or NO_NAME, (Kind.ORDER, seed)
    sentence = f"{name}: {order.stage.value}."
    lines: Lines = {Line.STAGE: order.stage.value, Line.GIVEN: order.given, Line.AS_OF: order.at}
    labels = [Kind.ORDER.value, pair(_STAGE, order.stage.value)]
    yield pen.write(
        "course-of-action", seeds, order.tlp, name=name, description=written(sentence, lines), labels=labels
    )
    is_over = order.stage in _OVER and order.at > order.given
    yield pen.write(
        "task",
        seeds,
        order.tlp,
        name=name,
        description=sentence,
        outcome=_OUTCOMES[order.stage],
        task_types=["containment"],
        start_time=to_stamp(order.given),
        end_time=to_stamp(order.at) if is_over else None,
        labels=[REPEATED, *labels],
        extensions=TASK,
    )


def read_order(read: Read) -> OrderSaid:
    """The order that a course of action or a task is."""
    stages = value_of(read.labels, _STAGE, Stage)
    stage = one_of(read.line(Line.STAGE), Stage) or next(iter(stages), None)
    stage = stage or one_of_outcomes(read)
    given = read.when(Line.GIVEN, "start_time") or read.at
    at = read.when(Line.AS_OF, "end_time") or read.at
    return OrderSaid(read.tlp, at, read.id, read.text("name") or read.sentence or NO_NAME, stage, given)


def one_of_outcomes(read: Read) -> Stage:
    """How far a task has got, by its outcome; ordered, where that says nothing."""
    return _STAGES.get(read.text("outcome").casefold(), Stage.ORDERED)
