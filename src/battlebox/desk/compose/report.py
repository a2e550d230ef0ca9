"""What the record and the estate say of a breach, field by field, for a report that somebody of this body will give.

Law: each line says `Known` with the entry that says so, `Expected, seen by nobody yet` or `Not yet known`; no line is
left out, and one on which a fact that may be given says something points to the facts; what another body wrote is
marked as theirs to be asked for first.
Not here: the report's words (templates), giving it (a person does, and records it on the clock).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cached_property
from typing import Final

from battlebox.desk.brief.saying import clock, people
from battlebox.desk.compose.still_open import OF_KIND, Open, touched_by_facts
from battlebox.desk.compose.template import Field
from battlebox.desk.picture.naming import Names
from battlebox.desk.picture.outage import Condition, counting
from battlebox.desk.picture.picture import Picture, Plight, ServicePlight
from battlebox.desk.picture.suspicion import Subject, Suspicion, spoken_of
from battlebox.desk.record.sight import Sight
from battlebox.desk.tell import (
    ClockState,
    Course,
    Exposure,
    Lost,
    awareness_of,
    exposures_of,
    shipped_library,
)
from battlebox.estate import DataKind, System

ICO_CLOCK: Final = "ico-33"
EXPECTED: Final = "Expected, seen by nobody yet"
"""Before what follows from the estate and that nobody has looked at."""
_BY_LIST: Final = ", as our list of systems has it"


_KIND_OF: Final = {"acquirer": DataKind.CARDS, "dwp": DataKind.DWP, "nhs-england": DataKind.NHS}
"""Whoever is told of one kind of data alone."""
_DATA: Final = {
    DataKind.CARDS: "card data",
    DataKind.DWP: "data of the DWP",
    DataKind.NHS: "data of the NHS, or for health and care",
}


@dataclass(frozen=True)
class _Seen:
    """What one body, as a controller, knows; `kind` is the one kind of data that its reader is told of.

    `lead` is what that reader must know of the list of systems, `courses` the clocks on which they are told,
    `touched` what is open and a fact that may go to them says something of.
    """

    sight: Sight
    picture: Picture
    body: str
    exposures: tuple[Exposure, ...]
    kind: DataKind | None = None
    lead: tuple[str, ...] = ()
    courses: tuple[Course, ...] = ()
    touched: frozenset[Open] = frozenset()

    def holds(self, system: System) -> bool:
        """Whether a system stands in what this reader is told."""
        return self.kind is None or self.kind in system.data_kinds

    @property
    def names(self) -> Names:
        return Names(self.picture.estate)

    @cached_property
    def served(self) -> tuple[ServicePlight, ...]:
        """The body's services that this reader is told of: of one kind of data, those that need a system with it."""
        rows = tuple(row for row in self.picture.services if row.service.body == self.body)
        if self.kind is None:
            return rows
        held = {row.system for row in self.picture.estate.systems if self.kind in row.data_kinds}
        needing = {need.of for need in self.picture.estate.needs if need.on in held}
        return tuple(row for row in rows if row.service.service in needing)

    def still(self, open_: Open) -> str:
        """What is not known, unless a fact given here says something of it: then what is not known beyond that."""
        beyond = ", beyond the facts given here" if open_ in self.touched else ""
        return f"Not yet known{beyond}: {open_.value}"


def report_values(
    sight: Sight, picture: Picture, body: str, whom: str = "", courses: Iterable[Course] = ()
) -> dict[Field, str]:
    """The fields of the record for one controller, as this reader may see them.

    `whom` it is for: the acquiring bank, the DWP and the NHS are told of the systems that hold data of theirs, and of
    every one, with why, where no row of the estate has any kind. `courses` are the body's clocks: those on which they
    are told say what they were given before.
    """
    mine = tuple(each for each in exposures_of(sight, picture) if body in each.controllers)
    theirs = tuple(each for each in courses if each.body == body and each.clock.whom == whom)
    whole = _Seen(sight, picture, body, mine, courses=theirs, touched=touched_by_facts(sight, whom))
    seen = _told_to(whole, _KIND_OF.get(whom))
    return {
        Field.BODY: seen.names.body(body),
        Field.SINCE: _since(seen),
        Field.AWARE: _aware(whole),
        Field.LATE: _late(whole),
        Field.GIVEN: _given(whole),
        Field.NATURE: _nature(seen),
        Field.SYSTEMS: _lines((*_affected(seen), *seen.lead), "which systems are affected"),
        Field.PEOPLE: _people(seen),
        Field.RECORDS: _records(seen),
        Field.SERVICES: _services(seen),
        Field.MEASURES: _measures(seen),
        Field.CONSEQUENCES: _consequences(seen),
    }


