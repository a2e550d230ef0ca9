"""What is done about the press: a question taken down, something told wrongly, an answer, or why there is none.

Law: a form that asks for an answer shows what may be said now; what was said already is written down as it was said.
Not here: the log (press.py), the rules (desk).
"""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.http import HttpResponse
from django.utils.text import capfirst

from battlebox.desk.message import answer_press, leave_unanswered
from battlebox.desk.record import Saved
from battlebox.desk.tell import (
    Caller,
    Goes,
    Outlet,
    PressAnswer,
    PressCall,
    PressLine,
    Standing,
    Whom,
    Wordings,
    answered,
    caller_of,
    correction_words,
    may_leave,
    note_call,
)
from battlebox.web.asking import OfficerRequest, in_incident
from battlebox.web.desk_time import desk_now
from battlebox.web.incident.at_desk import AtDesk
from battlebox.web.incident.entry import PlainForm, entry
from battlebox.web.incident.saying import when_said
from battlebox.web.moment import MomentField
from battlebox.web.telling.close_words import PRESS, MindedField, ask_close
from battlebox.web.telling.fact_words import name_of
from battlebox.web.telling.facts import standings_of
from battlebox.web.telling.press import due_words, press_named

_OFFICE: Final = "The office, not a name."
_NO_FACT: Final = ("", "No fact of ours says otherwise yet")


class CallForm(PlainForm):
    """Who asked what, and by when they need it."""

    outlet = forms.CharField(label="Which paper, station or site", max_length=200)
    what = forms.CharField(
        label="What they asked", widget=forms.Textarea(attrs={"rows": 4}), max_length=5000,
        help_text="In their words. Promise nothing that you cannot keep.",
    )  # fmt: skip
    needed_by = MomentField(label="By when they need an answer", required=False)
    name = forms.CharField(label="Who rang, as they gave their name", max_length=200, required=False)
    reach = forms.CharField(label="How they are reached", max_length=200, required=False)
    who = forms.CharField(label="Who took it down", max_length=200, help_text=_OFFICE)
    at = MomentField(label="When they asked", initial=desk_now)


class WrongForm(PlainForm):
    """What was told wrongly, where, and which fact says otherwise."""

    tucked = ("needed_by", "name", "reach")
    tucked_words = "More: who wrote it, how they are reached, by when it must be put right"
    outlet = forms.CharField(label="Which paper, station or site", max_length=200)
    where = forms.CharField(
        label="Where exactly", max_length=200, required=False, help_text="The headline, the programme, the post."
    )
    what = forms.CharField(
        label="What they said that is wrong", widget=forms.Textarea(attrs={"rows": 3}), max_length=5000
    )
    contradicts = forms.ChoiceField(label="Which fact says otherwise", required=False)
    who = forms.CharField(label="Who saw it", max_length=200, help_text=_OFFICE)
    at = MomentField(label="When it was seen", initial=desk_now)
    needed_by = MomentField(label="By when it must be put right", required=False)
    name = forms.CharField(label="Who wrote it", max_length=200, required=False)
    reach = forms.CharField(label="How they are reached", max_length=200, required=False)


class AnswerForm(PlainForm):
    """What they are told, and on which facts it rests."""

    tucked = ("why_none", "back_by", "is_said")
    tucked_words = "More: words on no fact, coming back to them, words that were said already"
    words = forms.CharField(label="What they are told", widget=forms.Textarea(attrs={"rows": 8}), max_length=20_000)
    facts = forms.MultipleChoiceField(
        label="Which facts it rests on", widget=forms.CheckboxSelectMultiple, required=False,
        help_text="Only those that may leave to the press now. Others that stand in the words are found and checked.",
    )  # fmt: skip
    who = forms.CharField(label="Who answers", max_length=200, help_text=_OFFICE)
    how = forms.CharField(label="How", max_length=200, initial="by phone")
    at = MomentField(label="When", initial=desk_now)
    why_none = forms.CharField(label="If it rests on no fact, why", max_length=300, required=False)
    own = forms.CharField(
        label="If the words do not have a fact as it stands, why they are your own", max_length=300, required=False
    )
    back_by = MomentField(label="If you promised to come back to them, by when", required=False)
    is_said = forms.BooleanField(
        label="It was said already, as it stands above", required=False,
        help_text="It is then written down even if it might not have left, with what stands against it.",
    )  # fmt: skip
    minded = MindedField()


class LeaveForm(PlainForm):
    """Why there is no answer."""

    why = forms.CharField(label="Why not", widget=forms.Textarea(attrs={"rows": 3}), max_length=2000)
    who = forms.CharField(label="Who decides", max_length=200, help_text=_OFFICE)


@in_incident
def new_press(request: OfficerRequest) -> HttpResponse:
    """Take down a question."""
    desk = AtDesk.of(request)
    form = CallForm.asked(request)
    words = "Say that they will be rung, and by when. The caller's name stays with your own body and can be removed."
    return entry(desk, form, lambda: _note(desk, form), desk.at("press"), title="The press asked", here="tell",
                 words=words, then=lambda done: _line(desk, done))  # fmt: skip


@in_incident
def seen_press(request: OfficerRequest) -> HttpResponse:
    """Write down what was told wrongly; `?fact=` begins with the fact that says otherwise."""
    desk = AtDesk.of(request)
    facts = _facts(standings_of(desk))
    asked = f"fact/{request.GET.get('fact', '')}"
    initial = {"contradicts": asked} if asked in dict(facts) else {}
    form = WrongForm.asked(request, initial=initial, choices={"contradicts": [_NO_FACT, *facts]})
    words = "Nothing is sent by this. The next page has the correction, made of the fact, if that may leave."
    return entry(desk, form, lambda: _note(desk, form), desk.at("press"), title="Told wrongly", here="tell",
                 words=words, then=lambda done: _line(desk, done))  # fmt: skip


