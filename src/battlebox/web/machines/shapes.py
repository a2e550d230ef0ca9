"""What a machine sends and gets, field by field: the description in OpenAPI is made from these.

Law: a field that is not here is refused; what a field must be is said beside it.
Not here: addresses (addresses.py).
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Final, Literal

from ninja import Schema
from pydantic import AfterValidator, AwareDatetime, BeforeValidator, ConfigDict, Field

ID_PATTERN: Final = r"^[a-z0-9][a-z0-9._-]*$"
INCIDENT_PATTERN: Final = "^[0-9a-f]{8}$"
KEY_PATTERN: Final = r"^[\x21-\x7e]{8,128}$"
NOTE_MAX: Final = 2000
SYSTEMS_MAX: Final = 20
EARLIEST: Final = datetime(2000, 1, 1, tzinfo=UTC)


def _as_text(sent: object) -> object:
    if not isinstance(sent, str):
        raise ValueError("write the time as text: 2026-11-23T02:40:00Z")  # noqa: TRY004 - pydantic hears this kind alone.
    return sent


def _in_our_time(when: datetime) -> datetime:
    try:
        found = when.astimezone(UTC)
    except OverflowError:
        found = datetime.min.replace(tzinfo=UTC)
    if found < EARLIEST:
        raise ValueError("write a time of this century")
    return found


Id = Annotated[str, Field(pattern=ID_PATTERN, max_length=120, description="The id in the estate.")]
Instant = Annotated[AwareDatetime, BeforeValidator(_as_text), AfterValidator(_in_our_time)]
Note = Annotated[
    str, Field(max_length=NOTE_MAX, description="Anything else, in words. Names of people do not belong here.")
]


class _Sent(Schema):
    model_config = ConfigDict(extra="forbid")


class SuspicionSent(_Sent):
    """A system is suspected to be compromised."""

    system: Id
    chance: Literal["low", "medium", "high"] = Field("medium", description="How likely the machine holds it to be.")
    as_of: Instant | None = Field(None, description="When it was so; left out: now.")
    note: Note = ""


class OutageSent(_Sent):
    """A system, service or channel stopped, slowed down, or works again."""

    thing: Id
    state: Literal["out", "slow", "working"] = Field(description="How it was seen to be.")
    since: Instant | None = Field(None, description="Since when it is so; left out: now.")
    note: Note = ""


class FactSent(_Sent):
    """Something is so, says the machine."""

    wording: str = Field(min_length=1, max_length=300, description="One sentence that can be read aloud.")
    confidence: Literal["low", "medium", "high"] = Field("low", description="How sure the machine is.")
    as_of: Instant | None = Field(None, description="When it was so; left out: now.")
    systems: list[Id] = Field([], max_length=SYSTEMS_MAX, description="Which of the body's systems it is about.")


class Recorded(Schema):
    """What was recorded."""

    number: str = Field(description="The entry's number, to say aloud: A-118.")
    entry: str = Field(description="The entry's id in the record.")
    at: datetime = Field(description="When it was recorded, by the desk's own time.")
    mark: int = Field(description="How many entries the desk's record then had.")
    counts: bool = Field(
        description="Whether it changes how the thing stands. If not, a person's word stands, and this is in the log."
    )
    said_by: str = Field(description="As whose word it was recorded: the name of the key, never a person's.")
    fact: str | None = Field(None, description="The id of the fact, where one was stated.")


class KeyShown(Schema):
    """What the key is."""

    name: str
    body: str
    may: list[Literal["report", "read"]]
    ends: datetime


class IncidentShown(Schema):
    """An incident in which the body takes part."""

    id: str = Field(description="What stands in addresses.")
    title: str
    state: str
    mark: int = Field(description="How many entries the desk's record has now.")


class IncidentsShown(Schema):
    """All of them, newest first."""

    incidents: list[IncidentShown]


class ThingShown(Schema):
    """One thing of the body."""

    id: str
    kind: Literal["system", "service", "channel"]
    name: str


class ThingsShown(Schema):
    """Every system, service and channel of the body: what may be reported of."""

    things: list[ThingShown]


class BeliefShown(Schema):
    """What the body recorded of a suspicion."""

    state: Literal["confirmed", "suspected", "unknown", "no sign found"]
    chance: Literal["low", "medium", "high"] | None = Field(description="Only where it is suspected.")
    as_of: datetime
    by: Literal["person", "machine"]
    number: str


class SeenShown(Schema):
    """What the body recorded of how a thing was seen to be."""

    state: Literal["out", "slow", "working", "unknown"]
    since: datetime
    by: Literal["person", "machine"]
    number: str


class StandingShown(Schema):
    """How one thing stood: several versions where somebody has yet to choose, the latest first."""

    id: str
    kind: Literal["system", "service", "channel"]
    suspicion: list[BeliefShown]
    seen: list[SeenShown]


class StateShown(Schema):
    """How the body's own things stood at a mark; what nobody spoke of is not in it, and is unknown."""

    mark: int
    state: str = Field(description="How the incident itself stands now.")
    things: list[StandingShown]


class Mistake(Schema):
    """Where it is wrong, and what to write instead."""

    pointer: str = Field(description="`#/since` in what was sent, or the name of a header or parameter.")
    detail: str
    hint: str


class ProblemShown(Schema):
    """A refusal, as RFC 9457 has it."""

    type: str
    title: str
    status: int
    detail: str
    hint: str
    errors: list[Mistake] | None = None
