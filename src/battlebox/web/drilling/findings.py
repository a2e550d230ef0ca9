"""Findings of a drill: taken as the measures suggest them, in other words, or written by hand; changed and taken off.

Law: a suggestion is nothing until somebody takes it; what is taken lies in the drill's folder, and nowhere else.
Not here: what is suggested (drill/report), bringing them to the real desk (readiness).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any, Final

from django import forms
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.text import capfirst

from battlebox.desk import LONDON, Role
from battlebox.desk.readiness import day_words
from battlebox.drill.play import OWNER_MOST, WHAT_MOST, PlayError, Taken
from battlebox.drill.report import DUE_DAYS, AfterAction, ReportError, Suggestion
from battlebox.web.asking import OfficerRequest
from battlebox.web.day import DayField
from battlebox.web.drilling.control import WordForm, in_control
from battlebox.web.drilling.playing import Playing
from battlebox.web.drilling.reported import FINDINGS, Asked
from battlebox.web.forms import DeskForm
from battlebox.web.incident.entry import TapForm
from battlebox.web.pages import page
from battlebox.web.saving import Recorded, saved

_IN_TIME: Final = timedelta(days=DUE_DAYS)
_KEY_MOST: Final = 60
_TAKE: Final = ("take", "Take it as it is")


class FindingForm(DeskForm):
    """A finding: what, who, by when."""

    what = forms.CharField(
        label="What is to be mended", max_length=WHAT_MOST, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Something that is missing or does not work, not who failed.",
    )  # fmt: skip
    office = forms.ChoiceField(label="Who sees to it", required=False)
    other = forms.CharField(
        label="Or somebody who is not in the list", max_length=OWNER_MOST, required=False,
        help_text="An office, such as head of IT.",
    )  # fmt: skip
    due = DayField(label="By which day")
    either = ("office", "other")

    def __init__(self, *args: Any, offices: list[str], **more: Any) -> None:
        super().__init__(*args, **more)
        rows = [("", "Somebody else: write it below"), *((each, capfirst(each)) for each in offices)]
        self.fields["office"].choices = rows  # type: ignore[attr-defined]  # A ChoiceField.

    def clean(self) -> dict[str, Any]:
        """One of the two says who sees to it; what is written by hand counts where both do."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if not said.get("other", "").strip() and not said.get("office") and "other" not in self.errors:
            self.add_error("office", "Choose an office, or write one below.")
        return said

    def taken(self, key: str = "", number: int = 0) -> Taken:
        """What was sent."""
        said = self.cleaned_data
        return Taken(said["what"], said["other"].strip() or said["office"], said["due"], key, number)


def findings_shown(request: OfficerRequest, asked: Asked, found: AfterAction) -> dict[str, Any]:
    """What the report's page lays out where findings are taken."""
    return {
        "findings": [
            {"number": each.number, "what": each.what, "owner": each.owner, "due": day_words(each.due),
             "change": reverse("drill_finding", args=(each.number,)),
             "drop": reverse("drill_drop_finding", args=(each.number,))}
            for each in found.findings
        ],
        "suggested": [_suggested(request, asked, each) for each in found.suggestions],
        "taps": (_TAKE,),
        "new": asked.address("drill_new_finding"),
    }  # fmt: skip


def tap_of_suggestion(request: OfficerRequest, drill: Playing, found: AfterAction, then: str) -> HttpResponse | TapForm:
    """Take the suggestion that was tapped; the buttons again where nothing was."""
    form = TapForm.asked(request, auto_id=False)
    if not form.is_ready():
        return form
    # One that was taken is among them: sent in twice, it is answered with what came of it the first time.
    every: tuple[Taken | Suggestion, ...] = (*found.findings, *found.suggestions)
    each = next((each for each in every if each.key == form.cleaned_data["of"]), None)
    if form.cleaned_data["tapped"] != _TAKE[0] or each is None:
        raise Http404
    taken = Taken(each.what, each.owner, each.due, each.key)
    return _write(request, form, drill, taken, then) or form


