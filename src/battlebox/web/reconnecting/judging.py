"""Deciding on a letter: accept, accept on conditions, refuse; why, and when to look again.

Law: whoever wrote a letter is shown no form; two who decide at once are shown both.
Not here: the rules (desk).
"""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from django import forms
from django.http import HttpResponse

from battlebox.desk import DeskCode
from battlebox.desk.reconnect import Condition, Judgement, Outcome, Seal, judge_letter, judgements_of
from battlebox.desk.record import Saved, Stated
from battlebox.web.asking import OfficerRequest, in_incident
from battlebox.web.forms import Version
from battlebox.web.incident.at_desk import AtDesk
from battlebox.web.incident.entry import PlainForm, entry
from battlebox.web.incident.wording import when
from battlebox.web.moment import MomentField
from battlebox.web.reconnecting.letters import HERE, role_words
from battlebox.web.reconnecting.words import UNCHECKED, letter_here, link_here
from battlebox.web.rights import unless

LOOK_AGAIN: Final = timedelta(days=7)
"""When a decision is drafted to be looked at again (a working value: it is in the form)."""


class JudgementForm(PlainForm):
    """What is decided, on which conditions, why, and when to look again."""

    outcome = forms.ChoiceField(
        label="What do you decide",
        choices=(
            (Outcome.ACCEPT.value, "Accept it"),
            (Outcome.CONDITIONAL.value, "Accept it on conditions"),
            (Outcome.REFUSE.value, "Refuse it"),
        ),
        widget=forms.RadioSelect,
    )
    conditions = forms.MultipleChoiceField(
        label="On which conditions, if on any", required=False, widget=forms.CheckboxSelectMultiple,
        choices=[(each.value, each.value.capitalize()) for each in Condition],
    )  # fmt: skip
    terms = forms.CharField(
        label="Conditions in words", required=False, widget=forms.Textarea(attrs={"rows": 2}), max_length=2000,
        help_text="Which ports, which accounts, until when, who watches.",
    )  # fmt: skip
    why = forms.CharField(label="Why", widget=forms.Textarea(attrs={"rows": 3}), max_length=5000,
                          help_text="What convinced you, or what is missing.")  # fmt: skip
    review = MomentField(label="Look again by")
    role = forms.CharField(label="Who decides", max_length=200, help_text="The role, not the name.")


@in_incident
def judge(request: OfficerRequest, name: str) -> HttpResponse:
    """Decide on a letter that was written to the officer's body."""
    desk = AtDesk.of(request)
    found = letter_here(desk, name)
    says, now = found.letter, judgements_of(desk.sight, found)
    receiver = desk.names.body(says.receiver)
    refused = unless(
        desk.officer.body == says.receiver, DeskCode.NOT_YOURS, what="this letter", owner=receiver,
        body=desk.names.body(desk.officer.body), act="decide on",
    )  # fmt: skip
    seen = [each.entry for each in now]
    start = {"review": desk.sight.now + LOOK_AGAIN, "role": role_words(desk)}
    form = JudgementForm.asked(request, seen=seen, initial=start, refused=refused)
    if form.is_ready():
        form.overtaken(seen, [_version(desk, each) for each in now])

    def act() -> Saved:
        said = form.cleaned_data
        judgement = Judgement(
            Outcome(said["outcome"]), said["why"], said["review"], said["role"],
            tuple(Condition(each) for each in said["conditions"]), said["terms"],
        )  # fmt: skip
        over = frozenset(form.seen_entries)
        return judge_letter(desk.record, desk.estate, desk.officer, name, judgement, over=over)

    return entry(
        desk, form, act, desk.at("letter", name), here=HERE, button="Record the decision",
        title=f"Decide on the letter of {desk.names.body(says.issuer)}",
        warn=UNCHECKED if found.seal is Seal.PAPER else "",
        rows=[
            ("Links it is about", "\n".join(_hit(desk, path) for path in says.paths)),
            ("Letter valid until", when(says.valid_until, desk.sight.now)),
            ("What it says", "every answer, its evidence and its seal", "Read the letter", desk.at("letter", name)),
        ],
        words="Both sides see it. What you decide holds for every link of the letter: a refusal for all of them. "
        "The link may be opened once each has accepted the other's letter.",
    )  # fmt: skip


def _hit(desk: AtDesk, path: str) -> str:
    """A link that the decision is about, and how it stands now."""
    if path not in desk.estate.path_by_id:
        return desk.names.path(path)
    return f"{desk.names.path(path)} ({link_here(desk, path).state.value})"


def _version(desk: AtDesk, each: Stated[Judgement]) -> Version:
    said = f"{each.value.outcome.value}: {each.value.why}"
    by, at = desk.name_of(each.by), when(each.at, desk.sight.now)
    return Version("What do you decide", said, "what you wrote below", by, at)
