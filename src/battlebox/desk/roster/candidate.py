"""Everybody who can be asked to take a seat, and for how long they have been on duty or off it.

Law: one person is one line, however many tables know them; hours count since the last rest of eleven hours, breaks not;
whoever cannot be asked stays on the list and says why.
Not here: where accounts and roles are kept (a face tells them as plain values), who sits where (day_sheet.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from battlebox.desk.record.sight import Sight
from battlebox.desk.roster.listed import REST, Listed, listed_in
from battlebox.desk.roster.offer import Offer, Offered, Step, name_in, offers_of
from battlebox.desk.roster.skills import NOTHING_ASKED, Asked
from battlebox.engine.roster import Here

WEEK_MOST: Final = timedelta(hours=48)
"""Hours in seven days after which nobody should be asked (the house rule of the planner)."""
_MINUTE: Final = timedelta(minutes=1)
Spell = tuple[datetime, datetime | None]
"""On duty from when to when; None: still."""


class Source(StrEnum):
    """How somebody is known."""

    ACCOUNT = "has access here"
    ESTATE = "in the estate"
    DESK = "written down here"
    LENT = "lent by another body"


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody whom an account or the estate names: what they can do, by roles, services and words.

    `able` are roles and services whose posts ask for what they can do, `away` why the estate has them away today, and
    `week_minutes` what it says that they worked in the last seven days.
    """

    id: str
    name: str
    body: str
    skills: frozenset[str]
    source: Source
    able: frozenset[str] = frozenset()
    away: str = ""
    week_minutes: int = 0


