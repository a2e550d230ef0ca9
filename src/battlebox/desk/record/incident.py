"""The incident itself: a quiet triage first, stood up if it is one, stood down if it was none, closed with a debrief.

Law: only an officer who may stand an incident up or down changes its state; it is closed with a day for the debrief or
a reason why there is none, and a closed one is only ever opened again, with a reason.
Not here: what is hit (picture/suspicion.py), what was decided (command/decision.py), what a closed one still takes
(closing.py), the debrief itself (debrief.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Final

from battlebox.desk.brief.saying import clock
from battlebox.desk.errors import Code, DeskError
from battlebox.desk.london import LONDON, hour
from battlebox.desk.officer import Act, Officer, Role
from battlebox.desk.record.record import STATE as _WHERE
from battlebox.desk.record.record import Record, Saved
from battlebox.desk.record.sight import Handling, Sight, Stated
from battlebox.desk.record.writing import draft, line, not_before, words
from battlebox.journal import Kind

INCIDENT, STATE = _WHERE
SOONER_MOST: Final = timedelta(days=1)
"""How long before the incident's own beginning work on coming back may be dated: nobody knows that to the minute."""


class State(StrEnum):
    """How far things have gone."""

    TRIAGE = "triage"
    STOOD_UP = "stood up"
    STOOD_DOWN = "stood down"
    CLOSED = "closed"

    @property
    def may_become(self) -> tuple[State, ...]:
        """What may follow it."""
        return tuple(state for state in State if state in NEXT[self])


NEXT: Final = {
    State.TRIAGE: frozenset({State.STOOD_UP, State.STOOD_DOWN}),
    State.STOOD_UP: frozenset({State.STOOD_DOWN}),
    State.STOOD_DOWN: frozenset({State.STOOD_UP, State.CLOSED}),
    State.CLOSED: frozenset({State.STOOD_UP}),
}
"""What may follow what: a false alarm goes from triage to stood down; what was none after all, or begins anew, is stood
up again."""


@dataclass(frozen=True, slots=True)
class Course:
    """The state of the incident since an instant, and why; `debrief` is when lessons are drawn, once stood down.

    `began` is when it is held to have begun. `no_debrief` is why it was closed without one.
    """

    state: State
    title: str
    began: datetime
    why: str
    false_alarm: bool = False
    debrief: datetime | None = None
    no_debrief: str = ""


def open_incident(
    record: Record,
    officer: Officer,
    *,
    title: str,
    seen: str,
    began: datetime | None = None,
    handling: Handling | None = None,
) -> Saved:
    """Open a quiet triage from two fields: a name that gives nothing away, and what was seen.

    Raises DeskError if it is open already or the officer may not.
    """
    officer.must(Act.STAND)
    here = record.live(INCIDENT, STATE)
    if here:
        raise DeskError.of(Code.ALREADY, what="this incident", state="open", number=record.number(here[0].entry))
    what = words("what was seen", seen, needed=True, what="what was seen, by whom")
    course = Course(
        State.TRIAGE, line("the title", title, what="a name that gives nothing away"), began or record.now(), what
    )
    sets = (INCIDENT, STATE, course)
    return record.append(
        officer,
        draft(Kind.INCIDENT_OPENED, handling or Handling(), sets, words=what, about={"title": course.title}),
        thing=INCIDENT,
    )


def stand(
    record: Record,
    officer: Officer,
    to: State,
    *,
    why: str,
    false_alarm: bool = False,
    debrief: datetime | None = None,
    no_debrief: str = "",
    handling: Handling | None = None,
) -> Saved:
    """Stand the incident up or down, close it, or open a closed one again; it goes to those who saw it before.

    Raises DeskError where that does not follow from how it stands, the officer may not, or it is to be closed with
    neither a day for the debrief nor a reason why there is none.
    """
    officer.must(Act.STAND)
    now = course_of(Sight.of(record, officer))
    if to not in NEXT[now.value.state]:
        hint = "closing comes after standing down" if to is State.CLOSED else "look at the last entry about it"
        raise DeskError.of(Code.WRONG_STATE, what="the incident", state=now.value.state, act=to, hint=hint)
    if false_alarm and to is State.STOOD_UP:
        hint = "take the tick away to stand it up, or stand it down"
        raise DeskError.of(Code.WRONG_STATE, what="the incident", state="a false alarm", act=to, hint=hint)
    reason = words("why", why, needed=True, what="why, in a sentence")
    day, without = debrief or now.value.debrief, words("why there is no debrief", no_debrief)
    if to is State.CLOSED and day is None and not without:
        raise DeskError.of(Code.BLANK, field="the day of the debrief", what="a day, or why there is to be none")
    # What was none when it was stood down is none when it is closed.
    is_false = false_alarm or (to is State.CLOSED and now.value.false_alarm)
    course = Course(to, now.value.title, now.value.began, reason, is_false, day, "" if day else without)
    kind = Kind.INCIDENT_CLOSED if to is State.CLOSED else Kind.INCIDENT_CHANGED
    sets = (INCIDENT, STATE, course)
    how = handling or Handling(now.tlp, frozenset(record.line(now.entry).header.audience))
    again = "opened again, " if now.value.state is State.CLOSED else ""
    said = f"{again}{to.value}: {reason}" + (f"\nno debrief: {course.no_debrief}" if course.no_debrief else "")
    written = draft(kind, how, sets, words=said, over=frozenset({now.entry}))
    return record.append(officer, written, thing=INCIDENT)


def course_of(sight: Sight) -> Stated[Course]:
    """How the incident stands. Raises DeskError for someone who may not see it."""
    return sight.need(INCIDENT, STATE, Course, what="incident")


def not_sooner(field: str, when: datetime, sight: Sight) -> datetime:
    """An instant of coming back. Raises DeskError if it lies more than a day before the incident began."""
    first = course_of(sight).value.began - SOONER_MOST
    return not_before(field, when, f"the day before the incident began ({clock(first)})", first)


def course_for(record: Record, body: str) -> Course | None:
    """How the incident stands as a body may see it; None for a body that has no part in it."""
    try:
        return course_of(Sight.of(record, Officer("o-nobody", "", body, frozenset({Role.OBSERVER})))).value
    except DeskError:
        return None


def break_seal(record: Record, officer: Officer, when: datetime) -> Saved:
    """Record that the sealed emergency account was used. Nobody may refuse it: it has happened."""
    here = when.astimezone(LONDON)
    text = f"the sealed emergency account was used at {hour(when)} on {here.day} {here:%B %Y}"
    at = when.astimezone(UTC).isoformat()
    return record.append(officer, draft(Kind.SEAL_BROKEN, Handling(), words=text, about={"at": at}))
