"""How each clock stands, as one reader may know it: not triggered, assessing, running, met, met late, not reportable.

Law: a state is drawn from the record each time and kept nowhere; each controller has a clock of its own; the host sees
that it must be assessed whose data it holds, and not what that body decides; a stranger sees nothing. What comes to
light after a decision opens the clock again.
Not here: acting on a clock (clock.py), counting (deadline.py).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Final

from battlebox.desk.errors import Code, DeskError
from battlebox.desk.picture.picture import Picture
from battlebox.desk.record.sight import Sight, Stated
from battlebox.desk.tell.allowance import Allowance
from battlebox.desk.tell.awareness import Awareness, awareness_of
from battlebox.desk.tell.bank_holidays import Nation, bank_holidays
from battlebox.desk.tell.deadline import Due, due_of
from battlebox.desk.tell.exposure import Exposure, exposures_of
from battlebox.desk.tell.library import Library, LibraryClock, Start, nation_of

CLOCK: Final = "clock"
JUDGED: Final = "judged"
REPORT: Final = "told"
SAYS: Final = "says"
REFERENCE: Final = "reference"
_PARTS_MOST: Final = 4
_WHYS_MOST: Final = 3


class Judged(StrEnum):
    """What somebody decided of a clock."""

    ASSESSING = "assessing"
    RUNNING = "running"
    NOT_REPORTABLE = "not reportable"


class ClockState(StrEnum):
    """How a clock stands."""

    NOT_TRIGGERED = "not triggered"
    ASSESSING = "assessing"
    RUNNING = "running"
    MET = "met"
    MET_LATE = "met late"
    NOT_REPORTABLE = "not reportable"

    @property
    def is_met(self) -> bool:
        """Whether those who had to be told were."""
        return self in (ClockState.MET, ClockState.MET_LATE)

    @property
    def is_open(self) -> bool:
        """Whether somebody has to do something."""
        return self in (ClockState.ASSESSING, ClockState.RUNNING)


@dataclass(frozen=True, slots=True)
class Judgement:
    """What was decided, why, by which office and when; `begins` is when what starts it happened, `matter` which it is.

    `title` and `within` are what the clock said then: a later library or estate does not change what was decided.
    """

    state: Judged
    why: str
    who: str
    at: datetime
    title: str
    within: str
    begins: datetime | None = None
    matter: str = ""


@dataclass(frozen=True, slots=True)
class ClockReport:
    """One part of what was told: of which clock, when, to whom, by which office, how; `late` why it was late.

    `reference` is the recipient's own number; `last` says that no more will follow.
    """

    clock: str
    at: datetime
    to: str
    by: str
    channel: str
    reference: str = ""
    words: str = ""
    late: str = ""
    last: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """A report as it stands, with the reference that came later, if one did."""

    thing: str
    said: Stated[ClockReport]
    reference: str


@dataclass(frozen=True, slots=True)
class Course:
    """One clock of one body.

    `judged` are the answers that stand, latest first (two: a conflict). `counts` says in words from what it counts,
    `doubts` what is not sure. For an assessing clock `due` is when it would end, if it must be reported.
    """

    thing: str
    clock: LibraryClock
    body: str
    matter: str
    state: ClockState
    begin: datetime | None
    counts: str
    due: Due
    judged: tuple[Stated[Judgement], ...]
    reports: tuple[Told, ...]
    exposures: tuple[Exposure, ...]
    doubts: tuple[str, ...]
    earliest: datetime | None = None
    """The earliest time that anybody named, decided or gave for it: nobody can have been told before."""

    @property
    def is_drawn(self) -> bool:
        """Whether nobody has acted on it yet: it is there because of what was seen."""
        return not self.judged and not self.reports

    @property
    def lacks_reason(self) -> bool:
        """Whether it was met late and nobody said why: the time that counts was moved afterwards."""
        return self.state is ClockState.MET_LATE and not self.reports[0].said.value.late

    @property
    def reason(self) -> str:
        """Why it is not reportable, or was met late."""
        if self.state is ClockState.NOT_REPORTABLE:
            return self.judged[0].value.why
        return self.reports[0].said.value.late if self.state is ClockState.MET_LATE else ""

    @property
    def is_finished(self) -> bool:
        """Whether nothing more is to be told."""
        last = any(told.said.value.last for told in self.reports)
        return self.state is ClockState.NOT_REPORTABLE or (self.state.is_met and (last or not self.clock.phases))

    def is_overdue(self, now: datetime) -> bool:
        """Whether it is open and its time is over."""
        return self.state.is_open and self.due.is_late(now)


def clocks_of(
    sight: Sight, picture: Picture, library: Library, seen: tuple[Exposure, ...] | None = None
) -> tuple[Course, ...]:
    """Every clock that this reader's body has, in the order of the library, with those of whom its systems hold data.

    Clocks that nothing has triggered are among them, so that nobody has to remember which there are. `seen` is what
    `exposures_of` gives of this picture, where that is at hand.
    """
    seen = exposures_of(sight, picture) if seen is None else seen
    things = _things(sight, picture, library, seen)
    return tuple(_course(sight, picture, library, seen, thing) for thing in things)


def clock_of(sight: Sight, picture: Picture, library: Library, thing: str) -> Course:
    """One clock. Raises DeskError where this reader has none of that name."""
    seen = exposures_of(sight, picture)
    if thing not in _things(sight, picture, library, seen):
        raise DeskError.of(Code.NOT_SEEN, what="clock", id=thing)
    return _course(sight, picture, library, seen, thing)


def open_clocks(sight: Sight, picture: Picture, library: Library) -> tuple[Course, ...]:
    """Clocks somebody has to act on, those of one's own body first, then the soonest, those without a time last."""
    return by_deadline(clocks_of(sight, picture, library), sight.officer.body)