@dataclass(frozen=True, slots=True)
class Taken:
    """A post that somebody accepted: its id and in words, from when to when."""

    of: str
    what: str
    begins: datetime
    ends: datetime

    @classmethod
    def of_offer(cls, said: Offer) -> Taken:
        """The post that an offer is of."""
        return cls(said.of, said.what, said.begins, said.ends)

    def meets(self, begins: datetime, ends: datetime) -> bool:
        """Whether it lies in that time, in part or as a whole."""
        return self.begins < ends and begins < self.ends


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who can be asked, and how long on duty without eleven hours' rest, or how long off duty.

    `barred` is why they cannot be asked, blank where they can. `skills` are what is written of them; `here` has the
    roles and services that they can do by them as well. `listed` is what the desk wrote down; `taken` are posts that
    they accepted; `known` is what the estate or their account says.
    """

    id: str
    name: str
    body: str
    skills: frozenset[str]
    source: Source
    here: Here
    listed: Listed | None = None
    taken: tuple[Taken, ...] = ()
    away: str = ""
    week_minutes: int = 0
    """What they had worked in the last seven days, today included; 0 where nobody said."""

    @property
    def barred(self) -> str:
        """Why they cannot be asked; blank where they can. Whoever is here is not away, whatever a table says."""
        said = self.listed.barred if self.listed else ""
        return said or ("" if self.here.is_on else self.away)

    @property
    def is_worn(self) -> bool:
        """Whether that is more than anybody should work."""
        return timedelta(minutes=self.week_minutes) > WEEK_MOST


def by_name(name: str) -> str:
    """What a name is sorted by: numbers in it as numbers, so that manager 2 comes before manager 10."""
    return re.sub(r"\d+", lambda found: found[0].zfill(9), name.casefold())


def candidates_of(
    sight: Sight, known: Iterable[Known], roles: Mapping[str, Iterable[Spell]], asked: Asked = NOTHING_ASKED
) -> tuple[Candidate, ...]:
    """Everybody of the reader's body, and those lent to it, by name.

    `roles` says from when to when roles were held; `asked` is what the posts of the body's estate ask for.
    """
    body = sight.officer.body
    offers = [each for each in offers_of(sight) if body in (each.offer.value.body, each.offer.value.at)]
    account = accounts_of(offers)
    people: dict[str, Known] = {}
    for each in (*known, *_lent(sight, offers, body), *_written(sight, body, asked)):
        _add(people, replace(each, id=account.get(each.id, each.id)))
    listed = {account.get(name, name): said.value for name, said in listed_in(sight, body).items()}
    spells = spells_of(offers, account, listed, roles)
    taken: dict[str, list[Taken]] = {}
    for offer in offers:
        said = offer.offer.value
        if offer.step.is_coming:
            taken.setdefault(account.get(said.person, said.person), []).append(Taken.of_offer(said))
    found = [
        Candidate(who.id, who.name, who.body, who.skills, who.source,
                  here_of(who.id, who.skills | who.able, spells.get(who.id, ()), sight.now), listed.get(who.id),
                  tuple(taken.get(who.id, ())), who.away, _week(who, listed.get(who.id), sight.now))
        for who in people.values()
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda each: (by_name(each.name), each.id)))


def accounts_of(offers: Iterable[Offered]) -> dict[str, str]:
    """The account of each who was asked under another id, as far as an answer says it."""
    return {
        name: answer.value.account
        for offer in offers
        for answer in offer.answers
        for name in offer.people
        if answer.value.account
    }


def spells_of(
    offers: Iterable[Offered],
    account: Mapping[str, str],
    listed: Mapping[str, Listed],
    roles: Mapping[str, Iterable[Spell]],
) -> dict[str, list[Spell]]:
    """From when to when each was on duty: in a role, under an offer, or as the desk wrote it down."""
    spells: dict[str, list[Spell]] = {name: list(each) for name, each in roles.items()}
    for offer in offers:
        person = offer.offer.value.person
        spells.setdefault(account.get(person, person), []).extend(_served(offer))
    for name, said in listed.items():
        if said.began is not None:
            spells.setdefault(name, []).append((said.began, said.left))
    return spells


def here_of(person: str, skills: frozenset[str], spells: Iterable[Spell], now: datetime) -> Here:
    """How long somebody has been on duty since their last rest of eleven hours, or how long off it."""
    worked, last, is_on = timedelta(), None, False
    for begin, ended in sorted(spells, key=lambda spell: spell[0]):
        end, is_on = ended or now, is_on or ended is None
        if last is None or begin - last >= REST:
            worked, last = timedelta(), begin
        if end > last:
            worked += end - max(begin, last)
            last = end
    if last is None:
        return Here(person, skills)
    if is_on:
        return Here(person, skills, on_minutes=worked // _MINUTE)
    return Here(person, skills, off_minutes=(now - last) // _MINUTE)


def _add(people: dict[str, Known], who: Known) -> None:
    """One line for each: what was known of them first stays, with what else they can do."""
    known = people.get(who.id)
    people[who.id] = replace(
        known,
        skills=known.skills | who.skills,
        able=known.able | who.able,
        away=known.away or who.away,
        week_minutes=max(known.week_minutes, who.week_minutes),
    ) if known else who  # fmt: skip


def _week(who: Known, listed: Listed | None, now: datetime) -> int:
    """What somebody worked in the last seven days, by the estate or by the list, with what came to it since."""
    return max(who.week_minutes, listed.week_until(now) if listed else 0)


def _lent(sight: Sight, offers: Iterable[Offered], body: str) -> Iterable[Known]:
    """Another body's people who took a post here, and what it asks for."""
    for each in offers:
        asked = each.offer.value
        if asked.at == body != asked.body and each.step.is_coming:
            yield Known(asked.person, name_in(sight, each), asked.body, _skills(asked.of, asked.skill), Source.LENT)


def _written(sight: Sight, body: str, asked: Asked) -> Iterable[Known]:
    for name, said in listed_in(sight, body).items():
        skills = said.value.skills
        yield Known(name, sight.real_name(name), body, frozenset(skills), Source.DESK, asked.able(skills))


def _skills(*names: str) -> frozenset[str]:
    return frozenset(filter(None, names))


def _served(found: Offered) -> Iterable[Spell]:
    """From when to when somebody who checked in has been here under an offer."""
    came = found.at(Step.HERE)
    if came is not None:
        yield came, found.at(Step.DONE)
