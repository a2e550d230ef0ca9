"""London's 33 authorities: a table of what is known of each, and the same as a map of hexagons.

Law: the map says nothing that the table does not; a body that is not in the estate is blank, not well.
Not here: where the cells stand (london_cells.py), what is known (desk).
"""

from __future__ import annotations

from typing import Any, Final

from django.http import Http404, HttpResponse

from battlebox.desk.picture import Knowledge, Suspicion
from battlebox.estate import Estate
from battlebox.web.asking import OfficerRequest, in_incident
from battlebox.web.clock_words import when_words
from battlebox.web.incident.at_desk import AtDesk
from battlebox.web.incident.colours import SUSPICION_COLOURS
from battlebox.web.picturing.hexagons import Hexagon, drawing_size, hexagon
from battlebox.web.picturing.london_cells import LONDON, Place
from battlebox.web.tables import Cell, Column, Kind, Table, table_page

COLUMNS: Final = (
    Column("name", "Authority"),
    Column("state", "Worst that stands", Kind.CHOICE),
    Column("confirmed", "Confirmed", Kind.NUMBER),
    Column("suspected", "Suspected", Kind.NUMBER),
    Column("clear", "No sign found", Kind.NUMBER),
    Column("unknown", "Unknown", Kind.NUMBER),
)
_CODES: Final = frozenset(place.gss for place in LONDON)
_KINDS: Final = {
    Suspicion.CONFIRMED: "confirmed",
    Suspicion.SUSPECTED: "suspected",
    Suspicion.UNKNOWN: "unknown",
    Suspicion.CLEAR: "clear",
}
NOT_HERE: Final = "Not in the estate"


def has_map(estate: Estate) -> bool:
    """Whether the estate has any of London's authorities."""
    return any(body.gss in _CODES for body in estate.bodies)


@in_incident
def london(request: OfficerRequest) -> HttpResponse:
    """The table, then the map."""
    desk = AtDesk.of(request)
    if not has_map(desk.estate):
        raise Http404
    known = {row.body.gss: row for row in desk.known if row.body.gss in _CODES}
    bodies = {body.gss for body in desk.estate.bodies}
    rows = [_row(desk, place, known.get(place.gss), is_here=place.gss in bodies) for place in LONDON]
    rows.sort(key=lambda row: row["order"])
    width, height = drawing_size(LONDON)
    return table_page(
        request,
        "places/london.html",
        Table("authorities", "London's 33 authorities", COLUMNS, rows),
        here="now",
        now=desk.at("now"),
        cells=[_cell(place, known.get(place.gss), is_here=place.gss in bodies) for place in LONDON],
        width=width,
        height=height,
        told=len(bodies & _CODES),
    )


def _row(desk: AtDesk, place: Place, row: Knowledge | None, *, is_here: bool) -> dict[str, Any]:
    if row is None:
        state = Suspicion.UNKNOWN.value.capitalize() if is_here else NOT_HERE
        return {"name": place.name, "state": state, "order": (1 if is_here else 2, 0, place.name)}
    age = "" if row.looked is None else f"as of {when_words(row.looked, desk.sight.now)}"
    return {
        "name": place.name,
        "state": Cell(row.worst.value.capitalize(), tag=SUSPICION_COLOURS[row.worst]),
        "confirmed": len(row.confirmed),
        "suspected": len(row.suspected),
        "clear": Cell(str(len(row.clear)), note=age + (", old: look again" if row.is_old else "")),
        "unknown": len(row.unknown),
        "order": (0, list(Suspicion).index(row.worst), place.name),
    }


def _cell(place: Place, row: Knowledge | None, *, is_here: bool) -> Hexagon:
    state = row.worst if row else Suspicion.UNKNOWN if is_here else None
    words = state.value if state else ""
    return hexagon(place, words, _KINDS[state] if state else "blank")
