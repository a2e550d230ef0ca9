"""The notice of a host to a controller whose data it holds, drafted from the record: known, and not yet known.

Law: every line that is known says by which entry; what nobody has seen, and follows from the estate, says that; nothing
is in it that the controller may not have; what is not known is written down as that. A draft changes nothing: that it
was given is a report on the host's clock.
Not here: sending it, layout, the controller's own report to a regulator.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from battlebox.desk.brief.saying import clock, people
from battlebox.desk.errors import Code, DeskError
from battlebox.desk.picture.naming import Names
from battlebox.desk.picture.outage import Cause
from battlebox.desk.picture.picture import Picture, picture_of
from battlebox.desk.picture.revision import InUse
from battlebox.desk.picture.suspicion import Subject, Suspicion, spoken_of
from battlebox.desk.record.incident import course_of as incident_course
from battlebox.desk.record.sight import Sight
from battlebox.desk.tell.between import SightBetween
from battlebox.desk.tell.exposure import Exposure, exposures_of
from battlebox.estate import Estate, System

_CAUSES: Final = {
    Cause.ATTACKER: "an attacker",
    Cause.US: "an order of ours",
    Cause.HOST: "its host",
    Cause.PARTNER: "a partner",
    Cause.SUPPLIER: "a supplier",
}


@dataclass(frozen=True, slots=True)
class Known:
    """One line that is known, and the number of the entry that says so."""

    words: str
    number: str

    @property
    def line(self) -> str:
        """As it stands in the notice."""
        return f"{self.words} [{self.number}]"


@dataclass(frozen=True, slots=True)
class Notice:
    """A draft. `kept_back` counts what the host knows of these systems and the controller may not have.

    `expected` follows from how things hang together, and nobody has seen it; `held` is what the host holds of theirs.
    """

    host: str
    controller: str
    drafted: datetime
    systems: tuple[str, ...]
    known: tuple[Known, ...]
    expected: tuple[str, ...]
    held: tuple[str, ...]
    unknown: tuple[str, ...]
    kept_back: int

    @property
    def text(self) -> str:
        """The words, ready to be read and changed."""
        known = _listed(each.line for each in self.known) or "- nothing that may be passed on yet"
        expected = f"Expected, and seen by nobody yet\n{_listed(self.expected)}\n\n" if self.expected else ""
        return (
            f"From {self.host} to {self.controller}\n"
            f"Personal data that you control and we hold: {', '.join(self.systems)}\n"
            f"Drafted {clock(self.drafted)} from our record; numbers of entries stand in brackets\n\n"
            f"Known\n{known}\n\n{expected}"
            f"What we hold, as our list of systems has it; these are working figures\n{_listed(self.held)}\n\n"
            f"Not yet known\n{_listed(self.unknown)}\n\n"
            "What we ask of you\n"
            "- Decide when you became aware. Your clock is your own, and counts from the earliest time anybody names\n"
            "- Tell us whom to ring, by day and by night\n"
            "- Do not pass this on before we have both cleared it\n"
        )


def draft_notice(sight: Sight, used: InUse, controller: str) -> Notice:
    """The notice of the reader's body to a controller, as things stand.

    Raises DeskError where nothing of that controller's in this body's hands is known to be affected.
    """
    host, began = sight.officer.body, incident_course(sight).value.began
    whole = _held_for(exposures_of(sight, picture_of(sight, used, began=began)), host, controller)
    if not whole:
        raise DeskError.of(Code.NOT_SEEN, what="affected system that holds data of", id=controller)
    told = SightBetween.with_body(sight, controller)
    picture = picture_of(told, used, began=began)
    exposures = _held_for(exposures_of(told, picture), host, controller)
    systems = tuple({each.system.system: each.system for each in whole}.values())
    names = Names(used.estate)
    return Notice(
        host=names.body(host),
        controller=names.body(controller),
        drafted=sight.now,
        systems=tuple(system.name for system in systems),
        known=tuple(_known(told, picture, systems, exposures)),
        expected=tuple(_expected(names, each) for each in exposures if not each.number),
        held=tuple(f"{system.name}: {_holds(system)}" for system in systems),
        unknown=tuple(_unknown(told, picture, systems, exposures)),
        kept_back=_count(sight, used.estate, systems) - _count(told, used.estate, systems),
    )


def _held_for(exposures: tuple[Exposure, ...], host: str, controller: str) -> tuple[Exposure, ...]:
    return tuple(each for each in exposures if each.host == host != controller and controller in each.controllers)


def _known(
    told: Sight, picture: Picture, systems: tuple[System, ...], exposures: tuple[Exposure, ...]
) -> Iterator[Known]:
    names = Names(picture.estate)
    for each in exposures:
        if each.number:
            yield Known(_happened(names, each), each.number)
    for system in systems:
        for seen in picture.seen.get(system.system, ()):
            if seen.value.cause in _CAUSES:
                yield Known(f"{system.name}: the cause is held to be {_CAUSES[seen.value.cause]}", seen.number)
        for belief in spoken_of(told, Subject.SYSTEM).get(system.system, ()):
            said = belief.value
            far = f", {said.checked}" if said.checked else ""
            yield Known(f"{system.name}: {said.state.value}{far}, as of {clock(said.as_of)}", belief.number)
        order = picture.held.get(system.system)
        if order is not None:
            what = f"{names.action(order.value.action)}: {order.value.stage.value} since {clock(order.value.at)}"
            yield Known(what, order.number)


def _happened(names: Names, each: Exposure) -> str:
    return f"{names.in_words(each.why)}, since {clock(each.since)}"


def _expected(names: Names, each: Exposure) -> str:
    """What is held to be so of a system, and why, without its name a second time."""
    why = names.in_words(each.why).replace(f"{each.system.name} needs ", "it needs ", 1)
    return f"{each.system.name}: cannot be reached since {clock(each.since)}, because {why}"


def _listed(lines: Iterable[str]) -> str:
    return "\n".join(f"- {each}" for each in lines)


def _holds(system: System) -> str:
    records = f"records of {people(system.records)} people" if system.records else "an unknown number of records"
    return f"{records}, some of them of a special category or at risk" if system.sensitive else records


def _unknown(
    told: Sight, picture: Picture, systems: tuple[System, ...], exposures: tuple[Exposure, ...]
) -> Iterator[str]:
    said = [each.value for system in systems for each in spoken_of(told, Subject.SYSTEM).get(system.system, ())]
    if not exposures:
        yield "what happened, and since when"
    causes = [seen.value.cause for each in systems for seen in picture.seen.get(each.system, ())]
    if not any(belief.state is Suspicion.CONFIRMED for belief in said):
        is_held = Cause.ATTACKER in causes
        yield "how far the attacker came" if is_held else "whether an attacker was in these systems"
    yield "whether data was copied, altered or lost"
    yield "which people and which records are affected, and how many of them are yours"
    if not any(belief.since for belief in said):
        yield "when it began"
    if not any(cause in _CAUSES for cause in causes):
        yield "the cause"
    yield "likely consequences for people"
    yield "when the data can be reached again"


def _count(sight: Sight, estate: Estate, systems: tuple[System, ...]) -> int:
    """How many entries about these systems may be read."""
    hosted = {system.system for system in systems} & set(estate.system_by_id)
    return len({line.id for name in hosted for line in sight.record.history(f"system/{name}") if sight.seen(line)})
