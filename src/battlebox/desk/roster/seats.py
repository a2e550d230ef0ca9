"""Which seats a body must fill on the first day, and whom its estate has for them.

The desk's roles, then the services that are out and come first.
Law: a seat is there because of a role or a service; what it asks for is that role or service, until somebody says more.
Not here: posts that the estate lists for the days after (rota.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from battlebox.desk.officer import Role
from battlebox.desk.picture.picture import Picture, ServicePlight
from battlebox.desk.roster.candidate import Known, Source
from battlebox.desk.roster.day_sheet import Place
from battlebox.desk.roster.skills import Asked, checks_good
from battlebox.estate import AvailabilityKind, Estate, Person, Priority, Service

ALWAYS: Final = (Role.STRATEGIC, Role.TACTICAL, Role.LOGGIST)
"""The roles that a desk has whatever happens (a working value)."""


def places_of(body: str, held: Iterable[Role], picture: Picture | None) -> tuple[Place, ...]:
    """The seats of one shift: roles in the order of command, then the body's P1 services that are stopped."""
    roles = {*ALWAYS, *held} - {Role.OBSERVER}
    seats = [
        Place(role.value, f"{role.words[:1].upper()}{role.words[1:]}", role.value) for role in Role if role in roles
    ]
    stopped = [row.service for row in first_services(body, picture)]
    return (*seats, *(Place(row.service, row.name, row.service) for row in stopped))


def first_services(body: str, picture: Picture | None) -> tuple[ServicePlight, ...]:
    """A body's P1 services that are not given in their usual way, in the order in which they hurt."""
    rows = picture.by_need() if picture else ()
    return tuple(
        row for row in rows if row.is_stopped and row.service.body == body and row.service.priority is Priority.P1
    )


def known_in(estate: Estate, body: str, asked: Asked, day: date) -> Iterator[Known]:
    """Everybody of one body whom the estate names, as they stand on a day."""
    away = away_on(estate, day)
    for row in estate.people:
        if row.body == body:
            able = asked.able(row.skills, row.role, checks_good(row, day))
            week = round((row.hours_done or 0) * 60)
            skills = skills_of(row, estate.services)
            yield Known(row.person, row.name, body, skills, Source.ESTATE, able, away.get(row.person, ""), week)


def away_on(estate: Estate, day: date) -> dict[str, str]:
    """Why each who cannot be asked for any shift of a day cannot, by id, as the table of availability has it."""
    rows = [row for row in estate.availability if not row.shifts]
    covers = [row for row in rows if row.days[0] <= day <= row.days[1]]
    only_free = {row.of for row in estate.availability if row.kind is AvailabilityKind.FREE}
    free = {row.of for row in estate.availability
            if row.kind is AvailabilityKind.FREE and row.days[0] <= day <= row.days[1]}  # fmt: skip
    found = dict.fromkeys(only_free - free, "not free today")
    return found | {row.of: f"away until {row.days[1]:%a} {row.days[1].day} {row.days[1]:%b}" for row in covers
                    if row.kind is AvailabilityKind.AWAY}  # fmt: skip


def skills_of(person: Person, services: Iterable[Service]) -> frozenset[str]:
    """What somebody of the estate can do: their skills as written, and the services that they lead or stand in for."""
    words = {person.role.casefold(), *(skill.casefold() for skill in person.skills)}
    led = (
        row.service
        for row in services
        if row.body == person.body
        and words & {name.casefold() for name in (row.service, row.name, row.owner, row.deputy) if name}
    )
    roles = (role.value for role in Role if words & {role.value, role.words.casefold()})
    return frozenset({*person.skills, *led, *roles})