@in_control
def new_finding(request: OfficerRequest, drill: Playing) -> HttpResponse:
    """Write one: from the suggestion that the address names, or by hand."""
    asked, key = Asked.by(request, drill), request.GET.get("of", "")[:_KEY_MOST]
    start: dict[str, Any] = {"due": (drill.stage.held or drill.real.astimezone(LONDON).date()) + _IN_TIME}
    if key and request.method == "GET":
        each = _suggestion(asked, key)
        start = {"what": each.what, "office": each.owner, "due": each.due}
    form = FindingForm.asked(request, offices=offices_of(drill), initial=start)
    then = asked.address("drill_report", form=FINDINGS)
    if form.is_ready():
        done = _write(request, form, drill, form.taken(key), then)
        if done is not None:
            return done
    return page(request, "places/entry_form.html", form=form, title="A finding of this drill", cancel=then,
                button="Take it", words="It is kept with the drill. The report's file carries it to the real desk, "
                "where it stays open until evidence closes it.")  # fmt: skip


@in_control
def finding(request: OfficerRequest, drill: Playing, number: int) -> HttpResponse:
    """Other words for one that was taken, another owner or another day."""
    found, offices = _here(drill, number), offices_of(drill)
    is_listed = found.owner in offices
    form = FindingForm.asked(request, offices=offices, initial={
        "what": found.what, "office": found.owner if is_listed else "", "other": "" if is_listed else found.owner,
        "due": found.due,
    })  # fmt: skip
    then = Asked.by(request, drill).address("drill_report", form=FINDINGS)
    if form.is_ready():
        done = _write(request, form, drill, form.taken(found.key, number), then)
        if done is not None:
            return done
    return page(request, "places/entry_form.html", form=form, title=f"Change finding {number}", cancel=then)


@in_control
def drop_finding(request: OfficerRequest, drill: Playing, number: int) -> HttpResponse:
    """Take one off the list."""
    found = _here(drill, number)
    then = Asked.by(request, drill).address("drill_report", form=FINDINGS)
    form = WordForm.asked(request)
    if form.is_ready():
        done = _drop(request, form, drill, number, then)
        if done is not None:
            return done
    return page(request, "places/entry_form.html", form=form, title=f"Take finding {number} off", cancel=then,
                button="Take it off", words=f"{found.what} It is not carried to the real desk any more. The drill's "
                "log keeps that it was taken.")  # fmt: skip


def offices_of(drill: Playing) -> list[str]:
    """Offices to choose from: the roles of a desk, then those of the estate's people of the body that plays."""
    body = drill.course.cast.player
    people = sorted({each.role for each in drill.stage.estate.estate.people if each.body == body and each.role})
    return list(dict.fromkeys((*(role.words for role in Role if role is not Role.OBSERVER), *people)))


def _here(drill: Playing, number: int) -> Taken:
    found = next((each for each in drill.stage.log.taken() if each.number == number), None)
    if found is None:
        raise Http404
    return found


def _suggested(request: OfficerRequest, asked: Asked, each: Suggestion) -> dict[str, Any]:
    form = TapForm.asked(request, initial={"of": each.key}, auto_id=False) if request.method == "GET" else None
    return {"what": each.what, "why": each.why, "owner": each.owner, "due": day_words(each.due), "form": form,
            "address": asked.address("drill_new_finding", of=each.key)}  # fmt: skip


def _suggestion(asked: Asked, key: str) -> Suggestion:
    try:
        return next(each for each in asked.report().suggestions if each.key == key)
    except (ReportError, StopIteration) as wrong:
        raise Http404 from wrong


def _write(request: OfficerRequest, form: DeskForm, drill: Playing, taken: Taken, then: str) -> HttpResponse | None:
    def record() -> Recorded:
        kept = drill.stage.take(taken, drill.real)
        return Recorded("", then, words=f"It is finding {kept.number} of this drill.")

    return _saved(request, form, record)


def _drop(request: OfficerRequest, form: DeskForm, drill: Playing, number: int, then: str) -> HttpResponse | None:
    def record() -> Recorded:
        drill.stage.drop(number, drill.real)
        return Recorded("", then, words=f"Finding {number} is off the list.")

    return _saved(request, form, record)


def _saved(request: OfficerRequest, form: DeskForm, record: Callable[[], Recorded]) -> HttpResponse | None:
    try:
        return saved(request, form, record)
    except PlayError as wrong:
        form.add_error(None, f"{capfirst(str(wrong))}. {capfirst(wrong.hint)}.")
        return None
