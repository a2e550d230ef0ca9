"""Keeping a list: longer, with another key holder, shared in counts, closed, its keys removed for good.

Law: the end of a list's time warns and erases nothing; a list is closed only when every sheet is settled.
Not here: its names and sheets (opening.py, sheets.py).
"""

from __future__ import annotations

from datetime import timedelta

from django import forms
from django.http import HttpResponse

from battlebox.desk import Act, DeskCode, DeskError
from battlebox.desk.reach import (
    Holder,
    agree_to_removal,
    ask_removal_of_keys,
    close_list,
    count_of,
    course_of_list,
    extend,
    keys_of,
    keys_to_remove,
    replace_holder,
    share_list,
)
from battlebox.desk.record import Saved
from battlebox.web.asking import OfficerRequest, in_incident
from battlebox.web.held import let_go
from battlebox.web.incident.entry import PlainForm, entry, seen_or_404
from battlebox.web.moment import MomentField
from battlebox.web.reaching.lists import asked_list, own_or_404
from battlebox.web.reaching.opening import proof_of


class ExtendForm(PlainForm):
    """Until when, and why."""

    until = MomentField(label="Keep it until")
    why = forms.CharField(label="Why it is still needed", max_length=300)


class ReplaceForm(PlainForm):
    """Whose place goes to whom, by whose key."""

    keeps_drafts = False
    lost = forms.ChoiceField(label="Whose key is lost")
    post = forms.ChoiceField(label="Whose key opens the list now")
    passphrase = forms.CharField(label="That passphrase", widget=forms.PasswordInput(attrs={"autocomplete": "off"}))
    new_post = forms.CharField(label="Which post holds the key from now on", max_length=120)
    passphrase_new = forms.CharField(
        label="The new passphrase",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text="Six words, sealed in an envelope.",
    )
    again = forms.CharField(
        label="The new passphrase, once more", widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )

    def clean(self) -> None:
        """The new passphrase was typed twice alike."""
        if self.cleaned_data.get("passphrase_new") != self.cleaned_data.get("again"):
            self.add_error("again", "Type the same passphrase in both boxes")


class ShareForm(PlainForm):
    """With whom."""

    bodies = forms.MultipleChoiceField(label="Share its counts with", widget=forms.CheckboxSelectMultiple)


class CloseForm(PlainForm):
    """Why it is no longer needed."""

    why = forms.CharField(label="Why it is no longer needed", max_length=300)


class RemoveForm(PlainForm):
    """A yes."""

    sure = forms.BooleanField(label="Nobody will need these names again")


@in_incident
def keep_longer(request: OfficerRequest, name: str) -> HttpResponse:
    """Keep a list for longer."""
    desk, thing = asked_list(request, name)
    own_or_404(desk, thing)
    ends = course_of_list(desk.sight, thing).expires
    form = ExtendForm.asked(request, initial={"until": max(ends, desk.sight.now) + timedelta(days=1)})
    return entry(
        desk,
        form,
        lambda: extend(desk.record, desk.officer, thing, form.cleaned_data["until"], why=form.cleaned_data["why"]),
        desk.at("reach_list", name),
        title="Keep the list longer",
        here="reach",
    )


@in_incident
def give_key_on(request: OfficerRequest, name: str) -> HttpResponse:
    """Give a lost holder's place to another post."""
    desk, thing = asked_list(request, name)
    own_or_404(desk, thing)
    keys = seen_or_404(lambda: keys_of(desk.sight, thing))
    posts = [(post, post) for post in keys.posts]
    form = ReplaceForm.asked(request, choices={"lost": posts, "post": list(reversed(posts))})

    def act() -> Saved:
        said = form.cleaned_data
        new = Holder(said["new_post"], passphrase=said["passphrase_new"])
        proof = proof_of(keys, said["post"], said["passphrase"])
        return replace_holder(desk.record, desk.officer, thing, proof, said["lost"], new)

    return entry(
        desk,
        form,
        act,
        desk.at("reach_list", name),
        title="Replace a key holder",
        here="reach",
        warn="This takes some seconds, on purpose. Press the button once and wait.",
        words="Afterwards remove the lost key for good, from the list's page.",
        button="Replace",
    )


@in_incident
def share(request: OfficerRequest, name: str) -> HttpResponse:
    """Give partners the counts of a list; never a name."""
    desk, thing = asked_list(request, name)
    own_or_404(desk, thing)
    choices = [(each, desk.body_name(each)) for each in sorted(request.incident.bodies - {desk.officer.body})]
    alone = "" if choices else "No other body is in this incident, so there is nobody to share with."
    form = ShareForm.asked(request, choices={"bodies": choices}, refused=alone)
    return entry(
        desk,
        form,
        lambda: share_list(desk.record, desk.officer, thing, frozenset(form.cleaned_data["bodies"])),
        desk.at("reach_list", name),
        title="Share its counts",
        here="reach",
        words="They are given counts by patch, need and level, and marks to find people on both lists. No names, ever.",
        button="Share",
    )


@in_incident
def close(request: OfficerRequest, name: str) -> HttpResponse:
    """End the use of a list."""
    desk, thing = asked_list(request, name)
    own_or_404(desk, thing)
    left = count_of(desk.sight, thing).tally.not_reached
    form = CloseForm.asked(request)

    def act() -> Saved:
        saved = close_list(desk.record, desk.officer, thing, why=form.cleaned_data["why"])
        let_go(request, thing)
        return saved

    warn = f"{left} of its people were not reached." if left else ""
    return entry(desk, form, act, desk.at("reach_list", name), title="Close the list", here="reach", warn=warn,
                 words="Refused while a sheet is out. Counts and outcomes stay.", button="Close it")  # fmt: skip


@in_incident
def remove_keys(request: OfficerRequest, name: str) -> HttpResponse:
    """Ask that keys no longer needed be removed, or agree to it where another desk asked."""
    desk, thing = asked_list(request, name)
    own_or_404(desk, thing)
    left = keys_to_remove(desk.sight, thing)
    form = RemoveForm.asked(request)

    def act() -> Saved:
        desk.officer.must(Act.HOLD_LIST)
        with desk.record.lock:
            asked = {
                request_id
                for request_id, each in desk.record.journal.state.removals.asked.items()
                if (each.entry, each.part) in left and each.key != desk.record.desk_of(desk.officer.body)[0]
            }
        done = [agree_to_removal(desk.record, desk.officer, each) for each in sorted(asked)]
        done = done or list(ask_removal_of_keys(desk.record, desk.officer, thing))
        if not done:
            hint = "agree at a second desk, or with the admin key: battlebox journal redact"
            state = "asked for already, or not there"
            raise DeskError.of(DeskCode.WRONG_STATE, what="the removal", state=state, act="asked for again", hint=hint)
        return done[-1]

    none = "No key can be removed now: all go once the list is closed, a holder's once it was given on."
    words = f"{len(left)} key{'' if len(left) == 1 else 's'} could be removed." if left else none
    return entry(
        desk,
        form,
        act,
        desk.at("reach_list", name),
        title="Remove keys for good",
        here="reach",
        words=f"{words} Removing takes two desks, or one and your body's admin key (battlebox journal redact). From "
        "then on nobody can read a name with that key.",
        button="Ask for the removal, or agree to it",
    )
