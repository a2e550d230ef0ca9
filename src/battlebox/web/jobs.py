"""Jobs: what takes longer than a page may, done by one thread beside the pages, or by a process of its own.

Law: one job at a time, in the order they were asked for, whichever process they were asked of; what it has so far can
be read before its end; a job that the desk's end cut off says so (`stopped`), and is never run again by itself; one
that dies, of whatever, has failed and says so; an answer belongs to its owner alone.
Not here: what a job works out (each kind is registered by its page), the table (models/job.py).
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.db import DatabaseError, close_old_connections, transaction
from django.db.models import QuerySet
from django.utils import timezone

from battlebox.web.machine_log import bare
from battlebox.web.models import Job, JobState, Officer

_TELL_SECONDS: Final = 0.5
_ASK_SECONDS: Final = 0.25
"""How often a process that does the jobs of others looks for one: their bell is not heard there."""
_LOG: Final = logging.getLogger(__name__)
_STOPPED: Final = "Stopped before it was done."
_LOST: Final = "It stopped before it was done, and nobody works on it any more. Nothing was recorded. Ask again."


class Stopped(Exception):
    """The desk is ending, or the owner has asked for the job to end."""


@dataclass(slots=True)
class Progress:
    """How a job says how far it is; it raises Stopped when the job should end."""

    job: UUID
    told_at: float = 0.0

    def tell(self, share: float, words: str = "") -> None:
        """How far it is, 0 to 1, and in words. May be called as often as one likes."""
        if _WORKER.is_ending.is_set() or self.job in _WORKER.unwanted:
            raise Stopped
        now = time.monotonic()
        if now - self.told_at >= _TELL_SECONDS:
            self.told_at = now
            self._note(progress=min(1.0, max(0.0, share)), words=words[:300])

    def show(self, found: Any) -> None:
        """What is found so far, for the page to show while the rest is worked out."""
        if _WORKER.is_ending.is_set() or self.job in _WORKER.unwanted:
            raise Stopped
        self._note(answer=found)

    def _note(self, **so_far: Any) -> None:
        # Nobody's row any more: its owner has stopped it, at whatever process.
        if not Job.objects.filter(pk=self.job).exclude(state=JobState.STOPPED).update(**so_far):
            raise Stopped


@dataclass(frozen=True, slots=True)
class Answer:
    """What a job found: plain values for a page, and bytes where it made a paper."""

    found: Any = None
    paper: bytes | None = None
    words: str = ""


Work = Callable[[dict[str, Any], Progress], Answer]


class Refused(Exception):
    """A job's question could not be answered; str() is the sentence for the officer."""


_KINDS: Final[dict[str, Work]] = {}


def add_kind(kind: str, work: Work) -> None:
    """Say how jobs of a kind are done: `work(asked, progress)` gives an Answer or raises Refused."""
    _KINDS[kind] = work


class _Worker:
    """The one thread, started with the first job."""

    def __init__(self) -> None:
        self.bell = threading.Event()
        self.is_ending = threading.Event()
        self.unwanted: set[UUID] = set()
        self.doing: UUID | None = None
        self.thread: threading.Thread | None = None
        self.lock = threading.Lock()
        self.is_elsewhere = False
        """Whether another process does the jobs that are asked for here."""
        self.pause = 30.0

    def start(self) -> None:
        """Start the thread, if it does not run."""
        if self.is_elsewhere:
            return
        with self.lock:
            if self.thread is None or not self.thread.is_alive():
                self.is_ending.clear()
                self.thread = threading.Thread(target=self.run, name="jobs", daemon=True)
                self.thread.start()
        self.bell.set()

    def revive(self) -> None:
        """Start the thread again, if it has died: whoever waits for a job looks after it."""
        if self.thread is not None and not self.thread.is_alive() and not self.is_ending.is_set():
            _LOG.error("the thread of the jobs had died and is started again")
            self.start()

    def has_left(self, job: UUID) -> bool:
        """Whether a job that is said to run is not the one that is worked on. At the end `begin` will see to it."""
        return self.thread is not None and self.doing != job and not self.is_ending.is_set()

    def run(self) -> None:
        """Do jobs until the end."""
        while not self.is_ending.is_set():
            job = Job.objects.filter(state=JobState.WAITING).order_by("made_at").first()
            if job is None:
                close_old_connections()
                self.bell.wait(timeout=self.pause)
                self.bell.clear()
                continue
            # Said first: whoever looks must never see a job that runs and nobody doing it.
            self.doing = job.pk
            try:
                if Job.objects.filter(pk=job.pk, state=JobState.WAITING).update(state=JobState.RUNNING):
                    do(job)
            finally:
                self.doing = None


_WORKER: Final = _Worker()


