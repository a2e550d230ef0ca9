"""Sharing with more bodies what was written for fewer: said in triage, and wanted by those who joined later.

Law: sharing is a deliberate act of the body that wrote the entry, with a reason, recorded; the original stays as it is,
and what is shared is a new entry that names it. What no rule lets go stays: another body's words, what is for one body
alone or for named people, what is privileged, and every kind that is not listed here.
Not here: who may see an entry (marking, asked by sight.py).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, TypeVar

from battlebox.desk.brief.saying import clock, counted
from battlebox.desk.errors import Code, DeskError
from battlebox.desk.officer import Act, Officer
from battlebox.desk.record.incident import INCIDENT
from battlebox.desk.record.line import Line
from battlebox.desk.record.record import Record, Saved
from battlebox.desk.record.sight import Handling, Sight, Stated
from battlebox.desk.record.writing import draft, words
from battlebox.journal import Draft, Json, Kind, Live, marking_of
from battlebox.marking import Allow, Recipient, Tlp, WayOut, decide

T = TypeVar("T")

SHARES: Final = "shares"
"""The name, in a header, of the entry that this one says again for more bodies."""
SHAREABLE: Final = frozenset(
    {
        *(Kind.INCIDENT_OPENED, Kind.INCIDENT_CHANGED, Kind.NOTE_WRITTEN, Kind.SUSPICION_STATED, Kind.OUTAGE_OBSERVED),
        *(Kind.SERVICE_CHANGED, Kind.FALLBACK_INVOKED, Kind.ESTATE_CORRECTED, Kind.ROLE_TAKEN, Kind.ROLE_HANDED_OVER),
        *(Kind.SYSTEM_ISOLATED, Kind.SYSTEM_ACKNOWLEDGED, Kind.SYSTEM_VERIFIED, Kind.SYSTEM_REOPENED),
        *(Kind.TASK_OPENED, Kind.TASK_CHANGED, Kind.TASK_CLOSED),
        *(Kind.DECISION_MADE, Kind.DECISION_CORRECTED, Kind.DECISION_REVIEWED, Kind.DECISION_DISSENTED),
        *(Kind.GATE_PASSED, Kind.GATE_FAILED, Kind.GATE_WAIVED, Kind.GATE_HELD, Kind.GATE_SKIPPED),
        *(Kind.SYSTEM_LIVE, Kind.SYSTEM_OFF, Kind.ACCESS_GIVEN, Kind.ACCESS_ENDED),
        *(Kind.INDICATOR_SEEN, Kind.INDICATOR_CHANGED),
    }
)
"""Kinds that may be shared later. Costs, calls, asks, figures, hand-over notes, reports and people to reach are not
among them: each has its own way out, or none."""
_OF_INCIDENT: Final = frozenset({Kind.INCIDENT_OPENED.value, Kind.INCIDENT_CHANGED.value})
_KEPT: Final = ("number", "task", "verdict", "role", "body", "card")
"""What a header says of an entry that is said again with it; never what numbers it, or what it corrects."""


@dataclass(frozen=True, slots=True)
class Kept:
    """An entry that some body of the incident may not see, and why it may not be shared (blank: it may)."""

    line: Line
    why_not: str


def kept_from(sight: Sight, bodies: Iterable[str]) -> tuple[Kept, ...]:
    """What this reader may see, of kinds that may be shared, and one of the bodies may not; in order of arrival."""
    wanted = frozenset(bodies) - {sight.officer.body}
    given, known = given_to(sight.record.lines()), dict[object, bool]()
    found = []
    for line in sight.record.lines():
        if (
            line.header.kind not in _KINDS
            or line.header.about.get(SHARES)
            or not _unseen_by(sight, line, wanted, known)
        ):
            continue
        seen = sight.seen(line)
        if seen is not None and seen.words and not wanted <= given.get(line.id, frozenset()):
            found.append(Kept(seen, _why_not(sight, seen)))
    return tuple(found)


def to_share(sight: Sight, bodies: Iterable[str]) -> tuple[Line, ...]:
    """What this reader's body may share with them, and has not yet."""
    return tuple(each.line for each in kept_from(sight, bodies) if not each.why_not)


