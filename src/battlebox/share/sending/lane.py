"""A lane works through the errands of one means: claims them in the record, sends, and records what came of it.

Law: nothing is sent before the record says that it is about to be, nor before the outbox says that it has begun; at
whatever moment it is killed, who was told is not told again by this means, and nobody is forgotten.
Not here: threads and their watching (web), what a receipt means for one errand (errand.py).

A round:
1. Outcomes that the record lacks are written there, up to a hundred in one entry.
2. While the means rests, whoever has waited too long goes to the next one.
3. Errands that are due are claimed, up to a hundred in one entry.
4. In groups of eight: messages that may go no further are left out, and again once the pace has let the group go; the
    group is marked as begun, sent side by side, and ended.
5. Where nothing is due, a provider that can be asked is asked what became of eight that it took.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Final

from battlebox.desk.message import BATCH_MAX, Means
from battlebox.share.sending.errand import PATIENCE, Ended, Errand, Ledger, Outbox, State, give_up, settle, take_up
from battlebox.share.sending.following import Fate, Follower, StillOpen, became, first_ask, next_ask
from battlebox.share.sending.sender import Accepted, Letter, Receipt, Refused, Sender, Whose
from battlebox.share.typesetting import in_exercise

WIDTH: Final = 8
FAILURES_MAX: Final = 5
REST: Final = timedelta(seconds=30)
KEY_REST: Final = timedelta(minutes=2)
RECORD_AFTER: Final = timedelta(seconds=5)


@dataclass(slots=True)
class Breaker:
    """Lets a means rest that goes on failing, and then tries it with one."""

    failures: int = 0
    until: datetime | None = None
    why: str = ""

    def rests(self, now: datetime) -> bool:
        """Whether nothing is to be tried now."""
        return self.until is not None and now < self.until

    def most(self, most: int) -> int:
        """How many may be tried: one, after a rest."""
        return 1 if self.until is not None else most

    def heard(self, receipt: Receipt, now: datetime) -> None:
        """Count a receipt."""
        if isinstance(receipt, Accepted) or (isinstance(receipt, Refused) and receipt.whose is Whose.ADDRESS):
            # A refused address is an answer: the provider works.
            self.failures, self.until, self.why = 0, None, ""
            return
        self.failures += 1
        self.why = receipt.why
        if isinstance(receipt, Refused) and receipt.whose is Whose.KEY:
            self.until = now + KEY_REST
        elif self.failures >= FAILURES_MAX or self.until is not None:
            after = receipt.after_seconds if isinstance(receipt, Refused) else 0
            self.until = now + max(REST, timedelta(seconds=after))


@dataclass(slots=True)
class Pace:
    """So many a minute, evenly."""

    per_minute: int
    pause: Callable[[float], object] = time.sleep
    seconds: Callable[[], float] = time.monotonic
    free_at: float = 0.0

    def wait(self, count: int) -> None:
        """Until so many more may go."""
        now = self.seconds()
        if self.free_at > now:
            self.pause(self.free_at - now)
        self.free_at = max(self.free_at, now) + count * 60.0 / self.per_minute


@dataclass
class Lane:
    """The lane of one means. One thread works through it; `stop_asked` ends a round between two groups."""

    sender: Sender
    outbox: Outbox
    ledger: Ledger
    now: Callable[[], datetime]
    pace: Pace
    stop_asked: Callable[[], bool] = lambda: False
    width: int = WIDTH
    breaker: Breaker = field(default_factory=Breaker)
    _recorded_at: datetime | None = None
    _ask_after: datetime | None = None
    _pool: ThreadPoolExecutor | None = None

    @property
    def means(self) -> Means:
        """Which."""
        return self.sender.means

    def recover(self) -> int:
        """Take up what was being tried when the desk last stopped; how many."""
        left = self.outbox.interrupted(self.means)
        self.outbox.end([take_up(errand, self.sender.promise, self.now()) for errand in left])
        return len(left)

    def round(self) -> int:
        """One round; how many errands ended or were put off in it. Raises what the outbox and the record raise."""
        now = self.now()
        if self.breaker.rests(now):
            done = self._give_up(now)
            self._record(whole=done == 0)
            return done
        due = self.outbox.due(self.means, now, self.breaker.most(BATCH_MAX))
        done = 0
        todo = self._claimed(self._without_stopped(due))
        for at in range(0, len(todo), self.width):
            if self.stop_asked() or self.breaker.rests(self.now()):
                break
            done += self._group(todo[at : at + self.width])
        followed = 0 if due or self.stop_asked() else self._follow(now)
        self._record(whole=not (due or followed))
        return done + followed + len(due) - len(todo)

    def close(self) -> None:
        """Record what is left and let go of threads."""
        self._record(whole=True)
        if self._pool is not None:
            self._pool.shutdown()
            self._pool = None

    def _claimed(self, errands: Sequence[Errand]) -> list[Errand]:
        fresh = [errand for errand in errands if not errand.claimed]
        if fresh:
            self.ledger.claims(fresh)
            self.outbox.claim(fresh)
        return [replace(errand, claimed=True) for errand in errands]

    def _group(self, errands: Sequence[Errand]) -> int:
        group = self._without_stopped(errands)
        if not group:
            return 0
        self.pace.wait(len(group))
        # It may have waited for a quarter of a minute, in which somebody stopped it or took a fact back.
        group = self._without_stopped(group)
        if not group:
            return 0
        letters = [Letter(errand.reference, errand.to, *in_exercise(*self.ledger.words(errand))) for errand in group]
        self.outbox.begin(group)
        receipts = self._send(list(zip(group, letters, strict=True)))
        now = self.now()
        begun = [replace(errand, tries=errand.tries + 1) for errand in group]
        ended = [
            settle(errand, receipt, self.sender.promise, now) for errand, receipt in zip(begun, receipts, strict=True)
        ]
        self.outbox.end([first_ask(each) for each in ended] if isinstance(self.sender, Follower) else ended)
        for receipt in receipts:
            self.breaker.heard(receipt, now)
        return len(group)

    def _send(self, letters: list[tuple[Errand, Letter]]) -> list[Receipt]:
        if len(letters) == 1:
            errand, letter = letters[0]
            return [self.sender.send(letter, again=errand.in_doubt)]
        pool = self._threads()
        sent = [pool.submit(self.sender.send, letter, again=errand.in_doubt) for errand, letter in letters]
        return [each.result() for each in sent]

    def _threads(self) -> ThreadPoolExecutor:
        if self._pool is None:
            self._pool = ThreadPoolExecutor(self.width, thread_name_prefix=f"send-{self.means.value}")
        return self._pool

    def _follow(self, now: datetime) -> int:
        """Ask what became of some that were told; how many were settled by it."""
        if not isinstance(self.sender, Follower) or (self._ask_after is not None and now < self._ask_after):
            return 0
        told = self.outbox.to_follow(self.means, now, self.width)
        if not told:
            return 0
        self.pace.wait(len(told))
        fates = self._ask(self.sender, [errand.reference for errand, _ in told])
        now = self.now()
        pairs = list(zip(told, fates, strict=True))
        self.outbox.end([became(each, fate, now) for (each, _), fate in pairs if not isinstance(fate, StillOpen)])
        waits = [(errand, at, fate) for (errand, at), fate in pairs if isinstance(fate, StillOpen)]
        self.outbox.follow_later([(errand, next_ask(at, now, fate.after_seconds)) for errand, at, fate in waits])
        busy = max((fate.after_seconds for _, _, fate in waits), default=0)
        self._ask_after = now + timedelta(seconds=busy) if busy else None
        return len(pairs) - len(waits)

    def _ask(self, follower: Follower, references: list[str]) -> list[Fate]:
        if len(references) == 1:
            return [follower.follow(references[0])]
        return list(self._threads().map(follower.follow, references))

    def _without_stopped(self, errands: Sequence[Errand]) -> list[Errand]:
        """Those whose message may still go; the others end here. Each message is asked about once."""
        first = {errand.message: errand for errand in reversed(errands)}
        ended = {message for message, errand in first.items() if self.ledger.is_stopped(errand)}
        stopped = [errand for errand in errands if errand.message in ended]
        if stopped:
            now = self.now()
            self.outbox.end([_stopped(errand, now) for errand in stopped])
        return [errand for errand in errands if errand.message not in ended]

    def _give_up(self, now: datetime) -> int:
        due = self.outbox.due(self.means, now, BATCH_MAX)
        late = [each for each in due if each.waits_since is not None and now - each.waits_since > PATIENCE]
        self.outbox.end([give_up(errand, now, self.breaker.why) for errand in late])
        return len(late)

    def _record(self, *, whole: bool) -> None:
        """Write outcomes into the record: a full batch at once, the rest when it is time or nothing else is to do."""
        now = self.now()
        is_time = self._recorded_at is None or now - self._recorded_at >= RECORD_AFTER
        while ended := self.outbox.unrecorded(self.means, BATCH_MAX):
            if len(ended) < BATCH_MAX and not (whole or is_time):
                return
            self.ledger.outcomes(ended)
            self.outbox.recorded(ended)
            self._recorded_at = now


def _stopped(errand: Errand, now: datetime) -> Ended:
    """An errand of a stopped message; what is in doubt stays so."""
    state = State.UNKNOWN if errand.in_doubt else State.STOPPED
    return Ended(errand, state, now, "the message was stopped")
