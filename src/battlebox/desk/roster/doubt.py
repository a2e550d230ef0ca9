"""Seats of a roster that their people cannot have any more: somebody fell ill, took a post, worked, or is away since.

Law: every hard rule is read anew, with what was written down since the roster was made; what has begun is let be, and
whoever accepted the very seat that they have is in no doubt for it.
Not here: the rules (engine), working it out anew (rota.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from battlebox.desk.brief.saying import counted
from battlebox.desk.errors import Code, DeskError
from battlebox.desk.london import LONDON
from battlebox.desk.record.sight import Sight
from battlebox.desk.roster.candidate import Spell
from battlebox.desk.roster.listed import REST, listed_in
from battlebox.desk.roster.offer import Offer, offers_of
from battlebox.desk.roster.published import Published, also_of
from battlebox.desk.roster.rota import Also, Rota, rota_of
from battlebox.desk.roster.skills import desk_role
from battlebox.desk.roster.work import day_of
from battlebox.engine.roster import Rule, Seat, breaches
from battlebox.estate import Estate

WHY: Final = {
    Rule.SKILL: "no longer has the skill, by our tables",
    Rule.CHECK: "has a registration or check that is missing or has run out",
    Rule.BODY: "may not work for us, by the estate",
    Rule.FREE: "is away or not free then, by the estate",
    Rule.REST: "has too little rest before it, with what was worked since",
    Rule.DAY_OFF: "has no day off in seven days, with what was worked since",
    Rule.WEEK: "has too many hours in seven days, with what was worked since",
    Rule.AVERAGE: "has too many hours a week on average, with what was worked since",
}
BARRED: Final = "cannot be asked: "
BUSY: Final = "accepted a post then, or rests from work"
GONE: Final = "is not among our people any more"
_HOURS: Final = frozenset({Rule.REST, Rule.DAY_OFF, Rule.WEEK, Rule.AVERAGE})


@dataclass(frozen=True, slots=True)
class Doubt:
    """A seat that somebody (an id) cannot have any more, and why."""

    post: str
    person: str
    why: str


def doubts_in(
    sight: Sight, estate: Estate, roster: Published, roles: Mapping[str, Iterable[Spell]]
) -> tuple[Doubt, ...]:
    """The seats to come of a roster of the reader's body that its people cannot have, by day.

    `roles` says from when to when roles were held.
    """
    also = also_of(sight, roster.first, {}, roles)
    rota = rota_of(estate, roster.first, roster.days, body=roster.body, also=also)
    seats = tuple(Seat(each.post, each.person) for each in roster.seats if each.post in rota.posts)
    here = {person.id for person in rota.problem.people}
    own = _theirs(sight, rota, seats)
    problem = replace(rota.problem, published=tuple(seat for seat in seats if seat.person in here))
    ahead = sorted(
        (seat for seat in seats if rota.times(seat.post)[0] > sight.now), key=lambda seat: rota.times(seat.post)[0]
    )
    found = {seat: GONE for seat in ahead if seat.person not in here}
    for each in breaches(problem, seats):
        mine = [seat for seat in ahead if seat.person == each.person and rota.posts[seat.post].day <= each.day]
        if each.rule is Rule.FREE:
            for seat in mine:
                why = _why_not_free(rota, seat, also)
                if rota.posts[seat.post].day == each.day and (why.startswith(BARRED) or not _is_own(rota, seat, own)):
                    found.setdefault(seat, why)
        elif each.rule in WHY and not (each.rule in _HOURS and each.person in own):
            for seat in mine[-1:]:
                found.setdefault(seat, WHY[each.rule])
    return tuple(Doubt(seat.post, seat.person, found[seat]) for seat in ahead if seat in found)


def barred_seats(sight: Sight, roster: Published) -> tuple[Doubt, ...]:
    """The seats from today on of people who were written down as not to be asked: by the record alone, and cheap."""
    barred = {name: said.value.barred for name, said in listed_in(sight, roster.body).items() if said.value.barred}
    today = sight.now.astimezone(LONDON).date()
    return tuple(
        Doubt(seat.post, seat.person, f"{BARRED}{barred[seat.person]}")
        for seat in roster.seats
        if seat.person in barred and (day := day_of(seat.post)) is not None and day >= today
    )


def published_though(doubts: Iterable[Doubt], why: str) -> str:
    """What the entry says of a roster that is published with such seats; blank without any.

    Raises DeskError where nobody says why.
    """
    rows = tuple(doubts)
    if not rows:
        return ""
    if not why.strip():
        people = len({each.person for each in rows})
        raise DeskError.of(Code.ROSTER_STALE, seats=len(rows), people=people)
    return f"published with {counted(len(rows), 'seat')} of people who cannot have them any more: {why.strip()}"


def _theirs(sight: Sight, rota: Rota, seats: Iterable[Seat]) -> dict[str, list[Offer]]:
    """Posts that people accepted and that are seats of theirs in this roster, by whose they are."""
    found: dict[str, list[Offer]] = {}
    mine: dict[str, list[str]] = {}
    for seat in seats:
        mine.setdefault(seat.person, []).append(seat.post)
    for each in offers_of(sight):
        asked = each.offer.value
        if each.step.is_coming and asked.body == asked.at == sight.officer.body:
            for person in each.people & set(mine):
                if any(_is_seat(rota, post, asked) for post in mine[person]):
                    found.setdefault(person, []).append(asked)
    return found


def _is_seat(rota: Rota, post: str, asked: Offer) -> bool:
    """Whether an offer is of that seat: the same role or service, and the seat lies within its time."""
    row = rota.rows[post]
    role = desk_role(row.role)
    is_same = asked.of in (row.service, role.value if role else "")
    begins, ends = rota.times(post)
    return is_same and asked.begins <= begins and ends <= asked.ends


def _is_own(rota: Rota, seat: Seat, own: Mapping[str, Iterable[Offer]]) -> bool:
    """Whether a seat is what its person accepted, or lies beside it, where the roster's own rests hold."""
    begins, ends = rota.times(seat.post)
    return any(begins < asked.ends + REST and asked.begins - REST < ends for asked in own.get(seat.person, ()))


def _why_not_free(rota: Rota, seat: Seat, also: Also) -> str:
    said = also.listed.get(seat.person)
    if said and said.barred:
        return f"{BARRED}{said.barred}"
    begins, ends = rota.times(seat.post)
    is_busy = any(begins < end and begin < ends for begin, end in also.busy.get(seat.person, ()))
    return BUSY if is_busy else WHY[Rule.FREE]
