"""Everything that stands now, gathered once from one sight, for the papers that say it in different orders.

Law: whatever two papers say of one moment comes from one overview, so they cannot disagree.
Not here: the words (section.py), the papers (sitrep.py, handover.py).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from battlebox.desk.backlog import Recovery, recoveries_of, told_of
from battlebox.desk.command.ask import Asking, asks_of
from battlebox.desk.command.contacts import CallList, ring_now, trusted_channels
from battlebox.desk.command.cost import Totals, costs_of, totals_of
from battlebox.desk.command.joint import JointSight
from battlebox.desk.command.loudly import loud_now
from battlebox.desk.command.proposal import Proposed, proposals_of
from battlebox.desk.command.review import Decided, decisions_of
from battlebox.desk.command.role import Holding, Worked, holdings_of, worked
from battlebox.desk.command.task import Task, tasks_of
from battlebox.desk.errors import DeskError
from battlebox.desk.gate import Access, Loud, accesses_of, gates_board
from battlebox.desk.picture.channel import Channels
from battlebox.desk.picture.naming import Names
from battlebox.desk.picture.picture import Picture, Plight, ServicePlight, picture_of
from battlebox.desk.picture.revision import InUse
from battlebox.desk.picture.suspicion import Belief, Subject, spoken_of
from battlebox.desk.record.incident import Course, course_of
from battlebox.desk.record.line import Line
from battlebox.desk.record.sight import Sight, Stated
from battlebox.journal import Kind

_SUBJECTS: Final = (
    "incident",
    "suspicion",
    "system",
    "outage",
    "fallback",
    "decision",
    "order",
    "partner",
    "role",
    "estate",
    "assurance",
    "link",
    "gate",
    "access",
    "indicator",
)
TOLD_OF: Final = frozenset(kind.value for kind in Kind if kind.partition(":")[0] in _SUBJECTS)
"""Kinds of entries that change what stands; notes, tasks and costs have lists of their own."""


@dataclass(frozen=True, slots=True)
class Overview:
    """What one body can say at one moment.

    `since` is when its last paper was drawn, `after` the place of the last entry that it took in: what another desk
    brings late has an early time and is still new.
    """

    sight: JointSight
    body: str
    since: datetime
    after: int
    course: Course | None
    picture: Picture
    changed: tuple[Line, ...]
    decisions: tuple[Decided, ...]
    proposals: tuple[Proposed, ...]
    asks: tuple[Asking, ...]
    tasks: tuple[Task, ...]
    costs: Totals
    holdings: tuple[Stated[Holding], ...]
    worked: tuple[Worked, ...]
    spoken: dict[str, tuple[Stated[Belief], ...]]
    calls: CallList
    recoveries: Mapping[str, Recovery]
    loud: tuple[Loud, ...]
    accesses: tuple[Access, ...]

    @property
    def now(self) -> datetime:
        """The moment."""
        return self.sight.now

    def is_new(self, entry: str) -> bool:
        """Whether an entry came after the last paper was drawn."""
        return self.sight.record.line(entry).place > self.after

    @property
    def services(self) -> tuple[ServicePlight, ...]:
        """This body's services that are stopped, limp or will stop, in the order in which they hurt."""
        hurt = [row for row in self.picture.by_need() if row.service.body == self.body]
        others = [
            row for row in self.picture.services if row.service.body == self.body and row not in hurt and _is_told(row)
        ]
        return (*hurt, *others)


def overview_of(
    sight: JointSight, used: InUse, body: str, *, since: datetime, began: datetime, after: int = 0
) -> Overview:
    """Gather it. Cost: the entries since, and a few milliseconds for the picture."""
    picture = picture_of(sight, used, began=began)
    accesses = accesses_of(sight)
    return Overview(
        sight=sight,
        body=body,
        since=since,
        after=after,
        course=_course(sight),
        picture=picture,
        changed=_changed(sight, after),
        decisions=decisions_of(sight),
        proposals=proposals_of(sight),
        asks=asks_of(sight),
        tasks=tasks_of(sight),
        costs=totals_of(costs_of(sight)),
        holdings=tuple(each for each in holdings_of(sight) if each.value.body == body),
        worked=worked(sight, body),
        spoken=spoken_of(sight, Subject.SYSTEM),
        calls=_calls(sight, Channels(picture), body),
        recoveries=_recoveries(sight, used, picture),
        loud=loud_now(sight, Names(used.estate), gates_board(sight, picture)),
        accesses=accesses,
    )


def _is_told(row: ServicePlight) -> bool:
    return row.is_stopped or row.plight is Plight.SLOW or row.seen is not None


def _calls(sight: JointSight, channels: Channels, body: str) -> CallList:
    """As it may be told, but no channel is said to be safe that we ourselves doubt."""
    safe = trusted_channels(_own(sight), channels, body)
    told = ring_now(sight, channels, body)
    return replace(told, trusted=tuple(row for row in told.trusted if row in safe))


def _recoveries(sight: JointSight, used: InUse, picture: Picture) -> Mapping[str, Recovery]:
    """As it may be told, but nothing is said to be restored that we ourselves do not call so."""
    theirs = recoveries_of(sight, picture)
    if not sight.goes_out:
        return theirs
    ours = _own(sight)
    return told_of(recoveries_of(ours, picture_of(ours, used, began=picture.began)), theirs)


def _own(sight: JointSight) -> Sight:
    """What the writer of a paper sees."""
    return Sight(sight.record, sight.officer, sight.now, community=sight.community)


def _course(sight: Sight) -> Course | None:
    try:
        return course_of(sight).value
    except DeskError:
        return None


def _changed(sight: Sight, after: int) -> tuple[Line, ...]:
    """What came after a place and changes what stands, with words that may be seen, in order of arrival."""
    found = []
    for line in sight.record.lines_of(TOLD_OF, after):
        seen = sight.seen(line)
        if seen is not None and seen.words:
            found.append(seen)
    return tuple(found)
