"""Facts: what is said to be so, what is not yet known, who must clear each, and what went out and is wrong by now.

Law: what is not known yet is a fact like any other and stands with the rest; nothing is hidden for not being cleared.
Not here: one fact (fact.py), acting on one (fact_acts.py).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from django.http import HttpResponse

from battlebox.desk import Act
from battlebox.desk.tell import Standing, Status, facts_of, standing_of
from battlebox.web.asking import OfficerRequest, in_incident
from battlebox.web.incident.at_desk import AtDesk
from battlebox.web.incident.saying import when_said
from battlebox.web.tables import Cell, Column, Kind, Table, table_page
from battlebox.web.telling.corrections import put_right_parts
from battlebox.web.telling.fact_words import (
    bodies_words,
    clearance_words,
    contrary_rows,
    name_of,
    status_cell,
    thing_of,
    twin_rows,
)
from battlebox.web.telling.statements import statement_links

COLUMNS: Final = (
    Column("wording", "What is said"),
    Column("status", "Status", Kind.CHOICE),
    Column("clearance", "Clearance", Kind.CHOICE),
    Column("about", "About whom"),
    Column("label", "Label", Kind.CHOICE),
    Column("source", "Who says so"),
    Column("checked", "Last checked", Kind.TIME),
    Column("entry", "Entry"),
)


@in_incident
def facts(request: OfficerRequest) -> HttpResponse:
    """Every fact that may be seen."""
    desk = AtDesk.of(request)
    standings = standings_of(desk)
    body = desk.officer.body
    table = Table("facts", "Facts", COLUMNS, [_row(desk, each) for each in standings],
                  empty="No fact was stated yet. Begin with what is not known.", stacked=True)  # fmt: skip
    may = desk.officer.may(Act.FACT) and desk.has_estate
    may_put = bool(standings) and desk.has_estate and desk.officer.may(Act.RELEASE)
    return table_page(
        request,
        "desk/telling/facts.html",
        table,
        here="tell",
        waits=[_link(desk, each) for each in standings if body in each.asks],
        unknown=[_link(desk, each) for each in standings if each.fact.status is Status.UNKNOWN],
        **put_right_parts(desk),
        twice=[twin_rows(desk, each) for each in said_twice(standings)],
        contrary=[contrary_rows(desk, each) for each in contradicting(standings)],
        statements=statement_links(desk),
        together=desk.at("propose_statement") if may_put else "",
        new=desk.at("state_fact") if may else "",
        prepared=desk.at("prepared_fact") if may else "",
    )  # fmt: skip


def standings_of(desk: AtDesk) -> list[Standing]:
    """Every fact with what bears on its leaving, the newest first."""
    return [standing_of(desk.sight, thing) for thing, _ in reversed(facts_of(desk.sight))]


def said_twice(standings: list[Standing]) -> list[Standing]:
    """Of facts that say the same words under other bounds, the newest: each wording once."""
    return _newest(standings, lambda each: each.twins if each.at_odds else ())


def contradicting(standings: list[Standing]) -> list[Standing]:
    """Of facts that contradict each other, the newest of each such group."""
    return _newest(standings, lambda each: each.against)


def _newest(standings: list[Standing], others: Callable[[Standing], tuple[Standing, ...]]) -> list[Standing]:
    """The first of each group: those that have others, which are in the group with them."""
    found: dict[frozenset[str], Standing] = {}
    for each in standings:
        if others(each):
            found.setdefault(frozenset({each.thing, *(other.thing for other in others(each))}), each)
    return list(found.values())


def _link(desk: AtDesk, standing: Standing) -> tuple[str, str]:
    return standing.fact.wording, desk.at("fact", name_of(standing.thing))


def _row(desk: AtDesk, standing: Standing) -> dict[str, object]:
    fact, now = standing.fact, standing.said[0]
    clear = clearance_words(desk, standing)
    about = [*(desk.body_name(each) for each in fact.about), *(thing_of(desk, each) for each in fact.systems)]
    return {
        "wording": Cell(fact.wording, link=desk.at("fact", name_of(standing.thing)),
                        note="" if standing.owner == desk.officer.body else bodies_words(desk, [standing.owner])),
        "status": status_cell(standing),
        "clearance": Cell(clear, tag="green" if clear == "Cleared" else "yellow"),
        "about": ", ".join(about) or "Nobody in particular",
        "label": fact.tlp.to_text(),
        "source": fact.source,
        "checked": Cell(when_said(fact.checked), order=fact.checked),
        "entry": now.number,
    }  # fmt: skip
