"""The debrief: its day, and what it found, before closing and after.

Law: nothing written of it is lost: it is written again over what stood, and the log keeps both.
Not here: closing (course.py), the rules (desk).
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils.text import capfirst

from battlebox.desk.record import DEBRIEF_ASKED, Debrief, State, course_of, debrief_of, write_debrief
from battlebox.web.asking import OfficerRequest, in_incident
from battlebox.web.forms import DeskForm, Version
from battlebox.web.incident.at_desk import AtDesk
from battlebox.web.incident.said import person_of
from battlebox.web.incident.wording import when
from battlebox.web.moment import MomentField
from battlebox.web.pages import page


def _words(name: str) -> forms.CharField:
    hint = "One thing on each line: what, who sees to it, by when." if name == "change" else ""
    return forms.CharField(
        label=capfirst(dict(DEBRIEF_ASKED)[name]),
        widget=forms.Textarea(attrs={"rows": 2 if name == "who" else 4}),
        required=False,
        max_length=20_000,
        help_text="Offices, not names." if name == "who" else hint,
    )


class DebriefForm(DeskForm):
    """The day, and what was found."""

    at = MomentField(label="When it is, or was held")
    who, expected, happened, differed, change = (_words(name) for name, _ in DEBRIEF_ASKED)


@in_incident
def debrief(request: OfficerRequest) -> HttpResponse:
    """Read it, set its day, write what it found."""
    desk = AtDesk.of(request)
    course, old = course_of(desk.sight).value, debrief_of(desk.sight)
    says = old.value if old else None
    start: dict[str, Any] = {"at": says.at if says else course.debrief}
    start |= {name: getattr(says, name) if says else "" for name, _ in DEBRIEF_ASKED}
    now = [old.entry] if old else []
    form = DebriefForm.asked(request, seen=now, initial=start)
    versions = [
        Version("The debrief", "\n".join(getattr(old.value, name) for name, _ in DEBRIEF_ASKED), "what you wrote below",
                person_of(desk, old.by), when(old.at, desk.sight.now))
    ] if old else []  # fmt: skip
    if form.is_ready() and not form.overtaken(now, versions):
        said = form.cleaned_data
        kept = Debrief(said["at"], **{name: said[name] for name, _ in DEBRIEF_ASKED})
        answer = desk.write(
            form,
            lambda: write_debrief(desk.record, desk.officer, kept, over=frozenset(form.seen_entries)),
            desk.at("debrief"),
        )
        if answer is not None:
            return answer
    rows = [(capfirst(what), getattr(says, name)) for name, what in DEBRIEF_ASKED] if says else []
    day = says.at if says else course.debrief
    return page(
        request,
        "places/debrief.html",
        here="now",
        form=form,
        day=when(day, desk.sight.now),
        no_debrief=course.no_debrief,
        rows=[row for row in rows if row[1]],
        entry=old.number if old else "",
        early=course.state not in (State.STOOD_DOWN, State.CLOSED),
        cancel=desk.at("now"),
    )
