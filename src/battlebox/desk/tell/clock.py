"""One clock of one body: started, assessed, found not to be reportable, and met by a report in one part or several.

Law: a body acts on its own clocks and on no other's; that nothing need be reported is a decision with its reason; what
was told late says why; nothing that was told is taken back.
Not here: how a clock stands (course.py), since when a body was aware (awareness.py), the words of reports.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from battlebox.desk.brief.saying import clock as said_at
from battlebox.desk.errors import Code, DeskError
from battlebox.desk.officer import Act, Officer
from battlebox.desk.picture.picture import Picture
from battlebox.desk.record.record import Record, Saved
from battlebox.desk.record.sight import Handling, Sight
from battlebox.desk.record.writing import draft, line, words
from battlebox.desk.tell.awareness import aware_at
from battlebox.desk.tell.clearance import standing_of
from battlebox.desk.tell.course import (
    CLOCK,
    JUDGED,
    REFERENCE,
    REPORT,
    SAYS,
    ClockReport,
    Course,
    Judged,
    Judgement,
    clock_of,
)
from battlebox.desk.tell.found import Wordings
from battlebox.desk.tell.going import may_go_with
from battlebox.desk.tell.leave import Outlet, Whom
from battlebox.desk.tell.library import Library, LibraryClock, Start
from battlebox.desk.tell.release import Release, append_release, carried_in
from battlebox.journal import Kind


@dataclass(frozen=True, slots=True)
class ClockDesk:
    """What every act on a clock needs: who acts, the record, the picture as that officer sees it, the clocks."""

    record: Record
    officer: Officer
    picture: Picture
    library: Library

    def course(self, thing: str) -> Course:
        """How a clock stands, for the officer. Raises DeskError where there is none to see."""
        return clock_of(Sight.of(self.record, self.officer), self.picture, self.library, thing)


def start_clock(
    desk: ClockDesk,
    name: str,
    *,
    why: str,
    who: str,
    at: datetime,
    matter: str = "",
    handling: Handling | None = None,
) -> Saved:
    """Start a clock of one's own body: what happened (`why`), who says so, and when it happened.

    `matter` tells one from others of the same clock: a request's reference, or the controller that a host must tell.
    For a breach `at` is one more time at which the body may have become aware: the earliest counts.
    1. Refuse an officer who may not, a clock that is switched off or does not bind this body, a blank, a time ahead.
    2. Append one entry `clock:started`.
    Raises DeskError.
    """
    desk.officer.must(Act.CLOCK)
    clock = _binding(desk, name)
    if clock.on is Start.HOST and matter not in desk.picture.estate.body_by_id:
        raise DeskError.of(Code.UNKNOWN_ID, what="body", id=matter or "(blank)", near="")
    about = " ".join(matter.split())
    thing = f"{CLOCK}/{clock.id}/{desk.officer.body}"
    if clock.on is Start.HOST:
        thing = f"{thing}/{about}"
    elif about:
        thing = f"{thing}/{desk.record.new_id(CLOCK).partition('/')[2]}"
    judgement = Judgement(
        Judged.RUNNING,
        words("why", why, needed=True, what="what happened that starts it"),
        line("who says so", who, what="their office"),
        desk.record.now(),
        clock.title,
        clock.within.to_text(),
        begins=aware_at(at, desk.record.now()),
        matter=about,
    )
    return _write(desk, Kind.CLOCK_STARTED, thing, clock, judgement, "runs", handling)


def judge_clock(
    desk: ClockDesk,
    thing: str,
    answer: Judged,
    *,
    why: str,
    who: str,
    handling: Handling | None = None,
    over: frozenset[str] | None = None,
) -> Saved:
    """Say whether a clock of one's own body runs, is still assessed, or that nothing need be reported, and why.

    1. Refuse an officer who may not; for a clock of the law, one who is not information governance; another body's
       clock; one that is met.
    2. Append one entry `clock:changed`; `over` are the answers that were on the screen.
    Raises DeskError.
    """
    desk.officer.must(Act.CLOCK)
    course = _own(desk, thing)
    if answer is Judged.NOT_REPORTABLE and course.clock.is_red:
        desk.officer.must(Act.JUDGE_CLOCK)
    if course.state.is_met:
        raise DeskError.of(
            Code.WRONG_STATE,
            what=f"`{course.clock.title}`",
            state=course.state.value,
            act="assessed again",
            hint="what was told stands; tell them more in a further report",
        )
    before = course.judged[0].value if course.judged else None
    judgement = Judgement(
        answer,
        words("why", why, needed=True, what="the reason, in a sentence"),
        line("who decides", who, what="their office"),
        desk.record.now(),
        course.clock.title,
        course.clock.within.to_text(),
        begins=before.begins if before else None,
        matter=before.matter if before else course.matter,
    )
    return _write(desk, Kind.CLOCK_CHANGED, thing, course.clock, judgement, answer.value, handling, over)


def record_report(
    desk: ClockDesk,
    thing: str,
    report: ClockReport,
    *,
    facts: Iterable[str] = (),
    handling: Handling | None = None,
) -> Saved:
    """Record that those who had to be told were told: who was, by whom, how and when; the first part meets the clock.

    1. Refuse an officer who may not, another body's clock, a second report where it cannot be told in parts.
    2. Refuse a time before any at which the clock may have begun (it may well lie before this desk was opened), and a
       first report after the clock's end without a reason; after the last part, one that does not say what is new.
    3. Append `fact:released` where `facts` were told, or others stand in the words: it happened, so what stood against
       it is written down with it. Then `clock:met`.
    Raises DeskError.
    """
    desk.officer.must(Act.CLOCK)
    course = _own(desk, thing)
    if course.reports and not course.clock.phases:
        first = course.reports[0]
        raise DeskError.of(
            Code.ALREADY, what=f"`{course.clock.title}`", state=course.state.value, number=first.said.number
        )
    kept = ClockReport(
        clock=thing,
        at=_told_at(course, report, desk.record.now()),
        to=line("who was told", report.to, what="their office"),
        by=line("who told them", report.by, what="the office that told them"),
        channel=line("how", report.channel, what="the form, call or letter"),
        reference=" ".join(report.reference.split()),
        words=words("what was told", report.words),
        late=words("the reason for the delay", report.late),
        last=report.last,
    )
    ended = next((each.said.number for each in course.reports[::-1] if each.said.value.last), "")
    if ended and not kept.words:
        what = f"what came to light since {ended} said that nothing more would follow"
        raise DeskError.of(Code.BLANK, field="what they were told", what=what)
    if not course.reports and course.due.is_late(kept.at) and not kept.late:
        raise DeskError.of(Code.LATE_WHY, to=kept.to, due=course.due.words)
    part = f"part {len(course.reports) + 1}" if course.clock.phases else "the report"
    reference = f", their reference {kept.reference}" if kept.reference else ""
    late = f"\nlate because {kept.late}" if kept.late else ""
    text = f"{course.clock.title}: {part} to {kept.to} at {said_at(kept.at)}, {kept.channel}{reference}{late}"
    about: dict[str, str | int] = {"clock": course.clock.id, "body": course.body}
    made = desk.record.new_id(REPORT)
    written = draft(Kind.CLOCK_MET, handling or Handling(), (made, SAYS, kept), words=text, about=about)
    with desk.record.lock:
        _note_told(desk, course, kept, facts)
        return desk.record.append(desk.officer, written, thing=made)


def _note_told(desk: ClockDesk, course: Course, kept: ClockReport, facts: Iterable[str]) -> None:
    """Write down which facts went to those who were told, where any did; hold the record's lock."""
    sight = Sight.of(desk.record, desk.officer)
    wordings = Wordings.of(sight)
    things = tuple(dict.fromkeys((*facts, *wordings.within(kept.words))))
    if not things:
        return
    is_host = course.clock.on is Start.HOST
    outlet = Outlet.PARTNER_FILE if is_host else Outlet.REGULATOR
    whom = Whom(course.matter if is_host else course.clock.whom)
    standings = tuple(standing_of(sight, each) for each in things)
    told = kept.words or "\n".join(each.fact.outward for each in standings)
    against = ""
    try:
        may_go_with(wordings, things, told, outlet, whom)
    except DeskError as refused:
        against = str(refused)
    where = f"{course.clock.title}: {kept.to}"
    went = Release(outlet, whom, where, kept.at, told, carried_in(standings), against=against)
    append_release(desk.record, desk.officer, went, standings)


