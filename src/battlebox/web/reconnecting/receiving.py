"""Letters that come in: as a file from a stick, or on paper; and asking for one.

Law: a file that is not what it should be is refused with a sentence, and nothing of it is kept.
Not here: the checks (journal, desk).
"""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.http import HttpResponse

from battlebox.desk.reconnect import Wanted, ask_assurance, note_paper, take_letter
from battlebox.desk.record import Saved
from battlebox.journal import LETTER_BYTES_MAX
from battlebox.web.asking import OfficerRequest, in_incident
from battlebox.web.forms import DeskForm
from battlebox.web.incident.at_desk import AtDesk
from battlebox.web.incident.entry import PlainForm, entry
from battlebox.web.moment import MomentField
from battlebox.web.reconnecting.letters import HERE, StatementForm, not_party, path_choices
from battlebox.web.reconnecting.words import link_here

_NAME_MOST: Final = 100


class FileForm(DeskForm):
    """The file."""

    file = forms.FileField(label="The file from the stick", help_text="It ends in .json, and is small.")

    def clean_file(self) -> Any:
        """Not larger than a letter can be."""
        found = self.cleaned_data["file"]
        if found.size > LETTER_BYTES_MAX:
            raise forms.ValidationError("This file is too large to be a letter. Ask its sender for the letter itself")
        return found


class PaperForm(StatementForm):
    """What stands on the paper, its date, and who has it."""

    issued = MomentField(label="The date on the paper")
    seen = forms.CharField(
        label="Who has the paper, and how you asked whether it is theirs", max_length=300,
        help_text="Ring them on a number you had before the incident, and compare the twelve words.",
    )  # fmt: skip


class WantedForm(PlainForm):
    """What is asked of the other side."""

    paths = forms.MultipleChoiceField(label="About which links", widget=forms.CheckboxSelectMultiple)
    why = forms.CharField(label="What waits for it", widget=forms.Textarea(attrs={"rows": 3}), max_length=5000)
    evidence = forms.CharField(
        label="What they should show", widget=forms.Textarea(attrs={"rows": 3}), max_length=5000, required=False
    )
    rang = forms.CharField(label="Whom did you ask", max_length=300, help_text="An office rather than a name.")
    channel = forms.CharField(label="On which channel", max_length=300)
    by = MomentField(label="By when you need it", required=False)


@in_incident
def take(request: OfficerRequest) -> HttpResponse:
    """Take in a letter as a file."""
    desk = AtDesk.of(request)
    form = FileForm.asked(request)

    def act() -> Saved:
        found = form.cleaned_data["file"]
        name = str(found.name)[:_NAME_MOST]
        return take_letter(desk.record, desk.estate, desk.officer, found.read(), name=name)

    return entry(
        desk, form, act, desk.at("links"), title="Take in a letter of assurance", here=HERE, button="Take it in",
        words="The signature is checked against the desks that the sender's admin enrolled. A letter that was altered, "
        "is over or is signed by nobody we know is refused, and nothing of it is kept.", then=_to_letter(desk),
    )  # fmt: skip


@in_incident
def paper(request: OfficerRequest, name: str) -> HttpResponse:
    """Record a letter that came on paper."""
    desk = AtDesk.of(request)
    found = link_here(desk, name)
    other = found.ends.other(desk.officer.body)
    form = PaperForm.asked(
        request, initial={"paths": [name]}, refused=not_party(desk, name), choices={"paths": path_choices(desk, other)}
    )

    def act() -> Saved:
        letter = form.letter(other, desk.officer.body, issued=form.cleaned_data["issued"])
        return note_paper(desk.record, desk.estate, desk.officer, letter, seen=form.cleaned_data["seen"])

    return entry(
        desk, form, act, desk.at("link", name), title=f"A letter of {desk.names.body(other)} on paper", here=HERE,
        warn="No signature can be checked on paper. Wherever this letter is shown it says so. If there is a file, "
        "take that in instead.", then=_to_letter(desk),
    )  # fmt: skip


@in_incident
def ask(request: OfficerRequest, name: str) -> HttpResponse:
    """Ask the body at the other end for a letter."""
    desk = AtDesk.of(request)
    found = link_here(desk, name)
    other = found.ends.other(desk.officer.body)
    by = desk.channels.to_ask(other)
    form = WantedForm.asked(
        request, initial={"paths": [name], "channel": by.channel.name if by else ""}, refused=not_party(desk, name),
        choices={"paths": path_choices(desk, other)},
    )  # fmt: skip

    def act() -> Saved:
        said = form.cleaned_data
        wanted = Wanted(other, tuple(said["paths"]), said["why"], said["rang"], said["channel"], said["evidence"],
                        said["by"])  # fmt: skip
        return ask_assurance(desk.record, desk.estate, desk.officer, wanted)

    return entry(
        desk, form, act, desk.at("link", name), title=f"Ask {desk.names.body(other)} for a letter of assurance",
        here=HERE, words="They read it at their own desk. It waits until their letter is on the record.",
    )  # fmt: skip


def _to_letter(desk: AtDesk) -> Any:
    return lambda made: desk.at("letter", made.thing.partition("/")[2])