def _told_to(whole: _Seen, kind: DataKind | None) -> _Seen:
    """The same, for a reader who is told of one kind of data alone."""
    if kind is None:
        return whole
    data, rows = _DATA[kind], whole.picture.estate.system_by_id
    if not any(row.data_kinds for row in rows.values()):
        lead = f"Not yet known: which systems hold {data}. Our list does not say it, so every system affected is here"
        return replace(whole, lead=(lead,))
    affected = {each.system.system for each in whole.exposures} | _spoken(whole).keys()
    kept = tuple(each for each in whole.exposures if kind in each.system.data_kinds)
    said = []
    if not any(kind in rows[name].data_kinds for name in affected):
        still = whole.still(OF_KIND[kind])
        said.append(f"{still}. No system that has it in our list is seen out or hit")
    untold = sorted(rows[name].name for name in affected if not rows[name].data_kinds)
    if untold:
        names = "; ".join(untold)
        said.append(f"Not yet known: whether {data} is in these, of which our list does not say it: {names}")
    return replace(whole, exposures=kept, kind=kind, lead=tuple(said))


def _affected(seen: _Seen) -> Iterator[str]:
    """One line for each system: the body's own that are confirmed hit, then suspected, then any that is out.

    What holds the body's data says in whose hands it is.
    """
    held = {at.system.system: at for at in _by_system(seen)}
    for system, said in _spoken(seen).items():
        at = held.pop(system, None)
        name = seen.picture.estate.system_by_id[system].name
        where = f", held by {seen.names.body(at.host)}" if at is not None else ""
        if at is not None and at.number and not any(f"[{at.number}]" in each for each in said):
            said.append(f"data in it is affected [{at.number}]{_theirs(seen, at.entry)}")
        yield f"Known: {name}{where}: {'; '.join(said)}"
    for at in held.values():
        yield _of(seen, f"{at.system.name}, held by {seen.names.body(at.host)}", at)


def _spoken(seen: _Seen) -> dict[str, list[str]]:
    """What was said of each of the body's own systems, each with its entry, without what is not known."""
    own = [row.system for row in seen.picture.estate.systems if row.body == seen.body and seen.holds(row)]
    spoken, found = spoken_of(seen.sight, Subject.SYSTEM), dict[str, list[str]]()
    for state in (Suspicion.CONFIRMED, Suspicion.SUSPECTED):
        for system in own:
            for each in spoken.get(system, ()):
                if each.value.state is state:
                    words = f"{state.value} to be hit [{each.number}]{_theirs(seen, each.entry)}"
                    found.setdefault(system, []).append(words)
    for system in own:
        out = counting(seen.picture.seen.get(system, ()))
        if out is not None and out.value.condition is Condition.OUT:
            found.setdefault(system, []).append(f"seen out [{out.number}]{_theirs(seen, out.entry)}")
    return found


def _since(seen: _Seen) -> str:
    first = seen.exposures[:1]
    return _lines(
        (_of(seen, f"since {clock(each.since)}: {seen.names.in_words(each.why)}", each) for each in first),
        "when it began, and when it was seen",
        beyond=seen.still(Open.BEGAN),
    )


def _aware(seen: _Seen) -> str:
    found = awareness_of(seen.sight, seen.body, seen.exposures)
    if found.at is None:
        return "Not yet known: when the controller became aware"
    if found.decided:
        return f"Known: {clock(found.at)}, {found.words}"
    first, many = found.named[0], len(found.named)
    which = f"the earliest of {many} times named" if many > 1 else "the only time named"
    number = f" [{first.number}]" if first.number else ""
    return (
        f"Known: {which} is {clock(first.at)}: {first.who}, {seen.names.in_words(first.why)}{number}\n"
        "Not yet known: from when it counts, which information governance decides"
    )


def _late(seen: _Seen) -> str:
    found = awareness_of(seen.sight, seen.body, seen.exposures)
    if found.at is None:
        return "Not yet known: nobody has named a time at which the controller became aware"
    first = next((each for each in seen.courses if each.clock.id == ICO_CLOCK and each.reports), None)
    if first is not None:
        given = first.reports[0].said.value
        said = f"Known: the first part was given {clock(given.at)}"
        if first.state is not ClockState.MET_LATE:
            return f"{said}, which is not late"
        return f"{said}, late\n" + (
            f"Known: the reasons for the delay: {given.late}"
            if given.late
            else "Not yet known: the reasons for the delay, which go with the report"
        )
    hours = shipped_library().clock(ICO_CLOCK).within.number
    ends = found.at + timedelta(hours=hours)
    if seen.sight.now <= ends:
        return f"Known: not late. The {hours} hours end {clock(ends)}"
    ended = f"Known: the {hours} hours ended {clock(ends)}"
    return f"{ended}\nNot yet known: the reasons for the delay, which go with the report"


