"""Systems: what is suspected of each and how far it is contained, apart; and what is known of one, with its neighbours.

Law: an order is not an effect, a suspicion is not a fact, and the page never mixes them.
Not here: what to cut (deciding/contain.py), what is believed (suspicions.py), orders (deciding/orders.py).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from django.http import Http404, HttpResponse

from battlebox.desk import Act
from battlebox.desk.gate import accesses_of
from battlebox.desk.picture import Subject, resting, spoken_of, touched
from battlebox.estate import System
from battlebox.web.asking import OfficerRequest, in_incident
from battlebox.web.incident.at_desk import AtDesk
from battlebox.web.incident.colours import STAGE_COLOURS, stage_cell
from battlebox.web.incident.lists import around, beside, neighbours
from battlebox.web.pages import page
from battlebox.web.picturing.observations import seen_lines, state_words
from battlebox.web.picturing.suspicions import belief_rows, said_cell, suspicion_cell
from battlebox.web.restoring.gate_words import back_cell, back_parts, loud_at, loud_words
from battlebox.web.tables import Cell, Column, Kind, Row, Table, table_page

COLUMNS: Final = (
    Column("name", "System"),
    Column("body", "Hosted by", Kind.CHOICE),
    Column("suspicion", "Suspicion", Kind.CHOICE),
    Column("said", "Said"),
    Column("containment", "Containment", Kind.CHOICE),
    Column("now", "Now", Kind.CHOICE),
    Column("back", "Coming back", Kind.CHOICE),
    Column("services", "Services that rest on it", Kind.NUMBER),
)


@in_incident
def systems(request: OfficerRequest) -> HttpResponse:
    """Every system, with suspicion and containment side by side."""
    desk = AtDesk.of(request)
    said = spoken_of(desk.sight, Subject.SYSTEM)
    on_it = resting(desk.used)
    board = {row.system.system: row for row in desk.gates}
    lent = {each.value.system for each in accesses_of(desk.sight) if each.value.ended is None}
    makes: Mapping[str, Callable[[System], Any]] = {
        "id": lambda row: row.system,
        "name": lambda row: row.name,
        "body": lambda row: desk.names.body(row.body),
        "suspicion": lambda row: suspicion_cell(said.get(row.system, ())),
        "said": lambda row: said_cell(desk, said.get(row.system, ())),
        "containment": lambda row: stage_cell(desk.picture.stage(row.system)),
        "now": lambda row: state_words(desk, row.system),
        "back": lambda row: back_cell(board.get(row.system), lent=row.system in lent),
        "services": lambda row: on_it.get(row.system, 0),
    }
    rows = [Row(row, makes) for row in desk.estate.systems]
    table = Table(
        "systems", "Systems", COLUMNS, rows, empty="The estate has no systems.",
        dressed=lambda row: {**row, "name": Cell(row["name"], link=desk.at("system", row["id"]))},
    )  # fmt: skip
    return table_page(
        request,
        "places/systems.html",
        table,
        here="systems",
        unknown=len(rows) - len(said),
        loud=loud_words(loud_at(desk)),
        beside=beside(desk, "systems"),
    )


@in_incident
def system(request: OfficerRequest, name: str) -> HttpResponse:
    """One system: what is believed, what was ordered, what was seen, what needs it and what it needs."""
    desk = AtDesk.of(request)
    row = desk.estate.system_by_id.get(name)
    if row is None:
        raise Http404
    picture = desk.picture
    order, stop = picture.held.get(name), picture.stops.get(name)
    return page(
        request,
        "places/system.html",
        here="systems",
        system=row,
        body=desk.names.body(row.body),
        beliefs=belief_rows(desk, Subject.SYSTEM, name),
        order=order,
        order_name=desk.names.action(order.value.action) if order else "",
        stage=picture.stage(name),
        stage_colour=STAGE_COLOURS[picture.stage(name)],
        actions=_actions(desk, name),
        now=state_words(desk, name),
        why=desk.names.why(stop.why) if stop else (),
        seen=seen_lines(desk, name),
        needs=neighbours(desk, name),
        needed_by=neighbours(desk, name, needed_by=True),
        paths=[
            (desk.names.path(each.path), desk.at("path", each.path), picture.stage(each.path).value)
            for each in desk.estate.paths
            if name in (each.origin, each.target)
        ],
        around=around(desk, name),
        **back_parts(desk, name),
        suspect=desk.at("suspect", name) if desk.officer.may(Act.SUSPECT) else "",
        observe=desk.at("observe", name) if desk.officer.may(Act.OBSERVE) else "",
    )


def _actions(desk: AtDesk, name: str) -> list[tuple[str, str, str, str]]:
    """Every action that touches a system or a way into it: its name, its page, how it stands, whose it is to order."""
    ways = {each.path for each in desk.estate.paths if name in (each.origin, each.target)}
    found = []
    for row in desk.estate.actions:
        if not touched(desk.estate, row) & {name, *ways}:
            continue
        order = desk.picture.orders.get(row.action)
        stage = order.value.stage.value if order else "not given"
        ours = row.body == desk.officer.body
        whose = "ours to order" if ours else f"ask {desk.names.body(row.body)}"
        found.append((row.name, desk.at("order", row.action), stage, whose))
    return found
