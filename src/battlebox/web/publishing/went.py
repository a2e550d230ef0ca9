"""Where each fact went: every place that has its words, and each that must be put right, with the words to send.

Law: a place that may not be seen is not listed; a correction that may not leave yet says whom to ask.
Not here: sending a correction (publish.py for the public page, messages for the others), finding them (desk.tell).
"""

from __future__ import annotations

from typing import Final

from django.http import Http404, HttpResponse

from battlebox.desk import Act
from battlebox.desk.record import Stated
from battlebox.desk.tell import (
    RELEASE,
    Correction,
    Outlet,
    Release,
    Stays,
    corrections_due,
    releases_of,
    told_in,
    whole_of,
)
from battlebox.marking import Tlp, WayOut
from battlebox.share import LARGE_PT, ORDINARY_PT, POSTER_PT, WordsPage, words_paper
from battlebox.web.asking import OfficerRequest, in_incident
from battlebox.web.composing.rests import as_told
from battlebox.web.incident.at_desk import AtDesk
from battlebox.web.incident.entry import seen_or_404
from battlebox.web.incident.papers import paper_answer
from battlebox.web.incident.said import few_of
from battlebox.web.incident.saying import when_said
from battlebox.web.tables import Cell, Column, Kind, Table, table_page
from battlebox.web.telling.corrections import is_own_page
from battlebox.web.telling.fact_words import name_of

_ON_PAPER: Final = frozenset(
    {Outlet.POSTER, Outlet.LETTER, Outlet.STAFF_MEMO, Outlet.MEMBERS, Outlet.RADIO, Outlet.PHONE_MESSAGE, Outlet.PRESS}
)
COLUMNS: Final = (
    Column("fact", "Fact, as it went"),
    Column("where", "Where", Kind.CHOICE),
    Column("whom", "For"),
    Column("body", "By", Kind.CHOICE),
    Column("at", "When", Kind.TIME),
    Column("stands", "Now", Kind.CHOICE),
    Column("print", "On paper"),
)


@in_incident
def where_it_went(request: OfficerRequest) -> HttpResponse:
    """Corrections that are due first, then everything that left."""
    desk = AtDesk.of(request)
    due = corrections_due(desk.sight)
    wrong = {(each.thing, each.old.wording) for each in due}
    rows = [row for thing, went in reversed(releases_of(desk.sight)) for row in _rows(desk, thing, went, wrong)]
    table = Table("went", "Everything that left", COLUMNS, rows, empty="Nothing has left yet.", stacked=True)
    return table_page(
        request,
        "publishing/went.html",
        table,
        here="tell",
        due=[_due(desk, each) for each in due],
        publish=desk.at("publish"),
    )


def is_printed(desk: AtDesk, went: Stated[Release]) -> bool:
    """Whether it is words of this body that people hold in their hands, or read aloud."""
    return went.body == desk.officer.body and went.value.outlet in _ON_PAPER and not went.value.withdraws


@in_incident
def paper(request: OfficerRequest, name: str) -> HttpResponse:
    """What was let go as PDF, clean; a poster in the size of a door, anything in large print with `?large=1`."""
    desk, thing = AtDesk.of(request), f"{RELEASE}/{name}"
    went = seen_or_404(lambda: desk.sight.need(thing, "says", Release, what="release"))
    if not is_printed(desk, went):
        raise Http404
    whole = whole_of(desk.sight, thing, went)
    title, _, words = whole.words.partition("\n\n")
    is_poster, is_public = whole.outlet is Outlet.POSTER, whole.outlet.way is WayOut.PUBLIC
    sheet = WordsPage(
        title=title,
        words=words or title,
        body=desk.body_name(went.body),
        label="" if is_public else (went.tlp or Tlp.AMBER_STRICT).to_text(),
        stands="",
        drawn="" if is_poster else f"{went.number}, {when_said(whole.at)}",
    )
    size = POSTER_PT if is_poster else LARGE_PT if request.GET.get("large") else ORDINARY_PT
    return paper_answer(words_paper(sheet, whole.at, size_pt=size), "as-it-went")


def _rows(desk: AtDesk, thing: str, went: Stated[Release], wrong: set[tuple[str, str]]) -> list[dict[str, object]]:
    value = went.value
    found: list[dict[str, object]] = []
    for carried in value.carried:
        told = told_in(desk.sight, carried)
        words = "A fact that you may not see" if told is None else as_told(carried, told.value)
        is_wrong = told is not None and (thing, told.value.wording) in wrong
        found.append(
            {
                "fact": Cell(words, link=desk.at("entry", went.entry)),
                "where": f"{value.outlet.value.capitalize()}: {value.where}",
                "whom": desk.body_name(value.whom.body) if value.whom.body else "Everybody",
                "body": desk.body_name(went.body),
                "at": Cell(when_said(value.at), order=value.at),
                "stands": Cell("To be put right", tag="red")
                if is_wrong
                else Cell("It was withdrawn there" if value.withdraws else "As it went, or put right"),
                "print": Cell("Print it", link=desk.at("went_paper", name_of(thing))) if is_printed(desk, went) else "",
            }
        )
    return found


def _due(desk: AtDesk, each: Correction) -> dict[str, object]:
    value = each.went.value
    stays = each.may if isinstance(each.may, Stays) else None
    is_ours = each.went.body == desk.officer.body
    is_page = is_own_page(desk, each)
    may = is_ours and not is_page and desk.officer.may(Act.RELEASE)
    return {
        "where": f"{value.outlet.value.capitalize()}, {value.where}",
        "whom": desk.body_name(value.whom.body) if value.whom.body else "",
        "body": desk.body_name(each.went.body),
        "when": when_said(value.at),
        "entry": desk.at("entry", each.went.entry),
        "was": each.old.outward if each.is_kept else "",
        "words": each.words,
        "withdrawal": "" if each.is_kept else each.withdrawal,
        "why": stays.why if stays else "",
        "ask": few_of(desk, stays.ask) if stays and stays.ask else "",
        "is_page": is_page,
        "correct": desk.at("correct_fact", name_of(each.fact), name_of(each.thing)) if may else "",
    }
