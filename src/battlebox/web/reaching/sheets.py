"""Sheets by their number: handed out, keyed back line by line, lost, mended; the register.

Law: who keys back needs no key and sees no name; a line without a tick is still to reach; a lost sheet is an alarm.
Not here: printing sheets (opening.py).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect

from battlebox.desk import Act, DeskError
from battlebox.desk.reach import (
    Fate,
    Reached,
    SheetState,
    SheetTick,
    Way,
    Whereabouts,
    hand_out,
    lose_sheet,
    outcomes_of,
    record_by_sheet,
    register_of,
    return_sheet,
    sheet_of,
)
from battlebox.share import register_paper
from battlebox.web.asking import OfficerRequest, in_incident
from battlebox.web.forms import DeskForm
from battlebox.web.incident.at_desk import AtDesk
from battlebox.web.incident.entry import entry, seen_or_404
from battlebox.web.incident.papers import paper_answer
from battlebox.web.incident.saying import when_said
from battlebox.web.moment import MomentField
from battlebox.web.pages import page
from battlebox.web.reaching.lists import asked_list, is_open, own_or_404, sheet_number

LINES_MOST: Final = 20
_FATES: Final = [(each.value, each.value.capitalize()) for each in Fate]
_NO_TICK: Final = ("", "No tick: still to reach")


class FindForm(DeskForm):
    """Which sheet."""

    keeps_drafts = False
    number = forms.CharField(label="Number of the sheet", max_length=20, help_text="Top left, such as SA-3.")


class HandOutForm(DeskForm):
    """Who takes it."""

    keeps_drafts = False
    taken_by = forms.CharField(label="Who takes it", max_length=120)


class LoseForm(DeskForm):
    """What is known."""

    keeps_drafts = False
    private_why = forms.CharField(
        label="What is known",
        widget=forms.Textarea,
        max_length=2000,
        help_text="Who had it, and where it was last seen. Name nobody who is on it.",
    )


class BackForm(DeskForm):
    """Who brought it back, and the box of each line."""

    keeps_drafts = False
    back_from = forms.CharField(label="Who brought it back", max_length=120)
    at = MomentField(label="When they rang or went")

    def __init__(self, *args: Any, lines: int, **more: Any) -> None:
        super().__init__(*args, **more)
        for number in range(lines + 1, LINES_MOST + 1):
            del self.fields[f"fate_{number}"], self.fields[f"private_note_{number}"]


def _line_fields() -> Mapping[str, forms.Field]:
    """The fields of every line that a sheet may have."""
    found: dict[str, forms.Field] = {}
    for number in range(1, LINES_MOST + 1):
        found[f"fate_{number}"] = forms.ChoiceField(
            label=f"Line {number}", choices=[_NO_TICK, *_FATES], required=False, initial=""
        )
        found[f"private_note_{number}"] = forms.CharField(
            label=f"Note on line {number}",
            max_length=1000,
            required=False,
            widget=forms.TextInput(attrs={"autocomplete": "off"}),
        )
    return found


BackForm.base_fields.update(_line_fields())


class MendForm(DeskForm):
    """One line: what was found, when, by whom."""

    keeps_drafts = False
    line = forms.IntegerField(label="Line", min_value=1, max_value=LINES_MOST)
    fate = forms.ChoiceField(label="What was found", choices=_FATES, widget=forms.RadioSelect)
    at = MomentField(label="When")
    found_by = forms.CharField(label="Who rang or went", max_length=120)
    private_note = forms.CharField(
        label="Note",
        max_length=1000,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text="Sealed: only a key holder reads it.",
    )


@in_incident
def find_sheet(request: OfficerRequest) -> HttpResponse:
    """A sheet by its number."""
    desk = AtDesk.of(request)
    form = FindForm.asked(request)
    if form.is_ready():
        typed = form.cleaned_data["number"]
        if _known(desk, typed):
            return redirect(desk.at("sheet", sheet_number(typed)))
        form.add_error("number", "There is no such sheet here. Look at the number once more, such as SA-3")
    return page(request, "places/entry_form.html", here="reach", form=form, title="Key back a sheet", button="Find it",
                cancel=desk.at("reach"))  # fmt: skip


@in_incident
def sheet(request: OfficerRequest, number: str) -> HttpResponse:
    """One sheet: where it is, what was ticked by line, and what can be done with it. No names."""
    desk, found = _asked(request, number)
    said = outcomes_of(desk.sight, found.sheet.list)
    lines = []
    for at, place in enumerate(found.sheet.places, 1):
        one = said.get(place)
        words = f"{one.fate.value}, {when_said(one.at)}, {one.found_by}" if one else "still to reach"
        lines.append((f"Line {at}", words))
    out = found.whereabouts is Whereabouts.OUT
    acts = []
    if desk.officer.may(Act.REACH):
        if found.whereabouts is not Whereabouts.RETURNED:
            acts.append(("Key it back", desk.at("return_sheet", found.sheet.number)))
        if out and desk.officer.may(Act.TAKE_SHEET):
            acts.append(("Hand it out", desk.at("hand_out", found.sheet.number)))
        if out:
            acts.append(("It is lost", desk.at("lose_sheet", found.sheet.number)))
        acts.append(("Mend one line", desk.at("mend_line", found.sheet.number)))
    return page(
        request,
        "places/sheet.html",
        here="reach",
        state=found,
        late=found.is_late(desk.sight.now),
        lost=found.whereabouts is Whereabouts.LOST,
        rows=_facts(found),
        lines=lines,
        acts=acts,
        back=desk.at("reach_list", found.sheet.list.partition("/")[2]),
        paper=desk.at("sheet_paper", found.sheet.number) if is_open(request, found.sheet.list) else "",
    )


@in_incident
def take_sheet(request: OfficerRequest, number: str) -> HttpResponse:
    """Say who takes a sheet."""
    desk, found = _asked(request, number)
    form = HandOutForm.asked(request, initial={"taken_by": found.sheet.taken_by})
    return entry(
        desk,
        form,
        lambda: hand_out(desk.record, desk.officer, found.sheet.number, form.cleaned_data["taken_by"]),
        desk.at("sheet", found.sheet.number),
        title=f"Hand out {found.sheet.number}",
        here="reach",
    )


@in_incident
def key_back(request: OfficerRequest, number: str) -> HttpResponse:
    """Key a sheet back: its boxes, line by line."""
    desk, found = _asked(request, number)
    count = len(found.sheet.places)
    form = BackForm.asked(
        request, initial={"back_from": found.sheet.taken_by, "at": desk.sight.now}, lines=min(count, LINES_MOST)
    )
    return entry(
        desk,
        form,
        lambda: return_sheet(
            desk.record,
            desk.officer,
            found.sheet.number,
            _ticks(form.cleaned_data, count),
            back_from=form.cleaned_data["back_from"],
            at=form.cleaned_data["at"],
        ),
        desk.at("sheet", found.sheet.number),
        title=f"Key back {found.sheet.number}",
        here="reach",
        words="Choose the box that was ticked on each line. Notes are sealed: only a key holder reads them.",
        button="Key it back",
    )


@in_incident
def lose(request: OfficerRequest, number: str) -> HttpResponse:
    """Say that a sheet cannot be found."""
    desk, found = _asked(request, number)
    form = LoseForm.asked(request)
    return entry(
        desk,
        form,
        lambda: lose_sheet(desk.record, desk.officer, found.sheet.number, why=form.cleaned_data["private_why"]),
        desk.at("sheet", found.sheet.number),
        title=f"{found.sheet.number} is lost",
        here="reach",
        warn="Personal data is out of our hands. Tell information governance now: they decide whether a breach clock "
        "has begun. Its people come back on the next sheet.",
        button="Record that it is lost",
    )


@in_incident
def mend(request: OfficerRequest, number: str) -> HttpResponse:
    """Say what became of the person on one line."""
    desk, found = _asked(request, number)
    asked = request.GET.get("line", "")
    line = asked if re.fullmatch(r"\d{1,2}", asked, re.ASCII) else ""
    form = MendForm.asked(request, initial={"line": line, "at": desk.sight.now, "found_by": found.sheet.taken_by})

    def ticked() -> tuple[SheetTick, Reached]:
        said = form.cleaned_data
        fate = Fate(said["fate"])
        return SheetTick(said["line"], fate, said["private_note"]), Reached(fate, said["at"], said["found_by"])

    return entry(
        desk,
        form,
        lambda: record_by_sheet(desk.record, desk.officer, found.sheet.number, *ticked()),
        desk.at("sheet", found.sheet.number),
        title=f"Mend one line of {found.sheet.number}",
        here="reach",
    )


@in_incident
def register(request: OfficerRequest, name: str) -> HttpResponse:
    """The register of a list's sheets as PDF."""
    desk, thing = asked_list(request, name)
    own_or_404(desk, thing)
    body = desk.body_name(desk.officer.body)
    return paper_answer(register_paper(register_of(desk.sight, thing, body=body), desk.sight.now), "register")


