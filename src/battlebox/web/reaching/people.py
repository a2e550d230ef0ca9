"""The people of an open list: what became of each, with the notes that came back on sheets; who needs help now first.

Law: names, and notes on them, only while this session holds the list open; no address carries more than a line of it.
No search and no sorting: both would put names into addresses.
Not here: opening and putting away (reaching/opening.py), sheets (reaching/sheets.py).
"""

from __future__ import annotations

import re
from typing import Any, Final

from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from battlebox.desk import Act
from battlebox.desk.reach import Fate, Level, Opened, Past, Person, histories_of, history_of
from battlebox.web.asking import OfficerRequest, in_incident
from battlebox.web.held import seconds_left
from battlebox.web.incident.at_desk import AtDesk
from battlebox.web.incident.saying import when_said
from battlebox.web.pages import page
from battlebox.web.reaching.lists import asked_list, opened_or_none, own_or_404
from battlebox.web.tables import Cell

PEOPLE_HEADS: Final = ("Line", "Name", "What became of them", "Patch", "Need", "Level", "Reach by", "Mind")
HELP_HEADS: Final = ("Name", "Since", "Note", "Reach by", "Mind", "Patch and need")
PAST_HEADS: Final = ("When", "What was found", "Note", "Who rang or went", "On paper", "Keyed by, in entry")
TO_REACH: Final = "still to reach"


@in_incident
def people(request: OfficerRequest, name: str) -> HttpResponse:
    """Everybody on an open list, by its lines; those who need help now stand above them by name."""
    desk, thing = asked_list(request, name)
    own_or_404(desk, thing)
    opened = opened_or_none(desk, thing)
    if opened is None:
        return redirect(desk.at("open_list", name))
    pasts = histories_of(desk.sight, thing, opened)
    lines = [(place, each, pasts.get(place, ())) for place, each in enumerate(opened.people)]
    return _shown(
        desk,
        opened,
        "people",
        help_heads=HELP_HEADS,
        help_now=[
            (_name(desk, opened, place), when_said(past[0].outcome.at), _note(past), _reach_by(each), _mind(each),
             f"{each.patch}: {each.need}")
            for place, each, past in lines
            if past and past[0].outcome.fate is Fate.HELP_NOW
        ],
        heads=PEOPLE_HEADS,
        rows=[
            (place + 1, _name(desk, opened, place), Cell(_became(past), note=_note(past)), each.patch, each.need,
             each.level.value, _reach_by(each), _mind(each))
            for place, each, past in lines
        ],
        back=desk.at("reach_list", name),
    )  # fmt: skip


@in_incident
def person(request: OfficerRequest, name: str, line: str) -> HttpResponse:
    """One person of an open list: how to reach them, and every word on them, the latest first."""
    desk, thing = asked_list(request, name)
    own_or_404(desk, thing)
    opened = opened_or_none(desk, thing)
    if opened is None:
        return redirect(desk.at("open_list", name))
    place = int(line) - 1 if re.fullmatch(r"[1-9]\d{0,6}", line, re.ASCII) else len(opened.people)
    if place >= len(opened.people):
        raise Http404
    who, past = opened.people[place], history_of(desk.sight, thing, place, opened)
    sheet = past[0].outcome.sheet if past else ""
    return _shown(
        desk,
        opened,
        "person",
        name=who.name,
        helps=bool(past) and past[0].outcome.fate is Fate.HELP_NOW,
        facts=_facts(who, place + 1, past),
        heads=PAST_HEADS,
        rows=[_past(each) for each in past],
        mend=f"{desk.at('mend_line', sheet)}?line={past[0].outcome.line}"
        if sheet and desk.officer.may(Act.REACH)
        else "",
        sheet=sheet,
        line=past[0].outcome.line if past else 0,
        back=desk.at("reach_people", name),
    )


def _shown(desk: AtDesk, opened: Opened, template: str, **more: Any) -> HttpResponse:
    """A page with names on it: kept by no browser, with how long the list stays open and a way to put it away."""
    answer = page(
        desk.request,
        f"places/reach_{template}.html",
        here="reach",
        minutes=round(seconds_left(desk.request, opened.list) / 60),
        put_away=desk.at("put_away", opened.list.partition("/")[2]),
        **more,
    )
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _name(desk: AtDesk, opened: Opened, place: int) -> Cell:
    address = desk.at("reach_person", opened.list.partition("/")[2], place + 1)
    return Cell(opened.people[place].name, link=address)


def _facts(who: Person, place: int, past: tuple[Past, ...]) -> list[tuple[str, str]]:
    level = who.level.value if who.level is not Level.NOT_SAID else "not said"
    return [
        ("What became of them", _became(past).capitalize()),
        ("Reach by", _reach_by(who) or "no number and no address"),
        ("Address", who.address or "not in the list"),
        ("Mind", _mind(who) or "nothing in the list"),
        ("Patch and need", f"{who.patch}: {who.need}"),
        ("Level", level),
        ("Line of the list", str(place)),
    ]


def _past(each: Past) -> tuple[str, ...]:
    said = each.outcome
    paper = f"{said.sheet}, line {said.line}" if said.sheet else "none"
    return (when_said(said.at), _fate(each), each.note, said.found_by, paper, f"{each.by}, {each.number}")


def _became(past: tuple[Past, ...]) -> str:
    return f"{_fate(past[0])}, {when_said(past[0].outcome.at)}, {past[0].outcome.found_by}" if past else TO_REACH


def _fate(each: Past) -> str:
    tries = each.outcome.tries
    return each.outcome.fate.value + (f", {tries} times" if tries > 1 else "")


def _note(past: tuple[Past, ...]) -> str:
    """The latest note on a person; what came before stands on their own page."""
    return next((each.note for each in past if each.note), "")


def _reach_by(who: Person) -> str:
    return "do not phone" if who.do_not_phone else ", ".join(who.phones) or who.address


def _mind(who: Person) -> str:
    return "; ".join(
        filter(
            None,
            (
                "do not phone" if who.do_not_phone else "",
                "two people visit" if who.two_person else "",
                f"interpreter: {who.language}" if who.language else "",
                who.note,
            ),
        )
    )
