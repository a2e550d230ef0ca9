"""The incidents kept in this desk's data folder, as the pages find them.

Law: a body takes part in an incident when it may see how the incident stands; to any other it is not there.
Not here: what a page shows (places), who is signed in (asking.py).
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Final

from battlebox.desk import Officer, Role, Someone
from battlebox.desk.record import (
    Installation,
    Record,
    break_seal,
    course_for,
    note_factor_removed,
    stated_mark,
)
from battlebox.drill.pace import watch_of
from battlebox.journal import JournalError
from battlebox.web import desk_time, incidents
from battlebox.web.accounts import break_glass, factor_removal
from battlebox.web.incidents import Incident
from battlebox.web.models import Officer as WebOfficer

SHORT_LETTERS: Final = 8


@dataclass
class DeskIncidents:
    """A source of incidents; what a page's head shows is worked out again only when something was stated."""

    installation: Installation
    _heads: dict[str, tuple[Hashable, Incident | None]] = field(default_factory=dict)

    def find(self, short: str) -> Incident | None:
        """The incident with this short id."""
        known = next((each for each in self.installation.incidents if each.startswith(short)), None)
        return None if known is None or len(short) != SHORT_LETTERS else self._head(known)

    def all(self) -> Iterator[Incident]:
        """Every incident of this desk, newest first."""
        heads = [head for each in self.installation.incidents if (head := self._head(each)) is not None]
        yield from sorted(heads, key=lambda head: head.began, reverse=True)

    def record(self, incident: str) -> Record:
        """The record of one."""
        return self.installation.record(incident)

    def _head(self, name: str) -> Incident | None:
        try:
            record = self.installation.record(name)
            record.catch_up()
        except JournalError:
            return None
        # Asked for first: what arrives meanwhile is then looked at again.
        mark, kept = stated_mark(record), self._heads.get(name)
        if kept is None or kept[0] != mark:
            kept = (mark, _head_of(name, record))
            self._heads[name] = kept
        return kept[1]


def _head_of(name: str, record: Record) -> Incident | None:
    courses = {body: course for body in record.standing.orgs if (course := course_for(record, body)) is not None}
    if not courses:
        return None
    course = next(iter(courses.values()))
    return Incident(
        id=name,
        short=name[:SHORT_LETTERS],
        title=course.title,
        state=course.state.value,
        bodies=frozenset(courses),
        exercise=record.standing.exercise,
        began=course.began.isoformat(),
    )


def open_folder(path: Path, *, shares: bool = False) -> None:
    """Find the incidents of a data folder, and write every use of a break-glass account into those of its body.

    `shares`: other processes of this desk have it open too.
    """
    watch = watch_of(path)
    desk_time.use(watch)
    use(Installation(path, watch, shares))
    break_glass.on_use(_seal_broken)
    factor_removal.on_removal(write_removal)


def _seal_broken(officer: WebOfficer, when: datetime) -> None:
    """The sealed account was used: an entry in every incident of the bodies it opens, and in closed ones too."""
    opens = {each.body for each in officer.memberships.in_force()}
    for name in installation().incidents:
        record = installation().record(name)
        for body in sorted(opens.intersection(record.bodies)):
            if course_for(record, body) is not None:
                break_seal(record, Officer(officer.officer_id, str(officer), body, frozenset({Role.OBSERVER})), when)


def write_removal(admin: WebOfficer, person: WebOfficer, body: str, why: str) -> None:
    """A second factor was taken off: an entry in every incident of that body at this desk, and in closed ones too."""
    for name in installation().incidents:
        record = installation().record(name)
        if body in record.bodies and course_for(record, body) is not None:
            acting = Officer(admin.officer_id, str(admin), body, frozenset({Role.OBSERVER}))
            note_factor_removed(record, acting, Someone(person.officer_id, str(person)), why=why)


def use(installation: Installation) -> None:
    """From now on, incidents come from this data folder; called once at start, and by tests."""
    incidents.use(DeskIncidents(installation))


def has_installation() -> bool:
    """Whether the incidents of this desk come from a data folder."""
    return isinstance(incidents.source(), DeskIncidents)


def installation() -> Installation:
    """The data folder in use."""
    return _source().installation


def record_of(incident: Incident) -> Record:
    """The record of an incident."""
    return _source().record(incident.id)


def is_closed(incident: Incident) -> bool:
    """Whether the record says that it is closed; not where incidents come from no data folder."""
    return has_installation() and record_of(incident).is_closed


def _source() -> DeskIncidents:
    found = incidents.source()
    if not isinstance(found, DeskIncidents):
        raise TypeError(type(found))
    return found


def bodies_with_keys() -> tuple[str, ...]:
    """Bodies whose admin key is still on this machine; none where there is no data folder in use."""
    found = incidents.source()
    return found.installation.unsealed if isinstance(found, DeskIncidents) else ()


def bodies_beside(founders: Collection[str]) -> frozenset[str]:
    """Bodies whose admin keys came to be when one of these founded an incident here."""
    if not has_installation():
        return frozenset()
    records = (installation().record(name) for name in installation().incidents)
    return frozenset(body for record in records if record.founder in founders for body in record.standing.orgs)
