"""The desk's addresses, with the pages that only tests have."""

from __future__ import annotations

from django import forms
from django.http import HttpResponse
from django.urls import include, path
from django.utils import timezone

from battlebox.web import urls
from battlebox.web.asking import in_incident
from battlebox.web.forms import DeskForm, Version
from battlebox.web.moment import MomentField
from battlebox.web.pages import page
from battlebox.web.polling import polled
from battlebox.web.saving import Recorded, saved
from battlebox.web.tables import Cell, Column, Kind, Table, table_page

handler400, handler403, handler404, handler500 = urls.handler400, urls.handler403, urls.handler404, urls.handler500

# What the fake pages have recorded: one list for each test, emptied by its fixture.
RECORDED: list[str] = []
HEADS: list[str] = ["e-1"]
ROWS: list[dict] = []


class NoteForm(DeskForm):
    what = forms.CharField(label="What happened", max_length=2000, widget=forms.Textarea)
    when = MomentField(label="When", initial=timezone.now)
    sure = forms.ChoiceField(
        label="How sure are you?", choices=[("yes", "Sure"), ("no", "Not sure")], widget=forms.RadioSelect
    )
    tell = forms.MultipleChoiceField(
        label="Tell",
        choices=[("gold", "Gold"), ("press", "Press office")],
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="All that apply.",
    )
    urgent = forms.BooleanField(label="Urgent", required=False)
    paper = forms.FileField(label="A paper", required=False)


@in_incident
def note(request):
    form = NoteForm.asked(request, seen=HEADS, initial={"sure": "yes"})
    if form.is_ready() and not form.overtaken(
        HEADS, [Version("What happened", "theirs", form["what"].value(), "Duty Silver", "02:41")]
    ):

        def record():
            if form.cleaned_data["what"] == "refuse":
                raise ValueError
            RECORDED.append(form.cleaned_data["what"])
            return Recorded(f"A-{len(RECORDED)}", f"/i/{request.incident.short}/note/")

        try:
            return saved(request, form, record)
        except ValueError:
            form.add_error("what", "The record refuses this")
    return page(request, "fake_note.html", form=form, here="log")


COLUMNS = (
    Column("name", "Name"),
    Column("state", "State", Kind.CHOICE),
    Column("hours", "Hours", Kind.NUMBER),
    Column("since", "Since", Kind.TIME),
)


@in_incident
def things(request):
    rows = ROWS or [
        {"name": Cell("Mail", link="#things"), "state": Cell("Suspected", tag="orange"), "hours": 4, "since": None}
    ]
    return table_page(request, "fake_table.html", Table("things", "Things", COLUMNS, rows), here="systems")


VERSION: list[str] = ["1"]
CRASH: list[Exception] = [RuntimeError("a fault")]


@in_incident
@polled(lambda _: VERSION[0])
def part(request):
    return HttpResponse(f"<p>{request.body_name if hasattr(request, 'body_name') else 'version'} {VERSION[0]}</p>")


@in_incident
def crash(request):
    raise CRASH[0]


fake_pages = [
    path("note/", note, name="fake_note"),
    path("things/", things, name="fake_things"),
    path("part/", part, name="fake_part"),
    path("crash/", crash, name="fake_crash"),
    path("", note, name="fake_now"),
]
urlpatterns = [*urls.urlpatterns[:-1], path("i/<slug:short>/", include([*urls.incident_pages, *fake_pages]))]
