"""Letting composed words go by a way that a person sees to; and the body's own words.

Law: the form shows the words as they would go, and what was edited is asked of the gate like any other words.
Not here: drafts (drafts.py), the gate (desk.message), sending to the people of a list (post.py).
"""

from __future__ import annotations

from dataclasses import fields
from datetime import datetime
from typing import Final

from django import forms
from django.http import HttpResponse

from battlebox.desk.compose import Composed, OwnWords, not_due, own_words_of, write_own_words
from battlebox.desk.message import let_go, rings, rings_back
from battlebox.desk.record import Saved
from battlebox.web.asking import OfficerRequest, in_incident
from battlebox.web.composing.drafts import Asked, draft_asked, kept_of
from battlebox.web.composing.owned import WORDS_MAX, OwnField, own_missing, own_rows
from battlebox.web.composing.plain import by_hand_rows, readers_row, rests_row
from battlebox.web.incident.at_desk import AtDesk
from battlebox.web.incident.entry import PlainForm, entry, looked_at
from battlebox.web.telling.close_words import MindedField

_START: Final = OwnWords(
    update="",
    numbers="",
    check="Ring us on a number that you already have, such as one from an old letter or bill, and ask.",
    office="",
    staff_check="Ring the number on your staff card, or one that you already have.",
)
_STAFF: Final = "Read in the staff memo and in briefings for command. Blank: they read what the public reads."


class OwnWordsForm(PlainForm):
    """What stands in every message; `now` is by the desk's own clock."""

    now: datetime
    update = forms.CharField(label="When the next update comes", max_length=300, help_text="Such as: at 4pm today.")
    numbers = forms.CharField(
        label="Numbers for the public",
        max_length=300,
        help_text="Read by residents, press, members and partners. Tried within the last hour.",
    )
    staff_numbers = forms.CharField(label="Numbers for staff", max_length=300, required=False, help_text=_STAFF)
    check = forms.CharField(
        label="How the public check that a message is real",
        max_length=300,
        help_text="Read by everybody but staff: name nothing that only staff have.",
    )
    staff_check = forms.CharField(
        label="How staff check that a message is real", max_length=300, required=False, help_text=_STAFF
    )
    office = forms.CharField(label="Which office says it", max_length=300, help_text="The office, not a name.")
    contact = forms.CharField(
        label="Whom regulators ring back",
        max_length=300,
        required=False,
        help_text="Stands in reports to the ICO, the NCSC, police and others: an office and its number, such as "
        "that of the data protection officer. A line for residents is of no use to them.",
    )

    def clean_update(self) -> str:
        """When it comes, where that is still to come."""
        return looked_at(self.cleaned_data["update"], lambda text: not_due(text, self.now))

    def clean_numbers(self) -> str:
        """Numbers that can be rung."""
        return looked_at(self.cleaned_data["numbers"], rings)

    def clean_contact(self) -> str:
        """A number that can be rung, or an address that can be written to."""
        return looked_at(self.cleaned_data["contact"], rings_back)


class WordsForm(PlainForm):
    """Words as they would go."""

    subject = forms.CharField(label="Subject", max_length=300)
    text = forms.CharField(label="Words", widget=forms.Textarea(attrs={"rows": 18}), max_length=WORDS_MAX)


class ReleaseForm(WordsForm):
    """The words, and where they go."""

    where = forms.CharField(
        label="Where they go", max_length=200, help_text="Such as: read to Radio Northmere; on the front door."
    )
    own = OwnField()
    minded = MindedField()


@in_incident
def own_words(request: OfficerRequest) -> HttpResponse:
    """What stands in every message of this body."""
    desk = AtDesk.of(request)
    standing = own_words_of(desk.sight, desk.officer.body)
    seen = [each.entry for each in standing]
    old = standing[0].value if standing else _START
    initial = {field.name: getattr(old, field.name) for field in fields(OwnWords)}
    form = OwnWordsForm.asked(request, seen=seen, initial=initial)
    form.now = desk.record.now()
    if form.is_ready():
        form.overtaken(seen)

    def act() -> Saved:
        said = {name: form.cleaned_data[name] for name in initial}
        return write_own_words(desk.record, desk.officer, OwnWords(**said), over=frozenset(form.seen_entries))

    return entry(desk, form, act, desk.at("words"), title="What stands in every message", here="tell")


@in_incident
def release(request: OfficerRequest, name: str) -> HttpResponse:
    """Record that the words leave by another way than a list of people."""
    desk, found, asked = draft_asked(request, name)
    form = ReleaseForm.asked(request, initial=start_of(desk, found, asked))
    own = own_rows(desk, found, form)
    if form.is_ready() and not brackets_left(found, form):
        own_missing(desk, found, form)

    def act() -> Saved:
        said = form.cleaned_data
        rests = found.rests(own=said.get("own", ""))
        return let_go(desk.record, desk.officer, rests, subject=said["subject"], text=said["text"], where=said["where"])

    return entry(
        desk,
        form,
        act,
        desk.at("compose", name) + asked.to_query(),
        then=desk.at("went"),
        title=f"Let it go: {found.filled.template.title.lower()}",
        here="tell",
        rows=[readers_row(desk, found), *by_hand_rows(), rests_row(found), *own],
        button="It may go now",
    )


def start_of(desk: AtDesk, found: Composed, asked: Asked) -> dict[str, str]:
    """The words to begin with: those of a draft that was kept, or as the facts make them."""
    kept = kept_of(desk, found.filled.template, asked)
    if kept is not None:
        return {"subject": kept.subject, "text": kept.words}
    return {"subject": found.filled.subject, "text": found.filled.words}


def brackets_left(found: Composed, form: WordsForm) -> bool:
    """Whether words that somebody has still to write stand in brackets: it is said at the form."""
    text = form.cleaned_data["text"]
    left = [each for each in found.filled.missing if f"[{each.words}]" in text]
    for each in left:
        form.add_error("text", f"Write {each.words}: it still stands in brackets.")
    return bool(left)