def by_deadline(courses: Iterable[Course], body: str) -> tuple[Course, ...]:
    """Those of some clocks that somebody has to act on: of this body first, then the soonest."""
    never = datetime.max.replace(tzinfo=UTC)
    rows = (each for each in courses if each.state.is_open and not each.clock.off)
    return tuple(sorted(rows, key=lambda each: (each.body != body, each.due.at or never)))


def _things(sight: Sight, picture: Picture, library: Library, seen: tuple[Exposure, ...]) -> tuple[str, ...]:
    """The names of a reader's clocks, in the order of the library."""
    body = sight.officer.body
    mine = [each for each in seen if each.host == body]
    others = sorted({name for each in mine for name in each.controllers} - {body})
    written = sight.things(CLOCK, JUDGED)
    reported = (sight.latest(thing, SAYS, ClockReport) for thing in sight.things(REPORT, SAYS))
    written += [each.value.clock for each in reported if each is not None]
    found: list[str] = []
    for clock in library.of_body(picture.estate, body):
        if clock.on is Start.HOST:
            found += [f"{CLOCK}/{clock.id}/{body}/{name}" for name in others]
            continue
        found.append(f"{CLOCK}/{clock.id}/{body}")
    for clock in library.clocks:
        if clock.on is Start.BREACH and not clock.of:
            found += [f"{CLOCK}/{clock.id}/{name}" for name in others]
    place = {clock.id: number for number, clock in enumerate(library.clocks)}
    names = dict.fromkeys([*found, *written])
    return tuple(sorted(names, key=lambda thing: place.get(thing.split("/")[1], len(place))))


def _course(sight: Sight, picture: Picture, library: Library, seen: tuple[Exposure, ...], thing: str) -> Course:
    _, name, body, *rest = thing.split("/", _PARTS_MOST - 1)
    judged = tuple(each for each in sight.stated(thing, JUDGED, Judgement) if each.body == body)
    clock = _as_it_was(library, name, judged)
    matter = judged[0].value.matter if judged else (rest[0] if rest and clock.on is Start.HOST else "")
    exposures = _touching(clock, seen, body, matter)
    awareness = awareness_of(sight, body, exposures) if clock.on is not Start.STATED else Awareness((), ())
    begin, counts = _begin(clock, judged, awareness)
    nation = nation_of(picture.estate, body)
    due = due_of(begin, clock.within, bank_holidays(nation or Nation.ENGLAND)) if begin else Due()
    reports = _reports(sight, thing, body)
    fresh = _fresh(judged, reports, exposures)
    state = _state(judged, reports, due, fresh, is_begun=bool(exposures or awareness.named or awareness.decided))
    doubts = _doubts(clock, judged, awareness, due, fresh, nation)
    earliest = min(filter(None, (begin, *(each.at for each in awareness.named))), default=None)
    return Course(thing, clock, body, matter, state, begin, counts, due, judged, reports, exposures, doubts, earliest)


