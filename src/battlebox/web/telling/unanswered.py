"""Who has not answered: people past their message's time, partners who were asked, bodies that must clear a fact.

Law: a body reads who has not answered it and nobody else; the longest wait stands first.
Not here: ringing them (commanding/ringing.py), the outbox, what came back.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.http import HttpResponse

from battlebox.desk.command import asks_of
from battlebox.desk.message import is_stopped
from battlebox.desk.tell import Standing
from battlebox.share.sending import State
from battlebox.web.asking import OfficerRequest, in_incident
from battlebox.web.clock_words import span_words
from battlebox.web.incident.at_desk import AtDesk
from battlebox.web.incident.saying import when_said
from battlebox.web.models import Addressed, Errand
from battlebox.web.tables import Cell, Column, Kind, Table, table_page
from battlebox.web.telling.fact_words import name_of
from battlebox.web.telling.facts import standings_of

COLUMNS: Final = (
    Column("who", "Who"),
    Column("kind", "Asked by", Kind.CHOICE),
    Column("what", "For what"),
    Column("since", "Waited for since", Kind.TIME),
    Column("long", "How long"),
)

NEVER_TOLD: Final = "Message, not told: it was stopped"


@dataclass(frozen=True, slots=True)
class Silent:
    """Somebody who was asked and has not answered: since when that is waited for, and where it stands."""

    who: str
    kind: str
    what: str
    since: datetime
    route: str
    name: str


@in_incident
def unanswered(request: OfficerRequest) -> HttpResponse:
    """Everybody who is waited for."""
    desk = AtDesk.of(request)
    now = desk.sight.now

    def dressed(row: Mapping[str, Any]) -> Mapping[str, Any]:
        each: Silent = row["silent"]
        return {**row, "what": Cell(each.what, link=desk.at(each.route, each.name))}

    rows = [
        {
            "who": each.who,
            "kind": each.kind,
            "what": each.what,
            "since": Cell(when_said(each.since), order=each.since),
            "long": span_words(now - each.since),
            "silent": each,
        }
        for each in silent_of(desk, standings_of(desk))
    ]
    table = Table(
        "silent", "Who has not answered", COLUMNS, rows, empty="Nobody is waited for.", dressed=dressed, stacked=True
    )
    return table_page(request, "desk/telling/unanswered.html", table, here="tell")


def silent_of(desk: AtDesk, standings: Iterable[Standing]) -> list[Silent]:
    """Everybody whom the officer's body waits for, the longest wait first."""
    found = [*_people(desk), *_partners(desk), *_bodies(desk, standings)]
    return sorted(found, key=lambda each: each.since)


def _people(desk: AtDesk) -> list[Silent]:
    """Those who were to say by a time that they have understood, and have not."""
    rows = Addressed.objects.filter(
        dispatch__incident=desk.record.incident,
        dispatch__body=desk.officer.body,
        dispatch__answer_by__lt=desk.sight.now,
        answered_at=None,
    ).values_list("name", "person", "dispatch__subject", "dispatch__answer_by", "dispatch__message")
    untold = {message: _untold(desk, message) for message in {row[-1] for row in rows}}
    return [
        Silent(
            name or person,
            NEVER_TOLD if person in untold[message] else "Message",
            subject,
            by or desk.sight.now,
            "message",
            name_of(message),
        )
        for name, person, subject, by, message in rows
    ]


def _untold(desk: AtDesk, message: str) -> frozenset[str]:
    """Of a stopped message, those whom it never reached: they cannot answer."""
    if not is_stopped(desk.record, message):
        return frozenset()
    ours = Errand.objects.filter(dispatch__message=message).order_by()
    perhaps = [each.value for each in State if each.is_told or each in (State.TRYING, State.UNKNOWN)]
    had = ours.filter(state__in=perhaps).values_list("person", flat=True)
    return frozenset(ours.values_list("person", flat=True)) - frozenset(had)


def _partners(desk: AtDesk) -> list[Silent]:
    """Bodies that were asked and have given no answer yet."""
    return [
        Silent(desk.body_name(each.asked.value.of), "Ask", each.asked.value.what, each.asked.value.at, "ask",
               name_of(each.thing))
        for each in asks_of(desk.sight)
        if each.asked.body == desk.officer.body and each.reply is None
    ]  # fmt: skip


def _bodies(desk: AtDesk, standings: Iterable[Standing]) -> list[Silent]:
    """Bodies that have said nothing of a fact of this one as it stands."""
    return [
        Silent(desk.body_name(body), "Clearance", each.fact.wording, each.said[0].at, "fact", name_of(each.thing))
        for each in standings
        if each.owner == desk.officer.body
        for body in each.asks
    ]