def _nature(seen: _Seen) -> str:
    rows = []
    for lost, words in _KINDS.items():
        found = [each for each in seen.exposures if each.lost is lost]
        if found:
            seen_in = {each.system.system for each in found if each.number}
            model = {each.system.system for each in found} - seen_in
            numbers = ", ".join(dict.fromkeys(each.number for each in found if each.number))
            if seen_in:
                rows.append(f"Known: {words}, in {_systems(len(seen_in))} [{numbers}]")
            if model:
                rows.append(f"{EXPECTED}: {words}, in {_systems(len(model))}")
    rows += [] if rows else ["Not yet known: what kind of breach it is"]
    return "\n".join([*rows, seen.still(Open.COPIED)])


def _given(seen: _Seen) -> str:
    """What the reader was given before, part by part."""
    rows = []
    for course in seen.courses:
        for number, told in enumerate(course.reports, 1):
            said = told.said.value
            part = f"part {number}" if course.clock.phases else "the report"
            theirs = f", their reference {told.reference}" if told.reference else ", no reference of theirs yet"
            rows.append(f"Known: {part}: {clock(said.at)}, {said.channel}{theirs} [{told.said.number}]")
    return "\n".join(rows) or "Known: nothing is recorded as given before"


def _source(*, is_seen: bool) -> str:
    """How a line begins: somebody said so in an entry or saw it, or it only follows from the estate."""
    return "Known" if is_seen else EXPECTED


def _systems(number: int) -> str:
    return "1 system" if number == 1 else f"{number} systems"


_KINDS: Final = {
    Lost.ACCESS: "availability: personal data cannot be reached",
    Lost.SECRECY: "confidentiality: what holds personal data is confirmed to be compromised",
}


def _people(seen: _Seen) -> str:
    rows = [
        f"{_source(is_seen=bool(each.number))}: {each.system.name}: {people(each.system.records)} people{_BY_LIST}"
        + (", some of them of a special category or at risk" if each.system.sensitive else "")
        for each in _by_system(seen)
        if each.system.records
    ]
    rows += [
        f"Not yet known: how many people's data {each.system.name} holds"
        for each in _by_system(seen)
        if not each.system.records
    ]
    rows.append(seen.still(Open.PEOPLE))
    if len(_by_system(seen)) > 1:
        rows.append("The systems may hold the same people: these numbers cannot be added up.")
    return "\n".join(rows)


def _records(seen: _Seen) -> str:
    held = any(each.system.records for each in seen.exposures)
    rows = [f"Known: at least one record for each of these people{_BY_LIST}"] if held else []
    return "\n".join([*rows, seen.still(Open.RECORDS)])


def _services(seen: _Seen) -> str:
    said = []
    for row in seen.served:
        if row.is_stopped or row.plight is Plight.SLOW:
            how = "stopped" if row.is_stopped else "slowed"
            many = people(row.service.people)
            source = _source(is_seen=row.seen is not None)
            said.append(f"{source}: {how}: {row.service.name} ({many} people a day)")
    return "\n".join(said) or "Not yet known: which services stopped or slowed"


def _measures(seen: _Seen) -> str:
    rows = [
        (
            order.number,
            order.entry,
            f"{seen.names.action(order.value.action)}: {order.value.stage.value} since {clock(order.value.at)}",
        )
        for order in {each.entry: each for each in seen.picture.held.values()}.values()
    ]
    said = [_said(seen, words, number, entry) for number, entry, words in rows]
    return (
        "\n".join([*said, "Not yet known: what else is planned"])
        if said
        else "Not yet known: what was done and is planned"
    )


def _consequences(seen: _Seen) -> str:
    stopped = [row for row in seen.served if row.is_stopped]
    rows = [
        f"{_source(is_seen=row.seen is not None)}: people who rely on {row.service.name} may go without it"
        for row in stopped
        if row.service.protects.is_people
    ]
    return "\n".join([*rows, "Not yet known: likely consequences for the people whose data it is"])


def _by_system(seen: _Seen) -> tuple[Exposure, ...]:
    return tuple({each.system.system: each for each in seen.exposures}.values())


def _of(seen: _Seen, words: str, each: Exposure) -> str:
    return _said(seen, words, each.number, each.entry)


def _said(seen: _Seen, words: str, number: str, entry: str) -> str:
    """One line, with its entry where there is one; of another body's entry, with whom to ask before it is given."""
    return f"{_source(is_seen=bool(number))}: {words}{f' [{number}]' if number else ''}{_theirs(seen, entry)}"


def _theirs(seen: _Seen, entry: str) -> str:
    """After what another body wrote: whom to ask; blank after one's own."""
    by = seen.sight.body_of(seen.sight.record.line(entry).header) if entry else seen.body
    return "" if by == seen.body else f" (from {seen.names.body(by)}: ask them before this is given)"


def _lines(rows: Iterable[str], unknown: str, beyond: str = "") -> str:
    return "\n".join(dict.fromkeys(rows)) or beyond or f"Not yet known: {unknown}"
