"""What stands around one thing: lists first, the drawing of the same beside them.

Law: the drawing says nothing that the lists do not say; it is readable without script, on paper and without colour.
Not here: where boxes stand (drawing/layers.py), what is a neighbour (desk).
"""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from typing import Any, Final

from django.http import Http404, HttpResponse

from battlebox.desk.picture import DrawnLine, Neighbour, Neighbourhood, Side, Subject, Tie, neighbourhood_of, spoken_of
from battlebox.web.asking import OfficerRequest, in_incident
from battlebox.web.drawing.layers import BOX_HEIGHT, BOX_WIDTH, Box, Layout, lay_out
from battlebox.web.incident.at_desk import AtDesk
from battlebox.web.incident.lists import FALLBACK_OF, address_of
from battlebox.web.tables import Cell, Column, Kind, Table, table_page

DEPTHS: Final = ("1", "2", "3")
LETTERS: Final = 25
COLUMNS: Final = (
    Column("name", "Thing"),
    Column("side", "Where it stands", Kind.CHOICE),
    Column("steps", "Steps away", Kind.NUMBER),
    Column("state", "Now"),
    Column("kind", "Kind", Kind.CHOICE),
    Column("body", "Whose", Kind.CHOICE),
)
LINES: Final = (
    Column("of", "From"),
    Column("tie", "Line", Kind.CHOICE),
    Column("on", "To"),
    Column("words", "Meaning"),
)


@dataclass(frozen=True, slots=True)
class DrawnBox:
    """One box with its words, ready for the drawing: its upper left corner, lines of text, and how it is drawn."""

    key: str
    x: int
    y: int
    name: tuple[str, ...]
    body: str
    state: str
    title: str
    look: str
    address: str


@dataclass(frozen=True, slots=True)
class DrawnTie:
    """One line, ready for the drawing."""

    course: str
    look: str
    of: str
    on: str
    both_ways: bool


@in_incident
def around(request: OfficerRequest, name: str) -> HttpResponse:
    """What a thing needs, what needs it, and how an attacker could come or go; one to three steps."""
    desk = AtDesk.of(request)
    if name not in desk.estate.thing_by_id:
        raise Http404
    depth = request.GET.get("steps", "1")
    depth = depth if depth in DEPTHS else "1"
    found = neighbourhood_of(desk.picture, desk.names, spoken_of(desk.sight, Subject.SYSTEM), name, steps=int(depth))
    layout = lay_out([_place(each) for each in found.nodes], [_ends(line) for line in found.lines])
    boxes = [_box(desk, each, layout) for each in found.nodes]
    ties = [_tie(line, layout) for line in found.lines]
    named = {each.id: each.name for each in found.nodes}
    here = desk.at("around", name)
    return table_page(
        request,
        "places/around.html",
        Table("things", f"Around {found.centre.name}", COLUMNS, [_row(desk, each) for each in found.nodes[1:]],
              empty="The estate knows of nothing around it."),
        Table("lines", "How they hang together", LINES, [_line_row(line, named) for line in found.lines],
              empty="No lines."),
        here="services" if found.centre.kind == "service" else "systems",
        centre=found.centre,
        mark=desk.channels.mark(name),
        back=address_of(desk, name),
        depths=[(f"{each} step{'' if each == '1' else 's'}", f"{here}?steps={each}", each == depth) for each in DEPTHS],
        found=found,
        layout=layout,
        box=(BOX_WIDTH, BOX_HEIGHT),
        boxes=boxes,
        ties=ties,
        summary=_summary(found, int(depth)),
        drawing=_for_script(boxes, ties, layout),
    )  # fmt: skip


def _place(each: Neighbour) -> Box:
    """What needs it stands to the left, what it needs to the right; ways of an attacker below."""
    columns = {
        Side.CENTRE: (0, 0),
        Side.NEEDED_BY: (-each.steps, 0),
        Side.NEEDS: (each.steps, 0),
        Side.WAY_IN: (-each.steps, 1),
        Side.WAY_OUT: (each.steps, 1),
    }
    return Box(each.id, *columns[each.side])


def _ends(line: DrawnLine) -> tuple[str, str]:
    return (line.of, line.on)


