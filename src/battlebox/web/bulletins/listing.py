"""Bulletins: what we sent and who is silent, what came and how old it is.

Law: silence that has lasted stands before everything; how sure it is who signed stands beside each that came.
Not here: one of them (sent.py, came.py).
"""

from __future__ import annotations

from typing import Any, Final

from django.http import HttpResponse

from battlebox.desk import Act, unturned
from battlebox.desk.exchange import (
    ReceivedBulletin,
    SentBulletin,
    heard_of,
    is_silent,
    newer_than,
    received_of,
    sent_of,
    tasked,
    waits_for,
)
from battlebox.desk.record import Stated
from battlebox.web.asking import OfficerRequest, in_incident
from battlebox.web.bulletins.recorded import name_of
from battlebox.web.bulletins.shown import HERE
from battlebox.web.bulletins.silent import silence_words
from battlebox.web.incident.at_desk import AtDesk
from battlebox.web.incident.wording import ago, when
from battlebox.web.pages import page
from battlebox.web.tables import Cell

SENT_HEADS: Final = ("Number", "What about", "For", "Sent", "Who has it")
CAME_HEADS: Final = ("From", "What about", "Came", "Signed", "Told them", "Tasks")


@in_incident
def bulletins(request: OfficerRequest) -> HttpResponse:
    """Every bulletin of the officer's body, sent and received."""
    desk = AtDesk.of(request)
    may = desk.officer.may
    return page(
        request, "bulletins/bulletins.html", here=HERE, silent=silence_words(desk),
        sent=[_sent_row(desk, each) for each in sent_of(desk.sight)], sent_heads=SENT_HEADS,
        came=[_came_row(desk, each) for each in received_of(desk.sight)], came_heads=CAME_HEADS,
        new=desk.at("new_bulletin") if may(Act.BULLETIN) else "",
        take=desk.at("open_bulletin") if may(Act.TAKE_BULLETIN) else "",
        list_address=desk.at("call_back_list"), back=desk.at("partners"),
    )  # fmt: skip


def _sent_row(desk: AtDesk, each: Stated[SentBulletin]) -> tuple[Any, ...]:
    name, value, now = name_of(each.value.fingerprint), each.value, desk.sight.now
    waiting = waits_for(desk.sight, each, name)
    if not value.to:
        has: Cell = Cell(f"whoever {value.tlp.to_text()} lets have it")
    elif not waiting:
        has = Cell("All of them", tag="green")
    else:
        loud = is_silent(each, now)
        who = ", ".join(map(desk.body_name, waiting))
        has = Cell("Silent" if loud else "Waiting", tag="red" if loud else "grey", note=who)
    readers = ", ".join(map(desk.body_name, value.to)) or value.tlp.to_text()
    title = Cell(value.title, link=desk.at("sent_bulletin", name))
    return str(value.number), title, readers, f"{when(each.at, now)}, {ago(each.at, now)}", has


def _came_row(desk: AtDesk, each: Stated[ReceivedBulletin]) -> tuple[Any, ...]:
    got, now = each.value, desk.sight.now
    name = name_of(got.fingerprint)
    told, (made, still) = heard_of(desk.sight, name).get(desk.officer.body), tasked(desk.sight, got)
    seal = Cell(got.seal, tag="green" if got.is_checked else "orange", note=got.asked)
    newer = newer_than(desk.sight, got)
    over = f"Replaced by {newer}" if newer else "It has expired" if got.expires <= now else ""
    return (
        f"{unturned(got.issuer_name)}, {got.number}",
        Cell(unturned(got.title), link=desk.at("came_bulletin", name), note=over),
        f"{when(each.at, now)}, {ago(each.at, now)}",
        seal,
        when(told.at, now) if told else Cell("Not yet", tag="yellow"),
        f"{made}, {still} still to do" if made else "None yet",
    )
