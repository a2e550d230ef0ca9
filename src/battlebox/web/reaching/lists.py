"""The reach list: how many people are still to be reached, how old the list is, and what to be alarmed at.

Law: no name stands on these pages; a list of another body shows as much as was shared, and no more.
Not here: bringing one in (bring.py), names (opening.py), sheets (sheets.py), keeping it (keep.py).
"""

from __future__ import annotations

import re
from typing import Final

from django.http import Http404, HttpResponse

from battlebox.desk import Act, DeskError
from battlebox.desk.reach import (
    Brought,
    Opened,
    PatchCount,
    ReachCount,
    SheetState,
    Tally,
    Whereabouts,
    by_patch,
    count_of,
    counts_of,
    course_of_list,
    keys_of,
    own_list,
    sheets_of,
)
from battlebox.desk.record import Stated
from battlebox.web.asking import OfficerRequest, in_incident
from battlebox.web.held import held, seconds_left
from battlebox.web.incident.at_desk import AtDesk
from battlebox.web.incident.entry import seen_or_404
from battlebox.web.incident.saying import when_said
from battlebox.web.tables import Cell, Column, Kind, Table, table_page

COUNTS: Final = (
    Column("not_reached", "Not reached", Kind.NUMBER),
    Column("to_reach", "To reach", Kind.NUMBER),
    Column("no_reply", "No reply", Kind.NUMBER),
    Column("visit_due", "Visit due", Kind.NUMBER),
    Column("help_now", "Needs help now", Kind.NUMBER),
    Column("safe", "Safe", Kind.NUMBER),
    Column("in_hospital", "In hospital", Kind.NUMBER),
    Column("wrong_details", "Wrong details", Kind.NUMBER),
    Column("people", "People", Kind.NUMBER),
)
# Whose it is stands last: on a phone the first columns are seen, and those are who is not reached.
LISTS: Final = (Column("source", "List"), *COUNTS[:3], *COUNTS[4:6], COUNTS[8], Column("age", "How old"),
                Column("body", "Of", Kind.CHOICE))  # fmt: skip
PATCHES: Final = (Column("patch", "Patch", Kind.CHOICE), Column("need", "Need", Kind.CHOICE), *COUNTS)
SHEETS: Final = (
    Column("number", "Sheet"),
    Column("where", "Where it is", Kind.CHOICE),
    Column("way", "For", Kind.CHOICE),
    Column("patch", "Patch and need"),
    Column("people", "People", Kind.NUMBER),
    Column("taken_by", "Taken by"),
    Column("due", "Back by", Kind.TIME),
)


@in_incident
def reach(request: OfficerRequest) -> HttpResponse:
    """Every list that may be seen, with its counts and alarms."""
    desk = AtDesk.of(request)
    counts = counts_of(desk.sight)
    rows = [_count_row(desk, each) for each in counts]
    empty = "No list was brought in. Ask each service for its extract: telecare, tonight's homeless, home care first."
    return table_page(
        request,
        "places/reach.html",
        Table("lists", "Lists of people to reach", LISTS, rows, empty=empty),
        here="reach",
        list_alarms=[f"{each.source}: {words}" for each in counts for words in each.alarms],
        bring=desk.at("bring_file") if desk.officer.may(Act.BRING_LIST) else "",
        key_back=desk.at("find_sheet") if desk.officer.may(Act.REACH) else "",
    )


@in_incident
def reach_list(request: OfficerRequest, name: str) -> HttpResponse:
    """One list: counts by patch and need, its sheets, and what may be done with it."""
    desk, thing = asked_list(request, name)
    count = seen_or_404(lambda: count_of(desk.sight, thing))
    patches = Table("patches", "By patch and need", PATCHES, [_patch_row(each) for each in by_patch(desk.sight, thing)])
    mine = _own(desk, thing)
    sheets = sheets_of(desk.sight, thing) if mine else ()
    rows = [_sheet_row(desk, each) for each in reversed(sheets)]
    table = Table("sheets", "Sheets", SHEETS, rows, empty="No sheet was printed yet.")
    return table_page(
        request,
        "places/reach_list.html",
        *((patches, table) if mine else (patches,)),
        here="reach",
        count=count,
        tally=_tally_rows(count.tally),
        terms=_terms(desk, thing, mine) if mine else (),
        left_out=mine.value.left_out if mine else (),
        acts=[(*act, False) for act in _acts(desk, name, thing, open_now=is_open(request, thing))] if mine else (),
        open_minutes=round(seconds_left(request, thing) / 60) if is_open(request, thing) else None,
        close=desk.at("put_away", name),
        people=desk.at("reach_people", name),
    )


def asked_list(request: OfficerRequest, name: str) -> tuple[AtDesk, str]:
    """The desk, and the list that an address names."""
    return AtDesk.of(request), f"list/{name}"


