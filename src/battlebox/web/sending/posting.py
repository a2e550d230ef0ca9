"""Posting: a thread for each means works through the outbox, and one watches that they do.

Law: nothing of it holds up a page; what has stopped or does not move is an alarm, and what is dead is started again.
Not here: how errands are worked through (share.sending), where they are kept (outbox.py), what sends (means.py).
"""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Final, TypeVar

from django.core.cache import cache
from django.db import DatabaseError, close_old_connections
from django.db.models import Count, Max, Min, Q
from django.utils import timezone

from battlebox.desk import DeskError
from battlebox.desk.message import (
    BATCH_MAX,
    Answer,
    Came,
    Claim,
    How,
    Means,
    Message,
    Promise,
    desk_eyes,
    halt_message,
    message_of,
    note_answers,
    note_claims,
    note_outcomes,
)
from battlebox.desk.record import Installation, Record, Sight
from battlebox.journal import JournalError
from battlebox.share.sending import (
    CLOCK_BACK,
    Awaited,
    Ended,
    Errand,
    Lane,
    Pace,
    Pulse,
    Queue,
    Sender,
    State,
    silences,
)
from battlebox.web.models import Addressed, Alarm, Dispatch
from battlebox.web.models import Errand as Row
from battlebox.web.sending.means import Reach
from battlebox.web.sending.outbox import OUTCOME_OF, DeskOutbox, as_said, code_of, end_stopped, take_up
from battlebox.web.sending.own_keys import alarm_forked, alarm_unenrolled
from battlebox.web.sending.watchdog import Watchdog

T = TypeVar("T")

FAULTS: Final = (DatabaseError, JournalError, DeskError, OSError, RuntimeError, ValueError, LookupError, TypeError)
"""What a thread must outlive: a full disk, a locked table, and faults of ours. Each is an alarm."""
IDLE_SECONDS: Final = 1.0
WATCH_SECONDS: Final = 5.0
FAULT_SECONDS: Final = 5.0
_TROUBLES: Final = "posting:troubles"
"""Why each means rests, for the processes that show it and do not send."""
_TOLD_SECONDS: Final = 60
_ONCE: Final = ("unanswered:", "clock:", "update:", "live:", "access:", "past:")


class DeskLedger:
    """The record as a lane uses it (share.sending.Ledger)."""

    def __init__(self, installation: Installation, answers: str = "") -> None:
        self._installation, self._answers = installation, answers
        self._message = lru_cache(maxsize=32)(self._read)

    def claims(self, errands: Sequence[Errand]) -> None:
        """One entry for each message among them."""
        for (incident, body, message), mine in _by_message(errands, lambda each: each):
            claims = [Claim(each.person, each.place, each.means) for each in mine]
            note_claims(self._record(incident), body, message, claims)

    def outcomes(self, ended: Sequence[Ended]) -> None:
        """One entry for each message among them."""
        for (incident, body, message), mine in _by_message(ended, lambda each: each.errand):
            came = [
                Came(
                    each.errand.person, each.errand.place, each.errand.means, OUTCOME_OF[each.state], each.at, each.note
                )
                for each in mine
            ]
            note_outcomes(self._record(incident), body, message, came)

    def is_stopped(self, errand: Errand) -> bool:
        """Whether it may go no further; where a fact in it may not leave any more, that is written down at once."""
        return bool(halt_message(self._record(errand.incident), errand.body, errand.message))

    def words(self, errand: Errand) -> tuple[str, str]:
        """Subject and words as this person gets them: with their own way of saying that they read it."""
        message, entry = self._message(errand.incident, errand.body, errand.message)
        code = code_of(entry, errand.person)
        link = f"{self._answers}/r/{code}/" if self._answers else ""
        return message.subject, f"{message.words}\n\n{message.last_line(link=link, code=as_said(code))}"

    def answers(self, people: Sequence[Addressed]) -> None:
        """Write who read and understood: one entry for each message among them."""
        for (incident, body, message), mine in _by_message(people, lambda each: each.dispatch):
            said = [Answer(each.person, How(each.how), each.answered_at or timezone.now()) for each in mine]
            note_answers(self._record(incident), body, message, said)

    def _record(self, incident: str) -> Record:
        return self._installation.record(incident)

    def _read(self, incident: str, body: str, message: str) -> tuple[Message, str]:
        said = message_of(Sight.of(self._record(incident), desk_eyes(body)), message)
        return said.value, said.entry


