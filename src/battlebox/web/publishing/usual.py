"""Services that somebody has looked at, put to `working as usual` in one form.

Law: only those of which nobody has said anything, and the picture nothing else, are offered; each is ticked by itself,
and its entry says who looked and when, which no look of later today can be.
Not here: words of one service (words.py).
"""

from __future__ import annotations

from typing import Final

from django import forms
from django.http import HttpResponse

from battlebox.desk import DeskCode, DeskError
from battlebox.desk.publish import PublicState, ServiceDraft, draft_of, write_usual
from battlebox.desk.record import Saved
from battlebox.web.asking import OfficerRequest, in_incident
from battlebox.web.incident.at_desk import AtDesk
from battlebox.web.incident.entry import PlainForm, entry
from battlebox.web.moment import MomentField

"""How far ahead a look may lie: another watch than the desk's own. Residents read it as something that was done."""
NONE_LEFT: Final = (
    "There is none: of every service of this body something is written, or the picture says something else."
)


class UsualForm(PlainForm):
    """Which, who looked, when."""

    services = forms.MultipleChoiceField(
        label="Services that somebody has looked at, and that work as usual",
        widget=forms.CheckboxSelectMultiple,
        choices=(),
    )
    by = forms.CharField(label="Who looked", max_length=200, help_text="An office, not a name.")
    at = MomentField(label="When they looked")


@in_incident
def usual(request: OfficerRequest) -> HttpResponse:
    """Say of several services at once that they work as usual."""
    desk = AtDesk.of(request)
    offered = unknown_of(desk)
    # One that is sent in again was recorded, and offers less by now: that is said of it, and not that it is mistaken.
    taken = draft_of(desk.sight, desk.picture, desk.officer.body).services if request.method == "POST" else offered
    choices = {"services": [(row.service.service, row.service.name) for row in taken]}
    form = UsualForm.asked(request, choices=choices, initial={"at": desk.sight.now})
    return entry(
        desk,
        form,
        lambda: _write(desk, form, offered),
        desk.at("publish"),
        title="Several services work as usual",
        here="tell",
        words='Tick what somebody has really looked at. What is not ticked goes on reading "we do not know yet".'
        if offered
        else NONE_LEFT,
        button="They work as usual",
    )


def unknown_of(desk: AtDesk) -> tuple[ServiceDraft, ...]:
    """The services of which residents would read that nobody knows yet."""
    rows = draft_of(desk.sight, desk.picture, desk.officer.body).services
    return tuple(row for row in rows if row.state is PublicState.UNKNOWN and row.proposed is PublicState.UNKNOWN)


def _write(desk: AtDesk, form: UsualForm, offered: tuple[ServiceDraft, ...]) -> Saved:
    said = form.cleaned_data
    ticked = {row.service.service: row.proposed for row in offered if row.service.service in said["services"]}
    moved = [desk.names.thing(each) for each in said["services"] if each not in ticked]
    if moved:
        raise DeskError.of(DeskCode.NOT_AS_USUAL, what=", ".join(moved))
    made = write_usual(desk.record, desk.estate, desk.officer, ticked, by=said["by"], at=said["at"])
    first, last = made[0], made[-1]
    return first if first is last else Saved(f"{first.number} to {last.number}", first.entry)
