"""What the pages about coming back share: how a gate stands, what is said loudly.

Law: a state is a word, and a colour only helps; what is loud is the same sentence everywhere.
Not here: the pages, the sentences themselves (desk.restore).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Final, TypeVar

from battlebox.desk.command import loud_now
from battlebox.desk.gate import (
    Access,
    Going,
    Loud,
    Matter,
    Refers,
    Stands,
    SystemGates,
    accesses_of,
    entry_named,
    running_for,
    system_gates,
)
from battlebox.desk.picture import services_on
from battlebox.desk.record import Stated
from battlebox.web.forms import Version
from battlebox.web.incident.at_desk import AtDesk
from battlebox.web.incident.wording import when
from battlebox.web.tables import Cell

T = TypeVar("T")
COLOURS: Final = {
    Stands.OPEN: "grey",
    Stands.HELD: "orange",
    Stands.FAILED: "red",
    Stands.TWO_VERSIONS: "yellow",
    Stands.REOPENED: "yellow",
    Stands.OVER: "yellow",
    Stands.WAIVED: "purple",
    Stands.PASSED: "green",
}


def loud_at(desk: AtDesk, rows: Iterable[SystemGates] | None = None) -> tuple[Loud, ...]:
    """Everything about coming back that must be said loudly, as far as this officer may know it."""
    if rows is not None:
        return loud_now(desk.sight, desk.names, rows)
    return desk.sight.lately(("loud", desk.used.digest), lambda: loud_now(desk.sight, desk.names, desk.gates))


def loud_words(loud: Iterable[Loud]) -> list[str]:
    """The sentences, with their full stops."""
    return [f"{each.words.rstrip('.')}." for each in loud]


def loud_parts(desk: AtDesk) -> dict[str, Any]:
    """What Now says of coming back: what needs somebody first, then the waivers."""
    loud = loud_at(desk)
    waived = [each for each in loud if each.matter is Matter.WAIVED]
    return {
        "gates_loud": loud_words(each for each in loud if each.matter is not Matter.WAIVED),
        "gates_waived": loud_words(waived),
        "gates": desk.at("gates"),
    }


def back_parts(desk: AtDesk, system: str) -> dict[str, Any]:
    """What a system's own page says of its coming back."""
    row = system_gates(desk.sight, desk.picture, system)
    return {
        "back_loud": loud_words(each for each in loud_at(desk, (row,)) if each.system == system),
        "back_state": state_words(row),
        "back_answered": f"{row.answered} of {len(row.gates)} gates answered",
        "accesses": access_lines(desk, (system,)),
        "gates": desk.at("gates_of", system),
    }


def service_parts(desk: AtDesk, service: str) -> dict[str, Any]:
    """What the page of a service says of the systems it rests on: interim access, and what is live without gates."""

    def rests(system: str) -> bool:
        return any(row.service == service for row in services_on(desk.used, system))

    lent = {each.value.system for each in accesses_of(desk.sight)}
    loud = (each for each in loud_at(desk) if each.matter is not Matter.WAIVED and rests(each.system))
    return {"accesses": access_lines(desk, filter(rests, lent)), "back_loud": loud_words(loud)}


def back_cell(row: SystemGates | None, *, lent: bool) -> Cell:
    """How far a system is on its way back, for the list of systems; blank where nothing is wrong with it."""
    if row is None:
        return Cell("")
    notes = [f"{row.answered} of {len(row.gates)} gates"]
    notes += [f"waived: {', '.join(each.gate.short.lower() for each in row.waived)}"] if row.waived else []
    notes += ["interim access"] if lent else []
    return Cell(state_words(row), note="; ".join(notes))


def state_words(row: SystemGates) -> str:
    """Whether it is live, and how."""
    if row.is_without_gates:
        return "Live without gates"
    if row.to_look_again:
        return "Live, look at it again"
    if row.is_live:
        return "Live"
    if row.is_unsaid:
        return "In use, nobody said so"
    if any(each.value.state is Going.OFF for each in row.gone):
        return "Taken off again"
    return "Still running" if row.runs else "Not live"


def access_lines(desk: AtDesk, systems: Iterable[str]) -> list[tuple[str, str, bool]]:
    """Interim access that runs to any of these systems, in sentences; each with its page, and whether it is over."""
    return [
        (access_words(desk, each), desk.at("end_interim", each.name), each.value.is_over(desk.sight.now))
        for each in running_for(accesses_of(desk.sight), frozenset(systems))
    ]


def access_words(desk: AtDesk, access: Access) -> str:
    """One interim access in a sentence."""
    given, now = access.value, desk.sight.now
    name = desk.names.thing(given.system)
    said = f"Interim access to {name}: {given.way.value}, for {given.purpose}"
    since, until = when(given.since, now), when(given.until, now)
    runs = f"running since {since}, run by {given.who}; lasts until {until}"
    if given.is_over(now):
        runs = f"run by {given.who} since {since}, was to end by {until}. Its time is over, and nobody has ended it"
    return f"{said}, {runs} ({access.said[0].number})"


def reference_address(desk: AtDesk, refers: Refers, reference: str) -> str:
    """Where what an answer refers to is read; blank where it is on paper, in a file, or may not be seen."""
    found = entry_named(desk.sight, reference) if refers is Refers.ENTRY else None
    return desk.at("entry", found.id) if found is not None else ""


def versions_of(desk: AtDesk, label: str, said: Iterable[Stated[T]], words: Callable[[T], str]) -> tuple[Version, ...]:
    """What stands of a thing, for a form that was overtaken."""
    now = desk.sight.now
    return tuple(
        Version(label, words(each.value), "what you wrote below", desk.name_of(each.by), when(each.at, now))
        for each in said
    )
