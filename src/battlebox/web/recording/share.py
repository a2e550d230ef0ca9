"""Share what was written for fewer bodies than take part: said in triage, and not seen by those who joined later.

Law: nothing is shared unless it is ticked and a reason is given; what may not be shared is counted and not offered.
Not here: what may be shared, and how it is recorded (desk).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any, Final

from django import forms
from django.http import HttpResponse

from battlebox.desk.record import Line, kept_from, share, subject_words
from battlebox.web.asking import OfficerRequest, in_incident
from battlebox.web.forms import DeskForm
from battlebox.web.incident.at_desk import AtDesk
from battlebox.web.incident.said import few_of, plainly
from battlebox.web.incident.wording import when
from battlebox.web.pages import page

_LETTERS_MOST: Final = 160


class ShareForm(DeskForm):
    """Which entries, and why."""

    every = forms.BooleanField(label="All of those below", required=False)
    entries = forms.MultipleChoiceField(label="Which entries", required=False, widget=forms.CheckboxSelectMultiple)
    why = forms.CharField(label="Why they need it", widget=forms.Textarea(attrs={"rows": 2}), max_length=2000)

    def __init__(self, *args: Any, offered: Iterable[tuple[str, str]] = (), **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["entries"].choices = list(offered)  # type: ignore[attr-defined]  # A choice of several.

    def clean(self) -> None:
        """At least one."""
        said = super().clean() or self.cleaned_data
        if not said.get("every") and not said.get("entries") and "entries" not in self.errors:
            self.add_error("entries", "Tick what is to be shared, or leave this page: nothing is shared by itself")

    def chosen(self, offered: Iterable[Line]) -> tuple[str, ...]:
        """The entries that were ticked."""
        data = self.cleaned_data
        return tuple(line.id for line in offered) if data["every"] else tuple(data["entries"])


@in_incident
def share_entries(request: OfficerRequest) -> HttpResponse:
    """Tick what those who joined later are to see, and say why."""
    desk = AtDesk.of(request)
    bodies = request.incident.bodies
    kept = kept_from(desk.sight, bodies)
    offered = [each.line for each in kept if not each.why_not]
    others = few_of(desk, bodies - {desk.officer.body})
    form = ShareForm.asked(request, offered=[(line.id, _said(desk, line)) for line in offered])
    if form.is_ready():
        answer = desk.write(
            form,
            lambda: share(
                desk.record, desk.officer, form.chosen(offered), bodies | {desk.officer.body},
                why=form.cleaned_data["why"], whom=others,
            ),
            desk.at("share_entries"),
        )  # fmt: skip
        if answer is not None:
            return answer
    return page(
        request,
        "places/share.html",
        here="log",
        form=form,
        others=others,
        offered=len(offered),
        about=Counter(subject_words(line.header.kind) for line in offered).most_common(),
        back=Counter(each.why_not for each in kept if each.why_not).most_common(),
        cancel=desk.at("now"),
    )


def _said(desk: AtDesk, line: Line) -> str:
    """An entry as it is ticked: number, time, first words."""
    first = next(iter(plainly(desk, line.words).splitlines()), "")
    short = first if len(first) <= _LETTERS_MOST else f"{first[:_LETTERS_MOST]}..."
    return f"{line.number}, {when(line.at, desk.sight.now)}: {short}"
