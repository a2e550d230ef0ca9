"""The sheet of three shifts: eight hours each, who is asked to sit where, as a person chose it.

Law: the plain rule proposes and a person chooses; every choice after that is an entry with who and why, and two who
change two seats lose nothing; a sheet is for its own body.
Not here: the plain rule (engine), the days after (rota.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from battlebox.desk.brief.saying import clock
from battlebox.desk.errors import Code, DeskError
from battlebox.desk.london import hour
from battlebox.desk.officer import Act, Officer, Someone
from battlebox.desk.record.record import Record, Saved
from battlebox.desk.record.sight import Handling, Sight, Stated
from battlebox.desk.record.writing import draft, line, not_before
from battlebox.desk.roster.candidate import Candidate
from battlebox.desk.roster.listed import REST
from battlebox.engine.roster import Here, Wanted, three_shifts
from battlebox.journal import Kind

SHIFT: Final = "shift"
SHEET: Final = "sheet"
SHIFTS: Final = 3
SHIFT_LASTS: Final = timedelta(hours=8)
ON_MOST: Final = timedelta(hours=12)
AHEAD_MOST: Final = timedelta(days=2)
"""Days further off are for a roster."""
_MINUTE: Final = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Place:
    """A seat that the sheet has in each of its shifts: a role or service by its id, in words, the skill it asks for."""

    of: str
    what: str
    skill: str


@dataclass(frozen=True, slots=True)
class DaySheet:
    """A sheet: whose, when its first shift begins, and the seats of each shift."""

    body: str
    begins: datetime
    places: tuple[Place, ...]

    def begin_of(self, shift: int) -> datetime:
        """When one of its shifts begins."""
        return self.begins + shift * SHIFT_LASTS


@dataclass(frozen=True, slots=True)
class Seated:
    """Who was put into a seat (an id; blank: nobody), and why."""

    person: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Chair:
    """One seat of one shift: who has it, with the entry that says so; `warnings` say what speaks against it."""

    shift: int
    place: int
    of: Place
    person: str
    said: Stated[Seated] | None
    others: tuple[Stated[Seated], ...] = ()
    warnings: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """What it goes by in its sheet: `0-3` is the fourth seat of the first shift."""
        return f"{self.shift}-{self.place}"


@dataclass(frozen=True, slots=True)
class KeptSheet:
    """A sheet that was kept, with who sits where now."""

    thing: str
    sheet: Stated[DaySheet]
    chairs: tuple[Chair, ...]

    def is_over(self, now: datetime) -> bool:
        """Whether its last shift has ended."""
        return self.sheet.value.begin_of(SHIFTS) <= now


def proposed(
    people: Iterable[Candidate], places: Iterable[Place], begins: datetime, now: datetime
) -> tuple[Chair, ...]:
    """Whom the plain rule would put where; those who cannot be asked, or sit elsewhere then, are left out."""
    end = begins + SHIFTS * SHIFT_LASTS
    # Whoever accepted a post in that time sits there already.
    staff = tuple(
        each for each in people if not each.barred and not any(post.meets(begins, end) for post in each.taken)
    )
    rows = tuple(places)
    wait = max(0, (begins - now) // _MINUTE)
    found = three_shifts(
        (_later(each, wait) for each in staff), (Wanted(str(at), row.skill) for at, row in enumerate(rows))
    )
    return _warned(
        tuple(Chair(each.shift, int(each.what), rows[int(each.what)], each.person, None) for each in found),
        staff, begins, now,
    )  # fmt: skip


def keep_sheet(
    record: Record, officer: Officer, sheet: DaySheet, chairs: Iterable[Chair], names: Mapping[str, str]
) -> Saved:
    """Keep a sheet as it was proposed: from now on it is changed seat by seat. One entry `shift:changed`.

    Raises DeskError for another body's, one without seats, one that is over, and one for days that a roster is for.
    """
    officer.must(Act.DRAFT_IN)
    if sheet.body != officer.body:
        raise DeskError.of(Code.NOT_YOURS, what="the sheet", owner=sheet.body, body=officer.body, act="keep")
    if not sheet.places:
        raise DeskError.of(Code.BLANK, field="the sheet", what="at least one seat")
    not_before("the end of the third shift", sheet.begin_of(SHIFTS), "now", record.now())
    if sheet.begins - record.now() > AHEAD_MOST:
        raise DeskError.of(Code.TOO_FAR, field="the first shift", most="two days")
    thing = record.new_id(SHIFT)
    seats = tuple(chairs)
    sets: list[tuple[str, str, object]] = [(thing, SHEET, sheet)]
    sets += [(thing, _seat(each.shift, each.place), Seated(each.person, "as proposed")) for each in seats]
    empty = sum(not each.person for each in seats)
    said = f"three shifts of {sheet.body} from {clock(sheet.begins)}: {len(seats)} seats, {empty} of them empty"
    written = draft(Kind.SHIFT_CHANGED, Handling(), *sets, words=said, about={"body": sheet.body})
    people = dict.fromkeys(each.person for each in seats if each.person)
    return record.append(officer, written, thing=thing, naming=tuple(Someone(name, names[name]) for name in people))


def seat(
    record: Record,
    officer: Officer,
    thing: str,
    place: tuple[int, int],
    who: Someone | None,
    why: str,
    *,
    over: frozenset[str] | None = None,
) -> Saved:
    """Put somebody into a seat of one shift, or nobody, and say why. One entry `shift:changed`. Raises DeskError."""
    officer.must(Act.DRAFT_IN)
    sheet = sheet_of(Sight.of(record, officer), thing, ()).sheet.value
    if place[0] not in range(SHIFTS) or place[1] not in range(len(sheet.places)):
        raise DeskError.of(Code.NOT_SEEN, what="seat", id=f"{place[0]}-{place[1]}")
    reason = line("why", why, what="why this person, or why nobody")
    what, when = sheet.places[place[1]].what, clock(sheet.begin_of(place[0]))
    said = f"{what}, shift from {when}: {'somebody else sits there' if who else 'nobody sits there'}; {reason}"
    value = Seated(who.id if who else "", reason)
    written = draft(Kind.SHIFT_CHANGED, Handling(), (thing, _seat(*place), value), words=said,
                    about={"body": sheet.body}, over=over)  # fmt: skip
    return record.append(officer, written, thing=thing, naming=(who,))


def sheet_of(sight: Sight, thing: str, people: Iterable[Candidate]) -> KeptSheet:
    """A sheet as it stands. Raises DeskError if it may not be seen."""
    found = sight.need(thing, SHEET, DaySheet, what="sheet of three shifts")
    sheet = found.value
    chairs = []
    for shift in range(SHIFTS):
        for at, place in enumerate(sheet.places):
            said = sight.stated(thing, _seat(shift, at), Seated)
            first = said[0] if said else None
            chairs.append(Chair(shift, at, place, first.value.person if first else "", first, said[1:]))
    return KeptSheet(thing, found, _warned(tuple(chairs), tuple(people), sheet.begins, sight.now))


def sheets_of(sight: Sight) -> tuple[str, ...]:
    """The sheets of the reader's body, the one that begins last first."""
    every = sight.every(SHIFT, SHEET, DaySheet)
    mine = [(thing, said[0]) for thing, said in every.items() if said[0].value.body == sight.officer.body]
    return tuple(thing for thing, said in sorted(mine, key=lambda row: (row[1].value.begins, row[1].at), reverse=True))


