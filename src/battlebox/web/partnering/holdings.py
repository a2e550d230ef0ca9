"""Things held: what partners sent and what our own desk made, as far as this officer may see each.

Law: the gate is asked of each thing for this person; the number kept back is said, and nothing of what they are.
Not here: what leaves (web.taxii, given.py).
"""

from __future__ import annotations

from typing import Any, Final

from django.http import HttpResponse

from battlebox.desk import Act
from battlebox.share.release import Held, Reach
from battlebox.web.asking import OfficerRequest, in_incident
from battlebox.web.incident.at_desk import AtDesk
from battlebox.web.incident.wording import ago, when
from battlebox.web.models import IntelObject
from battlebox.web.partnering.seen import name_of, names_of_bodies, seen_of, way_in
from battlebox.web.tables import Cell, Column, Kind, Table, table_page

THINGS_MOST: Final = 2000
"""How many of the newest a page shows."""
COLUMNS: Final = (
    Column("thing", "What"),
    Column("kind", "Kind", Kind.CHOICE),
    Column("label", "Label that binds it", Kind.CHOICE),
    Column("owner", "Whose", Kind.CHOICE),
    Column("at", "Came", Kind.TIME),
    Column("source", "By", Kind.CHOICE),
    Column("state", "How it stands", Kind.CHOICE),
)


@in_incident
def held_things(request: OfficerRequest) -> HttpResponse:
    """The newest version of each thing that the officer's body holds, and this officer may see."""
    desk = AtDesk.of(request)
    found = IntelObject.objects.filter(ours=desk.officer.body, is_newest=True)
    rows = list(found.select_related("reach").order_by("-pk")[:THINGS_MOST])
    seen, names = seen_of(desk, rows), names_of_bodies(desk)
    may = desk.officer.may(Act.PARTNER)
    table = Table(
        "held", "Things held", COLUMNS,
        [_row(desk, row, seen[row.pk], names, may=may) for row in rows if row.pk in seen], stacked=True,
        empty="Nothing is held that you may see.",
    )  # fmt: skip
    return table_page(request, "partnering/held.html", table, here="partners", back_kept=len(rows) - len(seen),
                      most=THINGS_MOST if len(rows) == THINGS_MOST else 0, back=desk.at("partners"))  # fmt: skip


def _row(desk: AtDesk, row: IntelObject, held: Held, names: Any, *, may: bool) -> dict[str, Any]:
    label = Reach.from_text(row.reach.text).label
    state = "Kept apart" if row.is_quarantined else "In dispute" if row.is_disputed else "Held"
    ours = row.owner == desk.officer.body
    return {
        "thing": Cell(name_of(held.thing), link=desk.at("loosen_thing", row.pk) if may else "", note=row.stix_id),
        "kind": row.kind.replace("-", " "),
        "label": label.to_text() if label is not None else "No label",
        "owner": "Ours" if ours else names.get(row.owner, desk.body_name(row.owner)),
        "at": Cell(f"{when(row.received_at, desk.sight.now)}, {ago(row.received_at, desk.sight.now)}",
                   order=row.received_at),
        "source": way_in(row.source),
        "state": Cell(state, tag="yellow" if state != "Held" else ""),
    }  # fmt: skip
