"""A job asked for at a desk: whose it is, in which incident, and the record as its officer may see it.

Law: a job works for the officer who asked, in the body asked for; anybody else's is not there.
Not here: how jobs run (jobs.py), what they work out (each page's own).
"""

from __future__ import annotations

from typing import Any, Final

from django.http import Http404

from battlebox.desk import Officer, Role
from battlebox.desk.record import Sight
from battlebox.web.asking import OfficerRequest
from battlebox.web.incident.at_desk import AtDesk
from battlebox.web.jobs import ask, of_owner
from battlebox.web.models import Job
from battlebox.web.records import installation

STOP_ASKING: Final = 286
"""What tells a part that asks again that nothing more will come."""


def ask_at_desk(desk: AtDesk, kind: str, more: dict[str, Any]) -> Job:
    """Ask for a job as the officer of this page, for the body acted for."""
    officer = desk.officer
    asked = {"officer": officer.id, "name": officer.name, "roles": sorted(role.value for role in officer.roles), **more}
    return ask(kind, desk.request.officer, {**asked, "body": officer.body, "incident": desk.record.incident},
               incident=desk.record.incident, body=officer.body)  # fmt: skip


def sight_of_asked(asked: dict[str, Any]) -> Sight:
    """The record as the officer who asked may see it now."""
    record = installation().record(asked["incident"])
    roles = frozenset(Role(role) for role in asked["roles"])
    return Sight.of(record, Officer(asked["officer"], asked["name"], asked["body"], roles))


def own_job(request: OfficerRequest, job: str, kind: str) -> Job:
    """The officer's own job of a kind in this incident, asked for the body now acted for; any other is not there."""
    found = of_owner(request.officer, job)
    if found is None or (found.kind, found.body) != (kind, request.membership.body):
        raise Http404
    if found.incident[:8] != request.incident.short:
        raise Http404
    return found