def own_or_404(desk: AtDesk, thing: str) -> Stated[Brought]:
    """A list of one's own body; any other is not there."""
    return seen_or_404(lambda: own_list(desk.sight, thing))


def is_open(request: OfficerRequest, thing: str) -> bool:
    """Whether this session holds the list open."""
    return held(request, thing, Opened) is not None


def opened_or_none(desk: AtDesk, thing: str) -> Opened | None:
    """The list, where this session holds it open and this officer opened it for the body they act for now."""
    found = held(desk.request, thing, Opened)
    if found is None or found.by != desk.officer.id or found.list != thing:
        return None
    if not desk.officer.may(Act.HOLD_LIST):
        return None
    own_or_404(desk, thing)
    return found


def sheet_number(number: str) -> str:
    """A sheet's number as it stands in an address; anything else is not there."""
    clean = "".join(number.split()).upper()
    if not re.fullmatch(r"[0-9A-Z-]{1,20}", clean):
        raise Http404
    return clean


def _own(desk: AtDesk, thing: str) -> Stated[Brought] | None:
    try:
        return own_list(desk.sight, thing)
    except DeskError:
        return None


def _acts(desk: AtDesk, name: str, thing: str, *, open_now: bool) -> list[tuple[str, str]]:
    """What this officer may do with a list now, in words with addresses."""
    course = course_of_list(desk.sight, thing)
    acts: list[tuple[str, str]] = []
    if desk.officer.may(Act.REACH):
        acts.append(("Register of sheets (PDF)", desk.at("register_paper", name)))
    if not desk.officer.may(Act.HOLD_LIST):
        return acts
    has_partners = bool(desk.request.incident.bodies - {desk.officer.body})
    if course.in_use:
        prints = [("Print sheets", desk.at("print_sheets", name))] if desk.officer.may(Act.BRING_LIST) else []
        acts = [
            *(prints if open_now else [("Open it", desk.at("open_list", name))]),
            *acts,
            ("Keep it longer", desk.at("extend_list", name)),
            ("Replace a key holder", desk.at("replace_holder", name)),
            *([("Share its counts with a partner", desk.at("share_list", name))] if has_partners else []),
            ("Close it", desk.at("close_list", name)),
        ]
    return [*acts, ("Remove keys no longer needed", desk.at("remove_keys", name))]


def _terms(desk: AtDesk, thing: str, mine: Stated[Brought]) -> list[tuple[str, str]]:
    terms = mine.value.terms
    course = course_of_list(desk.sight, thing)
    try:
        holders = ", ".join(keys_of(desk.sight, thing).posts)
    except DeskError:
        holders = "none: its keys were removed, and no names can be shown"
    return [
        ("State", "In use" if course.in_use else f"Closed: {course.why}"),
        ("Purpose", terms.purpose),
        ("Lawful basis", terms.lawful_basis),
        ("Who answers for the data", terms.controller),
        ("Kept until", when_said(course.expires) + (f" ({course.why})" if course.why and course.in_use else "")),
        ("Retention", terms.retention),
        ("Key holders", holders),
        ("Brought in", f"entry {mine.number}, {desk.name_of(mine.by)}"),
    ]


def _tally_rows(tally: Tally) -> list[tuple[str, str]]:
    return [(column.title, str(getattr(tally, column.key))) for column in COUNTS]


def _numbers(tally: Tally) -> dict[str, object]:
    return {column.key: getattr(tally, column.key) for column in COUNTS}


def _count_row(desk: AtDesk, count: ReachCount) -> dict[str, object]:
    note = "" if count.in_use else "Closed"
    if count.kept_back:
        note = f"{count.kept_back} outcomes are not shared with us"
    link = desk.at("reach_list", count.list.partition("/")[2])
    return {
        **_numbers(count.tally),
        "source": Cell(count.source, link=link, note=note),
        "body": desk.body_name(count.body),
        "age": Cell(count.age, order=count.extracted),
    }


def _patch_row(count: PatchCount) -> dict[str, object]:
    return {**_numbers(count.tally), "patch": count.patch, "need": count.need}


def _sheet_row(desk: AtDesk, state: SheetState) -> dict[str, object]:
    sheet = state.sheet
    late = state.is_late(desk.sight.now)
    lost = state.whereabouts is Whereabouts.LOST
    words = "Late" if late else state.where.capitalize()
    colour = "red" if late or lost else "green" if state.whereabouts is Whereabouts.RETURNED else "blue"
    return {
        "number": Cell(sheet.number, link=desk.at("sheet", sheet.number)),
        "where": Cell(words, tag=colour),
        "way": sheet.way.value,
        "patch": f"{sheet.patch}: {sheet.need}",
        "people": len(sheet.places),
        "taken_by": sheet.taken_by or "Nobody yet",
        "due": Cell(when_said(sheet.due), order=sheet.due),
    }
