"""What holds the parts together: the incident, the situation report, and the groups of what is said at present.

Law: each is at least as strict as the strictest thing that it names; what is not in the newest group is said no longer;
whoever may be told a fact alone is not told that there is an incident.
Not here: the parts themselves.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from battlebox.desk.exchange import PartnerStatus
from battlebox.desk.picture import Condition, Suspicion
from battlebox.marking import Tlp
from battlebox.share.intel import to_stamp
from battlebox.share.release import Held
from battlebox.share.situation.issuer import Pen
from battlebox.share.situation.label import REPEATED, Kind
from battlebox.share.situation.state import core_of, labels_for, lines_of, sentence_of
from battlebox.share.situation.words import Lines, clean, written

GROUP_MOST: Final = 1_000
"""How many things one group, report or incident names: the gate follows no more than 2,000."""
NAMED_MOST: Final = 30
_EXTENDED: Final = ("event", "impact", "task")
"""Types that STIX 2.1 does not know: the incident's extension names them; a report that did would be refused."""
_DOUBTED: Final = (Suspicion.CONFIRMED, Suspicion.SUSPECTED)


def write_whole(pen: Pen, status: PartnerStatus, parts: Sequence[Held]) -> Iterator[Held]:
    """The incident, the report and the groups over these parts."""
    label = status.label
    if label is None:
        return
    incident = [_incident(pen, status, label, parts)] if _is_of_an_incident(status) else []
    plain = [each.thing.id for each in (*incident, *parts) if each.thing.type not in _EXTENDED]
    said = [pen.issuer.identity_id, *plain]
    report = _report(pen, status, label, said[:GROUP_MOST])
    yield from incident
    yield report
    ids = [*said, report.thing.id]
    for place in range(0, len(ids), GROUP_MOST):
        yield _group(pen, status, label, place // GROUP_MOST, ids[place : place + GROUP_MOST])


def _is_of_an_incident(status: PartnerStatus) -> bool:
    """Whether what is told tells of an incident: a fact, a service or an ask alone may have other reasons."""
    return bool(status.state or status.systems or status.orders or status.signs)


def _incident(pen: Pen, status: PartnerStatus, label: Tlp, parts: Iterable[Held]) -> Held:
    of_type: dict[str, list[str]] = {"impact": [], "event": [], "task": []}
    for each in list(parts)[:GROUP_MOST]:
        of_type.get(each.thing.type, []).append(each.thing.id)
    core = core_of(
        status.state,
        impact_refs=of_type["impact"],
        events=[{"event_ref": each} for each in of_type["event"]],
        tasks=[{"task_ref": each} for each in of_type["task"]],
    )
    name, state = clean(pen.issuer.name), status.state
    lines: Lines = lines_of(state) if state else {}
    return pen.write(
        "incident",
        (Kind.SITUATION,),
        label,
        name=f"{name}: {state.state.value}" if state else f"{name}: how it stands is not said",
        description=written(_state_words(name, status), lines),
        labels=[Kind.SITUATION.value, *(labels_for(state) if state else [])],
        extensions=core,
    )


def _state_words(name: str, status: PartnerStatus) -> str:
    if status.state is None:
        return f"{name} does not say how it stands. That does not mean that it is not affected."
    return sentence_of(name, status.state)


def _report(pen: Pen, status: PartnerStatus, label: Tlp, refs: list[str]) -> Held:
    name = clean(pen.issuer.name)
    return pen.write(
        "report",
        (Kind.SITUATION,),
        label,
        name=f"Situation of {name}",
        description="\n".join(map(clean, _sentences(name, status))),
        published=to_stamp(status.heard or pen.issuer.opened),
        object_refs=refs,
        report_types=["threat-report"],
        labels=[Kind.SITUATION.value, REPEATED],
    )


def _sentences(name: str, status: PartnerStatus) -> Iterator[str]:
    yield _state_words(name, status)
    for state in Suspicion:
        yield from _listed(f"Systems, {state.value}", [row.name for row in status.systems if row.state.state is state])
    for condition in Condition:
        rows = [row.name for row in status.services if row.condition is condition]
        yield from _listed(f"Services, {condition.value}", rows)
    yield from _listed("Containment", [f"{row.name} ({row.stage.value})" for row in status.orders])
    yield from _listed(f"{name} asks of you", [f"{row.what} ({row.state.value})" for row in status.asks])
    yield from _listed("Facts", [row.words for row in status.facts])
    yield from _listed("Signs of the attack", [row.what for row in status.signs])


def _listed(title: str, rows: list[str]) -> Iterator[str]:
    if rows:
        more = len(rows) - NAMED_MOST
        left = f"; and {more} more" if more > 0 else ""
        yield f"{title}: {'; '.join(row[:_ROW_MOST] for row in rows[:NAMED_MOST])}{left}"


_ROW_MOST: Final = 300


def _group(pen: Pen, status: PartnerStatus, label: Tlp, number: int, refs: list[str]) -> Held:
    doubted = status.state is not None and status.state.state in _DOUBTED
    return pen.write(
        "grouping",
        (Kind.SITUATION, str(number)),
        label,
        name=f"What {clean(pen.issuer.name)} says at present",
        context="suspicious-activity" if doubted else "unspecified",
        object_refs=refs,
        labels=[Kind.SITUATION.value],
    )