def _seat(shift: int, place: int) -> str:
    return f"seat-{shift}-{place}"


def _later(who: Candidate, minutes: int) -> Here:
    """The same person at the beginning of the sheet, if nothing changes until then."""
    here = who.here
    on = None if here.on_minutes is None else here.on_minutes + minutes
    off = None if here.off_minutes is None else here.off_minutes + minutes
    return Here(here.id, here.skills, on, off, who.is_worn)


def _warned(
    chairs: tuple[Chair, ...], people: tuple[Candidate, ...], begins: datetime, now: datetime
) -> tuple[Chair, ...]:
    """The seats with what speaks against who sits there: too tired, another seat, not the skill, not to be asked."""
    known = {each.id: each for each in people}
    shifts: dict[str, list[int]] = {}
    for each in chairs:
        if each.person:
            shifts.setdefault(each.person, []).append(each.shift)
    return tuple(
        Chair(each.shift, each.place, each.of, each.person, each.said, each.others,
              _against(each, known.get(each.person), shifts[each.person], begins, now) if each.person else ())
        for each in chairs
    )  # fmt: skip


def _against(
    chair: Chair, who: Candidate | None, shifts: list[int], begins: datetime, now: datetime
) -> tuple[str, ...]:
    found = []
    if shifts.count(chair.shift) > 1:
        found.append("two seats in one shift")
    if any(other < chair.shift for other in shifts):
        found.append("has an earlier shift on this sheet: less than eleven hours' rest between")
    if who is None:
        return tuple(found)
    start = begins + chair.shift * SHIFT_LASTS
    others = (post for post in who.taken if post.of != chair.of.of and post.meets(start, start + SHIFT_LASTS))
    found += [f"another seat then: {post.what}, accepted" for post in others]
    if min(shifts) == chair.shift:
        found += _tired(who.here, start, now)
    if chair.of.skill not in who.here.skills:
        found.append("nothing says they can do it")
    if who.is_worn:
        found.append(f"too tired: {who.week_minutes // 60} hours in the last seven days")
    if who.barred:
        found.append(f"cannot be asked: {who.barred}")
    if who.listed and who.listed.free_until and who.listed.free_until < start + SHIFT_LASTS:
        found.append(f"has to leave at {hour(who.listed.free_until)}")
    return tuple(found)


def _tired(here: Here, start: datetime, now: datetime) -> list[str]:
    """What speaks against a first shift: twelve hours in all, or less than eleven hours' rest before it."""
    if here.on_minutes is not None:
        on = timedelta(minutes=here.on_minutes)
        if start - now >= REST:
            return []
        by_end = on + max(timedelta(), min(start - now, SHIFT_LASTS)) + SHIFT_LASTS
        if by_end > ON_MOST:
            return [f"too tired: {by_end // timedelta(hours=1)} hours on duty by the end of it"]
    elif here.off_minutes is not None:
        rest = timedelta(minutes=here.off_minutes) + max(timedelta(), start - now)
        if rest < REST:
            return [f"too tired: {max(0, rest // timedelta(hours=1))} hours' rest before it"]
    return []
