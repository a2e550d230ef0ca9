"""Who holds which command role in which body, with whom beside them, since when, and how long they have been up.

Law: one holder for each role of a body at a time, and never a silent change: it is taken, given or relieved, each time
with an entry.
Not here: what an account may do (officer.py), the note that goes with a change (handover.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, TypedDict, Unpack

from battlebox.desk.errors import Code, DeskError
from battlebox.desk.officer import Act, Officer, Role, Someone
from battlebox.desk.record.record import Record, Saved
from battlebox.desk.record.sight import Handling, Sight, Stated
from battlebox.desk.record.writing import draft, line, not_ahead
from battlebox.journal import Draft, Kind

ROLE: Final = "role"
HELD: Final = "held"
RELIEVE_AFTER: Final = timedelta(hours=10)
"""After how long on shift somebody to come in should be found (a working value)."""
LONG_AFTER: Final = timedelta(hours=12)
"""After how long on shift somebody should be sent home (a working value)."""
_HOURS: Final = (
    *("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"),
)


@dataclass(frozen=True, slots=True)
class Holding:
    """A role as it is held: by whom, with which deputy, since when; `until` is when the shift is to end.

    `holder` and `deputy` are ids; a blank holder means that nobody has the role now. `reach` is how to reach the role:
    a call sign or a desk, never a private number. `note` is the hand-over note it came with.
    """

    role: Role
    body: str
    holder: str
    since: datetime
    deputy: str = ""
    until: datetime | None = None
    reach: str = ""
    note: str = ""

    @property
    def is_vacant(self) -> bool:
        """Whether nobody has it."""
        return not self.holder

    def hours(self, now: datetime) -> timedelta:
        """How long the holder has had it."""
        return now - self.since


@dataclass(frozen=True, slots=True)
class Worked:
    """How long one person has held roles in this incident, two at once counted once, and how long without a break."""

    person: str
    altogether: timedelta
    on_shift: timedelta

    @property
    def is_long(self) -> bool:
        """Whether they should be sent home."""
        return self.on_shift >= LONG_AFTER

    @property
    def words(self) -> str:
        """How long on shift as it is said, and from ten hours on what to ask: `eleven hours: who relieves?`."""
        hours = self.on_shift // timedelta(hours=1)
        if not self.on_shift:
            return "off shift"
        if hours < 1:
            return "less than an hour"
        said = f"{_HOURS[hours] if hours < len(_HOURS) else hours} hour{'' if hours == 1 else 's'}"
        if self.is_long:
            return f"{said}: send home, who relieves?"
        return f"{said}: who relieves?" if self.on_shift >= RELIEVE_AFTER else said


class Terms(TypedDict, total=False):
    """With whom beside, since when (now), until when, how the role is reached, and how far the entry may travel."""

    deputy: Someone | None
    since: datetime | None
    until: datetime | None
    reach: str
    handling: Handling | None


def take_role(record: Record, officer: Officer, role: Role, **terms: Unpack[Terms]) -> Saved:
    """Take a role of one's own body that nobody holds. Raises DeskError if it is held, or is not this officer's."""
    officer.must(Act.HAND_OVER)
    if role not in officer.roles:
        officer.must(Act.APPOINT)
    return _give(record, officer, role, officer.someone, **terms)


def give_role(record: Record, officer: Officer, role: Role, to: Someone, **terms: Unpack[Terms]) -> Saved:
    """Give a role of one's own body to somebody. Raises DeskError if it is held, or the officer may not."""
    officer.must(Act.APPOINT)
    line("who takes it", to.id, what="who takes the role")
    return _give(record, officer, role, to, **terms)


def relieve(
    record: Record,
    officer: Officer,
    role: Role,
    to: Someone | None,
    *,
    why: str,
    deputy: Someone | None = None,
    until: datetime | None = None,
    handling: Handling | None = None,
) -> Saved:
    """Send the holder of a role home without a note: to whom it goes (None: to nobody yet), and why without one.

    The holder may do so, and whoever may give out roles. Raises DeskError if nobody holds it.
    """
    officer.must(Act.HAND_OVER)
    with record.lock:
        sight = Sight.of(record, officer)
        held = holding_of(sight, officer.body, role)
        if held is None or held.value.is_vacant:
            hint = "take it, or give it to somebody"
            raise DeskError.of(Code.WRONG_STATE, what=role.words, state="held by nobody", act="relieved", hint=hint)
        if officer.id != held.value.holder:
            officer.must(Act.APPOINT)
        reason = line("why", why, what="why there is no hand-over note")
        holding = Holding(role, officer.body, _id(to), record.now(), _id(deputy), until, held.value.reach)
        said = f"{role.words} of {officer.body} relieved without a note: {reason}" + (
            "" if to else "; nobody has it now"
        )
        written = hold_draft(
            Kind.ROLE_HANDED_OVER, holding, said, handling or Handling(held.tlp, _audience(record, held))
        )
        return record.append(officer, written, thing=thing_of(officer.body, role), naming=(to, deputy))


