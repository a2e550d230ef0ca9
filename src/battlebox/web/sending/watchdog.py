"""What is silent besides the sending: clocks, the press, dates, gates passed by, links not as assured, time gone back.

Law: every look is of one kind and gives silences; what cannot be read is no silence; a look never writes.
Not here: turning silences into alarms (posting.py), what counts as silent (desk.tell, share.sending).
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Final

from battlebox.desk import DeskError, Officer, Role
from battlebox.desk.backlog import backlogs_of
from battlebox.desk.command import loud_now
from battlebox.desk.gate import Matter, live_board
from battlebox.desk.picture import InUse, Names, estate_in_use, live_picture
from battlebox.desk.reconnect import alarms_of, spoken_links
from battlebox.desk.record import Installation, Record, Sight
from battlebox.desk.tell import Near, bare_ground, clocks_of, near_ends, press_log, shipped_library
from battlebox.estate import EstateError
from battlebox.share import ShareError
from battlebox.share.sending import Silence, Tick, clock_went_back, update_past_due
from battlebox.share.status import page_of_file
from battlebox.web.clock_words import when_words

AGAIN_AFTER: Final = timedelta(minutes=1)
"""Clocks and pages are read once a minute: a mark that was passed can wait so long, and forty records cannot be read
every five seconds."""
KEPT_FOR: Final = timedelta(minutes=10)
PUBLIC: Final = "public"
STATUS: Final = "status.json"
KEY_MAX: Final = 120
AHEAD_MOST: Final = timedelta(minutes=2)
WORDS_MAX: Final = 300
_ALARMING: Final = (Matter.WITHOUT_GATES, Matter.UNSAID, Matter.PAST_GATE, Matter.ACCESS_OVER)


@dataclass
class Watchdog:
    """Looks at everything but the sending; one for each desk."""

    installation: Installation
    data: Path | None = None
    steady: Callable[[], float] = time.monotonic
    _tick: Tick | None = None
    _back: tuple[datetime, Silence] | None = None
    _looked: datetime | None = None
    _found: tuple[Silence, ...] = field(default=())

    def silences(self, now: datetime) -> tuple[Silence, ...]:
        """Everything that is silent now and should not be."""
        back = self._time(now)
        if self._looked is None or not timedelta() <= now - self._looked < AGAIN_AFTER:
            self._looked, self._found = now, tuple(self._slowly(now))
        return (*back, *self._found)

    def _slowly(self, now: datetime) -> Iterator[Silence]:
        for name in self.installation.incidents:
            record = self.installation.record(name)
            for body in sorted(record.bodies):
                if not record.is_closed:
                    yield from clocks_near(self.installation, record, body, now)
                    yield from press_late(self.installation, record, body, now)
                    yield from gates_passed_by(self.installation, record, body)
                    yield from links_not_assured(self.installation, record, body)
                # Keying back goes on when the incident is long closed.
                yield from backlog_late(self.installation, record, body, now)
        yield from self._updates(now)

    def _time(self, now: datetime) -> tuple[Silence, ...]:
        """Whether the machine's time went back, since the last look or since the desk last wrote."""
        tick = Tick(now, self.steady())
        if self._tick is None:
            last = max(filter(None, map(_last_written, self._records())), default=None)
            if last is not None and last - now > AHEAD_MOST:
                said = clock_went_back(last - now, now, why="this desk's own last entry is later than that")
                self._back = (now, said)
        elif by := tick.went_back(self._tick):
            self._back = (now, clock_went_back(by, now, why="while the desk ran"))
        self._tick = tick
        if self._back is not None and not timedelta() <= now - self._back[0] < KEPT_FOR:
            self._back = None
        return (self._back[1],) if self._back else ()

    def _records(self) -> Iterator[Record]:
        return (self.installation.record(name) for name in self.installation.incidents)

    def _updates(self, now: datetime) -> Iterator[Silence]:
        """Pages that stand in the desk's own folder, of one body or of several."""
        if self.data is None:
            return
        folder = self.data / PUBLIC
        for path in sorted({folder / STATUS, *folder.glob(f"*/{STATUS}")}):
            try:
                page = page_of_file(path)
            except (ShareError, OSError):
                continue
            found = update_past_due(page.body, page.next_update, now)
            if found is not None:
                yield found


def clocks_near(installation: Installation, record: Record, body: str, now: datetime) -> Iterator[Silence]:
    """A body's own clocks that come near while nobody acts."""
    sight = _eyes(record, body)
    try:
        used = _ground(installation, sight)
        courses = clocks_of(sight, live_picture(sight, used), shipped_library().with_own(used.estate))
    except DeskError:
        return  # A body that may not see the incident has no clock in it.
    name = Names(used.estate).body(body)
    for near in near_ends(courses, body, now):
        yield Silence(_key(record, near), _short(f"{name}: {near.words}."), body)