def _box(desk: AtDesk, each: Neighbour, layout: Layout) -> DrawnBox:
    place = layout.places[each.id]
    state = ", ".join(each.states)
    look = "out" if each.is_out else "doubted" if each.is_doubted else "plain"
    return DrawnBox(
        key=each.id,
        x=place.x - BOX_WIDTH // 2,
        y=place.y - BOX_HEIGHT // 2,
        name=tuple(textwrap.wrap(_bare(desk, each), LETTERS, max_lines=2, placeholder=" ...")),
        body=textwrap.shorten(each.body, LETTERS + 3, placeholder=" ..."),
        state=textwrap.shorten(state.capitalize(), LETTERS + 3, placeholder=" ...") or each.kind,
        title=f"{each.name}, {each.body}: {state or 'nothing known against it'}",
        look=f"{look} centre" if each.side is Side.CENTRE else look,
        address=address_of(desk, each.id),
    )


def _bare(desk: AtDesk, each: Neighbour) -> str:
    """The name alone: the body has a line of its own in the box."""
    name = desk.estate.thing_by_id[each.id.removeprefix(FALLBACK_OF)].name
    return f"Fallback of {name}" if each.kind == "fallback" else name


def _tie(line: DrawnLine, layout: Layout) -> DrawnTie:
    """A curve from the side of one box to the side of the other; within a column it bows out."""
    of, on = layout.places[line.of], layout.places[line.on]
    half = BOX_WIDTH // 2
    if of.x == on.x:
        x, bow = of.x + half, of.x + half + 40
        course = f"M{x} {of.y} C{bow} {of.y} {bow} {on.y} {x} {on.y}"
    else:
        way = 1 if on.x > of.x else -1
        start, end = of.x + way * half, on.x - way * half
        middle = (start + end) // 2
        course = f"M{start} {of.y} C{middle} {of.y} {middle} {on.y} {end} {on.y}"
    looks = {Tie.NEED: "need", Tie.FALLBACK: "fallback", Tie.PATH: "attack"}
    return DrawnTie(course, looks[line.tie], line.of, line.on, line.both_ways)


def _row(desk: AtDesk, each: Neighbour) -> dict[str, Any]:
    return {
        "name": Cell(each.name, link=address_of(desk, each.id)),
        "side": each.side.value.capitalize(),
        "steps": each.steps,
        "state": _state(desk, each),
        "kind": each.kind.capitalize(),
        "body": each.body,
    }


def _state(desk: AtDesk, each: Neighbour) -> str:
    """How it is; of a channel that does not work, what serves instead."""
    states = ", ".join(each.states).capitalize() or "Nothing known against it"
    mark = desk.channels.mark(each.id)
    return f"{states}: {mark.sentence}" if mark.words else states


def _line_row(line: DrawnLine, named: dict[str, str]) -> dict[str, Any]:
    ties = {Tie.NEED: "needs", Tie.FALLBACK: "falls back on", Tie.PATH: "an attacker could go to"}
    both = ", and back" if line.both_ways else ""
    return {"of": named[line.of], "tie": ties[line.tie], "on": named[line.on], "words": line.words + both}


def _summary(found: Neighbourhood, depth: int) -> str:
    """The drawing in one sentence, for who cannot see it."""
    counts = {side: sum(each.side is side for each in found.nodes) for side in Side}
    out = sum(each.is_out for each in found.nodes)
    within = f"{depth} step{'' if depth == 1 else 's'}"
    return (
        f"{found.centre.name} in the middle; to the left {counts[Side.NEEDED_BY]} that need it, to the right "
        f"{counts[Side.NEEDS]} that it needs, within {within}; below, systems from which "
        f"({counts[Side.WAY_IN]}) or to which ({counts[Side.WAY_OUT]}) an attacker could go. {out} of them are out. "
        "The lists say the same."
    )


def _for_script(boxes: list[DrawnBox], ties: list[DrawnTie], layout: Layout) -> dict[str, Any]:
    """The same drawing for who has script: the same places, the same words."""
    return {
        "width": BOX_WIDTH,
        "height": BOX_HEIGHT,
        "tall": layout.height,
        "boxes": [
            {
                "id": each.key,
                "x": each.x + BOX_WIDTH // 2,
                "y": each.y + BOX_HEIGHT // 2,
                "words": "\n".join((*each.name, each.body, each.state)),
                "look": each.look,
                "address": each.address,
            }
            for each in boxes
        ],
        "ties": [{"of": each.of, "on": each.on, "look": each.look, "both": each.both_ways} for each in ties],
    }
