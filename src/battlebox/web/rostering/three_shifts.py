"""Three shifts: who the plain rule would put where, kept as a sheet, then changed seat by seat by people.

Law: a person chooses, and says why; what speaks against it is said beside it and forbids nothing.
Not here: the rule and the warnings (desk, engine), asking people (posts.py).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, Final
from urllib.parse import urlencode

from django import forms
from django.http import Http404, HttpResponse

from battlebox.desk import Act
from battlebox.desk.command import Grid
from battlebox.desk.record import Saved
from battlebox.desk.roster import (
    SHIFT_LASTS,
    SHIFTS,
    Chair,
    DaySheet,
    KeptSheet,
    keep_sheet,
    proposed,
    seat,
    sheet_of,
    sheets_of,
)
from battlebox.web.asking import OfficerRequest, in_incident
from battlebox.web.forms import Version
from battlebox.web.incident.entry import PlainForm, entry, seen_or_404
from battlebox.web.incident.saying import when_said
from battlebox.web.moment import MomentField
from battlebox.web.pages import page
from battlebox.web.rostering.staff import Staff
from battlebox.web.tables import Cell

HEADS: Final = ("Seat", "Who", "Why", "Change", "Ask")
PAPER_HEADS: Final = ("Seat", "Who", "By hand, if somebody else", "Came", "Went")
NAMES: Final = ("First", "Second", "Third")
_BLANK_ROWS: Final = 1


class KeepForm(PlainForm):
    """When the first of the three shifts begins."""

    begins = MomentField(label="When the first shift begins")


class SeatForm(PlainForm):
    """Who sits there, and why."""

    person = forms.ChoiceField(label="Who sits there", required=False)
    why = forms.CharField(label="Why", max_length=300, help_text="Why this person, or why nobody.")


@in_incident
def three_shifts(request: OfficerRequest) -> HttpResponse:
    """The sheet that was kept last; with none, or an old one, what the plain rule would say now."""
    staff = Staff.of(request)
    desk = staff.desk
    things = sheets_of(desk.sight)
    kept = sheet_of(desk.sight, things[0], staff.people) if things else None
    running = kept is not None and not kept.is_over(desk.sight.now)
    begins = kept.sheet.value.begins if kept and running else desk.sight.now
    chairs = kept.chairs if kept and running else _proposed(staff, begins)
    return page(
        request,
        "rostering/three_shifts.html",
        here="people",
        beside=staff.beside("three_shifts"),
        kept=kept if running else None,
        shifts=_shown(staff, chairs, begins, kept if running else None),
        heads=HEADS,
        empty=[each for each in chairs if not each.person],
        warned=[f"{staff.name_of(each.person)}, {each.of.what}, {NAMES[each.shift].lower()} shift: {words}"
                for each in chairs for words in each.warnings],
        keep=desk.at("keep_shifts") if desk.officer.may(Act.DRAFT_IN) else "",
        paper=desk.at("shifts_paper"),
    )  # fmt: skip


@in_incident
def keep_shifts(request: OfficerRequest) -> HttpResponse:
    """Keep what the plain rule says from a time on."""
    staff = Staff.of(request)
    desk = staff.desk
    form = KeepForm.asked(request, initial={"begins": _next_half_hour(desk.sight.now)})

    def act() -> Saved:
        begins = form.cleaned_data["begins"]
        sheet = DaySheet(desk.officer.body, begins, staff.places)
        names = {each.id: each.name for each in staff.people}
        return keep_sheet(desk.record, desk.officer, sheet, _proposed(staff, begins), names)

    return entry(
        desk,
        form,
        act,
        desk.at("three_shifts"),
        title="Draw up three shifts",
        here="people",
        words="Whoever is here and fresh takes the first shift, whoever is at home the second, whoever goes home now "
        "the third. It is worked out when you press the button; then change it seat by seat. Nobody is told by this: "
        "ask each of them.",
        button="Draw it up and keep it",
    )


@in_incident
def change_seat(request: OfficerRequest, name: str, place: str) -> HttpResponse:
    """Put somebody else into a seat, or nobody."""
    staff = Staff.of(request)
    desk = staff.desk
    kept = seen_or_404(lambda: sheet_of(desk.sight, f"shift/{name}", staff.people))
    chair = next((each for each in kept.chairs if each.name == place), None)
    if chair is None:
        raise Http404
    heads = [each.entry for each in (chair.said, *chair.others) if each]
    form = SeatForm.asked(
        request,
        seen=heads,
        initial={"person": chair.person, "why": ""},
        choices={"person": staff.choices(("", "Nobody"))},
    )
    title = f"{chair.of.what}, {_when(kept.sheet.value.begin_of(chair.shift))}"
    if form.is_ready() and form.overtaken(heads, _versions(staff, chair)):
        return page(request, "places/entry_form.html", here="people", form=form, title=title,
                    cancel=desk.at("three_shifts"))  # fmt: skip
    return entry(
        desk,
        form,
        lambda: seat(
            desk.record, desk.officer, kept.thing, (chair.shift, chair.place),
            staff.someone(form.cleaned_data["person"]), form.cleaned_data["why"], over=frozenset(form.seen_entries),
        ),
        desk.at("three_shifts"),
        title=title,
        here="people",
        warn="; ".join(chair.warnings),
        button="Save",
    )  # fmt: skip


@in_incident
def shifts_paper(request: OfficerRequest) -> HttpResponse:
    """The sheet as one side of A4, with room for names, and for who came and went."""
    staff = Staff.of(request)
    desk = staff.desk
    things = sheets_of(desk.sight)
    kept = sheet_of(desk.sight, things[0], staff.people) if things else None
    if kept is None or kept.is_over(desk.sight.now):
        begins, chairs, drawn = (
            desk.sight.now,
            _proposed(staff, desk.sight.now),
            "Proposed by the plain rule, not kept.",
        )
    else:
        begins, chairs, drawn = kept.sheet.value.begins, kept.chairs, f"Kept as entry {kept.sheet.number}."
    grids = tuple(
        (f"{NAMES[shift]} shift: {_when(begins + shift * SHIFT_LASTS)}", _grid(staff, chairs, shift))
        for shift in range(SHIFTS)
    )
    return staff.paper("three-shifts", "Three shifts", says=(f"{drawn} A mark (!) is explained on the page.",),
                       grids=grids)  # fmt: skip


def _grid(staff: Staff, chairs: Iterable[Chair], shift: int) -> Grid:
    rows = tuple(
        (each.of.what, f"{staff.name_of(each.person)}{' (!)' if each.warnings else ''}", "", "", "")
        for each in chairs
        if each.shift == shift
    )
    return Grid(PAPER_HEADS, (2.4, 2.8, 2.2, 0.8, 0.8), rows, _BLANK_ROWS)


def _proposed(staff: Staff, begins: datetime) -> tuple[Chair, ...]:
    return proposed(staff.people, staff.places, begins, staff.desk.sight.now)


def _shown(
    staff: Staff, chairs: Iterable[Chair], begins: datetime, kept: KeptSheet | None
) -> list[tuple[str, list[tuple[Any, ...]]]]:
    """The three shifts, each with its rows."""
    rows: list[list[tuple[Any, ...]]] = [[] for _ in range(SHIFTS)]
    for each in chairs:
        rows[each.shift].append(_row(staff, each, kept))
    return [(f"{NAMES[shift]} shift: {_when(begins + shift * SHIFT_LASTS)}", found) for shift, found in enumerate(rows)]


def _row(staff: Staff, chair: Chair, kept: KeptSheet | None) -> tuple[Any, ...]:
    desk = staff.desk
    notes = list(chair.warnings)
    notes += [f"two versions: {desk.name_of(each.by)} wrote {staff.name_of(each.value.person) or 'nobody'}"
              for each in chair.others]  # fmt: skip
    who = staff.name_of(chair.person)
    said = Cell(who, note="; ".join(notes)) if who else Cell("Nobody", tag="red")
    why = f"{chair.said.value.why} ({chair.said.number})" if chair.said else "the plain rule"
    if kept is None or not desk.officer.may(Act.DRAFT_IN):
        return (chair.of.what, said, why, "", "")
    name = kept.thing.partition("/")[2]
    change = Cell("Change", link=desk.at("change_seat", name, chair.name))
    seat_asked = urlencode({"sheet": name, "seat": chair.name})
    ask = Cell("Ask them" if who else "Ask somebody", link=f"{desk.at('ask_post')}?{seat_asked}")
    return (chair.of.what, said, why, change, ask)


def _versions(staff: Staff, chair: Chair) -> list[Version]:
    """What stands in a seat, for somebody who wrote about it meanwhile."""
    return [
        Version("Who sits there", staff.name_of(each.value.person) or "nobody", "what you chose below",
                staff.desk.name_of(each.by), when_said(each.at))
        for each in (chair.said, *chair.others)
        if each
    ]  # fmt: skip


def _when(begins: datetime) -> str:
    return f"{when_said(begins)} to {when_said(begins + SHIFT_LASTS)}"


def _next_half_hour(now: datetime) -> datetime:
    return now + timedelta(minutes=30 - now.minute % 30, seconds=-now.second, microseconds=-now.microsecond)