@in_incident
def change_press(request: OfficerRequest, name: str) -> HttpResponse:
    """Write a line down anew: another time, another word."""
    desk = AtDesk.of(request)
    found = press_named(desk, name)
    call, caller = found.call, caller_of(desk.sight, found)
    seen = sorted(each.entry for each in found.said)
    start = {key: getattr(call, key) for key in ("outlet", "what", "at", "who", "needed_by", "contradicts", "where")}
    initial = {**start, "name": caller.name, "reach": caller.reach}
    form: PlainForm
    if call.is_wrong:
        choices = {"contradicts": [_NO_FACT, *_facts(standings_of(desk))]}
        form = WrongForm.asked(request, seen=seen, initial=initial, choices=choices)
    else:
        form = CallForm.asked(request, seen=seen, initial=initial)
    if form.is_ready():
        form.overtaken(seen)
    back = desk.at("press_call", name)
    return entry(desk, form, lambda: _note(desk, form, found), back, title="Write it down anew", here="tell")


@in_incident
def answer(request: OfficerRequest, name: str) -> HttpResponse:
    """Answer them."""
    desk = AtDesk.of(request)
    found = press_named(desk, name)
    seen = [each.entry for each in found.answers[-1:]]
    goes, stays = _leaving(desk)
    start = _start(found, goes)
    form = AnswerForm.asked(request, seen=seen, initial=start, choices={"facts": _facts(goes)})
    short = answered(Wordings.of(desk.sight), found.call.what, str(form["words"].value() or ""))
    close = ask_close(desk, form, ("words",), PRESS, short=short)
    if close and form["is_said"].value():
        # It has happened, whatever it comes close to.
        form.fields["minded"].required = False

    def act() -> Saved:
        said = form.cleaned_data
        given = PressAnswer(said["words"], said["who"], said["at"], said["how"], why_none=said["why_none"],
                            back_by=said["back_by"], own=said["own"])  # fmt: skip
        over = frozenset(form.seen_entries)
        return answer_press(desk.record, desk.officer, found.thing, given, facts=said["facts"],
                            is_said=said["is_said"], over=over)  # fmt: skip

    if form.is_ready():
        form.overtaken(seen)
    kept = [f"{each.said[0].number}: {each.fact.wording}" for each in stays]
    more = [("May not leave to the press now", "\n".join(kept))] if kept else []
    more += close
    return _form(desk, found, form, act, title="Answer the press", more=more, button="Write it down")


@in_incident
def leave(request: OfficerRequest, name: str) -> HttpResponse:
    """Say why they have no answer."""
    desk = AtDesk.of(request)
    found = press_named(desk, name)
    seen = [each.entry for each in found.answers[-1:]]
    form = LeaveForm.asked(request, seen=seen)

    def act() -> Saved:
        said = form.cleaned_data
        over = frozenset(form.seen_entries)
        return leave_unanswered(desk.record, desk.officer, found.thing, why=said["why"], who=said["who"], over=over)

    if form.is_ready():
        form.overtaken(seen)
    return _form(desk, found, form, act, title="Let it stand, because" if found.call.is_wrong else "No answer, because")


def _line(desk: AtDesk, done: Saved) -> str:
    """Where what was just written down is read."""
    return desk.at("press_call", name_of(done.thing))


def _note(desk: AtDesk, form: PlainForm, found: PressLine | None = None) -> Saved:
    said = form.cleaned_data
    is_wrong = "contradicts" in form.fields
    call = PressCall(
        said["outlet"], said["what"], said["at"], said["who"], said["needed_by"], is_wrong,
        said.get("contradicts", ""), said.get("where", ""),
    )  # fmt: skip
    caller = Caller(said["name"], said["reach"])
    if found is None:
        return note_call(desk.record, desk.officer, call, caller)
    over = frozenset(form.seen_entries)
    return note_call(desk.record, desk.officer, call, caller, thing=found.thing, over=over)


def _facts(standings: list[Standing]) -> list[tuple[str, str]]:
    return [(each.thing, each.fact.outward) for each in standings]


def _leaving(desk: AtDesk) -> tuple[list[Standing], list[Standing]]:
    """The facts that may leave to the press now, and those that may not."""
    goes, stays = list[Standing](), list[Standing]()
    for each in standings_of(desk):
        may = isinstance(may_leave(each, Outlet.PRESS, Whom(), desk.sight.now), Goes)
        (goes if may else stays).append(each)
    return goes, stays


def _start(found: PressLine, goes: list[Standing]) -> dict[str, Any]:
    """The correction of what was told wrongly, where it may leave."""
    fact = next((each for each in goes if each.thing == found.call.contradicts), None)
    return {"words": correction_words(found, fact.fact.outward), "facts": [fact.thing]} if fact else {}


def _form(desk: AtDesk, found: PressLine, form: PlainForm, act: Any, **more: Any) -> HttpResponse:
    """The page of a form about one line."""
    call = found.call
    rows = [(call.outlet, call.what), ("When", when_said(call.at))]
    rows += [("By when", capfirst(due_words(found, desk.sight.now)))] if found.is_open else []
    rows += more.pop("more", [])
    return entry(desk, form, act, desk.at("press_call", name_of(found.thing)), here="tell", rows=rows, **more)