def _by_message(
    things: Iterable[T], key: Callable[[T], Errand | Dispatch]
) -> list[tuple[tuple[str, str, str], list[T]]]:
    """Things by the incident, body and message they belong to, in order."""
    found: dict[tuple[str, str, str], list[T]] = defaultdict(list)
    for thing in things:
        of = key(thing)
        found[of.incident, of.body, of.message].append(thing)
    return list(found.items())


@dataclass(slots=True)
class _Running:
    """One lane and its thread."""

    lane: Lane
    thread: threading.Thread | None = None
    beat: datetime = field(default_factory=timezone.now)
    fault: str = ""


class Posting:
    """The threads of a desk that sends. One for each means, and one that watches."""

    def __init__(
        self, installation: Installation, reach: Reach, data: Path | None = None, *, tells: bool = False
    ) -> None:
        self.tells = tells
        self.installation = installation
        self.watchdog = Watchdog(installation, data)
        self.ledger = DeskLedger(installation, reach.answers)
        self.outbox = DeskOutbox()
        self.is_ending = threading.Event()
        self.bell = threading.Event()
        self.watcher: threading.Thread | None = None
        self._seen: dict[str, int] = {}
        self._silent: frozenset[str] = frozenset()
        self.lanes = {
            means: _Running(
                Lane(
                    reach.senders.of(means),
                    self.outbox,
                    self.ledger,
                    timezone.now,
                    Pace(reach.per_minute(means), pause=self.is_ending.wait),
                    stop_asked=self.is_ending.is_set,
                )
            )
            for means in Means
            if means in reach.senders.works
        }

    def begin(self) -> None:
        """Start every thread."""
        for each in self.lanes.values():
            self._start(each)
        self.watcher = threading.Thread(target=self._watch, name="post-watch", daemon=True)
        self.watcher.start()

    def end(self, seconds: float = 10.0) -> None:
        """Finish the groups that are on their way, record what came of them, and stop."""
        self.is_ending.set()
        self.bell.set()
        for each in (self.watcher, *(running.thread for running in self.lanes.values())):
            if each is not None:
                each.join(timeout=seconds)

    def take_up(self) -> int:
        """Put what was ordered since into the outbox; how many messages."""
        found = 0
        for name in self.installation.incidents:
            record = self.installation.record(name)
            arrived = record.catch_up()
            if self._seen.get(name) != arrived:
                found += take_up(record)
                self._seen[name] = arrived
            end_stopped(record, self.lanes)
        return found

    def record_answers(self) -> int:
        """Write into the record who has answered since; how many."""
        found = list(Addressed.objects.filter(recorded=False).select_related("dispatch")[:BATCH_MAX])
        if found:
            self.ledger.answers(found)
            Addressed.objects.filter(pk__in=[each.pk for each in found]).update(recorded=True)
        return len(found)

    def look(self) -> None:
        """Alarm on every silence, once each, and start again what is dead."""
        now = timezone.now()
        pulses = [
            Pulse(means, each.beat, each.thread is not None and each.thread.is_alive(), _rests(each, now))
            for means, each in self.lanes.items()
        ]
        if self.tells:
            cache.set(_TROUBLES, {means.value: _rests(each, now) for means, each in self.lanes.items()}, _TOLD_SECONDS)
        silent = (*silences(now, pulses, _queues(now), _awaited()), *self.watchdog.silences(now))
        found = {each.key: each for each in silent}
        for key, silence in found.items():
            alarms = Alarm.objects.filter(key=key)
            # A message that nobody answers goes on being so; anything else may come back after it went.
            again = alarms.exists() if key.startswith(_ONCE) else alarms.filter(seen_at=None).exists()
            if key not in self._silent and not again:
                Alarm.objects.tell(silence.words, body=silence.body, key=key)
        if CLOCK_BACK in found and CLOCK_BACK not in self._silent:
            # Whoever was to be tried again at a time that now lies ahead would wait for as long as the time went back.
            Row.objects.filter(state=State.WAITING.value, due_at__gt=now).update(due_at=now)
        self._silent = frozenset(found)
        for each in self.lanes.values():
            if (each.thread is None or not each.thread.is_alive()) and not self.is_ending.is_set():
                self._start(each)

    def _start(self, running: _Running) -> None:
        name = f"post-{running.lane.means.value}"
        running.thread = threading.Thread(target=self._work, args=(running,), name=name, daemon=True)
        running.beat = timezone.now()
        running.thread.start()

    def _watch(self) -> None:
        while not self.is_ending.is_set():
            try:
                if self.take_up():
                    self.bell.set()
                while self.record_answers():
                    pass
                self.look()
                alarm_unenrolled(self.installation)
                alarm_forked(self.installation)
            except FAULTS as wrong:
                _alarm_fault("watching", wrong)
            close_old_connections()
            self.is_ending.wait(WATCH_SECONDS)
        self._last(self.record_answers)

    def _work(self, running: _Running) -> None:
        """Work through one lane until the end; a fault in one round is an alarm, and the next begins anew."""
        is_whole = False
        while not self.is_ending.is_set():
            running.beat = timezone.now()
            try:
                if not is_whole:
                    running.lane.recover()
                    is_whole = True
                done = running.lane.round()
                running.fault = ""
            except FAULTS as wrong:
                is_whole, done = False, 0
                running.fault = _alarm_fault(running.lane.means.words, wrong)
                self.is_ending.wait(FAULT_SECONDS)
            if not done:
                close_old_connections()
                self.bell.wait(timeout=IDLE_SECONDS)
                self.bell.clear()
        self._last(running.lane.close)

    def _last(self, act: Callable[[], object]) -> None:
        """What is still to be written at the end; what cannot be is written at the next start."""
        try:
            act()
        except FAULTS as wrong:
            _alarm_fault("the end of sending", wrong)