def holding_of(sight: Sight, body: str, role: Role) -> Stated[Holding] | None:
    """How a role is held; None where nobody ever had it."""
    return sight.latest(thing_of(body, role), HELD, Holding)


def holdings_of(sight: Sight) -> tuple[Stated[Holding], ...]:
    """Every role anybody ever held, by body and in the order of command."""
    found = (sight.latest(thing, HELD, Holding) for thing in sight.things(ROLE, HELD))
    order = list(Role)
    return tuple(
        sorted((each for each in found if each), key=lambda each: (each.value.body, order.index(each.value.role)))
    )


def worked(sight: Sight, body: str) -> tuple[Worked, ...]:
    """How long each person of a body has held roles, those longest on shift first."""
    found = [_worked(person, each, sight.now) for person, each in _spells(sight, body).items()]
    return tuple(sorted(found, key=lambda each: (-each.on_shift, -each.altogether, each.person)))


def on_duty(sight: Sight, body: str) -> dict[str, list[tuple[datetime, datetime | None]]]:
    """From when to when each person of a body held a role, in order; None: they hold it still."""
    found = _spells(sight, body)
    return {who: [(begin, None if end >= sight.now else end) for begin, end in each] for who, each in found.items()}


def _spells(sight: Sight, body: str) -> dict[str, list[tuple[datetime, datetime]]]:
    spells: dict[str, list[tuple[datetime, datetime]]] = {}
    for role in Role:
        told = [each.value for each in sight.told(thing_of(body, role), HELD, Holding)]
        ends = [*(each.since for each in told[1:]), sight.now]
        for holding, end in zip(told, ends, strict=False):
            if not holding.is_vacant and end > holding.since:
                spells.setdefault(holding.holder, []).append((holding.since, end))
    return {person: sorted(each) for person, each in spells.items()}


def _worked(person: str, spells: list[tuple[datetime, datetime]], now: datetime) -> Worked:
    whole: list[tuple[datetime, datetime]] = []
    for begin, end in spells:
        if whole and begin <= whole[-1][1]:
            whole[-1] = (whole[-1][0], max(end, whole[-1][1]))
        else:
            whole.append((begin, end))
    altogether = sum((end - begin for begin, end in whole), timedelta())
    begin, end = whole[-1]
    return Worked(person, altogether, end - begin if end >= now else timedelta())


def thing_of(body: str, role: Role) -> str:
    """The thing of the record that a role of a body is."""
    return f"{ROLE}/{body}/{role.value}"


def hold_draft(
    kind: Kind,
    holding: Holding,
    said: str,
    handling: Handling,
    *more: tuple[str, str, object],
    over: frozenset[str] | None = None,
) -> Draft:
    """The entry by which a role is held from now on, with whatever else it sets."""
    about: dict[str, str | int] = {"role": holding.role.value, "body": holding.body}
    sets = (thing_of(holding.body, holding.role), HELD, holding)
    return draft(kind, handling, sets, *more, words=said, about=about, over=over)


def _give(record: Record, officer: Officer, role: Role, to: Someone, **terms: Unpack[Terms]) -> Saved:
    with record.lock:
        held = holding_of(Sight.of(record, officer), officer.body, role)
        if held is not None and not held.value.is_vacant:
            what = f"{role.words} of {officer.body}"
            raise DeskError.of(Code.ALREADY, what=what, state="held: it must be handed over", number=held.number)
        deputy = terms.get("deputy")
        since = not_ahead("since", terms.get("since") or record.now(), record.now())
        holding = Holding(role, officer.body, to.id, since, _id(deputy), terms.get("until"), terms.get("reach") or "")
        said = f"{role.words} of {officer.body} is held from now on" + (
            ", with a deputy" if deputy else ", with no deputy yet"
        )
        written = hold_draft(Kind.ROLE_TAKEN, holding, said, terms.get("handling") or Handling())
        return record.append(officer, written, thing=thing_of(officer.body, role), naming=(to, deputy))


def _id(person: Someone | None) -> str:
    return person.id if person else ""


def _audience(record: Record, held: Stated[Holding]) -> frozenset[str]:
    return frozenset(record.line(held.entry).header.audience)
