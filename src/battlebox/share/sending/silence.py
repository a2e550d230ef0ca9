"""Silence is an alarm: a lane that is dead, errands that do not move, a message that nobody answers.

Law: a silence is told once, under its key, and in words that say what to do.
Not here: keeping alarms and starting lanes again (web).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from battlebox.desk import LONDON
from battlebox.desk.message import Means

BEAT_MAX: Final = timedelta(minutes=1)
STUCK_MAX: Final = timedelta(minutes=3)
BACK_LEAST: Final = timedelta(seconds=90)
"""A machine that sets its time by others corrects seconds; it does not go back by a minute and a half."""
CLOCK_BACK: Final = "watch:back"
KEY_MAX: Final = 120
_HOUR_MINUTES: Final = 60
PAPER_MAX: Final = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Pulse:
    """How a lane does: when it last went round, whether its thread lives, why its means rests if it does."""

    means: Means
    beat: datetime
    is_alive: bool
    rests: str = ""


@dataclass(frozen=True, slots=True)
class Queue:
    """What waits for a means: how many, since when the oldest is due, and when anything last ended."""

    means: Means
    due: int
    oldest: datetime | None = None
    last_end: datetime | None = None


@dataclass(frozen=True, slots=True)
class Awaited:
    """A message that is to be answered: by when, how many people, how many have, and the body that sent it."""

    message: str
    subject: str
    answer_by: datetime
    people: int
    answered: int
    body: str = ""


@dataclass(frozen=True, slots=True)
class Silence:
    """One alarm: `key` is the same while it is the same silence; `body` is whose it is, blank for the machine's."""

    key: str
    words: str
    body: str = ""


@dataclass(frozen=True, slots=True)
class Tick:
    """What two time sources said at one moment: the machine's, which anybody can set, and one that only goes on."""

    at: datetime
    steady_seconds: float

    def went_back(self, since: Tick) -> timedelta:
        """By how much the machine's time went back since; nothing where it did not, or by no more than it drifts."""
        lost = timedelta(seconds=self.steady_seconds - since.steady_seconds) - (self.at - since.at)
        return lost if lost >= BACK_LEAST else timedelta()


def clock_went_back(by: timedelta, now: datetime, *, why: str) -> Silence:
    """The machine's time went back: deadlines would be counted as later than they are."""
    hours, rest = divmod(round(by.total_seconds() / 60), _HOUR_MINUTES)
    span = f"{hours} h {rest} min" if hours else f"{rest} min"
    return Silence(
        CLOCK_BACK,
        f"The time on this machine went back by {span} ({why}). It says {_when(now)}. Compare it with another "
        "watch and set it right: until then deadlines are counted too late.",
    )


def update_past_due(name: str, next_update: datetime, now: datetime, body: str = "") -> Silence | None:
    """The public page promised an update that did not come."""
    if now <= next_update:
        return None
    words = (
        f"The public page of {_short(name)} promised its next update by {_when(next_update)}, and by now says itself "
        "that it is out of date. Publish, even if nothing is new."
    )
    return Silence(f"update:{body or name}:{next_update:%Y%m%d%H%M}"[:KEY_MAX], words, body)


def silences(
    now: datetime, pulses: Iterable[Pulse], queues: Iterable[Queue], awaited: Iterable[Awaited]
) -> Iterator[Silence]:
    """Everything that is silent and should not be."""
    lanes = {pulse.means: pulse for pulse in pulses}
    for queue in queues:
        if queue.due:
            yield from _of_lane(now, lanes.get(queue.means), queue)
    for each in awaited:
        if now >= each.answer_by and each.answered < each.people:
            who = "Nobody" if not each.answered else f"Only {each.answered} of {each.people} people"
            yield Silence(
                f"unanswered:{each.message}",
                f"{who} answered the message «{_short(each.subject)}» by the time given. Ring the first on its list.",
                each.body,
            )


def _of_lane(now: datetime, lane: Pulse | None, queue: Queue) -> Iterator[Silence]:
    wait = f"{queue.due} {'person waits' if queue.due == 1 else 'people wait'}"
    if queue.means is Means.PHONE:
        if queue.oldest is not None and now - queue.oldest > PAPER_MAX:
            words = (
                f"{wait} to be rung and on no sheet of the phone tree yet. Make sheets on the message's page, and ring."
            )
            yield Silence("phone", words.capitalize())
        return
    if lane is None:
        return  # A means that this desk does not have: those people were listed before anything was sent.
    what, name = f"Sending {queue.means.words}", queue.means.value
    if not lane.is_alive or now - lane.beat > BEAT_MAX:
        words = f"{what} had stopped while {wait}. It was started again; if this stays, start the desk again."
        yield Silence(f"dead:{name}", words)
    elif lane.rests:
        words = f"{what} rests while {wait}: {_short(lane.rests)}. Look at the network, the key, the bill."
        yield Silence(f"rests:{name}", words)
    elif queue.oldest is not None and now - max(queue.oldest, queue.last_end or queue.oldest) > STUCK_MAX:
        words = f"{what} has told nobody for three minutes while {wait}. Start the desk again."
        yield Silence(f"stuck:{name}", words)


def _when(at: datetime) -> str:
    """As a watch on the wall has it."""
    return f"{at.astimezone(LONDON):%d %b %H:%M}"


def _short(text: str) -> str:
    return text if len(text) <= 80 else text[:79] + "…"  # noqa: PLR2004 - an alarm is read at a glance
