"""Every address that a machine may ask: what it sends, what it gets, which kind of key it needs.

Law: who asks was proved at the door; the scope is asked before what was sent is read; each writes at most one entry.
Not here: the door (handler.py), what is recorded (desk.monitoring).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Annotated, Any, Final

import orjson
from django.http import HttpRequest
from ninja import Header, Path, Query, Schema, Status
from ninja.security import HttpBearer

from battlebox.desk.monitoring import Asked, Told, own_things, say_fact, say_outage, say_suspicion, standing_at
from battlebox.desk.picture import Chance, Condition
from battlebox.desk.tell import Confidence
from battlebox.web.incidents import Incident
from battlebox.web.machines import shown
from battlebox.web.machines.at_incident import AtIncident
from battlebox.web.machines.credentials import ask_as, incident_for, incidents_for
from battlebox.web.machines.described import Described
from battlebox.web.machines.errors import Code
from battlebox.web.machines.problems import Problem
from battlebox.web.machines.shapes import (
    INCIDENT_PATTERN,
    KEY_PATTERN,
    FactSent,
    IncidentShown,
    IncidentsShown,
    KeyShown,
    OutageSent,
    ProblemShown,
    Recorded,
    StateShown,
    SuspicionSent,
    ThingsShown,
)
from battlebox.web.models import MonitoringKey
from battlebox.web.records import record_of

_CONDITIONS: Final = {"out": Condition.OUT, "slow": Condition.SLOW, "working": Condition.WORKING}
_KEY_WORDS: Final = "A name of your own for this one report: sent again under it, nothing is recorded twice."
IncidentId = Annotated[str, Path(pattern=INCIDENT_PATTERN, description="The id of the incident.")]
OnceKey = Annotated[str, Header(alias="Idempotency-Key", pattern=KEY_PATTERN, description=_KEY_WORDS)]
Mark = Annotated[int | None, Query(ge=0, le=2**53, description="How many entries to reckon with; left out: all.")]


class MayReport(HttpBearer):
    """A key that may report."""

    def authenticate(self, request: HttpRequest, token: str) -> MonitoringKey:
        """The key, proved at the door. Raises Problem."""
        del token
        key = ask_as(request).key
        if not key.may_report:
            raise Problem(Code.MAY_NOT_REPORT)
        return key


class MayRead(HttpBearer):
    """A key that may read."""

    def authenticate(self, request: HttpRequest, token: str) -> MonitoringKey:
        """The same."""
        del token
        key = ask_as(request).key
        if not key.may_read:
            raise Problem(Code.MAY_NOT_READ)
        return key


class AnyKey(HttpBearer):
    """Any key."""

    def authenticate(self, request: HttpRequest, token: str) -> MonitoringKey:
        """The same."""
        del token
        return ask_as(request).key


api: Final = Described(
    title="Battlebox for monitoring",
    version="1",
    description=(
        "What machines that watch a body's systems tell a desk of Battlebox, and ask it. What a machine says is "
        "recorded as its own word: a suspicion is suspected, an officer confirms it. In words: docs/api.md."
    ),
    docs_url=None,
    openapi_url=None,
)
_ALWAYS: Final = (401, 403, 404, 405, 429, 500, 503)
_READ: Final[dict[int, type[Schema]]] = dict.fromkeys((400, *_ALWAYS, 409, 422), ProblemShown)
_SENT: Final[dict[int, type[Schema]]] = dict.fromkeys((400, *_ALWAYS, 409, 411, 413, 415, 422), ProblemShown)


@api.get("/key", auth=AnyKey(), response={200: KeyShown, **_READ}, operation_id="key", summary="What this key is")
def key(request: HttpRequest) -> Any:
    """Its name, its body, what it may do and when it ends."""
    return shown.key(ask_as(request).key)


@api.get(
    "/incidents", auth=AnyKey(), response={200: IncidentsShown, **_READ}, operation_id="incidents",
    summary="The incidents of the body",
)  # fmt: skip
def incidents(request: HttpRequest) -> Any:
    """Those in which the key's body takes part, newest first; those of an exercise are not there."""
    return {"incidents": [_incident(each) for each in incidents_for(ask_as(request).key)]}


@api.get(
    "/incidents/{incident}", auth=AnyKey(), response={200: IncidentShown, **_READ}, operation_id="incident",
    summary="One incident",
)  # fmt: skip
def incident(request: HttpRequest, incident: IncidentId) -> Any:
    """How it stands, and the mark that its record has now."""
    return _incident(incident_for(ask_as(request).key, incident))


