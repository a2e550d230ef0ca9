"""Which key a machine proves itself with, how often it asks, and what of an incident it may have.

Law: only digests are compared; a key that was revoked, one that has ended and one that never was are answered alike;
an incident in which the key's body takes no part, and one of an exercise, are not there.
Not here: making keys (keys.py).
"""

from __future__ import annotations

from datetime import timedelta
from typing import Final, cast

from django.http import HttpRequest
from django.utils import timezone

from battlebox.desk import Officer
from battlebox.desk.monitoring import machine
from battlebox.web.door_log import tell
from battlebox.web.incidents import Incident, source
from battlebox.web.limits import asked_too_often, tried_too_often
from battlebox.web.machines.errors import Code
from battlebox.web.machines.problems import Problem
from battlebox.web.models import MonitoringKey
from battlebox.web.models.monitoring_key import BEGINS, key_digest

PER_MINUTE: Final = 120
"""How often one key may ask."""
WRONG_A_MINUTE: Final = 60
"""How many keys from one address may be wrong before the answer is that there were too many."""
_LETTERS_MAX: Final = 100
_HEARD_EVERY: Final = timedelta(minutes=1)


class MachineRequest(HttpRequest):
    """A request of a machine that has proved itself."""

    key: MonitoringKey


def ask_as(request: HttpRequest) -> MachineRequest:
    """The same request, typed."""
    return cast("MachineRequest", request)


def proved(request: HttpRequest) -> MachineRequest:
    """The same request with its key, which has not asked too often. Raises Problem."""
    asked = ask_as(request)
    found = _key_in(request.META.get("HTTP_AUTHORIZATION", ""))
    if found is None:
        if tried_too_often(request, "monitoring", times=WRONG_A_MINUTE, seconds=60):
            raise Problem(Code.TOO_MANY_WRONG, retry_seconds=60)
        tell("wrong-monitoring-key", request)
        raise Problem(Code.WHO)
    if asked_too_often(f"monitoring:{found.pk}", times=PER_MINUTE, seconds=60):
        raise Problem(Code.TOO_OFTEN, retry_seconds=60)
    _hear(found)
    asked.key = found
    return asked


def officer_of(key: MonitoringKey) -> Officer:
    """Who writes what this key says."""
    return machine(key.key_id, key.name, key.body)


def incidents_for(key: MonitoringKey) -> list[Incident]:
    """Those in which the key's body takes part, newest first."""
    return [each for each in source().all() if _is_for(each, key)]


def incident_for(key: MonitoringKey, short: str) -> Incident:
    """One of them. Raises Problem."""
    found = source().find(short)
    if found is None or not _is_for(found, key):
        raise Problem(Code.NOT_THERE)
    return found


def _is_for(incident: Incident, key: MonitoringKey) -> bool:
    return key.body in incident.bodies and not incident.exercise


def _key_in(header: str) -> MonitoringKey | None:
    scheme, _, token = header.strip().partition(" ")
    token = token.strip()
    if scheme.lower() != "bearer" or not token.startswith(BEGINS) or len(token) > _LETTERS_MAX:
        return None
    return MonitoringKey.objects.in_force().filter(digest=key_digest(token)).first()


def _hear(key: MonitoringKey) -> None:
    """Note that it was used, once a minute at most."""
    now = timezone.now()
    if key.heard_at is None or abs(now - key.heard_at) >= _HEARD_EVERY:
        MonitoringKey.objects.filter(pk=key.pk).update(heard_at=now)