def _as_it_was(library: Library, name: str, judged: tuple[Stated[Judgement], ...]) -> LibraryClock:
    """The clock of the library, or what is known of one that is there no longer: it runs all the same."""
    for clock in library.clocks:
        if clock.id == name:
            return clock
    title, within = (judged[0].value.title, judged[0].value.within) if judged else (name, "none")
    gone = "It is no longer in the library or the estate: the time it allowed when somebody acted on it is counted"
    return LibraryClock(name, title, "", Allowance.from_text(within), "", None, unsure=gone)


def _touching(clock: LibraryClock, exposures: Iterable[Exposure], body: str, matter: str) -> tuple[Exposure, ...]:
    """What starts a clock: for a controller what touches its data, for a host what it holds for that controller."""
    if clock.on is Start.BREACH:
        return tuple(each for each in exposures if body in each.controllers)
    if clock.on is Start.HOST:
        return tuple(each for each in exposures if each.host == body and matter in each.controllers)
    return ()


def _begin(
    clock: LibraryClock, judged: tuple[Stated[Judgement], ...], awareness: Awareness
) -> tuple[datetime | None, str]:
    """From when it counts, and why: what was decided, else the earliest time that anybody named."""
    said = [each.value.begins for each in judged if each.value.begins is not None]
    if awareness.decided or clock.on is Start.STATED or not said:
        begin = awareness.at or min(said, default=None)
        if clock.on is Start.STATED:
            return begin, f"stated by {judged[0].value.who}" if begin and judged else "nobody has said that it began"
        return begin, awareness.words
    first = min(said)
    if awareness.at is None or first < awareness.at:
        return first, "the time given when it was started; information governance has not decided"
    return awareness.at, awareness.words


def _reports(sight: Sight, thing: str, body: str) -> tuple[Told, ...]:
    found = []
    for name in sight.things(REPORT, SAYS):
        said = sight.latest(name, SAYS, ClockReport)
        if said is not None and said.value.clock == thing and said.body == body:
            later = sight.latest(name, REFERENCE, str)
            found.append(Told(name, said, later.value if later else said.value.reference))
    return tuple(sorted(found, key=lambda each: each.said.value.at))


def _fresh(
    judged: tuple[Stated[Judgement], ...], reports: tuple[Told, ...], exposures: tuple[Exposure, ...]
) -> tuple[Exposure, ...]:
    """What became known after the last thing that anybody did about it."""
    acts = [each.at for each in judged] + [each.said.at for each in reports]
    return tuple(each for each in exposures if acts and each.known > max(acts))


def _state(
    judged: tuple[Stated[Judgement], ...],
    reports: tuple[Told, ...],
    due: Due,
    fresh: tuple[Exposure, ...],
    *,
    is_begun: bool,
) -> ClockState:
    if reports:
        return ClockState.MET_LATE if due.is_late(reports[0].said.value.at) else ClockState.MET
    answers = {each.value.state for each in judged}
    if Judged.RUNNING in answers:
        return ClockState.RUNNING
    if answers == {Judged.NOT_REPORTABLE} and not fresh:
        return ClockState.NOT_REPORTABLE
    return ClockState.ASSESSING if answers or is_begun else ClockState.NOT_TRIGGERED


def _doubts(
    clock: LibraryClock,
    judged: tuple[Stated[Judgement], ...],
    awareness: Awareness,
    due: Due,
    fresh: tuple[Exposure, ...],
    nation: Nation | None,
) -> tuple[str, ...]:
    """What is not sure about a clock, each a sentence without its full stop."""
    found = [clock.unsure] if clock.unsure else []
    if any(each.value.within != clock.within.to_text() for each in judged):
        found.append(f"it allowed {judged[0].value.within} when somebody acted on it, and now {clock.within.to_text()}")
    if len({each.value.state for each in judged}) > 1 or len(awareness.decided) > 1:
        found.append("two versions stand: read both and choose")
    if fresh:
        found.append(f"since then: {_whys(fresh)}. Look at it again")
    if due.day is not None and nation is None:
        found.append("the estate does not say in which nation this body is: England's working days were counted")
    return tuple([*found, due.doubt] if due.doubt else found)


def _whys(fresh: tuple[Exposure, ...]) -> str:
    """What somebody wrote down before what follows from it, and no more than can be read at a glance."""
    found = tuple(dict.fromkeys(each.why for each in sorted(fresh, key=lambda each: not each.number)))
    left = len(found) - _WHYS_MOST
    return "; ".join(found[:_WHYS_MOST]) + (f"; and {left} more" if left > 0 else "")
