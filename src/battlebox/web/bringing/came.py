"""What came from whom: for each body how much by which way, and every file that was brought, with what became of it.

Law: counts and ids; what a thing says is on Things held, for whoever may see it.
Not here: bringing a file (pages.py), things (web.partnering).
"""

from __future__ import annotations

from collections import Counter
from typing import Any, Final

from django.db.models import Count, Max
from django.http import HttpResponse

from battlebox.desk import Act
from battlebox.web.asking import OfficerRequest, in_incident
from battlebox.web.incident.at_desk import AtDesk
from battlebox.web.incident.wording import ago, when
from battlebox.web.models import Arrival, Document, IntelObject
from battlebox.web.partnering.seen import names_of_bodies, way_in
from battlebox.web.tables import Cell, Column, Kind, Table, table_page

FILES_MOST: Final = 1000
COLUMNS: Final = (
    Column("at", "When", Kind.TIME),
    Column("owner", "From", Kind.CHOICE),
    Column("way", "How", Kind.CHOICE),
    Column("file", "What"),
    Column("became", "What became of it"),
)


@in_incident
def came(request: OfficerRequest) -> HttpResponse:
    """What came, the newest first: files one by one, what came by machine as one line for each body and way."""
    desk = AtDesk.of(request)
    home = desk.officer.body
    names = names_of_bodies(desk)
    files = Arrival.objects.filter(ours=home).exclude(kept_at=None)[:FILES_MOST]
    rows = [_file(desk, each, names) for each in files] + _by_machine(desk, names)
    rows.sort(key=lambda row: row["at"].order, reverse=True)
    table = Table("came", "What came from whom", COLUMNS, rows, stacked=True, empty="Nothing has come yet.")
    mine = Arrival.objects.filter(ours=home, kept_at=None, by=desk.officer.id) if desk.officer.may(Act.PARTNER) else ()
    documents = Document.objects.filter(ours=home).count()
    return table_page(
        request, "bringing/came.html", table, here="partners",
        waiting=[(each.name, desk.at("arrival", each.pk)) for each in mine],
        documents=documents, listed=desk.at("documents"),
        new=desk.at("bring_in") if desk.officer.may(Act.PARTNER) else "", back=desk.at("partners"),
    )  # fmt: skip


def _by_machine(desk: AtDesk, names: Any) -> list[dict[str, Any]]:
    """One line for each body and way, but for files."""
    found = (
        IntelObject.objects.filter(ours=desk.officer.body)
        .exclude(source__in=("file", ""))
        .values_list("owner", "source")
        .annotate(many=Count("pk"), last=Max("received_at"))
    )
    return [
        {
            "at": Cell(_when(desk, last), order=last),
            "owner": _called(desk, owner, names),
            "way": way_in(source),
            "file": "everything so far",
            "became": f"{many} held",
        }
        for owner, source, many, last in found
    ]


def _file(desk: AtDesk, row: Arrival, names: Any) -> dict[str, Any]:
    counts = Counter(each["state"] for each in row.told)
    return {
        "at": Cell(_when(desk, row.kept_at), order=row.kept_at),
        "owner": _called(desk, row.owner, names),
        "way": way_in("file"),
        "file": Cell(row.name, link=desk.at("arrival", row.pk), note=row.forms),
        "became": ", ".join(f"{many} {state}" for state, many in sorted(counts.items(), reverse=True)) or "nothing",
    }


def _when(desk: AtDesk, at: Any) -> str:
    return f"{when(at, desk.sight.now)}, {ago(at, desk.sight.now)}"


def _called(desk: AtDesk, body: str, names: Any) -> str:
    return "Ours" if body == desk.officer.body else str(names.get(body, desk.body_name(body)))
