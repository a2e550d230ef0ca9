"""People as the record has them busy or lent, for a roster: who may sit where meanwhile, and who is away for it.

Law: somebody is lent once they accepted, for the post that they accepted and for no hour outside of it; their checks,
their limits and their days are those that their own body's table says. Whoever was on duty rests eleven hours.
Not here: asking for them (offer.py), the roster's question (rota.py).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from battlebox.desk.london import LONDON
from battlebox.desk.record.sight import Sight
from battlebox.desk.roster.candidate import Spell as Served
from battlebox.desk.roster.candidate import accounts_of, spells_of
from battlebox.desk.roster.listed import REST, listed_in
from battlebox.desk.roster.offer import Step, offers_of
from battlebox.desk.roster.skills import Asked
from battlebox.engine.roster import Person, Shift, Spell

Span = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class Loan:
    """Who is lent, by which body to which, for which role or service, from when to when."""

    person: str
    body: str
    at: str
    of: str
    begins: datetime
    ends: datetime

    def shifts(self, first_day: date, days: int, shifts: tuple[Shift, ...]) -> Iterator[Spell]:
        """Each day's shifts that lie wholly within the loan."""
        return _shifts(first_day, days, shifts, lambda begins, ends: self.begins <= begins and ends <= self.ends)


def loans_of(sight: Sight) -> tuple[Loan, ...]:
    """Every loan between bodies that stands and may be seen."""
    return tuple(
        Loan(asked.person, asked.body, asked.at, asked.of, asked.begins, asked.ends)
        for each in offers_of(sight)
        if each.step.is_coming and (asked := each.offer.value).at != asked.body
    )


def busy_of(sight: Sight, roles: Mapping[str, Iterable[Served]]) -> dict[str, tuple[Span, ...]]:
    """When each of this body's people has a post that they accepted, was on duty, or rests from it.

    By every id that somebody goes by; `roles` are as for the list of candidates.
    """
    body, found = sight.officer.body, dict[str, list[Span]]()
    offers = [each for each in offers_of(sight) if body in (each.offer.value.body, each.offer.value.at)]
    account = accounts_of(offers)
    for each in offers:
        asked = each.offer.value
        if each.step.is_coming and asked.body == body:
            found.setdefault(asked.person, []).append((asked.begins - REST, asked.ends + REST))
    listed = {name: said.value for name, said in listed_in(sight, body).items()}
    for name, spells in spells_of(offers, {}, listed, roles).items():
        found.setdefault(name, []).extend((begins, (ended or sight.now) + REST) for begins, ended in spells)
    for name, other in account.items():
        both = [*found.get(name, ()), *found.get(other, ())]
        found[name] = found[other] = both
    return {name: tuple(spans) for name, spans in found.items()}


def accepted_of(sight: Sight) -> dict[str, tuple[Span, ...]]:
    """The posts that this body's people accepted and have not given back, done ones too, by every id that they go by.

    Whoever checked in worked from then on, and until they handed over.
    """
    found: dict[str, list[Span]] = {}
    for each in offers_of(sight):
        asked = each.offer.value
        if asked.body == sight.officer.body and (each.step.is_coming or each.step is Step.DONE):
            begins, ends = each.at(Step.HERE) or asked.begins, each.at(Step.DONE) or asked.ends
            for name in each.people:
                found.setdefault(name, []).append((begins, max(begins, ends)))
    return {name: tuple(spans) for name, spans in found.items()}


def away(
    people: Iterable[Person], busy: Mapping[str, Iterable[Span]], first_day: date, days: int, shifts: tuple[Shift, ...]
) -> list[Person]:
    """People, away for the shifts that touch a time at which they are busy."""

    def touched(person: str) -> Iterator[Spell]:
        spans = tuple(busy.get(person, ()))
        return _shifts(first_day, days if spans else 0, shifts,
                       lambda begins, ends: any(begins < end and begin < ends for begin, end in spans))  # fmt: skip

    return [replace(each, away=(*each.away, *touched(each.id))) for each in people]


def _shifts(
    first_day: date, days: int, shifts: tuple[Shift, ...], is_held: Callable[[datetime, datetime], bool]
) -> Iterator[Spell]:
    """Each day's shifts of which that holds, by when they begin and end."""
    for day in range(days):
        held = frozenset(row.id for row in shifts if is_held(*times_of(first_day, day, row)))
        if held:
            yield Spell(day, day, held)


def times_of(first_day: date, day: int, shift: Shift) -> Span:
    """From when to when a shift of one day lasts, on a London clock."""
    midnight = datetime.combine(first_day + timedelta(days=day), datetime.min.time(), LONDON)
    begins = midnight + timedelta(minutes=shift.starts_minutes)
    return begins, begins + timedelta(minutes=shift.minutes)


def borrowed(
    loans: Iterable[Loan],
    known: Mapping[str, Person],
    asked: Asked,
    spells: Mapping[Loan, tuple[Spell, ...]],
) -> tuple[Person, ...]:
    """Those lent to one body, for its roster.

    `known` are people as their own bodies' tables have them; `asked` is what the posts of each role or service ask
    for; `spells` are the shifts that lie within each loan.
    """
    found: dict[str, Person] = {}
    for loan in loans:
        own = known.get(loan.person, Person(loan.person))
        free = tuple(_free(own, spells[loan]))
        skills = asked.asked_by(loan.of)
        if not free or not skills:
            continue
        before = found.get(loan.person)
        found[loan.person] = replace(
            own,
            skills=skills | (before.skills if before else frozenset()),
            bodies=frozenset({loan.at}),
            free=free + (before.free if before else ()),
        )
    return tuple(found.values())


def _free(person: Person, spells: Iterable[Spell]) -> Iterator[Spell]:
    """Those shifts of which their own body does not say that they are not free."""
    for spell in spells:
        shifts = frozenset(name for name in spell.shifts if person.is_free(spell.first_day, name))
        if shifts:
            yield Spell(spell.first_day, spell.last_day, shifts)
