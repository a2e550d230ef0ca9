"""Jobs of one incident: asked for by an officer for the body in use, found again by that officer alone, done for them.

Law: whoever asked is who a job acts for, in the roles held then; anybody else's job is not there.
Not here: doing jobs (web.jobs), what each works out (the page that asks for it).
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


def job_of(request: OfficerRequest, job: str, *kinds: str) -> Job:
    """The officer's own job of one of these kinds in this incident, asked for the body in use; 404 for any other."""
    found = of_owner(request.officer, job)
    if found is None or found.kind not in kinds or found.incident[:8] != request.incident.short:
        raise Http404
    if found.body != request.membership.body:
        raise Http404
    return found


def ask_job(desk: AtDesk, kind: str, **more: Any) -> Job:
    """Ask for a job that acts for this officer; `more` is what its kind asks besides."""
    officer = desk.officer
    roles = sorted(role.value for role in officer.roles)
    asked = {"officer": officer.id, "name": officer.name, "roles": roles, "body": officer.body,
             "incident": desk.record.incident, **more}  # fmt: skip
    return ask(kind, desk.request.officer, asked, incident=desk.record.incident, body=officer.body)


def officer_of(asked: dict[str, Any]) -> Officer:
    """For whom a job acts."""
    roles = frozenset(Role(role) for role in asked["roles"])
    return Officer(asked["officer"], asked["name"], asked["body"], roles)


def sight_of_asked(asked: dict[str, Any]) -> Sight:
    """The record as the officer for whom a job acts may see it now."""
    return Sight.of(installation().record(asked["incident"]), officer_of(asked))