def ask(kind: str, owner: Officer, asked: dict[str, Any], *, incident: str = "", body: str = "") -> Job:
    """Ask for a job; it is done as soon as those before it are."""
    if kind not in _KINDS:
        raise KeyError(kind)
    job = Job.objects.create(kind=kind, owner=owner, asked=asked, incident=incident, body=body)
    _WORKER.start()
    return job


def of_owner(owner: Officer, job: str) -> Job | None:
    """An officer's own job; anybody else's is not there."""
    try:
        found = Job.objects.filter(owner=owner, pk=UUID(job)).first()
    except ValueError:
        return None
    return settled(found) if found is not None else None


def stop(job: Job) -> None:
    """Ask a job to end."""
    if not _WORKER.is_elsewhere:
        _WORKER.unwanted.add(job.pk)
    states = (JobState.WAITING, JobState.RUNNING) if _WORKER.is_elsewhere else (JobState.WAITING,)
    Job.objects.filter(pk=job.pk, state__in=states).update(
        state=JobState.STOPPED, ended_at=timezone.now(), words=_STOPPED
    )


def do(job: Job) -> None:
    """Do one job, here and now, and write its end down, whatever it was."""
    end = _end_of(job)
    _WORKER.unwanted.discard(job.pk)
    try:
        with transaction.atomic():
            _unstopped(job).update(ended_at=timezone.now(), **end)
    except (DatabaseError, TypeError, ValueError) as wrong:
        # The disk may be full, or the answer no plain values. Without it the end is short, and may still fit; `settled`
        # sees to the rest.
        _LOG.error("the end of job %s could not be written: %s", job.pk, type(wrong).__name__)
        words = (
            "Its answer could not be written. The disk of the desk may be full: have some space freed, then ask again."
        )
        with suppress(DatabaseError):
            _unstopped(job).update(ended_at=timezone.now(), state=JobState.FAILED, words=words)


def _unstopped(job: Job) -> QuerySet[Job]:
    """Its row, unless its owner has stopped it at another process meanwhile."""
    return Job.objects.filter(pk=job.pk).exclude(state=JobState.STOPPED)


def _end_of(job: Job) -> dict[str, Any]:
    """What a job came to, as its row says it."""
    work = _KINDS.get(job.kind)
    if work is None:
        return {"state": JobState.FAILED, "words": "This desk does not know how to do that any more."}
    try:
        answer = work(job.asked, Progress(job.pk))
    except Refused as why:
        return {"state": JobState.FAILED, "words": str(why)[:300]}
    except Stopped:
        return {"state": JobState.STOPPED, "words": _STOPPED}
    except BaseException as wrong:  # noqa: BLE001 - the face's one last handler: the thread outlives what one job dies of
        # Where it went wrong, and what; never the words that were worked on.
        _LOG.error("job %s (%s) died of %s", job.pk, job.kind, type(wrong).__name__, exc_info=bare(wrong))
        words = f"A fault in Battlebox: {type(wrong).__name__}. Nothing was recorded. Ask again."
        return {"state": JobState.FAILED, "words": words[:300]}
    return {
        "state": JobState.DONE,
        "progress": 1.0,
        "words": answer.words[:300],
        "answer": answer.found,
        "paper": answer.paper,
    }


def settled(job: Job) -> Job:
    """A job as it stands: one that nobody works on any more does not go on saying that it runs."""
    if job.state == JobState.RUNNING and _WORKER.has_left(job.pk):
        ended = {"state": JobState.FAILED, "ended_at": timezone.now(), "words": _LOST}
        if Job.objects.filter(pk=job.pk, state=JobState.RUNNING).update(**ended):
            _LOG.error("job %s (%s) was lost while it ran", job.pk, job.kind)
        job.refresh_from_db()
    elif job.state == JobState.WAITING:
        _WORKER.revive()
    return job


def begin() -> None:
    """At start: what was running when the desk last ended is stopped, and says so."""
    Job.objects.filter(state=JobState.RUNNING).update(
        state=JobState.STOPPED,
        words="The desk was stopped while this was being worked out. Ask again.",
        ended_at=timezone.now(),
    )
    if Job.objects.filter(state=JobState.WAITING).exists():
        _WORKER.start()


def leave_to_another() -> None:
    """At start, in one of several processes: jobs are asked for here, and done by another."""
    _WORKER.is_elsewhere = True


def begin_for_all() -> None:
    """At start, in the process that does the jobs of all."""
    _WORKER.pause = _ASK_SECONDS
    begin()
    _WORKER.start()


def look_after() -> None:
    """Now and then, in the process that does the jobs of all: nobody who waits could start its thread again."""
    _WORKER.revive()


def end(seconds: float = 5.0) -> None:
    """At the end: ask the running job to stop, and wait a little for it."""
    _WORKER.is_ending.set()
    _WORKER.bell.set()
    if _WORKER.thread is not None:
        _WORKER.thread.join(timeout=seconds)