def _told_at(course: Course, report: ClockReport, now: datetime) -> datetime:
    """When they were told. Raises DeskError for a time ahead, long gone, or before the clock can have begun."""
    at = aware_at(report.at, now, "when they were told")
    # Times are written down to the minute.
    if course.earliest is not None and at < course.earliest.replace(second=0, microsecond=0):
        begins = said_at(course.earliest)
        raise DeskError.of(Code.BEFORE_CLOCK, clock=course.clock.title, at=said_at(at), begins=begins)
    return at


def note_reference(desk: ClockDesk, report: str, reference: str, *, over: frozenset[str] | None = None) -> Saved:
    """Write down the number that the recipient gave a report, which often comes later.

    Appends one entry `clock:changed`. Raises DeskError for a report that may not be seen, or another body's.
    """
    desk.officer.must(Act.CLOCK)
    said = Sight.of(desk.record, desk.officer).need(report, SAYS, ClockReport, what="report")
    if said.body != desk.officer.body:
        raise DeskError.of(Code.NOT_YOURS, what="this report", owner=said.body, body=desk.officer.body, act="number")
    number = line("the reference", reference, what="the number that they gave")
    how = Handling(said.tlp, frozenset(desk.record.line(said.entry).header.audience))
    text = f"{said.value.to} gave {said.number} the reference {number}"
    written = draft(Kind.CLOCK_CHANGED, how, (report, REFERENCE, number), words=text, over=over)
    return desk.record.append(desk.officer, written, thing=report)


