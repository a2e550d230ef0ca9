"""Gaps in coming back and in the roster: systems that nobody can plan, gates without a date, posts without a skill.

Law: as in gaps.py: each look yields in the order of its table and stops nothing.
Not here: their words (gap.py), everything else that is looked for (gaps.py).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from battlebox.estate.estate import Estate
from battlebox.estate.gap import Gap, GapCode
from battlebox.estate.plain_words import plain_word
from battlebox.estate.things import BodyKind, Priority
from battlebox.estate.things_rostering import Person, Post


def gaps_of_return(estate: Estate, _today: date) -> Iterator[Gap]:
    """What stands in the way of an order of return, and of a roster."""
    yield from _systems(estate)
    yield from _crews(estate)
    yield from _works(estate)
    yield from _gates(estate)
    yield from _posts(estate)
    yield from _for_nobody(estate)


def _systems(estate: Estate) -> Iterator[Gap]:
    """Systems of councils, and of whoever has a crew, that nobody could put in an order."""
    ours = {row.body for row in estate.crews} | {row.body for row in estate.bodies if row.kind is BodyKind.COUNCIL}
    told = {(row.of, row.step.value): row for row in estate.works}
    for row in estate.systems:
        rebuild = told.get((row.system, "rebuild"))
        lacks = []
        if row.crew is None and (rebuild is None or rebuild.crew is None):
            lacks.append("crew")
        if row.rebuild_microhours is None and rebuild is None:
            lacks.append("hours to rebuild it")
        if lacks and row.body in ours:
            yield Gap.of(GapCode.NOT_PLANNABLE, row.system, name=row.name, lacks=" and no ".join(lacks))


def _crews(estate: Estate) -> Iterator[Gap]:
    for row in estate.crews:
        rests = sum(one.crew == row.crew for one in estate.systems)
        if rests and (not row.people or not row.microhours_per_day):
            yield Gap.of(GapCode.CREW_EMPTY, row.crew, name=row.name, count=rests, s="" if rests == 1 else "s")


def _works(estate: Estate) -> Iterator[Gap]:
    """Work that asks for more than there is."""
    systems = estate.system_by_id
    for row in estate.works:
        crew = estate.crew_by_id.get(row.crew or systems[row.of].crew or "")
        place = estate.environment_by_id.get(row.environment or "")
        words = {"step": row.step, "system": systems[row.of].name}
        if crew is not None and row.people is not None and row.people > crew.people:
            more = {"found": row.people, "most": crew.people, "of": crew.name}
            yield Gap.of(GapCode.WORK_TOO_LARGE, row.work, **words, **more)
        if place is not None and row.uses > place.capacity:
            more = {"found": row.uses, "most": place.capacity, "of": place.name}
            yield Gap.of(GapCode.WORK_TOO_LARGE, row.work, **words, **more)


def _gates(estate: Estate) -> Iterator[Gap]:
    names = {row.body: row.name for row in estate.bodies} | {row.system: row.name for row in estate.systems}
    for row in estate.gates:
        if row.opens is None:
            name = row.name or row.kind.value
            yield Gap.of(GapCode.GATE_WITHOUT_DATE, row.gate, name=name, of=names.get(row.of, row.of))


def _posts(estate: Estate) -> Iterator[Gap]:
    """Posts of P1 services, once there is a list of people, that nobody on it could fill."""
    services = estate.service_by_id
    for row in estate.posts if estate.people else ():
        service = services.get(row.service or "")
        if service is not None and service.priority is Priority.P1:
            able = [person for person in estate.people if _could(person, row)]
            if not able:
                yield Gap.of(GapCode.POST_WITHOUT_SKILL, row.post, role=row.role, service=service.name)


def _for_nobody(estate: Estate) -> Iterator[Gap]:
    for row in estate.posts:
        if not row.people:
            yield Gap.of(GapCode.POST_FOR_NOBODY, row.post, role=row.role)


def _could(person: Person, post: Post) -> bool:
    has = {check.name for check in person.checks} | ({person.registration} if person.registration else set())
    wants = {*post.checks, *((post.registration,) if post.registration else ())}
    serves = post.body in (person.body, *person.may_serve)
    own = set(map(plain_word, person.skills))
    # A post that names no skill asks for its role.
    as_role = plain_word(post.role) in {plain_word(person.role), *own}
    is_able = set(map(plain_word, post.skills)) <= own if post.skills else as_role
    return serves and is_able and {plain_word(each) for each in wants} <= {plain_word(each) for each in has}
