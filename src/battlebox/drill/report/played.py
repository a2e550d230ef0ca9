"""What a report is made from: the record of a drill as the body that played it sees it, and what was handed out.

Law: nothing counts but what the record holds; what was written after the end of the drill is not counted; no name of a
person and nothing of the attacker behind the drill is read.
Not here: what is measured (the other modules of this wing).
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from itertools import pairwise
from typing import Final

from battlebox.desk import LONDON
from battlebox.desk.picture import InUse, Names, Picture, picture_of
from battlebox.desk.record import Sight
from battlebox.desk.tell import Library, Outlet
from battlebox.drill.play import Course, Deed, Done, Judged, Noted, Taken, deeds_of, in_order, judged
from battlebox.drill.report.measure import Came, Mark
from battlebox.drill.scenario import Expected, Sign
from battlebox.estate import Estate
from battlebox.journal import Kind

LATE_AFTER: Final = timedelta(minutes=15)
"""How long after it happened a thing may be written down and count as written when it happened (working value)."""
_WHEN: Final = {
    Kind.DECISION_MADE.value: "taken",
    Kind.NOTE_WRITTEN.value: "happened",
    Kind.SYSTEM_ISOLATED.value: "given",
    Kind.FALLBACK_INVOKED.value: "since",
    **dict.fromkeys(
        (
            Kind.SYSTEM_ACKNOWLEDGED.value, Kind.SYSTEM_VERIFIED.value, Kind.SYSTEM_REOPENED.value,
            Kind.CLOCK_MET.value, Kind.FACT_RELEASED.value, Kind.PARTNER_ASKED.value, Kind.CONTACT_RUNG.value,
            Kind.PRESS_ASKED.value, Kind.PRESS_ANSWERED.value,
        ),
        "at",
    ),
}  # fmt: skip
"""Kinds of entries that say when the act itself was, and under which word."""
_BACK: Final = timedelta(minutes=1)
_TO_BODIES: Final = frozenset({Kind.BULLETIN_SENT, Kind.PARTNER_ASKED})
"""Kinds that go to another body, whoever it is."""
_TO_WHOM: Final = frozenset({Kind.FACT_RELEASED, Kind.CONTACT_RUNG, Kind.MESSAGE_ORDERED, Kind.CLOCK_MET})
"""Kinds that go to another body where the sign names one."""


@dataclass(frozen=True)
class Played:
    """One drill of one body. `sight` is an officer's of that body; `began` and `ended` are of the story's time.

    Without a `course` nothing was handed out: what is measured counts from the record alone. `held` is the real day on
    which it was played, None where that is the story's own; `taken` are the findings that somebody took; `others` are
    the drill's incidents besides the one that is read, by their titles; `planned` are the minutes that it was to last.
    """

    sight: Sight
    used: InUse
    library: Library
    began: datetime
    ended: datetime
    course: Course | None = None
    notes: tuple[Noted, ...] = ()
    held: date | None = None
    taken: tuple[Taken, ...] = ()
    is_running: bool = False
    incident: str = ""
    others: tuple[str, ...] = ()
    planned: int | None = None

    def __post_init__(self) -> None:
        if self.ended < self.began:
            raise ValueError(self.ended)

    # ── reading ──────────────────────────────────────────────────────────────────────────────────────────────────

    @property
    def body(self) -> str:
        """The body that played."""
        return self.sight.officer.body

    @property
    def day(self) -> date:
        """The day on which it was played, from which debriefs and findings count."""
        return self.held or self.ended.astimezone(LONDON).date()

    @property
    def estate(self) -> Estate:
        """The estate as it stood in the drill."""
        return self.used.estate

    @property
    def orders_faster(self) -> int:
        """How many times sooner an order works in the drill than the council's own tables say."""
        return 1 if self.course is None else self.course.cast.scenario.orders_faster

    @cached_property
    def end(self) -> Sight:
        """The same eyes at the end of the drill."""
        return Sight(self.sight.record, self.sight.officer, self.ended, community=self.sight.community)

    @cached_property
    def names(self) -> Names:
        """The estate's names."""
        return Names(self.estate)

    @cached_property
    def picture(self) -> Picture:
        """What was out at the end."""
        return picture_of(self.end, self.used, began=self.began)

    @cached_property
    def every_deed(self) -> tuple[Deed, ...]:
        """What anybody did until the end, in order of arrival."""
        return tuple(each for each in deeds_of(self.sight.record) if each.at <= self.ended)

    @cached_property
    def deeds(self) -> tuple[Deed, ...]:
        """What this body did until the end, in order of arrival."""
        return tuple(each for each in self.every_deed if each.body == self.body)

    @cached_property
    def _in_order(self) -> tuple[Deed, ...]:
        """What this body did by the time of the entries; of one moment, in the order of the journal."""
        return in_order(self.deeds)

    def after(self, deed: Deed) -> tuple[Deed, ...]:
        """What this body did after a deed of its own, in order."""
        return self._in_order[self._in_order.index(deed) + 1 :]

    def before(self, deed: Deed) -> tuple[Deed, ...]:
        """What this body did before a deed of its own, in order."""
        return self._in_order[: self._in_order.index(deed)]

    def of(self, kinds: Collection[Kind]) -> tuple[Deed, ...]:
        """Those of some kinds, in the order in which they happened."""
        wanted = {kind.value for kind in kinds}
        return tuple(sorted((each for each in self.deeds if each.kind in wanted), key=when))

    @cached_property
    def judged(self) -> tuple[Judged, ...]:
        """What was expected beside what was done; nothing where nothing was handed out."""
        return () if self.course is None else judged(self.course, self.every_deed)

    @cached_property
    def set_back(self) -> tuple[tuple[Deed, Deed], ...]:
        """Entries of this body, each with the next one that says an earlier time: the clock was set back between."""
        return tuple((one, next_) for one, next_ in pairwise(self.deeds) if next_.at < one.at - _BACK)

    # ── counting ─────────────────────────────────────────────────────────────────────────────────────────────────

    def minutes(self, begin: datetime, end: datetime) -> int:
        """Minutes of play between two moments of the story; hours that it leapt over are not among them."""
        if self.course is None:
            return int((end - begin).total_seconds() // 60)
        return self.course.minute_of(end) - self.course.minute_of(begin)

    def doubt(self, begin: datetime, end: datetime) -> str:
        """Why a span may be wrong; blank where nothing speaks against it."""
        for one, next_ in self.set_back:
            if begin <= one.at and next_.at <= end:
                return f"the desk's time was set back between {one.number} and {next_.number}"
        return ""

    def mark(self, deed: Deed, words: str) -> Mark:
        """The moment of an entry."""
        at = when(deed)
        late = deed.at if deed.at - at > LATE_AFTER else None
        return Mark(at, self.minutes(self.began, at), words, deed.number, entered=late)

    def handed(self, number: int, title: str) -> Mark | None:
        """The moment at which an inject was handed out."""
        minute = None if self.course is None else self.course.when_handed(number)
        if self.course is None or minute is None:
            return None
        return Mark(self.course.story_at(minute), minute, self.course.cast.says(title), inject=number)

    def begins(self, kinds: Collection[Kind], outlets: Collection[str] = ()) -> tuple[Mark, ...]:
        """From what something counts, the best first: the inject that asks for it, the first suspicion, the opening.

        An inject that asks for words to go to other `outlets` alone does not ask for it.
        """
        found = [self._asking(kinds, outlets), self.first_suspicion]
        opened = self.of({Kind.INCIDENT_OPENED})
        found += [self.mark(opened[0], "the incident was opened")] if opened else []
        return (*(each for each in found if each is not None), Mark(self.began, 0, "the drill began"))

    def undone(self, kinds: Collection[Kind], outlets: Collection[str] = ()) -> Came:
        """What is to be said of something that nobody did and these entries would have shown.

        Cut off, where all that asks for it was cut off by the end, or was to be handed out after it; nothing to count,
        where the short exercise never asks for it; else not done.
        """
        if self.course is None or not self.course.is_over:
            return Came.NOT_DONE
        wanted = {
            each.number for each in self.course.injects if any(asks(one, kinds, outlets) for one in each.expected)
        }
        states = {each.done for each in self.judged if asks(each.expected, kinds, outlets)}
        if states:
            return Came.CUT_OFF if states == {Done.CUT_OFF} else Came.NOT_DONE
        never = {each.number for each in self.course.never()} | set(self.course.held_back)
        if wanted - never:
            return Came.CUT_OFF
        return Came.NOTHING if self.course.solo else Came.NOT_DONE

    @cached_property
    def first_suspicion(self) -> Mark | None:
        """The first time that this body wrote that something of it is hit, or may be."""
        for deed in self.of({Kind.SUSPICION_STATED}):
            if deed.said.get("state") in ("confirmed", "suspected"):
                thing = self.names.thing(str(deed.said.get("id", "")))
                return self.mark(deed, f"{thing} was written down as {deed.said['state']}")
        return None

    def _asking(self, kinds: Collection[Kind], outlets: Collection[str]) -> Mark | None:
        asked = [
            mark
            for each in self.judged
            if asks(each.expected, kinds, outlets)
            and (mark := self.handed(each.inject.number, each.inject.title)) is not None
        ]
        return min(asked, key=lambda each: (each.at, each.inject), default=None)


def asks(expected: Expected, kinds: Collection[Kind], outlets: Collection[str]) -> bool:
    """Whether one of its ways is meant; of words to partners, whether each is: else something else is asked for."""
    ways = [sign.kind in kinds and _goes_to(sign, outlets) for sign in expected.any]
    if Outlet.PARTNER_CALL not in outlets:
        return any(ways)
    return any(ways) and all(_tells_a_body(sign, outlets) for sign in expected.any)


def _tells_a_body(sign: Sign, outlets: Collection[str]) -> bool:
    """Whether every entry that shows it is words to another body."""
    to_partners = sign.kind is Kind.FACT_RELEASED and dict(sign.where).get("outlet") in outlets
    return sign.kind in _TO_BODIES or to_partners or (bool(sign.about) and sign.kind in _TO_WHOM)


def _goes_to(sign: Sign, outlets: Collection[str]) -> bool:
    if sign.kind is Kind.CONTACT_RUNG:
        # A call to anybody, such as to the bank, is none to another body.
        return bool(sign.about)
    if sign.kind is Kind.FACT_RELEASED and sign.about:
        return not outlets or Outlet.PARTNER_CALL in outlets
    outlet = dict(sign.where).get("outlet")
    return outlet is None or not outlets or outlet in outlets


def when(deed: Deed) -> datetime:
    """When the act itself was, as its entry says; never after it was written down."""
    said = deed.said.get(_WHEN.get(deed.kind, ""))
    try:
        at = datetime.fromisoformat(said) if isinstance(said, str) else deed.at
    except ValueError:
        return deed.at
    return deed.at if at.tzinfo is None else min(at, deed.at)


def says_when(deed: Deed) -> bool:
    """Whether an entry of this kind says when the act itself was."""
    return isinstance(deed.said.get(_WHEN.get(deed.kind, "")), str)