def _ticks(said: Mapping[str, Any], count: int) -> tuple[SheetTick, ...]:
    return tuple(
        SheetTick(number, Fate(said[f"fate_{number}"]), said[f"private_note_{number}"])
        for number in range(1, count + 1)
        if said.get(f"fate_{number}")
    )


def _known(desk: AtDesk, number: str) -> bool:
    try:
        sheet_of(desk.sight, number)
    except DeskError:
        return False
    return True


def _asked(request: OfficerRequest, number: str) -> tuple[AtDesk, SheetState]:
    desk = AtDesk.of(request)
    return desk, seen_or_404(lambda: sheet_of(desk.sight, sheet_number(number)))


def _facts(found: SheetState) -> list[tuple[str, str]]:
    sheet = found.sheet
    where = found.where.capitalize()
    if found.back:
        said = found.back.why or found.back.by
        where = f"{where}: {said}"
    return [
        ("Where it is", where),
        ("For", f"{'Phone calls' if sheet.way is Way.CALL else 'Visits'}, {sheet.patch}, {sheet.need}"),
        ("People on it", str(len(sheet.places))),
        ("Taken by", sheet.taken_by or "Nobody yet"),
        ("Printed", when_said(sheet.printed)),
        ("Back by", when_said(sheet.due)),
    ]