def _binding(desk: ClockDesk, name: str) -> LibraryClock:
    """A clock that binds the officer's body and is not switched off."""
    clock = desk.library.clock(name)
    if clock.off:
        raise DeskError.of(Code.CLOCK_OFF, clock=f"`{clock.title}`", why=clock.off)
    if clock not in desk.library.of_body(desk.picture.estate, desk.officer.body):
        raise DeskError.of(Code.NOT_SEEN, what="clock", id=name)
    return clock


def _own(desk: ClockDesk, thing: str) -> Course:
    course = desk.course(thing)
    if course.body != desk.officer.body:
        what = f"`{course.clock.title}`"
        raise DeskError.of(Code.NOT_YOURS, what=what, owner=course.body, body=desk.officer.body, act="act on")
    if course.clock.off:
        raise DeskError.of(Code.CLOCK_OFF, clock=f"`{course.clock.title}`", why=course.clock.off)
    return course


def _write(
    desk: ClockDesk,
    kind: Kind,
    thing: str,
    clock: LibraryClock,
    judgement: Judgement,
    said: str,
    handling: Handling | None,
    over: frozenset[str] | None = None,
) -> Saved:
    of = f" ({judgement.matter})" if judgement.matter else ""
    text = f"{clock.title}{of}: {said}, says {judgement.who}\nbecause {judgement.why}"
    about: dict[str, str | int] = {"clock": clock.id, "body": desk.officer.body, "state": judgement.state.value}
    written = draft(kind, handling or Handling(), (thing, JUDGED, judgement), words=text, about=about, over=over)
    return desk.record.append(desk.officer, written, thing=thing)