def _rests(each: _Running, now: datetime) -> str:
    breaker = each.lane.breaker
    return each.fault or (breaker.why if breaker.rests(now) else "")


def _queues(now: datetime) -> list[Queue]:
    """What waits for each means, and when anything last ended."""
    waits = Q(state=State.WAITING.value, due_at__lte=now)
    rows = Row.objects.values("means").annotate(
        due=Count("pk", filter=waits), oldest=Min("due_at", filter=waits), last=Max("ended_at")
    )
    return [Queue(Means(row["means"]), row["due"], row["oldest"], row["last"]) for row in rows if row["due"]]


def _awaited() -> list[Awaited]:
    """Messages whose time to answer is over and that somebody has not answered."""
    late = Dispatch.objects.filter(answer_by__lte=timezone.now()).annotate(
        answered=Count("addressed", filter=Q(addressed__answered_at__isnull=False))
    )
    return [
        Awaited(each.message, each.subject, each.answer_by, each.people, each.answered, each.body)
        for each in late
        if each.answer_by
    ]


def _alarm_fault(what: str, wrong: Exception) -> str:
    """An alarm for a fault of ours, or of the disk; the kind of fault, never what was in it."""
    kind = type(wrong).__name__
    words = f"Sending ({what}) met a fault ({kind}) and tries again. If this stays, start the desk again."
    key = f"fault:{what}:{kind}"
    with suppress(DatabaseError):
        if not Alarm.objects.filter(key=key, seen_at=None).exists():
            Alarm.objects.tell(words, key=key)
    return f"a fault in Battlebox ({kind})"


@dataclass(slots=True)
class _Desk:
    posting: Posting | None = None


_DESK: Final = _Desk()


def promise_of(means: Means) -> Promise:
    """What a crash in the middle of one sending means, for a means of this desk."""
    sender = _sender(means)
    return Promise.ON_PAPER if means is Means.PHONE else sender.promise if sender else Promise.ONCE_AT_MOST


def own_addresses() -> dict[Means, str]:
    """From where this desk sends, by each means that it has."""
    return {means: sender.own_address for means in Means if (sender := _sender(means)) is not None}


def trouble_of(means: Means) -> str:
    """Why a means rests now: what its provider says, or a fault of ours; blank where it goes on."""
    running = _lanes().get(means)
    if running is not None and running.thread is None:
        # It is another process that sends.
        return str(cache.get(_TROUBLES, {}).get(means.value, ""))
    return "" if running is None else _rests(running, timezone.now())


def _sender(means: Means) -> Sender | None:
    running = _lanes().get(means)
    return None if running is None else running.lane.sender


def works_here() -> frozenset[Means]:
    """The means that this desk sends by; people are rung whether or not it does."""
    return frozenset(_lanes()) | {Means.PHONE}


def _lanes() -> Mapping[Means, _Running]:
    """The lanes of this desk; none while it does not send."""
    return {} if _DESK.posting is None else _DESK.posting.lanes


def begin(installation: Installation, reach: Reach, data: Path | None = None, *, tells: bool = False) -> None:
    """At start: whatever was on its way when the desk last stopped is taken up. `tells`: other processes show it."""
    _DESK.posting = Posting(installation, reach, data, tells=tells)
    _DESK.posting.begin()


def leave_to_another(installation: Installation, reach: Reach) -> None:
    """At start, in one of several processes: by what this desk sends is known here, and another sends."""
    _DESK.posting = Posting(installation, reach)


def end() -> None:
    """At the end: finish what is being sent."""
    if _DESK.posting is not None:
        _DESK.posting.end()
        _DESK.posting = None
