"""One person to be told by one means, where that stands, and what follows from a receipt.

Law: keyed by (entry, person, place in the order of means); what was told is never tried again; what failed opens the
person's next.
Not here: keeping errands (an Outbox, in web), working through them (lane.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final, Protocol

from battlebox.desk.message import Means, Promise
from battlebox.share.sending.sender import Accepted, Receipt, Refused, Whose, note

BACK_OFF_SECONDS: Final = (2, 8, 30, 120)
TRIES_MAX: Final = len(BACK_OFF_SECONDS) + 1
PATIENCE: Final = timedelta(minutes=10)
"""How long somebody waits for a means that is broken, before the next is tried (a working value)."""


class State(StrEnum):
    """Where an errand stands."""

    LATER = "later"
    """An earlier means of the same person comes first."""
    WAITING = "waiting"
    TRYING = "trying"
    """Begun and not ended: after a crash, perhaps sent. On paper: the sheet is out."""
    TOLD = "told"
    DELIVERED = "delivered"
    """Told, and the provider says that it arrived."""
    REFUSED = "refused"
    UNKNOWN = "nobody knows"
    NOT_NEEDED = "not needed"
    STOPPED = "stopped"

    @property
    def has_failed(self) -> bool:
        """Whether the person's next means is to be tried."""
        return self in (State.REFUSED, State.UNKNOWN)

    @property
    def is_told(self) -> bool:
        """Whether a provider took it, or the person was spoken to."""
        return self in (State.TOLD, State.DELIVERED)


@dataclass(frozen=True, slots=True)
class Errand:
    """One errand. `key` is its place in the outbox that keeps it; `reference` is the same for every try."""

    key: int
    incident: str
    message: str
    body: str
    person: str
    place: int
    means: Means
    to: str
    reference: str
    tries: int = 0
    claimed: bool = False
    in_doubt: bool = False
    """Whether it may have been sent already."""
    waits_since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Ended:
    """How a try ended; `due` is when the next is, where the errand waits again; where told, when to ask about it."""

    errand: Errand
    state: State
    at: datetime
    note: str = ""
    due: datetime | None = None
    in_doubt: bool = False


class Outbox(Protocol):
    """Where errands are kept. Each call is whole or not at all, and is on disk when it returns."""

    def due(self, means: Means, now: datetime, most: int) -> tuple[Errand, ...]:
        """Errands that wait and are due, the oldest first."""
        ...

    def claim(self, errands: Sequence[Errand]) -> None:
        """The record says that these are about to be tried."""
        ...

    def begin(self, errands: Sequence[Errand]) -> None:
        """These are being tried now: TRYING, with one try more."""
        ...

    def end(self, ended: Sequence[Ended]) -> None:
        """What came of these. A failure opens the person's next means; one told, or stopped, ends the others.

        A failure of one that was told opens those again that were not needed, unless the person has answered.
        """
        ...

    def to_follow(self, means: Means, now: datetime, most: int) -> tuple[tuple[Errand, datetime], ...]:
        """Errands that were told and are to be asked about now, with when they were told."""
        ...

    def follow_later(self, asks: Sequence[tuple[Errand, datetime | None]]) -> None:
        """When to ask about these again; None: no more."""
        ...

    def interrupted(self, means: Means) -> tuple[Errand, ...]:
        """Errands that were being tried when the desk last stopped."""
        ...

    def unrecorded(self, means: Means, most: int) -> tuple[Ended, ...]:
        """Outcomes that the record does not have yet, the oldest first."""
        ...

    def recorded(self, ended: Sequence[Ended]) -> None:
        """The record has these."""
        ...


class Ledger(Protocol):
    """The record, as sending needs it."""

    def claims(self, errands: Sequence[Errand]) -> None:
        """Write that these are about to be tried: one entry for each message among them."""
        ...

    def outcomes(self, ended: Sequence[Ended]) -> None:
        """Write what came of these: one entry for each message among them."""
        ...

    def is_stopped(self, errand: Errand) -> bool:
        """Whether it may go no further: somebody stopped it, or a fact that it rests on may not leave any more."""
        ...

    def words(self, errand: Errand) -> tuple[str, str]:
        """Subject and words as this person gets them."""
        ...


def settle(errand: Errand, receipt: Receipt, promise: Promise, now: datetime) -> Ended:
    """What follows from a receipt; `errand.tries` counts the try that brought it."""
    if isinstance(receipt, Accepted):
        return Ended(errand, State.TOLD, now, receipt.number)
    if isinstance(receipt, Refused):
        # A refusal now says nothing of an earlier try that was not answered.
        last = State.UNKNOWN if errand.in_doubt else State.REFUSED
        if receipt.whose is Whose.ADDRESS or _is_out_of_time(errand, now):
            why = f"an earlier try had no answer; then {receipt.why}" if errand.in_doubt else receipt.why
            return Ended(errand, last, now, note(why))
        return _later(errand, last, receipt.why, receipt.after_seconds, now)
    if promise is Promise.ONCE_AT_MOST or _is_out_of_time(errand, now):
        return Ended(errand, State.UNKNOWN, now, receipt.why)
    return _later(errand, State.UNKNOWN, receipt.why, 0, now)


def take_up(errand: Errand, promise: Promise, now: datetime) -> Ended:
    """What follows where the desk stopped in the middle of a try."""
    if promise in (Promise.REFUSES_REPEATS, Promise.CAN_BE_ASKED):
        return Ended(errand, State.WAITING, now, "the desk stopped meanwhile", due=now, in_doubt=True)
    return Ended(errand, State.UNKNOWN, now, "the desk stopped while it was being sent")


def give_up(errand: Errand, now: datetime, why: str) -> Ended:
    """What follows where a means was broken for longer than somebody should wait."""
    return Ended(errand, State.UNKNOWN if errand.in_doubt else State.REFUSED, now, why)


def _is_out_of_time(errand: Errand, now: datetime) -> bool:
    return errand.waits_since is not None and now - errand.waits_since > PATIENCE


def _later(errand: Errand, last: State, why: str, after_seconds: int, now: datetime) -> Ended:
    if errand.tries >= TRIES_MAX:
        return Ended(errand, last, now, f"{why}; {errand.tries} tries")
    wait = max(BACK_OFF_SECONDS[max(errand.tries, 1) - 1], after_seconds)
    due = now + timedelta(seconds=wait)
    return Ended(errand, State.WAITING, now, why, due=due, in_doubt=last is State.UNKNOWN)
