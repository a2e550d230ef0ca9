"""Who can be asked: everybody known here, what they can do, how long they are up; people added at the desk.

Law: no more is asked of anybody than a seat needs; who may not see staff of this body sees none of it.
Not here: who is asked (posts.py), accounts.
"""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from typing import Any, Final

from django import forms
from django.http import HttpResponse
from django.utils.text import capfirst

from battlebox.desk import Act, Someone
from battlebox.desk.record import Saved
from battlebox.desk.roster import Candidate, Listed, bar, by_name, come, go, list_person
from battlebox.web.asking import OfficerRequest, in_incident
from battlebox.web.clock_words import span_words
from battlebox.web.incident.entry import PlainForm, entry
from battlebox.web.incident.saying import when_said
from battlebox.web.moment import MomentField
from battlebox.web.rostering.staff import Staff
from battlebox.web.tables import Cell, Column, Kind, Table, table_page

COLUMNS: Final = (
    Column("name", "Name"),
    Column("skills", "Can do"),
    Column("state", "Now", Kind.CHOICE),
    Column("hours", "How long"),
    Column("week", "This week"),
    Column("until", "Free until", Kind.TIME),
    Column("source", "Known", Kind.CHOICE),
)
CAME, WENT, BARRED, BACK = "came", "went", "barred", "back"
CHANGES: Final = (
    (CAME, "Came in"),
    (WENT, "Went home"),
    (BARRED, "Cannot be asked any more: fell ill, is away"),
    (BACK, "Can be asked again"),
)


class ListForm(PlainForm):
    """Somebody who walked in or rang: what a seat needs to know of them, and no more."""

    name = forms.CharField(label="Name", max_length=120)
    can = forms.MultipleChoiceField(label="What they can do", required=False, widget=forms.CheckboxSelectMultiple)
    asked_for = forms.MultipleChoiceField(
        label="Skills that our posts ask for", required=False, widget=forms.CheckboxSelectMultiple
    )
    skills = forms.CharField(
        label="Other skills",
        max_length=300,
        required=False,
        help_text="One after the other, with a comma between. A word that no post asks for fills no post.",
    )
    is_here = forms.BooleanField(label="They are here now", required=False, initial=True)
    today = forms.DecimalField(
        label="Hours worked today already",
        min_value=0,
        max_value=24,
        decimal_places=1,
        initial=0,
        help_text="Without a rest of eleven hours between.",
    )
    week = forms.DecimalField(
        label="Hours worked in the last seven days",
        min_value=0,
        max_value=168,
        decimal_places=1,
        required=False,
        help_text="As far as they know, today included.",
    )
    until = MomentField(label="Can stay until", required=False)  # fmt: skip


class ChangeForm(PlainForm):
    """Somebody came, went, or cannot be asked."""

    person = forms.ChoiceField(label="Who")
    what = forms.ChoiceField(label="What", choices=CHANGES, widget=forms.RadioSelect)
    why = forms.CharField(
        label="Why they cannot be asked", max_length=200, required=False, help_text="A word, such as ill. No diagnosis."
    )

    def clean(self) -> None:
        """Somebody who cannot be asked has a reason."""
        said = self.cleaned_data
        if said.get("what") == BARRED and not said.get("why", "").strip():
            self.add_error("why", "Write why they cannot be asked: a word is enough")


@in_incident
def staff(request: OfficerRequest) -> HttpResponse:
    """Everybody of our own body who is known here, and those lent to us."""
    found = Staff.of(request)
    rows = [_row(found, each) for each in found.people]
    table = Table("staff", "Who can be asked", COLUMNS, rows, empty="Nobody is known here yet.")
    desk = found.desk
    may = desk.officer.may(Act.DRAFT_IN)
    return table_page(
        request,
        "rostering/staff.html",
        table,
        here="people",
        beside=found.beside("staff"),
        add=desk.at("list_person") if may else "",
        change=desk.at("change_staff") if may and found.people else "",
        unasked=[each.said({}) for each in found.unasked],
    )


@in_incident
def add(request: OfficerRequest) -> HttpResponse:
    """Put somebody on the list."""
    found = Staff.of(request)
    desk = found.desk
    words = [(word, capfirst(word)) for word in sorted(found.asked.words.values())]
    form = ListForm.asked(request, choices={"can": found.can_do(), "asked_for": words})
    if not words:
        del form.fields["asked_for"]

    def act() -> Saved:
        said = form.cleaned_data
        other = (" ".join(each.split()) for each in said["skills"].split(","))
        skills = tuple(dict.fromkeys(filter(None, (*said["can"], *said.get("asked_for", ()), *other))))
        today = round(said["today"] * 60)
        listed = Listed(
            desk.officer.body, skills, today, round((said["week"] or 0) * 60),
            came=desk.sight.now if said["is_here"] else None, free_until=said["until"],
        )  # fmt: skip
        who = Someone(f"w-{secrets.token_hex(5)}", said["name"])
        return list_person(desk.record, desk.officer, who, listed)

    return entry(
        desk,
        form,
        act,
        desk.at("staff"),
        title="Put somebody on the list",
        here="people",
        words="For people without a sign-in here. The name is kept where it can be removed, for our own body alone.",
        button="Put them on the list",
    )


@in_incident
def change(request: OfficerRequest) -> HttpResponse:
    """Say that somebody came, went, or cannot be asked."""
    found = Staff.of(request)
    desk = found.desk
    form = ChangeForm.asked(request, choices={"person": found.own_choices(("", "Choose who"))})

    def act() -> Saved:
        said = form.cleaned_data
        who = found.someone(said["person"]) or desk.officer.someone
        what = said["what"]
        if what == CAME:
            return come(desk.record, desk.officer, who)
        if what == WENT:
            return go(desk.record, desk.officer, who)
        return bar(desk.record, desk.officer, who, said["why"] if what == BARRED else "")

    return entry(desk, form, act, desk.at("staff"), title="Somebody came, went, or cannot be asked", here="people")


def _row(found: Staff, each: Candidate) -> dict[str, Any]:
    desk = found.desk
    here, listed = each.here, each.listed
    until: datetime | None = listed.free_until if listed else None
    minutes = here.on_minutes if here.is_on else here.off_minutes
    return {
        "name": Cell(each.name, order=by_name(each.name)),
        "skills": ", ".join(sorted(found.skill_words(skill) for skill in each.skills)) or "Nothing is written",
        "state": Cell("Cannot be asked", tag="red", note=each.barred) if each.barred
        else Cell("On duty", tag="green") if here.is_on
        else Cell("Off duty", tag="grey"),
        "hours": Cell(span_words(timedelta(minutes=minutes)), order=minutes) if minutes is not None else "",
        "week": f"{round(each.week_minutes / 60, 1):g} hours" if each.week_minutes else "",
        "until": Cell(when_said(until), order=until) if until else None,
        "source": f"{each.source.value}: {desk.body_name(each.body)}" if each.body != desk.officer.body
        else each.source.value.capitalize(),
    }  # fmt: skip
