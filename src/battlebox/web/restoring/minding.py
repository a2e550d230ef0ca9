"""What is to be minded of an order of return: gates that are held now, work that began past a gate, dates that moved.

Law: an order reckons with what somebody said of a gate's time; that it is held, or was passed by, stands beside it.
Not here: the board of gates (board.py), the order's own words (showing.py).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import timedelta
from typing import Any, Final

from battlebox.desk.gate import Stands, SystemGates, gate_words, not_let_go
from battlebox.desk.record import Stated
from battlebox.desk.restore import OrderShown, Worked, link_gates
from battlebox.web.incident.at_desk import AtDesk
from battlebox.web.incident.wording import when
from battlebox.web.restoring.gate_words import state_words
from battlebox.web.restoring.passed import back_now
from battlebox.web.restoring.showing import STEP_WORDS

MINUTE: Final = timedelta(minutes=1)


def minded(
    desk: AtDesk, board: Sequence[SystemGates], shown: OrderShown, work: Mapping[str, Stated[Worked]]
) -> dict[str, Any]:
    """For the page of an order: `are_back`, `held`, `past`, `moved` and `links`."""
    # What comes back by itself once others are is in the plan too, and no gate of it is reckoned with.
    systems = {row.system for row in shown.steps if row.step}
    back = back_now(board, desk.picture) & systems
    return {
        "are_back": [
            (
                desk.names.thing(row.system.system),
                state_words(row).lower(),
                ", ".join(each.gate.short.lower() for each in row.waits),
                desk.at("gates_of", row.system.system),
            )
            for row in board
            if row.system.system in back
        ],
        "held": held_gates(desk, board, systems),
        "past": begun_past(desk, board, work),
        "moved": is_moved(shown, work),
        "links": linked_by(desk, shown),
    }


def linked_by(desk: AtDesk, shown: OrderShown) -> list[tuple[str, str, str]]:
    """The gates of links that this order waits for: the gate, the link, and when the order has it given."""
    given = {row.id: shown.at(row.start_microhours + row.microhours) for row in shown.steps}
    return [
        (gate.name, desk.names.path(link), when(given[gate.id], desk.sight.now))
        for link, gates in link_gates(desk.estate).items()
        for gate in gates
        if gate.id in given
    ]


def held_gates(desk: AtDesk, board: Iterable[SystemGates], systems: Collection[str]) -> list[tuple[str, str, str]]:
    """Gates of these systems that somebody holds or that failed: the system, the gate, who said so."""
    return [
        (
            desk.names.thing(row.system.system),
            f"{gate.gate.short} {gate.stands.value}",
            gate.answer.who if gate.answer else "",
        )
        for row in board
        if row.system.system in systems
        for gate in row.gates
        if gate.stands in (Stands.HELD, Stands.FAILED)
    ]


def begun_past(
    desk: AtDesk, board: Iterable[SystemGates], work: Mapping[str, Stated[Worked]]
) -> list[tuple[str, str, str]]:
    """Work that began though a gate before it is not answered: what, which gates, and the page of the gates."""
    by_system = {row.system.system: row for row in board}
    found = []
    for said in work.values():
        row = by_system.get(said.value.system)
        waits = [gate_words(gate) for gate in (not_let_go(row, said.value.step) if row else ())]
        if waits:
            what = f"{STEP_WORDS[said.value.step.value]}, {desk.names.thing(said.value.system)}"
            found.append((what, ", ".join(waits), desk.at("gates_of", said.value.system)))
    return found


def is_moved(shown: OrderShown, work: Mapping[str, Stated[Worked]]) -> bool:
    """Whether work is said to end later than this order has it."""
    ends = {row.id: shown.at(row.start_microhours + row.microhours) for row in shown.steps}
    said = (each.value for each in work.values())
    # A plan reckons in microhours, and people say a time to the minute: what differs by less is the same.
    return any(row.until is not None and row.id in ends and row.until - MINUTE >= ends[row.id] for row in said)
