"""The gates board: every system that is out, isolated or suspected, by its gates, those of P1 services first.

Law: each gate is a word in its own column; what is live without gates stands above the table.
Not here: one system (system_gates.py), answering (answers.py).
"""

from __future__ import annotations

from typing import Any, Final

from django.http import HttpResponse

from battlebox.desk.gate import STANDARD, GateStanding, Stands, SystemGates, accesses_of
from battlebox.estate import GateKind
from battlebox.web.asking import OfficerRequest, in_incident
from battlebox.web.incident.at_desk import AtDesk
from battlebox.web.restoring.beside import beside
from battlebox.web.restoring.gate_words import loud_at, loud_words, state_words
from battlebox.web.tables import Cell, Column, Kind, Table, table_page

OWNS: Final = "own"
STATES: Final = (Column("name", "System"), Column("state", "Now", Kind.CHOICE))
ASIDE: Final = (
    Column("waits", "Waits for", Kind.CHOICE, aside=True),
    Column("priority", "First service on it", Kind.CHOICE, aside=True),
    Column("body", "Hosted by", Kind.CHOICE, aside=True),
    Column("why", "Why it is here", aside=True),
)
NOT_YET: Final = "Not yet"
NOTHING_WAITS: Final = "Nothing"


@in_incident
def gates(request: OfficerRequest) -> HttpResponse:
    """Every system on the board."""
    desk = AtDesk.of(request)
    rows = desk.gates
    lent = {each.value.system for each in accesses_of(desk.sight) if each.value.ended is None}
    own = any(gate.gate.kind is GateKind.OTHER for row in rows for gate in row.gates)
    columns = (
        *STATES,
        *(Column(gate.key, gate.short) for gate in STANDARD),
        *([Column(OWNS, "Our own gates")] if own else []),
        *ASIDE,
    )
    empty = "No system is out, isolated or suspected. What is suspected is said at the system."
    table = Table(
        "gates",
        "Systems by gates",
        columns,
        [_row(desk, row, lent=row.system.system in lent) for row in rows],
        empty=empty,
        stacked=True,
    )
    return table_page(
        request,
        "restoring/gates.html",
        table,
        here="restore",
        beside=beside(desk, "gates"),
        loud=loud_words(loud_at(desk, rows)),
        waiting=sum(bool(row.waits) for row in rows),
        first=sum(row.priority == "P1" for row in rows),
    )


def _row(desk: AtDesk, row: SystemGates, *, lent: bool) -> dict[str, Any]:
    waits = row.waits[0].gate.short if row.waits else NOTHING_WAITS
    body, why = desk.names.body(row.system.body), ", ".join(row.why)
    priority = row.priority or "no service"
    own = [each for each in row.gates if each.gate.kind is GateKind.OTHER]
    return {
        "name": Cell(
            row.system.name, link=desk.at("gates_of", row.system.system), note=f"{body}. {priority}. {why}".rstrip(". ")
        ),
        "state": Cell(state_words(row), note="Interim access" if lent else ""),
        **{each.gate.key: _cell(each) for each in row.gates if each.gate.kind is not GateKind.OTHER},
        OWNS: f"{sum(each.stands.is_answered for each in own)} of {len(own)}" if own else "",
        "waits": waits,
        "priority": priority,
        "body": body,
        "why": why,
    }


def _cell(each: GateStanding) -> Cell:
    held = each.answer.who if each.answer is not None and each.stands is Stands.HELD else ""
    return Cell(
        NOT_YET if each.stands is Stands.OPEN else each.stands.value.capitalize(), note=f"by {held}" if held else ""
    )
