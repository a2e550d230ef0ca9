"""Letting composed words go: to the people of a list, or by a way that a person sees to; and the body's own words.

Law: the form shows the words as they would go, and what was edited is asked of the gate like any other words.
Not here: drafts (drafts.py), the gate (desk.message), sending (posting.py).
"""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.http import Http404, HttpResponse

from battlebox.desk.compose import Composed, OwnWords, TemplateKind, own_words_of, write_own_words
from battlebox.desk.message import let_go, order_message, read_roll
from battlebox.desk.record import Saved
from battlebox.web.asking import OfficerRequest, in_incident
from battlebox.web.composing.drafts import Asked, draft_for, shelf
from battlebox.web.moment import MomentField
from battlebox.web.places.at_desk import AtDesk
from battlebox.web.places.entry import PlainForm, entry
from battlebox.web.posting import works_here

_CHECK: Final = "Ring the number on your staff card, or one that you already have."


class OwnWordsForm(PlainForm):
    """What stands in every message."""

    update = forms.CharField(label="When the next update comes", max_length=300, help_text="Such as: at 4pm today.")
    numbers = forms.CharField(label="Numbers that work", max_length=300, help_text="Tried within the last hour.")
    check = forms.CharField(label="How people check that a message is real", max_length=300)
    office = forms.CharField(label="Which office says it", max_length=300, help_text="The office, not a name.")


class ReleaseForm(PlainForm):
    """The words, and where they go."""

    subject = forms.CharField(label="Subject", max_length=300)
    text = forms.CharField(label="Words", widget=forms.Textarea(attrs={"rows": 18}), max_length=20_000)
    where = forms.CharField(
        label="Where they go", max_length=200, help_text="Such as: read to Radio Northmere; on the front door."
    )


class SendForm(PlainForm):
    """The words, and the list of people."""

    subject = forms.CharField(label="Subject", max_length=300)
    text = forms.CharField(label="Words", widget=forms.Textarea(attrs={"rows": 18}), max_length=20_000)
    people = forms.CharField(
        label="The list of people",
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=8 * 1024 * 1024,
        help_text="CSV with a head, such as: person, name, notify_text, mail, phone. Means in the order to try.",
    )
    without = forms.IntegerField(
        label="How many of them have no working means",
        min_value=0,
        initial=0,
        help_text="Ring or visit them: nothing reaches them.",
    )
    answer_by = MomentField(label="By when they are to say that they read it", required=False)
    why_none = forms.CharField(label="If the words rest on no fact, why", max_length=300, required=False)
    tucked = ("answer_by", "why_none")
    tucked_words = "More: an answer by a time, words on no fact"


@in_incident
def own_words(request: OfficerRequest) -> HttpResponse:
    """What stands in every message of this body."""
    desk = AtDesk.of(request)
    standing = own_words_of(desk.sight, desk.officer.body)
    seen = [each.entry for each in standing]
    old = standing[0].value if standing else OwnWords("", "", _CHECK, "")
    initial = {name: getattr(old, name) for name in ("update", "numbers", "check", "office")}
    form = OwnWordsForm.asked(request, seen=seen, initial=initial)
    if form.is_ready():
        form.overtaken(seen)

    def act() -> Saved:
        said = {name: form.cleaned_data[name] for name in initial}
        return write_own_words(desk.record, desk.officer, OwnWords(**said), over=frozenset(form.seen_entries))

    return entry(desk, form, act, desk.at("words"), title="What stands in every message", here="tell")


@in_incident
def send(request: OfficerRequest, name: str) -> HttpResponse:
    """Give the words out to the people of a list."""
    desk, found = _found(request, name)
    form = SendForm.asked(request, initial=_start(found))

    def act() -> Saved:
        said = form.cleaned_data
        return order_message(
            desk.record,
            desk.officer,
            read_roll(said["people"], works_here()),
            found.rests(why_none=said["why_none"]),
            subject=said["subject"],
            text=said["text"],
            without_seen=said["without"],
            answer_by=said["answer_by"] or None,
        )

    return _form(desk, found, form, act, ("Send", "Send it"))


@in_incident
def release(request: OfficerRequest, name: str) -> HttpResponse:
    """Record that the words leave by another way than a list of people."""
    desk, found = _found(request, name)
    form = ReleaseForm.asked(request, initial=_start(found))

    def act() -> Saved:
        said = form.cleaned_data
        return let_go(
            desk.record, desk.officer, found.rests(), subject=said["subject"], text=said["text"], where=said["where"]
        )

    return _form(desk, found, form, act, ("Let it go", "It may go now"))


def _found(request: OfficerRequest, name: str) -> tuple[AtDesk, Composed]:
    desk, template = AtDesk.of(request), shelf().template(name)
    if template.kind is not TemplateKind.MESSAGE:
        raise Http404
    return desk, draft_for(desk, template, Asked.from_request(request))


def _start(found: Composed) -> dict[str, str]:
    return {"subject": found.filled.subject, "text": found.filled.words}


def _form(desk: AtDesk, found: Composed, form: PlainForm, act: Any, named: tuple[str, str]) -> HttpResponse:
    """The page of a form over a draft; `named` are what it does and its button."""
    if form.is_ready():
        text = form.cleaned_data["text"]
        for each in found.filled.missing:
            if f"[{each.words}]" in text:
                form.add_error("text", f"Write {each.words}: it still stands in brackets.")
    template = found.filled.template
    rows = [("For", f"{template.outlet.value}{f', {desk.body_name(found.whom.body)}' if found.whom.body else ''}")]
    rows += [("Rests on", f"{len(found.goes)} of the facts, and every other of the register that stands in the words")]
    title, back = f"{named[0]}: {template.title.lower()}", desk.at("compose", template.id)
    then = desk.at("outbox") if "people" in form.fields else desk.at("went")
    return entry(desk, form, act, back, title=title, here="tell", then=then, rows=rows, button=named[1])