def share(
    record: Record, officer: Officer, entries: Iterable[str], bodies: frozenset[str], *, why: str, whom: str = ""
) -> Saved:
    """Say entries again for all of these bodies; `whom` names them in words.

    1. Refuse an officer who may not, no reason, no entry, and any entry that may not be shared.
    2. Append a line that says which entries are shared with whom, and why.
    3. Append each again for them, of its own kind, with those of its values that still stand.
    Raises DeskError; if it stops half-way, what is left is offered again.
    """
    officer.must(Act.SHARE)
    reason = words("why", why, needed=True, what="why they need it")
    with record.lock:
        sight = Sight.of(record, officer)
        chosen = [sight.line(each) for each in dict.fromkeys(entries)]
        if not chosen:
            raise DeskError.of(Code.BLANK, field="what is shared", what="at least one entry")
        offered = {line.id for line in to_share(sight, bodies)}
        for line in chosen:
            if line.id not in offered:
                said = _why_not(sight, line) or "every one of them may see it already"
                raise DeskError.of(Code.NOT_TO_SHARE, number=line.number, why=said)
        how = Handling(Tlp.AMBER, bodies | {officer.body})
        numbers = ", ".join(line.number for line in chosen)
        others = whom or ", ".join(sorted(bodies - {officer.body}))
        text = f"shared with {others}: {counted(len(chosen), 'entry', 'entries')} ({numbers}), because {reason}"
        act = record.append(officer, draft(Kind.NOTE_WRITTEN, how, words=text))
        for line in chosen:
            record.append(officer, _again(record, line, how))
        return act


def said_again(sight: Sight, entry: str) -> str:
    """The entry that this one says again for more bodies; blank where it is the first of its words."""
    of = sight.record.line(entry).header.about.get(SHARES)
    return of if isinstance(of, str) else ""


def once_each(sight: Sight, told: tuple[Stated[T], ...]) -> tuple[Stated[T], ...]:
    """What was told, without what only says again something that is among it."""
    here = {each.entry for each in told}
    return tuple(each for each in told if said_again(sight, each.entry) not in here)


def _again(record: Record, line: Line, how: Handling) -> Draft:
    """An entry said again: its words, whence they are, and those of its values that still stand."""
    header = line.header
    values: list[tuple[str, str, Json]] = []
    over = {line.id}
    for write in header.writes:
        # It stands under its own number, or under that with which it was said again for others before.
        stands = [
            live for live in record.live(write.thing, write.name) if line.id in (live.entry, _first(record, live))
        ]
        if stands and write.thing != INCIDENT:
            values.append((write.thing, write.name, None if stands[0].part < 0 else record.raw(stands[0])))
            over |= {live.entry for live in stands}
    about: dict[str, str | int] = {name: header.about[name] for name in _KEPT if name in header.about}
    # It says again what was seen, and opens nothing: that is for those who do see how the incident stands.
    kind = Kind.INCIDENT_CHANGED if header.kind in _OF_INCIDENT else Kind(header.kind)
    text = f"{line.words}\n(first written as {line.number}, {clock(line.at)}, and shared now)"
    return Draft(
        kind,
        tlp=how.tlp,
        audience=how.audience,
        text=text,
        about={**about, SHARES: line.id},
        values=tuple(values),
        over=frozenset(over),
    )


def _first(record: Record, live: Live) -> object:
    """The entry that a value was first written in, where it stands under another that says it again."""
    return record.line(live.entry).header.about.get(SHARES)


_KINDS: Final = frozenset(kind.value for kind in SHAREABLE)


def given_to(lines: Iterable[Line]) -> dict[str, frozenset[str]]:
    """With whom each entry was shared already."""
    found: dict[str, frozenset[str]] = {}
    for line in lines:
        of = line.header.about.get(SHARES)
        if isinstance(of, str):
            found[of] = found.get(of, frozenset()) | frozenset(line.header.audience)
    return found


def _unseen_by(sight: Sight, line: Line, bodies: frozenset[str], known: dict[object, bool]) -> bool:
    """Whether one of the bodies may not see a part of it; asked once for all entries that are marked alike."""
    header, standing = line.header, sight.record.standing
    key = (header.key, header.tlp, header.audience, tuple(part.holds for part in header.parts))
    if key not in known:
        readers = [Recipient(WayOut.HAND, body=body, community=body in standing.orgs) for body in bodies]
        known[key] = any(
            not isinstance(decide(marking_of(header, place, standing), reader, sight.now), Allow)
            for place in range(len(header.parts))
            for reader in readers
        )
    return known[key]


def _why_not(sight: Sight, line: Line) -> str:
    """Why an entry may not be shared by this reader's body; blank where it may."""
    header = line.header
    body = sight.body_of(header)
    if header.kind not in _KINDS:
        return "entries of its kind are not shared later"
    if body != sight.officer.body:
        return f"{body} wrote it, and only {body} may share it"
    if Tlp(header.tlp).strictness >= Tlp.AMBER_STRICT.strictness or any(":" in name for name in header.audience):
        return "it is for one body alone or for named people, and stays so"
    if any(sight.body_of(each.header) == body for each in sight.record.corrections(line.id)):
        return "it was corrected since: share what corrects it"
    return ""