@api.get(
    "/incidents/{incident}/things", auth=AnyKey(), response={200: ThingsShown, **_READ}, operation_id="things",
    summary="What may be reported of",
)  # fmt: skip
def things(request: HttpRequest, incident: IncidentId) -> Any:
    """Every system, service and channel of the key's body, by the estate that the incident runs on."""
    at = AtIncident.of(ask_as(request).key, incident)
    return {"things": [shown.thing(each) for each in own_things(at.estate, at.officer.body)]}


@api.get(
    "/incidents/{incident}/state", auth=MayRead(), response={200: StateShown, **_READ}, operation_id="state",
    summary="How the body's things stood",
)  # fmt: skip
def state(request: HttpRequest, incident: IncidentId, mark: Mark = None) -> Any:
    """What the body itself recorded up to a mark of the record. The same mark gives the same answer."""
    at = AtIncident.of(ask_as(request).key, incident)
    upto = at.record.arrived if mark is None else mark
    stood = at.asked(lambda: standing_at(at.sight, at.estate, upto))
    return {"mark": upto, "state": at.incident.state, "things": [shown.standing(each) for each in stood]}


@api.post(
    "/incidents/{incident}/suspicions", auth=MayReport(), response={201: Recorded, **_SENT}, operation_id="suspicion",
    summary="A system is suspected",
)  # fmt: skip
def suspicion(request: HttpRequest, incident: IncidentId, once: OnceKey, sent: SuspicionSent) -> Any:
    """Recorded as suspected, says the machine; an officer confirms it. Where a person said as much, it is logged."""
    return _recorded(
        request, incident, once, sent,
        lambda at, asked: say_suspicion(
            at.record, at.estate, at.officer, asked, sent.system,
            chance=Chance(sent.chance), as_of=sent.as_of or at.record.now(), note=sent.note,
        ),
    )  # fmt: skip


@api.post(
    "/incidents/{incident}/outages", auth=MayReport(), response={201: Recorded, **_SENT}, operation_id="outage",
    summary="A thing stopped, or came back",
)  # fmt: skip
def outage(request: HttpRequest, incident: IncidentId, once: OnceKey, sent: OutageSent) -> Any:
    """Recorded as seen by the machine, from a cause not known. It takes back no person's word that the thing is out."""
    return _recorded(
        request, incident, once, sent,
        lambda at, asked: say_outage(
            at.record, at.estate, at.officer, asked, sent.thing,
            condition=_CONDITIONS[sent.state], since=sent.since or at.record.now(), note=sent.note,
        ),
    )  # fmt: skip


@api.post(
    "/incidents/{incident}/facts", auth=MayReport(), response={201: Recorded, **_SENT}, operation_id="fact",
    summary="Something is so",
)  # fmt: skip
def fact(request: HttpRequest, incident: IncidentId, once: OnceKey, sent: FactSent) -> Any:
    """Recorded as believed, says the machine, for the body alone; nothing leaves before an officer cleared it."""
    return _recorded(
        request, incident, once, sent,
        lambda at, asked: say_fact(
            at.record, at.estate, at.officer, asked, sent.wording,
            confidence=Confidence(sent.confidence), as_of=sent.as_of or at.record.now(),
            systems=tuple(dict.fromkeys(sent.systems)),
        ),
    )  # fmt: skip


def _recorded(
    request: HttpRequest, short: str, once: str, sent: Schema, say: Callable[[AtIncident, Asked], Told]
) -> Status[dict[str, Any]]:
    """Record it once; the answer, whether now or again."""
    at = AtIncident.of(ask_as(request).key, short)
    named = f"{at.key.key_id} {once}"
    words = orjson.dumps([type(sent).__name__, sent.model_dump(mode="json", exclude_unset=True)],
                         option=orjson.OPT_SORT_KEYS)  # fmt: skip
    asked = Asked(hashlib.sha256(named.encode()).hexdigest()[:40], hashlib.sha256(words).hexdigest())
    told = at.asked(lambda: say(at, asked), tuple(type(sent).model_fields))
    return Status(201, shown.told(told, at.officer))


def _incident(found: Incident) -> dict[str, Any]:
    return {"id": found.short, "title": found.title, "state": found.state, "mark": record_of(found).arrived}
