"""Giving things to a partner's collection that we may write to.

Law: nothing is posted that the gate did not let through a moment before and the ledger does not hold already; a post is
asked after to its end or to a limit; posting again doubles nothing.
Not here: the gate and the ledger (share.release), who decides what is given (web).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Protocol

import orjson

from battlebox.share.intel import Thing
from battlebox.share.polling.asking import Asker
from battlebox.share.polling.errors import Code, PollError
from battlebox.share.polling.feed import Feed
from battlebox.share.polling.offered import asked

BATCH_MAX: Final = 100
BATCH_BYTES_MAX: Final = 2 * 1024 * 1024
ASKS_MAX: Final = 10
_WAIT_SECONDS: Final = 1.0
_WAIT_MAX: Final = 8.0
_FAILURES_KEPT: Final = 1000
_STATUS: Final = re.compile(r"[A-Za-z0-9-]{1,100}", re.ASCII)
_STIX_ID: Final = re.compile(r"[a-z][a-z0-9-]{1,100}--[0-9a-f-]{36}", re.ASCII)


class Gate(Protocol):
    """The way out."""

    def let(self, things: Sequence[Thing], feed: Feed) -> Sequence[Thing]:
        """Those of these that may go to the feed's partner now; they stand in the ledger when this returns."""
        ...


@dataclass(frozen=True, slots=True)
class Pushed:
    """What became of it: how many were given and taken, the ids of those that were not, and how many nobody knows."""

    given: int = 0
    taken: int = 0
    failed: tuple[str, ...] = ()
    open: int = 0
    kept_back: int = 0
    """How many the gate did not let through."""


def push(things: Sequence[Thing], feed: Feed, asker: Asker, gate: Gate, *, pause: Callable[[float], object]) -> Pushed:
    """Give these to the collection of a feed, in batches. Raises PollError; what was given before stays given."""
    total = Pushed()
    for batch in _batches(things):
        if asker.is_over:
            raise PollError.of(Code.SLOW, who=feed.who, most=feed.limits.seconds_max)
        goes = gate.let(batch, feed)
        one = _post(goes, feed, asker, pause) if goes else Pushed()
        total = Pushed(
            total.given + one.given,
            total.taken + one.taken,
            (total.failed + one.failed)[:_FAILURES_KEPT],
            total.open + one.open,
            total.kept_back + len(batch) - len(goes),
        )
    return total


def _batches(things: Sequence[Thing]) -> Iterator[list[Thing]]:
    batch: list[Thing] = []
    size = 0
    for thing in things:
        if batch and (len(batch) >= BATCH_MAX or size + len(thing.raw) > BATCH_BYTES_MAX):
            yield batch
            batch, size = [], 0
        batch.append(thing)
        size += len(thing.raw)
    if batch:
        yield batch


def _post(things: Sequence[Thing], feed: Feed, asker: Asker, pause: Callable[[float], object]) -> Pushed:
    body = b'{"objects":[' + b",".join(thing.raw for thing in things) + b"]}"
    try:
        says = orjson.loads(asker.post(feed.objects, body).body)
    except orjson.JSONDecodeError:
        says = None
    number = says.get("id") if isinstance(says, dict) else None
    if not isinstance(says, dict) or not isinstance(number, str) or not _STATUS.fullmatch(number):
        raise PollError.of(Code.NOT_STATUS, who=feed.who)
    status: Mapping[str, Any] = says
    wait = _WAIT_SECONDS
    for _ in range(ASKS_MAX):
        if status.get("status") == "complete" or asker.is_over:
            break
        pause(wait)
        wait = min(wait * 2, _WAIT_MAX)
        status = asked(asker, f"{feed.root}status/{number}/")
    return _read(status, len(things))


def _read(status: Mapping[str, Any], given: int) -> Pushed:
    """What a status says, as far as it can be so: it can speak of no more than it was given."""
    rows = status.get("failures")
    failed = [_id(row) for row in (rows if isinstance(rows, list) else [])[:given]]
    count = status.get("failure_count")
    lost = min(given, max(len(failed), count if isinstance(count, int) and count > 0 else 0))
    if status.get("status") == "complete":
        return Pushed(given, given - lost, tuple(failed))
    done = status.get("success_count")
    taken = min(given - lost, done) if isinstance(done, int) and done > 0 else 0
    return Pushed(given, taken, tuple(failed), given - lost - taken)


def _id(row: object) -> str:
    found = row.get("id") if isinstance(row, dict) else None
    return found if isinstance(found, str) and _STIX_ID.fullmatch(found) else "one without an id"