def press_late(installation: Installation, record: Record, body: str, now: datetime) -> Iterator[Silence]:
    """Those of the press who wait past the time that they gave, or were promised; who rang is not said."""
    sight = _eyes(record, body)
    for each in press_log(sight):
        if each.due is not None and each.is_overdue(now):
            key = f"press:{each.due:%Y%m%d%H%M}:{record.incident[:8]}:{each.thing}"[:KEY_MAX]
            by = f"{'promised' if each.is_promised else 'needed'} by {when_words(each.due, now)}"
            name = Names(_ground(installation, sight).estate).body(body)
            what = (
                "what the press told wrongly is not put right,"
                if each.call.is_wrong
                else "the press waits for an answer"
            )
            words = f"{name}: {what} {by} ({each.said[0].number}, {each.call.outlet})."
            yield Silence(key, _short(words), body)


def backlog_late(installation: Installation, record: Record, body: str, now: datetime) -> Iterator[Silence]:
    """Dates of a body's own backlogs that have passed, one alarm for each piece and date."""
    sight = _eyes(record, body)
    rows = _ground(installation, sight).estate.service_by_id
    for service, pieces in backlogs_of(sight).items():
        for piece in pieces if service in rows and rows[service].body == body else ():
            due = piece.item.due
            if due is not None and piece.is_late(now):
                key = f"backlog:{due:%Y%m%d%H%M}:{record.incident[:8]}:{piece.thing}"[:KEY_MAX]
                what = f"{rows[service].name}: {piece.item.what} should have been done and signed off"
                yield Silence(key, _short(f"{what} by {when_words(due, now)}."), body)


def gates_passed_by(installation: Installation, record: Record, body: str) -> Iterator[Silence]:
    """A body's own systems live without gates, in use unsaid, or worked on past a gate, and interim access run out."""
    sight = _eyes(record, body)
    used = _ground(installation, sight)
    try:
        rows = live_board(sight, used)
    except DeskError:
        return  # A body that may not see the incident has no gate in it.
    for each in loud_now(sight, Names(used.estate), rows):
        if each.body == body and each.matter in _ALARMING:
            kind, _, what = each.key.partition(":")
            key = f"{kind}:{record.incident[:8]}:{what}"[:KEY_MAX]
            yield Silence(key, _short(f"{Names(used.estate).body(body)}: {each.words}."), body)


def links_not_assured(installation: Installation, record: Record, body: str) -> Iterator[Silence]:
    """Links of a body whose assurance was revoked or lapsed, or that were opened without it."""
    sight = _eyes(record, body)
    used = _ground(installation, sight)
    names = Names(used.estate)
    try:
        links = spoken_links(sight, live_picture(sight, used))
    except DeskError:
        return  # A body that may not see the incident has no link in it.
    for each in alarms_of(links, names, body):
        cause = sha256(f"{each.link.name}\0{each.cause}".encode()).hexdigest()[:16]
        words = f"{names.body(body)}, link {names.path(each.link.name)}: {each.words}"
        yield Silence(f"link:{record.incident[:8]}:{cause}", _short(words), body)


def _short(words: str) -> str:
    """As many words as an alarm holds; that there are more is seen."""
    return words if len(words) <= WORDS_MAX else words[: WORDS_MAX - 1].rpartition(" ")[0] + "\N{HORIZONTAL ELLIPSIS}"


def _eyes(record: Record, body: str) -> Sight:
    return Sight.of(record, Officer("o-watch", "", body, frozenset({Role.INFORMATION_GOVERNANCE})))


def _ground(installation: Installation, sight: Sight) -> InUse:
    """The estate in use; where there is none, or none that can be read, the body alone: the law's clocks run for it."""
    try:
        return estate_in_use(sight, installation.shelf)
    except (DeskError, EstateError):
        return bare_ground(sight.officer.body)


def _key(record: Record, near: Near) -> str:
    return f"clock:{near.mark.name.lower()}:{record.incident[:8]}:{near.course.thing}"[:KEY_MAX]


def _last_written(record: Record) -> datetime | None:
    """When this desk itself last wrote into a record, by its own time; what other desks' watches say is no evidence."""
    keys = {record.desk_of(body)[0] for body in record.bodies}
    return next((line.at for line in reversed(record.lines()) if line.header.key in keys), None)
