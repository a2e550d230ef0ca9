"""Who can be drafted in, as the desk wrote it down: somebody who walked in, what they can do, how long they can stay.

Law: personal data of the body that wrote it, and for nobody else's eyes; the name stands where it can be removed; no
more is asked than what a seat needs.
Not here: those whom accounts and the estate know already (candidate.py), being asked to take a post (offer.py).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from battlebox.desk.errors import Code, DeskError
from battlebox.desk.officer import Act, Officer, Someone
from battlebox.desk.record.record import Record, Saved
from battlebox.desk.record.sight import Handling, Sight, Stated
from battlebox.desk.record.writing import draft, line, not_before, words
from battlebox.journal import Kind

STAFF: Final = "staff"
LISTED: Final = "listed"
OWN: Final = Handling()
"""Names of staff are for their own body alone."""
WEEK_HOURS: Final = 168
REST: Final = timedelta(hours=11)
"""What must lie between going and coming back; less is a break."""


@dataclass(frozen=True, slots=True)
class Listed:
    """One person on a body's list.

    `skills` are roles and services by their ids, or words of one's own. `worked_minutes` is today's work before they
    came, `week_minutes` that of the seven days before, today's included. `came` and `left` say whether they are in the
    house; `barred` is why they cannot be asked, blank where they can.
    """

    body: str
    skills: tuple[str, ...] = ()
    worked_minutes: int = 0
    week_minutes: int = 0
    came: datetime | None = None
    left: datetime | None = None
    free_until: datetime | None = None
    barred: str = ""
    note: str = ""

    @property
    def is_here(self) -> bool:
        """Whether they are in the house."""
        return self.came is not None and self.left is None

    @property
    def began(self) -> datetime | None:
        """When today's work began, what was worked before they came counted in; None for who never came."""
        return self.came - timedelta(minutes=self.worked_minutes) if self.came else None

    def week_until(self, now: datetime) -> int:
        """Minutes worked in the seven days before now: those that were written down, and those since they came."""
        since = (self.left or now) - self.came if self.came else timedelta()
        return self.week_minutes + max(0, since // timedelta(minutes=1))


def list_person(record: Record, officer: Officer, who: Someone, listed: Listed) -> Saved:
    """Put somebody on one's own body's list, or write anew what is known of them. One entry `staff:listed`.

    Raises DeskError for another body's people, hours that no week has, somebody who can do nothing that is named, and
    somebody who had to leave before now.
    """
    officer.must(Act.DRAFT_IN)
    _must_be_own(officer, listed.body)
    name = line("the name", who.name, what="what the person is called")
    if not listed.skills:
        raise DeskError.of(Code.BLANK, field="what they can do", what="at least one role, service or skill")
    for field, minutes in (("hours worked today", listed.worked_minutes), ("hours this week", listed.week_minutes)):
        if not 0 <= minutes <= WEEK_HOURS * 60:
            raise DeskError.of(Code.NO_SUCH_HOURS, field=field, found=f"{minutes / 60:g}")
    if listed.free_until is not None:
        not_before("until when they can stay", listed.free_until, "now", record.now())
    if listed.worked_minutes > listed.week_minutes:
        listed = replace(listed, week_minutes=listed.worked_minutes)
    value = replace(listed, note=words("the note", listed.note))
    here = ", and is here" if value.is_here else ""
    said = f"somebody of {officer.body} was put on the list of people who can be drafted in{here}"
    thing = thing_of(who.id)
    written = draft(Kind.STAFF_LISTED, OWN, (thing, LISTED, value), words=said, about={"body": officer.body})
    return record.append(officer, written, thing=thing, naming=(Someone(who.id, name),))


def bar(record: Record, officer: Officer, who: Someone, why: str) -> Saved:
    """Say why somebody cannot be asked from now on, such as that they fell ill; a blank takes it back."""
    reason = " ".join(why.split())
    said = f"cannot be asked: {reason}" if reason else "can be asked again"
    return _change(record, officer, who, lambda old, _: replace(old, barred=reason), said)


def come(record: Record, officer: Officer, who: Someone) -> Saved:
    """Somebody on the list came in. Less than eleven hours after they went, their hours go on: a break is no rest."""

    def arrived(old: Listed, now: datetime) -> Listed:
        if old.is_here:
            raise DeskError.of(Code.STAFF_STATE, who=who.name, state="is here already",
                               hint="their hours have run since they came: nothing more need be written")  # fmt: skip
        is_break = old.began is not None and old.left is not None and now - old.left < REST
        worked = (old.left - old.began) // timedelta(minutes=1) if is_break and old.left and old.began else 0
        return replace(old, came=now, left=None, worked_minutes=worked, week_minutes=old.week_until(now))

    return _change(record, officer, who, arrived, "came in")


def go(record: Record, officer: Officer, who: Someone) -> Saved:
    """Somebody on the list went home."""

    def left(old: Listed, now: datetime) -> Listed:
        if not old.is_here:
            hint = "whoever has a role or a post here hands it over, and is off duty then"
            raise DeskError.of(Code.STAFF_STATE, who=who.name, state="is not here by this list", hint=hint)
        return replace(old, left=now)

    return _change(record, officer, who, left, "went home")


def listed_of(sight: Sight, person: str) -> Stated[Listed] | None:
    """What the list says of somebody; None where nothing does that may be seen."""
    return sight.latest(thing_of(person), LISTED, Listed)


def listed_in(sight: Sight, body: str) -> dict[str, Stated[Listed]]:
    """Everybody on a body's list, by id."""
    found = {thing.partition("/")[2]: said[0] for thing, said in sight.every(STAFF, LISTED, Listed).items()}
    return {person: said for person, said in found.items() if said.value.body == body}


def thing_of(person: str) -> str:
    """The thing of the record that somebody on the list is."""
    return f"{STAFF}/{person}"


def _change(
    record: Record, officer: Officer, who: Someone, change: Callable[[Listed, datetime], Listed], said: str
) -> Saved:
    officer.must(Act.DRAFT_IN)
    with record.lock:
        held = listed_of(Sight.of(record, officer), who.id)
        old = held.value if held else Listed(officer.body)
        _must_be_own(officer, old.body)
        value = change(old, record.now())
        about: dict[str, str | int] = {"body": officer.body}
        text = f"somebody on the list of {officer.body} {said}"
        written = draft(Kind.STAFF_CHANGED, OWN, (thing_of(who.id), LISTED, value), words=text, about=about)
        return record.append(officer, written, thing=thing_of(who.id), naming=(who,))


def _must_be_own(officer: Officer, body: str) -> None:
    if body != officer.body:
        raise DeskError.of(Code.NOT_YOURS, what="that person", owner=body, body=officer.body, act="draft in")
