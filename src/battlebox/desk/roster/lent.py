"""People lent from one body to another, as a roster takes them: who may sit where meanwhile, and who is away for it.

Law: somebody is lent once they accepted, for the post that they accepted and for no hour outside of it; their checks,
their limits and their days are those that their own body's table says.
Not here: asking for them (offer.py), the roster's question (rota.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from battlebox.desk.london import LONDON
from battlebox.desk.record.sight import Sight
from battlebox.desk.roster.offer import offers_of
from battlebox.engine.roster import Person, Shift, Spell


@dataclass(frozen=True, slots=True)
class Loan:
    """Who is lent, by which body to which, for which role or service, from when to when."""

    person: str
    body: str
    at: str
    of: str
    begins: datetime
    ends: datetime

    def days(self, first_day: date, days: int, shifts: Iterable[Shift], *, within: bool) -> Iterator[Spell]:
        """Each day's shifts that lie within the loan, or, for whoever is away for it, that touch it."""
        rows = tuple(shifts)
        for day in range(days):
            midnight = datetime.combine(first_day + timedelta(days=day), datetime.min.time(), LONDON)
            held = frozenset(row.id for row in rows if self._holds(midnight, row, within=within))
            if held:
                yield Spell(day, day, held)

    def _holds(self, midnight: datetime, shift: Shift, *, within: bool) -> bool:
        begins = midnight + timedelta(minutes=shift.starts_minutes)
        ends = begins + timedelta(minutes=shift.minutes)
        return self.begins <= begins and ends <= self.ends if within else begins < self.ends and self.begins < ends


def loans_of(sight: Sight) -> tuple[Loan, ...]:
    """Every loan between bodies that stands and may be seen."""
    return tuple(
        Loan(asked.person, asked.body, asked.at, asked.of, asked.begins, asked.ends)
        for each in offers_of(sight)
        if each.step.is_coming and (asked := each.offer.value).at != asked.body
    )


def lend(
    people: Iterable[Person], loans: Iterable[Loan], body: str, first_day: date, days: int, shifts: tuple[Shift, ...]
) -> list[Person]:
    """People of one body, away for the shifts that touch a loan of theirs to another."""
    away: dict[str, list[Spell]] = {}
    for loan in loans:
        if loan.body == body:
            away.setdefault(loan.person, []).extend(loan.days(first_day, days, shifts, within=False))
    return [replace(each, away=(*each.away, *away.get(each.id, ()))) for each in people]


def borrowed(
    loans: Iterable[Loan],
    known: Mapping[str, Person],
    posts: Mapping[str, frozenset[str]],
    spells: Mapping[Loan, tuple[Spell, ...]],
) -> tuple[Person, ...]:
    """Those lent to one body, for its roster.

    `known` are people as their own bodies' tables have them; `posts` are the skills that each role or service asks for;
    `spells` are the shifts that lie within each loan.
    """
    found: dict[str, Person] = {}
    for loan in loans:
        own = known.get(loan.person, Person(loan.person))
        free = tuple(_free(own, spells[loan]))
        skills = posts.get(as_said(loan.of), frozenset())
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


def as_said(name: str) -> str:
    """A role or service by its id, as tables and offers both have it."""
    return name.casefold().replace("_", " ")


def _free(person: Person, spells: Iterable[Spell]) -> Iterator[Spell]:
    """Those shifts of which their own body does not say that they are not free."""
    for spell in spells:
        shifts = frozenset(name for name in spell.shifts if person.is_free(spell.first_day, name))
        if shifts:
            yield Spell(spell.first_day, spell.last_day, shifts)
